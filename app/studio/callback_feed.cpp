// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/callback_feed.h"

#include "app/delivery/exporter.h"
#include "app/library/asset_store.h"

#include <QDateTime>

namespace batchroom {

namespace {

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
    : m_index(index)
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
    connect(&queue, &JobQueue::batchFinished, this, &CallbackFeed::tellBatch);
    connect(&exporter, &Exporter::finished, this, &CallbackFeed::tellExport);
    connect(&m_sender, &CallbackSender::flushed, this, [this](const OutboxCounts& counts) {
        if (const auto done = std::exchange(m_done, {}))
            done(counts);
    });
}

void CallbackFeed::tellJobs(const QList<JobRow>& jobs)
{
    QList<CallbackEvent> failures;
    for (const JobRow& job : jobs) {
        if (job.state == JobState::Done && job.asset)
            tellPicture(job);
        else if (isFailure(job.state))
            failures.append(failureOf(job));
    }
    if (!failures.isEmpty())
        m_sender.post(failures);
}

void CallbackFeed::tellPicture(const JobRow& job)
{
    ++m_waitingForPictures;
    m_index.asset(job.asset).then(this, [this, job](const Result<Asset>& asset) {
        --m_waitingForPictures;
        if (asset)
            m_sender.post({pictureOf(job, *asset, m_originals.originalPath(*asset))});
        noteAnswered();
    });
}

void CallbackFeed::tellBatch(BatchId batch)
{
    const BatchSummary summary = m_batches.value(batch);
    CallbackEvent event;
    event.type = CallbackType::BatchCompleted;
    event.atMs = QDateTime::currentMSecsSinceEpoch();
    event.batch = batch;
    event.campaign = summary.campaignName;
    for (auto it = summary.counts.cbegin(); it != summary.counts.cend(); ++it) {
        event.metadata.insert(jobStateName(it.key()), QString::number(it.value()));
        event.occasion += jobStateName(it.key()) + QString::number(it.value()) + QLatin1Char(' ');
    }
    m_sender.post({event});
}

void CallbackFeed::tellExport(const ExportSummary& summary)
{
    QMap<AssetId, QStringList> files;
    for (const Variant& variant : summary.variants)
        files[variant.asset].append(variant.path);
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        ++m_waitingForPictures;
        m_index.asset(it.key()).then(
            this, [this, paths = it.value(), occasion = summary.manifestPath](const Result<Asset>& asset) {
                --m_waitingForPictures;
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

void CallbackFeed::finish(
    const QList<JobRow>& jobs, std::chrono::milliseconds atMost, std::function<void(OutboxCounts)> done)
{
    m_atMost = atMost;
    m_done = std::move(done);
    ++m_waitingForPictures; // until all are asked for
    tellJobs(jobs);
    --m_waitingForPictures;
    noteAnswered();
}

void CallbackFeed::noteAnswered()
{
    if (m_done && m_waitingForPictures == 0)
        m_sender.flush(m_atMost);
}

} // namespace batchroom
