// SPDX-License-Identifier: GPL-3.0-or-later
// One batch of the Queue as the window keeps it: all its jobs, and which of them are worth a row now. A value without
// signals; QueueList tells the view what changed.
#pragma once

#include "app/core/job.h"

#include <QHash>

#include <vector>

namespace batchroom {

enum class QueueFilter { All, Running, NeedsYou, Failed };

class QueueBatch {
public:
    // What is on screen of a batch.
    struct Rows {
        bool isShown = false;  // the batch at all
        std::vector<int> jobs; // indices, in the order shown
        bool hasFooter = false;
    };

    explicit QueueBatch(BatchSummary batch, QList<JobRow> jobs);

    const JobRow& job(int index) const { return m_jobs[static_cast<size_t>(index)]; }
    int jobCount() const { return static_cast<int>(m_jobs.size()); }
    int indexOf(JobId job) const { return m_index.value(job, -1); }
    // False when only words changed: no row comes, goes or moves.
    bool update(int index, const JobRow& job);

    int count(JobState state) const { return m_counts.value(state); }
    int running() const;
    int waiting() const;
    int needsYou() const;
    int failed() const;
    int total() const { return jobCount() - count(JobState::Cancelled); }
    bool isFinished() const { return running() + waiting() + needsYou() == 0; }
    // Nothing more is sent by itself and something was charged for: its sum can be drawn up.
    bool tellsCost() const;
    // Few enough to show them all, always.
    bool isSmall() const;

    Rows rowsFor(QueueFilter filter) const;
    // Indices of what waits, in the order it is sent.
    const std::vector<int>& waitingOrder() const;

    BatchSummary summary;
    bool isExpanded = true;
    bool showsAll = false;

private:
    enum class Order { Kept, SomeLeft, Stale };
    std::vector<int> digest() const;
    std::vector<int> inOrder() const;
    void noteDone(int index);
    void noteOrder(bool didWait, bool waits, bool isMoved);

    std::vector<JobRow> m_jobs;
    std::vector<JobState> m_states; // beside m_jobs, so that looking through 20,000 stays cheap
    std::vector<double> m_positions;
    mutable std::vector<int> m_waiting; // looked at again only where m_order says so
    mutable Order m_order = Order::Stale;
    std::vector<int> m_newestDone; // newest first, only as many as a digest can show
    QMap<JobState, int> m_counts;
    QHash<JobId, int> m_index;
};

bool passes(JobState state, QueueFilter filter);

} // namespace batchroom
