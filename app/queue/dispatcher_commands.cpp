// SPDX-License-Identifier: GPL-3.0-or-later
// The dispatcher's commands: what a person or a program asks of the queue.
#include "app/queue/dispatcher.h"
#include "app/queue/settle_leftovers.h"
#include "app/store/account_repository.h"
#include "app/store/batch_repository.h"
#include "app/store/session_mark.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDateTime>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
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
        if (!m_options.onlyNewBatches)
            if (Result<void> seen = noteStartSeen(connection); !seen)
                return seen.error();
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
    // A run of its own batches alone works beside a person's pause, and leaves it.
    if (found->isPaused && !m_options.onlyNewBatches)
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

void Dispatcher::releaseHold(const QString& account, DearerPrice price)
{
    if (price == DearerPrice::Accepted) {
        const Result<void> accepted = m_store.write<void>(
            [&](Connection& connection) { return AccountRepository(connection).acceptPriceAsked(account); });
        if (!accepted) {
            fail(accepted.error());
            return;
        }
    }
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
    snapshot->isStarted = m_isStarted;
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

} // namespace batchroom
