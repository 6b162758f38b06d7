// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/job_run.h"

#include "app/library/asset_store.h"
#include "app/queue/download_run.h"
#include "app/store/duration_repository.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>

namespace batchroom {

Q_LOGGING_CATEGORY(queueLog, "batchroom.queue")

namespace {

using std::chrono::milliseconds;

constexpr milliseconds believesWallClock = std::chrono::minutes(10);

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

bool isTurnedAway(const SendOutcome& outcome)
{
    return std::holds_alternative<NotSent>(outcome) || std::holds_alternative<Throttled>(outcome);
}

std::optional<AccountProblem> accountProblem(ErrorCode code)
{
    switch (code) {
    case ErrorCode::KeyMissing: return AccountProblem::KeyMissing;
    case ErrorCode::KeyRefused: return AccountProblem::KeyRefused;
    case ErrorCode::OutOfCredit: return AccountProblem::OutOfCredit;
    default: return std::nullopt;
    }
}

} // namespace

JobRun::JobRun(const RunTools& tools, JobId job, std::stop_token stop)
    : m_tools(tools)
    , m_id(job)
    , m_stop(std::move(stop))
{
}

void JobRun::run()
{
    if (!claim())
        return;
    if (m_job.state == JobState::Queued) {
        m_tools.way->claim();
        if (!isLedgerInPlace() || !hasRoomOnDisk() || !agreePrice() || !writeIntent() || !submit())
            return;
    }
    if (m_job.state == JobState::Accepted)
        if (!pollUntilFinished())
            return;
    freePlace();
    if (m_job.state != JobState::Ready && m_job.state != JobState::Downloading)
        return;
    m_tools.way->yield(m_stop);
    m_tools.downloads->work(std::make_unique<DownloadRun>(m_tools, m_job, m_stop), m_tools.clock, m_stop);
}

bool JobRun::claim()
{
    const Result<StoredJob> job =
        m_tools.store.read<StoredJob>([this](Connection& connection) { return JobRepository(connection).load(m_id); });
    if (!job) {
        m_tools.report.broke(job.error());
        return false;
    }
    m_job = *job;
    m_isResumed = m_hadAttempt = m_job.state == JobState::Accepted;
    m_begun = steady();
    return true;
}

// The ledger must be where the next start looks for it, before anything is paid for.
bool JobRun::isLedgerInPlace()
{
    if (m_tools.store.isInPlace())
        return true;
    m_tools.report.broke({ErrorCode::FileAccess,
        tr("The library is not where it was opened (%1): its disk was removed, or its folder was moved. Nothing more "
           "is paid for. Bring it back, then continue.")
            .arg(QDir::toNativeSeparators(m_tools.store.folder())),
        {}});
    return false;
}

bool JobRun::hasRoomOnDisk()
{
    const qint64 free = m_tools.assets.freeBytes();
    if (free < 0 || free >= m_tools.report.minFreeBytes())
        return true;
    hold(diskFullHold());
    return false;
}

bool JobRun::agreePrice()
{
    m_price = m_job.price;
    if (billingOf(m_job.account) == Billing::Free)
        return true;
    const Result<Quote> quote = m_tools.quotes.quote(
        m_job.account, m_job.request, [this] { return m_tools.provider(m_job.account).quote(m_job.request, m_stop); });
    if (m_stop.stop_requested())
        return false;
    if (!quote)
        return quoteRefused(quote.error());
    // Our own table is dated and nobody's offer: what was agreed stands.
    if (quote->fromTable) {
        m_price = m_job.price.isZero() ? quote->price : m_job.price;
        return true;
    }
    if (quote->price > m_job.price)
        return holdForPrice(quote->price);
    m_price = quote->price;
    return true;
}

bool JobRun::quoteRefused(const Error& error)
{
    if (const std::optional<AccountProblem> problem = accountProblem(error.code)) {
        hold(holdFor(*problem, error.what));
        return false;
    }
    const milliseconds delay =
        m_tools.pace.noteTurnedAway(m_job.account, m_begun, steady(), std::nullopt, std::nullopt);
    const Result<void> done = m_tools.store.write<void>([&](Connection& connection) {
        JobRepository jobs(connection);
        return error.code == ErrorCode::BadInput ? jobs.rejectUnsent(m_id, error.what, error.detail, nowMs())
                                                 : jobs.putOff(m_id, nowMs() + delay.count(), error.what, error.detail);
    });
    if (!done)
        m_tools.report.broke(done.error());
    m_tools.report.jobChanged(m_job);
    return false;
}

bool JobRun::holdForPrice(Money price)
{
    hold({HoldReason::BudgetReached,
        tr("The provider now asks %1 for an image that was planned at %2. Nothing was sent. Continue to accept the new "
           "price, or cancel these jobs.")
            .arg(price.toText(), m_job.price.toText()),
        PriceAsked{optionSet(m_job.request), price}});
    return false;
}

// The attempt row is on disk before the first byte leaves; the caps are checked in the same transaction.
bool JobRun::writeIntent()
{
    if (m_stop.stop_requested() || !m_tools.report.mayPay())
        return false;
    // The line is made while the disk writes; nothing is sent on it before the row is there.
    m_tools.provider(m_job.account).connectAhead(m_job.request);
    using Begun = std::variant<Intent, CapRefusal>;
    const Result<Begun> begun = m_tools.store.write<Begun>([this](Connection& connection) -> Result<Begun> {
        // A person may have edited it since it was read: then it is read again, priced again and only then sent.
        const Result<StoredJob> now = JobRepository(connection).load(m_id);
        if (!now)
            return now.error();
        if (now->request != m_job.request || now->mode != m_job.mode)
            return Error{ErrorCode::InvalidTransition, {}, QStringLiteral("job %1 was edited").arg(m_id.value)};
        return AttemptLedger(connection, nowMs()).begin(m_id, m_price, m_tools.report.spendLimits());
    });
    if (!begun) {
        if (begun.error().code == ErrorCode::DiskFull)
            hold(diskFullHold());
        else if (begun.error().code != ErrorCode::InvalidTransition)
            m_tools.report.broke(begun.error());
        return false;
    }
    if (const auto* refusal = std::get_if<CapRefusal>(&*begun)) {
        m_tools.report.capReached(m_job, *refusal);
        return false;
    }
    m_job.attempt = std::get<Intent>(*begun).attempt;
    m_job.state = JobState::Submitting;
    m_hadAttempt = true;
    m_tools.report.jobChanged(m_job);
    return true;
}

bool JobRun::submit()
{
    m_begun = steady();
    m_tools.way->claim();
    const SendOutcome outcome = m_tools.provider(m_job.account).submit(m_job.request, m_job.mode);
    milliseconds delay{};
    if (isTurnedAway(outcome)) {
        const auto* throttled = std::get_if<Throttled>(&outcome);
        delay = m_tools.pace.noteTurnedAway(m_job.account, m_begun, steady(),
            throttled ? throttled->retryAfter : std::nullopt, throttled ? throttled->maxInFlight : std::nullopt);
    } else {
        m_tools.pace.noteAnswered(m_job.account, m_begun);
    }
    if (std::holds_alternative<ImagesReturned>(outcome)) {
        m_observed = ObservedDuration{steady() - m_begun, steady() - m_begun};
        freePlace();
    }
    return settle(
        JobState::Submitting, [&](const OutcomeContext& context) { return decideOutcome(outcome, context); }, delay);
}

// Told as soon as the provider has finished, so that the next submission does not wait for this one's disk: its intent
// queues in the same writer behind this outcome.
void JobRun::freePlace()
{
    if (!std::exchange(m_hasFreedPlace, true))
        m_tools.report.placeFreed(m_id);
}

bool JobRun::pollUntilFinished()
{
    const auto known = m_tools.store.read<std::optional<TypicalDuration>>([this](Connection& connection) {
        return DurationRepository(connection).find(m_job.request.model, m_job.request.speed);
    });
    PollSchedule schedule(known.valueOr({}));
    const milliseconds accepted = steady();
    std::optional<milliseconds> lastPending, retryAfter;

    for (bool isFirst = true;; isFirst = false) {
        // The provider's work began with the submission, not when its number was on disk. One from an earlier run may
        // be long finished.
        const milliseconds sinceSent = isFirst ? accepted - m_begun : milliseconds(0);
        if (!(isFirst && m_isResumed)
            && !m_tools.bell->wait(m_tools.clock, m_job.generationId,
                std::max(milliseconds(0), schedule.next(retryAfter) - sinceSent), m_stop))
            return false;
        const milliseconds asked = steady() - m_begun;
        const PollOutcome outcome = m_tools.provider(m_job.account).poll(m_job.generationId, m_stop);
        if (m_stop.stop_requested())
            return false;
        retryAfter.reset();
        if (const auto* refused = std::get_if<AccountRefused>(&outcome)) {
            // Polled on when a person has released the hold.
            hold(holdFor(refused->problem, refused->message));
            return false;
        }
        if (const auto* fault = std::get_if<PollFault>(&outcome))
            retryAfter = fault->retryAfter;
        else if (const auto* pending = std::get_if<StillPending>(&outcome))
            retryAfter = pending->retryAfter;

        const milliseconds age = ageSeenSince(accepted);
        if (!decidePoll(outcome,
                {.isFree = billingOf(m_job.account) == Billing::Free, .isAskedAgain = m_job.isAskedAgain}, age)) {
            lastPending = asked;
            continue;
        }
        if (!m_isResumed)
            m_observed = ObservedDuration{lastPending, asked};
        if (std::holds_alternative<GenerationCompleted>(outcome))
            freePlace();
        return settle(
            JobState::Accepted, [&](const OutcomeContext& context) { return *decidePoll(outcome, context, age); },
            backoff(m_job.failures, m_tools.random));
    }
}

// Of one from an earlier run only the wall clock knows the age, and that may be wrong by days: it is believed when the
// generation has been watched for a while without getting on.
milliseconds JobRun::ageSeenSince(milliseconds accepted) const
{
    if (!m_isResumed)
        return steady() - m_begun;
    const milliseconds watched = steady() - accepted;
    return watched < believesWallClock ? watched : milliseconds(nowMs() - m_job.intentMs);
}

bool JobRun::settle(JobState from, const DecideNext& decide, milliseconds delay)
{
    std::optional<StoredJob> after = writeOutcome(m_tools, {m_job, from, decide, delay, m_observed}, m_stop);
    if (!after)
        return false;
    m_job = *std::move(after);
    return true;
}

void JobRun::hold(const Hold& hold)
{
    m_tools.report.accountRefused(m_job.account, hold);
}

milliseconds JobRun::steady() const
{
    return m_tools.clock.steady();
}

qint64 JobRun::nowMs() const
{
    return m_tools.clock.now().count();
}

} // namespace batchroom
