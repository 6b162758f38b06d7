// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/brief.h"

#include "app/compose/closest_word.h"
#include "app/compose/template_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qint64 mostPrompts = 1'000'000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Brief)
};

Error badBrief(const QString& what)
{
    return {ErrorCode::BadInput, what, {}};
}

// One thing that varies: a list, used in one or more places, or one group of alternatives.
struct Factor {
    QString name;
    QStringList values;
    bool isList = false;
};

struct ResolvedBrief {
    QList<TemplatePiece> pieces;
    QList<qsizetype> factorOfPiece; // -1: literal
    QList<Factor> factors;          // in order of first use
};

QStringList filledValues(const BriefList& list)
{
    QStringList values;
    for (const QString& value : list.values) {
        if (!value.trimmed().isEmpty())
            values.append(value.trimmed());
    }
    return values;
}

Result<Factor> factorOfList(const Brief& brief, const QString& name)
{
    QStringList names;
    for (const BriefList& list : brief.lists) {
        if (list.name.trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            const QStringList values = filledValues(list);
            if (values.isEmpty())
                return badBrief(
                    Words::tr("The list “%1” is empty. Give it at least one value, or remove {%1} from the text.")
                        .arg(list.name.trimmed()));
            return Factor{list.name.trimmed(), values, true};
        }
        names.append(list.name.trimmed());
    }
    const std::optional<QString> meant = closestWord(name, names);
    const QString hint = meant ? Words::tr(" Did you mean {%1}?").arg(*meant) : QString();
    return badBrief(
        Words::tr("There is no list for {%1}. Add a list named “%1”, or write {{%1}} to mean the text itself.")
            .arg(name)
        + hint);
}

Result<void> checkListNames(const Brief& brief)
{
    QStringList seen;
    for (const BriefList& list : brief.lists) {
        const QString name = list.name.trimmed().toLower();
        if (seen.contains(name))
            return badBrief(Words::tr("Two lists are named “%1”. Rename one of them.").arg(list.name.trimmed()));
        seen.append(name);
    }
    return {};
}

Result<ResolvedBrief> resolve(const Brief& brief)
{
    if (const Result<void> names = checkListNames(brief); !names)
        return names.error();
    const TemplateText parsed = parseTemplate(brief.text);
    if (!parsed.problem.isEmpty())
        return badBrief(parsed.problem);
    ResolvedBrief resolved;
    resolved.pieces = parsed.pieces;
    for (const TemplatePiece& piece : parsed.pieces) {
        qsizetype index = -1;
        if (piece.kind == TemplatePiece::Kind::Alternatives) {
            index = resolved.factors.size();
            resolved.factors.append({piece.variants.join(u'|'), piece.variants, false});
        } else if (piece.kind == TemplatePiece::Kind::Placeholder) {
            const auto same = std::find_if(resolved.factors.begin(), resolved.factors.end(), [&](const Factor& factor) {
                return factor.isList && factor.name.compare(piece.text, Qt::CaseInsensitive) == 0;
            });
            index = same - resolved.factors.begin();
            if (same == resolved.factors.end()) {
                const Result<Factor> factor = factorOfList(brief, piece.text);
                if (!factor)
                    return factor.error();
                resolved.factors.append(*factor);
            }
        }
        resolved.factorOfPiece.append(index);
    }
    return resolved;
}

qint64 cappedTotal(const QList<Factor>& factors)
{
    qint64 total = 1;
    for (const Factor& factor : factors)
        total = std::min(mostPrompts, total * std::min<qint64>(factor.values.size(), mostPrompts));
    return total;
}

QString composed(const ResolvedBrief& brief, const QList<qsizetype>& choice)
{
    QString text;
    for (qsizetype i = 0; i < brief.pieces.size(); ++i) {
        const qsizetype factor = brief.factorOfPiece[i];
        text += factor < 0 ? brief.pieces[i].text : brief.factors[factor].values[choice[factor]];
    }
    return text.trimmed();
}

} // namespace

QStringList placeholders(const QString& text)
{
    QStringList names;
    for (const TemplatePiece& piece : parseTemplate(text).pieces) {
        if (piece.kind == TemplatePiece::Kind::Placeholder && !names.contains(piece.text, Qt::CaseInsensitive))
            names.append(piece.text);
    }
    return names;
}

Result<BriefCount> countBrief(const Brief& brief)
{
    const Result<ResolvedBrief> resolved = resolve(brief);
    if (!resolved)
        return resolved.error();
    BriefCount count;
    count.total = brief.text.trimmed().isEmpty() ? 0 : cappedTotal(resolved->factors);
    for (const Factor& factor : resolved->factors)
        count.factors.append({factor.name, factor.values.size()});
    return count;
}

Result<QStringList> expandBrief(const Brief& brief, qint64 limit)
{
    const Result<ResolvedBrief> resolved = resolve(brief);
    if (!resolved)
        return resolved.error();
    const qint64 total = brief.text.trimmed().isEmpty() ? 0 : cappedTotal(resolved->factors);
    QStringList prompts;
    QList<qsizetype> choice(resolved->factors.size(), 0);
    for (qint64 made = 0; made < std::min(total, limit); ++made) {
        prompts.append(composed(*resolved, choice));
        for (qsizetype turning = choice.size() - 1; turning >= 0; --turning) {
            if (++choice[turning] < resolved->factors[turning].values.size())
                break;
            choice[turning] = 0;
        }
    }
    return prompts;
}

QByteArray toJson(const Brief& brief)
{
    QJsonArray lists;
    for (const BriefList& list : brief.lists)
        lists.append(QJsonObject{
            {QStringLiteral("name"), list.name}, {QStringLiteral("values"), QJsonArray::fromStringList(list.values)}});
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("name"), brief.name},
                             {QStringLiteral("text"), brief.text}, {QStringLiteral("lists"), lists}})
        .toJson(QJsonDocument::Indented);
}

Result<Brief> briefFromJson(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return Error{
            ErrorCode::BadInput, Words::tr("The brief is not valid JSON. Export it again."), problem.errorString()};
    const QJsonObject object = document.object();
    if (object.value(QLatin1StringView("format")).toInt(1) > 1)
        return badBrief(Words::tr("This brief was written by a newer Batchroom. Update to open it."));
    if (!object.value(QLatin1StringView("text")).isString())
        return badBrief(Words::tr("The file is no brief: it has no “text”."));
    Brief brief;
    brief.name = object.value(QLatin1StringView("name")).toString();
    brief.text = object.value(QLatin1StringView("text")).toString();
    for (const QJsonValue& item : object.value(QLatin1StringView("lists")).toArray()) {
        BriefList list{item[QLatin1StringView("name")].toString(), {}};
        if (list.name.trimmed().isEmpty() || !item[QLatin1StringView("values")].isArray())
            return badBrief(Words::tr("List %1 of the brief needs a “name” and “values”.").arg(brief.lists.size() + 1));
        for (const QJsonValue& value : item[QLatin1StringView("values")].toArray())
            list.values.append(value.isDouble() ? QString::number(value.toDouble()) : value.toString());
        brief.lists.append(list);
    }
    return brief;
}

} // namespace batchroom
