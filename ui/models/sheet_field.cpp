// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_field.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sheet)
};

QString columnTitle(SheetColumn column)
{
    switch (column) {
    case SheetColumn::Prompt: return Words::tr("Prompt");
    case SheetColumn::Model: return Words::tr("Model");
    case SheetColumn::Style: return Words::tr("Style");
    case SheetColumn::Aspect: return Words::tr("Aspect");
    case SheetColumn::Resolution: return Words::tr("Pixels");
    case SheetColumn::Speed: return Words::tr("Speed");
    case SheetColumn::MagicPrompt: return Words::tr("Magic prompt");
    case SheetColumn::NegativePrompt: return Words::tr("Negative prompt");
    case SheetColumn::Images: return Words::tr("Images");
    case SheetColumn::Seed: return Words::tr("Seed");
    case SheetColumn::Palette: return Words::tr("Palette");
    case SheetColumn::Campaign: return Words::tr("Campaign");
    case SheetColumn::Name: return Words::tr("Name");
    }
    return {};
}

} // namespace

QString cellText(const SheetRow& row, const SheetField& field)
{
    switch (field.kind) {
    case SheetField::Kind::Cell: return row.cell(field.column);
    case SheetField::Kind::Extra: return row.extras.value(field.extra);
    case SheetField::Kind::Price: break;
    }
    return {};
}

void setCellText(SheetRow& row, const SheetField& field, const QString& text)
{
    if (field.kind == SheetField::Kind::Cell)
        row.cell(field.column) = text;
    else if (field.kind == SheetField::Kind::Extra)
        row.extras.insert(field.extra, text);
}

QString fieldTitle(const SheetField& field)
{
    if (field.kind == SheetField::Kind::Extra)
        return field.extra;
    return field.kind == SheetField::Kind::Price ? Words::tr("Price") : columnTitle(field.column);
}

} // namespace batchroom
