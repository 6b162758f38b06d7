// SPDX-License-Identifier: GPL-3.0-or-later
// In which order the Queue sends what waits, and how long that takes.
#include "ui/models/queue_list_section.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace batchroom {

namespace {

// So many of a batch say what its models and speeds are.
constexpr int mostSamples = 48;

struct Place {
    double position = 0;
    JobId job;
    friend bool operator<(const Place& a, const Place& b)
    {
        return std::pair(a.position, a.job.value) < std::pair(b.position, b.job.value);
    }
};

double lastPosition(const QueueBatch& batch)
{
    const std::vector<int>& waiting = batch.waitingOrder();
    return waiting.empty() ? std::numeric_limits<double>::lowest() : batch.job(waiting.back()).position;
}

} // namespace

QList<JobId> QueueList::waitingOrder() const
{
    std::vector<Place> places;
    for (const auto& section : m_batches)
        for (const int i : section->batch.waitingOrder())
            places.push_back({section->batch.job(i).position, section->batch.job(i).id});
    std::sort(places.begin(), places.end());
    QList<JobId> order;
    order.reserve(static_cast<qsizetype>(places.size()));
    for (const Place& place : places)
        order.append(place.job);
    return order;
}

void QueueList::placeBefore(const QList<JobId>& jobs, JobId before)
{
    const QSet<JobId> moved(jobs.begin(), jobs.end());
    std::optional<double> from;
    std::optional<double> to;
    for (const JobId id : waitingOrder()) {
        if (id == before)
            to = job(id)->position;
        if (to)
            break;
        if (!moved.contains(id))
            from = job(id)->position;
    }
    if (before && !to)
        return;
    const double room = static_cast<double>(jobs.size()) + 1;
    const double start = from.value_or(to.value_or(room) - room);
    const double step = to ? (*to - start) / room : 1;
    QList<JobRow> rows;
    for (const JobId id : jobs) {
        const JobRow* known = job(id);
        if (!known || !isWaitingState(known->state))
            continue;
        rows.append(*known);
        rows.last().position = start + step * static_cast<double>(rows.size());
    }
    takeJobs(rows);
}

void QueueList::refresh()
{
    m_queue.snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (!snapshot)
            return;
        takeJobs(snapshot->jobs);
        takeBatches(snapshot->batches);
    });
}

bool QueueList::isScheduled(const QueueBatch& batch) const
{
    return batch.waiting() > 0 && batch.summary.startMs > now();
}

bool QueueList::hasScheduled() const
{
    return std::any_of(m_shown.begin(), m_shown.end(),
        [this](const Section* section) { return section->batch.summary.startMs > 0 && isScheduled(section->batch); });
}

bool QueueList::canRun(const QueueBatch& batch) const
{
    return !m_figures.isPaused && !batch.summary.isPaused && !m_holds.contains(batch.summary.account)
        && !isScheduled(batch);
}

// Of one picture of this batch, as measured; 0: not known.
double QueueList::imageMs(const QueueBatch& batch) const
{
    double sum = 0;
    int measured = 0;
    const int step = std::max(1, batch.jobCount() / mostSamples);
    for (int i = 0; i < batch.jobCount(); i += step) {
        if (const auto ms = m_times.measured().of(batch.job(i).model, batch.job(i).speed)) {
            sum += static_cast<double>(ms->count());
            ++measured;
        }
    }
    return measured > 0 ? sum / measured : 0;
}

// What is sent before a batch's last job comes before its end, whosever it is.
void QueueList::deriveTimes()
{
    std::vector<Section*> lines;
    QHash<QString, WorkAhead> ahead;
    for (const auto& section : m_batches) {
        const QueueBatch& batch = section->batch;
        if (batch.running() + batch.waiting() == 0)
            continue;
        ahead[batch.summary.account].running += batch.running();
        if (canRun(batch))
            lines.push_back(section.get());
        else
            section->countdown.note(std::nullopt, batch.total(), now());
    }
    std::stable_sort(lines.begin(), lines.end(),
        [](const Section* a, const Section* b) { return lastPosition(a->batch) < lastPosition(b->batch); });
    for (Section* section : lines) {
        const QueueBatch& batch = section->batch;
        WorkAhead& work = ahead[batch.summary.account];
        work.imageMs = imageMs(batch);
        work.waiting += batch.waiting();
        work.waitingMs += batch.waiting() * work.imageMs;
        section->countdown.note(timeLeft(work, m_figures.placeLimit), batch.total(), now());
    }
}

} // namespace batchroom
