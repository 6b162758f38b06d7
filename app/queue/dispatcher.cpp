// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/dispatcher.h"

#include "app/library/asset_store.h"
#include "app/queue/settle_leftovers.h"
#include "app/store/account_repository.h"
#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

using namespace std::chrono_literals;

// The clock is not ours to wait on; this is how late a job that waits for the time may start.
constexpr auto clockCheck = 100ms;
constexpr auto rareClockCheck = 1s; // for what is far away, a start tonight
constexpr std::chrono::milliseconds unexplainedDiskHold = 30s;
constexpr std::chrono::milliseconds leastSetBack = 2s;

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
    , m_steadySeen(clock.steady())
    , m_wallSeen(clock.now())
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
        if (wasClockSetBack() || !commands.empty() || isTimeToLook())
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

// The times that jobs wait for are of the wall clock, so that a restart knows them; they go along with it.
bool Dispatcher::wasClockSetBack()
{
    // In this order: a thread that is stopped in between sees a clock set forward, which shortens a wait at worst.
    const std::chrono::milliseconds steady = m_clock.steady();
    const std::chrono::milliseconds wall = m_clock.now();
    const std::chrono::milliseconds setBack = m_wallSeen + (steady - m_steadySeen) - wall;
    m_steadySeen = steady;
    m_wallSeen = wall;
    if (setBack < leastSetBack)
        return false;
    const Result<void> moved = m_store.write<void>(
        [&](Connection& connection) { return JobRepository(connection).bringForward(setBack.count()); });
    if (!moved)
        qCWarning(queueLog) << "the clock was set back, and what waits for a time waits longer:"
                            << moved.error().detail;
    return true;
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
