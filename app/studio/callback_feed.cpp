// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/callback_feed.h"

#include "app/delivery/exporter.h"
#include "app/library/asset_store.h"
#include "app/store/settled_work.h"
#include "app/store/store.h"
#include "app/studio/own_events.h"

#include <QDateTime>
#include <QFileInfo>
#include <QtConcurrentRun>

namespace batchroom {

CallbackFeed::CallbackFeed(Store& store, Clock& clock, JobQueue& queue, AssetIndex& index, const AssetStore& originals,
    const Exporter& exporter, const CallbackEndpoint& endpoint)
    : m_store(store)
    , m_index(index)
    , m_originals(originals)
    , m_sender(store, clock, {endpoint})
{
    connect(&queue, &JobQueue::jobsChanged, this, &CallbackFeed::tellJobs);
    connect(
        &queue, &JobQueue::batchAdded, this, [this](const BatchSummary& batch) { m_batches.insert(batch.id, batch); });
    connect(&queue, &JobQueue::batchesChanged, this, [this](const QList<BatchSummary>& batches) {
        for (const BatchSummary& batch : batches)
            m_batches.insert(batch.id, batch);
    });
    connect(&queue, &JobQueue::batchFinished, this, [this](BatchId batch) { tellBatch(m_batches.value(batch)); });
    connect(&exporter, &Exporter::finished, this, &CallbackFeed::tellExport);
    connect(&m_sender, &CallbackSender::flushed, this, [this](const OutboxCounts& counts) {
        if (const auto done = std::exchange(m_done, {}))
            done(counts);
    });
}

void CallbackFeed::tellJobs(const QList<JobRow>& jobs)
{
    QList<JobRow> failures;
    for (const JobRow& job : jobs) {
        if (job.state == JobState::Done && job.asset)
            tellPicture(job);
        else if (isFailure(job.state))
            failures.append(job);
    }
    if (!failures.isEmpty())
        tellFailures(failures);
}

void CallbackFeed::tellFailures(const QList<JobRow>& jobs)
{
    ++m_lookingUp;
    QtConcurrent::run(&m_readers, [store = &m_store, jobs] {
        return failureEventsOf(*store, jobs);
    }).then(this, [this](const QList<CallbackEvent>& events) {
        --m_lookingUp;
        m_sender.post(events);
        noteAnswered();
    });
}

void CallbackFeed::tellPicture(const JobRow& job)
{
    ++m_lookingUp;
    m_index.asset(job.asset).then(this, [this, job](const Result<Asset>& asset) {
        --m_lookingUp;
        if (asset)
            m_sender.post({pictureEventOf(job, *asset, m_originals.originalPath(*asset))});
        noteAnswered();
    });
}

void CallbackFeed::tellBatch(const BatchSummary& batch)
{
    m_afterLookUps.append(batchEventOf(batch, QDateTime::currentMSecsSinceEpoch()));
    noteAnswered();
}

void CallbackFeed::tellExport(const ExportSummary& summary)
{
    QMap<AssetId, QStringList> files;
    for (const Variant& variant : summary.variants)
        files[variant.asset].append(QFileInfo(variant.path).absoluteFilePath()); // others have another folder
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        ++m_lookingUp;
        m_index.asset(it.key()).then(
            this, [this, paths = it.value(), occasion = summary.manifestPath](const Result<Asset>& asset) {
                --m_lookingUp;
                if (asset)
                    m_sender.post({exportEventOf(*asset, paths, occasion, QDateTime::currentMSecsSinceEpoch())});
                noteAnswered();
            });
    }
}

void CallbackFeed::finish(const QList<BatchSummary>& batches, const QList<JobRow>& jobs,
    std::chrono::milliseconds atMost, std::function<void(OutboxCounts)> done)
{
    m_atMost = atMost;
    m_done = std::move(done);
    ++m_lookingUp; // until all are asked for
    tellJobs(jobs);
    for (const BatchSummary& batch : batches)
        if (isFinished(batch))
            tellBatch(batch);
    --m_lookingUp;
    noteAnswered();
}

void CallbackFeed::noteAnswered()
{
    if (m_lookingUp > 0)
        return;
    if (!m_afterLookUps.isEmpty())
        m_sender.post(std::exchange(m_afterLookUps, {}));
    if (m_done)
        m_sender.flush(m_atMost);
}

} // namespace batchroom
