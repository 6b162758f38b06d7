// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/pick_options.h"

#include "app/compose/cell_values.h"
#include "ui/models/sheet_cell_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CellPicker)
};

QString priceText(Money price, Billing billing)
{
    return billing == Billing::Free ? Words::tr("free") : price.toText();
}

Money lowestPrice(const Model& model)
{
    const auto lowest = std::min_element(model.speeds.begin(), model.speeds.end(),
        [](const SpeedOption& a, const SpeedOption& b) { return a.price < b.price; });
    return lowest->price;
}

PickList models(const SheetRow& row, const Catalog& catalog, Billing billing)
{
    PickList list;
    list.title = Words::tr("Models");
    for (const Model& model : catalog.models()) {
        const QString from = billing == Billing::Free ? Words::tr("free")
            : model.speeds.size() > 1                 ? Words::tr("from %1").arg(lowestPrice(model).toText())
                                                      : lowestPrice(model).toText();
        list.options.append({modelCell(model, catalog), model.name, model.strengths, from, {}, {}});
    }
    const QString cell = row.cell(SheetColumn::Model).trimmed();
    const Model* model = cell.isEmpty() ? &catalog.defaultModel() : catalog.model(cell);
    list.current = model ? modelCell(*model, catalog) : QString();
    return list;
}

PickList styles(const SheetRow& row, const Model& model)
{
    PickList list;
    for (const StyleOption& style : model.styles)
        list.options.append({style.label, style.label, style.hint, {}, PickOption::Picture::Swatch, style.id});
    const QString cell = row.cell(SheetColumn::Style).trimmed();
    const StyleOption* style = model.style(cell.isEmpty() ? model.defaultStyle : cell);
    list.current = style ? style->label : QString();
    return list;
}

PickList aspects(const SheetRow& row, const Model& model)
{
    PickList list;
    list.look = OptionList::Look::Frames;
    for (const AspectOption& aspect : model.aspects) {
        const QString pixels = aspect.size.isValid()
            ? QStringLiteral("%1 × %2").arg(aspect.size.width()).arg(aspect.size.height())
            : Words::tr("model decides");
        const bool isAuto = aspect.id == QLatin1StringView("auto");
        list.options.append(
            {aspect.id, isAuto ? Words::tr("Auto") : aspect.id, pixels, {}, PickOption::Picture::Frame, aspect.id});
    }
    const QString cell = row.cell(SheetColumn::Aspect).trimmed();
    const AspectOption* aspect = model.aspect(cell.isEmpty() ? model.defaultAspect : cell);
    list.current = aspect ? aspect->id : QString();
    return list;
}

PickList speeds(const SheetRow& row, const Model& model, Billing billing)
{
    PickList list;
    for (const SpeedOption& speed : model.speeds) {
        const auto seconds = std::max<qint64>(1, (speed.typicalDuration.count() + 500) / 1000);
        list.options.append(
            {speed.label, speed.label, Words::tr("about %1 s").arg(seconds), priceText(speed.price, billing), {}, {}});
    }
    const QString cell = row.cell(SheetColumn::Speed).trimmed();
    const SpeedOption* speed = model.speed(cell.isEmpty() ? model.defaultSpeed : cell);
    list.current = speed ? speed->label : QString();
    return list;
}

PickList images(const SheetRow& row, const Model& model, Billing billing)
{
    PickList list;
    list.look = OptionList::Look::Numbers;
    const QString cell = row.cell(SheetColumn::Speed).trimmed();
    const SpeedOption* speed = model.speed(cell.isEmpty() ? model.defaultSpeed : cell);
    const Money each = speed ? speed->price : model.speed(model.defaultSpeed)->price;
    for (int count = 1; count <= model.maxImages; ++count)
        list.options.append(
            {QString::number(count), QString::number(count), priceText(each * count, billing), {}, {}, {}});
    const QString typed = row.cell(SheetColumn::Images).trimmed();
    list.current = typed.isEmpty() ? QStringLiteral("1") : QString::number(wholeNumber(typed).value_or(0));
    return list;
}

PickList magicPrompts(const SheetRow& row)
{
    PickList list;
    list.title = Words::tr("Magic prompt");
    list.options = {
        {QStringLiteral("auto"), Words::tr("Auto"), Words::tr("The model decides whether to rewrite"), {}, {}, {}},
        {QStringLiteral("on"), Words::tr("On"), Words::tr("The prompt is rewritten in more detail"), {}, {}, {}},
        {QStringLiteral("off"), Words::tr("Off"), Words::tr("The prompt is used word for word"), {}, {}, {}},
    };
    const MagicPrompt now = magicPromptWord(row.cell(SheetColumn::MagicPrompt)).value_or(MagicPrompt::Auto);
    list.current = list.options[static_cast<qsizetype>(now)].cell;
    return list;
}

PickList palettes(const SheetRow& row, const Catalog& catalog)
{
    PickList list;
    list.title = Words::tr("Palettes");
    list.options.append({QString(), Words::tr("None"), {}, {}, PickOption::Picture::Palette, {}});
    for (const QString& preset : catalog.palettePresets()) {
        const QString title = preset.left(1).toUpper() + preset.mid(1);
        list.options.append({preset, title, {}, {}, PickOption::Picture::Palette, preset});
    }
    list.current = row.cell(SheetColumn::Palette).trimmed().toLower();
    return list;
}

} // namespace

PickList pickList(const SheetRow& row, SheetColumn column, const Model& model, const Catalog& catalog, Billing billing)
{
    PickList list;
    switch (column) {
    case SheetColumn::Model: return models(row, catalog, billing);
    case SheetColumn::MagicPrompt:
        if (model.takesMagicPrompt)
            list = magicPrompts(row);
        break;
    case SheetColumn::Palette:
        if (model.takesPalette)
            list = palettes(row, catalog);
        break;
    case SheetColumn::Style: list = styles(row, model); break;
    case SheetColumn::Aspect: list = aspects(row, model); break;
    case SheetColumn::Speed: list = speeds(row, model, billing); break;
    case SheetColumn::Images: list = images(row, model, billing); break;
    default: break;
    }
    if (list.title.isEmpty())
        list.title = Words::tr("What %1 can do").arg(model.shortName);
    return list;
}

} // namespace batchroom
