// SPDX-License-Identifier: GPL-3.0-or-later
// What the run before left undone about money, settled before the first command of this one: outcomes that were
// rescued, jobs that were being sent, and in a library that was put back to an earlier state everything that waited.
#pragma once

#include "app/queue/job_queue.h"
#include "app/store/attempt_ledger.h"

namespace batchroom {

struct Leftovers {
    QList<JobId> jobs;               // that have changed
    std::optional<QueueDoubt> doubt; // the queue is paused then, until a person has looked
};

// One transaction; blocks.
Result<Leftovers> settleLeftovers(Store& store, qint64 nowMs);

} // namespace batchroom
