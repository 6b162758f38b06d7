// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_facts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

QString joined(const QString& first, const QString& second)
{
    return first.isEmpty() ? second : second.isEmpty() ? first : first + QStringLiteral(" · ") + second;
}

QString orNone(const QString& text)
{
    return text.isEmpty() ? QCoreApplication::translate("Recipe", "None") : text;
}

QString speedWords(const GenerationRequest& request, const Catalog& catalog)
{
    const Model* model = catalog.model(request.model);
    const SpeedOption* speed =
        model ? model->speed(request.speed.isEmpty() ? model->defaultSpeed : request.speed) : nullptr;
    return speed ? speed->label : request.speed;
}

QString modelName(const GenerationRequest& request, const Catalog& catalog)
{
    const Model* model = catalog.model(request.model);
    return model ? model->shortName : request.model;
}

QString pixelWords(const Asset& asset)
{
    return asset.size.isValid() ? QStringLiteral("%1 × %2").arg(asset.size.width()).arg(asset.size.height())
                                : QString();
}

QString aspectWords(const Asset& asset)
{
    return joined(asset.recipe.request.aspect, pixelWords(asset));
}

QString seedWords(const Recipe& recipe)
{
    const std::optional<qint64> seed = recipe.seed ? recipe.seed : recipe.request.seed;
    return seed ? QString::number(*seed) : QCoreApplication::translate("Recipe", "Not told");
}

QString magicWords(MagicPrompt magic)
{
    switch (magic) {
    case MagicPrompt::Auto: return QCoreApplication::translate("Recipe", "Auto");
    case MagicPrompt::On: return QCoreApplication::translate("Recipe", "On");
    case MagicPrompt::Off: return QCoreApplication::translate("Recipe", "Off");
    }
    return {};
}

QString paletteWords(const Palette& palette)
{
    if (!palette.name.isEmpty())
        return palette.name;
    QStringList members;
    for (const PaletteColor& color : palette.members)
        members.append(color.hex);
    return orNone(members.join(QLatin1Char(' ')));
}

QString dayWords(const QDateTime& made, const QDateTime& now)
{
    const QLocale locale;
    const QString time = locale.toString(made.time(), QLocale::ShortFormat);
    if (made.date() == now.date())
        return QCoreApplication::translate("Recipe", "Today, %1").arg(time);
    if (made.date().addDays(1) == now.date())
        return QCoreApplication::translate("Recipe", "Yesterday, %1").arg(time);
    return QStringLiteral("%1, %2").arg(locale.toString(made.date(), QLocale::ShortFormat), time);
}

QString madeWords(const Recipe& recipe, const QDateTime& now)
{
    if (recipe.createdMs <= 0)
        return QCoreApplication::translate("Recipe", "Not known");
    const QString day = dayWords(QDateTime::fromMSecsSinceEpoch(recipe.createdMs), now);
    if (recipe.durationMs <= 0)
        return day;
    const QString seconds = QLocale().toString(double(recipe.durationMs) / 1000, 'f', 1);
    return joined(day, QCoreApplication::translate("Recipe", "%1 s").arg(seconds));
}

QString nameOf(RecipeField field)
{
    switch (field) {
    case RecipeField::Model: return QCoreApplication::translate("Recipe", "Model");
    case RecipeField::Style: return QCoreApplication::translate("Recipe", "Style");
    case RecipeField::Aspect: return QCoreApplication::translate("Recipe", "Aspect");
    case RecipeField::Pixels: return QCoreApplication::translate("Recipe", "Pixels");
    case RecipeField::Seed: return QCoreApplication::translate("Recipe", "Seed");
    case RecipeField::Speed: return QCoreApplication::translate("Recipe", "Speed");
    case RecipeField::Price: return QCoreApplication::translate("Recipe", "Price");
    case RecipeField::Made: return QCoreApplication::translate("Recipe", "Made");
    case RecipeField::Batch: return QCoreApplication::translate("Recipe", "Batch");
    case RecipeField::MagicPrompt: return QCoreApplication::translate("Recipe", "Magic");
    case RecipeField::Palette: return QCoreApplication::translate("Recipe", "Palette");
    case RecipeField::NegativePrompt: return QCoreApplication::translate("Recipe", "Negative");
    }
    return {};
}

bool isImported(const Asset& asset)
{
    return !asset.job;
}

QString priceWords(const Asset& asset)
{
    return isImported(asset) ? QCoreApplication::translate("Recipe", "Paid elsewhere") : asset.recipe.price.toText();
}

QString comparedValue(RecipeField field, const Asset& asset, const Catalog& catalog)
{
    const GenerationRequest& request = asset.recipe.request;
    switch (field) {
    case RecipeField::Model: return orNone(modelName(request, catalog));
    case RecipeField::Style: return styleWords(request, catalog);
    case RecipeField::Aspect: return orNone(request.aspect);
    case RecipeField::Pixels: return orNone(pixelWords(asset));
    case RecipeField::Seed: return seedWords(asset.recipe);
    case RecipeField::Speed: return orNone(speedWords(request, catalog));
    case RecipeField::Price: return priceWords(asset);
    case RecipeField::Batch: return orNone(asset.batchName);
    case RecipeField::MagicPrompt: return magicWords(request.magicPrompt);
    case RecipeField::Palette: return paletteWords(request.palette);
    case RecipeField::NegativePrompt: return orNone(request.negativePrompt);
    case RecipeField::Made: break;
    }
    return {};
}

constexpr RecipeField comparedFields[] = {RecipeField::Seed, RecipeField::Model, RecipeField::Style,
    RecipeField::Aspect, RecipeField::Pixels, RecipeField::Speed, RecipeField::Price, RecipeField::Batch,
    RecipeField::MagicPrompt, RecipeField::Palette, RecipeField::NegativePrompt};

} // namespace

QString modelWords(const GenerationRequest& request, const Catalog& catalog)
{
    return orNone(joined(modelName(request, catalog), speedWords(request, catalog)));
}

QString styleWords(const GenerationRequest& request, const Catalog& catalog)
{
    const Model* model = catalog.model(request.model);
    const QString id = request.style.isEmpty() && model ? model->defaultStyle : request.style;
    const StyleOption* style = model ? model->style(id) : nullptr;
    // A style the model does not have still has a name: that of the models that do.
    for (auto other = catalog.models().cbegin(); !style && other != catalog.models().cend(); ++other)
        style = other->style(id);
    return orNone(style ? style->label : id);
}

QList<RecipeFact> recipeFacts(const Asset& asset, const Catalog& catalog, const QDateTime& now)
{
    const auto fact = [](RecipeField field, const QString& value) { return RecipeFact{field, nameOf(field), value}; };
    const GenerationRequest& request = asset.recipe.request;
    return {
        fact(RecipeField::Model, modelWords(request, catalog)),
        // Who made it elsewhere may have left the style out; the model's usual one would be a guess.
        fact(RecipeField::Style, isImported(asset) ? orNone(request.style) : styleWords(request, catalog)),
        fact(RecipeField::Aspect, orNone(aspectWords(asset))),
        fact(RecipeField::Seed, seedWords(asset.recipe)),
        fact(RecipeField::Price, priceWords(asset)),
        fact(RecipeField::Made, madeWords(asset.recipe, now)),
        fact(RecipeField::Batch, orNone(asset.batchName)),
    };
}

Comparison compareRecipes(const QList<Asset>& assets, const Catalog& catalog)
{
    Comparison comparison;
    QList<ComparedFact> same;
    for (const RecipeField field : comparedFields) {
        ComparedFact fact{field, nameOf(field), {}, false};
        for (const Asset& asset : assets)
            fact.values.append(comparedValue(field, asset, catalog));
        fact.differs = std::any_of(fact.values.cbegin(), fact.values.cend(),
            [&fact](const QString& value) { return value != fact.values.constFirst(); });
        (fact.differs ? comparison.facts : same).append(fact);
    }
    for (const Asset& asset : assets)
        comparison.prompts.append(asset.recipe.request.prompt);
    const bool isSamePrompt = comparison.prompts.count(comparison.prompts.value(0)) == comparison.prompts.size();
    comparison.different = static_cast<int>(comparison.facts.size()) + (isSamePrompt ? 0 : 1);
    comparison.facts += same;
    comparison.all = static_cast<int>(comparison.facts.size()) + 1;
    if (isSamePrompt && !comparison.prompts.isEmpty())
        comparison.prompts.resize(1);
    return comparison;
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

} // namespace batchroom
