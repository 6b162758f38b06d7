// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queue_troubles.h"

#include "ui/models/queue_list.h"

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

constexpr std::array jobKinds{TroubleKind::Unknown, TroubleKind::Refused, TroubleKind::Expired, TroubleKind::Dead};

JobState stateOf(TroubleKind kind)
{
    switch (kind) {
    case TroubleKind::Refused: return JobState::Rejected;
    case TroubleKind::Expired: return JobState::Expired;
    case TroubleKind::Dead: return JobState::Dead;
    default: return JobState::Unknown;
    }
}

// A refused prompt is edited one by one; the others are alike.
bool canBeGrouped(TroubleKind kind)
{
    return kind != TroubleKind::Refused;
}

Trouble troubleOf(const QueueList& list, TroubleKind kind, const QList<JobId>& jobs)
{
    Trouble trouble;
    trouble.kind = kind;
    trouble.jobs = jobs;
    trouble.first = *list.job(jobs.first());
    trouble.account = trouble.first.account;
    trouble.possible = priceOf(list, jobs);
    trouble.canAskAgain = kind == TroubleKind::Unknown
        && std::all_of(jobs.begin(), jobs.end(), [&list](JobId job) { return list.job(job)->canAskAgain; });
    return trouble;
}

int waitingFor(const QueueList& list, const QString& account)
{
    int waiting = 0;
    for (const QueueBatch* batch : list.batches())
        waiting += batch->summary.account == account ? batch->waiting() : 0;
    return waiting;
}

} // namespace

QString Trouble::key() const
{
    if (kind == TroubleKind::Hold)
        return batch ? QStringLiteral("hold batch ") + batch.toString() : QStringLiteral("hold ") + account;
    const QString word = QString::number(static_cast<int>(kind));
    return isGroup() ? QStringLiteral("all ") + word : QStringLiteral("%1 %2").arg(word, jobs.value(0).toString());
}

Money priceOf(const QueueList& list, const QList<JobId>& jobs)
{
    Money sum;
    for (const JobId id : jobs)
        if (const JobRow* job = list.job(id); job && billingOf(job->account) == Billing::Charged)
            sum += job->price;
    return sum;
}

QList<JobId> jobsOfKind(const QueueList& list, TroubleKind kind)
{
    QList<JobId> jobs;
    for (const QueueBatch* batch : list.batches()) {
        if (batch->count(stateOf(kind)) == 0)
            continue;
        for (int i = 0; i < batch->jobCount(); ++i)
            if (batch->job(i).state == stateOf(kind))
                jobs.append(batch->job(i).id);
    }
    return jobs;
}

QList<Trouble> troublesOf(const QueueList& list, JobId first)
{
    QList<Trouble> troubles;
    for (auto it = list.holds().cbegin(); it != list.holds().cend(); ++it) {
        Trouble trouble;
        trouble.kind = TroubleKind::Hold;
        trouble.account = it.key();
        trouble.hold = it.value();
        trouble.waiting = waitingFor(list, it.key());
        troubles.append(trouble);
    }
    for (const QueueBatch* batch : list.batches()) {
        if (batch->summary.holdMessage.isEmpty() || batch->waiting() == 0)
            continue;
        Trouble trouble;
        trouble.kind = TroubleKind::Hold;
        trouble.account = batch->summary.account;
        trouble.batch = batch->summary.id;
        trouble.hold = {HoldReason::BudgetReached, batch->summary.holdMessage};
        trouble.waiting = batch->waiting();
        troubles.append(trouble);
    }
    for (const TroubleKind kind : jobKinds) {
        QList<JobId> jobs = jobsOfKind(list, kind);
        if (const auto wanted = jobs.indexOf(first); wanted > 0)
            jobs.move(wanted, 0);
        if (canBeGrouped(kind) && jobs.size() > separateTroubles) {
            troubles.append(troubleOf(list, kind, jobs));
            continue;
        }
        for (const JobId job : jobs.first(std::min<qsizetype>(jobs.size(), separateTroubles)))
            troubles.append(troubleOf(list, kind, {job}));
    }
    return troubles;
}

} // namespace batchroom
