// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs as rows: what lists show, what a worker needs, what may start next. Lives as long as its Connection.
#pragma once

#include "app/core/job.h"
#include "app/store/attempt_ledger.h"

#include <QSet>

namespace batchroom {

class Connection;

// Everything a worker needs to go on with a job, wherever it stands.
struct StoredJob {
    JobId id{};
    BatchId batch{};
    QString account{};
    SubmitMode mode = SubmitMode::Asynchronous;
    JobState state = JobState::Queued;
    GenerationRequest request{};
    QString name{};
    QMap<QString, QString> metadata{};
    Money price{};
    int failures = 0;
    bool isDiscarded = false;
    bool isAskedAgain = false; // accepted, but its attempt is known as unknown
    EarlierCharge earlierCharge = EarlierCharge::None;
    AttemptId attempt{}; // the latest, and the rest of it:
    QString generationId{};
    QList<ReturnedImage> images{};
    std::optional<qint64> seed{};
    qint64 intentMs = 0;
    qint64 settledMs = 0;
};

// One that waits, as the admission planner sees it.
struct QueuedJob {
    JobId id{};
    BatchId batch{};
    QString account{};
    qint64 notBeforeMs = 0;
    bool isBatchPaused = false;
};

// Nothing is ever put off for longer; a later time comes from a clock that was set back and counts as due.
inline constexpr qint64 longestDelayMs = 15LL * 60 * 1000;

// Which batches the queue may touch: those with a greater id (a command line run leaves earlier ones alone).
struct BatchScope {
    qint64 olderUpTo = 0;
};

// Positions: what waits is sent smallest first, and each priority has a range of its own.
double frontOf(BatchPriority priority);
Result<double> lastPosition(Connection& connection, BatchPriority priority);

class JobRepository {
public:
    explicit JobRepository(Connection& connection);

    Result<QList<JobId>> insert(BatchId batch, const BatchDraft& draft, qint64 nowMs);
    Result<StoredJob> load(JobId job) const; // NotFound
    Result<QList<JobRow>> rows(const QList<JobId>& jobs) const;
    Result<QList<JobRow>> rowsOfBatch(BatchId batch) const;
    Result<QList<JobRow>> allRows() const; // by batch, row, index

    // Cheap, whatever else waits in the library: whether the account has anything in the queue.
    Result<bool> hasQueued(const QString& account, BatchScope scope, const QSet<BatchId>& without) const;
    // The first of the account's queue that are due, paused batches and those of `without` left out.
    Result<QList<QueuedJob>> due(
        const QString& account, BatchScope scope, const QSet<BatchId>& without, qint64 nowMs, int limit) const;
    Result<std::optional<qint64>> nextDueMs(
        const QString& account, BatchScope scope, const QSet<BatchId>& without, qint64 nowMs) const;
    // Of a queued job for which nothing was sent; nothing happens when it is not queued any more.
    // The clock was set back by so much: what waits for a time waits no longer than before.
    Result<void> bringForward(qint64 ms);
    Result<void> putOff(JobId job, qint64 notBeforeMs, const QString& message, const QString& detail);
    Result<void> rejectUnsent(JobId job, const QString& message, const QString& detail, qint64 nowMs);
    // The jobs of the account and option set that wait: this price is agreed where it is more than what was.
    Result<void> acceptPrice(const QString& account, const PriceAsked& asked);
    Result<QList<JobId>> inStates(const QList<JobState>& states, BatchScope scope) const;

private:
    Connection& m_connection;
};

// Every change of a job's state leaves one of these; answers with the state the event leads to. InvalidTransition, and
// nothing written, when it is not an arrow of core/job_transitions.h.
Result<JobState> recordTransition(Connection& connection, JobId job, AttemptId attempt, JobState from, JobEvent event,
    const QString& message, qint64 nowMs);
Result<void> withoutState(const Result<JobState>& recorded);

} // namespace batchroom
