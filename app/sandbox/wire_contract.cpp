// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/wire_contract.h"

#include "app/sandbox/stable_fraction.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

static void ensureSandboxResources()
{
    Q_INIT_RESOURCE(sandbox);
}

namespace batchroom {

namespace {

QStringList texts(const QJsonValue& list)
{
    QStringList result;
    for (const QJsonValue entry : list.toArray())
        result.append(entry.toString());
    return result;
}

QSize sizeFrom(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("(\\d+)[x_](\\d+)$"));
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

std::vector<std::pair<QString, QString>> pairs(const QJsonValue& list)
{
    std::vector<std::pair<QString, QString>> result;
    for (const QJsonValue entry : list.toArray())
        result.emplace_back(entry.toArray().at(0).toString(), entry.toArray().at(1).toString());
    return result;
}

std::optional<WireField::Kind> kindNamed(const QString& name)
{
    using Kind = WireField::Kind;
    static const std::map<QString, Kind> kinds = {{QStringLiteral("text"), Kind::Text},
        {QStringLiteral("word"), Kind::Word}, {QStringLiteral("integer"), Kind::Integer},
        {QStringLiteral("boolean"), Kind::Boolean}, {QStringLiteral("palette"), Kind::Palette},
        {QStringLiteral("codes"), Kind::Codes}, {QStringLiteral("webhook"), Kind::Webhook},
        {QStringLiteral("assets"), Kind::Assets}, {QStringLiteral("upload"), Kind::Upload}};
    const auto found = kinds.find(name);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

Result<WireField> fieldFrom(const QJsonObject& object, const QJsonObject& lists)
{
    const std::optional<WireField::Kind> kind = kindNamed(object.value(QStringLiteral("type")).toString());
    if (!kind)
        return Error{ErrorCode::Internal, QStringLiteral("wire_contract.json: a field has no known type"), {}};
    WireField field;
    field.kind = *kind;
    field.min = object.value(QStringLiteral("min")).toInteger();
    field.max = object.value(QStringLiteral("max")).toInteger();
    field.values = texts(object.value(QStringLiteral("values"))) + texts(object.value(QStringLiteral("also")))
        + texts(lists.value(object.value(QStringLiteral("list")).toString()));
    field.onlyModels = texts(object.value(QStringLiteral("only_models")));
    field.isRequired = object.value(QStringLiteral("required")).toBool();
    field.isNullable = object.value(QStringLiteral("nullable")).toBool();
    return field;
}

Result<WireEndpoint> endpointFrom(const QJsonObject& object, const QJsonObject& lists)
{
    const auto text = [&object](const char* key) { return object.value(QLatin1StringView(key)).toString(); };
    WireEndpoint endpoint;
    endpoint.route = text("route");
    endpoint.isLegacy = text("dialect") == QLatin1StringView("legacy");
    endpoint.wrapper = text("wrapper");
    endpoint.model = text("model");
    endpoint.modelField = text("model_field");
    endpoint.defaultModel = text("default_model");
    endpoint.billingIdentifier = text("billing_identifier");
    endpoint.speedField = text("speed_field");
    endpoint.defaultSpeed = text("default_speed");
    endpoint.aspectField = text("aspect_field");
    endpoint.defaultAspect = text("default_aspect");
    endpoint.sizeField = text("size_field");
    endpoint.styleField = text("style_field");
    endpoint.defaultStyle = text("default_style");
    endpoint.hasGenerationKind = object.value(QStringLiteral("generation_kind")).toBool();
    endpoint.exclusive = pairs(object.value(QStringLiteral("exclusive")));
    for (const QString& size : texts(object.value(QStringLiteral("auto_sizes"))))
        endpoint.autoSizes.push_back(sizeFrom(size));
    const QJsonObject needs = object.value(QStringLiteral("needs_images")).toObject();
    for (auto it = needs.begin(); it != needs.end(); ++it)
        endpoint.needsImages.emplace_back(it.key(), it->toString());
    const QJsonObject fields = object.value(QStringLiteral("fields")).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        Result<WireField> field = fieldFrom(it->toObject(), lists);
        if (!field)
            return field.error();
        endpoint.fields.emplace(it.key(), std::move(*field));
    }
    return endpoint;
}

} // namespace

Result<WireContract> WireContract::builtIn()
{
    ensureSandboxResources();
    QFile file(QStringLiteral(":/sandbox/wire_contract.json"));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Internal, QStringLiteral("wire_contract.json is missing from the program"), {}};
    return fromJson(file.readAll());
}

Result<WireContract> WireContract::fromJson(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonObject lists = root.value(QStringLiteral("lists")).toObject();
    WireContract contract;
    for (const QJsonValue entry : root.value(QStringLiteral("endpoints")).toArray()) {
        Result<WireEndpoint> endpoint = endpointFrom(entry.toObject(), lists);
        if (!endpoint)
            return endpoint.error();
        contract.m_endpoints.push_back(std::move(*endpoint));
    }
    const QJsonObject sizes = root.value(QStringLiteral("aspect_sizes")).toObject();
    for (auto it = sizes.begin(); it != sizes.end(); ++it)
        contract.m_aspectSizes.emplace(it.key(), sizeFrom(it->toString()));
    const QJsonObject palettes = root.value(QStringLiteral("palettes")).toObject();
    for (auto it = palettes.begin(); it != palettes.end(); ++it)
        contract.m_palettes.emplace(it.key(), texts(*it));
    contract.m_blockedWords = texts(root.value(QStringLiteral("blocked_words")));
    contract.m_withheldWord = root.value(QStringLiteral("withheld_word")).toString();
    if (contract.m_endpoints.empty() || contract.m_aspectSizes.empty())
        return Error{ErrorCode::Internal, QStringLiteral("wire_contract.json is damaged"), {}};
    return contract;
}

const WireEndpoint* WireContract::endpoint(const QString& path) const
{
    const auto found = std::find_if(m_endpoints.begin(), m_endpoints.end(),
        [&path](const WireEndpoint& endpoint) { return endpoint.route == path; });
    return found == m_endpoints.end() ? nullptr : &*found;
}

QString WireContract::blockedWordIn(const QString& prompt) const
{
    for (const QString& word : m_blockedWords) {
        const QRegularExpression whole(QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(word)),
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        if (prompt.contains(whole))
            return word;
    }
    return {};
}

bool WireContract::isWithheld(const QString& prompt) const
{
    return prompt.contains(m_withheldWord, Qt::CaseInsensitive);
}

QSize WireContract::sizeOf(const WireEndpoint& endpoint, const QJsonObject& fields) const
{
    const QString exact = fields.value(endpoint.sizeField).toString();
    if (sizeFrom(exact).isValid())
        return sizeFrom(exact);
    const QSize ratio = sizeFrom(fields.value(endpoint.aspectField).toString(endpoint.defaultAspect));
    if (!endpoint.aspectField.isEmpty() && ratio.isValid()) {
        const auto found = m_aspectSizes.find(QStringLiteral("%1x%2").arg(ratio.width()).arg(ratio.height()));
        if (found != m_aspectSizes.end())
            return found->second;
    }
    const QString prompt = fields.value(QStringLiteral("prompt")).toString();
    return endpoint.autoSizes[stableChoice(prompt, endpoint.autoSizes.size())];
}

QStringList WireContract::paletteColours(const QJsonObject& palette) const
{
    const auto named = m_palettes.find(palette.value(QStringLiteral("name")).toString().toLower());
    if (named != m_palettes.end())
        return named->second;
    QStringList colours;
    for (const QJsonValue member : palette.value(QStringLiteral("members")).toArray()) {
        QString hex = member[QStringLiteral("color_hex")].toString();
        if (hex.size() == 4)
            hex = QStringLiteral("#%1%1%2%2%3%3").arg(hex.at(1)).arg(hex.at(2)).arg(hex.at(3));
        colours.append(hex.toUpper());
    }
    return colours;
}

WireRequest WireContract::accepted(const WireEndpoint& endpoint, const QJsonObject& fields) const
{
    WireRequest request;
    request.model = endpoint.modelField.isEmpty() ? endpoint.model
                                                  : fields.value(endpoint.modelField).toString(endpoint.defaultModel);
    request.prompt = fields.value(QStringLiteral("prompt")).toString();
    const QString magicField =
        endpoint.isLegacy ? QStringLiteral("magic_prompt_option") : QStringLiteral("magic_prompt");
    const bool isJsonPrompt = QJsonDocument::fromJson(request.prompt.toUtf8()).isObject();
    const QString magic = fields.value(magicField).toString(QStringLiteral("auto")).toLower();
    request.expandsPrompt = magic == QLatin1StringView("on") || (magic == QLatin1StringView("auto") && !isJsonPrompt);
    if (!endpoint.styleField.isEmpty())
        request.style = fields.value(endpoint.styleField).toString(endpoint.defaultStyle);
    if (!endpoint.speedField.isEmpty())
        request.speed = fields.value(endpoint.speedField).toString(endpoint.defaultSpeed);
    request.size = sizeOf(endpoint, fields);
    if (fields.value(QStringLiteral("seed")).isDouble())
        request.seed = fields.value(QStringLiteral("seed")).toInteger();
    request.count = fields.value(QStringLiteral("num_images")).toInt(1);
    request.isAsync = fields.value(QStringLiteral("async")).toBool() || fields.contains(QStringLiteral("webhook_url"));
    request.isPrivate = fields.value(QStringLiteral("private")).toBool(true);
    request.palette = paletteColours(fields.value(QStringLiteral("color_palette")).toObject());
    return request;
}

} // namespace batchroom
