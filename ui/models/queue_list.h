// SPDX-License-Identifier: GPL-3.0-or-later
// The Queue as one flat list: a head for every batch, the jobs worth a row under it, a footer with the rest in figures.
// Filled once from the queue's snapshot, then changed by ranges of rows. GUI thread; nothing here blocks.
#pragma once

#include "app/queue/job_queue.h"
#include "ui/models/queue_batch.h"
#include "ui/models/queue_words.h"

#include <QAbstractListModel>

#include <functional>
#include <memory>

namespace batchroom {

enum class QueueRowKind { Head, Job, Footer };

struct QueueRow {
    QueueRowKind kind = QueueRowKind::Head;
    const QueueBatch* batch = nullptr;
    const JobRow* job = nullptr; // Job rows only
};

// A batch on screen, for a view that computes where its rows are.
struct QueueSection {
    const QueueBatch* batch = nullptr;
    int firstRow = 0; // the head
    int jobs = 0;     // rows under it
    bool hasFooter = false;
    int rowCount() const { return 1 + jobs + (hasFooter ? 1 : 0); }
};

struct QueueFigures {
    int batches = 0; // not finished
    int running = 0;
    int waiting = 0;
    int needsYou = 0;
    int failed = 0;
    int inFlight = 0;
    int placeLimit = 10;
    bool isPaused = false;
    friend bool operator==(const QueueFigures&, const QueueFigures&) = default;
};

class QueueList : public QAbstractListModel {
    Q_OBJECT
public:
    QueueList(const Catalog& catalog, JobQueue& queue, QObject* parent = nullptr);
    ~QueueList() override;
    // Asks for the snapshot; signals that come before it are in it.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    bool isEmpty() const { return m_batches.empty(); }

    void setFilter(QueueFilter filter);
    QueueFilter filter() const { return m_filter; }
    void setExpanded(BatchId batch, bool expanded);
    void setShowsAll(BatchId batch, bool all);
    // How states are called for screen readers; the stored word unless told.
    void setStateWords(std::function<QString(JobState)> words) { m_stateWords = std::move(words); }
    void setNow(std::function<qint64()> now) { m_now = std::move(now); }
    void setApproved(const QHash<BatchId, int>& approved); // pictures by batch, see ApprovedCounts
    qint64 now() const { return m_now(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    QueueRow at(int row) const;
    int rowOf(JobId job) const; // -1 while it has no row
    int headOf(BatchId batch) const;
    const QueueBatch* batch(BatchId id) const;
    const JobRow* job(JobId id) const;
    QList<const QueueBatch*> batches() const; // newest first, all
    QList<QueueSection> sections() const;
    const QueueFigures& figures() const { return m_figures; }
    // All that waits, in the order it is sent.
    QList<JobId> waitingOrder() const;
    // Shows at once what JobQueue::moveBefore() will do; the queue's own answer replaces it.
    void placeBefore(const QList<JobId>& jobs, JobId before);
    // A command failed: back to what the library says.
    void refresh();
    bool isScheduled(const QueueBatch& batch) const; // its start is still to come
    bool hasScheduled() const;
    const QMap<QString, Hold>& holds() const { return m_holds; }
    const Catalog& catalog() const { return m_catalog; }

    // --- What a row says ---
    QString progressWords(const QueueBatch& batch) const; // "42 of 120"
    QString timeWords(const QueueBatch& batch) const;     // "about 3 min left", "paused", "on hold"
    QString startWords(const QueueBatch& batch) const;    // "Starts at 22:00"
    QString priorityWord(const QueueBatch& batch) const;  // "First", "Later"; empty: normal
    QString stateWord(const JobRow& job) const;           // "Withheld, billed"
    QString footerWords(const QueueBatch& batch) const;   // "68 waiting, 4 more in flight, 2 need you", as told last
    QString footerAction(const QueueBatch& batch) const;  // "Show all 120"; empty: all are shown always
    QString sumWords(const QueueBatch& batch) const;      // "Quoted $4.80 · charged $4.74 · $0.32 per approved image"
    double progress(const JobRow& job) const;             // 0 to 1; below 0: no bar

Q_SIGNALS:
    void loaded();
    void figuresChanged();
    void troublesChanged(); // what needs a person, or a hold
    void failedToLoad(const batchroom::Error& error);

private:
    struct Section;
    void adopt(const QueueSnapshot& snapshot);
    void noteTimes();
    void addBatch(const BatchSummary& batch, const QList<JobRow>& jobs);
    void takeJobs(const QList<JobRow>& jobs);
    void takeBatches(const QList<BatchSummary>& batches);
    void setHold(const QString& account, std::optional<Hold> hold);
    void setPaused(bool isPaused);
    void deriveFigures();
    void deriveTimes();
    bool canRun(const QueueBatch& batch) const;
    double imageMs(const QueueBatch& batch) const;
    void headsChanged();

    Section* section(BatchId batch) const;
    const Section* sectionAt(int row) const;
    void present(Section& section);
    void showSection(Section& section, QueueBatch::Rows rows);
    void hideSection(Section& section);
    void setRows(Section& section, const std::vector<int>& rows);
    void removeUnwanted(Section& section, const std::vector<char>& isWanted);
    void reorder(Section& section, const std::vector<int>& rows);
    void insertAndMove(Section& section, const std::vector<int>& rows);
    void setFooter(Section& section, bool hasFooter);
    void shiftAfter(const Section& section, int rows);
    void tellChanged(Section& section, const std::vector<int>& jobs);
    QString composedFooter(const Section& section) const;
    QString spoken(const QueueRow& row) const;

    const Catalog& m_catalog;
    JobQueue& m_queue;
    std::vector<std::unique_ptr<Section>> m_batches; // newest first
    std::vector<Section*> m_shown;                   // of those, the ones with rows
    QHash<BatchId, Section*> m_byBatch;
    QHash<JobId, BatchId> m_batchOf;
    QMap<QString, Hold> m_holds;
    QHash<BatchId, int> m_approved;
    QueueFigures m_figures;
    QueueFilter m_filter = QueueFilter::All;
    TypicalTimes m_times;
    std::function<QString(JobState)> m_stateWords;
    std::function<qint64()> m_now;
    bool m_isLoaded = false;
};

} // namespace batchroom
