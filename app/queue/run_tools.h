// SPDX-License-Identifier: GPL-3.0-or-later
// What the runs of all jobs share, and what they tell while they go on.
#pragma once

#include "app/core/asset.h"
#include "app/core/clock.h"
#include "app/core/image_provider.h"
#include "app/queue/account_pace.h"
#include "app/queue/download_line.h"
#include "app/queue/poll_bell.h"
#include "app/queue/quote_book.h"
#include "app/queue/right_of_way.h"
#include "app/store/attempt_ledger.h"
#include "app/store/job_repository.h"

namespace batchroom {

class AssetStore;
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
    std::unique_ptr<DownloadLine> downloads = std::make_unique<DownloadLine>();
    std::unique_ptr<RightOfWay> way = std::make_unique<RightOfWay>();
    std::unique_ptr<PollBell> bell = std::make_unique<PollBell>();
};

} // namespace batchroom
