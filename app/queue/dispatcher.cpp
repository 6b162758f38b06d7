// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/dispatcher.h"

#include "app/library/asset_store.h"
#include "app/queue/settle_leftovers.h"
#include "app/store/account_repository.h"
#include "app/store/batch_repository.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

using namespace std::chrono_literals;

// Jobs that download need threads of their own, or they would keep the next submission from starting: as many as can
// finish together, and some whose downloads are slow.
constexpr int threadsForDownloads = 16;
// The clock is not ours to wait on; this is how late a job that waits for the time may start.
constexpr auto clockCheck = 100ms;
constexpr auto rareClockCheck = 1s; // for what is far away, a start tonight
constexpr std::chrono::milliseconds unexplainedDiskHold = 30s;
// Places that come free together are filled a little apart. Ten jobs in lockstep would want the processor, the ledger
// and the line at the same moment for the rest of the batch; apart, each finds them free.
constexpr auto betweenStarts = 2ms;
constexpr qint64 neverMs = std::numeric_limits<qint64>::max();

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

Hold budgetHold(const CapRefusal& refusal)
{
    const QString cap = refusal.cap.toText();
    const QString used = refusal.used.toText();
    switch (refusal.scope) {
    case CapScope::Batch:
        return {HoldReason::BudgetReached,
            tr("The batch “%1” has reached its limit: the next image would pass %2 (%3 used). Nothing more of it is "
               "paid "
               "for. Raise the limit or cancel the rest, then continue.")
                .arg(refusal.batchName, cap, used)};
    case CapScope::Day:
        return {HoldReason::BudgetReached,
            tr("Today's limit is reached: the next image would pass %1 (%2 used). Nothing more is paid for. Raise the "
               "limit or wait until tomorrow, then continue.")
                .arg(cap, used)};
    case CapScope::Month:
        return {HoldReason::BudgetReached,
            tr("This month's limit is reached: the next image would pass %1 (%2 used). Nothing more is paid for. Raise "
               "the limit or wait until next month, then continue.")
                .arg(cap, used)};
    }
    return {};
}

Result<void> validated(const BatchDraft& draft)
{
    if (draft.jobs.isEmpty())
        return Error{ErrorCode::BadInput, tr("The batch is empty. Add at least one prompt."), {}};
    for (const JobDraft& job : draft.jobs)
        if (job.price < Money())
            return Error{ErrorCode::BadInput, tr("Row %1 has a price below zero.").arg(job.row), {}};
    return {};
}

} // namespace

Dispatcher::Dispatcher(Store& store, AssetStore& assets, ImageProviderFactory providers, Clock& clock,
    RandomSource& random, const JobQueue::Options& options, JobQueue& queue)
    : m_store(store)
    , m_assets(assets)
    , m_clock(clock)
    , m_pace(random)
    , m_providers(std::move(providers))
    , m_feed(store, queue)
    , m_tools{store, assets, clock, random, m_quotes, m_pace, *this,
          [this](const QString& account) -> ImageProvider& { return m_providers.provider(account); }}
    , m_options(options)
    , m_thread([this](std::stop_token stop) { loop(std::move(stop)); })
{
}

Dispatcher::~Dispatcher()
{
    m_stopWork.request_stop();
    post([](Dispatcher& dispatcher) { dispatcher.m_isStopping = true; });
    // A worker in the middle of a paid call finishes it and writes down its outcome.
    m_pool.waitForDone();
    m_thread.request_stop();
    m_thread.join();
}

void Dispatcher::post(Command command)
{
    push(std::move(command), false);
}

void Dispatcher::ask(Command question)
{
    push(std::move(question), true);
}

void Dispatcher::push(Command command, bool isQuestion)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back({std::move(command), isQuestion});
    m_wake.notify_one();
}

// The library is this process's alone and nothing was sent yet: what the run before left is settled before the first
// command, so that a listing or an answer meets it as what it is. If it fails, start() tries again.
Result<void> Dispatcher::settleLeftoversOnce()
{
    if (m_areLeftoversSettled)
        return {};
    const Result<Leftovers> leftovers = settleLeftovers(m_store, nowMs());
    if (!leftovers)
        return leftovers.error();
    m_areLeftoversSettled = true;
    m_leftovers = leftovers->jobs;
    m_doubt = leftovers->doubt;
    if (m_doubt)
        m_isPausedForAll = true;
    return {};
}

void Dispatcher::loop(std::stop_token stop)
{
    if (const Result<void> settled = settleLeftoversOnce(); !settled)
        qCWarning(queueLog) << "what the last run left is not settled yet:" << settled.error().detail;
    for (;;) {
        std::deque<Waiting> commands;
        {
            std::unique_lock lock(m_mutex);
            const auto hasWork = [this] { return !m_commands.empty() || m_hasNews; };
            if (const auto until = nextWake())
                m_wake.wait_until(lock, stop, *until, hasWork);
            else
                m_wake.wait(lock, stop, hasWork);
            commands.swap(m_commands);
            m_hasNews = false;
        }
        // What a person asked for is carried out even when the program is being closed.
        if (commands.empty() && stop.stop_requested())
            return;
        for (const Waiting& waiting : commands) {
            waiting.command(*this);
            m_somethingHappened = m_somethingHappened || !waiting.isQuestion;
        }
        if (m_isStopping)
            continue;
        if (!commands.empty() || isTimeToLook())
            lookForWork();
        tellIfDue();
    }
}

void Dispatcher::lookForWork()
{
    releaseFullDisk();
    admit();
    noteInFlight();
    tellIdle();
}

bool Dispatcher::isTimeToLook() const
{
    const auto isDiskFull = [](const Hold& hold) { return hold.reason == HoldReason::DiskFull; };
    return (m_nextDueMs && *m_nextDueMs <= nowMs()) || (m_nextStart && *m_nextStart <= std::chrono::steady_clock::now())
        || std::any_of(m_holds.begin(), m_holds.end(), isDiskFull);
}

void Dispatcher::wakeForNews()
{
    const std::lock_guard lock(m_mutex);
    m_hasNews = true;
    m_wake.notify_one();
}

std::optional<ChangeFeed::SteadyTime> Dispatcher::nextWake() const
{
    std::optional<ChangeFeed::SteadyTime> wake;
    if (m_isStopping)
        return wake;
    const auto now = std::chrono::steady_clock::now();
    const auto earlier = [&wake](ChangeFeed::SteadyTime time) { wake = wake ? std::min(*wake, time) : time; };
    if (const auto due = m_feed.due())
        earlier(*due);
    if (m_nextDueMs) {
        const std::chrono::milliseconds left(*m_nextDueMs - nowMs());
        earlier(now + std::clamp<std::chrono::milliseconds>(left, 1ms, left > 1min ? rareClockCheck : clockCheck));
    }
    if (m_nextStart)
        earlier(*m_nextStart);
    for (const Hold& hold : m_holds)
        if (m_isStarted && hold.reason == HoldReason::DiskFull)
            earlier(now + 1s);
    return wake;
}

// ---- commands ----

void Dispatcher::start(StartAs how)
{
    if (m_isStarted)
        return;
    m_isStartWanted = true;
    if (const Result<void> done = takeUp(how); !done) {
        broke(done.error());
        return;
    }
    m_isStarted = true;
    m_lookForUnfinished = true;
}

Result<void> Dispatcher::takeUp(StartAs how)
{
    if (const Result<void> settled = settleLeftoversOnce(); !settled)
        return settled;
    struct Found {
        QList<Account> accounts;
        BatchId newest;
        bool isPaused = false;
        QSet<BatchId> unfinished;
    };
    const Result<Found> found = m_store.write<Found>([&](Connection& connection) -> Result<Found> {
        Found values;
        AccountRepository accounts(connection);
        const Result<QList<Account>> all = accounts.all();
        if (!all)
            return all.error();
        values.accounts = *all;
        if (how == StartAs::Paused)
            if (Result<void> done = accounts.setQueuePaused(true); !done)
                return done.error();
        const Result<bool> paused = accounts.isQueuePaused();
        if (!paused)
            return paused.error();
        values.isPaused = *paused;
        const BatchRepository batches(connection);
        const Result<BatchId> newest = batches.newest();
        if (!newest)
            return newest.error();
        values.newest = *newest;
        const Result<QSet<BatchId>> unfinished = batches.allUnfinished();
        if (!unfinished)
            return unfinished.error();
        values.unfinished = *unfinished;
        return values;
    });
    if (!found)
        return found.error();
    if (m_options.onlyNewBatches)
        m_scope.olderUpTo = m_firstOwnBatch ? m_firstOwnBatch.value - 1 : found->newest.value;
    for (const Account& account : found->accounts) {
        m_accounts.append(account.name);
        m_pace.setLearnedLimit(account.name, account.placeLimit, m_clock.steady());
        if (account.hold)
            m_holds.insert(account.name, *account.hold);
        m_feed.noteAccount(account.name);
    }
    QSet<BatchId> watched;
    for (const BatchId batch : found->unfinished)
        if (batch.value > m_scope.olderUpTo)
            watched.insert(batch);
    m_feed.watchBatches(watched);
    for (const JobId job : std::as_const(m_leftovers))
        m_feed.noteJob(job, {}, {});
    if (found->isPaused)
        m_isPausedForAll = true;
    tellPaused();
    return {};
}

void Dispatcher::setOptions(const JobQueue::Options& options)
{
    {
        const std::lock_guard lock(m_optionsMutex);
        m_options = options;
    }
    forgetCaps();
    for (const QString& account : std::as_const(m_accounts))
        m_feed.noteAccount(account);
}

void Dispatcher::setPaused(bool isPaused)
{
    m_isPausedForAll = isPaused;
    if (!isPaused)
        m_isBroken = false;
    const Result<void> stored = m_store.write<void>(
        [&](Connection& connection) { return AccountRepository(connection).setQueuePaused(isPaused); });
    if (!stored)
        fail(stored.error());
    tellPaused();
    if (isPaused)
        return;
    // What broke may have left finished or accepted jobs standing, or kept the queue from starting at all.
    m_lookForUnfinished = true;
    if (m_isStartWanted && !m_isStarted)
        start(StartAs::Running);
}

void Dispatcher::tellPaused()
{
    const bool isPaused = m_isPausedForAll;
    if (std::exchange(m_toldPaused, isPaused) != isPaused)
        m_feed.post([isPaused](JobQueue& queue) { Q_EMIT queue.pausedChanged(isPaused); });
}

void Dispatcher::releaseHold(const QString& account)
{
    m_quotes.forget(account);
    m_pace.forgetBreak(account);
    m_providers.renew();
    forgetCaps();
    endHold(account);
}

void Dispatcher::noteKey(const QString& account, bool isNew)
{
    m_providers.renew();
    const Result<std::optional<Account>> stored = m_store.read<std::optional<Account>>(
        [&](Connection& connection) { return AccountRepository(connection).find(account); });
    if (!stored) {
        fail(stored.error());
        return;
    }
    std::optional<Hold> hold = *stored ? (*stored)->hold : std::nullopt;
    if (const auto known = m_holds.constFind(account); known != m_holds.constEnd())
        hold = *known;
    const bool isAnswered =
        hold && (hold->reason == HoldReason::KeyMissing || (hold->reason == HoldReason::KeyRefused && isNew));
    if (!isAnswered)
        return;
    m_pace.forgetBreak(account);
    endHold(account);
}

Result<QList<BatchId>> Dispatcher::enqueue(QList<BatchDraft> drafts)
{
    const qint64 now = nowMs();
    for (BatchDraft& draft : drafts) {
        if (Result<void> valid = validated(draft); !valid)
            return valid.error();
        if (!draft.cap)
            draft.cap = m_options.caps.batch;
        if (draft.name.trimmed().isEmpty())
            draft.name = QLocale().toString(QDateTime::fromMSecsSinceEpoch(now), QLocale::ShortFormat);
    }
    struct Added {
        BatchSummary batch;
        QList<JobRow> jobs;
    };
    const Result<QList<Added>> added = m_store.write<QList<Added>>([&](Connection& connection) -> Result<QList<Added>> {
        QList<Added> all;
        for (const BatchDraft& draft : std::as_const(drafts)) {
            const Result<std::optional<Account>> account = AccountRepository(connection).find(draft.account);
            if (!account)
                return account.error();
            if (!*account)
                return Error{ErrorCode::BadInput,
                    tr("There is no account “%1”. Choose Sandbox or Ideogram.").arg(draft.account), {}};
            BatchRepository batches(connection);
            const Result<BatchId> batch = batches.create(draft, now);
            if (!batch)
                return batch.error();
            const Result<QList<BatchSummary>> summary = batches.summaries({*batch});
            if (!summary)
                return summary.error();
            const Result<QList<JobRow>> jobs = JobRepository(connection).rowsOfBatch(*batch);
            if (!jobs)
                return jobs.error();
            all.append(Added{summary->first(), *jobs});
        }
        return all;
    });
    if (!added)
        return added.error();
    QList<BatchId> ids;
    for (const Added& one : *added) {
        const BatchId id = one.batch.id;
        if (!m_firstOwnBatch)
            m_firstOwnBatch = id;
        m_feed.watchBatches({id});
        m_feed.post([one](JobQueue& queue) { Q_EMIT queue.batchAdded(one.batch, one.jobs); });
        ids.append(id);
    }
    m_store.backUpSoon();
    return ids;
}

Result<QueueSnapshot> Dispatcher::snapshot()
{
    const SpendLimits limits = spendLimits();
    Result<QueueSnapshot> snapshot = m_store.read<QueueSnapshot>([&](Connection& connection) -> Result<QueueSnapshot> {
        QueueSnapshot values;
        const Result<QList<BatchSummary>> batches = BatchRepository(connection).allSummaries();
        if (!batches)
            return batches.error();
        values.batches = *batches;
        const Result<QList<JobRow>> jobs = JobRepository(connection).allRows();
        if (!jobs)
            return jobs.error();
        values.jobs = *jobs;
        AccountRepository accounts(connection);
        const Result<QList<Account>> all = accounts.all();
        if (!all)
            return all.error();
        for (const Account& account : *all) {
            if (account.hold)
                values.holds.insert(account.name, *account.hold);
            Result<SpendSummary> spend = accounts.spend(account.name, limits.dayStartMs, limits.monthStartMs);
            if (!spend)
                return spend.error();
            spend->dayCap = limits.day;
            spend->monthCap = limits.month;
            values.spend.insert(account.name, *spend);
        }
        const Result<bool> paused = accounts.isQueuePaused();
        if (!paused)
            return paused.error();
        values.isPaused = *paused;
        return values;
    });
    if (!snapshot)
        return snapshot;
    for (auto it = m_holds.begin(); it != m_holds.end(); ++it)
        snapshot->holds.insert(it.key(), it.value());
    snapshot->isPaused = snapshot->isPaused || m_isPausedForAll;
    snapshot->inFlight = placesInUse({});
    snapshot->placeLimit = placeLimit({});
    snapshot->doubt = m_doubt;
    return snapshot;
}

void Dispatcher::jobsCommanded(const Result<QList<JobId>>& jobs)
{
    if (!jobs) {
        fail(jobs.error());
        return;
    }
    for (const JobId job : *jobs)
        m_feed.noteJob(job, {}, {});
    forgetCaps();
    m_lookForUnfinished = true;
}

void Dispatcher::fail(const Error& error)
{
    m_feed.post([error](JobQueue& queue) { Q_EMIT queue.commandFailed(error); });
}

void Dispatcher::forgetCaps()
{
    m_caps.forget();
}

// ---- what the workers tell ----

bool Dispatcher::mayPay() const
{
    return !m_isPausedForAll && !m_isBroken;
}

SpendLimits Dispatcher::spendLimits() const
{
    // Local midnight: a budget is a person's, not the provider's.
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs()).date();
    const std::lock_guard lock(m_optionsMutex);
    return {.day = m_options.caps.day,
        .month = m_options.caps.month,
        .dayStartMs = today.startOfDay().toMSecsSinceEpoch(),
        .monthStartMs = QDate(today.year(), today.month(), 1).startOfDay().toMSecsSinceEpoch()};
}

qint64 Dispatcher::minFreeBytes() const
{
    const std::lock_guard lock(m_optionsMutex);
    return m_options.minFreeBytes;
}

void Dispatcher::jobChanged(const StoredJob& job)
{
    m_feed.noteJob(job.id, job.batch, job.account);
    wakeForNews();
}

void Dispatcher::placeFreed(JobId job)
{
    post([job](Dispatcher& dispatcher) {
        const auto running = dispatcher.m_running.find(job);
        if (running == dispatcher.m_running.end())
            return;
        running->hasPlace = false;
        dispatcher.forgetCaps();
    });
}

void Dispatcher::accountRefused(const QString& account, const Hold& hold)
{
    post([account, hold](Dispatcher& dispatcher) { dispatcher.beginHold(account, hold); });
}

void Dispatcher::capReached(const StoredJob& job, const CapRefusal& refusal)
{
    post([id = job.id, account = job.account, batch = job.batch, refusal](Dispatcher& dispatcher) {
        const CapWatch::Scope scope{account, refusal.scope == CapScope::Batch ? batch : BatchId{}};
        const Hold hold = budgetHold(refusal);
        const bool isInFlight = dispatcher.isSomethingInFlight(account, scope.batch, id);
        if (dispatcher.m_caps.refuse(scope, hold, !refusal.pending.isZero(), isInFlight))
            dispatcher.beginHoldOf(scope, hold);
    });
}

void Dispatcher::assetStored(const AssetRow& asset)
{
    m_feed.noteAsset(asset);
    wakeForNews();
}

void Dispatcher::broke(const Error& error)
{
    if (m_isBroken.exchange(true))
        return;
    qCCritical(queueLog) << "nothing more is paid for:" << error.what << error.detail;
    fail(error);
    m_isPausedForAll = true;
    post([](Dispatcher& dispatcher) { dispatcher.tellPaused(); });
}

// ---- what may start ----

void Dispatcher::admit()
{
    m_nextDueMs.reset();
    m_nextStart.reset();
    m_hasWaitingJobs = false;
    if (!m_isStarted)
        return;
    if (m_lookForUnfinished)
        startUnfinished();
    else if (!m_toLookAt.isEmpty())
        lookAgain();
    if (mayPay())
        startQueued();
}

// Free of charge: what was accepted is polled on, what was made is downloaded.
void Dispatcher::startUnfinished()
{
    m_toLookAt.clear();
    m_passedOver.clear();
    const Result<QList<StoredJob>> jobs =
        m_store.read<QList<StoredJob>>([this](Connection& connection) -> Result<QList<StoredJob>> {
            const JobRepository repository(connection);
            const Result<QList<JobId>> ids =
                repository.inStates({JobState::Accepted, JobState::Ready, JobState::Downloading}, m_scope);
            if (!ids)
                return ids.error();
            QList<StoredJob> found;
            for (const JobId id : *ids) {
                if (m_running.contains(id)) {
                    m_passedOver.insert(id);
                    continue;
                }
                const Result<StoredJob> job = repository.load(id);
                if (!job)
                    return job.error();
                found.append(*job);
            }
            return found;
        });
    if (!jobs) {
        broke(jobs.error());
        return;
    }
    m_lookForUnfinished = false;
    startFree(*jobs);
}

// Those that were on a worker when all were looked for: it may have left them as they were.
void Dispatcher::lookAgain()
{
    const QList<JobId> ids = std::exchange(m_toLookAt, {});
    const Result<QList<StoredJob>> jobs =
        m_store.read<QList<StoredJob>>([&ids](Connection& connection) -> Result<QList<StoredJob>> {
            QList<StoredJob> found;
            for (const JobId id : ids) {
                const Result<StoredJob> job = JobRepository(connection).load(id);
                if (!job)
                    return job.error();
                const bool isUnfinished = job->state == JobState::Accepted || job->state == JobState::Ready
                    || job->state == JobState::Downloading;
                if (isUnfinished)
                    found.append(*job);
            }
            return found;
        });
    if (!jobs) {
        m_lookForUnfinished = true;
        broke(jobs.error());
        return;
    }
    startFree(*jobs);
}

void Dispatcher::startFree(const QList<StoredJob>& jobs)
{
    for (const StoredJob& job : jobs) {
        const bool isAccepted = job.state == JobState::Accepted;
        const auto hold = m_holds.constFind(job.account);
        if (!isAccepted && hold != m_holds.constEnd() && hold->reason == HoldReason::DiskFull)
            continue;
        run(job.id, {.account = job.account, .batch = job.batch, .hasPlace = isAccepted});
    }
}

void Dispatcher::startQueued()
{
    for (const QString& account : std::as_const(m_accounts))
        if (!m_holds.contains(account) && mayPay())
            startQueuedOf(account);
}

void Dispatcher::startQueuedOf(const QString& account)
{
    AdmissionContext context{
        .accounts = {}, .batchesAtCap = m_caps.batches(), .running = {}, .isPaused = false, .nowMs = nowMs()};
    AccountAdmission& admission = context.accounts[account];
    admission.placesInUse = placesInUse(account);
    admission.placeLimit = placeLimit(account);
    admission.waitsForCap = m_caps.isWaiting(account);
    const auto quiet = m_pace.quietUntil(account) - m_clock.steady();
    admission.quietUntilMs = quiet.count() > 0 ? context.nowMs + quiet.count() : 0;
    for (auto it = m_running.constBegin(); it != m_running.constEnd(); ++it)
        context.running.insert(it.key());
    if (admission.waitsForCap)
        return;

    struct Candidates {
        QList<QueuedJob> due;
        std::optional<qint64> nextDueMs;
    };
    // Jobs that were started but have not written their intent are still queued in the store.
    const int wanted = std::max(1, admission.placeLimit - admission.placesInUse) + admission.placesInUse;
    const Result<Candidates> waiting = m_store.read<Candidates>([&](Connection& connection) -> Result<Candidates> {
        const JobRepository jobs(connection);
        const Result<bool> hasQueued = jobs.hasQueued(account, m_scope, m_caps.batches());
        if (!hasQueued)
            return hasQueued.error();
        if (!*hasQueued)
            return Candidates{};
        const Result<QList<QueuedJob>> due = jobs.due(account, m_scope, m_caps.batches(), context.nowMs, wanted);
        if (!due)
            return due.error();
        const Result<std::optional<qint64>> next = due->isEmpty()
            ? jobs.nextDueMs(account, m_scope, m_caps.batches(), context.nowMs)
            : std::optional<qint64>();
        if (!next)
            return next.error();
        return Candidates{*due, *next};
    });
    if (!waiting) {
        broke(waiting.error());
        return;
    }
    const AdmissionPlan plan = planAdmission(waiting->due, context);
    m_hasWaitingJobs = m_hasWaitingJobs || !waiting->due.isEmpty() || waiting->nextDueMs;
    for (const QueuedJob& job : waiting->due) {
        if (!plan.start.contains(job.id))
            continue;
        if (const auto next = m_lastStart + betweenStarts; next > std::chrono::steady_clock::now()) {
            m_nextStart = next;
            break;
        }
        m_lastStart = std::chrono::steady_clock::now();
        run(job.id, {.account = account, .batch = job.batch, .hasPlace = true});
    }
    for (const std::optional<qint64>& due : {plan.nextDueMs, waiting->nextDueMs})
        if (due)
            m_nextDueMs = std::min(m_nextDueMs.value_or(neverMs), *due);
}

void Dispatcher::run(JobId job, const Running& running)
{
    m_running.insert(job, running);
    QSet<QString> accounts;
    for (const Running& other : std::as_const(m_running))
        accounts.insert(other.account);
    m_pool.setMaxThreadCount(m_options.placeLimit * static_cast<int>(accounts.size()) + threadsForDownloads);
    m_pool.start([this, job] {
        JobRun jobRun(m_tools, job, m_stopWork.get_token());
        jobRun.run();
        const Money money = jobRun.hadAttempt() ? Money::Moved : Money::Untouched;
        post([job, money](Dispatcher& dispatcher) { dispatcher.finished(job, money); });
    });
}

void Dispatcher::finished(JobId job, Money money)
{
    const QString account = m_running.take(job).account;
    if (m_passedOver.remove(job))
        m_toLookAt.append(job);
    if (money == Money::Moved) {
        forgetCaps();
        return;
    }
    const auto isInFlight = [this](const CapWatch::Scope& scope) {
        return isSomethingInFlight(scope.account, scope.batch, {});
    };
    for (const auto& [scope, hold] : m_caps.takeSettled(account, isInFlight))
        beginHoldOf(scope, hold);
}

bool Dispatcher::isSomethingInFlight(const QString& account, BatchId batch, JobId except) const
{
    for (auto it = m_running.constBegin(); it != m_running.constEnd(); ++it)
        if (it.key() != except && it->hasPlace && it->account == account && (!batch || it->batch == batch))
            return true;
    return false;
}

int Dispatcher::placesInUse(const QString& account) const
{
    return static_cast<int>(std::count_if(m_running.begin(), m_running.end(), [&account](const Running& running) {
        return running.hasPlace && (account.isEmpty() || running.account == account);
    }));
}

int Dispatcher::placeLimit(const QString& account)
{
    const std::optional<int> learned = m_pace.learnedLimit(account);
    const int limit = m_pace.placeLimit(account, m_options.placeLimit, m_clock.steady());
    if (const std::optional<int> raised = m_pace.learnedLimit(account); raised != learned) {
        const Result<void> stored = m_store.write<void>(
            [&](Connection& connection) { return AccountRepository(connection).setPlaceLimit(account, raised); });
        if (!stored)
            qCWarning(queueLog) << "place limit of" << account << "not written:" << stored.error().detail;
    }
    return limit;
}

void Dispatcher::noteInFlight()
{
    QString busiest;
    for (const Running& running : std::as_const(m_running))
        busiest = placesInUse(running.account) >= placesInUse(busiest) || busiest.isEmpty() ? running.account : busiest;
    m_feed.noteInFlight(placesInUse({}), placeLimit(busiest));
}

// ---- holds ----

void Dispatcher::beginHold(const QString& account, const Hold& hold)
{
    if (hold.reason == HoldReason::DiskFull) {
        // Room by the figures but not in fact (a quota): do not try every second.
        const qint64 free = m_assets.freeBytes();
        const bool isMeasured = free >= 0 && free < minFreeBytes();
        m_diskHoldUntil.insert(account, m_clock.steady() + (isMeasured ? 0ms : unexplainedDiskHold));
    }
    if (m_holds.contains(account))
        return;
    // It counts from now on even when it cannot be written down.
    m_holds.insert(account, hold);
    const Result<bool> stored = m_store.write<bool>(
        [&](Connection& connection) { return AccountRepository(connection).hold(account, hold, nowMs()); });
    if (!stored)
        qCWarning(queueLog) << "hold of" << account << "not written:" << stored.error().detail;
    m_feed.post([account, hold](JobQueue& queue) { Q_EMIT queue.holdBegan(account, hold); });
}

// A batch at its own limit must not keep the others of its account waiting.
void Dispatcher::beginHoldOf(const CapWatch::Scope& scope, const Hold& hold)
{
    if (!scope.batch) {
        beginHold(scope.account, hold);
        return;
    }
    const Result<bool> held = m_store.write<bool>(
        [&](Connection& connection) { return BatchRepository(connection).hold(scope.batch, hold.message); });
    if (!held) {
        broke(held.error());
        return;
    }
    m_feed.noteBatch(scope.batch);
    if (*held)
        m_feed.post([batch = scope.batch, hold](JobQueue& queue) { Q_EMIT queue.batchHeld(batch, hold); });
}

void Dispatcher::endHold(const QString& account)
{
    const Result<bool> stored =
        m_store.write<bool>([&](Connection& connection) { return AccountRepository(connection).release(account); });
    if (!stored) {
        fail(stored.error());
        return;
    }
    const bool wasHeld = m_holds.remove(account) > 0;
    m_lookForUnfinished = true;
    if (wasHeld || *stored)
        m_feed.post([account](JobQueue& queue) { Q_EMIT queue.holdEnded(account); });
}

// A full disk is the one hold that nobody has to release: when there is room again, work goes on.
void Dispatcher::releaseFullDisk()
{
    if (!m_isStarted)
        return;
    const QStringList accounts = m_holds.keys();
    for (const QString& account : accounts) {
        if (m_holds.value(account).reason != HoldReason::DiskFull)
            continue;
        const qint64 free = m_assets.freeBytes();
        if ((free >= 0 && free < minFreeBytes()) || m_clock.steady() < m_diskHoldUntil.value(account))
            continue;
        endHold(account);
    }
}

// ---- telling ----

void Dispatcher::tellIfDue()
{
    const auto due = m_feed.due();
    if (!due || std::chrono::steady_clock::now() < *due)
        return;
    if (const Result<void> told = m_feed.tell(spendLimits()); !told)
        fail(told.error());
}

void Dispatcher::tellIdle()
{
    const bool isUp = m_isStarted || (m_isStartWanted && m_isBroken);
    const bool isIdle = isUp && m_running.isEmpty() && !m_hasWaitingJobs && (!m_lookForUnfinished || m_isBroken)
        && m_toLookAt.isEmpty();
    if (!isIdle || !m_somethingHappened)
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_commands.empty())
            return;
    }
    m_somethingHappened = false;
    // Whoever hears that all is quiet has heard everything before it.
    if (const Result<void> told = m_feed.tell(spendLimits()); !told)
        fail(told.error());
    m_feed.post([](JobQueue& queue) { Q_EMIT queue.idle(); });
}

} // namespace batchroom
