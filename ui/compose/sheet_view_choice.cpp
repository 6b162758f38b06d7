// SPDX-License-Identifier: GPL-3.0-or-later
// Which cells of the sheet are chosen, and how one gets to others.
#include "ui/compose/sheet_view.h"
#include "ui/models/sheet_model.h"

#include <algorithm>

namespace batchroom {

QList<int> SheetView::chosenRows() const
{
    QSet<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.insert(row);
    }
    QList<int> sorted(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

// Whole rows are chosen with their hidden columns; these are not meant.
QModelIndexList SheetView::chosenCells() const
{
    QModelIndexList cells;
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        if (!isColumnHidden(index.column()))
            cells.append(index);
    }
    return cells;
}

void SheetView::chooseRow(int row, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex index = m_model.index(row, std::max(0, currentIndex().column()));
    if (modifiers.testFlag(Qt::ShiftModifier) && currentIndex().isValid()) {
        const QItemSelection rows(m_model.index(std::min(row, currentIndex().row()), 0),
            m_model.index(std::max(row, currentIndex().row()), m_model.columnCount() - 1));
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
        return;
    }
    const auto how =
        modifiers.testFlag(Qt::ControlModifier) ? QItemSelectionModel::Toggle : QItemSelectionModel::ClearAndSelect;
    selectionModel()->setCurrentIndex(index, how | QItemSelectionModel::Rows);
}

void SheetView::chooseRows(int first, int count)
{
    if (count <= 0 || first >= m_model.rowCount())
        return;
    const int last = std::min(first + count, m_model.rowCount()) - 1;
    const QModelIndex current = m_model.index(first, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(m_model.index(first, 0), m_model.index(last, m_model.columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    scrollTo(m_model.index(last, current.column()));
    scrollTo(current);
}

void SheetView::chooseCells(const QModelIndex& from, const QModelIndex& to)
{
    selectionModel()->setCurrentIndex(from, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(from, to), QItemSelectionModel::ClearAndSelect);
    scrollTo(from);
}

// Not setCurrentIndex(): that would extend the choice while the keys of a shortcut are held.
void SheetView::chooseCell(const QModelIndex& index)
{
    chooseCells(index, index);
}

void SheetView::goTo(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    setFocus(Qt::OtherFocusReason);
    if (isColumnHidden(index.column()))
        setColumnWanted(index.column(), true);
    chooseCell(index);
    scrollTo(index);
}

void SheetView::moveBy(int rows)
{
    const QModelIndex from = currentIndex();
    const int row = from.row() + rows;
    if (row >= m_model.rowCount()) {
        if (!m_model.sheet().rows.constLast().isEmpty())
            Q_EMIT newRowRequested();
        return;
    }
    chooseCell(m_model.index(std::max(row, 0), from.column()));
}

} // namespace batchroom
