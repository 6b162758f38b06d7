// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/write_outcome.h"

#include "app/queue/rescue_file.h"
#include "app/store/account_repository.h"
#include "app/store/duration_repository.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

using std::chrono::milliseconds;

// How long the program's end waits for an outcome, before it goes into a file of its own.
constexpr milliseconds lastPatience{8'000};
constexpr milliseconds lastPause{500};

struct Written {
    NextState next{};
    StoredJob after{};
};

Result<void> learn(Connection& connection, const GenerationRequest& request, const ObservedDuration& observed)
{
    DurationRepository durations(connection);
    const Result<std::optional<TypicalDuration>> known = durations.find(request.model, request.speed);
    if (!known)
        return known.error();
    return durations.save(request.model, request.speed, learnDuration(*known, observed));
}

Result<void> writeAccount(Connection& connection, const RunTools& tools, const StoredJob& job, const NextState& next)
{
    AccountRepository accounts(connection);
    if (next.hold)
        if (const Result<bool> held = accounts.hold(job.account, *next.hold, tools.clock.now().count()); !held)
            return held.error();
    if (next.placeLimit)
        return accounts.setPlaceLimit(job.account, tools.pace.learnedLimit(job.account));
    return {};
}

Result<Written> write(Connection& connection, const RunTools& tools, const OutcomeToWrite& outcome)
{
    const StoredJob& job = outcome.job;
    const qint64 nowMs = tools.clock.now().count();
    const Result<StoredJob> before = JobRepository(connection).load(job.id);
    if (!before)
        return before.error();
    NextState next = outcome.decide({.failures = before->failures,
        .isDiscarded = before->isDiscarded,
        .isFree = billingOf(job.account) == Billing::Free,
        .isAskedAgain = before->isAskedAgain,
        .earlierCharge = before->earlierCharge});
    if (next.delay != Delay::None)
        next.settlement.notBeforeMs = nowMs + outcome.delay.count();
    Result<void> done = AttemptLedger(connection, nowMs).settle(job.id, job.attempt, outcome.from, next.settlement);
    if (done)
        done = writeAccount(connection, tools, job, next);
    if (done && outcome.observed && next.settlement.event == JobEvent::Completed)
        done = learn(connection, job.request, *outcome.observed);
    if (!done)
        return done.error();
    const Result<StoredJob> after = JobRepository(connection).load(job.id);
    if (!after)
        return after.error();
    return Written{std::move(next), *after};
}

// Only the answer to a paid call cannot be had again. The ledger may still be readable.
void rescue(const RunTools& tools, const OutcomeToWrite& outcome)
{
    if (outcome.from != JobState::Submitting)
        return;
    StoredJob job = outcome.job;
    const Result<StoredJob> stored =
        tools.store.read<StoredJob>([&](Connection& connection) { return JobRepository(connection).load(job.id); });
    job.intentMs = stored && stored->attempt == job.attempt ? stored->intentMs : 0;
    NextState next = outcome.decide({.failures = job.failures,
        .isDiscarded = stored ? stored->isDiscarded : job.isDiscarded,
        .isFree = billingOf(job.account) == Billing::Free,
        .isAskedAgain = job.isAskedAgain,
        .earlierCharge = job.earlierCharge});
    if (next.delay != Delay::None)
        next.settlement.notBeforeMs = tools.clock.now().count() + outcome.delay.count();
    const Result<void> written = writeRescueFile(tools.store.folder(), job, outcome.from, next.settlement);
    if (!written)
        qCCritical(queueLog) << "job" << job.id.value << "outcome lost:" << next.settlement.outcome
                             << next.settlement.generationId << written.error().detail;
}

} // namespace

std::optional<StoredJob> writeOutcome(const RunTools& tools, const OutcomeToWrite& outcome, const std::stop_token& stop)
{
    std::optional<milliseconds> stoppedSince; // steady
    for (int tries = 0;; ++tries) {
        // The next intent is on its way.
        Result<Written> written = tools.store.write<Written>(
            [&](Connection& connection) { return write(connection, tools, outcome); }, Commit::Gathered);
        if (written) {
            if (written->next.hold)
                tools.report.accountRefused(outcome.job.account, *written->next.hold);
            tools.report.jobChanged(written->after);
            return std::move(written->after);
        }
        const Error& error = written.error();
        qCWarning(queueLog) << "job" << outcome.job.id.value << "outcome not written:" << error.what << error.detail;
        if (error.code == ErrorCode::DiskFull)
            tools.report.accountRefused(outcome.job.account, diskFullHold());
        else
            tools.report.broke(error);
        if (error.code == ErrorCode::StaleAttempt)
            return std::nullopt;
        if (stop.stop_requested()) {
            const milliseconds now = tools.clock.steady();
            stoppedSince = stoppedSince.value_or(now);
            if (now - *stoppedSince >= lastPatience) {
                rescue(tools, outcome);
                return std::nullopt;
            }
            tools.clock.wait(lastPause, {}); // the program ends only when this thread does
            continue;
        }
        tools.clock.wait(std::min(milliseconds(30'000), milliseconds(250) * (1 << std::min(tries, 7))), stop);
    }
}

Hold diskFullHold()
{
    return {HoldReason::DiskFull,
        QCoreApplication::translate("JobQueue",
            "There is too little room on the disk of the library. Nothing more is paid for until there is. Free some "
            "space; work then goes on by itself.")};
}

} // namespace batchroom
