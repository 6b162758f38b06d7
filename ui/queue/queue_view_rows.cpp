// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rows of the Queue are, and what a change of rows means for the view.
#include "ui/queue/queue_view.h"
#include "ui/queue/row_pictures.h"

#include <QScrollBar>

#include <algorithm>

namespace batchroom {

void QueueView::ensurePlaced() const
{
    if (m_isPlaced)
        return;
    m_isPlaced = true;
    m_placed.clear();
    int top = queuePadding;
    for (const QueueSection& section : m_list.sections()) {
        const int height =
            queueHeadHeight() + section.jobs * queueJobHeight() + (section.hasFooter ? queueFooterHeight() : 0) + 1;
        m_placed.push_back({section, top, top + height});
        top += height + queueCardGap;
    }
}

int QueueView::contentHeight() const
{
    ensurePlaced();
    return m_placed.empty() ? 0 : m_placed.back().bottom + queuePadding;
}

int QueueView::cardWidth() const
{
    const QScrollBar* bar = verticalScrollBar();
    const int taken = bar->isVisible() ? std::min(bar->width(), queuePadding) : 0;
    return std::max(2, viewport()->width() - 2 * queuePadding + taken);
}

QRect QueueView::rowRect(int row) const
{
    ensurePlaced();
    const auto after = std::upper_bound(m_placed.begin(), m_placed.end(), row,
        [](int wanted, const Placed& card) { return wanted < card.section.firstRow; });
    if (after == m_placed.begin())
        return {};
    const Placed& card = *std::prev(after);
    const int within = row - card.section.firstRow;
    const int left = queuePadding + 1;
    const int width = cardWidth() - 2;
    if (within >= card.section.rowCount())
        return {};
    if (within == 0)
        return {left, card.top, width, queueHeadHeight()};
    const int jobsTop = card.top + queueHeadHeight();
    if (within <= card.section.jobs)
        return {left, jobsTop + (within - 1) * queueJobHeight(), width, queueJobHeight()};
    return {left, jobsTop + card.section.jobs * queueJobHeight(), width, queueFooterHeight()};
}

int QueueView::rowAtY(int y) const
{
    ensurePlaced();
    const auto after = std::upper_bound(
        m_placed.begin(), m_placed.end(), y, [](int wanted, const Placed& card) { return wanted < card.top; });
    if (after == m_placed.begin())
        return -1;
    const Placed& card = *std::prev(after);
    if (y >= card.bottom)
        return -1;
    const int within = y - card.top - queueHeadHeight();
    if (within < 0)
        return card.section.firstRow;
    const int job = within / queueJobHeight();
    if (job < card.section.jobs)
        return card.section.firstRow + 1 + job;
    return card.section.firstRow + card.section.rowCount() - 1;
}

QRect QueueView::toViewport(const QRect& content) const
{
    return content.translated(0, -verticalOffset());
}

QRect QueueView::visualRect(const QModelIndex& index) const
{
    return index.isValid() ? toViewport(rowRect(index.row())) : QRect();
}

QModelIndex QueueView::indexAt(const QPoint& point) const
{
    if (point.x() < queuePadding || point.x() >= queuePadding + cardWidth())
        return {};
    const int row = rowAtY(point.y() + verticalOffset());
    return row < 0 ? QModelIndex() : m_list.index(row);
}

QRect QueueView::partRect(int row, QueuePart part) const
{
    const QRect rect = toViewport(rowRect(row));
    const QueueRowKind kind = m_list.at(row).kind;
    switch (part) {
    case QueuePart::Pause:
    case QueuePart::More:
    case QueuePart::StartNow: return kind == QueueRowKind::Head ? headPart(row, rect, part) : QRect();
    case QueuePart::Picture: return kind == QueueRowKind::Job ? queueJobLayout(rect).picture : QRect();
    default: return rect;
    }
}

QRect QueueView::headPart(int row, const QRect& rect, QueuePart part) const
{
    const QueueHeadLayout layout = queueHeadLayout(rect, headWordsOf(m_list, *m_list.at(row).batch));
    return part == QueuePart::Pause ? layout.pause : part == QueuePart::More ? layout.more : layout.startNow;
}

QueueView::Spot QueueView::spotAt(const QPoint& point) const
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return {};
    const QueueRow row = m_list.at(index.row());
    for (const QueuePart part : {QueuePart::Pause, QueuePart::More, QueuePart::Picture, QueuePart::StartNow})
        if (partRect(index.row(), part).contains(point) && (!row.job || row.job->asset))
            return {index.row(), part};
    return {index.row(), QueuePart::Row};
}

int QueueView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void QueueView::updateGeometries()
{
    verticalScrollBar()->setSingleStep(queueJobHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - viewport()->height()));
    QAbstractItemView::updateGeometries();
    placeEditor();
    m_settle.start();
}

void QueueView::doItemsLayout()
{
    m_isPlaced = false;
    QAbstractItemView::doItemsLayout();
}

// QListView would lay out every row again for each of these.
void QueueView::rowsMoved()
{
    m_isPlaced = false;
    m_hovered = {};
    scheduleDelayedItemsLayout();
}

void QueueView::rowsInserted(const QModelIndex& parent, int first, int last)
{
    QAbstractItemView::rowsInserted(parent, first, last);
    rowsMoved();
}

void QueueView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
    m_hovered = {};
}

void QueueView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>&)
{
    updateRows(topLeft.row(), bottomRight.row());
    m_settle.start();
}

void QueueView::updateRows(int first, int last)
{
    const QRect area = toViewport(rowRect(first).united(rowRect(last)));
    if (area.intersects(viewport()->rect()))
        viewport()->update(area);
}

void QueueView::scrollContentsBy(int dx, int dy)
{
    viewport()->scroll(dx, dy);
    setHovered({});
    placeEditor();
    m_settle.start();
}

void QueueView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    executeDelayedItemsLayout();
    QRect row = rowRect(index.row());
    // The first row brings the padding above it along.
    row.adjust(0, index.row() == 0 ? -queuePadding : -4, 0, queueCardGap);
    const int room = viewport()->height();
    const int offset = verticalOffset();
    if (hint == PositionAtTop || row.top() < offset)
        verticalScrollBar()->setValue(row.top());
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row.center().y() - room / 2);
    else if (hint == PositionAtBottom || row.bottom() >= offset + room)
        verticalScrollBar()->setValue(row.bottom() + 1 - room);
}

QModelIndex QueueView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_list.rowCount();
    if (rows == 0)
        return {};
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const int page = std::max(1, viewport()->height() / queueJobHeight() - 1);
    int next = current;
    switch (action) {
    case MoveUp:
    case MovePrevious: next = current < 0 ? rows - 1 : current - 1; break;
    case MoveDown:
    case MoveNext: next = current + 1; break;
    case MovePageUp: next = current - page; break;
    case MovePageDown: next = current + page; break;
    case MoveHome: next = 0; break;
    case MoveEnd: next = rows - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    return m_list.index(std::clamp(next, 0, rows - 1));
}

void QueueView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRect area = rect.normalized();
    ensurePlaced();
    int first = -1;
    int last = -1;
    for (const Placed& card : m_placed) {
        const int from = std::max(card.top, area.top() + verticalOffset());
        const int to = std::min(card.bottom - 1, area.bottom() + verticalOffset());
        if (from > to)
            continue;
        first = first < 0 ? rowAtY(from) : first;
        last = rowAtY(to);
    }
    if (first >= 0 && last >= 0)
        selectionModel()->select(QItemSelection(m_list.index(first), m_list.index(last)), flags);
    else
        selectionModel()->select(QItemSelection(), flags);
}

QRegion QueueView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection)
        region += toViewport(rowRect(range.top()).united(rowRect(range.bottom()))).intersected(viewport()->rect());
    return region;
}

// The pictures of what can be seen, then those just below.
void QueueView::wantPictures()
{
    if (!isVisible() || m_list.rowCount() == 0)
        return;
    QList<AssetId> wanted;
    const int top = verticalOffset();
    const int bottom = top + viewport()->height() * 3 / 2;
    ensurePlaced();
    for (const Placed& card : m_placed) {
        if (card.bottom < top || card.section.jobs == 0)
            continue;
        if (card.top > bottom)
            break;
        const int jobsTop = card.top + queueHeadHeight();
        const int first = std::clamp((top - jobsTop) / queueJobHeight(), 0, card.section.jobs - 1);
        const int last = std::clamp((bottom - jobsTop) / queueJobHeight(), 0, card.section.jobs - 1);
        for (int i = first; i <= last; ++i)
            if (const JobRow* job = m_list.at(card.section.firstRow + 1 + i).job; job && job->asset)
                wanted.append(job->asset);
    }
    m_pictures.want(wanted);
}

} // namespace batchroom
