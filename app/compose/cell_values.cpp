// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/cell_values.h"

#include "app/compose/closest_word.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qsizetype mostColors = 8;
constexpr double leastWeight = 0.05;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CellValues)
};

bool isHex(QStringView digits)
{
    const bool onlyHex = std::all_of(digits.begin(), digits.end(),
        [](QChar c) { return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f'); });
    return onlyHex && (digits.size() == 6 || digits.size() == 3);
}

QString fullHex(QStringView digits)
{
    QString full(u'#');
    for (const QChar c : digits) {
        full += c.toUpper();
        if (digits.size() == 3)
            full += c.toUpper();
    }
    return full;
}

std::optional<double> weightOf(QStringView text)
{
    const bool isPercent = text.endsWith(u'%');
    bool ok = false;
    const double number = (isPercent ? text.chopped(1) : text).toDouble(&ok);
    const double weight = isPercent ? number / 100 : number;
    // The comparison also refuses what is no number.
    return ok && weight >= leastWeight && weight <= 1.0 ? std::optional<double>(weight) : std::nullopt;
}

Result<PaletteColor> colorFrom(const QString& item)
{
    const qsizetype colon = item.indexOf(u':');
    QStringView digits = QStringView(item).left(colon < 0 ? item.size() : colon).trimmed();
    if (digits.startsWith(u'#'))
        digits = digits.mid(1);
    if (!isHex(digits))
        return Error{ErrorCode::BadInput,
            Words::tr("“%1” is no colour. Write colours like #FF8800, with a weight like #FF8800:0.6.").arg(item), {}};
    PaletteColor color{fullHex(digits), {}};
    if (colon >= 0) {
        color.weight = weightOf(QStringView(item).mid(colon + 1).trimmed());
        if (!color.weight)
            return Error{ErrorCode::BadInput, Words::tr("The weight in “%1” is not between 0.05 and 1.").arg(item), {}};
    }
    return color;
}

bool looksLikeColors(const QString& cell)
{
    const qsizetype end = cell.indexOf(QRegularExpression(QStringLiteral("[:,;\\s]")));
    return cell.contains(u'#') || isHex(QStringView(cell).left(end < 0 ? cell.size() : end));
}

} // namespace

std::optional<qint64> wholeNumber(QStringView cell)
{
    QStringView text = cell.trimmed();
    const qsizetype point = text.indexOf(u'.');
    if (point > 0) {
        const QStringView zeros = text.mid(point + 1);
        if (!std::all_of(zeros.begin(), zeros.end(), [](QChar c) { return c == u'0'; }))
            return std::nullopt;
        text = text.left(point);
    }
    const QStringView digits = text.startsWith(u'-') ? text.mid(1) : text;
    const bool onlyDigits = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (digits.isEmpty() || digits.size() > 18 || !onlyDigits)
        return std::nullopt;
    return text.toLongLong();
}

std::optional<QSize> pixelSize(QStringView cell)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:resolution[_ ]?)?([0-9]{2,5})\\s*[x×*_]\\s*([0-9]{2,5})(?:\\s*px)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(cell.trimmed().toString());
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.capturedView(1).toInt(), match.capturedView(2).toInt());
}

std::optional<MagicPrompt> magicPromptWord(QStringView cell)
{
    const QString word = cell.trimmed().toString().toLower();
    if (word == QLatin1StringView("auto"))
        return MagicPrompt::Auto;
    if (QStringList{QStringLiteral("on"), QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("1")}.contains(
            word))
        return MagicPrompt::On;
    if (QStringList{QStringLiteral("off"), QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("0")}.contains(
            word))
        return MagicPrompt::Off;
    return std::nullopt;
}

Result<Palette> paletteFromCell(const QString& cell, const QStringList& presets)
{
    const QString text = cell.trimmed();
    Palette palette;
    for (const QString& preset : presets) {
        if (preset.compare(text, Qt::CaseInsensitive) == 0) {
            palette.name = preset;
            return palette;
        }
    }
    if (!looksLikeColors(text)) {
        const std::optional<QString> meant = closestWord(text, presets);
        return Error{ErrorCode::BadInput,
            Words::tr("There is no palette “%1”.").arg(text)
                + (meant ? Words::tr(" Did you mean %1?").arg(*meant) : QString())
                + Words::tr(" Allowed: %1, or up to 8 colours like #FF8800:0.6.")
                      .arg(presets.join(QStringLiteral(", "))),
            {}};
    }
    static const QRegularExpression gaps(QStringLiteral("[,;\\s]+"));
    for (const QString& item : text.split(gaps, Qt::SkipEmptyParts)) {
        const Result<PaletteColor> color = colorFrom(item);
        if (!color)
            return color.error();
        palette.members.append(*color);
    }
    if (palette.members.size() > mostColors)
        return Error{ErrorCode::BadInput,
            Words::tr("The palette has %1 colours; at most 8 are taken.").arg(palette.members.size()), {}};
    return palette;
}

qsizetype characterCount(const QString& text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

} // namespace batchroom
