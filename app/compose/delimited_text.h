// SPDX-License-Identifier: GPL-3.0-or-later
// CSV, TSV and clipboard text to a grid of cells and back. Pure; never fails, notes what it had to guess.
#pragma once

#include <QList>
#include <QStringList>

namespace batchroom {

struct DelimitedGrid {
    QList<QStringList> rows;
    QList<qsizetype> places;       // of each row among all rows of the text, blank ones too; from 0
    QList<qsizetype> unclosedRows; // indices of rows in which a quote is opened and never closed
};

enum class BlankRows { Skip, Keep };

// At most `maxRows` rows are read. A cell is quoted when its closing quote is followed by a separator or line end;
// otherwise a leading quote is text, as in: "SUMMER SALE" on a poster.
DelimitedGrid parseDelimited(QStringView text, QChar separator, qsizetype maxRows, BlankRows blankRows);
QString formatDelimited(const QList<QStringList>& rows, QChar separator, QStringView lineEnd);

} // namespace batchroom
