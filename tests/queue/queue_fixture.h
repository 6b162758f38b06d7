// SPDX-License-Identifier: GPL-3.0-or-later
// A library in a temporary folder with a queue on a fake provider.
#pragma once

#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/support/fake_provider.h"
#include "tests/support/manual_clock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace batchroom::test {

// Backoff without waiting.
class NoRandom final : public RandomSource {
public:
    qint64 below(qint64) override { return 0; }
};

inline BatchDraft draftOf(int jobs, SubmitMode mode = SubmitMode::Asynchronous,
    const QString& account = QStringLiteral("ideogram"), const QString& prefix = QStringLiteral("prompt"))
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Autumn");
    draft.name = QStringLiteral("Hero images");
    draft.account = account;
    draft.mode = mode;
    for (int n = 1; n <= jobs; ++n) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-4-5");
        job.request.prompt = QStringLiteral("%1 %2").arg(prefix).arg(n);
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("low");
        job.name = QStringLiteral("image %1").arg(n);
        job.price = Money::fromMicros(60'000);
        job.row = n;
        job.metadata.insert(QStringLiteral("sku"), QStringLiteral("A-%1").arg(n));
        draft.jobs.append(job);
    }
    return draft;
}

// Made and paid for, and kept back as unsafe.
inline ReturnedImage withheldImage()
{
    ReturnedImage image;
    image.isSafe = false;
    return image;
}

class QueueFixture {
public:
    explicit QueueFixture(JobQueue::Options chosen = {}, ManualClock::Wait waiting = ManualClock::Wait::Jump)
        : options(chosen)
        , clock(waiting)
    {
        options.minFreeBytes = std::min<qint64>(options.minFreeBytes, 0);
        open();
    }

    void open()
    {
        Result<std::unique_ptr<Store>> opened = Store::open(folder.path() + QStringLiteral("/library"), clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().what + opened.error().detail));
        store = *std::move(opened);
        Result<std::unique_ptr<AssetStore>> originals = AssetStore::open(*store);
        if (!originals)
            qFatal("%s", qPrintable(originals.error().what + originals.error().detail));
        assets = *std::move(originals);
        queue = std::make_unique<JobQueue>(*store, *assets, service.factory(), clock, random, options);
    }
    void close()
    {
        queue.reset();
        assets.reset();
        store.reset();
    }
    void reopen()
    {
        close();
        open();
    }

    Result<BatchId> enqueue(const BatchDraft& draft)
    {
        QFuture<Result<BatchId>> future = queue->enqueue(draft);
        future.waitForFinished();
        return future.result();
    }
    QueueSnapshot snapshot()
    {
        QFuture<Result<QueueSnapshot>> future = queue->snapshot();
        future.waitForFinished();
        const Result<QueueSnapshot> taken = future.result();
        if (!taken)
            qFatal("%s", qPrintable(taken.error().what + taken.error().detail));
        return *taken;
    }
    // Starts or goes on, until nothing can run any more.
    bool untilIdle(StartAs how = StartAs::Running)
    {
        QSignalSpy idle(queue.get(), &JobQueue::idle);
        queue->start(how);
        return idle.wait(60'000);
    }
    bool untilIdleAfter(const std::function<void()>& command)
    {
        QSignalSpy idle(queue.get(), &JobQueue::idle);
        command();
        return idle.wait(60'000);
    }
    JobRow job(int index) { return snapshot().jobs.value(index); }
    JobState state(int index) { return job(index).state; }
    int count(JobState state)
    {
        int all = 0;
        for (const JobRow& row : snapshot().jobs)
            all += row.state == state ? 1 : 0;
        return all;
    }
    // One value, read straight from the library.
    QString value(const QString& statement)
    {
        const Result<std::optional<QString>> found = store->read<std::optional<QString>>(
            [&](Connection& connection) { return selectValue<QString>(connection, statement); });
        return found ? found->value_or(QString()) : found.error().detail;
    }
    void change(const QString& statement)
    {
        const Result<qint64> done =
            store->write<qint64>([&](Connection& connection) { return execute(connection, statement); });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    JobQueue::Options options;
    QTemporaryDir folder;
    ManualClock clock;
    NoRandom random;
    FakeService service;
    std::unique_ptr<Store> store;
    std::unique_ptr<AssetStore> assets;
    std::unique_ptr<JobQueue> queue;
};

} // namespace batchroom::test
