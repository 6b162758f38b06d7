// SPDX-License-Identifier: GPL-3.0-or-later
// The durable queue: enqueues batches, runs jobs on its workers, answers the person's commands.
// Lives on the thread that made it (the GUI thread, or main in the CLI). Commands return at once and are carried out on
// the queue's own command thread; what came of them arrives as signals, coalesced to at most 20 a second.
#pragma once

#include "app/core/asset.h"
#include "app/core/clock.h"
#include "app/core/job.h"
#include "app/core/random_source.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace batchroom {

class Store;
class AssetStore;

// The library was put back to an earlier state when it was opened: what waited then may have been paid for since. Those
// jobs are unknown now, and the queue is paused.
struct QueueDoubt {
    qint64 sinceMs = 0; // 0: nobody knows
    int jobs = 0;
    Money possible; // what they cost if all of them were sent
};

struct QueueSnapshot {
    QList<BatchSummary> batches; // newest first
    QList<JobRow> jobs;          // by batch, row, index
    QMap<QString, Hold> holds;   // by account
    QMap<QString, SpendSummary> spend;
    bool isPaused = false;
    bool isStarted = false; // this program works on it, unless it is paused
    int inFlight = 0;
    int placeLimit = 10;
    std::optional<QueueDoubt> doubt;
};

struct SpendCaps {
    std::optional<Money> batch; // default cap of a new batch
    std::optional<Money> day;
    std::optional<Money> month;
};

// AskAgain is free and only for jobs with JobRow::canAskAgain: a finished picture is fetched without a second payment,
// a generation the provider does not know leaves the job unknown.
enum class UnknownAnswer { Resend, WriteOff, AskAgain };
enum class StartAs { Running, Paused };
enum class DearerPrice { Accepted, AskedAgain };

class JobQueue : public QObject {
    Q_OBJECT
public:
    struct Options {
        int placeLimit = 10; // images in flight per account; lowered by what the server says
        SpendCaps caps;
        bool onlyNewBatches = false; // true: batches that were there before start() are left alone (CLI run)
        qint64 minFreeBytes = 200LL * 1024 * 1024; // below it nothing is paid for
    };
    JobQueue(Store& store, AssetStore& assets, ImageProviderFactory providers, Clock& clock, RandomSource& random,
        Options options, QObject* parent = nullptr);
    ~JobQueue() override; // stops claiming, lets paid calls finish their answer, joins

    // First call: submitting -> unknown, accepted polled on, downloads repeated. Then works until stopped.
    void start(StartAs how);
    bool isPaused() const;
    bool isBroken() const; // paused by itself: the library cannot be written, and nothing more is paid for
    void setOptions(const Options& options);

    QFuture<Result<QueueSnapshot>> snapshot() const;
    QFuture<Result<BatchId>> enqueue(const BatchDraft& draft);
    // One sheet of several campaigns: all of them or none, with one and the same time of creation.
    QFuture<Result<QList<BatchId>>> enqueueTogether(const QList<BatchDraft>& drafts);
    // What the provider has just asked for the bill, by optionSet(): not asked again until a hold is released.
    void keepQuotes(const QString& account, const QHash<QByteArray, Money>& prices);

    // Somebody says that this generation is finished: it is polled now, which is free. Whether it is one of those that
    // are waited for.
    bool pollNow(const QString& generation);

    void pause();
    void resume();
    void pauseBatch(BatchId batch);
    void resumeBatch(BatchId batch);
    void setBatchCap(BatchId batch, std::optional<Money> cap); // raises or lifts the limit of one batch
    void cancelBatch(BatchId batch);
    void cancelJobs(const QList<JobId>& jobs);      // in flight: the result is discarded, still billed
    void retryFailed(std::optional<BatchId> batch); // failed and dead: the same rows again
    // Failed, dead, expired. What is paid for is fetched again for free first; an expired one is bought anew only by
    // the second retry.
    void retryJobs(const QList<JobId>& jobs);
    // Those that were given up, or were to be retried and have not been sent yet: back to where they stood.
    void takeBack(const QList<JobId>& jobs);
    void moveToFront(const QList<JobId>& jobs);
    // Right before another job that waits, in the given order; none: behind all that wait.
    void moveBefore(const QList<JobId>& jobs, JobId before);
    void setBatchPriority(BatchId batch, BatchPriority priority);
    void setBatchStart(BatchId batch, qint64 startMs); // wall clock; 0: at once
    // What of these drafts is in the library already, so that nobody pays for the same work twice unawares.
    QFuture<Result<DuplicateWork>> findDuplicates(const QList<BatchDraft>& drafts) const;
    QFuture<Result<QList<CampaignCost>>> campaignCosts() const;
    void answerUnknown(const QList<JobId>& jobs, UnknownAnswer answer);
    // Waiting: only edited. Rejected, or withheld (which is paid for anew): queued again.
    void editAndRequeue(JobId job, const QString& prompt);
    // The person says the cause is gone. A dearer price that was asked for is agreed to by the one, asked about again
    // by the other.
    void releaseHold(const QString& account, DearerPrice price = DearerPrice::Accepted);
    // A key is there that was not: ends a hold for the lack of one; `isNew` (a person gave it) also one for a refused
    // key. Other holds stay, and nothing dearer is agreed to.
    void noteKey(const QString& account, bool isNew);

Q_SIGNALS:
    void batchAdded(const batchroom::BatchSummary& batch, const QList<batchroom::JobRow>& jobs);
    void jobsChanged(const QList<batchroom::JobRow>& jobs);
    void batchesChanged(const QList<batchroom::BatchSummary>& batches);
    void inFlightChanged(int inFlight, int placeLimit);
    void spendChanged(const batchroom::SpendSummary& spend);
    void holdBegan(const QString& account, const batchroom::Hold& hold);
    void holdEnded(const QString& account);
    // Its own limit is reached: it is paused with this reason, other batches of the account go on. Raising the limit
    // or resuming it ends that.
    void batchHeld(batchroom::BatchId batch, const batchroom::Hold& hold);
    void pausedChanged(bool isPaused);
    void assetStored(const batchroom::AssetRow& asset);
    // Every job of these batches is in a state where nothing more happens by itself.
    void batchFinished(batchroom::BatchId batch);
    // Nothing is running and nothing can run: all done, all waiting for a person, held or paused.
    void idle();
    void commandFailed(const batchroom::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom
