// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/unknown_jobs.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UnknownJobs", text);
}

bool isCampaign(const BatchSummary& batch, const QString& name)
{
    return batch.campaignName.compare(name, Qt::CaseInsensitive) == 0;
}

void take(UnknownJobs& chosen, const JobRow& job)
{
    chosen.jobs.append(job.id);
    chosen.price += job.price;
}

std::optional<QString> objection(const JobRow* job, JobId id, UnknownAnswer answer)
{
    if (!job)
        return tr("There is no job %1 in this library.").arg(id.value);
    if (job->state != JobState::Unknown)
        return tr("Job %1 is %2, so there is nothing to resolve.")
            .arg(QString::number(id.value), jobStateName(job->state));
    if (answer == UnknownAnswer::AskAgain && !job->canAskAgain)
        return tr("The provider named no generation for job %1, so it cannot be asked again. Choose --resend or "
                  "--write-off.")
            .arg(id.value);
    return std::nullopt;
}

UnknownChoice chooseNamed(const QueueSnapshot& snapshot, const Options& options)
{
    QHash<JobId, const JobRow*> rows;
    for (const JobRow& job : snapshot.jobs)
        rows.insert(job.id, &job);
    UnknownChoice choice;
    QSet<JobId> seen;
    for (const QString& word : options.positional) {
        const JobId id{word.toLongLong()};
        if (seen.contains(id))
            continue;
        seen.insert(id);
        const JobRow* job = rows.value(id);
        if (const std::optional<QString> what = objection(job, id, *options.answer))
            choice.errors.append({ErrorCode::BadInput, *what, {}});
        else
            take(choice.chosen, *job);
    }
    return choice;
}

QList<Error> unknownNames(const QueueSnapshot& snapshot, const Options& options)
{
    const auto isThere = [&](auto matches) {
        return std::any_of(snapshot.batches.cbegin(), snapshot.batches.cend(), matches);
    };
    QList<Error> errors;
    if (options.batch && !isThere([&](const BatchSummary& batch) { return batch.id == *options.batch; }))
        errors.append({ErrorCode::NotFound, tr("There is no batch %1 in this library.").arg(options.batch->value), {}});
    if (!options.campaign.isEmpty()
        && !isThere([&](const BatchSummary& batch) { return isCampaign(batch, options.campaign); }))
        errors.append(
            {ErrorCode::NotFound, tr("There is no campaign “%1” in this library.").arg(options.campaign), {}});
    return errors;
}

UnknownChoice chooseMatching(const QueueSnapshot& snapshot, const Options& options)
{
    UnknownChoice choice;
    choice.errors = unknownNames(snapshot, options);
    if (!choice.errors.isEmpty())
        return choice;
    QSet<BatchId> batches;
    for (const BatchSummary& batch : snapshot.batches)
        if ((!options.batch || batch.id == *options.batch)
            && (options.campaign.isEmpty() || isCampaign(batch, options.campaign))
            && (options.accountFilter.isEmpty() || batch.account == options.accountFilter))
            batches.insert(batch.id);
    for (const JobRow& job : snapshot.jobs) {
        if (job.state != JobState::Unknown || !batches.contains(job.batch))
            continue;
        if (*options.answer == UnknownAnswer::AskAgain && !job.canAskAgain)
            ++choice.chosen.cannotAsk;
        else
            take(choice.chosen, job);
    }
    return choice;
}

} // namespace

UnknownChoice chooseUnknown(const QueueSnapshot& snapshot, const Options& options)
{
    return options.positional.isEmpty() ? chooseMatching(snapshot, options) : chooseNamed(snapshot, options);
}

} // namespace batchroom::cli
