// SPDX-License-Identifier: GPL-3.0-or-later
// What came of the batches of one `run` or `resume`, counted together, and the last line that says so. Pure.
#pragma once

#include "app/cli/options.h"
#include "app/core/job.h"
#include "app/queue/job_queue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

namespace batchroom::cli {

struct RunTotals {
    QMap<JobState, int> counts;
    int jobs = 0;
    int held = 0;   // wait because their account's queue or their batch is held, or their picture was not fetched
    int paused = 0; // wait for another reason
    Money spent;
    Money unknown;
    int count(JobState state) const { return counts.value(state); }
    int failed() const { return count(JobState::Failed) + count(JobState::Dead) + count(JobState::Expired); }
};

Money priceOf(const BatchDraft& draft);
RunTotals totalsOf(const QueueSnapshot& snapshot, const QSet<BatchId>& batches);
// One of them has reached its own limit.
bool isLimitReached(const QueueSnapshot& snapshot, const QSet<BatchId>& batches);
QJsonObject summaryLine(const RunTotals& totals, int variants);
// One entry a campaign, in the order they were queued.
QJsonArray campaignsOf(const QueueSnapshot& snapshot, const QSet<BatchId>& batches);
ExitCode exitCodeOf(const RunTotals& totals, int failedVariants);

} // namespace batchroom::cli
