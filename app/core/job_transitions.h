// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of a job (design.md 3.5 to 3.7) as one table. Whatever writes a state is checked against it, and
// what is not an arrow is refused. A hold belongs to the account or the batch: what waits behind one stays queued.
// Pure; any thread.
#pragma once

#include "app/core/job.h"

#include <span>

namespace batchroom {

enum class JobEvent {
    // of the queue and the provider
    Begun,            // the intent is on disk, the request is about to leave
    RefusedUnsent,    // the free quote said that the request is no good
    TurnedAway,       // proven: it was not run and costs nothing
    Accepted,         // the provider named the generation
    Completed,        // paid for, and there is a link
    Withheld,         // paid for, and kept back as unsafe
    Refused,          // 400, 404, 413, 422: not run
    OutcomeLost,      // it left, and nobody knows what became of it
    GenerationFailed, // not billed, tried again by itself
    FailedTooOften,
    ResultDiscarded, // cancelled while it was in flight
    DownloadBegun,
    DownloadPutOff,
    Stored,
    LinkExpired,
    DownloadFailed,
    LibraryPutBack, // to an earlier state: it may have been sent since
    // of the person
    Cancelled,
    Retried,      // sent again, which is paid for
    FetchedAgain, // free: it is paid for already
    Resent,       // the possible second charge was shown
    AskedAgain,   // free
    WrittenOff,
    Edited,
    // its word is taken back while nothing has come of it; by where the job stood
    BackToRejected,
    BackToFailed,
    BackToExpired,
    BackToDead,
};

struct JobArrow {
    JobState from;
    JobEvent event;
    JobState to;
};

std::span<const JobArrow> jobArrows();
QString jobEventName(JobEvent event); // "turned_away"
std::optional<JobEvent> jobEventFromName(QStringView name);
std::span<const std::pair<JobEvent, QLatin1StringView>> jobEventNames();
// None: the event means nothing in this state and is refused.
std::optional<JobState> stateAfter(JobState from, JobEvent event);
// Takes a cancel or a retry of what stood there back; none: such a one cannot be.
std::optional<JobEvent> backTo(JobState before);
// Some event leads from one to the other.
bool isArrow(JobState from, JobState to);
// The only ones that may bring a job with a possible charge back into the queue.
bool isAnswerOfAPerson(JobEvent event);

} // namespace batchroom
