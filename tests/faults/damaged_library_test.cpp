// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged, foreign and unreachable library files, through the whole program: a clear word and exit 5, the file left as
// it is, never a new empty one over it, and the backup brings the work back. (Fault list, 10.)
#include "app/store/library_backups.h"
#include "app/store/migrations.h"
#include "app/store/sqlite_connection.h"
#include "app/store/store.h"
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/private_mounts.h"
#include "tests/faults/scripted_api.h"

#include <QDirIterator>
#include <QTemporaryDir>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rows = 12;

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

bool copyFolder(const QString& from, const QString& to)
{
    bool isCopied = QDir().mkpath(to);
    for (QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString target = to + it.next().mid(from.size());
        isCopied = isCopied && QDir().mkpath(QFileInfo(target).path()) && QFile::copy(it.filePath(), target);
    }
    return isCopied;
}

bool change(const QString& library, const QString& statement)
{
    Result<SqliteConnection> connection =
        SqliteConnection::open(library + QStringLiteral("/library.db"), OpenMode::ReadWrite);
    return connection && connection->execute(statement);
}

} // namespace

class DamagedLibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refusesADamagedFile_data();
    void refusesADamagedFile();
    void leavesALibraryOfANewerProgram();
    void refusesAFolderInPlaceOfTheFile();
    void makesNoEmptyLibraryWhereOneWas();
    void readsNothingThatMayNotBeRead();
    void saysThatAnotherProgramHoldsTheFile();
    void sendsNothingAgainWithoutItsNewestPart();
    void isNotFooledByTheNewestPartOfAnother();
    void livesWithoutAnOriginal();
    void cleanupTestCase()
    {
        tellFigures(
            QStringLiteral("kinds=%1, refused with a clear word=%2, brought back from the backup=%3, files changed "
                           "by a refusal=0, posts meanwhile=%4")
                .arg(m_kinds)
                .arg(m_refused)
                .arg(m_broughtBack)
                .arg(m_api->postCount() - m_postsBefore));
        m_api.reset();
    }

private:
    // A library with its work done, closed, and with a backup.
    QString freshCopy()
    {
        const QString copy = m_folder.filePath(QStringLiteral("copy%1").arg(++m_kinds));
        if (!copyFolder(m_whole, copy))
            qFatal("no copy");
        return copy;
    }
    ClientSetup setupOf(const QString& library) const { return {.apiBase = m_api->url(), .library = library}; }
    void isRefused(const QString& library, const QString& code, bool namesFile = true);
    // A run that was killed in its middle: its newest part is in library.db-wal.
    QString killedInMidRun(ScriptedApi& api, const QString& name);

    QTemporaryDir m_folder;
    QString m_whole;
    std::unique_ptr<ScriptedApi> m_api;
    int m_postsBefore = 0;
    int m_kinds = 0;
    int m_refused = 0;
    int m_broughtBack = 0;
};

void DamagedLibraryTest::initTestCase()
{
    m_api = std::make_unique<ScriptedApi>();
    m_whole = m_folder.filePath(QStringLiteral("whole"));
    const QString sheet =
        writeSheet(m_folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Kept"), rows));
    QCOMPARE(ClientProgram::run(setupOf(m_whole), sheet)->finish().exitCode, 0);
    const SystemClock clock;
    QVERIFY(backUpLibraryFile(m_whole, migrations().back().version, clock));
    m_postsBefore = m_api->postCount();
}

void DamagedLibraryTest::isRefused(const QString& library, const QString& code, bool namesFile)
{
    const QString file = library + QStringLiteral("/library.db");
    const QByteArray before = content(file);
    const bool wasThere = QFileInfo::exists(file);
    const QString sheet = m_folder.filePath(QStringLiteral("s.csv"));
    const CliResult status = runProgram(setupOf(library), {QStringLiteral("status")});
    const CliResult run = ClientProgram::run(setupOf(library), sheet)->finish();
    for (const CliResult& result : {status, run}) {
        QVERIFY2(result.exitCode == 5, qPrintable(QString::number(result.exitCode) + errorsOf(result)));
        QVERIFY2(errorsOf(result).startsWith(code + QStringLiteral(": ")), qPrintable(errorsOf(result)));
        QVERIFY2(!namesFile || errorsOf(result).contains(QDir::toNativeSeparators(file)), qPrintable(errorsOf(result)));
    }
    QCOMPARE(QFileInfo::exists(file), wasThere);
    QVERIFY2(content(file) == before, "the refused file was changed");
    QVERIFY(!QFile::exists(file + QStringLiteral(".new")));
    QCOMPARE(m_api->postCount(), m_postsBefore);
    ++m_refused;
}

void DamagedLibraryTest::refusesADamagedFile_data()
{
    QTest::addColumn<QString>("damage");
    for (const char* damage : {"header", "page", "truncated", "empty", "zeros", "text", "of another program"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void DamagedLibraryTest::refusesADamagedFile()
{
    QFETCH(QString, damage);
    const QString library = freshCopy();
    const QString file = library + QStringLiteral("/library.db");
    QByteArray bytes = content(file);
    QVERIFY(bytes.size() > 40'000);
    if (damage == QLatin1StringView("header"))
        bytes.replace(0, 16, QByteArray(16, 'x'));
    else if (damage == QLatin1StringView("page"))
        bytes.replace(4096 * 2, 4096, QByteArray(4096, '\x5a'));
    else if (damage == QLatin1StringView("truncated"))
        bytes.truncate(bytes.size() / 2 + 100);
    else if (damage == QLatin1StringView("empty"))
        bytes.clear();
    else if (damage == QLatin1StringView("zeros"))
        bytes.fill('\0');
    else if (damage == QLatin1StringView("text"))
        bytes = "Dear diary";
    QVERIFY(overwrite(file, bytes));
    if (damage == QLatin1StringView("of another program"))
        QVERIFY(change(library, QStringLiteral("PRAGMA application_id = 42")));
    isRefused(library, QStringLiteral("library_damaged"));
    // The person is told of the backup, and it holds the work.
    const CliResult told = runProgram(setupOf(library), {QStringLiteral("status")});
    QVERIFY2(errorsOf(told).contains(QDir::toNativeSeparators(library + QStringLiteral("/backups/"))),
        qPrintable(errorsOf(told)));
    const QStringList restore{QStringLiteral("doctor"), QStringLiteral("--restore")};
    const CliResult restored = runProgram(setupOf(library), restore);
    QVERIFY2(restored.exitCode == 0, qPrintable(errorsOf(restored)));
    // A sound library is left alone.
    QCOMPARE(runProgram(setupOf(library), restore).exitCode, 2);
    const CliResult status = runProgram(setupOf(library), {QStringLiteral("status")});
    QCOMPARE(status.exitCode, 0);
    const LibraryBooks books = readBooks(library);
    QCOMPARE(books.count(QStringLiteral("done")), rows);
    QVERIFY(books.badFiles.isEmpty());
    QCOMPARE(books.integrity, QStringLiteral("ok"));
    ++m_broughtBack;
}

void DamagedLibraryTest::leavesALibraryOfANewerProgram()
{
    const QString library = freshCopy();
    QVERIFY(change(library, QStringLiteral("PRAGMA user_version = %1").arg(migrations().back().version + 1)));
    isRefused(library, QStringLiteral("library_too_new"), false);
}

void DamagedLibraryTest::refusesAFolderInPlaceOfTheFile()
{
    const QString library = freshCopy();
    QVERIFY(QFile::remove(library + QStringLiteral("/library.db")));
    QVERIFY(QDir(library).mkdir(QStringLiteral("library.db")));
    isRefused(library, QStringLiteral("file_access"));
}

void DamagedLibraryTest::makesNoEmptyLibraryWhereOneWas()
{
    const QString library = freshCopy();
    QVERIFY(QFile::remove(library + QStringLiteral("/library.db")));
    isRefused(library, QStringLiteral("library_damaged"));
    // Without a backup the pictures alone say that one was here.
    QVERIFY(QDir(library + QStringLiteral("/backups")).removeRecursively());
    isRefused(library, QStringLiteral("library_damaged"));
}

void DamagedLibraryTest::readsNothingThatMayNotBeRead()
{
    if (const QByteArray why = whyNoPrivateMounts(); !why.isEmpty())
        QSKIP(why.constData());
    const QString library = freshCopy();
    ClientSetup setup = setupOf(library);
    const QByteArray place = library.toLocal8Bit();
    const QByteArray before = content(library + QStringLiteral("/library.db"));
    setup.inChild = showInPlace(place, place, Writable::No);
    const CliResult status = runProgram(setup, {QStringLiteral("status")});
    QVERIFY2(status.exitCode == 5, qPrintable(QString::number(status.exitCode) + errorsOf(status)));
    QVERIFY2(errorsOf(status).startsWith(QLatin1StringView("file_access: ")), qPrintable(errorsOf(status)));
    QCOMPARE(content(library + QStringLiteral("/library.db")), before);
    ++m_refused;
}

void DamagedLibraryTest::saysThatAnotherProgramHoldsTheFile()
{
    const QString library = freshCopy();
    {
        Result<SqliteConnection> holder =
            SqliteConnection::open(library + QStringLiteral("/library.db"), OpenMode::ReadWrite);
        QVERIFY(holder && holder->execute(QStringLiteral("BEGIN EXCLUSIVE")));
        const CliResult status = runProgram(setupOf(library), {QStringLiteral("status")});
        QVERIFY2(status.exitCode == 5, qPrintable(QString::number(status.exitCode) + errorsOf(status)));
        // It is not damaged, and nobody should be told so.
        QVERIFY2(!errorsOf(status).isEmpty() && !errorsOf(status).startsWith(QLatin1StringView("library_damaged")),
            qPrintable(errorsOf(status)));
        QVERIFY(holder->execute(QStringLiteral("ROLLBACK")));
        ++m_refused;
    }
    QCOMPARE(runProgram(setupOf(library), {QStringLiteral("status")}).exitCode, 0);
    QCOMPARE(readBooks(library).count(QStringLiteral("done")), rows);
}

QString DamagedLibraryTest::killedInMidRun(ScriptedApi& api, const QString& name)
{
    ++m_kinds;
    const ClientSetup setup{.apiBase = api.url(), .library = m_folder.filePath(name)};
    const QString sheet = writeSheet(m_folder.filePath(name + QStringLiteral(".csv")), numberedPrompts(name, 60));
    auto client = ClientProgram::run(setup, sheet);
    (void)client->waitUntil([&] { return client->saidLines(QStringLiteral("job"), QStringLiteral("done")) > 15; });
    client->kill();
    return setup.library;
}

void DamagedLibraryTest::sendsNothingAgainWithoutItsNewestPart()
{
    ScriptedApi api([](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 100ms}); });
    const QString library = killedInMidRun(api, QStringLiteral("Cut"));
    QVERIFY(QFileInfo(library + QStringLiteral("/library.db-wal")).size() > 0);
    QVERIFY(QFile::remove(library + QStringLiteral("/library.db-wal")));
    QFile::remove(library + QStringLiteral("/library.db-shm"));
    const QHash<QString, int> before = api.postsByPrompt();
    ClientSetup setup = setupOf(library);
    setup.apiBase = api.url();
    const CliResult resumed = ClientProgram::resume(setup)->finish();
    // Either it is refused, or what may have been sent is put before a person: nothing of it is sent again.
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        QVERIFY2(api.postsByPrompt().value(it.key()) == 1, qPrintable(it.key()));
    if (resumed.exitCode != 5) {
        const LibraryBooks books = readBooks(library);
        QCOMPARE(books.integrity, QStringLiteral("ok"));
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            if (books.jobs.contains(it.key()))
                QVERIFY2(books.jobs.value(it.key()).state != QLatin1StringView("queued"), qPrintable(it.key()));
    }
}

void DamagedLibraryTest::isNotFooledByTheNewestPartOfAnother()
{
    ScriptedApi api([](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 100ms}); });
    const QString other = killedInMidRun(api, QStringLiteral("Other"));
    const QByteArray foreign = content(other + QStringLiteral("/library.db-wal"));
    QVERIFY(!foreign.isEmpty());
    const QString library = freshCopy();
    QVERIFY(overwrite(library + QStringLiteral("/library.db-wal"), foreign));
    isRefused(library, QStringLiteral("library_damaged"));
    QCOMPARE(content(library + QStringLiteral("/library.db-wal")), foreign);
    // Without it everything is as it was.
    QVERIFY(QFile::remove(library + QStringLiteral("/library.db-wal")));
    QFile::remove(library + QStringLiteral("/library.db-shm"));
    QCOMPARE(runProgram(setupOf(library), {QStringLiteral("status")}).exitCode, 0);
    const LibraryBooks books = readBooks(library);
    QCOMPARE(books.integrity, QStringLiteral("ok"));
    QCOMPARE(books.count(QStringLiteral("done")), rows);
    QVERIFY(books.badFiles.isEmpty());
}

void DamagedLibraryTest::livesWithoutAnOriginal()
{
    const QString library = freshCopy();
    for (QDirIterator it(library + QStringLiteral("/originals"), QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();)
        if (const QString path = it.next(); !path.contains(QLatin1StringView("/arriving/"))) {
            QVERIFY(QFile::remove(path));
            break;
        }
    const QString out = m_folder.filePath(QStringLiteral("out"));
    QStringList command{QStringLiteral("export")};
    for (int asset = 1; asset <= rows; ++asset)
        command.append(QString::number(asset));
    command += QStringList{QStringLiteral("--preset"), QStringLiteral("og"), QStringLiteral("--out"), out};
    const CliResult exported = runProgram(setupOf(library), command);
    QVERIFY2(exported.exitCode == 3, qPrintable(QString::number(exported.exitCode)));
    QVERIFY(!errorsOf(exported).isEmpty());
    QCOMPARE(exported.lines(QStringLiteral("variant")).size(), rows - 1);
    // It is not bought again behind anybody's back.
    const CliResult resumed = ClientProgram::resume(setupOf(library))->finish();
    QVERIFY2(resumed.exitCode == 0 || resumed.exitCode == 3, qPrintable(errorsOf(resumed)));
    QCOMPARE(m_api->postCount(), m_postsBefore);
}

QTEST_GUILESS_MAIN(DamagedLibraryTest)
#include "damaged_library_test.moc"
