// SPDX-License-Identifier: GPL-3.0-or-later
// Two programs on one library, and a library whose disk may not be written or goes away. (Fault list, 19.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/private_mounts.h"
#include "tests/faults/scripted_api.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTemporaryDir>

#include <vector>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

QByteArray hashOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

bool runTool(const QString& program, const QStringList& arguments)
{
    QProcess tool;
    tool.start(program, arguments);
    return tool.waitForFinished() && tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0;
}

ScriptedApi::Verdict slowly(const PaidPost&)
{
    return ScriptedApi::Generate{.duration = 200ms};
}

} // namespace

class SharedLibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesASecondProgram()
    {
        const int rows = sized(40, 120);
        const int intrusions = sized(2, 8);
        QTemporaryDir folder;
        // Long enough for the others to be turned away: they wait two seconds for a program that may be dying.
        ScriptedApi api(
            [](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 2500ms}); });
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("First"), rows));
        const QString other =
            writeSheet(folder.filePath(QStringLiteral("o.csv")), numberedPrompts(QStringLiteral("Second"), 3));
        auto first = ClientProgram::run(setup, sheet);
        QVERIFY(first->waitUntil([&] { return api.postCount() > 0; }));
        int refused = 0;
        for (int i = 0; i < intrusions; ++i) {
            // Both at once, as scripts do.
            std::vector<std::unique_ptr<ClientProgram>> second;
            second.push_back(ClientProgram::run(setup, other));
            second.push_back(ClientProgram::resume(setup));
            for (const auto& program : second) {
                const CliResult result = program->finish();
                QVERIFY2(!first->waitForEnd(0ms), "the first program ended too soon to prove anything");
                QVERIFY2(result.exitCode == 5, qPrintable(QString::number(result.exitCode) + errorsOf(result)));
                QVERIFY2(
                    errorsOf(result).startsWith(QLatin1StringView("library_locked: ")), qPrintable(errorsOf(result)));
                ++refused;
            }
        }
        const CliResult result = first->finish();
        const LibraryBooks books = readBooks(setup.library);
        tellFigures(QStringLiteral("programs turned away=%1, jobs of the first=%2, done=%3, integrity %4")
                        .arg(refused)
                        .arg(rows)
                        .arg(books.count(QStringLiteral("done")))
                        .arg(books.integrity));
        QVERIFY(refused > 0);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(books.jobs.size(), rows);
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
        QCOMPARE(books.count(QStringLiteral("done")), rows);
    }

    void takesOverFromAKilledProgramAtOnce()
    {
        QTemporaryDir folder;
        ScriptedApi api(&slowly);
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Killed"), 20));
        auto first = ClientProgram::run(setup, sheet);
        QVERIFY(first->waitUntil([&] { return api.postCount() > 3; }));
        first->kill();
        const CliResult second = ClientProgram::resume(setup)->finish();
        QVERIFY2(second.exitCode == 0 || second.exitCode == 3, qPrintable(errorsOf(second)));
        QCOMPARE(disagreement(readBooks(setup.library), {api.postsByPrompt(), api.generationsByPrompt()}), QString());
    }

    void refusesALibraryThatMayNotBeWritten()
    {
        if (const QByteArray why = whyNoPrivateMounts(); !why.isEmpty())
            QSKIP(why.constData());
        QTemporaryDir folder;
        ScriptedApi api;
        ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Kept"), 3));
        QCOMPARE(ClientProgram::run(setup, sheet)->finish().exitCode, 0);
        const QByteArray before = hashOf(setup.library + QStringLiteral("/library.db"));
        const QByteArray place = setup.library.toLocal8Bit();
        setup.inChild = showInPlace(place, place, Writable::No);
        for (const QString& command : {QStringLiteral("status"), QStringLiteral("jobs"), QStringLiteral("assets")}) {
            const CliResult result = runProgram(setup, {command});
            QVERIFY2(result.exitCode == 5, qPrintable(command + QString::number(result.exitCode) + errorsOf(result)));
            QVERIFY2(errorsOf(result).startsWith(QLatin1StringView("file_access: ")), qPrintable(errorsOf(result)));
        }
        QCOMPARE(ClientProgram::resume(setup)->finish().exitCode, 5);
        QCOMPARE(hashOf(setup.library + QStringLiteral("/library.db")), before);
        QCOMPARE(api.postCount(), 3);
    }

    // An external disk is pulled: the folder is still there, but empty and on another disk.
    void losesNothingWhenTheDiskIsGone()
    {
        const int rows = 60;
        QTemporaryDir folder;
        const QString disk = folder.filePath(QStringLiteral("disk"));
        const QString mounted = folder.filePath(QStringLiteral("mounted"));
        QVERIFY(QDir().mkpath(disk) && QDir().mkpath(mounted));
        const QStringList mount{QStringLiteral("--bind"), disk, mounted};
        if (!runTool(QStringLiteral("mount"), mount))
            QSKIP("a folder cannot be mounted here");
        ScriptedApi api(&slowly);
        const ClientSetup setup{.apiBase = api.url(), .library = mounted + QStringLiteral("/library")};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Gone"), rows));
        auto client = ClientProgram::run(setup, sheet);
        const bool hasBegun = client->waitUntil([&] { return api.postCount() > 12; });
        const bool isPulled = runTool(QStringLiteral("umount"), {QStringLiteral("--lazy"), mounted});
        const int atPull = api.postCount();
        (void)client->waitForEnd(5s);
        const int afterPull = api.postCount() - atPull;
        const bool hadEnded = client->processId() == 0;
        client->kill();
        QStringList onTheWrongDisk; // pictures: paid for, and lost to the library
        for (QDirIterator it(mounted, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
            if (const QString path = it.next(); path.contains(QLatin1StringView("/originals/")))
                onTheWrongDisk.append(path);
        const bool isBack = runTool(QStringLiteral("mount"), mount);
        const CliResult resumed = ClientProgram::resume(setup)->finish();
        const LibraryBooks books = readBooks(setup.library);
        runTool(QStringLiteral("umount"), {QStringLiteral("--lazy"), mounted});
        tellFigures(
            QStringLiteral("jobs=%1, sent before=%2, sent after the disk was gone=%3 (ended by itself: %4), files "
                           "on the wrong disk=%5, then: %6")
                .arg(rows)
                .arg(atPull)
                .arg(afterPull)
                .arg(hadEnded ? QStringLiteral("yes") : QStringLiteral("no"))
                .arg(onTheWrongDisk.size())
                .arg(books.statesText()));
        QVERIFY(hasBegun && isPulled && isBack);
        // What had its intent on the disk already, and nothing after that: no more than were in flight together.
        QVERIFY2(afterPull <= 10, qPrintable(QString::number(afterPull)));
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
        QVERIFY2(resumed.exitCode == 0 || resumed.exitCode == 3, qPrintable(errorsOf(resumed)));
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        QVERIFY2(onTheWrongDisk.isEmpty(), qPrintable(onTheWrongDisk.join(QLatin1Char(' '))));
    }
};

QTEST_GUILESS_MAIN(SharedLibraryTest)
#include "shared_library_test.moc"
