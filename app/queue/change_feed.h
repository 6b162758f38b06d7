// SPDX-License-Identifier: GPL-3.0-or-later
// Collects what has changed and tells the queue's listeners at most 20 times a second, with rows as they are then.
// note...() from any thread; tell() and the rest on the queue's command thread.
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "app/store/attempt_ledger.h"

#include <QSet>

#include <chrono>
#include <functional>
#include <mutex>

namespace batchroom {

class JobQueue;
class Store;

class ChangeFeed {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    ChangeFeed(Store& store, JobQueue& queue);

    void noteJob(JobId job, BatchId batch, const QString& account);
    void noteBatch(BatchId batch);
    void noteAccount(const QString& account);
    void noteAsset(const AssetRow& asset);
    void noteInFlight(int inFlight, int placeLimit);

    // When to tell next; nothing when there is nothing to tell.
    std::optional<SteadyTime> due() const;
    Result<void> tell(const SpendLimits& limits);
    // A batch that can still change by itself; batchFinished follows when it cannot any more.
    void watchBatches(const QSet<BatchId>& open);

    // On the queue's own thread, in order with everything else that was told.
    void post(std::function<void(JobQueue&)> emission);

private:
    struct Changes {
        QSet<JobId> jobs;
        QSet<BatchId> batches;
        QSet<QString> accounts;
        QList<AssetRow> assets;
        std::optional<std::pair<int, int>> inFlight;
        bool isEmpty() const;
    };
    struct Told {
        QList<JobRow> jobs;
        QList<BatchSummary> batches;
        QList<SpendSummary> spend;
        QSet<BatchId> unfinished;
    };
    Result<Told> read(const Changes& changes, const SpendLimits& limits) const;
    QList<BatchId> finishedNow(const Told& told);

    Store& m_store;
    JobQueue& m_queue;
    mutable std::mutex m_mutex;
    Changes m_changes;
    SteadyTime m_next{};
    QSet<BatchId> m_open;
    std::pair<int, int> m_lastInFlight{-1, -1};
};

} // namespace batchroom
