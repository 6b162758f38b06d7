// SPDX-License-Identifier: GPL-3.0-or-later
// What happened since the window opened, newest first: pictures made and failed, batches finished, files exported, what
// others told (earlier ones too), and what was done about it. The types are those of design.md section 7. GUI thread.
#pragma once

#include "app/delivery/exporter.h"
#include "app/queue/job_queue.h"
#include "app/store/inbox_repository.h"

#include <QAbstractTableModel>

#include <deque>

namespace batchroom {

struct EventEntry {
    enum class Mood { Good, Bad, Neutral };
    qint64 atMs = 0;
    QString type; // "ideogram.generation.completed"
    QString what;
    Mood mood = Mood::Neutral;
    JobRow job; // id 0: not about one job
    BatchId batch;
    QStringList files;
    bool isIncoming = false; // told by somebody else
    InboxId inbox;           // of what is in the library; none: it was refused
    QByteArray received;     // what they sent, or what the event says that something was done about
};

// A webhook that came in, as the list shows it.
struct IncomingEvent {
    qint64 atMs = 0;
    QString type; // empty: it was refused before anybody read it
    QString sender;
    QString what; // what came of it, or why it was refused
    EventEntry::Mood mood = EventEntry::Mood::Neutral;
    QByteArray body;
    InboxId id{};
};

class EventLog : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Type, What, ColumnCount };
    enum Role { MoodRole = Qt::UserRole + 1, IncomingRole };
    EventLog(JobQueue& queue, Exporter& exporter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void noteIncoming(const IncomingEvent& event);
    // What was done about an event: an import, a rule. The sender stays empty.
    void noteWork(const IncomingEvent& event);
    // The row of an event of the inbox; -1: not shown.
    int rowOf(InboxId event) const;
    const EventEntry& entry(int row) const { return m_entries[static_cast<size_t>(row)]; }
    // The body an outgoing callback would carry; `asset` when the event is about a picture.
    static QByteArray bodyOf(const EventEntry& entry, const std::optional<Asset>& asset, const QString& path);

private:
    void noteJobs(const QList<JobRow>& jobs);
    void noteBatches(const QList<BatchSummary>& batches);
    void noteFinished(BatchId batch);
    void noteExport(const ExportSummary& summary);
    void add(EventEntry entry);

    std::deque<EventEntry> m_entries;
    QHash<JobId, JobState> m_told;
    QHash<BatchId, BatchSummary> m_batches;
};

} // namespace batchroom
