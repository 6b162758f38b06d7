// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a sheet out of named cells, collecting everything that cannot be read.
#pragma once

#include "app/compose/sheet_file.h"

namespace batchroom {

constexpr qsizetype maxSheetBytes = 64 * 1024 * 1024;
constexpr qsizetype maxSheetRows = 20'000;
constexpr qsizetype maxSheetColumns = 200;
constexpr qsizetype maxCellLength = 100'000;

// What the first line says about each column; problems go to `problems`.
struct HeaderColumn {
    QString name;                      // trimmed, as written
    std::optional<SheetColumn> column; // none: a column of the person's own
    bool isUsed = false;               // false: a repeated or nameless column
};
QList<HeaderColumn> readHeader(const QStringList& names, QList<SheetProblem>& problems);

Result<SheetReading> sheetFromGrid(const QList<QStringList>& grid);
Result<SheetReading> sheetFromJson(const QByteArray& bytes);

// Drops what is no text.
QString cleanedCell(const QString& cell, int row, const QString& column, QList<SheetProblem>& problems);
// A cell that a spreadsheet might run as a formula gets an apostrophe in front.
QString defusedCell(const QString& cell);
QString originalCell(const QString& cell); // the cell again

} // namespace batchroom
