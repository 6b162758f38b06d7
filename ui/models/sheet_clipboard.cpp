// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_clipboard.h"

#include "app/compose/sheet_builder.h"
#include "app/compose/sheet_file.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace batchroom {

namespace {

constexpr qsizetype longestHeaderWord = 40;

bool isHeader(const QStringList& names)
{
    int known = 0;
    bool hasPrompt = false;
    for (const QString& name : names) {
        if (name.size() > longestHeaderWord || name.contains(u'\n'))
            return false;
        if (const std::optional<SheetColumn> column = sheetColumnFromName(name)) {
            ++known;
            hasPrompt = hasPrompt || *column == SheetColumn::Prompt;
        }
    }
    return hasPrompt || known >= 2;
}

QString cleaned(const QString& cell)
{
    QString text = originalCell(cell);
    text.remove(QChar(u'\0'));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    return text.left(maxCellLength);
}

} // namespace

PastedTable readPastedTable(const QString& text)
{
    PastedTable table;
    QList<QStringList> cells = readCells(text);
    while (!cells.isEmpty() && std::all_of(cells.constLast().begin(), cells.constLast().end(), [](const QString& cell) {
        return cell.isEmpty();
    }))
        cells.removeLast();
    for (QStringList& row : cells) {
        for (QString& cell : row)
            cell = cleaned(cell);
    }
    if (!cells.isEmpty() && isHeader(cells.constFirst())) {
        QList<SheetProblem> ignored; // a repeated column of a paste is seen at once
        for (const HeaderColumn& column : readHeader(cells.takeFirst(), ignored)) {
            if (!column.isUsed)
                table.header.append({SheetField::Kind::Price, SheetColumn::Prompt, {}});
            else if (column.column)
                table.header.append(fieldOf(*column.column));
            else
                table.header.append({SheetField::Kind::Extra, SheetColumn::Prompt, column.name});
        }
    }
    table.rows = cells;
    return table;
}

QList<SheetRow> rowsOf(const PastedTable& table)
{
    QList<SheetRow> rows;
    for (const QStringList& line : table.rows) {
        SheetRow row;
        for (qsizetype i = 0; i < std::min(line.size(), table.header.size()); ++i)
            setCellText(row, table.header[i], line[i]);
        rows.append(row);
    }
    return rows;
}

PasteStep pasteStep(const SheetModel& model, const QList<QStringList>& cells, const QList<int>& columns, int atRow,
    int atColumn, QSize selected)
{
    PasteStep step;
    const int height = static_cast<int>(cells.size());
    const int width = std::accumulate(cells.begin(), cells.end(), 0,
        [](int most, const QStringList& row) { return std::max(most, static_cast<int>(row.size())); });
    if (height == 0 || width == 0)
        return step;
    const bool repeats = selected.height() % height == 0 && selected.width() % width == 0;
    const int rows = repeats ? std::max(height, selected.height()) : height;
    const int across = repeats ? std::max(width, selected.width()) : width;
    for (int y = 0; y < rows; ++y) {
        const QStringList& line = cells[y % height];
        const int row = atRow + y;
        if (row >= maxSheetRows) {
            step.leftOut = rows - y;
            break;
        }
        if (row >= model.rowCount() + step.newRows.size())
            step.newRows.append(SheetRow());
        for (int x = 0; x < across && atColumn + x < columns.size(); ++x) {
            const SheetField& field = model.field(columns[atColumn + x]);
            const QString text = line.value(x % width);
            if (field.kind == SheetField::Kind::Price)
                continue;
            if (row < model.rowCount())
                step.edits.append({row, field, text});
            else
                setCellText(step.newRows[row - model.rowCount()], field, text);
            step.lastColumn = std::max(step.lastColumn, atColumn + x);
        }
        step.lastRow = row;
    }
    return step;
}

QString copiedText(const SheetModel& model, const QList<int>& rows, const QList<int>& columns)
{
    QList<QStringList> cells;
    for (const int row : rows) {
        QStringList line;
        for (const int column : columns) {
            const QModelIndex index = model.index(row, column);
            const bool isPrice = model.field(column).kind == SheetField::Kind::Price;
            line.append(index.data(isPrice ? Qt::DisplayRole : Qt::EditRole).toString());
        }
        cells.append(line);
    }
    QString text = writeCells(cells);
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

QList<CellEdit> fillDownEdits(const SheetModel& model, const QModelIndexList& selected)
{
    QHash<int, int> topRow;
    for (const QModelIndex& index : selected) {
        const auto known = topRow.find(index.column());
        if (known == topRow.end())
            topRow.insert(index.column(), index.row());
        else
            *known = std::min(*known, index.row());
    }
    QList<CellEdit> edits;
    for (const QModelIndex& index : selected) {
        const SheetField& field = model.field(index.column());
        const int top = topRow.value(index.column());
        if (index.row() != top)
            edits.append({index.row(), field, cellText(model.sheet().rows[top], field)});
    }
    return edits;
}

QList<CellEdit> clearEdits(const SheetModel& model, const QModelIndexList& selected)
{
    QList<CellEdit> edits;
    for (const QModelIndex& index : selected)
        edits.append({index.row(), model.field(index.column()), QString()});
    return edits;
}

QList<CellEdit> fillEdits(const SheetModel& model, const QModelIndexList& selected, int column, const QString& text)
{
    QList<CellEdit> edits;
    for (const QModelIndex& index : selected) {
        if (index.column() == column)
            edits.append({index.row(), model.field(column), text});
    }
    return edits;
}

} // namespace batchroom
