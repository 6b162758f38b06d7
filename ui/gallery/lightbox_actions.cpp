// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the lightbox do. In a single view a decision goes on to the next picture, as in culling tools; stars
// stay, so that one can rate and then decide.
#include "ui/actions/action_catalog.h"
#include "ui/gallery/difference_pane.h"
#include "ui/gallery/lightbox.h"
#include "ui/gallery/picture_cell.h"
#include "ui/gallery/picture_view.h"
#include "ui/gallery/recipe_pane.h"
#include "ui/gallery/review_desk.h"
#include "ui/models/gallery_rows.h"

namespace batchroom {

namespace {

constexpr double keyFactor = 1.25;

constexpr ActionId rateActions[] = {ActionId::LightboxRate0, ActionId::LightboxRate1, ActionId::LightboxRate2,
    ActionId::LightboxRate3, ActionId::LightboxRate4, ActionId::LightboxRate5};

} // namespace

void Lightbox::connectActions()
{
    ActionCatalog& actions = m_parts.actions;
    actions.attach(Place::Lightbox, this);
    addAction(actions[ActionId::Undo]); // in full screen this is a window of its own
    actions.setPossible(Place::Lightbox, Possible::Always);
    const auto on = [this, &actions](ActionId id, auto what) { connect(actions[id], &QAction::triggered, this, what); };
    const auto activeView = [this]() -> PictureView& { return m_cells[static_cast<size_t>(m_active)]->view(); };
    on(ActionId::LightboxClose, [this] {
        if (m_isFullScreen)
            toggleFullScreen();
        else
            Q_EMIT closed();
    });
    on(ActionId::LightboxPrevious, [this] { step(-1); });
    on(ActionId::LightboxNext, [this] { step(1); });
    on(ActionId::LightboxFit, [this] { setScaleOfAll(0); });
    on(ActionId::LightboxActualSize, [this] { setScaleOfAll(1); });
    on(ActionId::LightboxZoomIn, [activeView] { activeView().zoomBy(keyFactor); });
    on(ActionId::LightboxZoomOut, [activeView] { activeView().zoomBy(1 / keyFactor); });
    on(ActionId::LightboxSwap, [this] {
        if (m_shown.size() > 1)
            activate((m_active + 1) % static_cast<int>(m_shown.size()));
    });
    on(ActionId::LightboxRecipe, [this] {
        m_wantsSide = !m_side->isVisible();
        m_side->setVisible(m_wantsSide);
    });
    on(ActionId::LightboxMoreLikeThis, [this] { Q_EMIT moreLikeThisRequested(activeAsset()); });
    on(ActionId::LightboxFullScreen, [this] { toggleFullScreen(); });
    connect(
        m_recipe, &RecipePane::moreLikeThisRequested, this, [this] { Q_EMIT moreLikeThisRequested(activeAsset()); });
    connect(m_recipe, &RecipePane::deliverRequested, this, [this] {
        const AssetId asset = activeAsset();
        Q_EMIT closed();
        Q_EMIT deliverRequested({asset});
    });
    connect(m_difference, &DifferencePane::moreLikeThisRequested, this,
        [this] { Q_EMIT moreLikeThisRequested(activeAsset()); });
    connect(m_difference, &DifferencePane::keepRequested, this, &Lightbox::keepActive);
}

void Lightbox::connectReviewActions()
{
    ActionCatalog& actions = m_parts.actions;
    const auto decideOn = [this, &actions](ActionId id, Decision decision) {
        connect(actions[id], &QAction::triggered, this, [this, decision] { decide(decision); });
    };
    decideOn(ActionId::LightboxApprove, Decision::Approved);
    decideOn(ActionId::LightboxReject, Decision::Rejected);
    decideOn(ActionId::LightboxClearDecision, Decision::None);
    connect(actions[ActionId::LightboxNeedsChange], &QAction::triggered, this, &Lightbox::askForChange);
    for (int stars = 0; stars <= 5; ++stars)
        connect(actions[rateActions[stars]], &QAction::triggered, this,
            [this, stars] { m_parts.desk.rate({activeAsset()}, stars); });
    connect(m_recipe, &RecipePane::rated, this, [this](int stars) { m_parts.desk.rate({activeAsset()}, stars); });
}

void Lightbox::decide(Decision decision)
{
    if (!isOpen())
        return;
    m_parts.desk.decide({activeAsset()}, decision);
    if (m_shown.size() == 1 && decision != Decision::None)
        step(1);
}

void Lightbox::askForChange()
{
    if (!isOpen())
        return;
    const PictureView& view = m_cells[static_cast<size_t>(m_active)]->view();
    const QRect anchor(view.mapToGlobal(QPoint(16, 16)), QSize(1, 1));
    m_parts.desk.askForChange({activeAsset()}, anchor, [this, asset = activeAsset()] {
        if (m_shown.size() == 1 && activeAsset() == asset)
            step(1);
    });
}

void Lightbox::keepActive()
{
    QList<AssetId> others = m_shown;
    others.removeOne(activeAsset());
    m_parts.desk.keepOne(activeAsset(), others);
}

} // namespace batchroom
