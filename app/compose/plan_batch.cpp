// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/plan_batch.h"

#include <queue>

#include <algorithm>

namespace batchroom {

bool BatchPlan::hasErrors() const
{
    return std::any_of(issues.begin(), issues.end(),
        [](const CellIssue& issue) { return issue.severity == CellIssue::Severity::Error; });
}

BatchPlan planBatch(const Sheet& sheet, const Catalog& catalog, const SheetDefaults& defaults, Billing billing)
{
    BatchPlan plan;
    for (qsizetype i = 0; i < sheet.rows.size(); ++i) {
        const RowPlan row = planRow(sheet.rows[i], static_cast<int>(i) + 1, catalog, defaults, billing);
        plan.issues += row.issues;
        plan.jobs += row.jobs;
        if (row.jobs.isEmpty())
            continue;
        const QString& model = row.jobs.front().request.model;
        plan.priceByModel[model] += row.price;
        plan.imagesByModel[model] += row.images;
        plan.total += row.price;
        const QString campaign = sheet.rows[i].cell(SheetColumn::Campaign).trimmed();
        if (!campaign.isEmpty() && !plan.campaigns.contains(campaign, Qt::CaseInsensitive))
            plan.campaigns.append(campaign);
    }
    if (plan.hasErrors())
        plan.jobs.clear();
    return plan;
}

QList<CampaignPlan> splitByCampaign(const BatchPlan& plan, const QString& otherwise)
{
    QList<CampaignPlan> plans;
    QHash<QString, qsizetype> placeOf;
    for (const JobDraft& job : plan.jobs) {
        const QString named = job.metadata.value(QStringLiteral("campaign")).trimmed();
        const QString campaign = named.isEmpty() ? otherwise.trimmed() : named;
        const QString key = campaign.toCaseFolded();
        if (!placeOf.contains(key)) {
            placeOf.insert(key, plans.size());
            plans.append({campaign, {}});
            plans.last().plan.campaigns.append(campaign);
        }
        BatchPlan& share = plans[placeOf.value(key)].plan;
        share.jobs.append(job);
        share.priceByModel[job.request.model] += job.price;
        ++share.imagesByModel[job.request.model];
        share.total += job.price;
    }
    return plans;
}

// Jobs are taken in order, each by the first place that is free.
std::chrono::milliseconds expectedDuration(const BatchPlan& plan, const Catalog& catalog, int places)
{
    using Time = std::chrono::milliseconds;
    std::priority_queue<Time, std::vector<Time>, std::greater<>> busyUntil;
    Time end{0};
    for (const JobDraft& job : plan.jobs) {
        const Model* model = catalog.model(job.request.model);
        const SpeedOption* speed = model ? model->speed(job.request.speed) : nullptr;
        if (!speed)
            continue;
        Time start{0};
        if (busyUntil.size() >= static_cast<size_t>(std::max(places, 1))) {
            start = busyUntil.top();
            busyUntil.pop();
        }
        busyUntil.push(start + speed->typicalDuration);
        end = std::max(end, start + speed->typicalDuration);
    }
    return end;
}

} // namespace batchroom
