// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_selection.h"

#include "app/library/search_text.h"
#include "app/store/query.h"

#include <algorithm>

namespace batchroom {

namespace {

struct Conditions {
    QStringList clauses;
    QVariantList values;

    void add(const QString& clause, const QVariantList& bound = {})
    {
        clauses.append(clause);
        values.append(bound);
    }
    template <typename List, typename ToVariant>
    void addOneOf(const QString& column, const List& list, ToVariant toVariant)
    {
        if (list.isEmpty())
            return;
        QStringList marks;
        QVariantList bound;
        for (const auto& value : list) {
            marks.append(QStringLiteral("?"));
            bound.append(toVariant(value));
        }
        add(QStringLiteral("%1 IN (%2)").arg(column, marks.join(QLatin1Char(','))), bound);
    }
};

Result<FullText> fullTextOf(Connection& connection)
{
    return selectValue<QString>(connection, QStringLiteral("SELECT sql FROM sqlite_schema WHERE name = 'asset_text'"))
        .map([](const std::optional<QString>& sql) {
            const bool isAvailable = sql && sql->contains(QLatin1StringView("USING fts5"));
            return isAvailable ? FullText::Available : FullText::Missing;
        });
}

void addText(Conditions& conditions, const SearchTerms& terms)
{
    if (!terms.match.isEmpty())
        conditions.add(QStringLiteral("id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)"), {terms.match});
    for (const QString& pattern : terms.patterns)
        conditions.add(QStringLiteral("id IN (SELECT rowid FROM asset_text WHERE prompt LIKE ? ESCAPE '\\' OR "
                                      "returned_prompt LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')"),
            {pattern, pattern, pattern});
}

Conditions conditionsOf(const AssetFilter& filter)
{
    const auto asText = [](const QString& text) { return QVariant(text); };
    Conditions conditions;
    if (filter.campaign)
        conditions.add(QStringLiteral("campaign_id = ?"), {filter.campaign->value});
    conditions.addOneOf(QStringLiteral("batch_id"), filter.batches, [](BatchId id) { return QVariant(id.value); });
    conditions.addOneOf(QStringLiteral("model"), filter.models, asText);
    conditions.addOneOf(QStringLiteral("style"), filter.styles, asText);
    conditions.addOneOf(QStringLiteral("aspect"), filter.aspects, asText);
    conditions.addOneOf(QStringLiteral("decision"), filter.decisions,
        [](Decision decision) { return QVariant(static_cast<int>(decision)); });
    if (filter.minRating > 0)
        conditions.add(QStringLiteral("rating >= ?"), {filter.minRating});
    if (filter.hasExports)
        conditions.add(*filter.hasExports ? QStringLiteral("export_count > 0") : QStringLiteral("export_count = 0"));
    return conditions;
}

// Reading a value through QtSql costs more than finding it, so small numbers share one column:
// width, height, decision, rating | colour, kilobytes.
const QLatin1StringView packedColumns(
    "id, batch_id, width | (height << 16) | (decision << 32) | (rating << 40), color | (bytes << 24)");

AssetRow unpacked(const Row& row, qint64 bytes)
{
    const auto shape = static_cast<quint64>(row.integer64(2));
    const auto looks = static_cast<quint64>(row.integer64(3));
    return {row.get<AssetId>(0), row.get<BatchId>(1), static_cast<quint16>(shape & 0xffff),
        static_cast<quint16>(shape >> 16 & 0xffff), static_cast<quint32>(looks & 0xffffff),
        static_cast<quint32>((bytes + 1023) / 1024), static_cast<quint8>(shape >> 32 & 0xff),
        static_cast<quint8>(shape >> 40 & 0xff)};
}

void count(AssetTotals& totals, Decision decision, int number = 1)
{
    totals.count += number;
    switch (decision) {
    case Decision::None: totals.undecided += number; break;
    case Decision::Approved: totals.approved += number; break;
    case Decision::Rejected: totals.rejected += number; break;
    case Decision::NeedsChange: totals.needChange += number; break;
    }
}

} // namespace

Result<AssetSelection> selectAssets(Connection& connection, const AssetFilter& filter)
{
    const Result<FullText> fullText = fullTextOf(connection);
    if (!fullText)
        return fullText.error();
    Conditions conditions = conditionsOf(filter);
    addText(conditions, searchTerms(filter.text, *fullText));

    QString statement = QStringLiteral("SELECT %1 FROM asset INDEXED BY asset_row").arg(packedColumns);
    if (!conditions.clauses.isEmpty())
        statement += QStringLiteral(" WHERE ") + conditions.clauses.join(QLatin1StringView(" AND "));
    statement +=
        filter.sort == AssetSort::OldestFirst ? QStringLiteral(" ORDER BY id") : QStringLiteral(" ORDER BY id DESC");

    AssetSelection selection;
    Query query(connection, statement);
    Result<void> done = query.bindAll(conditions.values).each([&](const Row& row) {
        const qint64 bytes = row.integer64(3) >> 24;
        selection.rows.append(unpacked(row, bytes));
        selection.totals.bytes += bytes;
        count(selection.totals, static_cast<Decision>(selection.rows.constLast().decision));
    });
    if (!done)
        return done.error();
    if (filter.sort == AssetSort::BestFirst)
        std::stable_sort(selection.rows.begin(), selection.rows.end(),
            [](const AssetRow& a, const AssetRow& b) { return a.rating > b.rating; });
    return selection;
}

Result<AssetTotals> totalsOfAll(Connection& connection)
{
    AssetTotals totals;
    Query query(connection,
        QStringLiteral("SELECT decision, count(*), sum(bytes) FROM asset INDEXED BY asset_row GROUP BY decision"));
    Result<void> done = query.each([&](const Row& row) {
        count(totals, static_cast<Decision>(row.integer(0)), row.integer(1));
        totals.bytes += row.integer64(2);
    });
    if (!done)
        return done.error();
    return totals;
}

} // namespace batchroom
