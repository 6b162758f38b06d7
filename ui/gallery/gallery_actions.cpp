// SPDX-License-Identifier: GPL-3.0-or-later
// What the actions of the place do.
#include "app/imaging/picture.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"
#include "app/settings/preferences.h"
#include "ui/actions/action_catalog.h"
#include "ui/gallery/filter_bar.h"
#include "ui/gallery/gallery_bar.h"
#include "ui/gallery/gallery_grid.h"
#include "ui/gallery/gallery_place.h"
#include "ui/gallery/lightbox.h"
#include "ui/gallery/recipe_pane.h"
#include "ui/gallery/review_desk.h"
#include "ui/models/gallery_source.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QStackedWidget>
#include <QThreadPool>
#include <QUrl>

namespace batchroom {

namespace {

constexpr int mostCompared = 4;
constexpr int mostPrompts = 1000;

constexpr ActionId rateActions[] = {ActionId::GalleryRate0, ActionId::GalleryRate1, ActionId::GalleryRate2,
    ActionId::GalleryRate3, ActionId::GalleryRate4, ActionId::GalleryRate5};

} // namespace

void GalleryPlace::connectActions()
{
    const auto on = [this](ActionId id, auto what) { connect(m_actions[id], &QAction::triggered, this, what); };
    on(ActionId::GalleryOpen, [this] { openLightbox(false); });
    on(ActionId::GalleryCompare, [this] { openLightbox(true); });
    on(ActionId::GalleryFullScreen, [this] {
        openLightbox(false);
        if (m_lightbox)
            m_lightbox->toggleFullScreen();
    });
    on(ActionId::GalleryRecipe, [this] { toggleRecipe(); });
    on(ActionId::GalleryExport, [this] { deliverChosen(); });
    on(ActionId::GalleryDeliver, [this] { deliverChosen(); });
    on(ActionId::GalleryMoreLikeThis, [this] { moreLikeThis(m_rows->currentId()); });
    on(ActionId::GalleryCopyPrompt, [this] { copyPrompts(); });
    on(ActionId::GalleryCopyPicture, [this] { copyPicture(); });
    on(ActionId::GalleryShowFile, [this] { showFile(); });
    on(ActionId::GalleryFilterText, [this] { m_filters->focusText(); });
    on(ActionId::GalleryClearFilters, [this] { m_source->clearFilters(); });
    on(ActionId::GalleryLarger, [this] { m_bar->changeSize(1); });
    on(ActionId::GallerySmaller, [this] { m_bar->changeSize(-1); });
    on(ActionId::Undo, [this] { undo(); });
}

void GalleryPlace::connectReviewActions()
{
    const auto decideOn = [this](ActionId id, Decision decision) {
        connect(
            m_actions[id], &QAction::triggered, this, [this, decision] { m_desk->decide(m_rows->chosen(), decision); });
    };
    decideOn(ActionId::GalleryApprove, Decision::Approved);
    decideOn(ActionId::GalleryReject, Decision::Rejected);
    decideOn(ActionId::GalleryClearDecision, Decision::None);
    connect(m_actions[ActionId::GalleryNeedsChange], &QAction::triggered, this, &GalleryPlace::askForChange);
    for (int stars = 0; stars <= 5; ++stars)
        connect(m_actions[rateActions[stars]], &QAction::triggered, this,
            [this, stars] { m_desk->rate(m_rows->chosen(), stars); });
}

void GalleryPlace::refreshPossible()
{
    const int chosen = m_rows->chosenCount();
    Possibilities possible = Possible::Always;
    possible.setFlag(Possible::Rows, m_rows->count() > 0);
    possible.setFlag(Possible::Selection, chosen > 0);
    possible.setFlag(Possible::Single, chosen == 1);
    possible.setFlag(Possible::Several, chosen >= 2 && chosen <= mostCompared);
    possible.setFlag(Possible::Filters, m_source->hasFilters());
    m_actions.setPossible(Place::Gallery, possible);
    m_actions[ActionId::GalleryDelete]->setVisible(false); // originals are never thrown away from here
    if (isVisible())
        m_actions[ActionId::Undo]->setEnabled(m_index.canUndo());
    m_pane->setChosenCount(chosen);
}

void GalleryPlace::undo()
{
    if (isVisible())
        m_desk->undo();
}

void GalleryPlace::askForChange()
{
    QRect anchor = m_grid->tileArea(m_rows->currentId() ? m_rows->current() : m_rows->firstChosen());
    anchor = anchor.intersected(m_grid->viewport()->rect());
    m_desk->askForChange(m_rows->chosen(), QRect(m_grid->viewport()->mapToGlobal(anchor.topLeft()), anchor.size()));
}

void GalleryPlace::openMenu(QPoint globalPosition)
{
    QMenu* menu =
        m_actions.menu({ActionId::GalleryOpen, ActionId::GalleryCompare, std::nullopt, ActionId::GalleryApprove,
                           ActionId::GalleryReject, ActionId::GalleryNeedsChange, ActionId::GalleryClearDecision,
                           std::nullopt, ActionId::GalleryMoreLikeThis, ActionId::GalleryDeliver, std::nullopt,
                           ActionId::GalleryCopyPicture, ActionId::GalleryCopyPrompt, ActionId::GalleryShowFile},
            this);
    menu->setObjectName(QStringLiteral("galleryMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(globalPosition);
}

void GalleryPlace::openLightbox(bool isComparing)
{
    if (m_rows->chosenCount() == 0)
        return;
    if (!m_lightbox) {
        m_lightbox = new Lightbox({m_catalog, m_index, m_originals, m_actions, *m_rows, *m_desk, *m_words});
        m_lightbox->setPresets(m_preferences.current().exporting.presets);
        m_pages->addWidget(m_lightbox);
        connect(m_lightbox, &Lightbox::closed, this, &GalleryPlace::closeLightbox);
        connect(m_lightbox, &Lightbox::moreLikeThisRequested, this, &GalleryPlace::moreLikeThis);
        connect(m_lightbox, &Lightbox::deliverRequested, this, &GalleryPlace::deliverRequested);
        connect(m_lightbox, &Lightbox::leftFullScreen, this, [this] {
            m_pages->addWidget(m_lightbox);
            m_pages->setCurrentWidget(m_lightbox);
            m_lightbox->focusPicture();
        });
    }
    const QList<AssetId> chosen = m_rows->chosen();
    m_pages->setCurrentWidget(m_lightbox);
    if (isComparing && chosen.size() >= 2 && chosen.size() <= mostCompared)
        m_lightbox->compare(chosen);
    else
        m_lightbox->open(m_rows->isChosen(m_rows->current()) ? m_rows->currentId() : chosen.constFirst());
}

void GalleryPlace::closeLightbox()
{
    if (!m_lightbox || !m_lightbox->isOpen())
        return;
    const AssetId last = m_lightbox->activeAsset();
    m_lightbox->leave();
    m_pages->setCurrentWidget(m_gridPage);
    const int index = m_rows->indexOf(last);
    if (index >= 0 && !m_rows->isChosen(index))
        m_rows->pick(index, GalleryRows::Pick::Only);
    m_grid->ensureVisible(index);
    m_grid->setFocus();
    refreshPossible();
}

void GalleryPlace::toggleRecipe()
{
    m_wantsRecipe = !m_pane->isVisible();
    m_pane->setVisible(m_wantsRecipe);
}

void GalleryPlace::moreLikeThis(AssetId asset)
{
    if (!asset)
        return;
    m_index.asset(asset).then(this, [this](const Result<Asset>& found) {
        if (!found) {
            m_desk->sayFailure(found.error());
            return;
        }
        closeLightbox();
        Q_EMIT moreLikeThisRequested(found->recipe);
    });
}

void GalleryPlace::copyPrompts()
{
    QList<AssetId> assets = m_rows->chosen();
    if (assets.isEmpty() && m_rows->currentId())
        assets = {m_rows->currentId()};
    m_index.assets(assets.first(std::min<qsizetype>(assets.size(), mostPrompts)))
        .then(this, [this](const Result<QList<Asset>>& found) {
            QStringList prompts;
            for (const Asset& asset : found ? *found : QList<Asset>())
                if (!prompts.contains(asset.recipe.request.prompt))
                    prompts.append(asset.recipe.request.prompt);
            if (prompts.isEmpty())
                return;
            QApplication::clipboard()->setText(prompts.join(QLatin1Char('\n')));
            m_desk->say(
                prompts.size() == 1 ? tr("Prompt copied") : tr("%1 prompts copied").arg(prompts.size()), IconId::Copy);
        });
}

void GalleryPlace::copyPicture()
{
    m_index.asset(m_rows->currentId())
        .then(QThreadPool::globalInstance(),
            [originals = &m_originals](const Result<Asset>& asset) -> Result<QImage> {
                if (!asset)
                    return asset.error();
                return originals->readOriginal(*asset).andThen(
                    [](const QByteArray& bytes) { return decodePicture(bytes); });
            })
        .then(this, [this](const Result<QImage>& image) {
            if (!image) {
                m_desk->sayFailure(image.error());
                return;
            }
            QApplication::clipboard()->setImage(*image);
            m_desk->say(tr("Picture copied"), IconId::Copy);
        });
}

void GalleryPlace::showFile()
{
    m_index.asset(m_rows->currentId()).then(this, [this](const Result<Asset>& asset) {
        if (!asset) {
            m_desk->sayFailure(asset.error());
            return;
        }
        const QString folder = QFileInfo(m_originals.originalPath(*asset)).absolutePath();
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
            m_desk->say(tr("The folder could not be opened: %1").arg(folder), IconId::Folder);
    });
}

} // namespace batchroom
