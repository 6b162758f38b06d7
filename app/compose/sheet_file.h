// SPDX-License-Identifier: GPL-3.0-or-later
// Sheets from and to files and the clipboard: CSV, TSV, JSON. Reads what spreadsheets and Ideogram's own batch sheet
// write.
#pragma once

#include "app/compose/sheet.h"
#include "app/core/result.h"

namespace batchroom {

enum class SheetFormat { Csv, Tsv, Json };

struct SheetProblem {
    int row = 0; // 1-based data row, 0: the header or the file
    QString column;
    QString what;
};

struct SheetReading {
    Sheet sheet;
    QList<SheetProblem> problems; // what could not be read, all at once
    // Of each row, what a spreadsheet program calls it: the names of the columns are row 1, empty rows count. Empty
    // where the file has no such rows (JSON).
    QList<int> spreadsheetRows;
};

// At most 64 MiB, 20,000 rows, 200 columns, 100,000 characters a cell. UTF-8 (with or without BOM), UTF-16 with BOM,
// else Windows-1252. Quotes, embedded line breaks, semicolon or comma or tab are recognised.
Result<SheetReading> readSheet(const QByteArray& bytes, SheetFormat format);
Result<SheetReading> readSheetFile(const QString& path); // by ending: csv, tsv, txt, json
// Spreadsheet clipboard text without a header: a grid of cells.
QList<QStringList> readCells(const QString& text);
QString writeCells(const QList<QStringList>& cells);
// Cells that a spreadsheet would run as a formula are defused (OWASP list) in CSV and TSV.
QByteArray writeSheet(const Sheet& sheet, SheetFormat format);

} // namespace batchroom
