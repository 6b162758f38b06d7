// SPDX-License-Identifier: GPL-3.0-or-later
// The disk of the library runs full: nothing is paid for that cannot be kept, nothing half written stays, and work goes
// on when there is room again. (Fault list, 5.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/scripted_api.h"
#include "tests/support/small_disk.h"

#include <QRandomGenerator>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int roomyMb = 260; // above the 200 MB that the queue wants to see free

bool takeMegabytes(const QString& path, int megabytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QByteArray block(1024 * 1024, 'x');
    for (int i = 0; i < megabytes; ++i)
        if (file.write(block) != block.size())
            return false;
    return true;
}

bool saidDiskHold(const CliResult& result)
{
    const QList<QJsonObject> holds = result.lines(QStringLiteral("hold"));
    return !holds.isEmpty()
        && holds.constLast().value(QStringLiteral("reason")).toString() == QLatin1StringView("disk_full")
        && !holds.constLast().value(QStringLiteral("message")).toString().isEmpty();
}

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paysForNothingWithoutRoom_data()
    {
        QTest::addColumn<int>("megabytes");
        QTest::newRow("3 MB") << 3;
        QTest::newRow("16 MB") << 16;
        QTest::newRow("190 MB free of 260") << roomyMb;
    }

    void paysForNothingWithoutRoom()
    {
        QFETCH(int, megabytes);
        SmallDisk disk(megabytes);
        if (!disk.isMounted())
            QSKIP(disk.reason().constData());
        const QString filler = disk.path() + QStringLiteral("/some-other-files");
        if (megabytes == roomyMb)
            QVERIFY(takeMegabytes(filler, roomyMb - 190));
        QTemporaryDir folder;
        ScriptedApi api;
        const ClientSetup setup{.apiBase = api.url(), .library = disk.path() + QStringLiteral("/library")};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Room"), 12));
        const CliResult run = ClientProgram::run(setup, sheet)->finish();
        QVERIFY2(run.exitCode == 4, qPrintable(QString::number(run.exitCode) + errorsOf(run)));
        QVERIFY(saidDiskHold(run));
        QCOMPARE(api.postCount(), 0);
        QCOMPARE(readBooks(setup.library).count(QStringLiteral("queued")), 12);
        if (megabytes != roomyMb)
            return;
        QVERIFY(QFile::remove(filler));
        const CliResult resumed = ClientProgram::resume(setup)->finish();
        QCOMPARE(resumed.exitCode, 0);
        QCOMPARE(disagreement(readBooks(setup.library), {api.postsByPrompt(), api.generationsByPrompt()}), QString());
        QCOMPARE(readBooks(setup.library).count(QStringLiteral("done")), 12);
    }

    void makesNoLibraryOnAFullDisk()
    {
        SmallDisk disk(1);
        if (!disk.isMounted())
            QSKIP(disk.reason().constData());
        disk.fill();
        const ClientSetup setup{.library = disk.path() + QStringLiteral("/library")};
        const CliResult status = runProgram(setup, {QStringLiteral("status")});
        QCOMPARE(status.exitCode, 5);
        QVERIFY2(errorsOf(status).startsWith(QLatin1StringView("disk_full: ")), qPrintable(errorsOf(status)));
        QVERIFY(!QFile::exists(setup.library + QStringLiteral("/library.db")));
    }

    void goesOnWhenThereIsRoomAgain()
    {
        const int rounds = sized(2, 20);
        const int rows = 80;
        QRandomGenerator dice(faultSeed());
        int paidWhileFull = 0, unknown = 0, done = 0, killedWhileFull = 0;
        for (int round = 0; round < rounds; ++round) {
            SmallDisk disk(roomyMb);
            if (!disk.isMounted())
                QSKIP(disk.reason().constData());
            QTemporaryDir folder;
            ScriptedApi api(
                [](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 150ms}); });
            const ClientSetup setup{.apiBase = api.url(), .library = disk.path() + QStringLiteral("/library")};
            const QString sheet =
                writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Room"), rows));
            auto client = ClientProgram::run(setup, sheet);
            const int before = 5 + static_cast<int>(dice.bounded(40));
            QVERIFY(client->waitUntil([&] { return api.postCount() >= before; }));
            disk.fill();
            QVERIFY(client->waitUntil([&] { return client->saidLines(QStringLiteral("hold")) > 0; }));
            const int paid = api.postCount();
            QVERIFY(!client->waitForEnd(1500ms) || api.postCount() < rows);
            paidWhileFull += api.postCount() - paid;
            // Every second time the program does not live to see the room.
            const bool isKilled = round % 2 == 1;
            if (isKilled) {
                client->kill();
                ++killedWhileFull;
            }
            disk.giveBack();
            if (isKilled)
                client = ClientProgram::resume(setup);
            const CliResult first = client->finish(2min);
            // A program that was held to its end has to be told to go on.
            const CliResult last = first.exitCode == 4 ? ClientProgram::resume(setup)->finish(2min) : first;
            const LibraryBooks books = readBooks(setup.library);
            unknown += books.count(QStringLiteral("unknown"));
            done += books.count(QStringLiteral("done"));
            QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
            QVERIFY2(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")) == rows,
                qPrintable(books.statesText() + errorsOf(last)));
            QVERIFY(isKilled || books.count(QStringLiteral("unknown")) == 0);
            QVERIFY2(books.halfFiles.isEmpty(), qPrintable(books.halfFiles.join(QLatin1Char('\n'))));
            QVERIFY2(books.strayFiles.isEmpty(), qPrintable(books.strayFiles.join(QLatin1Char('\n'))));
        }
        tellFigures(
            QStringLiteral("rounds=%1, jobs=%2, done=%3, unknown (killed while full)=%4 in %5 kills, paid after "
                           "the hold was said=%6")
                .arg(rounds)
                .arg(rounds * rows)
                .arg(done)
                .arg(unknown)
                .arg(killedWhileFull)
                .arg(paidWhileFull));
        QCOMPARE(paidWhileFull, 0);
    }
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
