// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queue_batch.h"

#include "ui/models/queue_words.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int smallBatch = 8;     // shown as a whole
constexpr int digestRows = 8;     // of a larger one
constexpr int digestFewest = 5;   // filled up with what comes next
constexpr int digestTroubles = 2; // the lane on top has them all
constexpr int digestRunning = 5;
constexpr size_t keptDone = 5;

// Worth a row of a digest: nobody else will mend it.
bool isTrouble(JobState state)
{
    return needsPerson(state) || state == JobState::Failed || state == JobState::Withheld;
}

} // namespace

bool passes(JobState state, QueueFilter filter)
{
    switch (filter) {
    case QueueFilter::All: return true;
    case QueueFilter::Running: return isRunningState(state);
    case QueueFilter::NeedsYou: return needsPerson(state);
    case QueueFilter::Failed: return isFailedState(state);
    }
    return false;
}

QueueBatch::QueueBatch(BatchSummary batch, QList<JobRow> jobs)
    : summary(std::move(batch))
    , m_jobs(jobs.cbegin(), jobs.cend())
{
    m_states.reserve(m_jobs.size());
    m_positions.reserve(m_jobs.size());
    m_index.reserve(jobs.size());
    for (int i = 0; i < jobCount(); ++i) {
        m_states.push_back(job(i).state);
        m_positions.push_back(job(i).position);
        m_index.insert(job(i).id, i);
        ++m_counts[job(i).state];
        if (job(i).state == JobState::Done)
            noteDone(i);
    }
}

bool QueueBatch::update(int index, const JobRow& job)
{
    const auto at = static_cast<size_t>(index);
    const JobState before = m_states[at];
    const bool isMoved = m_positions[at] != job.position;
    m_jobs[at] = job;
    m_states[at] = job.state;
    m_positions[at] = job.position;
    noteOrder(isWaitingState(before), isWaitingState(job.state), isMoved);
    if (before == job.state)
        return isMoved && isWaitingState(before);
    --m_counts[before];
    ++m_counts[job.state];
    if (before == JobState::Done)
        std::erase(m_newestDone, index);
    if (job.state == JobState::Done)
        noteDone(index);
    return true;
}

// Most news are of jobs that are sent: they only leave the order.
void QueueBatch::noteOrder(bool didWait, bool waits, bool isMoved)
{
    if (waits && (!didWait || isMoved))
        m_order = Order::Stale;
    else if (didWait && !waits && m_order == Order::Kept)
        m_order = Order::SomeLeft;
}

const std::vector<int>& QueueBatch::waitingOrder() const
{
    const auto hasLeft = [this](int i) { return !isWaitingState(m_states[static_cast<size_t>(i)]); };
    if (m_order == Order::SomeLeft)
        std::erase_if(m_waiting, hasLeft);
    if (m_order == Order::Stale) {
        m_waiting.clear();
        for (int i = 0; i < jobCount(); ++i)
            if (!hasLeft(i))
                m_waiting.push_back(i);
        const auto earlier = [this](int a, int b) {
            return std::pair(m_positions[static_cast<size_t>(a)], a)
                < std::pair(m_positions[static_cast<size_t>(b)], b);
        };
        if (!std::is_sorted(m_waiting.begin(), m_waiting.end(), earlier))
            std::sort(m_waiting.begin(), m_waiting.end(), earlier);
    }
    m_order = Order::Kept;
    return m_waiting;
}

void QueueBatch::noteDone(int index)
{
    const auto later = [this](
                           int a, int b) { return std::pair(job(a).finishedMs, a) > std::pair(job(b).finishedMs, b); };
    m_newestDone.insert(std::upper_bound(m_newestDone.begin(), m_newestDone.end(), index, later), index);
    if (m_newestDone.size() > keptDone)
        m_newestDone.pop_back();
}

int QueueBatch::running() const
{
    return count(JobState::Submitting) + count(JobState::Accepted) + count(JobState::Ready)
        + count(JobState::Downloading);
}

int QueueBatch::waiting() const
{
    return count(JobState::Draft) + count(JobState::Queued) + count(JobState::Held);
}

int QueueBatch::needsYou() const
{
    return count(JobState::Unknown) + count(JobState::Rejected) + count(JobState::Expired) + count(JobState::Dead);
}

int QueueBatch::failed() const
{
    return count(JobState::Failed) + count(JobState::Dead);
}

bool QueueBatch::tellsCost() const
{
    return total() > 0 && running() + waiting() == 0 && billingOf(summary.account) == Billing::Charged;
}

bool QueueBatch::isSmall() const
{
    return jobCount() <= smallBatch;
}

// The conveyor: what came out last, what is being made (oldest first), what went wrong, what comes next.
std::vector<int> QueueBatch::digest() const
{
    std::vector<int> making;
    std::vector<int> troubles;
    for (int i = 0; i < jobCount(); ++i) {
        const JobState state = m_states[static_cast<size_t>(i)];
        if (isRunningState(state))
            making.push_back(i);
        else if (isTrouble(state) && troubles.size() < digestTroubles)
            troubles.push_back(i);
    }
    const auto earlier = [this](int a, int b) {
        const auto begun = [this](int i) { return job(i).startedMs > 0 ? job(i).startedMs : job(i).stateSinceMs; };
        return std::pair(begun(a), a) < std::pair(begun(b), b);
    };
    std::sort(making.begin(), making.end(), earlier);
    if (making.size() > digestRunning)
        making.resize(digestRunning);

    std::vector<int> rows;
    const std::vector<int>& next = waitingOrder();
    const size_t doneRows = making.empty() && next.empty() ? keptDone : 1;
    rows.insert(rows.end(), m_newestDone.begin(),
        m_newestDone.begin() + static_cast<std::ptrdiff_t>(std::min(doneRows, m_newestDone.size())));
    rows.insert(rows.end(), making.begin(), making.end());
    rows.insert(rows.end(), troubles.begin(), troubles.end());
    for (size_t i = 0; i < next.size() && rows.size() < digestFewest; ++i)
        rows.push_back(next[i]);
    if (rows.size() > digestRows)
        rows.resize(digestRows);
    return rows;
}

// All of them: what was sent in the order of the sheet, then what waits in the order it will be.
std::vector<int> QueueBatch::inOrder() const
{
    std::vector<int> all;
    all.reserve(m_jobs.size());
    for (int i = 0; i < jobCount(); ++i)
        if (!isWaitingState(m_states[static_cast<size_t>(i)]))
            all.push_back(i);
    const std::vector<int>& waiting = waitingOrder();
    all.insert(all.end(), waiting.begin(), waiting.end());
    return all;
}

QueueBatch::Rows QueueBatch::rowsFor(QueueFilter filter) const
{
    Rows rows;
    std::vector<int> all;
    const bool isDigest = filter == QueueFilter::All && !showsAll && !isSmall();
    if (filter == QueueFilter::All && isExpanded && !isDigest) {
        all = inOrder();
    } else if (filter != QueueFilter::All) {
        for (int i = 0; i < jobCount(); ++i)
            if (passes(m_states[static_cast<size_t>(i)], filter))
                all.push_back(i);
    }
    rows.isShown = filter == QueueFilter::All || !all.empty();
    if (!isExpanded)
        return rows;
    rows.jobs = isDigest ? digest() : std::move(all);
    rows.hasFooter = filter == QueueFilter::All && (!isSmall() || tellsCost());
    return rows;
}

} // namespace batchroom
