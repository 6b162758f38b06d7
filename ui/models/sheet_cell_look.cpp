// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_cell_look.h"

#include "app/compose/cell_values.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sheet)
};

CellLook modelLook(const QString& typed, const Catalog& catalog)
{
    const Model* model = typed.isEmpty() ? &catalog.defaultModel() : catalog.model(typed);
    if (!model)
        return {typed, {}, {}, false};
    return {model->shortName, model->strengths, {}, typed.isEmpty()};
}

CellLook styleLook(const QString& typed, const Model& model, const Catalog& catalog)
{
    if (typed.isEmpty()) {
        const StyleOption* style = model.style(model.defaultStyle);
        return style ? CellLook{style->label, {}, style->id, true} : CellLook{Words::tr("In the prompt"), {}, {}, true};
    }
    const StyleOption* style = model.style(typed);
    for (const Model& other : catalog.models()) {
        if (!style)
            style = other.style(typed);
    }
    return style ? CellLook{style->label, {}, style->id, false} : CellLook{typed, {}, {}, false};
}

CellLook aspectLook(const QString& typed, const SheetRow& row, const Model& model)
{
    const QString pixels = row.cell(SheetColumn::Resolution).trimmed();
    const std::optional<QSize> size = pixels.isEmpty() ? std::nullopt : pixelSize(pixels);
    if (typed.isEmpty() && size)
        return {QStringLiteral("%1 × %2").arg(size->width()).arg(size->height()), {},
            QStringLiteral("%1:%2").arg(size->width()).arg(size->height()), true};
    const QString aspect = typed.isEmpty() ? model.defaultAspect : normalizedAspect(typed);
    if (aspect.isEmpty())
        return {typed, {}, {}, false};
    if (aspect == QLatin1StringView("auto"))
        return {Words::tr("Auto"), {}, aspect, typed.isEmpty()};
    return {aspect, {}, aspect, typed.isEmpty()};
}

CellLook speedLook(const QString& typed, const Model& model)
{
    const SpeedOption* speed = model.speed(typed.isEmpty() ? model.defaultSpeed : typed);
    return {speed ? speed->label : typed, {}, {}, typed.isEmpty()};
}

CellLook magicLook(const QString& typed)
{
    const std::optional<MagicPrompt> value = typed.isEmpty() ? MagicPrompt::Auto : magicPromptWord(typed);
    if (!value)
        return {typed, {}, {}, false};
    const QString word = *value == MagicPrompt::On ? Words::tr("On")
        : *value == MagicPrompt::Off               ? Words::tr("Off")
                                                   : Words::tr("Auto");
    return {word, {}, {}, typed.isEmpty()};
}

QString placeholderText(SheetColumn column)
{
    return column == SheetColumn::Seed ? Words::tr("Random") : QString();
}

} // namespace

CellLook cellLook(const SheetRow& row, const SheetField& field, const Model* known, const Catalog& catalog)
{
    const QString typed = cellText(row, field);
    if (field.kind != SheetField::Kind::Cell)
        return {typed, {}, {}, false};
    const Model& model = known ? *known : catalog.defaultModel();
    const QString word = typed.trimmed();
    switch (field.column) {
    case SheetColumn::Model: return modelLook(word, catalog);
    case SheetColumn::Style: return styleLook(word, model, catalog);
    case SheetColumn::Aspect: return aspectLook(word, row, model);
    case SheetColumn::Speed: return speedLook(word, model);
    case SheetColumn::MagicPrompt: return magicLook(word);
    case SheetColumn::Images:
        return word.isEmpty() ? CellLook{QStringLiteral("1"), {}, {}, true} : CellLook{word, {}, {}, false};
    default:
        return word.isEmpty() ? CellLook{placeholderText(field.column), {}, {}, true} : CellLook{typed, {}, {}, false};
    }
}

QString modelCell(const Model& model, const Catalog& catalog)
{
    return catalog.model(model.shortName) == &model ? model.shortName : model.id;
}

QString promptCell(const QString& prompt)
{
    if (!prompt.contains(u'{') && !prompt.contains(u'}') && !prompt.contains(u'\\'))
        return prompt;
    const bool isStructured =
        prompt.trimmed().startsWith(u'{') && QJsonDocument::fromJson(prompt.trimmed().toUtf8()).isObject();
    if (isStructured)
        return prompt;
    QString cell;
    for (const QChar c : prompt) {
        if (c == u'{' || c == u'}' || c == u'\\')
            cell += u'\\';
        cell += c;
    }
    return cell;
}

} // namespace batchroom
