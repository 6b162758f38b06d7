// SPDX-License-Identifier: GPL-3.0-or-later
// The whole life of one job on one worker thread, from wherever it stands to where it cannot go on by itself.
// Straight-line and blocking; everything it learns is on disk before it takes the next step.
#pragma once

#include "app/queue/decide_outcome.h"
#include "app/queue/run_tools.h"
#include "app/queue/schedule.h"
#include "app/queue/write_outcome.h"

namespace batchroom {

class JobRun {
public:
    JobRun(const RunTools& tools, JobId job, std::stop_token stop);
    void run();
    bool hadAttempt() const { return m_hadAttempt; }

private:
    bool claim();

    bool isLedgerInPlace();
    bool hasRoomOnDisk();
    bool agreePrice();
    bool writeIntent();
    bool submit();
    bool pollUntilFinished();
    std::chrono::milliseconds ageSeenSince(std::chrono::milliseconds accepted) const;
    void freePlace();

    bool settle(JobState from, const DecideNext& decide, std::chrono::milliseconds delay = {});
    bool holdForPrice(Money price);
    bool quoteRefused(const Error& error);
    void hold(const Hold& hold);
    std::chrono::milliseconds steady() const;
    qint64 nowMs() const;

    const RunTools& m_tools;
    const JobId m_id;
    const std::stop_token m_stop;
    StoredJob m_job;
    Money m_price;
    std::chrono::milliseconds m_begun{}; // steady, of the attempt
    bool m_hadAttempt = false;           // money may have moved
    bool m_isResumed = false;            // accepted before this run: how long it took is not known
    std::optional<ObservedDuration> m_observed;
    bool m_hasFreedPlace = false;
};

} // namespace batchroom
