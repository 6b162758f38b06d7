// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/load_catalog.h"

#include "app/catalog/strict_json.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

Error catalogError(const QStringList& problems)
{
    return {ErrorCode::BadInput,
        QCoreApplication::translate("Catalog", "The list of models and sizes is damaged. %1").arg(problems.first()),
        problems.join(u'\n')};
}

Result<QJsonObject> parsed(const QByteArray& json, const QString& file)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return catalogError(
            {QStringLiteral("%1: %2 at byte %3.").arg(file, problem.errorString()).arg(problem.offset)});
    if (!document.isObject())
        return catalogError({QStringLiteral("%1: is not an object.").arg(file)});
    return document.object();
}

StyleOption readStyle(StrictObject& entry)
{
    StyleOption style{
        entry.text(Text("id")), entry.text(Text("label")), entry.text(Text("hint")), entry.text(Text("wire"))};
    entry.finish();
    return style;
}

AspectOption readAspect(StrictObject& entry)
{
    AspectOption aspect;
    aspect.id = entry.text(Text("id"));
    aspect.wire = entry.textOrEmpty(Text("wire"));
    if (normalizedAspect(aspect.id) != aspect.id)
        entry.problem(Text("id"), QStringLiteral("is neither a ratio like \"16:9\" nor \"auto\""));
    if (aspect.id != Text("auto"))
        aspect.size = entry.size(Text("size"));
    entry.finish();
    return aspect;
}

SpeedOption readSpeed(StrictObject& entry)
{
    SpeedOption speed;
    speed.id = entry.text(Text("id"));
    speed.label = entry.text(Text("label"));
    speed.aliases = entry.texts(Text("aliases"));
    speed.wire = entry.textOrEmpty(Text("wire"));
    speed.price = entry.price(Text("price"));
    speed.typicalDuration = std::chrono::milliseconds(entry.number(Text("typical_ms"), 1, 600'000));
    entry.finish();
    return speed;
}

PriceSource readPrices(StrictObject entry)
{
    PriceSource prices{entry.text(Text("source")), entry.date(Text("date"))};
    entry.finish();
    return prices;
}

template <typename T>
void checkIds(StrictObject& entry, Text field, const std::vector<T>& options)
{
    QStringList seen;
    for (const T& option : options) {
        if (seen.contains(option.id))
            entry.problem(field, QStringLiteral("says \"%1\" twice").arg(option.id));
        seen.append(option.id);
    }
}

template <typename T>
void checkDefault(StrictObject& entry, Text field, const std::vector<T>& options, const QString& id)
{
    const bool known = std::any_of(options.begin(), options.end(), [&](const T& option) { return option.id == id; });
    if (!known && !(options.empty() && id.isEmpty()))
        entry.problem(field, QStringLiteral("\"%1\" is not in the list").arg(id));
}

void readOptions(StrictObject& entry, Model& model)
{
    for (StrictObject& style : entry.objects(Text("styles")))
        model.styles.push_back(readStyle(style));
    for (StrictObject& aspect : entry.objects(Text("aspects")))
        model.aspects.push_back(readAspect(aspect));
    for (StrictObject& speed : entry.objects(Text("speeds")))
        model.speeds.push_back(readSpeed(speed));
    const QList<QSize> sizes = entry.sizes(Text("resolutions"));
    model.resolutions.assign(sizes.begin(), sizes.end());
    model.defaultStyle = entry.textOrEmpty(Text("default_style"));
    model.defaultAspect = entry.text(Text("default_aspect"));
    model.defaultSpeed = entry.text(Text("default_speed"));
    checkIds(entry, Text("styles"), model.styles);
    checkIds(entry, Text("aspects"), model.aspects);
    checkIds(entry, Text("speeds"), model.speeds);
    checkDefault(entry, Text("default_style"), model.styles, model.defaultStyle);
    checkDefault(entry, Text("default_aspect"), model.aspects, model.defaultAspect);
    checkDefault(entry, Text("default_speed"), model.speeds, model.defaultSpeed);
    if (model.aspects.empty())
        entry.problem(Text("aspects"), QStringLiteral("is empty"));
    if (model.speeds.empty())
        entry.problem(Text("speeds"), QStringLiteral("is empty"));
}

void readLimits(StrictObject& entry, Model& model)
{
    model.maxPromptLength = static_cast<int>(entry.number(Text("max_prompt_length"), 1, 1'000'000));
    model.maxImages = static_cast<int>(entry.number(Text("max_images"), 1, 100));
    model.maxSeed = entry.number(Text("max_seed"), 0, 9'007'199'254'740'991);
    model.takesNegativePrompt = entry.flag(Text("takes_negative_prompt"));
    model.takesPalette = entry.flag(Text("takes_palette"));
    model.takesSeed = entry.flag(Text("takes_seed"));
    model.takesMagicPrompt = entry.flag(Text("takes_magic_prompt"));
    model.canAsync = entry.flag(Text("can_async"));
    model.canDryRun = entry.flag(Text("can_dry_run"));
}

Model readModel(StrictObject& entry)
{
    Model model;
    model.id = entry.text(Text("id"));
    model.aliases = entry.texts(Text("aliases"));
    model.name = entry.text(Text("name"));
    model.shortName = entry.text(Text("short_name"));
    model.strengths = entry.text(Text("strengths"));
    model.dialect = static_cast<Dialect>(entry.word(Text("dialect"), {QStringLiteral("v2"), QStringLiteral("legacy")}));
    model.route = entry.text(Text("route"));
    if (!model.route.isEmpty() && !model.route.startsWith(u'/'))
        entry.problem(Text("route"), QStringLiteral("does not begin with /"));
    model.wireModel = entry.textOrEmpty(Text("wire_model"));
    if (model.wireModel.isEmpty() != (model.dialect == Dialect::V2))
        entry.problem(Text("wire_model"), QStringLiteral("belongs to legacy models and only to them"));
    model.shapeField = static_cast<ShapeField>(entry.word(
        Text("shape_field"), {QStringLiteral("aspect_ratio"), QStringLiteral("resolution"), QStringLiteral("size")}));
    model.speedField = entry.textOrEmpty(Text("speed_field"));
    readOptions(entry, model);
    readLimits(entry, model);
    model.prices = readPrices(entry.object(Text("prices")));
    entry.finish();
    return model;
}

void checkModelNames(const std::vector<Model>& models, QStringList& problems)
{
    QHash<QString, QString> owners;
    for (const Model& model : models) {
        for (const QString& name : QStringList{model.id} + model.aliases) {
            const QString key = name.toLower();
            if (owners.contains(key))
                problems.append(QStringLiteral("models.json, models %1: the name \"%2\" already belongs to %3.")
                                    .arg(model.id, name, owners.value(key)));
            owners.insert(key, model.id);
        }
    }
}

const Model* findModel(const std::vector<Model>& models, const QString& id)
{
    const auto found = std::find_if(models.begin(), models.end(), [&](const Model& model) { return model.id == id; });
    return found == models.end() ? nullptr : &*found;
}

Counterpart::Side readSide(StrictObject entry, const std::vector<Model>& models, Dialect dialect)
{
    Counterpart::Side side{entry.text(Text("model")), entry.text(Text("speed"))};
    const Model* model = findModel(models, side.model);
    if (!model || model->dialect != dialect)
        entry.problem(Text("model"), QStringLiteral("\"%1\" is no model of this dialect").arg(side.model));
    else if (!model->speed(side.speed) || model->speed(side.speed)->id != side.speed)
        entry.problem(Text("speed"), QStringLiteral("\"%1\" is no speed of %2").arg(side.speed, side.model));
    entry.finish();
    return side;
}

Preset readPreset(StrictObject& entry)
{
    Preset preset;
    preset.id = entry.text(Text("id"));
    preset.aliases = entry.texts(Text("aliases"));
    preset.platform = entry.text(Text("platform"));
    preset.placement = entry.text(Text("placement"));
    preset.label = entry.text(Text("label"));
    preset.size = entry.size(Text("size"));
    preset.maxBytes = entry.number(Text("max_bytes"), 0, 10'000'000'000);
    preset.allowsAlpha = entry.flag(Text("allows_alpha"));
    if (entry.has(Text("safe_zone"))) {
        StrictObject zone = entry.object(Text("safe_zone"));
        const auto side = [&](Text name, int most) { return static_cast<double>(zone.number(name, 0, most)); };
        preset.safeZone = QMarginsF(side(Text("left"), preset.size.width()), side(Text("top"), preset.size.height()),
            side(Text("right"), preset.size.width()), side(Text("bottom"), preset.size.height()));
        if (preset.safeZone.left() + preset.safeZone.right() >= preset.size.width()
            || preset.safeZone.top() + preset.safeZone.bottom() >= preset.size.height())
            entry.problem(Text("safe_zone"), QStringLiteral("leaves nothing free"));
        zone.finish();
    }
    preset.note = entry.textOrEmpty(Text("note"));
    preset.source = entry.text(Text("source"));
    preset.checked = entry.date(Text("checked"));
    const int confidence =
        entry.word(Text("confidence"), {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")});
    preset.confidence = QChar(u'A' + confidence);
    entry.finish();
    return preset;
}

} // namespace

Result<LoadedModels> loadModels(const QByteArray& json)
{
    const QString file = QStringLiteral("models.json");
    const Result<QJsonObject> object = parsed(json, file);
    if (!object)
        return object.error();
    QStringList problems;
    LoadedModels loaded;
    StrictObject root(*object, file, problems);
    root.number(Text("format"), 1, 1);
    loaded.palettePresets = root.texts(Text("palette_presets"));
    readPrices(root.object(Text("durations")));
    for (StrictObject& entry : root.objects(Text("models")))
        loaded.models.push_back(readModel(entry));
    checkModelNames(loaded.models, problems);
    for (StrictObject& entry : root.objects(Text("counterparts"))) {
        loaded.counterparts.push_back({readSide(entry.object(Text("v2")), loaded.models, Dialect::V2),
            readSide(entry.object(Text("legacy")), loaded.models, Dialect::Legacy)});
        entry.finish();
    }
    loaded.defaultModel = root.text(Text("default_model"));
    if (!findModel(loaded.models, loaded.defaultModel))
        root.problem(Text("default_model"), QStringLiteral("\"%1\" is not in the list").arg(loaded.defaultModel));
    root.finish();
    if (!problems.isEmpty())
        return catalogError(problems);
    return loaded;
}

Result<std::vector<Preset>> loadPresets(const QByteArray& json)
{
    const QString file = QStringLiteral("presets.json");
    const Result<QJsonObject> object = parsed(json, file);
    if (!object)
        return object.error();
    QStringList problems;
    std::vector<Preset> presets;
    StrictObject root(*object, file, problems);
    root.number(Text("format"), 1, 1);
    QStringList names;
    for (StrictObject& entry : root.objects(Text("presets"))) {
        presets.push_back(readPreset(entry));
        for (const QString& name : QStringList{presets.back().id} + presets.back().aliases) {
            if (names.contains(name, Qt::CaseInsensitive))
                entry.problem(Text("id"), QStringLiteral("or alias \"%1\" is used twice").arg(name));
            names.append(name);
        }
    }
    root.finish();
    if (presets.empty())
        root.problem(Text("presets"), QStringLiteral("is empty"));
    if (!problems.isEmpty())
        return catalogError(problems);
    return presets;
}

} // namespace batchroom
