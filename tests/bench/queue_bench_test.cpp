// SPDX-License-Identifier: GPL-3.0-or-later
// How close a batch comes to what the provider's latency allows. Prints ratios; asserts only that the work was done.
#include "app/catalog/catalog.h"
#include "app/core/random_source.h"
#include "app/ideogram/ideogram_provider.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/store/store.h"
#include "tests/bench/fixed_latency_server.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr int pictures = 100;
constexpr int places = 10;

} // namespace

class QueueBenchTest : public QObject {
    Q_OBJECT
private:
    void runBatch(JobQueue& queue, int images, SubmitMode mode)
    {
        QSignalSpy finished(&queue, &JobQueue::batchFinished);
        queue.enqueue(draftOf(images, mode));
        // Not QTRY_: it looks only every 50 ms.
        QVERIFY(finished.wait(120'000));
    }

    // Each place sends its next picture some time after the last one's answer; the sum of these is what is lost.
    static void tellWhere(const QList<qint64>& arrivals, qint64 begun, qint64 ended, std::chrono::milliseconds latency)
    {
        QCOMPARE(arrivals.size(), pictures);
        const auto ms = [](qint64 us) { return static_cast<double>(us) / 1000.0; };
        const qint64 latencyUs = std::chrono::microseconds(latency).count();
        const qint64 rounds = arrivals.last() - arrivals.at(places - 1);
        const double perRound = ms(rounds) / (pictures / places - 1) - ms(latencyUs);
        qInfo("until the first is sent %.1f ms, until %d are %.1f ms, then %.2f ms a round; after the last answer %.1f "
              "ms",
            ms(arrivals.first() - begun), places, ms(arrivals.at(places - 1) - begun), perRound,
            ms(ended - arrivals.last() - latencyUs));
    }

    void measure(SubmitMode mode, const char* name)
    {
        const std::chrono::milliseconds latency(300);
        FixedLatencyServer server(latency);
        QTemporaryDir folder;
        SystemClock clock;
        SystemRandom random;
        auto store = *Store::open(folder.path(), clock);
        auto originals = *AssetStore::open(*store);
        DryRunRecord dryRuns;
        JobQueue queue(*store, *originals,
            [&](const QString&) -> std::unique_ptr<ImageProvider> {
                IdeogramOptions options;
                options.apiBase = server.url();
                options.key = Secret("bench");
                return std::make_unique<IdeogramProvider>(Catalog::builtIn(), clock, options, dryRuns);
            },
            clock, random, {});
        queue.start(StartAs::Running);
        runBatch(queue, places * 5, mode); // learns how long a picture takes and how exactly, makes the connections
        QElapsedTimer timer;
        timer.start();
        const qint64 pollsBefore = server.polls();
        const qint64 lateBefore = server.lateUs();
        const qint64 begunUs = FixedLatencyServer::nowUs();
        runBatch(queue, pictures, mode);
        const qint64 endedUs = FixedLatencyServer::nowUs();
        tellWhere(server.arrivalsUs().mid(places * 5), begunUs, endedUs, latency);
        if (mode == SubmitMode::Asynchronous)
            qInfo("polls of one picture: %.2f; found %.2f ms after it was finished",
                static_cast<double>(server.polls() - pollsBefore) / pictures,
                static_cast<double>(server.lateUs() - lateBefore) / 1000.0 / pictures);
        const double ideal = static_cast<double>(pictures) / places * static_cast<double>(latency.count());
        const double ratio = static_cast<double>(timer.elapsed()) / ideal;
        qInfo("batch of %d at %d in flight, %s, latency 300 ms, downloads and thumbnails of 1312x736 included: wall = "
              "%.3f x (%d/%d) x L  (goal 1.05)",
            pictures, places, name, ratio, pictures, places);
        QCOMPARE(server.posts(), pictures + places * 5);
    }

private Q_SLOTS:
    void batchAgainstAFixedLatencySynchronous() { measure(SubmitMode::Synchronous, "synchronous"); }
    void batchAgainstAFixedLatencyAsynchronous() { measure(SubmitMode::Asynchronous, "asynchronous with polling"); }
};

QTEST_GUILESS_MAIN(QueueBenchTest)
#include "queue_bench_test.moc"
