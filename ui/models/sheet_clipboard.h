// SPDX-License-Identifier: GPL-3.0-or-later
// Spreadsheet habits as pure functions: what pasted text means, and which cells a paste, a fill or a clear writes.
#pragma once

#include "ui/models/sheet_model.h"

#include <QItemSelection>

namespace batchroom {

struct PastedTable {
    QList<SheetField> header; // empty: the text has no header line
    QList<QStringList> rows;
};
// The first line is a header when it names columns we know and nothing that looks like a prompt.
PastedTable readPastedTable(const QString& text);
// Rows of a table with a header.
QList<SheetRow> rowsOf(const PastedTable& table);

struct PasteStep {
    QList<CellEdit> edits;   // of rows that exist
    QList<SheetRow> newRows; // behind the last one
    int leftOut = 0;         // rows beyond what a sheet can hold
    int lastRow = 0;         // what to select afterwards
    int lastColumn = 0;      // index into `columns`
};
// `columns` are the model columns in view order, `atColumn` an index into them. One value fills all of `selected`; a
// block repeats when the selection is a multiple of it.
PasteStep pasteStep(const SheetModel& model, const QList<QStringList>& cells, const QList<int>& columns, int atRow,
    int atColumn, QSize selected);

// Text of the cells, row by row, as typed; the price as shown.
QString copiedText(const SheetModel& model, const QList<int>& rows, const QList<int>& columns);
// The first selected cell of each column goes into those below it.
QList<CellEdit> fillDownEdits(const SheetModel& model, const QModelIndexList& selected);
QList<CellEdit> clearEdits(const SheetModel& model, const QModelIndexList& selected);
// The same text into every selected cell of this column.
QList<CellEdit> fillEdits(const SheetModel& model, const QModelIndexList& selected, int column, const QString& text);

} // namespace batchroom
