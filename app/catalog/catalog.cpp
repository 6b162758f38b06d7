// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"

#include "app/catalog/load_catalog.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

// Q_INIT_RESOURCE does not work inside a namespace; a static library's resources are dropped without it.
static void initCatalogResource()
{
    Q_INIT_RESOURCE(catalog);
}

namespace batchroom {

namespace {

// "Render 3D", "render-3d" and RENDER_3D are one word.
QString wordKey(QStringView text)
{
    QString key;
    for (const QChar c : text.trimmed()) {
        const bool isGap = c.isSpace() || c == u'-' || c == u'_';
        if (isGap && !key.endsWith(u'_'))
            key += u'_';
        else if (!isGap)
            key += c.toLower();
    }
    return key;
}

template <typename T>
const T* findByWords(const std::vector<T>& options, QStringView text, auto&& wordsOf)
{
    const QString key = wordKey(text);
    if (key.isEmpty())
        return nullptr;
    for (const T& option : options) {
        const QStringList words = wordsOf(option);
        if (std::any_of(words.begin(), words.end(), [&](const QString& word) { return wordKey(word) == key; }))
            return &option;
    }
    return nullptr;
}

QByteArray resourceBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool offers(const Model& model, QSize resolution)
{
    return std::find(model.resolutions.begin(), model.resolutions.end(), resolution) != model.resolutions.end();
}

Error noCounterpart(const QString& what)
{
    return {ErrorCode::BadInput, what, {}};
}

// A ratio that the other dialect has no word for still travels as pixels, where these are offered, and the other way.
Result<void> moveShape(GenerationRequest& request, const Model& from, const Model& to)
{
    const QSize size = from.sizeFor(request);
    if (!request.resolution.isValid() && to.aspect(request.aspect))
        return {};
    if (size.isValid() && offers(to, size)) {
        request.resolution = size;
        return {};
    }
    const auto sameSize = std::find_if(
        to.aspects.begin(), to.aspects.end(), [&](const AspectOption& aspect) { return aspect.size == size; });
    if (size.isValid() && sameSize != to.aspects.end()) {
        request.aspect = sameSize->id;
        request.resolution = {};
        return {};
    }
    const QString shape = request.resolution.isValid()
        ? QStringLiteral("%1x%2").arg(request.resolution.width()).arg(request.resolution.height())
        : request.aspect;
    return noCounterpart(
        QCoreApplication::translate("Catalog", "%1 does not draw %2. Choose another shape.").arg(to.name, shape));
}

Result<void> checkRest(const GenerationRequest& request, const Model& to)
{
    if (!request.style.isEmpty() && !to.style(request.style))
        return noCounterpart(QCoreApplication::translate("Catalog", "%1 has no style “%2”. Choose another style.")
                                 .arg(to.name, request.style));
    if (!request.palette.isEmpty() && !to.takesPalette)
        return noCounterpart(
            QCoreApplication::translate("Catalog", "%1 takes no palette. Remove the palette, or use Ideogram 3.0.")
                .arg(to.name));
    if (!request.negativePrompt.isEmpty() && !to.takesNegativePrompt)
        return noCounterpart(
            QCoreApplication::translate("Catalog", "%1 takes no negative prompt. Remove it.").arg(to.name));
    return {};
}

} // namespace

const StyleOption* Model::style(QStringView idOrWire) const
{
    return findByWords(styles, idOrWire, [](const StyleOption& option) {
        return QStringList{option.id, option.wire, option.label};
    });
}

const AspectOption* Model::aspect(QStringView anySpelling) const
{
    const QString ratio = normalizedAspect(anySpelling);
    const auto found =
        std::find_if(aspects.begin(), aspects.end(), [&](const AspectOption& option) { return option.id == ratio; });
    return ratio.isEmpty() || found == aspects.end() ? nullptr : &*found;
}

const SpeedOption* Model::speed(QStringView idOrAlias) const
{
    return findByWords(speeds, idOrAlias, [](const SpeedOption& option) {
        return QStringList{option.id, option.wire, option.label} + option.aliases;
    });
}

QSize Model::sizeFor(const GenerationRequest& request) const
{
    if (request.resolution.isValid())
        return request.resolution;
    const AspectOption* option = aspect(request.aspect.isEmpty() ? defaultAspect : request.aspect);
    return option ? option->size : QSize();
}

Money Model::priceFor(const GenerationRequest& request) const
{
    const SpeedOption* option = speed(request.speed.isEmpty() ? defaultSpeed : request.speed);
    if (!option)
        option = speed(defaultSpeed);
    return option ? option->price : Money();
}

Result<Catalog> Catalog::fromJson(const QByteArray& models, const QByteArray& presets)
{
    Result<LoadedModels> loaded = loadModels(models);
    if (!loaded)
        return loaded.error();
    Result<std::vector<Preset>> sizes = loadPresets(presets);
    if (!sizes)
        return sizes.error();
    Catalog catalog;
    catalog.m_models = std::move(loaded->models);
    catalog.m_defaultModel = std::move(loaded->defaultModel);
    catalog.m_palettePresets = std::move(loaded->palettePresets);
    catalog.m_counterparts = std::move(loaded->counterparts);
    catalog.m_presets = std::move(*sizes);
    return catalog;
}

const Catalog& Catalog::builtIn()
{
    static const Catalog catalog = [] {
        initCatalogResource();
        Result<Catalog> loaded =
            fromJson(resourceBytes(QStringLiteral(":/models.json")), resourceBytes(QStringLiteral(":/presets.json")));
        if (!loaded)
            qFatal("%s", qUtf8Printable(loaded.error().what + u'\n' + loaded.error().detail));
        return std::move(*loaded);
    }();
    return catalog;
}

Result<GenerationRequest> Catalog::inDialect(const GenerationRequest& request, Dialect dialect) const
{
    const Model* from = model(request.model);
    if (!from)
        return noCounterpart(QCoreApplication::translate("Catalog", "There is no model “%1”. Choose one of the list.")
                                 .arg(request.model));
    if (from->dialect == dialect)
        return request;
    const SpeedOption* speed = from->speed(request.speed.isEmpty() ? from->defaultSpeed : request.speed);
    const auto here = [&](const Counterpart& pair) {
        const Counterpart::Side& side = from->dialect == Dialect::V2 ? pair.v2 : pair.legacy;
        return speed && side.model == from->id && side.speed == speed->id;
    };
    const auto pair = std::find_if(m_counterparts.begin(), m_counterparts.end(), here);
    if (pair == m_counterparts.end()) {
        const QString what = dialect == Dialect::Legacy
            ? QCoreApplication::translate("Catalog",
                "%1 at this speed cannot be asked for in the legacy dialect. Use the v2 dialect or another model.")
            : QCoreApplication::translate("Catalog",
                "%1 at this speed cannot be asked for in the v2 dialect. Use the legacy dialect or another model.");
        return noCounterpart(what.arg(from->name));
    }
    const Counterpart::Side& there = dialect == Dialect::V2 ? pair->v2 : pair->legacy;
    const Model& to = *model(there.model);
    GenerationRequest moved = request;
    moved.model = there.model;
    moved.speed = there.speed;
    if (const Result<void> shape = moveShape(moved, *from, to); !shape)
        return shape.error();
    if (const Result<void> rest = checkRest(moved, to); !rest)
        return rest.error();
    return moved;
}

const Model* Catalog::model(QStringView idOrAlias) const
{
    return findByWords(m_models, idOrAlias, [](const Model& model) {
        return QStringList{model.id, model.name} + model.aliases;
    });
}

const Model& Catalog::defaultModel() const
{
    return *model(m_defaultModel);
}

const Preset* Catalog::preset(QStringView idOrAlias) const
{
    return findByWords(
        m_presets, idOrAlias, [](const Preset& preset) { return QStringList{preset.id} + preset.aliases; });
}

QStringList Catalog::platforms() const
{
    QStringList platforms;
    for (const Preset& preset : m_presets) {
        if (!platforms.contains(preset.platform))
            platforms.append(preset.platform);
    }
    return platforms;
}

QString normalizedAspect(QStringView text)
{
    QString word = text.trimmed().toString().toLower();
    for (const char* prefix : {"aspect", "ratio"}) {
        if (word.startsWith(QLatin1StringView(prefix)))
            word = word.mid(QLatin1StringView(prefix).size());
    }
    while (!word.isEmpty() && (word.front() == u'_' || word.front().isSpace() || word.front() == u':'))
        word.remove(0, 1);
    if (word == QLatin1StringView("auto"))
        return word;
    QString numbers[2];
    int part = 0;
    bool gap = false;
    for (const QChar c : word) {
        if (c >= u'0' && c <= u'9') {
            if (gap && part == 0)
                ++part;
            else if (gap)
                return {};
            gap = false;
            numbers[part] += c;
        } else if (c == u':' || c == u'x' || c == u'/' || c == u'_' || c == u'×' || c == u'∶' || c.isSpace()) {
            if (numbers[0].isEmpty() || !numbers[1].isEmpty())
                return {};
            gap = true;
        } else {
            return {};
        }
    }
    const int width = numbers[0].toInt();
    const int height = numbers[1].toInt();
    if (width < 1 || height < 1 || width > 99 || height > 99)
        return {};
    return QStringLiteral("%1:%2").arg(width).arg(height);
}

} // namespace batchroom
