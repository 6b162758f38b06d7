// SPDX-License-Identifier: GPL-3.0-or-later
// Puts what an outcome means on disk. Blocks; worker threads.
#pragma once

#include "app/queue/decide_outcome.h"
#include "app/queue/run_tools.h"
#include "app/queue/schedule.h"

#include <stop_token>

namespace batchroom {

using DecideNext = std::function<NextState(const OutcomeContext&)>;

struct OutcomeToWrite {
    const StoredJob& job; // its attempt is the fence
    JobState from;
    const DecideNext& decide;
    std::chrono::milliseconds delay{}; // counts when the job goes back to queued
    std::optional<ObservedDuration> observed{};
};

// Tries until it is written, since what was paid for is in our hands only until then; nothing else is paid for
// meanwhile. The job as it stands afterwards; nothing when the attempt is stale or the program is being closed.
std::optional<StoredJob> writeOutcome(
    const RunTools& tools, const OutcomeToWrite& outcome, const std::stop_token& stop);

Hold diskFullHold();

} // namespace batchroom
