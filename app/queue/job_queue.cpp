// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/job_queue.h"

#include "app/queue/dispatcher.h"
#include "app/store/batch_repository.h"
#include "app/store/job_commands.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QPromise>

namespace batchroom {

namespace {

using Jobs = Result<QList<JobId>>;

// A person's command about jobs: carried out in one transaction, then told.
Dispatcher::Command jobCommand(std::function<Jobs(JobCommands&)> act)
{
    return [act = std::move(act)](Dispatcher& dispatcher) {
        dispatcher.jobsCommanded(dispatcher.store().write<QList<JobId>>([&](Connection& connection) {
            JobCommands commands(connection, dispatcher.nowMs());
            return act(commands);
        }));
    };
}

Dispatcher::Command batchCommand(BatchId batch, std::function<Result<void>(BatchRepository&)> act)
{
    return [batch, act = std::move(act)](Dispatcher& dispatcher) {
        const Result<void> done = dispatcher.store().write<void>([&](Connection& connection) {
            BatchRepository batches(connection);
            return act(batches);
        });
        if (!done)
            dispatcher.fail(done.error());
        dispatcher.forgetCaps();
        dispatcher.feed().noteBatch(batch);
    };
}

template <typename Value>
QFuture<Result<Value>> answerOf(Dispatcher& dispatcher, std::function<Result<Value>(BatchRepository&)> question)
{
    const auto promise = std::make_shared<QPromise<Result<Value>>>();
    promise->start();
    QFuture<Result<Value>> future = promise->future();
    dispatcher.ask([promise, question = std::move(question)](Dispatcher& asked) {
        promise->addResult(asked.store().read<Value>([&](Connection& connection) {
            BatchRepository batches(connection);
            return question(batches);
        }));
        promise->finish();
    });
    return future;
}

} // namespace

class JobQueue::Private {
public:
    Private(Store& store, AssetStore& assets, ImageProviderFactory providers, Clock& clock, RandomSource& random,
        const Options& options, JobQueue& queue)
        : dispatcher(store, assets, std::move(providers), clock, random, options, queue)
    {
    }
    Dispatcher dispatcher;
};

JobQueue::JobQueue(Store& store, AssetStore& assets, ImageProviderFactory providers, Clock& clock, RandomSource& random,
    Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(store, assets, std::move(providers), clock, random, options, *this))
{
}

JobQueue::~JobQueue() = default;

void JobQueue::start(StartAs how)
{
    if (how == StartAs::Paused)
        d->dispatcher.pauseAtOnce();
    d->dispatcher.post([how](Dispatcher& dispatcher) { dispatcher.start(how); });
}

bool JobQueue::isPaused() const
{
    return d->dispatcher.isPaused();
}

bool JobQueue::isBroken() const
{
    return d->dispatcher.isBroken();
}

bool JobQueue::pollNow(const QString& generation)
{
    return d->dispatcher.pollNow(generation);
}

void JobQueue::setOptions(const Options& options)
{
    d->dispatcher.post([options](Dispatcher& dispatcher) { dispatcher.setOptions(options); });
}

QFuture<Result<QueueSnapshot>> JobQueue::snapshot() const
{
    const auto promise = std::make_shared<QPromise<Result<QueueSnapshot>>>();
    promise->start();
    QFuture<Result<QueueSnapshot>> future = promise->future();
    d->dispatcher.ask([promise](Dispatcher& dispatcher) {
        promise->addResult(dispatcher.snapshot());
        promise->finish();
    });
    return future;
}

QFuture<Result<BatchId>> JobQueue::enqueue(const BatchDraft& draft)
{
    const auto promise = std::make_shared<QPromise<Result<BatchId>>>();
    promise->start();
    QFuture<Result<BatchId>> future = promise->future();
    d->dispatcher.post([promise, draft](Dispatcher& dispatcher) {
        promise->addResult(dispatcher.enqueue({draft}).map([](const QList<BatchId>& ids) { return ids.first(); }));
        promise->finish();
    });
    return future;
}

QFuture<Result<QList<BatchId>>> JobQueue::enqueueTogether(const QList<BatchDraft>& drafts)
{
    const auto promise = std::make_shared<QPromise<Result<QList<BatchId>>>>();
    promise->start();
    QFuture<Result<QList<BatchId>>> future = promise->future();
    d->dispatcher.post([promise, drafts](Dispatcher& dispatcher) {
        promise->addResult(dispatcher.enqueue(drafts));
        promise->finish();
    });
    return future;
}

void JobQueue::keepQuotes(const QString& account, const QHash<QByteArray, Money>& prices)
{
    d->dispatcher.post([account, prices](Dispatcher& dispatcher) { dispatcher.keepQuotes(account, prices); });
}

void JobQueue::pause()
{
    d->dispatcher.pauseAtOnce();
    d->dispatcher.post([](Dispatcher& dispatcher) { dispatcher.setPaused(true); });
}

void JobQueue::resume()
{
    d->dispatcher.post([](Dispatcher& dispatcher) { dispatcher.setPaused(false); });
}

void JobQueue::pauseBatch(BatchId batch)
{
    d->dispatcher.post(
        batchCommand(batch, [batch](BatchRepository& batches) { return batches.setPaused(batch, true); }));
}

void JobQueue::resumeBatch(BatchId batch)
{
    d->dispatcher.post(
        batchCommand(batch, [batch](BatchRepository& batches) { return batches.setPaused(batch, false); }));
}

void JobQueue::setBatchCap(BatchId batch, std::optional<Money> cap)
{
    d->dispatcher.post(
        batchCommand(batch, [batch, cap](BatchRepository& batches) { return batches.setCap(batch, cap); }));
}

void JobQueue::cancelBatch(BatchId batch)
{
    d->dispatcher.post(jobCommand([batch](JobCommands& commands) { return commands.cancelBatch(batch); }));
}

void JobQueue::cancelJobs(const QList<JobId>& jobs)
{
    d->dispatcher.post(jobCommand([jobs](JobCommands& commands) { return commands.cancel(jobs); }));
}

void JobQueue::retryFailed(std::optional<BatchId> batch)
{
    d->dispatcher.post(jobCommand([batch](JobCommands& commands) { return commands.retryFailed(batch); }));
}

void JobQueue::retryJobs(const QList<JobId>& jobs)
{
    d->dispatcher.post([jobs](Dispatcher& dispatcher) {
        const Jobs retried = dispatcher.store().write<QList<JobId>>(
            [&](Connection& connection) { return JobCommands(connection, dispatcher.nowMs()).retry(jobs); });
        dispatcher.jobsCommanded(retried);
        if (retried && retried->size() < jobs.size())
            dispatcher.fail({ErrorCode::InvalidTransition,
                QCoreApplication::translate("JobQueue",
                    "%1 of these jobs cannot be retried. Only failed and expired ones can; one with an unknown outcome "
                    "has to be sent again on purpose, because it may be charged twice.")
                    .arg(jobs.size() - retried->size()),
                {}});
    });
}

void JobQueue::takeBack(const QList<JobId>& jobs)
{
    d->dispatcher.post([jobs](Dispatcher& dispatcher) {
        const Jobs back = dispatcher.store().write<QList<JobId>>(
            [&](Connection& connection) { return JobCommands(connection, dispatcher.nowMs()).takeBack(jobs); });
        dispatcher.jobsCommanded(back);
        if (back && back->size() < jobs.size())
            dispatcher.fail({ErrorCode::InvalidTransition,
                QCoreApplication::translate(
                    "JobQueue", "%1 of these jobs went on in the meantime, so that cannot be taken back for them.")
                    .arg(jobs.size() - back->size()),
                {}});
    });
}

void JobQueue::moveToFront(const QList<JobId>& jobs)
{
    d->dispatcher.post(jobCommand([jobs](JobCommands& commands) { return commands.moveToFront(jobs); }));
}

void JobQueue::moveBefore(const QList<JobId>& jobs, JobId before)
{
    d->dispatcher.post(jobCommand([jobs, before](JobCommands& commands) { return commands.moveBefore(jobs, before); }));
}

void JobQueue::setBatchPriority(BatchId batch, BatchPriority priority)
{
    d->dispatcher.post([batch, priority](Dispatcher& dispatcher) {
        dispatcher.feed().noteBatch(batch);
        dispatcher.jobsCommanded(dispatcher.store().write<QList<JobId>>(
            [&](Connection& connection) { return BatchRepository(connection).setPriority(batch, priority); }));
    });
}

void JobQueue::setBatchStart(BatchId batch, qint64 startMs)
{
    d->dispatcher.post(
        batchCommand(batch, [batch, startMs](BatchRepository& batches) { return batches.setStart(batch, startMs); }));
}

QFuture<Result<DuplicateWork>> JobQueue::findDuplicates(const QList<BatchDraft>& drafts) const
{
    return answerOf<DuplicateWork>(
        d->dispatcher, [drafts](BatchRepository& batches) { return batches.duplicatesOf(drafts); });
}

QFuture<Result<QList<CampaignCost>>> JobQueue::campaignCosts() const
{
    return answerOf<QList<CampaignCost>>(
        d->dispatcher, [](BatchRepository& batches) { return batches.campaignCosts(); });
}

void JobQueue::answerUnknown(const QList<JobId>& jobs, UnknownAnswer answer)
{
    d->dispatcher.post([jobs, answer](Dispatcher& dispatcher) {
        const Jobs answered = dispatcher.store().write<QList<JobId>>([&](Connection& connection) -> Jobs {
            JobCommands commands(connection, dispatcher.nowMs());
            switch (answer) {
            case UnknownAnswer::Resend: return commands.resend(jobs);
            case UnknownAnswer::WriteOff: return commands.writeOff(jobs);
            case UnknownAnswer::AskAgain: return commands.askAgain(jobs);
            }
            return QList<JobId>();
        });
        dispatcher.jobsCommanded(answered);
        if (answer == UnknownAnswer::AskAgain && answered && answered->size() < jobs.size())
            dispatcher.fail({ErrorCode::InvalidTransition,
                QCoreApplication::translate("JobQueue",
                    "%1 of these jobs cannot be asked about, because the provider named no generation. Send them "
                    "again (a second charge is possible) or write them off.")
                    .arg(jobs.size() - answered->size()),
                {}});
    });
}

void JobQueue::editAndRequeue(JobId job, const QString& prompt)
{
    d->dispatcher.post(
        jobCommand([job, prompt](JobCommands& commands) { return commands.editAndRequeue(job, prompt); }));
}

void JobQueue::releaseHold(const QString& account, DearerPrice price)
{
    d->dispatcher.post([account, price](Dispatcher& dispatcher) { dispatcher.releaseHold(account, price); });
}

void JobQueue::noteKey(const QString& account, bool isNew)
{
    d->dispatcher.post([account, isNew](Dispatcher& dispatcher) { dispatcher.noteKey(account, isNew); });
}

} // namespace batchroom
