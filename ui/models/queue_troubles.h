// SPDX-License-Identifier: GPL-3.0-or-later
// What the "Needs you" lane says: holds of accounts and jobs that wait for an answer, alike ones together when there
// are many. Pure.
#pragma once

#include "app/queue/job_queue.h"

namespace batchroom {

class QueueList;

enum class TroubleKind { Hold, Unknown, Refused, Expired, Dead };

struct Trouble {
    TroubleKind kind = TroubleKind::Unknown;
    QList<JobId> jobs; // one, or all alike; of a hold none
    QString account;
    BatchId batch{};          // Hold only: of this batch alone, whose own limit is reached; else of the account
    Hold hold;                // Hold only
    int waiting = 0;          // Hold only: jobs that stand still
    JobRow first;             // of the jobs
    bool canAskAgain = false; // Unknown only: asking what became of all of them is free
    Money possible;           // what an answer of "again" can cost at most
    bool isGroup() const { return jobs.size() > 1; }
    // The same while it is about the same thing, so that an open editor survives news about others.
    QString key() const;
};

// More jobs of a kind than this become one entry with one answer.
inline constexpr int separateTroubles = 3;

// `first`: a refused job whose entry is wanted, however many there are.
QList<Trouble> troublesOf(const QueueList& list, JobId first = {});
// All jobs of one kind, whatever the entries.
QList<JobId> jobsOfKind(const QueueList& list, TroubleKind kind);
Money priceOf(const QueueList& list, const QList<JobId>& jobs);

} // namespace batchroom
