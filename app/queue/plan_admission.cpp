// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/plan_admission.h"

#include <algorithm>

namespace batchroom {

namespace {

bool waitsForSomethingElse(const QueuedJob& job, const AdmissionContext& context)
{
    const auto account = context.accounts.constFind(job.account);
    return context.running.contains(job.id) || job.isBatchPaused || context.batchesAtCap.contains(job.batch)
        || account == context.accounts.constEnd() || account->isHeld || account->waitsForCap;
}

} // namespace

AdmissionPlan planAdmission(const QList<QueuedJob>& candidates, const AdmissionContext& context)
{
    AdmissionPlan plan;
    if (context.isPaused)
        return plan;
    QMap<QString, int> freePlaces;
    for (auto it = context.accounts.begin(); it != context.accounts.end(); ++it)
        freePlaces.insert(it.key(), it->placeLimit - it->placesInUse);

    for (const QueuedJob& job : candidates) {
        if (waitsForSomethingElse(job, context))
            continue;
        const qint64 due = std::max(job.notBeforeMs, context.accounts.value(job.account).quietUntilMs);
        if (due > context.nowMs && due <= context.nowMs + longestDelayMs) {
            plan.nextDueMs = std::min(plan.nextDueMs.value_or(due), due);
            continue;
        }
        if (freePlaces[job.account] <= 0)
            continue;
        --freePlaces[job.account];
        plan.start.append(job.id);
    }
    return plan;
}

} // namespace batchroom
