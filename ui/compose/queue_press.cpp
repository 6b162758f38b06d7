// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/queue_press.h"

#include "app/compose/plan_batch.h"
#include "app/queue/job_queue.h"

#include <QtConcurrentRun>

namespace batchroom {

Result<BatchDraft> batchOf(const QueuePress::Order& order, const Catalog& catalog)
{
    BatchPlan plan = planBatch(order.sheet, catalog, {}, billingOf(order.account));
    if (plan.hasErrors())
        return Error{ErrorCode::BadInput,
            QueuePress::tr("Some cells must be mended first. Nothing was queued and nothing is charged."), {}};
    if (plan.jobs.isEmpty())
        return Error{ErrorCode::BadInput, QueuePress::tr("The sheet is empty. Write a prompt first."), {}};
    BatchDraft draft;
    draft.name = order.name;
    draft.account = order.account;
    draft.cap = order.cap;
    draft.campaign = !order.campaign.isEmpty() ? order.campaign
        : !plan.campaigns.isEmpty()            ? plan.campaigns.constFirst()
                                               : QueuePress::tr("My first campaign");
    draft.jobs = std::move(plan.jobs);
    if (!order.quotes.isEmpty()) {
        for (JobDraft& job : draft.jobs)
            job.price = order.quotes.value(optionSet(job.request), job.price);
    }
    return draft;
}

QueuePress::QueuePress(const Catalog& catalog, JobQueue& queue, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
    , m_queue(queue)
{
}

void QueuePress::press(const Order& order)
{
    if (m_isBusy)
        return;
    m_isBusy = true;
    Q_EMIT busyChanged();
    QtConcurrent::run([order, catalog = &m_catalog] {
        return batchOf(order, *catalog);
    }).then(this, [this](const Result<BatchDraft>& draft) {
        if (draft) {
            enqueue(*draft);
            return;
        }
        finish();
        Q_EMIT failed(draft.error());
    });
}

void QueuePress::enqueue(const BatchDraft& draft)
{
    const auto images = static_cast<int>(draft.jobs.size());
    m_queue.enqueue(draft).then(this, [this, images](const Result<BatchId>& batch) {
        finish();
        if (batch)
            Q_EMIT queued(images);
        else
            Q_EMIT failed(batch.error());
    });
}

void QueuePress::finish()
{
    m_isBusy = false;
    Q_EMIT busyChanged();
}

} // namespace batchroom
