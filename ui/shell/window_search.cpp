// SPDX-License-Identifier: GPL-3.0-or-later
// The window's search: what it offers and what a choice does.
#include "app/studio/studio.h"
#include "ui/gallery/gallery_place.h"
#include "ui/kit/fields.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette_source.h"
#include "ui/shell/search_palette.h"

#include <QSettings>
#include <QTimer>

namespace batchroom {

namespace {

constexpr int mostRemembered = 8;
const QString recentKey = QStringLiteral("window/recentActions");

void remember(ActionId action)
{
    QSettings state;
    QStringList recent = state.value(recentKey).toStringList();
    recent.removeAll(paletteId(action));
    recent.prepend(paletteId(action));
    state.setValue(recentKey, QStringList(recent.first(std::min<qsizetype>(recent.size(), mostRemembered))));
}

} // namespace

void MainWindow::connectSearch()
{
    m_palette->setSource([this]() -> SearchPalette::Offer {
        if (!m_studio)
            return {};
        return {paletteEntries(*m_actions, m_place, m_work->campaigns(), m_topBar->campaign()),
            QSettings().value(recentKey).toStringList()};
    });
    connect((*m_actions)[ActionId::Search], &QAction::triggered, m_palette, &SearchPalette::open);
    connect(m_palette, &SearchPalette::chosen, this, &MainWindow::takeFromPalette);
    connect(m_palette, &SearchPalette::picturesRequested, this, &MainWindow::searchPictures);
    connect(
        m_topBar->search(), &QLineEdit::returnPressed, this, [this] { searchPictures(m_topBar->search()->text()); });
}

void MainWindow::searchPictures(const QString& text)
{
    if (!m_studio)
        return;
    goTo(Place::Gallery);
    m_gallery->search(text);
}

void MainWindow::takeFromPalette(const QString& id)
{
    if (const std::optional<QString> campaign = campaignOfPalette(id))
        m_topBar->choose(*campaign);
    else if (const std::optional<ActionId> action = actionOfPalette(id))
        run(*action);
}

// An action of another place is run there, in view, once the place has said whether it can.
void MainWindow::run(ActionId id)
{
    const ActionSpec& spec = specOf(id);
    QAction* action = (*m_actions)[id];
    if (!isPlaceAction(id))
        remember(id);
    const bool isElsewhere = spec.place != Place::Everywhere && spec.place != Place::Lightbox && spec.place != m_place;
    if (!isElsewhere) {
        action->trigger();
        return;
    }
    goTo(spec.place);
    QTimer::singleShot(0, action, &QAction::trigger);
}

} // namespace batchroom
