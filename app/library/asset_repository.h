// SPDX-License-Identifier: GPL-3.0-or-later
// Assets as rows. Free functions over a connection; call them inside Store::read() and Store::write().
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "app/store/connection.h"

namespace batchroom {

struct NewAsset;
struct NewImport;

// What a stored original adds to what the provider said.
struct StoredPicture {
    AssetId id; // wanted; another one is given when it is taken
    QString sha256;
    QString extension;
    QSize size;
    qint64 bytes = 0;
    quint32 color = 0;
};

struct OriginalRow {
    QString sha256;
    QString extension;
    qint64 bytes = 0;
};

// What became of a job while its picture was on the way.
enum class Fence { Holds, Discarded };

// StaleAttempt when the job no longer names this attempt or is neither ready nor downloading.
Result<Fence> checkFence(Connection& connection, JobId job, AttemptId attempt);
// The discarded job is cancelled; fenced.
Result<void> cancelDiscarded(Connection& connection, JobId job, AttemptId attempt, qint64 nowMs);
// Asset row, its text for searching, and the job's done. Cancelled when the job was discarded meanwhile; the job is
// left for cancelDiscarded() then.
Result<AssetRow> insertAsset(Connection& connection, const NewAsset& asset, const StoredPicture& picture, qint64 nowMs);

// Nothing when none came in from there.
Result<std::optional<AssetRow>> assetOfOrigin(Connection& connection, const QString& origin);
// The first asset with these very bytes, whoever made it.
Result<std::optional<AssetRow>> assetOfOriginal(Connection& connection, const QString& sha256);
// Asset row and text of a picture made elsewhere, in its campaign.
Result<AssetRow> insertImport(
    Connection& connection, const NewImport& import, const StoredPicture& picture, qint64 nowMs);

// Campaigns that pictures made elsewhere are in, by name.
Result<QList<std::pair<CampaignId, QString>>> campaignsOfImports(Connection& connection);

Result<AssetId> nextAssetId(Connection& connection);
Result<QList<OriginalRow>> allOriginals(Connection& connection);
Result<bool> isOriginalUsed(Connection& connection, const QString& sha256);

// In the order asked; ids that do not exist are left out.
Result<QList<Asset>> loadAssets(Connection& connection, const QList<AssetId>& ids);
Result<void> setFocalPoint(Connection& connection, AssetId asset, QPointF point);

} // namespace batchroom
