// SPDX-License-Identifier: GPL-3.0-or-later
// What may start: unfinished jobs first, which is free, then as many of those that wait as there are places.
#include "app/queue/dispatcher.h"
#include "app/queue/plan_admission.h"
#include "app/store/account_repository.h"
#include "app/store/store.h"

#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

using namespace std::chrono_literals;

// Jobs that download need threads of their own, or they would keep the next submission from starting: as many as can
// finish together, and some whose downloads are slow.
constexpr int threadsForDownloads = 16;
// Places that come free together are filled a little apart. Ten jobs in lockstep would want the processor, the ledger
// and the line at the same moment for the rest of the batch; apart, each finds them free.
constexpr auto betweenStarts = 2ms;
constexpr qint64 neverMs = std::numeric_limits<qint64>::max();

} // namespace

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

} // namespace batchroom
