// SPDX-License-Identifier: GPL-3.0-or-later
// Also its own second process: --open FOLDER prints the error word of opening a library.
#include "app/store/durable_file.h"
#include "app/store/library_backups.h"
#include "app/store/library_file.h"
#include "app/store/migrations.h"
#include "app/store/query.h"
#include "app/store/session_mark.h"
#include "app/store/sqlite_connection.h"
#include "app/store/store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"
#include "tests/support/small_disk.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <thread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace batchroom;

namespace {

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

Result<void> put(Store& store, const QString& name, const QString& value)
{
    return store.write<void>([&](Connection& connection) -> Result<void> {
        Result<qint64> done = execute(
            connection, QStringLiteral("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"), name, value);
        return done ? Result<void>() : Result<void>(done.error());
    });
}

QString value(const Store& store, const QString& name)
{
    return store
        .read<QString>([&](Connection& connection) {
            return selectValue<QString>(connection, QStringLiteral("SELECT value FROM setting WHERE name = ?"), name)
                .map([](const std::optional<QString>& found) { return found.value_or(QString()); });
        })
        .valueOr(QString());
}

} // namespace

class StoreFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void leavesADamagedFileUntouched_data();
    void leavesADamagedFileUntouched();
    void namesTheNewestBackupOfADamagedLibrary();
    void restoresTheNewestBackup();
    void saysThatThereIsNoBackupToRestore();
    void neverMakesAnEmptyLibraryWhereOneWas();
    void leavesALibraryOfANewerProgramUntouched();
    void refusesAFileOfAnotherProgram();
    void refusesAFolderInPlaceOfTheFile();
    void refusesAFileInPlaceOfTheFolder();
    void refusesAFolderThatMayNotBeWritten();
    void refusesAWalFromElsewhere_data();
    void refusesAWalFromElsewhere();
    void refusesAWalBesideABackup();
    void opensWithItsOwnWal_data();
    void opensWithItsOwnWal();
    void makesNoFolderAboveTheOneItWasAskedFor();
    void backsUpBeforeMigrating();
    void leavesTheFileAsItWasWhenAMigrationFails();
    void finishesALibraryWhoseCreationWasInterrupted();
    void backsUpOnceADayAndKeepsTheLastFew();
    void trustsNoBackupTimeThatIsStillToCome();
    void usesAnOlderBackupWhenTheNewestIsDamaged();
    void backsUpChangedJobsWhenItIsClosed();
    void saysThatTheDiskIsFullAndGoesOnWhenItIsNot();
    void makesNothingOnAFullDisk();

private:
    QString folder() const { return m_folder->path(); }
    QString file() const { return folder() + QStringLiteral("/library.db"); }
    // A library that was used and closed.
    bool makeLibrary()
    {
        Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
        return store && put(**store, QStringLiteral("test"), QStringLiteral("kept"));
    }
    bool change(const QStringList& statements)
    {
        Result<SqliteConnection> connection = SqliteConnection::open(file(), OpenMode::ReadWrite);
        if (!connection)
            return false;
        return std::all_of(statements.begin(), statements.end(),
            [&](const QString& statement) { return bool(connection->execute(statement)); });
    }
    // What a kill after this many writes would leave, in a folder of its own; with a reader that was in the middle.
    QString killedAfter(int writes, bool isRead)
    {
        const QString path = m_folder->filePath(QStringLiteral("killed"));
        const std::unique_ptr<Store> store = *Store::open(path, m_clock);
        const QString copy = m_folder->filePath(QStringLiteral("copy"));
        const auto work = [&]() -> Result<void> {
            for (int i = 0; i < writes; ++i)
                if (Result<void> done = put(*store, QStringLiteral("n%1").arg(i % 50), QString::number(i)); !done)
                    return done;
            QDir().mkpath(copy);
            for (const QString& name : {QStringLiteral("library.db"), QStringLiteral("library.db-wal")})
                QFile::copy(path + QLatin1Char('/') + name, copy + QLatin1Char('/') + name);
            return {};
        };
        const Result<void> done = !isRead ? work() : test::onWorker([&] {
            return store->read<void>([&](Connection& connection) -> Result<void> {
                (void)selectValue<int>(connection, QStringLiteral("SELECT COUNT(*) FROM setting"));
                std::optional<Result<void>> written;
                std::thread([&] { written = work(); }).join();
                return *written;
            });
        });
        return done ? copy : QString();
    }
    Error openingError()
    {
        const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
        return store ? Error{ErrorCode::Internal, QStringLiteral("it opened"), {}} : store.error();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::ManualClock m_clock;
};

void StoreFaultsTest::leavesADamagedFileUntouched_data()
{
    QTest::addColumn<QString>("damage");
    for (const char* damage : {"header", "truncated", "cut to one page", "empty", "zeros", "text", "one byte",
             "page in the middle", "every page but the first"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void StoreFaultsTest::leavesADamagedFileUntouched()
{
    QFETCH(QString, damage);
    QVERIFY(makeLibrary());
    QByteArray bytes = content(file());
    QVERIFY(bytes.size() > 40'000);
    if (damage == QLatin1StringView("header"))
        bytes.replace(0, 16, QByteArray(16, 'x'));
    else if (damage == QLatin1StringView("truncated"))
        bytes.truncate(bytes.size() / 2 + 100);
    else if (damage == QLatin1StringView("cut to one page"))
        bytes.truncate(4096);
    else if (damage == QLatin1StringView("empty"))
        bytes.clear();
    else if (damage == QLatin1StringView("zeros"))
        bytes.fill('\0');
    else if (damage == QLatin1StringView("text"))
        bytes = "Dear diary";
    else if (damage == QLatin1StringView("one byte"))
        bytes = "S";
    else if (damage == QLatin1StringView("page in the middle"))
        bytes.replace(4096 * 2, 4096, QByteArray(4096, '\x5a'));
    else
        bytes.replace(4096, bytes.size() - 4096, QByteArray(bytes.size() - 4096, '\xff'));
    QVERIFY(overwrite(file(), bytes));

    const Error error = openingError();
    QCOMPARE(error.code, ErrorCode::LibraryDamaged);
    QVERIFY(error.what.contains(QDir::toNativeSeparators(file())));
    QCOMPARE(content(file()), bytes);
    QVERIFY(!QFile::exists(file() + QStringLiteral(".new")));
    // and it can be tried again at once
    QCOMPARE(openingError().code, ErrorCode::LibraryDamaged);
}

void StoreFaultsTest::namesTheNewestBackupOfADamagedLibrary()
{
    QVERIFY(makeLibrary());
    const Result<QString> older = backUpLibraryFile(folder(), 1, m_clock);
    m_clock.advance(std::chrono::hours(1));
    const Result<QString> newer = backUpLibraryFile(folder(), 1, m_clock);
    QVERIFY(older && newer && *older != *newer);
    QVERIFY(overwrite(file(), "damaged"));
    const Error error = openingError();
    QCOMPARE(error.code, ErrorCode::LibraryDamaged);
    QVERIFY(error.what.contains(QDir::toNativeSeparators(*newer)));
}

void StoreFaultsTest::restoresTheNewestBackup()
{
    QVERIFY(makeLibrary());
    QVERIFY(backUpLibraryFile(folder(), 1, m_clock));
    QVERIFY(overwrite(file(), "damaged"));
    const Result<QString> restored = Store::restoreNewestBackup(folder(), m_clock);
    QVERIFY(restored);
    const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
    QVERIFY(store);
    QCOMPARE(value(**store, QStringLiteral("test")), QStringLiteral("kept"));
    // the damaged file is kept for whoever can save more out of it
    const QDir aside(folder() + QStringLiteral("/damaged"));
    const QStringList kept = aside.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(kept.size(), 1);
    QCOMPARE(content(aside.filePath(kept.first()) + QStringLiteral("/library.db")), QByteArray("damaged"));
}

void StoreFaultsTest::saysThatThereIsNoBackupToRestore()
{
    QVERIFY(makeLibrary());
    const QByteArray before = content(file());
    const Result<QString> restored = Store::restoreNewestBackup(folder(), m_clock);
    QVERIFY(!restored);
    QCOMPARE(restored.error().code, ErrorCode::NotFound);
    QCOMPARE(content(file()), before);
}

void StoreFaultsTest::neverMakesAnEmptyLibraryWhereOneWas()
{
    QVERIFY(makeLibrary());
    QVERIFY(backUpLibraryFile(folder(), 1, m_clock));
    QVERIFY(QFile::remove(file()));
    QCOMPARE(openingError().code, ErrorCode::LibraryDamaged);
    QVERIFY(!QFile::exists(file()));
}

void StoreFaultsTest::leavesALibraryOfANewerProgramUntouched()
{
    QVERIFY(makeLibrary());
    const int newer = migrations().back().version + 1;
    QVERIFY(change({QStringLiteral("PRAGMA user_version = %1").arg(newer)}));
    const QByteArray before = content(file());
    QCOMPARE(openingError().code, ErrorCode::LibraryTooNew);
    QCOMPARE(content(file()), before);
    QVERIFY(!newestBackup(folder()));
}

void StoreFaultsTest::refusesAFileOfAnotherProgram()
{
    QVERIFY(change({QStringLiteral("CREATE TABLE recipe (id INTEGER)")}));
    const QByteArray before = content(file());
    QCOMPARE(openingError().code, ErrorCode::LibraryDamaged);
    QCOMPARE(content(file()), before);
}

void StoreFaultsTest::refusesAFolderInPlaceOfTheFile()
{
    QVERIFY(QDir(folder()).mkdir(QStringLiteral("library.db")));
    QCOMPARE(openingError().code, ErrorCode::FileAccess);
}

void StoreFaultsTest::refusesAFileInPlaceOfTheFolder()
{
    const QString path = folder() + QStringLiteral("/notes.txt");
    QVERIFY(overwrite(path, "hello"));
    for (const QString& wrong : {path, path + QStringLiteral("/library")}) {
        const Result<std::unique_ptr<Store>> store = Store::open(wrong, m_clock);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::FileAccess);
    }
    QCOMPARE(content(path), QByteArray("hello"));
}

void StoreFaultsTest::refusesAFolderThatMayNotBeWritten()
{
#ifdef Q_OS_UNIX
    QVERIFY(makeLibrary());
    const QByteArray before = content(file());
    QVERIFY(QFile::setPermissions(folder(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    QProcess other;
    // root may write everywhere, so the other process is nobody
    other.setChildProcessModifier([] {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(99);
    });
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--open"), folder()});
    const bool finished = other.waitForFinished();
    QFile::setPermissions(folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!finished && other.error() == QProcess::FailedToStart)
        QSKIP("this build may not be executed by another user");
    QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("file_access"));
    QCOMPARE(content(file()), before);
#else
    QSKIP("folder permissions are tested on Unix");
#endif
}

void StoreFaultsTest::refusesAWalFromElsewhere_data()
{
    QTest::addColumn<int>("writes");
    QTest::addColumn<bool>("isRead");
    // Several hundred: SQLite has begun a new WAL meanwhile, or could not because of the reader.
    for (const int writes : {0, 1, 99, 150, 950})
        for (const bool isRead : {false, true})
            QTest::addRow("after %d writes%s", writes, isRead ? ", beside a reader" : "") << writes << isRead;
}

void StoreFaultsTest::refusesAWalFromElsewhere()
{
    QFETCH(int, writes);
    QFETCH(bool, isRead);
    QVERIFY(makeLibrary());
    const QByteArray before = content(file());
    const QString other = killedAfter(writes, isRead);
    const QByteArray foreign = content(other + QStringLiteral("/library.db-wal"));
    if (writes > 0)
        QVERIFY(!foreign.isEmpty());
    QVERIFY(overwrite(file() + QStringLiteral("-wal"), foreign));
    const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
    if (foreign.isEmpty()) {
        QVERIFY(store);
        return;
    }
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::LibraryDamaged);
    QVERIFY(store.error().what.contains(QStringLiteral("library.db-wal")));
    QCOMPARE(content(file()), before);
    QCOMPARE(content(file() + QStringLiteral("-wal")), foreign);
}

void StoreFaultsTest::refusesAWalBesideABackup()
{
    const QString killed = killedAfter(150, false);
    const QString wal = killed + QStringLiteral("/library.db-wal");
    const QByteArray newest = content(wal);
    const Result<QString> backup = backUpLibraryFile(killed, migrations().back().version, m_clock);
    QVERIFY(backup);
    // Put in place by hand, with the newest part left where it was.
    QVERIFY(overwrite(killed + QStringLiteral("/library.db"), content(*backup)));
    QFile::remove(killed + QStringLiteral("/library.db-shm"));
    QVERIFY(overwrite(wal, newest));
    const Result<std::unique_ptr<Store>> store = Store::open(killed, m_clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::LibraryDamaged);
}

void StoreFaultsTest::opensWithItsOwnWal_data()
{
    refusesAWalFromElsewhere_data();
}

void StoreFaultsTest::opensWithItsOwnWal()
{
    QFETCH(int, writes);
    QFETCH(bool, isRead);
    const QString killed = killedAfter(writes, isRead);
    for (int round = 0; round < 3; ++round) {
        const Result<std::unique_ptr<Store>> store = Store::open(killed, m_clock);
        QVERIFY2(store, qPrintable(store ? QString() : store.error().what + store.error().detail));
        QCOMPARE((*store)->wasUncleanlyClosed(), round == 0);
        QCOMPARE((*store)->doubtedSince(), std::nullopt);
        QVERIFY((*store)->write<void>(noteStartSeen));
        if (writes > 0)
            QCOMPARE(value(**store, QStringLiteral("n%1").arg((writes - 1) % 50)), QString::number(writes - 1));
    }
}

// Where a disk was pulled, the folders above must not come into being on another one.
void StoreFaultsTest::makesNoFolderAboveTheOneItWasAskedFor()
{
    const QString above = m_folder->filePath(QStringLiteral("pulled"));
    const Result<void> refused = makeFolder(above + QStringLiteral("/originals"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileAccess);
    QVERIFY(!QFileInfo::exists(above));
    QVERIFY(makeFolder(above));
    QVERIFY(makeFolder(above + QStringLiteral("/originals")));
    QVERIFY(makeFolder(above + QStringLiteral("/originals")));
}

void StoreFaultsTest::backsUpBeforeMigrating()
{
    QVERIFY(change({QStringLiteral("PRAGMA application_id = 1112689969"), QStringLiteral("CREATE TABLE early (x TEXT)"),
        QStringLiteral("INSERT INTO early VALUES ('from before')")}));
    {
        const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
        QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
    }
    const std::optional<QString> backup = newestBackup(folder());
    QVERIFY(backup);
    QVERIFY(backup->contains(QStringLiteral("library-v0-")));
    Result<SqliteConnection> old = SqliteConnection::open(*backup, OpenMode::ReadOnly);
    QVERIFY(old);
    const Result<std::optional<QString>> row =
        selectValue<QString>(old->connection(), QStringLiteral("SELECT x FROM early"));
    QVERIFY(row);
    QCOMPARE(row->value_or(QString()), QStringLiteral("from before"));
    const Result<int> version = inspectLibraryFile(folder());
    QVERIFY(version);
    QCOMPARE(*version, migrations().back().version);
}

void StoreFaultsTest::leavesTheFileAsItWasWhenAMigrationFails()
{
    // the first step cannot make its tables twice
    QVERIFY(makeLibrary());
    QVERIFY(change({QStringLiteral("PRAGMA user_version = 0")}));
    const QByteArray before = content(file());
    QCOMPARE(openingError().code, ErrorCode::Database);
    QVERIFY(newestBackup(folder()));
    QVERIFY(change({QStringLiteral("PRAGMA user_version = %1").arg(migrations().back().version)}));
    const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
    QVERIFY(store);
    QCOMPARE(value(**store, QStringLiteral("test")), QStringLiteral("kept"));
}

void StoreFaultsTest::finishesALibraryWhoseCreationWasInterrupted()
{
    QVERIFY(overwrite(file() + QStringLiteral(".new"), "half a database"));
    QVERIFY(makeLibrary());
    QVERIFY(!QFile::exists(file() + QStringLiteral(".new")));
}

void StoreFaultsTest::backsUpOnceADayAndKeepsTheLastFew()
{
    const QDir backups(folder() + QStringLiteral("/backups"));
    QVERIFY(makeLibrary());
    QVERIFY(makeLibrary());
    QVERIFY(!newestBackup(folder()));
    for (int day = 1; day <= 8; ++day) {
        m_clock.advance(std::chrono::hours(25));
        QVERIFY(makeLibrary());
        QVERIFY(makeLibrary()); // not twice a day
        QCOMPARE(backups.entryList(QDir::Files).size(), qMin(day, 5));
    }
    const std::optional<Clock::Milliseconds> newest = newestBackupTime(folder());
    QVERIFY(newest);
    QCOMPARE(newest->count(), m_clock.now().count());
}

void StoreFaultsTest::trustsNoBackupTimeThatIsStillToCome()
{
    QVERIFY(makeLibrary());
    const auto tenYears = std::chrono::hours(24 * 3650);
    m_clock.advance(tenYears);
    QVERIFY(makeLibrary());
    const std::optional<QString> wrong = newestBackup(folder());
    QVERIFY(wrong);
    m_clock.advance(-tenYears + std::chrono::hours(25));
    {
        const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
        QVERIFY(store);
        QVERIFY(put(**store, QStringLiteral("later"), QStringLiteral("yes")));
    }
    const std::optional<QString> right = newestBackup(folder());
    QVERIFY(right && *right != *wrong);
    QCOMPARE(newestBackupTime(folder())->count(), m_clock.now().count());
    QVERIFY(overwrite(file(), "damaged"));
    const Result<QString> restored = Store::restoreNewestBackup(folder(), m_clock);
    QVERIFY(restored);
    QCOMPARE(*restored, *right);
}

void StoreFaultsTest::usesAnOlderBackupWhenTheNewestIsDamaged()
{
    QVERIFY(makeLibrary());
    const Result<QString> older = backUpLibraryFile(folder(), migrations().back().version, m_clock);
    const Result<QString> newer = backUpLibraryFile(folder(), migrations().back().version, m_clock);
    QVERIFY(older && newer && *older != *newer);
    QVERIFY(overwrite(*newer, "damaged too"));
    QVERIFY(overwrite(file(), "damaged"));
    const Result<QString> restored = Store::restoreNewestBackup(folder(), m_clock);
    QVERIFY(restored);
    QCOMPARE(*restored, *older);
    const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
    QVERIFY(store);
    QVERIFY((*store)->doubtedSince());
    QCOMPARE((*store)->doubtedSince()->count(), m_clock.now().count());
}

void StoreFaultsTest::backsUpChangedJobsWhenItIsClosed()
{
    const auto work = [this](const QString& name) {
        const Result<std::unique_ptr<Store>> store = Store::open(folder(), m_clock);
        if (!store)
            return false;
        m_clock.advance(std::chrono::hours(2));
        const Result<qint64> done = (*store)->write<qint64>([&](Connection& connection) {
            return execute(connection,
                QStringLiteral("INSERT INTO job_transition (job_id, at_ms, from_state, to_state, message) "
                               "VALUES (1, 0, 'queued', 'submitting', ?)"),
                name);
        });
        return done.hasValue();
    };
    const QDir backups(folder() + QStringLiteral("/backups"));
    QVERIFY(makeLibrary());
    QVERIFY(work(QStringLiteral("first")));
    QCOMPARE(backups.entryList(QDir::Files).size(), 1);
    m_clock.advance(std::chrono::hours(2));
    QVERIFY(makeLibrary()); // nothing of the jobs has changed
    QCOMPARE(backups.entryList(QDir::Files).size(), 1);
    QVERIFY(work(QStringLiteral("second")));
    QCOMPARE(backups.entryList(QDir::Files).size(), 2);
}

void StoreFaultsTest::saysThatTheDiskIsFullAndGoesOnWhenItIsNot()
{
    test::SmallDisk disk(4);
    if (!disk.isMounted())
        QSKIP(disk.reason().constData());
    const QString library = disk.path() + QStringLiteral("/library");
    int acknowledged = 0;
    {
        Result<std::unique_ptr<Store>> store = Store::open(library, m_clock);
        QVERIFY(store);
        disk.fill();
        Result<void> done;
        while (done && acknowledged < 10'000) {
            done = put(**store, QStringLiteral("row/%1").arg(acknowledged), QString(2000, QLatin1Char('x')));
            acknowledged += done ? 1 : 0;
        }
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::DiskFull);
        disk.giveBack();
        QVERIFY(put(**store, QStringLiteral("after"), QStringLiteral("space")));
    }
    const Result<std::unique_ptr<Store>> again = Store::open(library, m_clock);
    QVERIFY(again);
    const Result<int> rows = (*again)->read<int>([](Connection& connection) {
        return selectValue<int>(connection, QStringLiteral("SELECT count(*) FROM setting WHERE name LIKE 'row/%'"))
            .map([](const std::optional<int>& count) { return count.value_or(-1); });
    });
    QVERIFY(rows);
    QCOMPARE(*rows, acknowledged);
    QCOMPARE(value(**again, QStringLiteral("after")), QStringLiteral("space"));
}

void StoreFaultsTest::makesNothingOnAFullDisk()
{
    test::SmallDisk disk(1);
    if (!disk.isMounted())
        QSKIP(disk.reason().constData());
    disk.fill();
    const Result<std::unique_ptr<Store>> store = Store::open(disk.path(), m_clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::DiskFull);
    QVERIFY(!QFile::exists(disk.path() + QStringLiteral("/library.db")));
    disk.giveBack();
    QVERIFY(Store::open(disk.path(), m_clock));
}

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView("--open")) {
        const SystemClock clock;
        const Result<std::unique_ptr<Store>> store = Store::open(arguments.value(2), clock);
        std::puts(store ? "open" : qPrintable(errorCodeName(store.error().code)));
        return 0;
    }
    StoreFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "store_faults_test.moc"
