// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_editing.h"

#include "app/compose/sheet_builder.h"
#include "ui/actions/action_catalog.h"
#include "ui/compose/counted.h"
#include "ui/compose/sheet_row_header.h"
#include "ui/compose/sheet_view.h"
#include "ui/models/sheet_clipboard.h"
#include "ui/models/sheet_repairs.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace batchroom {

SheetEditing::SheetEditing(SheetModel& model, SheetView& view, ActionCatalog& actions, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
    , m_actions(actions)
{
    connectActions();
    connect(&view, &SheetView::newRowRequested, this, &SheetEditing::newRow);
    connect(&view, &SheetView::menuRequested, this, &SheetEditing::showMenu);
    connect(view.rowHeader(), &SheetRowHeader::rowsDropped, this, &SheetEditing::dropRows);
    connect(&view, &SheetView::chosenChanged, this, &SheetEditing::refreshPossible);
    connect(&model, &SheetModel::billChanged, this, &SheetEditing::refreshPossible);
    connect(&model, &SheetModel::stepDone, this, &SheetEditing::showStep);
    refreshPossible();
}

void SheetEditing::connectActions()
{
    const std::pair<ActionId, std::function<void()>> answers[]{
        {ActionId::ComposeNewRow, [this] { newRow(); }},
        {ActionId::ComposeFillDown, [this] { fillDown(); }},
        {ActionId::ComposeDuplicateRows, [this] { duplicateRows(); }},
        {ActionId::ComposeDeleteRows, [this] { deleteRows(); }},
        {ActionId::ComposeClearCells, [this] { clearCells(); }},
        {ActionId::ComposeCut, [this] { cut(); }},
        {ActionId::ComposeCopy, [this] { copy(); }},
        {ActionId::ComposePaste, [this] { paste(); }},
        {ActionId::ComposeSelectAll, [this] { m_view.selectAll(); }},
        {ActionId::ComposeOpenPicker, [this] { m_view.editCurrent(); }},
        {ActionId::ComposeMoveRowUp, [this] { moveRows(-1); }},
        {ActionId::ComposeMoveRowDown, [this] { moveRows(1); }},
    };
    for (const auto& [id, answer] : answers)
        connect(m_actions[id], &QAction::triggered, this, answer);
}

void SheetEditing::refreshPossible()
{
    Possibilities possible = m_actions.possible(Place::Compose) & Possible::Ready;
    const QItemSelection chosen = m_view.selectionModel()->selection();
    possible.setFlag(Possible::Rows, m_model.rowCount() > 0);
    possible.setFlag(Possible::Selection, !chosen.isEmpty());
    if (possible != m_actions.possible(Place::Compose))
        m_actions.setPossible(Place::Compose, possible);
}

int SheetEditing::filledRows() const
{
    int count = m_model.rowCount();
    while (count > 0 && m_model.sheet().rows[count - 1].isEmpty())
        --count;
    return count;
}

void SheetEditing::newRow()
{
    m_view.commitEditor();
    if (m_model.rowCount() >= maxSheetRows) {
        Q_EMIT said(tr("A sheet holds %L1 rows. Queue these first, then go on in a new one.").arg(maxSheetRows), false);
        return;
    }
    const int row = m_model.rowCount();
    m_model.addRows(row, {SheetRow()}, tr("new row"));
    m_view.goTo(m_model.index(row, m_model.columnOf(SheetColumn::Prompt)));
}

void SheetEditing::fillDown()
{
    QModelIndexList cells = m_view.chosenCells();
    // One cell alone: to the end of the sheet.
    if (cells.size() == 1) {
        const QModelIndex top = cells.constFirst();
        for (int row = top.row() + 1; row < filledRows(); ++row)
            cells.append(m_model.index(row, top.column()));
    }
    m_model.setCells(fillDownEdits(m_model, cells), tr("fill down"));
}

void SheetEditing::duplicateRows()
{
    const QList<int> rows = m_view.chosenRows();
    const qsizetype room = maxSheetRows - m_model.rowCount();
    if (rows.isEmpty() || rows.size() > room) {
        Q_EMIT said(tr("A sheet holds %L1 rows. These would not fit.").arg(maxSheetRows), false);
        return;
    }
    QList<SheetRow> copies;
    for (const int row : rows)
        copies.append(m_model.sheet().rows[row]);
    const int at = rows.constLast() + 1;
    m_model.addRows(at, copies, tr("duplicate rows"));
    m_view.chooseRows(at, static_cast<int>(copies.size()));
}

void SheetEditing::deleteRows()
{
    const QList<int> rows = m_view.chosenRows();
    if (rows.isEmpty())
        return;
    const int column = std::max(0, m_view.currentIndex().column());
    m_model.takeRows(rows, tr("delete rows"));
    const int next = std::min(rows.constFirst(), m_model.rowCount() - 1);
    if (next >= 0)
        m_view.chooseCell(m_model.index(next, column));
    Q_EMIT said(counted(static_cast<int>(rows.size()), tr("1 row deleted"), tr("%1 rows deleted")), true);
}

void SheetEditing::clearCells()
{
    m_model.setCells(clearEdits(m_model, m_view.chosenCells()), tr("clear cells"));
}

void SheetEditing::cut()
{
    copy();
    clearCells();
}

void SheetEditing::copy()
{
    QSet<int> chosenColumns;
    for (const QItemSelectionRange& range : m_view.selectionModel()->selection()) {
        for (int column = range.left(); column <= range.right(); ++column)
            chosenColumns.insert(column);
    }
    QList<int> columns;
    for (const int column : m_view.shownColumns()) {
        if (chosenColumns.contains(column))
            columns.append(column);
    }
    if (!columns.isEmpty())
        QGuiApplication::clipboard()->setText(copiedText(m_model, m_view.chosenRows(), columns));
}

void SheetEditing::paste()
{
    m_view.commitEditor();
    const PastedTable table = readPastedTable(QGuiApplication::clipboard()->text());
    if (table.header.isEmpty()) {
        applyPaste(table.rows);
        return;
    }
    const int added = appendRows(rowsOf(table), tr("paste"));
    Q_EMIT said(
        counted(added, tr("1 row pasted by its column names"), tr("%1 rows pasted by their column names")), true);
}

void SheetEditing::applyPaste(const QList<QStringList>& cells)
{
    const QList<int> columns = m_view.shownColumns();
    QModelIndex at = m_view.currentIndex();
    QSize chosen(1, 1);
    if (const QModelIndexList indexes = m_view.chosenCells(); !indexes.isEmpty()) {
        const auto byRow = [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); };
        const auto byColumn = [](const QModelIndex& a, const QModelIndex& b) { return a.column() < b.column(); };
        const auto [top, bottom] = std::minmax_element(indexes.begin(), indexes.end(), byRow);
        const auto [left, right] = std::minmax_element(indexes.begin(), indexes.end(), byColumn);
        at = m_model.index(top->row(), left->column());
        const auto across = columns.indexOf(right->column()) - columns.indexOf(left->column()) + 1;
        chosen = QSize(static_cast<int>(across), bottom->row() - top->row() + 1);
    }
    const int row = at.isValid() ? at.row() : m_model.rowCount();
    const int column = at.isValid() ? static_cast<int>(columns.indexOf(at.column())) : 0;
    const PasteStep step = pasteStep(m_model, cells, columns, row, column, chosen);
    m_model.undoStack().beginMacro(tr("paste"));
    m_model.setCells(step.edits, tr("paste"));
    m_model.addRows(m_model.rowCount(), step.newRows, tr("paste"));
    m_model.undoStack().endMacro();
    if (m_model.rowCount() > row && column >= 0)
        m_view.chooseCells(m_model.index(row, columns[column]), m_model.index(step.lastRow, columns[step.lastColumn]));
    m_view.refreshColumns();
    if (step.leftOut > 0)
        Q_EMIT said(counted(step.leftOut, tr("A sheet holds %L2 rows; 1 more was left out."),
                        tr("A sheet holds %L2 rows; %1 more were left out."))
                        .arg(maxSheetRows),
            true);
}

int SheetEditing::appendRows(const QList<SheetRow>& rows, const QString& what)
{
    const int at = filledRows();
    const QList<SheetRow> fitting = rows.mid(0, maxSheetRows - at);
    if (fitting.isEmpty())
        return 0;
    m_model.undoStack().beginMacro(what);
    QList<int> blank;
    for (int row = at; row < m_model.rowCount(); ++row)
        blank.append(row);
    m_model.takeRows(blank, what);
    m_model.addRows(at, fitting, what);
    m_model.undoStack().endMacro();
    m_view.refreshColumns();
    m_view.chooseRows(at, static_cast<int>(fitting.size()));
    return static_cast<int>(fitting.size());
}

void SheetEditing::moveRows(int by)
{
    const QList<int> rows = m_view.chosenRows();
    if (rows.isEmpty())
        return;
    const int before = by < 0 ? rows.constFirst() - 1 : rows.constLast() + 2;
    if (before >= 0 && before <= m_model.rowCount())
        dropRows(rows, before);
}

void SheetEditing::dropRows(const QList<int>& rows, int before)
{
    const int column = std::max(0, m_view.currentIndex().column());
    const int first = m_model.shiftRows(rows, before, tr("move rows"));
    m_view.chooseRows(first, static_cast<int>(rows.size()));
    m_view.selectionModel()->setCurrentIndex(m_model.index(first, column), QItemSelectionModel::NoUpdate);
}

void SheetEditing::fill(const QModelIndex& index, const QString& text)
{
    QModelIndexList cells = m_view.chosenCells();
    if (!cells.contains(index))
        cells = {index};
    m_model.setCells(fillEdits(m_model, cells, index.column(), text),
        tr("change of %1").arg(fieldTitle(m_model.field(index.column()))));
}

// After undo and redo the eye is where something changed.
void SheetEditing::showStep(int firstRow, int lastRow)
{
    const int row = std::min(std::max(firstRow, 0), m_model.rowCount() - 1);
    if (row < 0 || !m_view.isVisible())
        return;
    const QRect room = m_view.viewport()->rect();
    const QModelIndex first = m_model.index(row, std::max(0, m_view.currentIndex().column()));
    const QModelIndex last = m_model.index(std::clamp(lastRow, row, m_model.rowCount() - 1), first.column());
    if (!room.intersects(m_view.visualRect(first)) && !room.intersects(m_view.visualRect(last)))
        m_view.scrollTo(first);
}

void SheetEditing::showMenu(const QPoint& globalPosition)
{
    QMenu* menu = m_actions.menu(
        {ActionId::ComposeOpenPicker, std::nullopt, ActionId::ComposeCut, ActionId::ComposeCopy, ActionId::ComposePaste,
            ActionId::ComposeFillDown, ActionId::ComposeClearCells, std::nullopt, ActionId::ComposeDuplicateRows,
            ActionId::ComposeMoveRowUp, ActionId::ComposeMoveRowDown, std::nullopt, ActionId::ComposeDeleteRows},
        &m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex current = m_view.currentIndex();
    const QList<CellIssue> issues = m_model.issuesAt(current);
    if (!issues.isEmpty()) {
        QAction* below = menu->actions().constFirst();
        const QList<Repair> repairs =
            repairsFor(m_model.sheet().rows[current.row()], current.row(), issues.constFirst(), m_model.catalog());
        for (const Repair& repair : repairs) {
            auto* action = new QAction(themedIcon(IconId::Wand), repair.label, menu);
            menu->insertAction(below, action);
            connect(
                action, &QAction::triggered, this, [this, repair] { m_model.setCells(repair.edits, repair.label); });
        }
        menu->insertSeparator(below);
    }
    menu->popup(globalPosition);
}

} // namespace batchroom
