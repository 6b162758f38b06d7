// SPDX-License-Identifier: GPL-3.0-or-later
// The whole life of one job on one worker thread, from wherever it stands to where it cannot go on by itself.
// Straight-line and blocking; everything it learns is on disk before it takes the next step.
#pragma once

#include "app/core/asset.h"
#include "app/core/clock.h"
#include "app/core/image_provider.h"
#include "app/queue/account_pace.h"
#include "app/queue/decide_outcome.h"
#include "app/queue/quote_book.h"
#include "app/queue/schedule.h"
#include "app/store/attempt_ledger.h"
#include "app/store/job_repository.h"

namespace batchroom {

class AssetStore;
class Connection;
class Store;

// What a run tells while it goes on. Called on the worker's thread.
class RunReport {
public:
    virtual ~RunReport() = default;
    // The person has not paused and nothing is broken: a new payment may begin.
    virtual bool mayPay() const = 0;
    virtual SpendLimits spendLimits() const = 0;
    virtual qint64 minFreeBytes() const = 0;
    virtual void jobChanged(const StoredJob& job) = 0;
    // The generation is finished: its place in flight is free for the next one.
    virtual void placeFreed(JobId job) = 0;
    virtual void accountRefused(const QString& account, const Hold& hold) = 0;
    virtual void capReached(const StoredJob& job, const CapRefusal& refusal) = 0;
    virtual void assetStored(const AssetRow& asset) = 0;
    // Something that must be true is not, or cannot be written down: nothing more may be paid for.
    virtual void broke(const Error& error) = 0;
};

struct RunTools {
    Store& store;
    AssetStore& assets;
    Clock& clock;
    RandomSource& random;
    QuoteBook& quotes;
    AccountPace& pace;
    RunReport& report;
    std::function<ImageProvider&(const QString& account)> provider; // of the calling thread
};

class JobRun {
public:
    JobRun(const RunTools& tools, JobId job, std::stop_token stop);
    void run();
    bool hadAttempt() const { return m_hadAttempt; }

private:
    bool claim();

    bool hasRoomOnDisk();
    bool agreePrice();
    bool writeIntent();
    bool submit();
    bool pollUntilFinished();
    void freePlace();
    void downloadAndStore();

    enum class Fetch { Done, Repeat, Stop };
    Fetch fetchOnce();
    Fetch storePicture(const QByteArray& bytes);
    Fetch linkExpired(const QString& reason);
    Fetch badTry(const QString& reason);
    void giveUpDownload(DownloadEnd end, const QString& reason);

    using Decide = std::function<NextState(const OutcomeContext&)>;
    // Writes down what an outcome means, fenced by the attempt. `delay` counts when the job goes back to queued.
    bool settle(JobState from, const Decide& decide, std::chrono::milliseconds delay = {});
    Result<NextState> settleOnce(JobState from, const Decide& decide, std::chrono::milliseconds delay);
    Result<void> learnDuration(Connection& connection, const ObservedDuration& observed) const;
    bool moveOn(JobState to);
    bool holdForPrice(Money price);
    bool quoteRefused(const Error& error);
    void hold(const Hold& hold);
    Hold diskFull() const;
    std::chrono::milliseconds steady() const;
    qint64 nowMs() const;

    const RunTools& m_tools;
    const JobId m_id;
    const std::stop_token m_stop;
    StoredJob m_job;
    Money m_price;
    std::chrono::milliseconds m_begun{}; // steady, of the attempt
    bool m_hadAttempt = false;           // money may have moved
    bool m_isResumed = false;            // accepted before this run: how long it took is not known
    std::optional<ObservedDuration> m_observed;
    bool m_hasFreedPlace = false;
    bool m_askedForFreshLink = false;
    int m_badPictures = 0;
    int m_downloadFaults = 0;
    std::optional<std::chrono::milliseconds> m_downloadRetryAfter;
};

} // namespace batchroom
