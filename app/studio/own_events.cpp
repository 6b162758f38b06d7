// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/own_events.h"

#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/store.h"

#include <QLoggingCategory>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(ownEventsLog, "batchroom.callbacks.feed")

CallbackEvent eventOf(CallbackType type, const JobRow& job)
{
    CallbackEvent event;
    event.type = type;
    event.atMs = job.finishedMs > 0 ? job.finishedMs : job.stateSinceMs;
    event.job = job.id;
    event.batch = job.batch;
    event.prompt = job.prompt;
    event.model = job.model;
    event.attempt = job.attempts;
    return event;
}

CallbackEvent failureOf(const JobRow& job)
{
    CallbackEvent event = eventOf(CallbackType::GenerationFailed, job);
    event.problem = CallbackProblem{jobStateName(job.state), job.message};
    return event;
}

} // namespace

bool isFailure(JobState state)
{
    return state == JobState::Unknown || (isTerminal(state) && state != JobState::Done && state != JobState::Cancelled);
}

QList<CallbackEvent> failureEventsOf(Store& store, const QList<JobRow>& jobs)
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
        qCWarning(ownEventsLog).noquote() << filled.error().what << filled.error().detail;
    return events;
}

CallbackEvent pictureEventOf(const JobRow& job, const Asset& asset, const QString& path)
{
    CallbackEvent event = eventOf(CallbackType::GenerationCompleted, job);
    event.campaign = asset.campaignName;
    event.images = {path};
    event.resolution = asset.size;
    event.seed = asset.recipe.seed;
    event.metadata = asset.recipe.metadata;
    return event;
}

CallbackEvent batchEventOf(const BatchSummary& batch, qint64 atMs)
{
    CallbackEvent event;
    event.type = CallbackType::BatchCompleted;
    event.atMs = atMs;
    event.batch = batch.id;
    event.campaign = batch.campaignName;
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it) {
        if (it.value() == 0)
            continue;
        event.metadata.insert(jobStateName(it.key()), QString::number(it.value()));
        event.occasion += jobStateName(it.key()) + QString::number(it.value()) + QLatin1Char(' ');
    }
    return event;
}

CallbackEvent exportEventOf(const Asset& asset, const QStringList& paths, const QString& occasion, qint64 atMs)
{
    JobRow job;
    job.id = asset.job;
    job.batch = asset.batch;
    job.prompt = asset.recipe.request.prompt;
    job.model = asset.recipe.request.model;
    CallbackEvent event = pictureEventOf(job, asset, {});
    event.type = CallbackType::ImageReady;
    event.atMs = atMs;
    event.images = paths;
    event.occasion = occasion;
    return event;
}

} // namespace batchroom
