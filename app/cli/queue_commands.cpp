// SPDX-License-Identifier: GPL-3.0-or-later
// cancel, retry, move, edit, pause, continue, batch: what a person may do to work that waits.
#include "app/cli/batch_lines.h"
#include "app/cli/commands.h"
#include "app/cli/open_studio.h"
#include "app/cli/run_totals.h"
#include "app/cli/work_session.h"

#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text, qsizetype n = -1)
{
    return QCoreApplication::translate("QueueCommands", text, nullptr, static_cast<int>(n));
}

QList<JobId> jobsOf(const Options& options)
{
    QList<JobId> jobs;
    for (const QString& word : options.positional)
        jobs.append(JobId{word.toLongLong()});
    return jobs;
}

const JobRow* find(const QueueSnapshot& snapshot, JobId id)
{
    const auto found =
        std::find_if(snapshot.jobs.cbegin(), snapshot.jobs.cend(), [&](const JobRow& job) { return job.id == id; });
    return found == snapshot.jobs.cend() ? nullptr : &*found;
}

bool hasAll(const Options& options, const QueueSnapshot& snapshot, Console& console)
{
    bool all = true;
    for (const JobId id : jobsOf(options)) {
        if (find(snapshot, id))
            continue;
        all = false;
        console.fail({ErrorCode::NotFound, tr("There is no job %1 in this library.").arg(id.value), {}});
    }
    const auto isMeant = [&](const BatchSummary& batch) { return batch.id == options.batch; };
    if (options.batch && std::none_of(snapshot.batches.cbegin(), snapshot.batches.cend(), isMeant)) {
        all = false;
        console.fail({ErrorCode::NotFound, tr("There is no batch %1 in this library.").arg(options.batch->value), {}});
    }
    return all;
}

QString standing(const JobRow& job)
{
    return QStringLiteral("%1 %2 %3").arg(jobStateName(job.state), job.prompt, job.message)
        + QString::number(job.position);
}

bool isSameOrder(const BatchSummary& a, const BatchSummary& b)
{
    return a.isPaused == b.isPaused && a.cap == b.cap && a.priority == b.priority && a.startMs == b.startMs;
}

int tellBatches(const QueueSnapshot& before, const QueueSnapshot& after, Console& console)
{
    int changed = 0;
    for (const BatchSummary& batch : after.batches) {
        const auto old = std::find_if(before.batches.cbegin(), before.batches.cend(),
            [&](const BatchSummary& one) { return one.id == batch.id; });
        if (old != before.batches.cend() && isSameOrder(*old, batch))
            continue;
        ++changed;
        console.json(jsonOf(batch));
        console.say(lineOf(batch));
    }
    return changed;
}

// A queue at work changes other jobs meanwhile.
bool isMeant(const JobRow& job, const Options& options, const JobRow* before)
{
    if (!options.positional.isEmpty())
        return options.positional.contains(job.id.toString());
    if (options.batch && job.batch != *options.batch)
        return false;
    if (options.command == QLatin1StringView("retry"))
        return before && (before->state == JobState::Failed || before->state == JobState::Dead);
    return options.command == QLatin1StringView("cancel");
}

// What changed, told as it is now. Nothing changed: the command meant nothing for these jobs.
void tellChanges(const QueueSnapshot& before, const QueueSnapshot& after, const Options& options, Console& console)
{
    qsizetype changed = 0;
    QHash<JobId, const JobRow*> known;
    for (const JobRow& job : before.jobs)
        known.insert(job.id, &job);
    for (const JobRow& job : after.jobs) {
        const JobRow* old = known.value(job.id);
        if (!isMeant(job, options, old) || (old && standing(*old) == standing(job)))
            continue;
        ++changed;
        console.json(jsonOf(job));
    }
    if (changed > 0)
        console.say(tr("%n job(s) changed.", changed));
    const int batches = tellBatches(before, after, console);
    if (before.isPaused != after.isPaused) {
        console.json({{QStringLiteral("type"), QStringLiteral("queue")}, {QStringLiteral("paused"), after.isPaused}});
        console.say(after.isPaused ? tr("The queue is paused.") : tr("The queue is not paused any more."));
    } else if (changed == 0 && batches == 0) {
        console.say(tr("Nothing changed: it is so already, or means nothing for jobs in this state."));
    }
}

// Commands are carried out in order: when the second snapshot is there, what was asked for is on disk.
Session withQueue(
    Studio& studio, const Options& options, Console& console, const Finish& finish, std::function<void(JobQueue&)> act)
{
    auto guard = std::make_shared<QObject>();
    QObject* context = guard.get();
    JobQueue& queue = studio.queue();
    const auto hasFailed = std::make_shared<bool>(false);
    QObject::connect(&queue, &JobQueue::commandFailed, context, [&console, hasFailed](const Error& error) {
        *hasFailed = true;
        console.fail(error);
    });
    const auto told = [&options, &console, finish, hasFailed](
                          const QueueSnapshot& before, const Result<QueueSnapshot>& after) {
        if (after)
            tellChanges(before, *after, options, console);
        else
            console.fail(after.error());
        finish(!after ? libraryUnavailable : *hasFailed ? badUsage : everythingDone);
    };
    queue.snapshot().then(context,
        [&queue, &options, &console, context, finish, told, act = std::move(act)](const Result<QueueSnapshot>& before) {
            if (!before || !hasAll(options, *before, console)) {
                if (!before)
                    console.fail(before.error());
                finish(before ? badUsage : libraryUnavailable);
                return;
            }
            act(queue);
            queue.snapshot().then(
                context, [told, was = *before](const Result<QueueSnapshot>& after) { told(was, after); });
        });
    return guard;
}

} // namespace

Session beginCancel(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.batch)
            queue.cancelBatch(*options.batch);
        if (!options.positional.isEmpty())
            queue.cancelJobs(jobsOf(options));
    });
}

Session beginRetry(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.positional.isEmpty())
            queue.retryFailed(options.batch);
        else
            queue.retryJobs(jobsOf(options));
    });
}

Session beginMove(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.moveToFront)
            queue.moveToFront(jobsOf(options));
        else
            queue.moveBefore(jobsOf(options), options.moveBefore);
    });
}

Session beginEdit(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish,
        [&options](JobQueue& queue) { queue.editAndRequeue(jobsOf(options).constFirst(), options.prompt); });
}

Session beginPause(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.batch)
            queue.pauseBatch(*options.batch);
        else
            queue.pause();
    });
}

Session beginContinue(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.batch)
            queue.resumeBatch(*options.batch);
        else
            queue.resume();
    });
}

Session beginBatch(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    return withQueue(studio, options, console, finish, [&options](JobQueue& queue) {
        if (options.batchCap)
            queue.setBatchCap(*options.batch, *options.batchCap);
        if (options.priority)
            queue.setBatchPriority(*options.batch, *options.priority);
        if (options.startMs)
            queue.setBatchStart(*options.batch, *options.startMs);
    });
}

} // namespace batchroom::cli
