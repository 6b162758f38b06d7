// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet wider than its room keeps the price in view: cells under the pin are moved out from under it.
#include "ui/compose/price_pin.h"
#include "ui/compose/sheet_delegate.h"
#include "ui/compose/sheet_view.h"
#include "ui/models/sheet_model.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace batchroom {

int SheetView::priceColumn() const
{
    return m_model.columnCount() - 1;
}

// In the viewport; empty while every column has room.
QRect SheetView::pinnedArea() const
{
    if (horizontalHeader()->length() <= viewport()->width())
        return {};
    const int width = columnWidth(priceColumn());
    return {viewport()->width() - width, 0, width, viewport()->height()};
}

void SheetView::placePin()
{
    const QRect area = pinnedArea();
    if (area.isEmpty()) {
        m_pin->putAway();
        return;
    }
    const int left = viewport()->x() + area.x();
    m_pin->place(QRect(left, horizontalHeader()->y(), area.width(), horizontalHeader()->height()),
        std::clamp(rowsBottom(), 0, area.height()));
}

void SheetView::paintPrices(QPainter& painter, const QRect& dirty)
{
    const QRect area = pinnedArea();
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = std::max(0, rowAt(dirty.top())); row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, priceColumn());
        option.rect = QRect(0, rowViewportPosition(row), area.width(), rowHeight(row));
        if (option.rect.top() > dirty.bottom())
            return;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        m_delegate->paint(&painter, option, index);
    }
}

QRect SheetView::visualRect(const QModelIndex& index) const
{
    const QRect cell = QTableView::visualRect(index);
    const QRect area = index.column() == priceColumn() ? pinnedArea() : QRect();
    return area.isEmpty() ? cell : QRect(area.left(), cell.top(), area.width(), cell.height());
}

QModelIndex SheetView::indexAt(const QPoint& point) const
{
    const QModelIndex index = QTableView::indexAt(point);
    return pinnedArea().contains(point) && rowAt(point.y()) >= 0 ? m_model.index(rowAt(point.y()), priceColumn())
                                                                 : index;
}

void SheetView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    QScrollBar* bar = horizontalScrollBar();
    const int before = bar->value();
    QTableView::scrollTo(index, hint);
    const QRect area = pinnedArea();
    if (area.isEmpty())
        return;
    if (index.column() == priceColumn()) {
        bar->setValue(before); // it is in view
        return;
    }
    const QRect cell = visualRect(index);
    bar->setValue(bar->value() + std::clamp(cell.right() + 1 - area.left(), 0, std::max(0, cell.left())));
}

} // namespace batchroom
