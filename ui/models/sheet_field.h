// SPDX-License-Identifier: GPL-3.0-or-later
// One column of the sheet on screen: a cell we know, a column of the person's own, or the price. Values; any thread.
#pragma once

#include "app/compose/sheet.h"

#include <QString>

namespace batchroom {

struct SheetField {
    enum class Kind { Cell, Extra, Price };
    Kind kind = Kind::Cell;
    SheetColumn column = SheetColumn::Prompt; // of a cell
    QString extra;                            // name of an own column
    bool is(SheetColumn asked) const { return kind == Kind::Cell && column == asked; }
    friend bool operator==(const SheetField&, const SheetField&) = default;
};

inline SheetField fieldOf(SheetColumn column)
{
    return {SheetField::Kind::Cell, column, {}};
}

struct CellEdit {
    int row = 0; // 0-based
    SheetField field;
    QString text;
};

QString cellText(const SheetRow& row, const SheetField& field);
void setCellText(SheetRow& row, const SheetField& field, const QString& text);
// What stands above the column: "Prompt", "Magic prompt", "product".
QString fieldTitle(const SheetField& field);

} // namespace batchroom
