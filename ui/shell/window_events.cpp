// SPDX-License-Identifier: GPL-3.0-or-later
// The listener of webhooks as the window has it: turned on by the preferences, shown in Events.
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/callback_desk.h"
#include "app/studio/event_desk.h"
#include "app/studio/plan_event_tasks.h"
#include "app/studio/public_address.h"
#include "app/studio/rule_secrets.h"
#include "app/studio/studio.h"
#include "app/webhooks/signature.h"
#include "ui/events/callback_pane.h"
#include "ui/events/events_place.h"
#include "ui/events/failure_lane.h"
#include "ui/events/import_bar.h"
#include "ui/events/listener_strip.h"
#include "ui/gallery/gallery_place.h"
#include "ui/kit/toast.h"
#include "ui/models/work_status.h"
#include "ui/settings/settings_place.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"

#include <QTimer>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostCallbacks = 500; // shown
constexpr std::chrono::milliseconds betweenLooks(100);
constexpr int shownEarlier = 200; // of what others told before the window opened

EventEntry::Mood moodOf(const InboxEvent& event)
{
    return event.event.type == QLatin1StringView("ideogram.generation.failed") ? EventEntry::Mood::Bad
                                                                               : EventEntry::Mood::Good;
}

QString senderText(const QString& sender)
{
    if (sender == QLatin1StringView("ideogram"))
        return QStringLiteral("Ideogram");
    if (sender == QLatin1StringView("github"))
        return QStringLiteral("GitHub");
    return MainWindow::tr("another program");
}

IncomingEvent shownAs(const InboxEvent& event)
{
    return {event.receivedMs, event.event.type, senderText(event.event.sender), event.outcome, moodOf(event),
        event.event.body, event.id};
}

EventEntry::Mood moodOf(EventTaskState state)
{
    switch (state) {
    case EventTaskState::Done: return EventEntry::Mood::Good;
    case EventTaskState::Dead: return EventEntry::Mood::Bad;
    case EventTaskState::Waiting: break;
    }
    return EventEntry::Mood::Neutral;
}

} // namespace

void MainWindow::connectEvents()
{
    EventDesk& desk = m_studio->events();
    connect(&desk, &EventDesk::arrived, this, &MainWindow::noteArrival);
    connect(&desk, &EventDesk::handled, this,
        [this](const InboxEvent& event) { ensureEvents()->noteIncoming(shownAs(event)); });
    connect(&desk, &EventDesk::worked, this, &MainWindow::noteWork);
    connect(&desk, &EventDesk::needsChanged, this, [this](const QList<InboxEvent>& events) {
        ensureEvents()->showFailures(events);
        m_rail->setCount(Place::Events, static_cast<int>(events.size()));
    });
    connect(&desk, &EventDesk::told, this, &MainWindow::noteTold);
    connect(&desk, &EventDesk::settingsChanged, this, &MainWindow::readTellSecrets);
    connect(&desk, &EventDesk::noticeWanted, this, &MainWindow::showNotice);
    connectImports();
    ListenerStrip& strip = ensureEvents()->listener();
    connect(&strip, &ListenerStrip::settingsRequested, this, [this] { goTo(Place::Settings); });
    connect(&strip, &ListenerStrip::testRequested, this, [this, &strip] {
        m_studio->events().sendTestEvent(&strip, [&strip](const Result<void>& test) { strip.showTest(test); });
    });
    connectCallbacks();
    desk.readNewest(shownEarlier, this, [this](const Result<QList<InboxEvent>>& events) {
        const QList<InboxEvent> earlier = events.valueOr({});
        for (auto event = earlier.crbegin(); event != earlier.crend(); ++event)
            if (event->handledMs && !ensureEvents()->isShown(event->id))
                ensureEvents()->noteIncoming(shownAs(*event));
    });
    readImportCampaigns();
    applyListener();
    desk.workOff();
}

// Read anew when it comes into sight and, while it is there, when something was tried; many tries at once are one look.
void MainWindow::connectCallbacks()
{
    CallbackPane& pane = ensureEvents()->callbacks();
    const auto read = [this, &pane] {
        m_studio->callbacks().readNewest(
            mostCallbacks, &pane, [this, &pane](const Result<QList<OutboxMessage>>& messages) {
                if (messages)
                    pane.show(*messages, m_studio->events().toldAddresses());
                else
                    showNotice(tr("What was told to others cannot be read"), messages.error().what);
            });
    };
    auto* look = new QTimer(&pane);
    look->setSingleShot(true);
    look->setInterval(betweenLooks);
    connect(look, &QTimer::timeout, this, read);
    connect(&pane, &CallbackPane::shown, this, read);
    connect(&m_studio->events(), &EventDesk::told, look, [&pane, look] {
        if (pane.isVisible() && !look->isActive())
            look->start();
    });
    connect(&pane, &CallbackPane::sendAgainRequested, this, [this, &pane, read](const QList<OutboxId>& ids) {
        m_studio->callbacks().sendAgain(ids, &pane, [this, read](const Result<qint64>& found) {
            if (!found)
                showNotice(tr("Nothing is sent again"), found.error().what);
            read();
        });
    });
}

void MainWindow::connectImports()
{
    EventsPlace* place = ensureEvents();
    EventDesk& desk = m_studio->events();
    connect(place, &EventsPlace::importStateWanted, this, &MainWindow::showImport);
    connect(place, &EventsPlace::eventWanted, this, [this](InboxId event) {
        m_studio->events().readImport(event, this, [this](const Result<ImportState>& state) {
            if (!state || ensureEvents()->isShown(state->event.id))
                return;
            ensureEvents()->noteIncoming(shownAs(state->event));
            ensureEvents()->unfold(state->event.id);
        });
    });
    connect(&place->importBar(), &ImportBar::importRequested, this, [this](InboxId event, const QStringList& hosts) {
        m_studio->events().importPictures(event, hosts, this, [this, event](const Result<EventTaskId>& task) {
            if (!task)
                showNotice(tr("Nothing was imported"), task.error().what);
            showImport(event);
        });
    });
    connect(&place->importBar(), &ImportBar::showAssetRequested, this, [this](AssetId asset) {
        goTo(Place::Gallery);
        m_gallery->showAsset(asset);
    });
    connect(&place->failures(), &FailureLane::seen, &desk, &EventDesk::noteSeen);
}

// First the secret, so that nobody looks for it before it is there.
void MainWindow::saveRule(const EventRule& rule, const Secret& secret)
{
    const auto save = [&desk = m_studio->events(), rule] {
        desk.changeSettings([rule](EventSettings& settings) {
            const auto known = std::find_if(settings.rules.begin(), settings.rules.end(),
                [&](const EventRule& other) { return other.id == rule.id; });
            if (known == settings.rules.end())
                settings.rules.append(rule);
            else
                *known = rule;
        });
    };
    if (secret.isEmpty()) {
        save();
        return;
    }
    m_keys.write(ruleSecretEntry(rule.address), secret, this, [this, save](const Result<void>& written) {
        if (!written)
            showNotice(tr("The secret was not saved"), written.error().what);
        save();
    });
}

// Rules and allowed hosts live in the library: they are the same for the command line.
void MainWindow::connectEventSettings()
{
    EventDesk& desk = m_studio->events();
    connect(m_settings, &SettingsPlace::ruleSaved, this, &MainWindow::saveRule);
    connect(m_settings, &SettingsPlace::ruleRemoved, &desk, [&desk](const QString& id) {
        desk.changeSettings([id](EventSettings& settings) {
            settings.rules.removeIf([&](const EventRule& rule) { return rule.id == id; });
        });
    });
    connect(m_settings, &SettingsPlace::pictureHostsChanged, &desk,
        [&desk](const QString& sender, const ImportPolicy& policy) {
            desk.changeSettings([=](EventSettings& settings) { settings.imports.insert(sender, policy); });
        });
    connect(&desk, &EventDesk::settingsChanged, m_settings, &SettingsPlace::showEvents);
    m_settings->showEvents(desk.settings());
    QStringList campaigns;
    for (const CampaignEntry& campaign : m_work->campaigns())
        campaigns.append(campaign.name);
    m_settings->setCampaigns(campaigns);
}

void MainWindow::readImportCampaigns()
{
    m_studio->events().readCampaigns(this, [this](const Result<EventDesk::Campaigns>& campaigns) {
        QList<CampaignEntry> entries;
        for (const auto& [id, name] : campaigns.valueOr({}))
            entries.append({id, name});
        m_work->setImportCampaigns(entries);
    });
}

void MainWindow::showImport(InboxId event)
{
    m_studio->events().readImport(event, this, [this](const Result<ImportState>& state) {
        if (state)
            ensureEvents()->showImport(*state);
    });
}

void MainWindow::noteWork(const EventTask& task)
{
    if (const InboxId shown = ensureEvents()->unfoldedEvent())
        showImport(shown);
    if (!task.assets.isEmpty())
        readImportCampaigns();
    if (task.state == EventTaskState::Waiting && task.tries > 1)
        return; // once is enough to know that it is tried again
    const EventFact fact = factFromJson(task.draft.fact);
    ensureEvents()->noteWork({task.settledMs.value_or(0), fact.type, {},
        taskTitle(task) + QStringLiteral(": ") + task.outcome, moodOf(task.state), fact.body, {}});
}

void MainWindow::noteTold(const CallbackDelivery& delivery)
{
    if (delivery.state == OutboxState::Waiting && delivery.tries > 1)
        return; // once is enough to know that it is tried again
    const bool isDelivered = delivery.state == OutboxState::Delivered;
    const bool isOver = delivery.state != OutboxState::Waiting;
    const QString what = isDelivered ? tr("%1 took it.").arg(delivery.endpoint)
        : isOver ? tr("%1 did not take it, and it is given up: %2").arg(delivery.endpoint, delivery.message)
                 : tr("%1 did not take it; it is sent again: %2").arg(delivery.endpoint, delivery.message);
    ensureEvents()->noteWork({0, delivery.type, {}, what,
        isDelivered  ? EventEntry::Mood::Good
            : isOver ? EventEntry::Mood::Bad
                     : EventEntry::Mood::Neutral,
        {}, {}});
}

void MainWindow::readTellSecrets()
{
    readRuleSecrets(m_keys, m_studio->events().settings(), this, [this](const QHash<QString, Secret>& secrets) {
        m_studio->events().setRuleSecrets(secrets);
        const QStringList untold = addressesWithoutSecret(m_studio->events().settings(), secrets);
        if (!untold.isEmpty())
            showNotice(tr("A rule cannot sign what it tells"),
                tr("The keyring has no secret for %1. Nothing is sent there until Settings has one.")
                    .arg(untold.join(QStringLiteral(", "))));
    });
}

// "Import", or the rule as it reads in Settings.
QString MainWindow::taskTitle(const EventTask& task) const
{
    for (const EventRule& rule : m_studio->events().settings().rules)
        if (task.draft.action == ruleAction(rule))
            return ruleText(rule);
    return task.draft.action == importAction() ? tr("Import") : tr("A rule");
}

// In the window; whoever looks elsewhere is told on the desktop.
void MainWindow::showNotice(const QString& title, const QString& text)
{
    auto* known = findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    Toast& toast = known ? *known : *new Toast(this);
    toast.show(text.isEmpty() ? title : title + QStringLiteral(": ") + text, IconId::Info, ColorRole::Text);
}

// What is verified is shown when it is known what came of it.
void MainWindow::noteArrival(const Arrival& arrival)
{
    if (arrival.verdict == ArrivalVerdict::Verified)
        return;
    const bool isRefused = arrival.verdict == ArrivalVerdict::Refused;
    ensureEvents()->noteIncoming({arrival.atMs, isRefused ? QString() : arrival.event.type,
        senderText(arrival.event.sender), isRefused ? arrival.reason : tr("It was sent again; it is here already."),
        isRefused ? EventEntry::Mood::Bad : EventEntry::Mood::Neutral, arrival.event.body});
}

// The keyring is asked only when somebody listens: on some systems it opens a dialog.
void MainWindow::applyListener()
{
    if (!m_studio)
        return;
    if (m_preferences.current().listener.isOn) {
        m_keys.read(gitHubSecretEntry(), this, [this](const Result<Secret>& gitHub) {
            m_gitHubSecrets = gitHub ? QList<Secret>{*gitHub} : QList<Secret>();
            m_keys.read(callbackSecretEntry(), this, [this](const Result<Secret>& secret) { listen(secret); });
        });
        return;
    }
    m_studio->events().stopListening();
    ensureEvents()->listener().showOff();
    applyPublicAddress();
}

// Ideogram is given an address only while somebody listens behind it.
void MainWindow::applyPublicAddress()
{
    const Result<QUrl> address = publicAddress(m_preferences.current().listener.publicAddress);
    m_studio->setWebhookAddress(address && m_studio->events().port() ? ideogramWebhookAt(*address) : QUrl());
}

void MainWindow::listen(const Result<Secret>& secret)
{
    const Preferences::Listener listener = m_preferences.current().listener;
    if (!listener.isOn)
        return;
    ListenRequest request;
    request.port = static_cast<quint16>(listener.port);
    request.gitHubSecrets = m_gitHubSecrets;
    if (const Result<Secret> key = secret ? callbackSecret(secret->reveal()) : secret)
        request.callbackKeys.secrets = {*key};
    ListenerStrip& strip = ensureEvents()->listener();
    const Result<quint16> port = m_studio->events().listen(request);
    if (port)
        strip.showListening(*port, !request.callbackKeys.secrets.isEmpty());
    else
        strip.showFailure(port.error());
    applyPublicAddress();
}

} // namespace batchroom
