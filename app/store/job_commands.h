// SPDX-License-Identifier: GPL-3.0-or-later
// What a person may ask of jobs, as changes of rows. Every command answers with the jobs it changed and leaves the
// others, whatever their state, alone. Lives as long as its Connection.
#pragma once

#include "app/core/job_transitions.h"

namespace batchroom {

class Connection;

class JobCommands {
public:
    JobCommands(Connection& connection, qint64 nowMs);

    // Waiting: cancelled. In flight: marked, the result is discarded when it comes and still billed. Rejected, failed,
    // expired and dead ones that are named: cancelled, so that they wait for nobody; a batch's are left alone.
    Result<QList<JobId>> cancel(const QList<JobId>& jobs);
    Result<QList<JobId>> cancelBatch(BatchId batch);
    // Dead ones are sent again, and what was cancelled without being charged. A picture that is paid for and was lost
    // on its way (failed, expired) is only fetched again; an expired one that was, and expired again, is bought anew.
    // One that was written off stays: sending it again needs answerUnknown, where the possible second charge is shown.
    Result<QList<JobId>> retry(const QList<JobId>& jobs);
    Result<QList<JobId>> retryFailed(std::optional<BatchId> batch); // failed and dead
    // The last cancel or retry of what was rejected, failed, expired or dead, as long as nothing has come of it: it
    // stands where it stood, with the reason it had.
    Result<QList<JobId>> takeBack(const QList<JobId>& jobs);
    Result<QList<JobId>> moveToFront(const QList<JobId>& jobs);
    // Those that wait, in the given order, right before another that waits; none: behind all.
    Result<QList<JobId>> moveBefore(const QList<JobId>& jobs, JobId before);
    // Unknown, or written off before. A new attempt will be made; the old one stays billed as unknown.
    Result<QList<JobId>> resend(const QList<JobId>& jobs);
    // Of the same, those whose generation has an id: the provider is asked what became of it, which is free.
    Result<QList<JobId>> askAgain(const QList<JobId>& jobs);
    Result<QList<JobId>> writeOff(const QList<JobId>& jobs);
    // Waiting: only the prompt changes. Rejected: queued again. Withheld: queued again, which is paid for anew.
    Result<QList<JobId>> editAndRequeue(JobId job, const QString& prompt);

private:
    struct Standing;
    Result<std::optional<Standing>> standing(JobId job) const;
    Result<void> move(const Standing& job, JobEvent event, const QString& message);
    template <typename Act>
    Result<QList<JobId>> forEach(const QList<JobId>& jobs, Act act);
    Result<bool> cancelOne(const Standing& job);
    static QString cancelledMessage(const Standing& job);
    struct Gap {
        double from = 0;
        double to = 0;
        bool isTooNarrow(qsizetype jobs) const { return (to - from) / static_cast<double>(jobs + 1) < 1e-5; }
    };
    Result<Gap> gapBefore(const QList<JobId>& jobs, JobId before) const;
    Result<QList<JobId>> spreadWaiting(); // those that moved
    Result<bool> retryOne(const Standing& job);
    struct LastStep {
        JobState from = JobState::Unknown;
        JobState to = JobState::Unknown;
        QString reason; // of where it stood
    };
    Result<std::optional<LastStep>> lastStep(const Standing& job) const;
    Result<bool> takeBackOne(const Standing& job);

    Connection& m_connection;
    qint64 m_nowMs;
};

} // namespace batchroom
