// SPDX-License-Identifier: GPL-3.0-or-later
// What was settled in the library since a time: what rules about our own work are held against, so that nothing is
// missed by a program that was killed in between. Free functions over a connection.
#pragma once

#include "app/core/job.h"

namespace batchroom {

class Connection;

// How far it was looked at. Kept with what came of it, so that a start does not begin from the beginning.
struct LookedUntil {
    qint64 atMs = 0;
    qint64 variant = 0; // the newest one's id
};
Result<LookedUntil> lookedUntil(Connection& connection);
Result<void> setLookedUntil(Connection& connection, const LookedUntil& until);

// Done, failed in whatever way, or unknown; oldest first, a page after that one.
struct FinishedJob {
    JobId id{};
    qint64 atMs = 0;
};
Result<QList<FinishedJob>> jobsFinishedAfter(Connection& connection, const FinishedJob& last, int limit);
// Nothing more happens by itself in it, though a person may be asked.
bool isFinished(const BatchSummary& batch);
// Those; with the time their last job was settled.
struct FinishedBatch {
    BatchSummary batch;
    qint64 atMs = 0;
};
Result<QList<FinishedBatch>> batchesFinishedSince(Connection& connection, qint64 sinceMs);
// The files of one picture that were written together.
struct ExportedFiles {
    AssetId asset{};
    qint64 atMs = 0;
    QStringList paths{};
    qint64 variant = 0; // the newest one's id
};
Result<QList<ExportedFiles>> filesExportedAfter(Connection& connection, qint64 variant, qint64 sinceMs);

// A try of this library made that generation.
Result<bool> hasGeneration(Connection& connection, const QString& generation);
Result<QList<AssetId>> assetsOfBatch(Connection& connection, BatchId batch);
// The presets of which this picture has a file below that folder, written since then.
Result<QStringList> presetsExported(Connection& connection, AssetId asset, const QString& folder, qint64 sinceMs);

} // namespace batchroom
