// SPDX-License-Identifier: GPL-3.0-or-later
// Decisions as rows: the present one on the asset, every one ever made in the review table. Call inside Store::write().
#pragma once

#include "app/library/asset_index.h"
#include "app/store/connection.h"

namespace batchroom {

// What an asset's decision was before a change.
struct EarlierReview {
    AssetId asset;
    Decision decision = Decision::None;
    QString note;
    int rating = 0;
};

// The earlier values of those that really changed. Errors: BadInput, NotFound; nothing is changed then.
Result<QList<EarlierReview>> applyReview(Connection& connection, const ReviewChange& change, qint64 nowMs);
Result<void> restoreReviews(Connection& connection, const QList<EarlierReview>& earlier, qint64 nowMs);

} // namespace batchroom
