// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/exporter.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

constexpr qsizetype longestName = 110; // bytes; leaves room for "-9999" and ".webp" within 120

QString tr(const char* text)
{
    return QCoreApplication::translate("VariantName", text);
}

QString knownFields()
{
    return QStringLiteral(
        "{campaign} {batch} {name} {preset} {w} {h} {seed} {index} {n} {n:03} {date} {model} {prompt:40}");
}

struct NameContext {
    const Asset& asset;
    const Preset& preset;
    int number = 0;
};

enum class FieldKind { Text, Number };

struct Field {
    QLatin1StringView name;
    FieldKind kind;
    QString (*value)(const NameContext&);
};

QString seedText(const NameContext& context)
{
    const Recipe& recipe = context.asset.recipe;
    const std::optional<qint64> seed = recipe.seed ? recipe.seed : recipe.request.seed;
    return seed ? QString::number(*seed) : QString();
}

QString dateText(const NameContext& context)
{
    const qint64 created = context.asset.recipe.createdMs;
    const QDateTime when = created > 0 ? QDateTime::fromMSecsSinceEpoch(created) : QDateTime::currentDateTime();
    return when.date().toString(Qt::ISODate);
}

constexpr std::array<Field, 12> fields{{
    {QLatin1StringView("campaign"), FieldKind::Text, [](const NameContext& c) { return c.asset.campaignName; }},
    {QLatin1StringView("batch"), FieldKind::Text, [](const NameContext& c) { return c.asset.batchName; }},
    {QLatin1StringView("name"), FieldKind::Text, [](const NameContext& c) { return c.asset.name; }},
    {QLatin1StringView("preset"), FieldKind::Text, [](const NameContext& c) { return c.preset.id; }},
    {QLatin1StringView("w"), FieldKind::Number,
        [](const NameContext& c) { return QString::number(c.preset.size.width()); }},
    {QLatin1StringView("h"), FieldKind::Number,
        [](const NameContext& c) { return QString::number(c.preset.size.height()); }},
    {QLatin1StringView("seed"), FieldKind::Number, &seedText},
    {QLatin1StringView("index"), FieldKind::Number, [](const NameContext& c) { return c.asset.id.toString(); }},
    {QLatin1StringView("n"), FieldKind::Number, [](const NameContext& c) { return QString::number(c.number); }},
    {QLatin1StringView("date"), FieldKind::Text, &dateText},
    {QLatin1StringView("model"), FieldKind::Text, [](const NameContext& c) { return c.asset.recipe.request.model; }},
    {QLatin1StringView("prompt"), FieldKind::Text, [](const NameContext& c) { return c.asset.recipe.request.prompt; }},
}};

const Field* fieldNamed(QStringView name)
{
    for (const Field& field : fields)
        if (name.compare(field.name, Qt::CaseInsensitive) == 0)
            return &field;
    return nullptr;
}

// One character each for what a disk, a shell or a reader of right-to-left text could stumble over.
QString safeText(const QString& text)
{
    constexpr QStringView forbidden = u"/\\:*?\"<>|";
    QList<uint> kept;
    for (const uint code : text.normalized(QString::NormalizationForm_C).toUcs4()) {
        switch (QChar::category(code)) {
        case QChar::Other_Control:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
        case QChar::Separator_Space: kept.append(uint(' ')); break;
        case QChar::Other_Format: // direction marks and invisible joiners
        case QChar::Other_Surrogate:
        case QChar::Other_NotAssigned:
        case QChar::Other_PrivateUse: break;
        default: kept.append(code < 128 && forbidden.contains(QChar(code)) ? uint('_') : code);
        }
    }
    return QString::fromUcs4(static_cast<const char32_t*>(static_cast<const void*>(kept.constData())), kept.size())
        .simplified();
}

// At most `bytes` of UTF-8, whole characters only.
QString cutTo(QString text, qsizetype bytes)
{
    while (text.toUtf8().size() > bytes) {
        const bool isPair = text.size() > 1 && text.back().isLowSurrogate();
        text.chop(isPair ? 2 : 1);
    }
    return text;
}

QString firstCharacters(const QString& text, int count)
{
    const QList<uint> codes = text.toUcs4().first(std::min<qsizetype>(count, text.toUcs4().size()));
    return QString::fromUcs4(static_cast<const char32_t*>(static_cast<const void*>(codes.constData())), codes.size());
}

Error unknownField(QStringView field)
{
    return {ErrorCode::BadInput,
        tr("The file name has the field {%1}, which does not exist. These can be used: %2.")
            .arg(field.toString(), knownFields()),
        {}};
}

Result<QString> expandField(QStringView spelled, const NameContext& context, qsizetype textBytes)
{
    const qsizetype colon = spelled.indexOf(u':');
    const Field* field = fieldNamed((colon < 0 ? spelled : spelled.first(colon)).trimmed());
    if (field == nullptr)
        return unknownField(spelled);
    QString value = field->value(context);
    if (colon >= 0) {
        bool isNumber = false;
        const int width = spelled.sliced(colon + 1).toInt(&isNumber);
        if (!isNumber || width < 1 || width > 120)
            return Error{ErrorCode::BadInput,
                tr("The field {%1} of the file name has a width that cannot be used. Write a number from 1 to 120, "
                   "for example {n:03} or {prompt:40}.")
                    .arg(spelled.toString()),
                {}};
        if (field->kind == FieldKind::Number)
            return value.isEmpty() ? value : value.rightJustified(width, u'0');
        value = firstCharacters(safeText(value), width);
    }
    return field->kind == FieldKind::Number ? value : cutTo(safeText(value), textBytes).trimmed();
}

Result<QString> expand(QStringView nameTemplate, const NameContext& context, qsizetype textBytes)
{
    QString name;
    while (!nameTemplate.isEmpty()) {
        const qsizetype open = nameTemplate.indexOf(u'{');
        const QStringView plain = open < 0 ? nameTemplate : nameTemplate.first(open);
        const qsizetype close = open < 0 ? -1 : nameTemplate.indexOf(u'}', open);
        if (plain.contains(u'}') || (open >= 0 && close < 0))
            return Error{ErrorCode::BadInput,
                tr("A brace in the file name has no partner. Fields look like this: %1.").arg(knownFields()), {}};
        name += plain;
        if (open < 0)
            break;
        const Result<QString> value = expandField(nameTemplate.sliced(open + 1, close - open - 1), context, textBytes);
        if (!value)
            return value.error();
        name += *value;
        nameTemplate = nameTemplate.sliced(close + 1);
    }
    return name;
}

bool isReservedOnWindows(QStringView name)
{
    const qsizetype dot = name.indexOf(u'.');
    const QString stem = (dot < 0 ? name : name.first(dot)).trimmed().toString().toUpper();
    for (const QLatin1StringView word : {QLatin1StringView("CON"), QLatin1StringView("PRN"), QLatin1StringView("AUX"),
             QLatin1StringView("NUL"), QLatin1StringView("CONIN$"), QLatin1StringView("CONOUT$")})
        if (stem == word)
            return true;
    const bool isPort = stem.startsWith(QLatin1StringView("COM")) || stem.startsWith(QLatin1StringView("LPT"));
    return isPort && stem.size() == 4 && QStringView(u"123456789\u00b9\u00b2\u00b3").contains(stem.at(3));
}

bool isEdge(QChar character)
{
    return QStringView(u"_-. ").contains(character);
}

QString withoutEdgeAtEnd(QString name)
{
    while (!name.isEmpty() && isEdge(name.back()))
        name.chop(1);
    return name;
}

// What an empty field leaves behind (a__b, _a, a_) goes; so do dots and spaces that Windows drops by itself.
QString tidied(const QString& text)
{
    QString name;
    for (const QChar character : safeText(text))
        if (character != u'_' || !name.endsWith(u'_'))
            name += character;
    while (!name.isEmpty() && isEdge(name.front()))
        name.remove(0, 1);
    return withoutEdgeAtEnd(name);
}

} // namespace

Result<QString> variantName(const QString& nameTemplate, const Asset& asset, const Preset& preset, int number)
{
    const NameContext context{asset, preset, number};
    QString name;
    // Long texts are shortened before the end of the name is: numbers there keep names apart.
    for (const qsizetype textBytes : {longestName, qsizetype(60), qsizetype(40), qsizetype(25), qsizetype(12)}) {
        const Result<QString> expanded = expand(nameTemplate, context, textBytes);
        if (!expanded)
            return expanded.error();
        name = tidied(*expanded);
        if (name.toUtf8().size() <= longestName)
            break;
    }
    if (name.isEmpty())
        name = QStringLiteral("image_%1").arg(number, 3, 10, QLatin1Char('0'));
    if (isReservedOnWindows(name))
        name.prepend(u'_');
    return withoutEdgeAtEnd(cutTo(name, longestName));
}

} // namespace batchroom
