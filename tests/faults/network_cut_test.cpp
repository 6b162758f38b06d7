// SPDX-License-Identifier: GPL-3.0-or-later
// The line between the program and the provider dies, resets, halves and crawls at random while it works. (Fault
// list, 6.)
#include "tests/faults/cut_proxy.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/sandbox_bench.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

class NetworkCutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverPaysTwiceOverALineThatIsCut()
    {
        using Line = CutProxy::Line;
        const int rows = sized(150, 1200);
        const std::chrono::milliseconds badTime = sized<std::chrono::milliseconds>(15s, 180s);
        QTemporaryDir folder;
        SandboxBench sandbox({}, 40);
        CutProxy proxy(sandbox.server().port(), sized(300, 5000));
        const ClientSetup setup = sandbox.setup(folder.filePath(QStringLiteral("library")), proxy.port());
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("rows.csv")), numberedPrompts(QStringLiteral("Line"), rows));
        auto client = ClientProgram::run(setup, sheet);
        QVERIFY(client->waitUntil([&] { return client->saidLines(QStringLiteral("job")) > 0; }));

        QRandomGenerator dice(faultSeed());
        QElapsedTimer time;
        time.start();
        int cuts = 0;
        const QList<Line> kinds{Line::Dead, Line::Reset, Line::Slow, Line::Halved};
        while (time.elapsed() < badTime.count()) {
            proxy.set(kinds.at(dice.bounded(kinds.size())));
            ++cuts;
            if (client->waitForEnd(std::chrono::milliseconds(dice.bounded(20, sized(250, 2500)))))
                break;
            proxy.set(Line::Open);
            if (client->waitForEnd(std::chrono::milliseconds(dice.bounded(50, sized(500, 1500)))))
                break;
        }
        proxy.set(Line::Open);
        const CliResult result = client->finish(10min);

        const LibraryBooks books = readBooks(setup.library);
        const ServerBooks server = sandbox.books();
        tellFigures(QStringLiteral("cuts=%1, connections=%2, harmed=%3, jobs=%4, done=%5, unknown=%6, posts twice=%7, "
                                   "integrity %8")
                        .arg(cuts)
                        .arg(proxy.connections())
                        .arg(proxy.harmed())
                        .arg(rows)
                        .arg(books.count(QStringLiteral("done")))
                        .arg(books.count(QStringLiteral("unknown")))
                        .arg(std::count_if(server.posts.cbegin(), server.posts.cend(), [](int n) { return n > 1; }))
                        .arg(books.integrity));
        QVERIFY2(result.exitCode == 0 || result.exitCode == 3,
            qPrintable(
                QString::number(result.exitCode) + errorsOf(result) + QString::fromUtf8(result.err.right(2000))));
        QCOMPARE(disagreement(books, server), QString());
        QCOMPARE(books.jobs.size(), rows);
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        QVERIFY2(cuts >= 10 && proxy.harmed() >= 10, "the line was hardly cut");
    }
};

QTEST_GUILESS_MAIN(NetworkCutTest)
#include "network_cut_test.moc"
