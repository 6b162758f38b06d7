// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/event_log.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace batchroom {

namespace {

constexpr size_t mostEntries = 2000;

const QString completed = QStringLiteral("ideogram.generation.completed");
const QString failedType = QStringLiteral("ideogram.generation.failed");
const QString imageReady = QStringLiteral("ideogram.image.ready");
const QString batchCompleted = QStringLiteral("ideogram.batch.completed");

bool isTold(JobState state)
{
    return state == JobState::Done || state == JobState::Unknown || (isTerminal(state) && state != JobState::Cancelled);
}

QString timeText(qint64 atMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const bool isToday = at.date() == QDate::currentDate();
    return QLocale().toString(at, isToday ? QStringLiteral("HH:mm:ss") : QStringLiteral("d MMM HH:mm"));
}

} // namespace

EventLog::EventLog(JobQueue& queue, Exporter& exporter, QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&queue, &JobQueue::jobsChanged, this, &EventLog::noteJobs);
    connect(&queue, &JobQueue::batchesChanged, this, &EventLog::noteBatches);
    connect(&queue, &JobQueue::batchAdded, this, [this](const BatchSummary& batch) { noteBatches({batch}); });
    connect(&queue, &JobQueue::batchFinished, this, &EventLog::noteFinished);
    connect(&exporter, &Exporter::finished, this, &EventLog::noteExport);
}

int EventLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int EventLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventLog::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const EventEntry& shown = entry(index.row());
    if (role == MoodRole)
        return static_cast<int>(shown.mood);
    if (role == IncomingRole)
        return shown.isIncoming;
    if (role == Qt::AccessibleTextRole)
        return shown.type + QStringLiteral(": ") + shown.what;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return timeText(shown.atMs);
    case Type: return shown.type;
    default: return shown.what;
    }
}

QVariant EventLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Type: return tr("Type");
    default: return tr("What happened");
    }
}

void EventLog::noteJobs(const QList<JobRow>& jobs)
{
    for (const JobRow& job : jobs) {
        if (!isTold(job.state) || m_told.value(job.id, JobState::Draft) == job.state)
            continue;
        m_told.insert(job.id, job.state);
        const bool isGood = job.state == JobState::Done;
        EventEntry entry;
        entry.type = isGood ? completed : failedType;
        entry.mood = isGood ? EventEntry::Mood::Good : EventEntry::Mood::Bad;
        entry.what = isGood || job.message.isEmpty() ? job.prompt.simplified() : job.message;
        entry.job = job;
        entry.batch = job.batch;
        add(entry);
    }
}

void EventLog::noteBatches(const QList<BatchSummary>& batches)
{
    for (const BatchSummary& batch : batches)
        m_batches.insert(batch.id, batch);
}

void EventLog::noteFinished(BatchId batch)
{
    const BatchSummary summary = m_batches.value(batch);
    EventEntry entry;
    entry.type = batchCompleted;
    entry.mood = summary.count(JobState::Done) == summary.total() ? EventEntry::Mood::Good : EventEntry::Mood::Neutral;
    entry.what = tr("%1: %2 of %3 images, %4 spent")
                     .arg(summary.name, QString::number(summary.count(JobState::Done)),
                         QString::number(summary.total()), summary.spent.toText());
    entry.batch = batch;
    add(entry);
}

void EventLog::noteExport(const ExportSummary& summary)
{
    EventEntry entry;
    entry.type = imageReady;
    entry.mood = summary.failures.isEmpty() ? EventEntry::Mood::Good : EventEntry::Mood::Bad;
    entry.what = summary.failures.isEmpty()
        ? tr("%1 files exported").arg(summary.variants.size())
        : tr("%1 files exported, %2 failed").arg(summary.variants.size()).arg(summary.failures.size());
    for (const Variant& variant : summary.variants)
        entry.files.append(variant.path);
    add(entry);
}

void EventLog::noteIncoming(const IncomingEvent& event)
{
    EventEntry entry;
    entry.atMs = event.atMs;
    entry.type = event.type.isEmpty() ? tr("webhook refused") : event.type;
    entry.mood = event.mood;
    entry.what = tr("From %1: %2").arg(event.sender, event.what);
    entry.isIncoming = true;
    entry.inbox = event.id;
    entry.received = event.body;
    add(entry);
}

void EventLog::noteWork(const IncomingEvent& event)
{
    EventEntry entry;
    entry.atMs = event.atMs;
    entry.type = event.type;
    entry.mood = event.mood;
    entry.what = event.what;
    entry.received = event.body;
    add(entry);
}

int EventLog::rowOf(InboxId event) const
{
    for (size_t row = 0; row < m_entries.size(); ++row)
        if (m_entries[row].inbox == event)
            return static_cast<int>(row);
    return -1;
}

void EventLog::add(EventEntry entry)
{
    if (entry.atMs == 0)
        entry.atMs = QDateTime::currentMSecsSinceEpoch();
    beginInsertRows({}, 0, 0);
    m_entries.push_front(std::move(entry));
    endInsertRows();
    if (m_entries.size() <= mostEntries)
        return;
    const int last = static_cast<int>(m_entries.size()) - 1;
    beginRemoveRows({}, last, last);
    m_entries.pop_back();
    endRemoveRows();
}

QByteArray EventLog::bodyOf(const EventEntry& entry, const std::optional<Asset>& asset, const QString& path)
{
    QJsonObject body{
        {QStringLiteral("type"), entry.type},
        {QStringLiteral("event"), entry.type},
        {QStringLiteral("timestamp"), QDateTime::fromMSecsSinceEpoch(entry.atMs).toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("batchId"), entry.batch.value},
    };
    if (entry.job.id) {
        body.insert(QStringLiteral("jobId"), entry.job.id.value);
        body.insert(QStringLiteral("prompt"), entry.job.prompt);
        body.insert(QStringLiteral("model"), entry.job.model);
    }
    if (entry.mood == EventEntry::Mood::Bad && entry.job.id)
        body.insert(QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), jobStateName(entry.job.state)},
                {QStringLiteral("message"), entry.job.message}});
    if (asset) {
        body.insert(QStringLiteral("campaign"), asset->campaignName);
        body.insert(QStringLiteral("images"), QJsonArray{path});
        body.insert(
            QStringLiteral("resolution"), QStringLiteral("%1x%2").arg(asset->size.width()).arg(asset->size.height()));
        if (asset->recipe.seed)
            body.insert(QStringLiteral("seed"), *asset->recipe.seed);
        QJsonObject metadata;
        for (auto it = asset->recipe.metadata.cbegin(); it != asset->recipe.metadata.cend(); ++it)
            metadata.insert(it.key(), it.value());
        body.insert(QStringLiteral("metadata"), metadata);
    } else if (!entry.files.isEmpty()) {
        body.insert(QStringLiteral("images"), QJsonArray::fromStringList(entry.files));
    }
    return QJsonDocument(body).toJson(QJsonDocument::Indented);
}

} // namespace batchroom
