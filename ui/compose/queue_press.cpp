// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/queue_press.h"

#include "app/compose/plan_batch.h"
#include "app/queue/job_queue.h"

#include <QSet>
#include <QtConcurrentRun>

#include <utility>

namespace batchroom {

namespace {

Money priceOf(const QList<JobDraft>& jobs)
{
    Money sum;
    for (const JobDraft& job : jobs)
        sum += job.price;
    return sum;
}

int imagesOf(const QList<BatchDraft>& drafts)
{
    int images = 0;
    for (const BatchDraft& draft : drafts)
        images += static_cast<int>(draft.jobs.size());
    return images;
}

// One limit over several batches: each gets what it needs while it lasts, the last also what is left over.
void shareCap(std::optional<Money> cap, QList<BatchDraft>& drafts)
{
    if (!cap)
        return;
    Money left = *cap;
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        const Money share = i + 1 == drafts.size() ? left : std::min(left, priceOf(drafts[i].jobs));
        drafts[i].cap = share;
        left = left - share;
    }
}

} // namespace

Result<QList<BatchDraft>> batchesOf(const QueuePress::Order& order, const Catalog& catalog)
{
    BatchPlan plan = planBatch(order.sheet, catalog, {}, billingOf(order.account));
    if (plan.hasErrors())
        return Error{ErrorCode::BadInput,
            QueuePress::tr("Some cells must be mended first. Nothing was queued and nothing is charged."), {}};
    if (plan.jobs.isEmpty())
        return Error{ErrorCode::BadInput, QueuePress::tr("The sheet is empty. Write a prompt first."), {}};
    for (JobDraft& job : plan.jobs)
        job.price = order.quotes.value(optionSet(job.request), job.price);
    const auto draftOf = [&order](const QString& campaign, const QList<JobDraft>& jobs) {
        BatchDraft draft;
        draft.name = order.name;
        draft.account = order.account;
        draft.campaign = campaign;
        draft.startMs = order.startMs;
        draft.jobs = jobs;
        return draft;
    };
    if (!order.campaign.isEmpty()) {
        BatchDraft draft = draftOf(order.campaign, plan.jobs);
        draft.cap = order.cap;
        return QList{draft};
    }
    QList<BatchDraft> drafts;
    for (const CampaignPlan& part : splitByCampaign(plan, QueuePress::tr("My first campaign")))
        drafts.append(draftOf(part.campaign, part.plan.jobs));
    shareCap(order.cap, drafts);
    return drafts;
}

QList<BatchDraft> withoutDuplicates(QList<BatchDraft> drafts, const DuplicateWork& found)
{
    const QSet<std::pair<int, int>> same(found.images.begin(), found.images.end());
    for (BatchDraft& draft : drafts)
        draft.jobs.removeIf([&same](const JobDraft& job) { return same.contains({job.row, job.indexInRow}); });
    drafts.removeIf([](const BatchDraft& draft) { return draft.jobs.isEmpty(); });
    return drafts;
}

QueuePress::QueuePress(const Catalog& catalog, JobQueue& queue, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
    , m_queue(queue)
{
}

void QueuePress::press(const Order& order)
{
    if (isBusy())
        return;
    goTo(Step::Planning);
    QtConcurrent::run([order, catalog = &m_catalog] {
        return batchesOf(order, *catalog);
    }).then(this, [this, order](const Result<QList<BatchDraft>>& drafts) {
        if (drafts) {
            m_queue.keepQuotes(order.account, order.quotes);
            lookForDuplicates(*drafts);
            return;
        }
        goTo(Step::None);
        Q_EMIT failed(drafts.error());
    });
}

// The question is a kindness: where it cannot be answered, the press counts.
void QueuePress::lookForDuplicates(const QList<BatchDraft>& drafts)
{
    m_queue.findDuplicates(drafts).then(this, [this, drafts](const Result<DuplicateWork>& found) {
        if (!found || found->images.isEmpty()) {
            enqueue(drafts);
            return;
        }
        m_asked = drafts;
        m_found = *found;
        goTo(Step::Asking);
        Q_EMIT duplicatesFound(m_found, imagesOf(drafts));
    });
}

void QueuePress::answer(DuplicateAnswer answer)
{
    const QList<BatchDraft> drafts = std::exchange(m_asked, {});
    if (drafts.isEmpty())
        return;
    switch (answer) {
    case DuplicateAnswer::All: enqueue(drafts); break;
    case DuplicateAnswer::OthersOnly: enqueue(withoutDuplicates(drafts, m_found)); break;
    case DuplicateAnswer::Cancel:
        goTo(Step::None);
        Q_EMIT stopped();
        break;
    }
}

void QueuePress::enqueue(const QList<BatchDraft>& drafts)
{
    goTo(Step::Queuing);
    const int images = imagesOf(drafts);
    const qint64 startMs = drafts.isEmpty() ? 0 : drafts.first().startMs;
    m_queue.enqueueTogether(drafts).then(this, [this, images, startMs](const Result<QList<BatchId>>& batches) {
        goTo(Step::None);
        if (batches)
            Q_EMIT queued(images, startMs);
        else
            Q_EMIT failed(batches.error());
    });
}

void QueuePress::goTo(Step step)
{
    m_step = step;
    Q_EMIT stepChanged();
}

} // namespace batchroom
