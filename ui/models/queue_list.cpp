// SPDX-License-Identifier: GPL-3.0-or-later
// What the queue tells, taken in. How rows come and go: queue_list_rows.cpp. What they say: queue_list_words.cpp.
#include "ui/models/queue_list.h"

#include "ui/models/queue_list_section.h"

#include <QDateTime>

namespace batchroom {

QueueList::QueueList(const Catalog& catalog, JobQueue& queue, QObject* parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
    , m_queue(queue)
    , m_times(catalog)
    , m_stateWords([](JobState state) { return jobStateName(state); })
    , m_now([] { return QDateTime::currentMSecsSinceEpoch(); })
{
}

QueueList::~QueueList() = default;

void QueueList::load()
{
    connect(&m_queue, &JobQueue::batchAdded, this, &QueueList::addBatch);
    connect(&m_queue, &JobQueue::jobsChanged, this, &QueueList::takeJobs);
    connect(&m_queue, &JobQueue::batchesChanged, this, &QueueList::takeBatches);
    connect(&m_queue, &JobQueue::inFlightChanged, this, [this](int inFlight, int placeLimit) {
        m_figures.inFlight = inFlight;
        m_figures.placeLimit = placeLimit;
        Q_EMIT figuresChanged();
    });
    connect(&m_queue, &JobQueue::holdBegan, this,
        [this](const QString& account, const Hold& hold) { setHold(account, hold); });
    connect(&m_queue, &JobQueue::holdEnded, this, [this](const QString& account) { setHold(account, std::nullopt); });
    connect(&m_queue, &JobQueue::pausedChanged, this, &QueueList::setPaused);
    m_queue.snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (snapshot)
            adopt(*snapshot);
        else
            Q_EMIT failedToLoad(snapshot.error());
    });
}

void QueueList::adopt(const QueueSnapshot& snapshot)
{
    if (m_isLoaded)
        return;
    m_isLoaded = true;
    QHash<BatchId, QList<JobRow>> jobs;
    for (const JobRow& job : snapshot.jobs)
        jobs[job.batch].append(job);
    m_holds = snapshot.holds;
    m_figures.inFlight = snapshot.inFlight;
    m_figures.placeLimit = snapshot.placeLimit;
    m_figures.isPaused = snapshot.isPaused;
    bool isNewest = true;
    for (const BatchSummary& summary : snapshot.batches) {
        auto section = std::make_unique<Section>(QueueBatch(summary, jobs.take(summary.id)));
        for (int i = 0; i < section->batch.jobCount(); ++i)
            m_batchOf.insert(section->batch.job(i).id, summary.id);
        // What is over and done with takes one line, unless it is the latest.
        section->batch.isExpanded = isNewest || !section->batch.isFinished();
        isNewest = false;
        m_byBatch.insert(summary.id, section.get());
        m_batches.push_back(std::move(section));
    }
    noteTimes();
    for (const auto& section : m_batches)
        present(*section);
    deriveFigures();
    Q_EMIT loaded();
    Q_EMIT figuresChanged();
    Q_EMIT troublesChanged();
}

// The newest weigh most, so they come last.
void QueueList::noteTimes()
{
    for (auto section = m_batches.rbegin(); section != m_batches.rend(); ++section)
        for (int i = 0; i < (*section)->batch.jobCount(); ++i)
            m_times.note((*section)->batch.job(i));
}

void QueueList::addBatch(const BatchSummary& batch, const QList<JobRow>& jobs)
{
    if (!m_isLoaded)
        return;
    if (m_byBatch.contains(batch.id)) {
        takeBatches({batch});
        takeJobs(jobs);
        return;
    }
    for (const JobRow& job : jobs)
        m_batchOf.insert(job.id, batch.id);
    auto section = std::make_unique<Section>(QueueBatch(batch, jobs));
    Section* added = section.get();
    m_byBatch.insert(batch.id, added);
    m_batches.insert(m_batches.begin(), std::move(section));
    present(*added);
    deriveFigures();
    Q_EMIT figuresChanged();
    if (added->batch.needsYou() > 0)
        Q_EMIT troublesChanged();
}

void QueueList::takeJobs(const QList<JobRow>& jobs)
{
    if (!m_isLoaded)
        return;
    struct Change {
        std::vector<int> jobs;
        bool movesRows = false;
    };
    QHash<Section*, Change> changes;
    bool hasTrouble = false;
    for (const JobRow& job : jobs) {
        Section* home = section(job.batch);
        const int index = home ? home->batch.indexOf(job.id) : -1;
        if (index < 0)
            continue;
        const JobState before = home->batch.job(index).state;
        hasTrouble = hasTrouble || needsPerson(before) || needsPerson(job.state);
        Change& change = changes[home];
        change.movesRows = home->batch.update(index, job) || change.movesRows;
        change.jobs.push_back(index);
        if (before != JobState::Done)
            m_times.note(job);
    }
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        if (it->movesRows)
            present(*it.key());
        tellChanged(*it.key(), it->jobs);
    }
    deriveFigures();
    Q_EMIT figuresChanged();
    if (hasTrouble)
        Q_EMIT troublesChanged();
}

void QueueList::takeBatches(const QList<BatchSummary>& batches)
{
    if (!m_isLoaded)
        return;
    bool isHoldChanged = false;
    for (const BatchSummary& summary : batches) {
        Section* home = section(summary.id);
        if (!home)
            continue;
        isHoldChanged = isHoldChanged || home->batch.summary.holdMessage != summary.holdMessage;
        home->batch.summary = summary;
        tellChanged(*home, {});
    }
    deriveFigures();
    if (isHoldChanged)
        Q_EMIT troublesChanged();
    Q_EMIT figuresChanged();
}

void QueueList::setHold(const QString& account, std::optional<Hold> hold)
{
    if (!m_isLoaded)
        return;
    if (hold)
        m_holds.insert(account, *hold);
    else
        m_holds.remove(account);
    headsChanged();
    Q_EMIT troublesChanged();
    Q_EMIT figuresChanged();
}

void QueueList::setPaused(bool isPaused)
{
    m_figures.isPaused = isPaused;
    headsChanged();
    Q_EMIT figuresChanged();
}

void QueueList::setApproved(const QHash<BatchId, int>& approved)
{
    const QHash<BatchId, int> before = std::exchange(m_approved, approved);
    for (Section* section : m_shown)
        if (before.value(section->batch.summary.id) != approved.value(section->batch.summary.id))
            tellChanged(*section, {});
}

void QueueList::headsChanged()
{
    for (Section* section : m_shown)
        tellChanged(*section, {});
}

void QueueList::deriveFigures()
{
    QueueFigures figures;
    figures.inFlight = m_figures.inFlight;
    figures.placeLimit = m_figures.placeLimit;
    figures.isPaused = m_figures.isPaused;
    for (const auto& section : m_batches) {
        const QueueBatch& batch = section->batch;
        figures.batches += batch.running() + batch.waiting() > 0 ? 1 : 0;
        figures.running += batch.running();
        figures.waiting += batch.waiting();
        figures.needsYou += batch.needsYou();
        figures.failed += batch.failed();
    }
    m_figures = figures;
    deriveTimes();
}

const QueueBatch* QueueList::batch(BatchId id) const
{
    const Section* found = section(id);
    return found ? &found->batch : nullptr;
}

const JobRow* QueueList::job(JobId id) const
{
    const Section* home = section(m_batchOf.value(id));
    const int index = home ? home->batch.indexOf(id) : -1;
    return index < 0 ? nullptr : &home->batch.job(index);
}

QList<const QueueBatch*> QueueList::batches() const
{
    QList<const QueueBatch*> all;
    for (const auto& section : m_batches)
        all.append(&section->batch);
    return all;
}

} // namespace batchroom
