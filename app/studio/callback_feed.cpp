// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/callback_feed.h"

#include "app/delivery/exporter.h"
#include "app/library/asset_store.h"
#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/store.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QtConcurrentRun>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(feedLog, "batchroom.callbacks.feed")

bool isFailure(JobState state)
{
    return state == JobState::Unknown || (isTerminal(state) && state != JobState::Done && state != JobState::Cancelled);
}

CallbackEvent failureOf(const JobRow& job)
{
    CallbackEvent event;
    event.type = CallbackType::GenerationFailed;
    event.atMs = job.finishedMs > 0 ? job.finishedMs : job.stateSinceMs;
    event.job = job.id;
    event.batch = job.batch;
    event.prompt = job.prompt;
    event.model = job.model;
    event.problem = CallbackProblem{jobStateName(job.state), job.message};
    event.attempt = job.attempts;
    return event;
}

// A failure has no picture to ask; its campaign and its row's columns stand in the library. Blocks.
QList<CallbackEvent> failuresOf(Store& store, const QList<JobRow>& jobs)
{
    QList<CallbackEvent> events;
    for (const JobRow& job : jobs)
        events.append(failureOf(job));
    const Result<void> filled = store.read<void>([&](Connection& connection) -> Result<void> {
        QHash<BatchId, QString> campaigns;
        for (CallbackEvent& event : events) {
            if (!campaigns.contains(event.batch)) {
                const Result<QList<BatchSummary>> batch = BatchRepository(connection).summaries({event.batch});
                if (!batch)
                    return batch.error();
                campaigns.insert(event.batch, batch->isEmpty() ? QString() : batch->constFirst().campaignName);
            }
            event.campaign = campaigns.value(event.batch);
            const Result<StoredJob> job = JobRepository(connection).load(event.job);
            if (!job)
                return job.error();
            event.metadata = job->metadata;
            event.seed = job->seed ? job->seed : job->request.seed;
        }
        return {};
    });
    if (!filled)
        qCWarning(feedLog).noquote() << filled.error().what << filled.error().detail;
    return events;
}

bool isFinished(const BatchSummary& batch)
{
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        if (it.value() > 0 && !isTerminal(it.key()) && it.key() != JobState::Unknown)
            return false;
    return batch.total() > 0;
}

CallbackEvent pictureOf(const JobRow& job, const Asset& asset, const QString& path)
{
    CallbackEvent event;
    event.type = CallbackType::GenerationCompleted;
    event.atMs = job.finishedMs > 0 ? job.finishedMs : job.stateSinceMs;
    event.job = job.id;
    event.batch = job.batch;
    event.campaign = asset.campaignName;
    event.prompt = job.prompt;
    event.model = job.model;
    event.images = {path};
    event.resolution = asset.size;
    event.seed = asset.recipe.seed;
    event.metadata = asset.recipe.metadata;
    event.attempt = job.attempts;
    return event;
}

} // namespace

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
        return failuresOf(*store, jobs);
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
            m_sender.post({pictureOf(job, *asset, m_originals.originalPath(*asset))});
        noteAnswered();
    });
}

void CallbackFeed::tellBatch(const BatchSummary& batch)
{
    CallbackEvent event;
    event.type = CallbackType::BatchCompleted;
    event.atMs = QDateTime::currentMSecsSinceEpoch();
    event.batch = batch.id;
    event.campaign = batch.campaignName;
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it) {
        if (it.value() == 0)
            continue;
        event.metadata.insert(jobStateName(it.key()), QString::number(it.value()));
        event.occasion += jobStateName(it.key()) + QString::number(it.value()) + QLatin1Char(' ');
    }
    m_afterLookUps.append(event);
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
                if (asset) {
                    JobRow job;
                    job.id = asset->job;
                    job.batch = asset->batch;
                    job.prompt = asset->recipe.request.prompt;
                    job.model = asset->recipe.request.model;
                    CallbackEvent event = pictureOf(job, *asset, {});
                    event.type = CallbackType::ImageReady;
                    event.atMs = QDateTime::currentMSecsSinceEpoch();
                    event.images = paths;
                    event.occasion = occasion;
                    m_sender.post({event});
                }
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
