// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/row_table.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"

#include <QHeaderView>
#include <QHoverEvent>

namespace batchroom {

RowTable::RowTable(QWidget* parent)
    : QTableView(parent)
{
    setItemDelegate(new RowDelegate(*this));
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false); // rows are gone through with the arrows
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    viewport()->setAttribute(Qt::WA_Hover);
}

// Asked for when painting, so that it stays true when rows come in above or the list scrolls under the pointer.
int RowTable::hoveredRow() const
{
    return m_pointer ? rowAt(m_pointer->y()) : -1;
}

bool RowTable::viewportEvent(QEvent* event)
{
    const int before = hoveredRow();
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove: m_pointer = static_cast<QHoverEvent*>(event)->position().toPoint(); break;
    case QEvent::HoverLeave:
    case QEvent::Leave: m_pointer.reset(); break;
    default: return QTableView::viewportEvent(event);
    }
    if (hoveredRow() != before)
        viewport()->update();
    return QTableView::viewportEvent(event);
}

// A table that is only given the focus has no current row yet: that would open what belongs to it.
void RowTable::focusInEvent(QFocusEvent* event)
{
    const bool isTabbed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isTabbed || currentIndex().isValid())
        QTableView::focusInEvent(event);
    else
        QAbstractScrollArea::focusInEvent(event);
}

// The current row as one, not the cell.
void RowTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    const QModelIndex current = currentIndex();
    if (!current.isValid() || !hasFocus() || !isKeyboardInUse())
        return;
    const QRect row(0, rowViewportPosition(current.row()), viewport()->width(), rowHeight(current.row()));
    QPainter painter(viewport());
    paintCurrentCell(painter, row);
}

// Scrolling moves what is painted already, tint and all.
void RowTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (m_pointer)
        viewport()->update();
}

RowDelegate::RowDelegate(RowTable& table)
    : QStyledItemDelegate(&table)
    , m_table(table)
{
}

void RowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_MouseOver, index.row() == m_table.hoveredRow());
    option->state.setFlag(QStyle::State_HasFocus, false); // the table marks the row
}

SignDelegate::SignDelegate(RowTable& table, SignOf signOf)
    : RowDelegate(table)
    , m_signOf(std::move(signOf))
{
}

void SignDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem empty(option);
    initStyleOption(&empty, index);
    empty.text.clear();
    empty.widget->style()->drawControl(QStyle::CE_ItemViewItem, &empty, painter, empty.widget);
    const RowSign sign = m_signOf(index);
    const QRect cell = option.rect.adjusted(8, 0, -8, 0);
    paintIcon(*painter, sign.icon, QRect(cell.left(), cell.top(), 16, cell.height()), theme()[sign.role]);
    paintText(*painter, cell.adjusted(24, 0, 0, 0), index.data().toString(), FontRole::Body, theme().text);
}

} // namespace batchroom
