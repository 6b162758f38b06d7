// SPDX-License-Identifier: GPL-3.0-or-later
// What the queue itself costs: enqueueing, restoring, one durable step, waiting, and a long batch against the
// provider's own time. Prints ratios; asserts only that the work was done.
#include "app/catalog/catalog.h"
#include "app/core/random_source.h"
#include "app/ideogram/ideogram_provider.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/store/attempt_ledger.h"
#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/query.h"
#include "app/store/sqlite_file.h"
#include "app/store/store.h"
#include "tests/bench/fixed_latency_server.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr int manyJobs = 10'000;

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

class QueueCostBenchTest : public QObject {
    Q_OBJECT
private:
    struct Library {
        explicit Library(const QString& folder, const QUrl& api = {})
            : store(*Store::open(folder, clock))
            , originals(*AssetStore::open(*store))
            , queue(*store, *originals,
                  [this, api](const QString&) -> std::unique_ptr<ImageProvider> {
                      IdeogramOptions options;
                      options.apiBase = api;
                      options.key = Secret("bench");
                      return std::make_unique<IdeogramProvider>(Catalog::builtIn(), clock, options, dryRuns);
                  },
                  clock, random, {})
        {
        }
        SystemClock clock;
        SystemRandom random;
        DryRunRecord dryRuns;
        std::unique_ptr<Store> store;
        std::unique_ptr<AssetStore> originals;
        JobQueue queue;
    };

private Q_SLOTS:
    void enqueuesAndRestoresTenThousandJobs();
    void aDurableStepAgainstABareCommit();
    void waitingForTheProvider();
    void aLongBatchAgainstTheProvidersOwnTime();
};

void QueueCostBenchTest::enqueuesAndRestoresTenThousandJobs()
{
    QTemporaryDir folder;
    QElapsedTimer timer;
    {
        Library library(folder.path());
        timer.start();
        QFuture<Result<BatchId>> added = library.queue.enqueue(draftOf(manyJobs, SubmitMode::Asynchronous));
        added.waitForFinished();
        QVERIFY(added.result());
        qInfo("enqueue of %d jobs: %.2f of one second (goal 1)", manyJobs, double(timer.elapsed()) / 1000);
    }
    timer.start();
    Library library(folder.path());
    library.queue.start(StartAs::Paused);
    QFuture<Result<QueueSnapshot>> snapshot = library.queue.snapshot();
    snapshot.waitForFinished();
    QCOMPARE(snapshot.result()->jobs.size(), manyJobs);
    qInfo("opening a library with %d jobs that wait, until the queue has told them all: %.2f of one second (goal 1)",
        manyJobs, double(timer.elapsed()) / 1000);
}

// In turns, so that both have the same disk at the same time.
void QueueCostBenchTest::aDurableStepAgainstABareCommit()
{
    constexpr int rounds = 30;
    constexpr int perRound = 20;
    QTemporaryDir folder;
    SystemClock clock;
    const auto store = *Store::open(folder.path() + QStringLiteral("/library"), clock);
    const auto jobs = store->write<QList<JobId>>([&](Connection& connection) -> Result<QList<JobId>> {
        const Result<BatchId> batch =
            BatchRepository(connection).create(draftOf(rounds * perRound, SubmitMode::Asynchronous), 1);
        const Result<QList<JobRow>> rows = JobRepository(connection).rowsOfBatch(*batch);
        QList<JobId> ids;
        for (const JobRow& row : *rows)
            ids.append(row.id);
        return ids;
    });
    QVERIFY(jobs);
    const auto bare = *SqliteFile::open(folder.path() + QStringLiteral("/bare.db"), Durability::Full, 4096);
    QVERIFY(bare->runOnWriter([](Connection& connection) -> Result<void> {
        const Result<qint64> made = execute(
            connection, QStringLiteral("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"));
        return made ? Result<void>() : Result<void>(made.error());
    }));
    const QString line(300, QLatin1Char('x'));
    qint64 steps = 0, commits = 0;
    QElapsedTimer timer;
    for (int round = 0; round < rounds; ++round) {
        timer.start();
        for (int n = 0; n < perRound; ++n) {
            const JobId job = jobs->at(round * perRound + n);
            const auto begun = store->write<std::variant<Intent, CapRefusal>>([&](Connection& connection) {
                return AttemptLedger(connection, 2).begin(job, Money::fromMicros(1), {});
            });
            QVERIFY(begun);
        }
        steps += timer.nsecsElapsed();
        timer.start();
        for (int n = 0; n < perRound; ++n)
            QVERIFY(bare->runOnWriter([&](Connection& connection) -> Result<void> {
                const Result<qint64> added =
                    execute(connection, QStringLiteral("INSERT INTO line (text) VALUES (?)"), line);
                return added ? Result<void>() : Result<void>(added.error());
            }));
        commits += timer.nsecsElapsed();
    }
    qInfo("one durable step (the intent of a paid call) / a bare commit of 300 bytes, both synchronous=FULL: %.2f "
          "(goal 1.5)",
        double(steps) / double(commits));
}

void QueueCostBenchTest::waitingForTheProvider()
{
    using namespace std::chrono_literals;
    FixedLatencyServer server(8s);
    QTemporaryDir folder;
    Library library(folder.path(), server.url());
    library.queue.start(StartAs::Running);
    library.queue.enqueue(draftOf(30, SubmitMode::Synchronous));
    QTRY_COMPARE(server.posts(), 10);
    // All ten are at the provider now, for another seven seconds at least.
    QEventLoop loop;
    QTimer::singleShot(1s, &loop, &QEventLoop::quit);
    loop.exec();
    const double before = processorSeconds();
    QElapsedTimer timer;
    timer.start();
    QTimer::singleShot(5s, &loop, &QEventLoop::quit);
    loop.exec();
    qInfo("while 10 jobs wait for the provider and 20 for a place: %.2f %% of a core (goal 3)",
        (processorSeconds() - before) / (double(timer.elapsed()) / 1000) * 100);
    QCOMPARE(server.posts(), 10);
    library.queue.pause();
}

void QueueCostBenchTest::aLongBatchAgainstTheProvidersOwnTime()
{
    constexpr int images = 500;
    constexpr int places = 10;
    const std::chrono::milliseconds latency(1000);
    FixedLatencyServer server(latency);
    QTemporaryDir folder;
    Library library(folder.path(), server.url());
    library.queue.start(StartAs::Running);
    QSignalSpy finished(&library.queue, &JobQueue::batchFinished);
    QElapsedTimer timer;
    timer.start();
    library.queue.enqueue(draftOf(images, SubmitMode::Synchronous));
    QVERIFY(finished.wait(300'000));
    const double ideal = double(images) / places * double(latency.count());
    qInfo("batch of %d at %d in flight, synchronous, latency 1 s: wall = %.3f x (%d/%d) x L  (goal 1.03)", images,
        places, double(timer.elapsed()) / ideal, images, places);
    QCOMPARE(server.posts(), images);
}

QTEST_GUILESS_MAIN(QueueCostBenchTest)
#include "queue_cost_bench_test.moc"
