// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of the grid as screen readers see them.
#include "ui/gallery/gallery_grid.h"
#include "ui/gallery/picture_words.h"

#include <QLocale>

namespace batchroom {

namespace {

constexpr int namesAhead = 8;

} // namespace

void GalleryGrid::setWords(PictureWords& words)
{
    m_words = &words;
    connect(m_words, &PictureWords::arrived, this, [this](const QList<AssetId>& assets) {
        for (const AssetId asset : assets)
            announceCell(this, QAccessible::NameChanged, m_rows.indexOf(asset));
    });
}

QString GalleryGrid::cellName(int cell) const
{
    const AssetRow& row = m_rows.at(cell);
    QString words = m_words ? m_words->of(row.id) : QString();
    if (words.isEmpty())
        words = tr("Picture %1 of %2").arg(QLocale().toString(cell + 1), QLocale().toString(m_rows.count()));
    return QStringLiteral("%1, %2").arg(words, reviewWords(row));
}

QRect GalleryGrid::cellArea(int cell) const
{
    const GalleryTile tile = m_layout.tile(cell);
    return tile.index < 0 ? QRect() : toViewport(tile.picture.united(tile.caption));
}

int GalleryGrid::cellAt(QPoint point) const
{
    return m_layout.indexAt(toContent(point));
}

QStringList GalleryGrid::cellActions() const
{
    using Action = QAccessibleActionInterface;
    return {Action::setFocusAction(), Action::toggleAction(), Action::pressAction()};
}

void GalleryGrid::doCellAction(const QString& action, int cell)
{
    using Action = QAccessibleActionInterface;
    if (action == Action::toggleAction()) {
        m_rows.pick(cell, GalleryRows::Pick::Toggle);
        return;
    }
    setFocus(Qt::OtherFocusReason);
    m_rows.pick(cell, GalleryRows::Pick::Only);
    ensureVisible(cell);
    if (action == Action::pressAction())
        Q_EMIT openRequested();
}

// The names of the neighbours are asked for before somebody gets there.
void GalleryGrid::announceCurrent()
{
    const int current = m_rows.current();
    const int last = std::min(m_rows.count() - 1, current + namesAhead);
    for (int cell = std::max(0, current - namesAhead); m_words && QAccessible::isActive() && cell <= last; ++cell)
        m_words->of(m_rows.idAt(cell));
    if (hasFocus())
        announceCell(this, QAccessible::Focus, current);
}

void GalleryGrid::announceChosen()
{
    QAccessibleEvent event(this, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&event);
}

void GalleryGrid::announceReview(const QList<int>& cells)
{
    const auto [first, last] = visibleRange();
    for (const int cell : cells)
        if (cell >= first && cell <= last)
            announceCell(this, QAccessible::NameChanged, cell);
}

} // namespace batchroom
