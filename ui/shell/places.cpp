// SPDX-License-Identifier: GPL-3.0-or-later
// How the places are made, at the first visit, and what each asks of the others.
#include "app/library/document_shelf.h"
#include "app/settings/preferences.h"
#include "app/studio/public_address.h"
#include "app/studio/studio.h"
#include "ui/compose/compose_place.h"
#include "ui/deliver/deliver_place.h"
#include "ui/events/events_place.h"
#include "ui/gallery/gallery_place.h"
#include "ui/models/approved_counts.h"
#include "ui/queue/queue_place.h"
#include "ui/settings/public_address_card.h"
#include "ui/settings/settings_place.h"
#include "ui/shell/ask_usage.h"
#include "ui/shell/desktop_presence.h"
#include "ui/shell/main_window.h"

#include <QStackedWidget>

namespace batchroom {

QWidget* MainWindow::ensurePlace(Place place)
{
    switch (place) {
    case Place::Queue: return ensureQueue();
    case Place::Gallery: return ensureGallery();
    case Place::Deliver: return ensureDeliver();
    case Place::Events: return ensureEvents();
    case Place::Settings: return ensureSettings();
    default: return ensureCompose();
    }
}

ComposePlace* MainWindow::ensureCompose()
{
    if (m_compose)
        return m_compose;
    m_compose = new ComposePlace(
        m_studio->catalog(), m_studio->queue(), m_studio->documents(), m_preferences, *m_actions, m_stack);
    m_compose->setQuoteSource([this](const QString& account, const QList<GenerationRequest>& requests) {
        return m_studio->quote(account, requests);
    });
    m_compose->setCampaign(m_topBar->campaign());
    m_stack->addWidget(m_compose);
    connect(m_compose, &ComposePlace::queued, this, [this] { goTo(Place::Queue); });
    connect(m_compose, &ComposePlace::openSettingsRequested, this, [this] { goTo(Place::Settings); });
    return m_compose;
}

QueuePlace* MainWindow::ensureQueue()
{
    if (m_queue)
        return m_queue;
    m_queue = new QueuePlace(
        m_studio->catalog(), m_studio->queue(), m_studio->assets(), m_studio->originals(), *m_actions, m_stack);
    m_stack->addWidget(m_queue);
    m_queue->setUsageQuestion([this](QObject* context, const std::function<void(const Result<QStringList>&)>& done) {
        askUsage(*m_studio, m_keys, m_adminKey, context, done);
    });
    connect(m_queue, &QueuePlace::openSettingsRequested, this, [this] { goTo(Place::Settings); });
    connect(m_queue, &QueuePlace::openComposeRequested, this, [this] { goTo(Place::Compose); });
    connect(m_queue, &QueuePlace::showAssetRequested, this, [this](AssetId asset) {
        goTo(Place::Gallery);
        m_gallery->showAsset(asset);
    });
    return m_queue;
}

GalleryPlace* MainWindow::ensureGallery()
{
    if (m_gallery)
        return m_gallery;
    m_gallery = new GalleryPlace(m_studio->catalog(), m_studio->assets(), m_studio->originals(), m_studio->documents(),
        m_preferences, *m_actions, m_stack);
    m_gallery->setCostSource([this] {
        return approvedByBatch(m_studio->assets())
            .then(this, [this](const Result<QHash<BatchId, int>>& approved) -> Result<QList<CampaignCost>> {
                if (!approved)
                    return approved.error();
                return costsOf(m_work->batches(), *approved);
            });
    });
    connect(&m_studio->queue(), &JobQueue::batchesChanged, m_gallery, &GalleryPlace::noteCosts);
    m_stack->addWidget(m_gallery);
    setCampaign(m_topBar->campaign());
    connect(m_gallery, &GalleryPlace::openComposeRequested, this, [this] { goTo(Place::Compose); });
    connect(m_gallery, &GalleryPlace::moreLikeThisRequested, this, [this](const Recipe& recipe) {
        goTo(Place::Compose);
        m_compose->addRecipes({recipe});
    });
    connect(m_gallery, &GalleryPlace::deliverRequested, this, [this](const QList<AssetId>& assets) {
        goTo(Place::Deliver);
        m_deliver->setAssets(assets);
    });
    return m_gallery;
}

DeliverPlace* MainWindow::ensureDeliver()
{
    if (m_deliver)
        return m_deliver;
    m_deliver = new DeliverPlace(m_studio->catalog(), m_studio->assets(), m_studio->originals(), m_studio->exporter(),
        m_preferences, *m_actions, m_stack);
    m_stack->addWidget(m_deliver);
    setCampaign(m_topBar->campaign());
    connect(m_deliver, &DeliverPlace::openGalleryRequested, this, [this] { goTo(Place::Gallery); });
    return m_deliver;
}

EventsPlace* MainWindow::ensureEvents()
{
    if (!m_events) {
        m_events = new EventsPlace(m_studio->queue(), m_studio->assets(), m_studio->exporter(), *m_actions, m_stack);
        m_stack->addWidget(m_events);
    }
    return m_events;
}

SettingsPlace* MainWindow::ensureSettings()
{
    if (m_settings)
        return m_settings;
    m_settings = new SettingsPlace(m_studio->catalog(), m_preferences, m_keys, m_studio->queue(), *m_actions, m_stack);
    m_settings->setKeyCheck([this](const Secret& key, QObject* context, std::function<void(Result<void>)> done) {
        m_studio->checkKey(key, context, std::move(done));
    });
    m_settings->setAdminKeyCheck([this](const Secret& key, QObject* context, std::function<void(Result<void>)> done) {
        m_studio->checkAdminKey(key, context, std::move(done));
    });
    connect(
        m_settings, &SettingsPlace::adminKeyForSessionChanged, this, [this](const Secret& key) { m_adminKey = key; });
    m_stack->addWidget(m_settings);
    showLibraryFacts();
    connect(m_settings, &SettingsPlace::keyChanged, this, &MainWindow::useKey);
    connect(m_settings, &SettingsPlace::callbackSecretChanged, this, &MainWindow::applyListener);
    m_settings->publicAddress().connectTo(
        &publicAddress, [this](const QUrl& address, std::function<void(Result<void>)> done) {
            m_studio->testPublicAddress(address, std::move(done));
        });
    m_settings->setTrayQuestion([this] { return m_desktop && m_desktop->isTrayMissing(); });
    connect(m_settings, &SettingsPlace::testNoticeRequested, this,
        [this] { m_desktop->tellTest([place = m_settings](bool isShown) { place->showTestNotice(isShown); }); });
    connectEventSettings();
    return m_settings;
}

void MainWindow::setCampaign(const QString& name)
{
    if (m_compose)
        m_compose->setCampaign(name);
    std::optional<CampaignId> id;
    for (const CampaignEntry& campaign : m_work->campaigns())
        if (!name.isEmpty() && campaign.name == name)
            id = campaign.id;
    // A campaign without a batch has no pictures yet: an id that matches nothing shows just that.
    if (!name.isEmpty() && !id)
        id = CampaignId{-1};
    if (m_gallery)
        m_gallery->setCampaign(id);
    if (m_deliver)
        m_deliver->setCampaign(id);
}

} // namespace batchroom
