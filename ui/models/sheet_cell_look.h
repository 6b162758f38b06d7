// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell shows for what was typed: the catalogue's word, a quiet note, a picture. Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "ui/models/sheet_field.h"

namespace batchroom {

struct CellLook {
    QString text;
    QString note;           // beside it, muted: "Styles, palettes"
    QString picture;        // a style id for a swatch, an aspect id for a frame; empty: none
    bool isDefault = false; // nothing was typed: what will be used
};

// `model` is the row's; nullptr when it is not known.
CellLook cellLook(const SheetRow& row, const SheetField& field, const Model* model, const Catalog& catalog);
// How the pickers write their choice into the cell: "3.0", "Design", "4:5", "Turbo".
QString modelCell(const Model& model, const Catalog& catalog);
// Text that planRow() reads back as exactly this prompt: braces are not placeholders.
QString promptCell(const QString& prompt);

} // namespace batchroom
