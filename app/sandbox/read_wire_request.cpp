// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of WireContract: every refusal names the field and what would have been accepted.
#include "app/sandbox/wire_contract.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

#include <cmath>

namespace batchroom {

namespace {

QString shown(const QJsonValue& value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2)).left(80);
}

WireRefusal bad(const QString& message)
{
    return {400, message};
}

std::optional<WireRefusal> checkWord(const QString& name, const QJsonValue& value, const WireField& field)
{
    if (!value.isString())
        return bad(QStringLiteral("%1: expected a string, got %2.").arg(name, shown(value)));
    if (field.values.contains(value.toString()))
        return {};
    const bool onlyCase = field.values.contains(value.toString(), Qt::CaseInsensitive);
    const QString hint = onlyCase ? QStringLiteral(" Values are case-sensitive.") : QString();
    return bad(QStringLiteral("%1: %2 is not one of: %3.%4")
                   .arg(name, shown(value), field.values.join(QStringLiteral(", ")), hint));
}

std::optional<WireRefusal> checkText(const QString& name, const QJsonValue& value, const WireField& field)
{
    if (!value.isString())
        return bad(QStringLiteral("%1: expected a string, got %2.").arg(name, shown(value)));
    const qsizetype length = value.toString().toUcs4().size();
    if (length < field.min || (field.min > 0 && value.toString().trimmed().isEmpty()))
        return bad(QStringLiteral("%1: must not be empty.").arg(name));
    if (length > field.max)
        return bad(QStringLiteral("%1: %2 characters, at most %3 are allowed.").arg(name).arg(length).arg(field.max));
    return {};
}

std::optional<WireRefusal> checkInteger(const QString& name, const QJsonValue& value, const WireField& field)
{
    if (!value.isDouble() || std::floor(value.toDouble()) != value.toDouble())
        return bad(QStringLiteral("%1: expected an integer, got %2.").arg(name, shown(value)));
    const double number = value.toDouble();
    if (number < static_cast<double>(field.min) || number > static_cast<double>(field.max))
        return bad(
            QStringLiteral("%1: %2 is not between %3 and %4.").arg(name, shown(value)).arg(field.min).arg(field.max));
    return {};
}

std::optional<WireRefusal> checkCodes(const QString& name, const QJsonValue& value)
{
    static const QRegularExpression code(QStringLiteral("^[0-9a-fA-F]{8}$"));
    const QJsonArray list = value.toArray();
    const bool good = value.isArray() && !list.isEmpty()
        && std::all_of(
            list.begin(), list.end(), [](const QJsonValue& entry) { return code.match(entry.toString()).hasMatch(); });
    return good ? std::nullopt
                : std::optional(bad(QStringLiteral("%1: expected a list of 8-digit hexadecimal codes.").arg(name)));
}

bool isPrivateHost(const QString& host)
{
    static const QRegularExpression local(
        QStringLiteral("^(localhost|.*\\.local|.*\\.localhost|0\\..*|127\\..*|10\\..*|192\\.168\\..*|169\\.254\\..*|"
                       "172\\.(1[6-9]|2\\d|3[01])\\..*|"
                       "::1?|fe80:.*|f[cd][0-9a-f]{2}:.*)$"));
    return host.isEmpty() || local.match(host).hasMatch();
}

std::optional<WireRefusal> checkWebhook(const QString& name, const QJsonValue& value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    if (!value.isString() || value.toString().size() > 2048 || !url.isValid())
        return bad(QStringLiteral("%1: expected a URL of at most 2048 characters.").arg(name));
    if (url.scheme() != QLatin1StringView("https") || isPrivateHost(url.host()))
        return bad(QStringLiteral("%1: must be a public https URL.").arg(name));
    return {};
}

} // namespace

std::variant<WireRequest, WireRefusal> WireContract::read(
    const WireEndpoint& endpoint, const QByteArray& contentType, const QByteArray& body) const
{
    const QByteArray mediaType = contentType.split(';').value(0).trimmed().toLower();
    if (mediaType != "application/json")
        return bad(QStringLiteral("Content-Type must be application/json."));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (!document.isObject())
        return bad(QStringLiteral("The body is not a JSON object."));
    QJsonObject fields = document.object();
    if (!endpoint.wrapper.isEmpty()) {
        if (!fields.value(endpoint.wrapper).isObject())
            return bad(QStringLiteral("%1: required.").arg(endpoint.wrapper));
        fields = fields.value(endpoint.wrapper).toObject();
    }
    if (const auto refusal = check(endpoint, fields))
        return *refusal;
    return accepted(endpoint, fields);
}

std::optional<WireRefusal> WireContract::check(const WireEndpoint& endpoint, const QJsonObject& fields) const
{
    for (const auto& [name, field] : endpoint.fields) {
        if (field.isRequired && !fields.contains(name))
            return bad(QStringLiteral("%1: required.").arg(name));
    }
    const QString model = endpoint.modelField.isEmpty()
        ? endpoint.model
        : fields.value(endpoint.modelField).toString(endpoint.defaultModel);
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (const auto refusal = checkField(endpoint, it.key(), *it, model))
            return refusal;
    }
    for (const auto& [one, other] : endpoint.exclusive) {
        if (fields.contains(one) && fields.contains(other))
            return bad(QStringLiteral("%1 and %2 cannot be used together.").arg(one, other));
    }
    for (const auto& [name, value] : endpoint.needsImages) {
        if (fields.value(name).toString() == value)
            return bad(QStringLiteral("%1: \"%2\" needs a source image.").arg(name, value));
    }
    return {};
}

std::optional<WireRefusal> WireContract::checkField(
    const WireEndpoint& endpoint, const QString& name, const QJsonValue& value, const QString& model) const
{
    const auto found = endpoint.fields.find(name);
    // The provider does not document what it does with such a field; refusing shows a client its mistake.
    if (found == endpoint.fields.end())
        return bad(QStringLiteral("%1: not a field of %2.").arg(name, model));
    const WireField& field = found->second;
    if (!field.onlyModels.isEmpty() && !field.onlyModels.contains(model))
        return bad(QStringLiteral("%1: not supported by model %2.").arg(name, model));
    if (value.isNull())
        return field.isNullable ? std::nullopt : std::optional(bad(QStringLiteral("%1: must not be null.").arg(name)));
    switch (field.kind) {
    case WireField::Kind::Text: return checkText(name, value, field);
    case WireField::Kind::Word: return checkWord(name, value, field);
    case WireField::Kind::Integer: return checkInteger(name, value, field);
    case WireField::Kind::Boolean:
        return value.isBool()
            ? std::nullopt
            : std::optional(bad(QStringLiteral("%1: expected true or false, got %2.").arg(name, shown(value))));
    case WireField::Kind::Palette: return checkPalette(name, value, endpoint.isLegacy);
    case WireField::Kind::Codes: return checkCodes(name, value);
    case WireField::Kind::Webhook: return checkWebhook(name, value);
    case WireField::Kind::Assets: return WireRefusal{404, QStringLiteral("%1: no such asset.").arg(name)};
    case WireField::Kind::Upload: return bad(QStringLiteral("%1: files need multipart/form-data.").arg(name));
    }
    return {};
}

std::optional<WireRefusal> WireContract::checkPalette(
    const QString& name, const QJsonValue& value, bool upperCase) const
{
    const QJsonObject palette = value.toObject();
    const QJsonValue preset = palette.value(QStringLiteral("name"));
    const QJsonValue members = palette.value(QStringLiteral("members"));
    if (!value.isObject() || palette.size() != 1 || (preset.isUndefined() == members.isUndefined()))
        return bad(QStringLiteral("%1: expected either name or members.").arg(name));
    if (!preset.isUndefined()) {
        WireField presets;
        for (const auto& [known, colours] : m_palettes)
            presets.values.append(upperCase ? known.toUpper() : known);
        return checkWord(name + QStringLiteral(".name"), preset, presets);
    }
    const QJsonArray list = members.toArray();
    if (list.isEmpty() || list.size() > 8)
        return bad(QStringLiteral("%1.members: expected 1 to 8 colors.").arg(name));
    static const QRegularExpression hex(QStringLiteral("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"));
    for (const QJsonValue member : list) {
        const QJsonValue weight = member[QStringLiteral("color_weight")];
        const bool badWeight =
            !weight.isUndefined() && (!weight.isDouble() || weight.toDouble() < 0.05 || weight.toDouble() > 1);
        if (!hex.match(member[QStringLiteral("color_hex")].toString()).hasMatch() || badWeight)
            return bad(
                QStringLiteral("%1.members: %2 is no color with a weight from 0.05 to 1.").arg(name, shown(member)));
    }
    return {};
}

} // namespace batchroom
