// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/work_status.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace batchroom {

namespace {

bool isSettled(JobState state)
{
    return isTerminal(state) || state == JobState::Unknown;
}

int settledOf(const BatchSummary& batch)
{
    int settled = 0;
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        settled += isSettled(it.key()) ? it.value() : 0;
    return settled;
}

int needPersonOf(const BatchSummary& batch)
{
    int jobs = 0;
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        jobs += needsPerson(it.key()) ? it.value() : 0;
    return jobs;
}

int waitingIn(const BatchSummary& batch)
{
    return batch.count(JobState::Queued) + batch.count(JobState::Held);
}

int runningIn(const BatchSummary& batch)
{
    return batch.count(JobState::Submitting) + batch.count(JobState::Accepted) + batch.count(JobState::Ready)
        + batch.count(JobState::Downloading);
}

} // namespace

bool isSettled(const BatchSummary& batch)
{
    return settledOf(batch) == batch.total();
}

WorkStatus::WorkStatus(JobQueue& queue, const QString& account, QObject* parent)
    : QObject(parent)
    , m_account(account)
    , m_now([] { return QDateTime::currentMSecsSinceEpoch(); })
{
    connect(&queue, &JobQueue::batchAdded, this, [this](const BatchSummary& batch, const QList<JobRow>& jobs) {
        m_mix.remove(batch.id);
        noteMix(jobs);
        noteBatches({batch});
    });
    connect(&queue, &JobQueue::batchesChanged, this, &WorkStatus::noteBatches);
    connect(&queue, &JobQueue::jobsChanged, this, &WorkStatus::noteDurations);
    connect(&queue, &JobQueue::inFlightChanged, this, [this](int inFlight, int placeLimit) {
        m_figures.inFlight = inFlight;
        m_placeLimit = std::max(1, placeLimit);
        derive();
    });
    connect(&queue, &JobQueue::spendChanged, this, [this](const SpendSummary& spend) {
        m_spend.insert(spend.account, spend);
        derive();
    });
    connect(&queue, &JobQueue::holdBegan, this, [this](const QString& held, const Hold& hold) {
        m_holds.insert(held, hold);
        derive();
    });
    connect(&queue, &JobQueue::holdEnded, this, [this](const QString& released) {
        m_holds.remove(released);
        derive();
    });
    connect(&queue, &JobQueue::pausedChanged, this, [this](bool isPaused) {
        m_figures.isPaused = isPaused;
        derive();
    });
    queue.snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (snapshot)
            adopt(*snapshot);
    });
}

void WorkStatus::setAccount(const QString& account)
{
    m_account = account;
    derive();
}

void WorkStatus::adopt(const QueueSnapshot& snapshot)
{
    m_batches = snapshot.batches;
    for (auto it = snapshot.spend.cbegin(); it != snapshot.spend.cend(); ++it)
        m_spend.insert(it.key(), it.value());
    for (auto it = snapshot.holds.cbegin(); it != snapshot.holds.cend(); ++it)
        m_holds.insert(it.key(), it.value());
    m_figures.inFlight = snapshot.inFlight;
    m_figures.isPaused = snapshot.isPaused;
    m_placeLimit = std::max(1, snapshot.placeLimit);
    m_mix.clear();
    noteMix(snapshot.jobs);
    noteDurations(snapshot.jobs);
    deriveCampaigns();
    derive();
}

void WorkStatus::noteBatches(const QList<BatchSummary>& batches)
{
    bool isNew = false;
    for (const BatchSummary& batch : batches) {
        const auto known = std::find_if(m_batches.begin(), m_batches.end(),
            [&](const BatchSummary& candidate) { return candidate.id == batch.id; });
        if (known != m_batches.end()) {
            *known = batch;
        } else {
            m_batches.prepend(batch);
            isNew = true;
        }
    }
    if (isNew)
        deriveCampaigns();
    derive();
}

void WorkStatus::noteDurations(const QList<JobRow>& jobs)
{
    for (const JobRow& job : jobs)
        m_times.note(job);
}

void WorkStatus::noteMix(const QList<JobRow>& jobs)
{
    for (const JobRow& job : jobs)
        ++m_mix[job.batch][{job.model, job.speed}];
}

void WorkStatus::setImportCampaigns(const QList<CampaignEntry>& campaigns)
{
    m_importCampaigns = campaigns;
    deriveCampaigns();
}

void WorkStatus::deriveCampaigns()
{
    QList<CampaignEntry> campaigns;
    for (const BatchSummary& batch : m_batches) {
        const CampaignEntry entry{batch.campaign, batch.campaignName};
        if (!campaigns.contains(entry))
            campaigns.append(entry);
    }
    for (const CampaignEntry& entry : std::as_const(m_importCampaigns))
        if (!campaigns.contains(entry))
            campaigns.append(entry);
    if (campaigns == m_campaigns)
        return;
    m_campaigns = campaigns;
    Q_EMIT campaignsChanged();
}

void WorkStatus::derive()
{
    WorkFigures figures;
    figures.inFlight = m_figures.inFlight;
    figures.isPaused = m_figures.isPaused;
    for (const BatchSummary& batch : m_batches) {
        figures.needPerson += needPersonOf(batch);
        const int settled = settledOf(batch);
        if (settled == batch.total())
            continue;
        figures.total += batch.total();
        figures.done += batch.count(JobState::Done);
        figures.settled += settled;
        figures.waiting += waitingIn(batch);
        figures.spent += batch.spent;
        noteMotion(figures, batch);
    }
    const SpendSummary spend = m_spend.value(m_account);
    // What was spent today was spent, whichever account is chosen now.
    figures.today = {};
    for (const SpendSummary& one : std::as_const(m_spend))
        figures.today += one.today;
    figures.dayCap = spend.dayCap;
    if (m_holds.contains(m_account))
        figures.hold = m_holds.value(m_account);
    deriveRemaining(figures);
    m_figures = figures;
    Q_EMIT changed();
}

bool WorkStatus::isOnHold(const BatchSummary& batch) const
{
    return m_holds.contains(batch.account) || !batch.holdMessage.isEmpty();
}

void WorkStatus::noteMotion(WorkFigures& figures, const BatchSummary& batch) const
{
    const int waiting = waitingIn(batch);
    figures.isMoving = figures.isMoving || runningIn(batch) > 0;
    if (waiting == 0)
        return;
    if (isOnHold(batch))
        figures.held += waiting;
    else if (figures.isPaused || batch.isPaused)
        return;
    else if (batch.startMs <= m_now())
        figures.isMoving = true;
    else if (figures.nextStartMs == 0 || batch.startMs < figures.nextStartMs)
        figures.nextStartMs = batch.startMs;
}

// What is paused, or starts later, is not waited for.
void WorkStatus::deriveRemaining(WorkFigures& figures)
{
    WorkAhead work;
    work.running = figures.inFlight;
    const qint64 now = m_now();
    for (const BatchSummary& batch : m_batches) {
        const int waiting = waitingIn(batch);
        const int running = runningIn(batch);
        const bool isWaitedFor = !batch.isPaused && batch.startMs <= now && !m_holds.contains(batch.account);
        const double ms = waiting + running > 0 ? imageMs(batch.id) : 0;
        if (ms <= 0)
            continue;
        work.imageMs = std::max(work.imageMs, ms);
        work.waiting += isWaitedFor ? waiting : 0;
        work.waitingMs += isWaitedFor ? waiting * ms : 0;
    }
    const bool isStopped = figures.isPaused;
    m_countdown.note(isStopped ? std::nullopt : timeLeft(work, m_placeLimit), figures.total, now);
    figures.remaining = m_countdown.left(now).value_or(std::chrono::milliseconds(0));
}

// Of its models and speeds those that were measured; 0: none.
double WorkStatus::imageMs(BatchId batch) const
{
    double sum = 0;
    int measured = 0;
    const auto mix = m_mix.value(batch);
    for (auto it = mix.cbegin(); it != mix.cend(); ++it) {
        if (const auto ms = m_times.of(it.key().first, it.key().second)) {
            sum += static_cast<double>(ms->count()) * it.value();
            measured += it.value();
        }
    }
    return measured > 0 ? sum / measured : 0;
}

QString aboutDuration(std::chrono::milliseconds time)
{
    const qint64 seconds = (time.count() + 999) / 1000;
    if (seconds < 60)
        return QCoreApplication::translate("Duration", "about %1 s").arg(std::max<qint64>(5, (seconds + 4) / 5 * 5));
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 90)
        return QCoreApplication::translate("Duration", "about %1 min").arg(minutes);
    return QCoreApplication::translate("Duration", "about %1 h").arg(static_cast<double>(minutes) / 60.0, 0, 'f', 1);
}

} // namespace batchroom
