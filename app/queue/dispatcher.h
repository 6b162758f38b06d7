// SPDX-License-Identifier: GPL-3.0-or-later
// The heart of the queue: carries out commands one after another on its own thread, and after each of them starts the
// jobs that may start now on the worker pool. Everything but the RunReport calls and post() happens on that thread.
#pragma once

#include "app/queue/cap_watch.h"
#include "app/queue/change_feed.h"
#include "app/queue/job_queue.h"
#include "app/queue/job_run.h"
#include "app/queue/plan_admission.h"
#include "app/queue/provider_shelf.h"

#include <QHash>
#include <QThreadPool>

#include <condition_variable>
#include <deque>

namespace batchroom {

class Dispatcher final : public RunReport {
public:
    using Command = std::function<void(Dispatcher&)>;

    Dispatcher(Store& store, AssetStore& assets, ImageProviderFactory providers, Clock& clock, RandomSource& random,
        const JobQueue::Options& options, JobQueue& queue);
    ~Dispatcher() override;

    // Any thread. A question changes nothing, so nobody is told that all is quiet again after it.
    void post(Command command);
    void ask(Command question);
    bool isPaused() const { return m_isPausedForAll.load(); }
    bool isBroken() const { return m_isBroken.load(); }
    bool pollNow(const QString& generation) { return m_tools.bell->ring(generation); }
    void pauseAtOnce() { m_isPausedForAll = true; } // the command that writes it down follows

    // The rest: inside commands.
    Store& store() { return m_store; }
    ChangeFeed& feed() { return m_feed; }
    qint64 nowMs() const { return m_clock.now().count(); }
    void start(StartAs how);
    void setOptions(const JobQueue::Options& options);
    void setPaused(bool isPaused);
    void tellPaused();
    void releaseHold(const QString& account, DearerPrice price);
    void noteKey(const QString& account, bool isNew);
    // All or none, in one transaction.
    Result<QList<BatchId>> enqueue(QList<BatchDraft> drafts);
    void keepQuotes(const QString& account, const QHash<QByteArray, Money>& prices) { m_quotes.keep(account, prices); }
    Result<QueueSnapshot> snapshot();
    // Jobs were changed by a person: tell about them, and look again what may start.
    void jobsCommanded(const Result<QList<JobId>>& jobs);
    void fail(const Error& error);
    void forgetCaps();

    bool mayPay() const override;
    SpendLimits spendLimits() const override;
    qint64 minFreeBytes() const override;
    void jobChanged(const StoredJob& job) override;
    void placeFreed(JobId job) override;
    void accountRefused(const QString& account, const Hold& hold) override;
    void capReached(const StoredJob& job, const CapRefusal& refusal) override;
    void assetStored(const AssetRow& asset) override;
    void broke(const Error& error) override;

private:
    struct Running {
        QString account;
        BatchId batch;
        bool hasPlace = false;
    };

    void push(Command command, bool isQuestion);
    void loop(std::stop_token stop);
    void lookForWork();
    bool wasClockSetBack();
    bool isTimeToLook() const;
    std::optional<ChangeFeed::SteadyTime> nextWake() const;

    Result<void> settleLeftoversOnce();
    Result<void> takeUp(StartAs how);
    void wakeForNews();
    void admit();
    void startUnfinished();
    void lookAgain();
    void startFree(const QList<StoredJob>& jobs);
    void startQueued();
    void startQueuedOf(const QString& account);
    void run(JobId job, const Running& running);
    enum class Money { Untouched, Moved };
    void finished(JobId job, Money money);
    bool isSomethingInFlight(const QString& account, BatchId batch, JobId except) const;
    void beginHold(const QString& account, const Hold& hold);
    void beginHoldOf(const CapWatch::Scope& scope, const Hold& hold);
    void endHold(const QString& account);
    void releaseFullDisk();
    int placesInUse(const QString& account) const;
    int placeLimit(const QString& account);
    void noteInFlight();
    void tellIfDue();
    void tellIdle();

    Store& m_store;
    AssetStore& m_assets;
    Clock& m_clock;
    QuoteBook m_quotes;
    AccountPace m_pace;
    ProviderShelf m_providers;
    ChangeFeed m_feed;
    RunTools m_tools;

    // Read by the workers.
    mutable std::mutex m_optionsMutex;
    JobQueue::Options m_options;
    std::atomic<bool> m_isPausedForAll{false};
    std::atomic<bool> m_isBroken{false};

    // Of the command thread.
    bool m_isStarted = false;
    bool m_isStartWanted = false; // it failed; going on tries again
    bool m_toldPaused = false;
    bool m_isStopping = false;
    BatchScope m_scope;
    bool m_areLeftoversSettled = false;
    QList<JobId> m_leftovers; // settled before start()
    std::optional<QueueDoubt> m_doubt;
    BatchId m_firstOwnBatch;
    QStringList m_accounts;
    QMap<QString, Hold> m_holds;
    QMap<QString, std::chrono::milliseconds> m_diskHoldUntil; // steady
    CapWatch m_caps;
    QHash<JobId, Running> m_running;
    bool m_lookForUnfinished = false;
    QSet<JobId> m_passedOver; // on a worker when unfinished jobs were looked for
    QList<JobId> m_toLookAt;  // and have left it since
    bool m_hasWaitingJobs = false;
    bool m_somethingHappened = false;
    std::optional<qint64> m_nextDueMs;
    Clock::Milliseconds m_steadySeen{}; // together with:
    Clock::Milliseconds m_wallSeen{};
    ChangeFeed::SteadyTime m_lastStart{};
    std::optional<ChangeFeed::SteadyTime> m_nextStart; // a place and a job are there, only its turn is not yet

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    struct Waiting {
        Command command;
        bool isQuestion = false;
    };
    std::deque<Waiting> m_commands;
    bool m_hasNews = false; // for the feed
    std::stop_source m_stopWork;
    QThreadPool m_pool;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace batchroom
