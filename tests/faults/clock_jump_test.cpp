// SPDX-License-Identifier: GPL-3.0-or-later
// The clock of the computer jumps while the program works, or the program stands still: nothing is sent twice, waiting
// times neither collapse nor last for ever. (Fault list, 9.) The wall clock comes from libfaketime; the monotonic one
// stays real, as it does when a real clock is put.
#include "tests/faults/client_program.h"
#include "tests/faults/fake_clock.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/scripted_api.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rows = 30;
constexpr int postsBeforeTrouble = 10;
const qint64 busyMs =
    sized<qint64>(1000, 2500); // the provider turns away everything for that long, so that jobs wait when it happens
// Rounds at 0, about 1 and perhaps about 3 s fit into that time; a waiting time that collapsed would make hundreds.
constexpr int mostTurnedAway = 60;

constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

// Seconds from now to that moment.
qint64 until(const char* utc)
{
    return QDateTime::currentDateTimeUtc().secsTo(QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate));
}

// Turns everything away for a while after the first posts.
class BusyForAWhile {
public:
    ScriptedApi::Verdict answer(const PaidPost& post)
    {
        if (post.nth <= postsBeforeTrouble)
            return ScriptedApi::Generate{.duration = 80ms};
        m_since = m_since.value_or(post.atMs);
        if (post.atMs - *m_since < busyMs)
            return ScriptedApi::tooManyInFlight(10);
        return ScriptedApi::Generate{.duration = 80ms};
    }

private:
    std::optional<qint64> m_since;
};

} // namespace

class ClockJumpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesAJump_data()
    {
        QTest::addColumn<qint64>("startSeconds");
        QTest::addColumn<qint64>("jumpSeconds");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<bool>("isKilled");
        const auto row = [](const char* name, qint64 start, qint64 jump, const char* zone = "UTC",
                             bool killed = false) {
            QTest::newRow(name) << start << jump << QString::fromLatin1(zone) << killed;
        };
        row("an hour on", 0, hour);
        row("a day back", 0, -day);
        row("over the end of 32 bits", until("2038-01-19T03:14:05Z"), 10);
        row("a day on while it is killed", 0, day, "UTC", true);
        if (!isLongRun())
            return; // each takes the waiting time after a refusal
        row("an hour back", 0, -hour);
        row("a day on", 0, day);
        row("summer time begins", until("2027-03-28T00:59:58Z"), 0, "Europe/Berlin");
        row("summer time ends", until("2026-10-25T00:59:58Z"), 0, "Europe/Berlin");
        row("a day back while it is killed", 0, -day, "UTC", true);
    }

    void survivesAJump()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("libfaketime cannot be loaded before a sanitizer");
#endif
        if (libraryOfFakeTime().isEmpty())
            QSKIP("libfaketime is not installed (package faketime)");
        QFETCH(qint64, startSeconds);
        QFETCH(qint64, jumpSeconds);
        QFETCH(QString, zone);
        QFETCH(bool, isKilled);
        QTemporaryDir folder;
        FakeClock clock;
        clock.put(startSeconds);
        BusyForAWhile busy;
        ScriptedApi api([&busy](const PaidPost& post) { return busy.answer(post); });
        const ClientSetup setup{.apiBase = api.url(),
            .library = folder.filePath(QStringLiteral("library")),
            .environment = clock.environment(zone)};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Clock"), rows));
        auto client = ClientProgram::run(setup, sheet);
        QVERIFY(client->waitUntil([&] { return api.postCount() > postsBeforeTrouble + 2; }));
        if (isKilled)
            client->kill();
        clock.put(startSeconds + jumpSeconds);
        if (isKilled)
            client = ClientProgram::resume(setup);
        const CliResult result = client->finish(2min);

        const LibraryBooks books = readBooks(setup.library);
        const int refused = api.postCount() - sum(api.generationsByPrompt());
        tellFigures(QStringLiteral("%1: jobs=%2, done=%3, unknown=%4, charged twice=%5, turned away in %6 s=%7")
                        .arg(QString::fromLatin1(QTest::currentDataTag()))
                        .arg(rows)
                        .arg(books.count(QStringLiteral("done")))
                        .arg(books.count(QStringLiteral("unknown")))
                        .arg(ServerBooks().most(api.generationsByPrompt()) - 1)
                        .arg(static_cast<double>(busyMs) / 1000)
                        .arg(refused));
        QVERIFY2(result.exitCode == 0 || (isKilled && result.exitCode == 3),
            qPrintable(QString::number(result.exitCode) + books.statesText() + errorsOf(result)
                + QString::fromUtf8(result.err.right(1500))));
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}, MayRefuse::Yes), QString());
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        QVERIFY2(refused <= mostTurnedAway, qPrintable(QString::number(refused)));
    }

    void survivesStandingStill()
    {
#ifndef Q_OS_UNIX
        QSKIP("a process is frozen by a Unix signal");
#endif
        const std::chrono::milliseconds stillFor = sized<std::chrono::milliseconds>(3s, 60s);
        QTemporaryDir folder;
        ScriptedApi api([](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 80ms}); });
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Still"), rows));
        auto client = ClientProgram::run(setup, sheet);
        QVERIFY(client->waitUntil([&] { return api.postCount() >= postsBeforeTrouble; }));
        client->freeze();
        const int sent = api.postCount();
        QVERIFY(!client->waitForEnd(stillFor));
        client->thaw();
        const CliResult result = client->finish(2min);
        const LibraryBooks books = readBooks(setup.library);
        tellFigures(QStringLiteral("still for %1 s after %2 posts: jobs=%3, done=%4, unknown=%5, posts twice=%6")
                        .arg(stillFor.count() / 1000)
                        .arg(sent)
                        .arg(rows)
                        .arg(books.count(QStringLiteral("done")))
                        .arg(books.count(QStringLiteral("unknown")))
                        .arg(ServerBooks().most(api.postsByPrompt()) - 1));
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        // Answers that came meanwhile are in the socket; only longer than the program waits for one may be too long.
        QVERIFY(isLongRun() || result.exitCode == 0);
    }

private:
    static int sum(const QHash<QString, int>& counts)
    {
        int all = 0;
        for (const int count : counts)
            all += count;
        return all;
    }
};

QTEST_GUILESS_MAIN(ClockJumpTest)
#include "clock_jump_test.moc"
