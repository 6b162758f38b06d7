// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/job_run.h"

#include "app/library/asset_store.h"
#include "app/store/account_repository.h"
#include "app/store/duration_repository.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace batchroom {

Q_LOGGING_CATEGORY(queueLog, "batchroom.queue")

namespace {

using std::chrono::milliseconds;

constexpr int badPictureRepeats = 3;
constexpr int downloadFaultTries = 12;
constexpr int lastWriteTries = 3;

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
    if (m_job.state == JobState::Queued)
        if (!hasRoomOnDisk() || !agreePrice() || !writeIntent() || !submit())
            return;
    if (m_job.state == JobState::Accepted)
        if (!pollUntilFinished())
            return;
    freePlace();
    if (m_job.state == JobState::Ready || m_job.state == JobState::Downloading)
        downloadAndStore();
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

bool JobRun::hasRoomOnDisk()
{
    const qint64 free = m_tools.assets.freeBytes();
    if (free < 0 || free >= m_tools.report.minFreeBytes())
        return true;
    hold(diskFull());
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
    if (!m_tools.quotes.isAgreed(m_job.account, m_job.request, quote->price, m_job.price))
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
            .arg(price.toText(), m_job.price.toText())});
    return false;
}

// The attempt row is on disk before the first byte leaves; the caps are checked in the same transaction.
bool JobRun::writeIntent()
{
    if (m_stop.stop_requested() || !m_tools.report.mayPay())
        return false;
    using Begun = std::variant<Intent, CapRefusal>;
    const Result<Begun> begun = m_tools.store.write<Begun>([this](Connection& connection) {
        return AttemptLedger(connection, nowMs()).begin(m_id, m_price, m_tools.report.spendLimits());
    });
    if (!begun) {
        if (begun.error().code == ErrorCode::DiskFull)
            hold(diskFull());
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
    std::optional<milliseconds> typical;
    const auto known = m_tools.store.read<std::optional<TypicalDuration>>([this](Connection& connection) {
        return DurationRepository(connection).find(m_job.request.model, m_job.request.speed);
    });
    if (known && *known)
        typical = (*known)->typical;
    PollSchedule schedule(typical);
    const milliseconds accepted = steady();
    std::optional<milliseconds> lastPending, retryAfter;

    for (bool isFirst = true;; isFirst = false) {
        // One from an earlier run may be long finished.
        if (!(isFirst && m_isResumed) && !m_tools.clock.wait(schedule.next(retryAfter), m_stop))
            return false;
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

        const milliseconds age = m_isResumed ? milliseconds(nowMs() - m_job.intentMs) : steady() - m_begun;
        if (!decidePoll(outcome, {}, age)) {
            lastPending = steady() - accepted;
            continue;
        }
        if (!m_isResumed)
            m_observed = ObservedDuration{lastPending, steady() - accepted};
        if (std::holds_alternative<GenerationCompleted>(outcome))
            freePlace();
        return settle(
            JobState::Accepted, [&](const OutcomeContext& context) { return *decidePoll(outcome, context, age); },
            backoff(m_job.failures, m_tools.random));
    }
}

void JobRun::downloadAndStore()
{
    if (m_job.state == JobState::Ready && !moveOn(JobState::Downloading))
        return;
    for (int tries = 0;; ++tries) {
        const Fetch fetch = m_job.images.isEmpty() ? linkExpired(tr("There is no link.")) : fetchOnce();
        if (fetch != Fetch::Repeat || m_stop.stop_requested())
            return;
        const milliseconds wait =
            std::max(backoff(tries, m_tools.random), m_downloadRetryAfter.value_or(milliseconds(0)));
        m_downloadRetryAfter.reset();
        if (!m_tools.clock.wait(wait, m_stop))
            return;
    }
}

JobRun::Fetch JobRun::fetchOnce()
{
    const DownloadOutcome outcome = m_tools.provider(m_job.account).download(m_job.images.first().url, m_stop);
    if (m_stop.stop_requested() && !std::holds_alternative<Downloaded>(outcome))
        return Fetch::Stop;
    if (const auto* expired = std::get_if<LinkExpired>(&outcome))
        return linkExpired(expired->message);
    if (const auto* fault = std::get_if<DownloadFault>(&outcome)) {
        m_downloadRetryAfter = fault->retryAfter;
        return badTry(fault->message);
    }
    return storePicture(std::get<Downloaded>(outcome).bytes);
}

JobRun::Fetch JobRun::storePicture(const QByteArray& bytes)
{
    const ReturnedImage& image = m_job.images.first();
    const NewAsset asset{
        .job = m_id,
        .attempt = m_job.attempt,
        .name = m_job.name,
        .expectedSize = image.resolution,
        .recipe = {.request = m_job.request,
            .returnedPrompt = image.prompt,
            .seed = image.seed ? image.seed
                : m_job.seed   ? m_job.seed
                               : m_job.request.seed,
            .generationId = m_job.generationId,
            .account = m_job.account,
            .price = m_job.price,
            .createdMs = nowMs(),
            .durationMs = m_job.settledMs - m_job.intentMs,
            .metadata = m_job.metadata},
    };
    const Result<AssetRow> stored = m_tools.assets.add(bytes, asset);
    if (stored) {
        m_tools.report.assetStored(*stored);
        m_tools.report.jobChanged(m_job);
        return Fetch::Done;
    }
    switch (stored.error().code) {
    case ErrorCode::Cancelled: m_tools.report.jobChanged(m_job); return Fetch::Done;
    case ErrorCode::StaleAttempt:
        qCWarning(queueLog) << "job" << m_id.value << stored.error().detail;
        return Fetch::Stop;
    case ErrorCode::DiskFull:
        // Paid for and safe at the provider: it is fetched again when there is room.
        moveOn(JobState::Ready);
        hold(diskFull());
        return Fetch::Stop;
    case ErrorCode::PictureDamaged:
    case ErrorCode::PictureTooLarge:
        if (++m_badPictures > badPictureRepeats) {
            giveUpDownload(DownloadEnd::GaveUp, stored.error().what);
            return Fetch::Done;
        }
        return Fetch::Repeat;
    default: return badTry(stored.error().what);
    }
}

JobRun::Fetch JobRun::badTry(const QString& reason)
{
    if (++m_downloadFaults < downloadFaultTries)
        return Fetch::Repeat;
    giveUpDownload(DownloadEnd::GaveUp, reason);
    return Fetch::Done;
}

JobRun::Fetch JobRun::linkExpired(const QString& reason)
{
    if (!m_askedForFreshLink && !m_job.generationId.isEmpty()) {
        const PollOutcome outcome = m_tools.provider(m_job.account).poll(m_job.generationId, m_stop);
        if (m_stop.stop_requested())
            return Fetch::Stop;
        if (std::holds_alternative<PollFault>(outcome) || std::holds_alternative<AccountRefused>(outcome))
            return badTry(reason);
        m_askedForFreshLink = true;
        if (const auto* completed = std::get_if<GenerationCompleted>(&outcome);
            completed && !completed->images.isEmpty() && !completed->images.first().isWithheld()) {
            m_job.images = completed->images;
            const Result<void> kept = m_tools.store.write<void>([this](Connection& connection) {
                return AttemptLedger(connection, nowMs()).replaceImages(m_id, m_job.attempt, m_job.images);
            });
            if (!kept)
                qCWarning(queueLog) << "job" << m_id.value << "fresh link not kept:" << kept.error().detail;
            return Fetch::Repeat;
        }
    }
    giveUpDownload(DownloadEnd::LinkExpired, reason);
    return Fetch::Done;
}

void JobRun::giveUpDownload(DownloadEnd end, const QString& reason)
{
    settle(JobState::Downloading, [&](const OutcomeContext& context) { return decideDownload(end, reason, context); });
}

bool JobRun::settle(JobState from, const Decide& decide, milliseconds delay)
{
    // What was paid for is in our hands only until it is written down: keep trying, pay for nothing else meanwhile.
    for (int tries = 0;; ++tries) {
        const Result<NextState> next = settleOnce(from, decide, delay);
        if (next) {
            if (next->hold)
                m_tools.report.accountRefused(m_job.account, *next->hold);
            m_tools.report.jobChanged(m_job);
            return true;
        }
        qCWarning(queueLog) << "job" << m_id.value << "outcome not written:" << next.error().what
                            << next.error().detail;
        if (next.error().code == ErrorCode::DiskFull)
            hold(diskFull());
        else
            m_tools.report.broke(next.error());
        const bool isStopping = m_stop.stop_requested() && tries >= lastWriteTries;
        if (next.error().code == ErrorCode::StaleAttempt || isStopping)
            return false;
        m_tools.clock.wait(std::min(milliseconds(30'000), milliseconds(250) * (1 << std::min(tries, 7))), m_stop);
    }
}

Result<NextState> JobRun::settleOnce(JobState from, const Decide& decide, milliseconds delay)
{
    StoredJob after;
    Result<NextState> settled = m_tools.store.write<NextState>([&](Connection& connection) -> Result<NextState> {
        const Result<StoredJob> before = JobRepository(connection).load(m_id);
        if (!before)
            return before.error();
        NextState next = decide({.failures = before->failures, .isDiscarded = before->isDiscarded});
        if (next.delay != Delay::None)
            next.settlement.notBeforeMs = nowMs() + delay.count();
        AccountRepository accounts(connection);
        Result<void> done =
            AttemptLedger(connection, nowMs()).settle(m_id, m_job.attempt, from, next.settlement).andThen([&] {
                return next.hold
                    ? accounts.hold(m_job.account, *next.hold, nowMs()).andThen([](bool) { return Result<void>(); })
                    : Result<void>();
            });
        if (done && next.placeLimit)
            done = accounts.setPlaceLimit(m_job.account, m_tools.pace.learnedLimit(m_job.account));
        if (done && m_observed && next.settlement.state == JobState::Ready)
            done = learnDuration(connection, *m_observed);
        if (!done)
            return done.error();
        const Result<StoredJob> written = JobRepository(connection).load(m_id);
        if (!written)
            return written.error();
        after = *written;
        return next;
    });
    if (settled)
        m_job = std::move(after);
    return settled;
}

Result<void> JobRun::learnDuration(Connection& connection, const ObservedDuration& observed) const
{
    DurationRepository durations(connection);
    const Result<std::optional<TypicalDuration>> known = durations.find(m_job.request.model, m_job.request.speed);
    if (!known)
        return known.error();
    return durations.save(m_job.request.model, m_job.request.speed, batchroom::learnDuration(*known, observed));
}

bool JobRun::moveOn(JobState to)
{
    const Result<void> moved = m_tools.store.write<void>([&](Connection& connection) {
        return AttemptLedger(connection, nowMs()).moveOn(m_id, m_job.attempt, m_job.state, to);
    });
    if (!moved) {
        if (moved.error().code == ErrorCode::DiskFull)
            hold(diskFull());
        else
            m_tools.report.broke(moved.error());
        return false;
    }
    m_job.state = to;
    m_tools.report.jobChanged(m_job);
    return true;
}

void JobRun::hold(const Hold& hold)
{
    m_tools.report.accountRefused(m_job.account, hold);
}

Hold JobRun::diskFull() const
{
    return {HoldReason::DiskFull,
        tr("There is too little room on the disk of the library. Nothing more is paid for until there is. Free some "
           "space; work then goes on by itself.")};
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
