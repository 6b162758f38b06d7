// SPDX-License-Identifier: GPL-3.0-or-later
// Pulls the plug on the real program in mid-batch, again and again, while the provider also loses answers, and holds
// its books against the provider's. (Fault list, 1.)
#include "tests/faults/fault_size.h"
#include "tests/faults/sandbox_bench.h"

#include <QRandomGenerator>

using namespace batchroom;
using namespace batchroom::test;

namespace {

// Lost and damaged answers to paid requests, so that unknown outcomes of the line and of the kills mix.
const QByteArray lossyProvider =
    R"({"seed":7,"rules":[)"
    R"({"match":{"endpoint":"generate","probability":0.02},"action":{"type":"fin"}},)"
    R"({"match":{"endpoint":"generate","probability":0.02},"action":{"type":"cut_header"}},)"
    R"({"match":{"endpoint":"generate","probability":0.01},"action":{"type":"reset"}},)"
    R"({"match":{"endpoint":"poll","probability":0.03},"action":{"type":"reset"}},)"
    R"({"match":{"endpoint":"image","probability":0.03},"action":{"type":"cut_body"}}]})";

// Lets the command work for a random while and kills it. The while is counted in steps of jobs, so that a fast machine
// is killed as often as a slow one, and a moment more. False when it ended by itself before that.
bool pullThePlug(ClientProgram& client, QRandomGenerator& dice, int linesBefore, int mostSteps)
{
    constexpr int longestMomentMs = 80;
    const int lines = linesBefore + 1 + dice.bounded(mostSteps);
    if (!client.waitUntil([&client, lines] { return client.saidLines(QStringLiteral("job")) >= lines; }))
        return false;
    const bool hasEnded = client.waitForEnd(std::chrono::milliseconds(dice.bounded(longestMomentMs)));
    client.kill();
    return !hasEnded;
}

} // namespace

class KillRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverPaysTwiceAndLosesNothing()
    {
        const int rows = sized(60, 2000);
        const int kills = sized(25, 200);
        QTemporaryDir folder;
        SandboxBench sandbox(lossyProvider);
        const ClientSetup setup = sandbox.setup(folder.filePath(QStringLiteral("library")));
        // Half of the work names its generation at once, half answers with the picture.
        const QString later = writeSheet(
            folder.filePath(QStringLiteral("later.csv")), numberedPrompts(QStringLiteral("Later"), rows / 2));
        const QString now =
            writeSheet(folder.filePath(QStringLiteral("now.csv")), numberedPrompts(QStringLiteral("Now"), rows / 2));

        QRandomGenerator dice(faultSeed());
        const int mostSteps = sized(6, 20);
        int killed = 0;
        killed += pullThePlug(*ClientProgram::run(setup, later), dice, rows / 2, mostSteps) ? 1 : 0;
        killed +=
            pullThePlug(*ClientProgram::run(setup, now, {QStringLiteral("--sync")}), dice, rows / 2, mostSteps) ? 1 : 0;
        for (int runs = 2; killed < kills && runs < 2 * kills; ++runs) {
            if (!pullThePlug(*ClientProgram::resume(setup), dice, 0, mostSteps))
                break; // nothing left to do
            ++killed;
        }
        const CliResult last = ClientProgram::resume(setup)->finish(std::chrono::minutes(15));

        const LibraryBooks books = readBooks(setup.library);
        const ServerBooks server = sandbox.books();
        tellFigures(
            QStringLiteral("kills=%1, jobs=%2, done=%3, unknown=%4, posts twice=%5, charged twice=%6, done "
                           "without a file=%7, unknown that were charged=%8, integrity %9")
                .arg(killed)
                .arg(rows)
                .arg(books.count(QStringLiteral("done")))
                .arg(books.count(QStringLiteral("unknown")))
                .arg(std::count_if(server.posts.cbegin(), server.posts.cend(), [](int n) { return n > 1; }))
                .arg(std::count_if(server.generations.cbegin(), server.generations.cend(), [](int n) { return n > 1; }))
                .arg(books.badFiles.size())
                .arg(unknownButCharged(books, server))
                .arg(books.integrity));

        QVERIFY2(killed >= sized(3, 200), "the batches finished too soon to prove anything");
        QVERIFY2(!last.summary().isEmpty(), QByteArray(last.out.right(2000) + last.err.right(2000)).constData());
        QCOMPARE(books.jobs.size(), rows);
        QCOMPARE(disagreement(books, server), QString());
        // Everything has come to an end: a picture, or an unknown outcome for a person.
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        QCOMPARE(last.exitCode, books.count(QStringLiteral("unknown")) > 0 ? 3 : 0);
        QVERIFY2(books.strayFiles.isEmpty(), qPrintable(books.strayFiles.join(QLatin1Char('\n'))));
        QVERIFY2(books.halfFiles.isEmpty(), qPrintable(books.halfFiles.join(QLatin1Char('\n'))));
        // What the provider charged is what we know to be charged, and at most the unknown ones more.
        const Money spent = Money::fromText(last.summary().value(QStringLiteral("spent_usd")).toString()).valueOr({});
        const Money unknown =
            Money::fromText(last.summary().value(QStringLiteral("unknown_usd")).toString()).valueOr({});
        const Money billed = sandbox.stats().billed;
        QVERIFY2(billed >= spent && billed <= spent + unknown, qPrintable(billed.toText()));
    }

private:
    static int unknownButCharged(const LibraryBooks& books, const ServerBooks& server)
    {
        int count = 0;
        for (auto it = books.jobs.cbegin(); it != books.jobs.cend(); ++it)
            count += it->state == QLatin1StringView("unknown") ? server.generations.value(it.key()) : 0;
        return count;
    }
};

QTEST_GUILESS_MAIN(KillRunTest)
#include "kill_run_test.moc"
