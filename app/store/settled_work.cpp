// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/settled_work.h"

#include "app/store/batch_repository.h"
#include "app/store/query.h"

#include <QHash>

namespace batchroom {

bool isFinished(const BatchSummary& batch)
{
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        if (it.value() > 0 && !isTerminal(it.key()) && it.key() != JobState::Unknown)
            return false;
    return batch.total() > 0;
}

Result<LookedUntil> lookedUntil(Connection& connection)
{
    const auto value =
        selectValue<QString>(connection, QStringLiteral("SELECT value FROM setting WHERE name = 'rules_looked_until'"));
    if (!value)
        return value.error();
    const QStringList words = value->value_or(QString()).split(QLatin1Char(' '));
    return LookedUntil{words.value(0).toLongLong(), words.value(1).toLongLong()};
}

Result<void> setLookedUntil(Connection& connection, const LookedUntil& until)
{
    const Result<qint64> done = execute(connection,
        QStringLiteral("INSERT INTO setting (name, value) VALUES ('rules_looked_until', ?) ON CONFLICT (name) DO "
                       "UPDATE SET value = excluded.value"),
        QStringLiteral("%1 %2").arg(until.atMs).arg(until.variant));
    return done ? Result<void>() : Result<void>(done.error());
}

Result<QList<FinishedJob>> jobsFinishedAfter(Connection& connection, const FinishedJob& last, int limit)
{
    Query query(connection,
        QStringLiteral("SELECT id, finished_ms FROM job WHERE finished_ms > 0 AND (finished_ms, id) > (?, ?) ORDER BY "
                       "finished_ms, id LIMIT ?"));
    return query.bind(last.atMs, last.id.value, limit).all([](const Row& row) {
        return FinishedJob{row.get<JobId>(0), row.integer64(1)};
    });
}

Result<QList<FinishedBatch>> batchesFinishedSince(Connection& connection, qint64 sinceMs)
{
    QHash<BatchId, qint64> times;
    Query query(connection,
        QStringLiteral("SELECT batch_id, MAX(finished_ms) FROM job WHERE finished_ms > 0 AND finished_ms >= ? GROUP BY "
                       "batch_id"));
    const Result<void> found =
        query.bind(sinceMs).each([&](const Row& row) { times.insert(row.get<BatchId>(0), row.integer64(1)); });
    if (!found)
        return found.error();
    if (times.isEmpty())
        return QList<FinishedBatch>();
    const auto summaries = BatchRepository(connection).summaries(QSet<BatchId>(times.keyBegin(), times.keyEnd()));
    if (!summaries)
        return summaries.error();
    QList<FinishedBatch> finished;
    for (const BatchSummary& batch : *summaries)
        if (isFinished(batch))
            finished.append({batch, times.value(batch.id)});
    return finished;
}

Result<QList<ExportedFiles>> filesExportedAfter(Connection& connection, qint64 variant, qint64 sinceMs)
{
    QList<ExportedFiles> exports;
    // In the order they were written; those of one picture are one transaction with one time.
    Query query(connection,
        QStringLiteral(
            "SELECT asset_id, created_ms, path, id FROM variant WHERE id > ? AND created_ms >= ? ORDER BY id"));
    const Result<void> found = query.bind(variant, sinceMs).each([&](const Row& row) {
        const auto asset = row.get<AssetId>(0);
        const qint64 atMs = row.integer64(1);
        if (exports.isEmpty() || exports.constLast().asset != asset || exports.constLast().atMs != atMs)
            exports.append({asset, atMs, {}, 0});
        exports.last().paths.append(row.text(2));
        exports.last().variant = row.integer64(3);
    });
    if (!found)
        return found.error();
    return exports;
}

Result<bool> hasGeneration(Connection& connection, const QString& generation)
{
    return selectValue<int>(
        connection, QStringLiteral("SELECT 1 FROM attempt WHERE generation_id = ? LIMIT 1"), generation)
        .map([](const std::optional<int>& found) { return found.has_value(); });
}

Result<QList<AssetId>> assetsOfBatch(Connection& connection, BatchId batch)
{
    Query query(connection, QStringLiteral("SELECT id FROM asset WHERE batch_id = ? ORDER BY id"));
    return query.bind(batch).all([](const Row& row) { return row.get<AssetId>(0); });
}

Result<QStringList> presetsExported(Connection& connection, AssetId asset, const QString& folder, qint64 sinceMs)
{
    Query query(connection,
        QStringLiteral("SELECT DISTINCT preset FROM variant WHERE asset_id = ? AND created_ms >= ? AND substr(path, 1, "
                       "length(?)) = ?"));
    const QString below = folder + QLatin1Char('/');
    return query.bind(asset, sinceMs, below, below).all([](const Row& row) { return row.text(0); });
}

} // namespace batchroom
