// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/recipe_rows.h"

#include "ui/models/sheet_cell_look.h"

namespace batchroom {

namespace {

QString paletteCell(const Palette& palette)
{
    if (!palette.name.isEmpty())
        return palette.name;
    QStringList colors;
    for (const PaletteColor& member : palette.members)
        colors.append(member.weight ? QStringLiteral("%1:%2").arg(member.hex).arg(*member.weight) : member.hex);
    return colors.join(QStringLiteral(", "));
}

QString magicPromptCell(MagicPrompt magic)
{
    return magic == MagicPrompt::On ? QStringLiteral("on")
        : magic == MagicPrompt::Off ? QStringLiteral("off")
                                    : QString();
}

} // namespace

SheetRow recipeRow(const Recipe& recipe, const Catalog& catalog)
{
    const GenerationRequest& request = recipe.request;
    SheetRow row;
    row.cell(SheetColumn::Prompt) = promptCell(request.prompt);
    row.cell(SheetColumn::NegativePrompt) = promptCell(request.negativePrompt);
    row.cell(SheetColumn::Aspect) = request.aspect;
    row.cell(SheetColumn::MagicPrompt) = magicPromptCell(request.magicPrompt);
    row.cell(SheetColumn::Palette) = paletteCell(request.palette);
    row.cell(SheetColumn::Style) = request.style;
    row.cell(SheetColumn::Speed) = request.speed;
    row.cell(SheetColumn::Model) = request.model;
    if (!request.resolution.isEmpty()) {
        row.cell(SheetColumn::Resolution) =
            QStringLiteral("%1x%2").arg(request.resolution.width()).arg(request.resolution.height());
        row.cell(SheetColumn::Aspect).clear(); // the pixels say it
    }
    if (const Model* model = catalog.model(request.model)) {
        row.cell(SheetColumn::Model) = modelCell(*model, catalog);
        if (const StyleOption* style = model->style(request.style))
            row.cell(SheetColumn::Style) = style->label;
        if (const SpeedOption* speed = model->speed(request.speed))
            row.cell(SheetColumn::Speed) = speed->label;
    }
    row.extras = recipe.metadata;
    row.cell(SheetColumn::Campaign) = row.extras.take(QStringLiteral("campaign"));
    return row;
}

} // namespace batchroom
