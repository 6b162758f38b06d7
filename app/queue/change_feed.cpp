// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/change_feed.h"

#include "app/queue/job_queue.h"
#include "app/store/account_repository.h"
#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/store.h"

#include <algorithm>
#include <utility>

namespace batchroom {

namespace {

using namespace std::chrono_literals;
constexpr auto shortestInterval = 50ms;
// Reading rows may take at most this part of the time: a batch of 20,000 is told about less often than one of 20.
constexpr int intervalPerReading = 10;

} // namespace

ChangeFeed::ChangeFeed(Store& store, JobQueue& queue)
    : m_store(store)
    , m_queue(queue)
{
}

bool ChangeFeed::Changes::isEmpty() const
{
    return jobs.isEmpty() && batches.isEmpty() && accounts.isEmpty() && assets.isEmpty() && !inFlight;
}

void ChangeFeed::noteJob(JobId job, BatchId batch, const QString& account)
{
    const std::lock_guard lock(m_mutex);
    m_changes.jobs.insert(job);
    if (batch)
        m_changes.batches.insert(batch);
    if (!account.isEmpty())
        m_changes.accounts.insert(account);
}

void ChangeFeed::noteBatch(BatchId batch)
{
    const std::lock_guard lock(m_mutex);
    m_changes.batches.insert(batch);
}

void ChangeFeed::noteAccount(const QString& account)
{
    const std::lock_guard lock(m_mutex);
    m_changes.accounts.insert(account);
}

void ChangeFeed::noteAsset(const AssetRow& asset)
{
    const std::lock_guard lock(m_mutex);
    m_changes.assets.append(asset);
}

void ChangeFeed::noteInFlight(int inFlight, int placeLimit)
{
    const std::lock_guard lock(m_mutex);
    if (m_lastInFlight == std::pair(inFlight, placeLimit))
        return;
    m_lastInFlight = {inFlight, placeLimit};
    m_changes.inFlight = m_lastInFlight;
}

std::optional<ChangeFeed::SteadyTime> ChangeFeed::due() const
{
    const std::lock_guard lock(m_mutex);
    return m_changes.isEmpty() ? std::nullopt : std::optional(m_next);
}

void ChangeFeed::watchBatches(const QSet<BatchId>& open)
{
    m_open.unite(open);
}

void ChangeFeed::post(std::function<void(JobQueue&)> emission)
{
    QMetaObject::invokeMethod(
        &m_queue, [queue = &m_queue, emission = std::move(emission)] { emission(*queue); }, Qt::QueuedConnection);
}

Result<ChangeFeed::Told> ChangeFeed::read(const Changes& changes, const SpendLimits& limits) const
{
    return m_store.read<Told>([&](Connection& connection) -> Result<Told> {
        Told told;
        const Result<QList<JobRow>> jobs = JobRepository(connection).rows(changes.jobs.values());
        if (!jobs)
            return jobs.error();
        told.jobs = *jobs;
        QSet<BatchId> batches = changes.batches;
        for (const JobRow& job : told.jobs)
            batches.insert(job.batch);
        const BatchRepository repository(connection);
        const Result<QList<BatchSummary>> summaries = repository.summaries(batches);
        if (!summaries)
            return summaries.error();
        told.batches = *summaries;
        const Result<QSet<BatchId>> unfinished = repository.unfinished(batches);
        if (!unfinished)
            return unfinished.error();
        told.unfinished = *unfinished;
        for (const QString& account : changes.accounts) {
            Result<SpendSummary> spend =
                AccountRepository(connection).spend(account, limits.dayStartMs, limits.monthStartMs);
            if (!spend)
                return spend.error();
            spend->dayCap = limits.day;
            spend->monthCap = limits.month;
            told.spend.append(*spend);
        }
        return told;
    });
}

QList<BatchId> ChangeFeed::finishedNow(const Told& told)
{
    QList<BatchId> finished;
    for (const BatchSummary& batch : told.batches)
        if (!told.unfinished.contains(batch.id) && m_open.remove(batch.id))
            finished.append(batch.id);
    m_open.unite(told.unfinished);
    std::sort(finished.begin(), finished.end());
    return finished;
}

Result<void> ChangeFeed::tell(const SpendLimits& limits)
{
    Changes changes;
    {
        const std::lock_guard lock(m_mutex);
        changes = std::exchange(m_changes, {});
    }
    if (changes.isEmpty())
        return {};
    const auto began = std::chrono::steady_clock::now();
    const Result<Told> told = read(changes, limits);
    const auto ended = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        m_next = ended
            + std::max<std::chrono::steady_clock::duration>(shortestInterval, (ended - began) * intervalPerReading);
    }
    if (!told)
        return told.error();
    const QList<BatchId> finished = finishedNow(*told);
    post([changes, told = *told, finished](JobQueue& queue) {
        if (!told.jobs.isEmpty())
            Q_EMIT queue.jobsChanged(told.jobs);
        for (const AssetRow& asset : changes.assets)
            Q_EMIT queue.assetStored(asset);
        if (!told.batches.isEmpty())
            Q_EMIT queue.batchesChanged(told.batches);
        for (const SpendSummary& spend : told.spend)
            Q_EMIT queue.spendChanged(spend);
        if (changes.inFlight)
            Q_EMIT queue.inFlightChanged(changes.inFlight->first, changes.inFlight->second);
        for (const BatchId batch : finished)
            Q_EMIT queue.batchFinished(batch);
    });
    return {};
}

} // namespace batchroom
