// SPDX-License-Identifier: GPL-3.0-or-later
// Batches and their campaigns. Lives as long as its Connection.
#pragma once

#include "app/core/job.h"

#include <QSet>

namespace batchroom {

class Connection;

class BatchRepository {
public:
    explicit BatchRepository(Connection& connection);

    // The batch, its campaign when there is none of that name, and its jobs.
    Result<BatchId> create(const BatchDraft& draft, qint64 nowMs);
    Result<CampaignId> ensureCampaign(const QString& name, qint64 nowMs);      // by name, any case
    Result<QList<BatchSummary>> summaries(const QSet<BatchId>& batches) const; // newest first
    Result<QList<BatchSummary>> allSummaries() const;                          // newest first
    // Something can still happen by itself in these: the others are finished.
    Result<QSet<BatchId>> unfinished(const QSet<BatchId>& batches) const;
    Result<QSet<BatchId>> allUnfinished() const;
    Result<void> setPaused(BatchId batch, bool isPaused); // NotFound
    // Pauses it for this reason; false when it is paused already.
    Result<bool> hold(BatchId batch, const QString& message);
    Result<void> setCap(BatchId batch, std::optional<Money> cap);            // ends a hold
    Result<void> setStart(BatchId batch, qint64 startMs);                    // 0: at once
    Result<QList<JobId>> setPriority(BatchId batch, BatchPriority priority); // the jobs that moved
    Result<QList<CampaignCost>> campaignCosts() const;                       // by name
    // The same account and recipe, word for word.
    Result<DuplicateWork> duplicatesOf(const QList<BatchDraft>& drafts) const;
    Result<BatchId> newest() const; // none in an empty library

private:
    Result<QList<BatchSummary>> read(const QString& condition) const;
    Result<QSet<BatchId>> readUnfinished(const QString& condition) const;

    Connection& m_connection;
};

} // namespace batchroom
