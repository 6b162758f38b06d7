// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_totals.h"

#include <algorithm>
#include <utility>

namespace batchroom::cli {

Money priceOf(const BatchDraft& draft)
{
    Money price;
    for (const JobDraft& job : draft.jobs)
        price += job.price;
    return price;
}

RunTotals totalsOf(const QueueSnapshot& snapshot, const QSet<BatchId>& batches)
{
    RunTotals totals;
    for (const BatchSummary& batch : snapshot.batches) {
        if (!batches.contains(batch.id))
            continue;
        for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
            totals.counts[it.key()] += it.value();
        totals.jobs += batch.total();
        totals.spent += batch.spent;
        totals.unknown += batch.unknown;
        const int waiting = batch.count(JobState::Queued) + batch.count(JobState::Held);
        if (snapshot.holds.contains(batch.account) || !batch.holdMessage.isEmpty())
            totals.held += waiting;
        else
            totals.paused += waiting;
        // Sent or paid for, and nothing goes on with them: never "everything done".
        totals.held += batch.count(JobState::Submitting) + batch.count(JobState::Accepted)
            + batch.count(JobState::Ready) + batch.count(JobState::Downloading);
    }
    // The limit of one run covers its batches together: those that wait for their turn are held with it.
    if (isLimitReached(snapshot, batches))
        totals.held += std::exchange(totals.paused, 0);
    return totals;
}

bool isLimitReached(const QueueSnapshot& snapshot, const QSet<BatchId>& batches)
{
    return std::any_of(snapshot.batches.cbegin(), snapshot.batches.cend(),
        [&](const BatchSummary& batch) { return batches.contains(batch.id) && !batch.holdMessage.isEmpty(); });
}

QJsonObject summaryLine(const RunTotals& totals, int variants)
{
    return {
        {QStringLiteral("type"), QStringLiteral("summary")},
        {QStringLiteral("jobs"), totals.jobs},
        {QStringLiteral("done"), totals.count(JobState::Done)},
        {QStringLiteral("failed"), totals.failed()},
        {QStringLiteral("rejected"), totals.count(JobState::Rejected)},
        {QStringLiteral("withheld"), totals.count(JobState::Withheld)},
        {QStringLiteral("unknown"), totals.count(JobState::Unknown)},
        {QStringLiteral("held"), totals.held},
        {QStringLiteral("cancelled"), totals.count(JobState::Cancelled)},
        {QStringLiteral("images"), totals.count(JobState::Done)},
        {QStringLiteral("variants"), variants},
        {QStringLiteral("spent_usd"), totals.spent.toDecimal()},
        {QStringLiteral("unknown_usd"), totals.unknown.toDecimal()},
    };
}

QJsonArray campaignsOf(const QueueSnapshot& snapshot, const QSet<BatchId>& batches)
{
    QList<CampaignId> order;
    QHash<CampaignId, QSet<BatchId>> batchesOf;
    QHash<CampaignId, QString> names;
    for (auto batch = snapshot.batches.crbegin(); batch != snapshot.batches.crend(); ++batch) {
        if (!batches.contains(batch->id))
            continue;
        if (!names.contains(batch->campaign))
            order.append(batch->campaign);
        names.insert(batch->campaign, batch->campaignName);
        batchesOf[batch->campaign].insert(batch->id);
    }
    QJsonArray lines;
    for (const CampaignId campaign : order) {
        const QSet<BatchId>& own = batchesOf[campaign];
        const RunTotals totals = totalsOf(snapshot, own);
        QList<BatchId> sorted(own.cbegin(), own.cend());
        std::sort(sorted.begin(), sorted.end());
        QJsonArray ids;
        for (const BatchId id : sorted)
            ids.append(id.value);
        lines.append(QJsonObject{
            {QStringLiteral("campaign"), names.value(campaign)},
            {QStringLiteral("batches"), ids},
            {QStringLiteral("jobs"), totals.jobs},
            {QStringLiteral("done"), totals.count(JobState::Done)},
            {QStringLiteral("spent_usd"), totals.spent.toDecimal()},
            {QStringLiteral("unknown_usd"), totals.unknown.toDecimal()},
        });
    }
    return lines;
}

ExitCode exitCodeOf(const RunTotals& totals, int failedVariants)
{
    if (totals.held > 0)
        return held;
    const int unhappy = totals.failed() + totals.count(JobState::Rejected) + totals.count(JobState::Withheld)
        + totals.count(JobState::Unknown) + totals.paused + failedVariants;
    return unhappy > 0 ? someNeedAttention : everythingDone;
}

} // namespace batchroom::cli
