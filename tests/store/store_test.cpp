// SPDX-License-Identifier: GPL-3.0-or-later
// Also its own second process: --write FOLDER writes rows and prints each id once it is acknowledged, until killed.
#include "app/core/clock.h"
#include "app/store/query.h"
#include "app/store/session_mark.h"
#include "app/store/store.h"
#include "tests/support/on_worker.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <latch>
#include <thread>

using namespace batchroom;

namespace {

Result<qint64> addSetting(Connection& connection, const QString& name)
{
    return execute(connection, QStringLiteral("INSERT INTO setting (name, value) VALUES (?, '1')"), name);
}

Result<qint64> countSettings(Connection& connection)
{
    return selectValue<qint64>(connection, QStringLiteral("SELECT count(*) FROM setting WHERE name LIKE 'test/%'"))
        .map([](const std::optional<qint64>& count) { return count.value_or(-1); });
}

QString numbered(int number)
{
    return QStringLiteral("test/%1").arg(number);
}

qint64 stored(const Store& store)
{
    return store.read<qint64>(countSettings).valueOr(-1);
}

std::unique_ptr<Store> opened(const QString& folder)
{
    static const SystemClock clock;
    Result<std::unique_ptr<Store>> store = Store::open(folder, clock);
    if (!store) {
        qWarning("%s", qPrintable(store.error().what + store.error().detail));
        return nullptr;
    }
    return *std::move(store);
}

// Holds the writer inside a first work until `count` others wait behind it, then lets all of them go at once.
class HeldWriter {
public:
    explicit HeldWriter(Store& store)
        : m_thread([this, &store] {
            (void)store.write<void>([this](Connection&) -> Result<void> {
                m_entered.count_down();
                m_release.wait();
                return {};
            });
        })
    {
        m_entered.wait();
    }
    void release() { m_release.count_down(); }

private:
    std::latch m_entered{1};
    std::latch m_release{1};
    std::jthread m_thread;
};

int writeUntilKilled(const QString& folder)
{
    const std::unique_ptr<Store> store = opened(folder);
    if (!store)
        return 1;
    const qint64 first = stored(*store);
    std::puts("open");
    std::fflush(stdout);
    for (int i = 0;; ++i) {
        const int number = static_cast<int>(first) + i;
        const Result<qint64> done =
            store->write<qint64>([&](Connection& connection) { return addSetting(connection, numbered(number)); });
        if (!done)
            return 1;
        std::printf("%d\n", number);
        std::fflush(stdout);
    }
}

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void makesTheFolderAndAnEmptyLibrary();
    void bringsBackWhatWasWritten();
    void keepsEveryWriteOfManyThreads();
    void writesThatWaitTogetherShareOneCommit();
    void syncsEveryCommitThatSomebodyReliesOn();
    void keepsItsWalShortHoweverMuchIsWritten();
    void rollsBackOnlyTheWorkThatFailed();
    void failsAWriteInsideAWrite();
    void canWriteWhileReading();
    void seesOneStateThroughoutARead();
    void readersCannotWrite();
    void closesTheReaderOfAnEndedThread();
    void closesEverythingWithTheStore();
    void refusesASecondOpenAndNamesTheProcess();
    void refusesASecondProcess();
    void tellsWhetherTheLastRunEndedProperly();
    void losesNoAcknowledgedRowWhenKilled();

private:
    QString folder() const { return m_folder->path() + QStringLiteral("/My library \u00e4"); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void StoreTest::makesTheFolderAndAnEmptyLibrary()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    QCOMPARE(store->folder(), folder());
    QVERIFY(QFile::exists(folder() + QStringLiteral("/library.db")));
    const Result<qint64> accounts = store->read<qint64>([](Connection& connection) {
        return selectValue<qint64>(connection, QStringLiteral("SELECT count(*) FROM account"))
            .map([](const std::optional<qint64>& count) { return count.value_or(0); });
    });
    QVERIFY(accounts);
    QCOMPARE(*accounts, 2);
    QVERIFY(!store->wasUncleanlyClosed());
}

void StoreTest::bringsBackWhatWasWritten()
{
    {
        const std::unique_ptr<Store> store = opened(folder());
        QVERIFY(store);
        QVERIFY(store->write<qint64>([](Connection& connection) { return addSetting(connection, numbered(1)); }));
    }
    QVERIFY(!QFile::exists(folder() + QStringLiteral("/library.db-wal")));
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    QCOMPARE(stored(*store), 1);
}

void StoreTest::keepsEveryWriteOfManyThreads()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 40; ++i) {
                    const Result<qint64> done = store->write<qint64>(
                        [&](Connection& connection) { return addSetting(connection, numbered(thread * 1000 + i)); });
                    if (!done || store->read<qint64>(countSettings).valueOr(0) < i + 1)
                        ++failed;
                }
            });
    }
    QCOMPARE(failed, 0);
    QCOMPARE(stored(*store), 320);
}

void StoreTest::writesThatWaitTogetherShareOneCommit()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    std::atomic<int> smallestSeen = 100;
    HeldWriter held(*store);
    {
        std::vector<std::jthread> threads;
        std::latch started(5);
        for (int i = 0; i < 5; ++i)
            threads.emplace_back([&, i] {
                started.count_down();
                (void)store->write<qint64>([&](Connection& connection) {
                    const int seen = static_cast<int>(test::onWorker([&] { return stored(*store); }));
                    smallestSeen = qMin(smallestSeen.load(), seen);
                    return addSetting(connection, numbered(i));
                });
            });
        started.wait();
        held.release();
    }
    QCOMPARE(stored(*store), 5);
    // Every one that shared a commit was not to be seen while the next one ran; one after the other they would be.
    QCOMPARE(smallestSeen, 0);
}

void StoreTest::syncsEveryCommitThatSomebodyReliesOn()
{
    constexpr int normal = 1;
    constexpr int full = 2;
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const auto synchronous = [](Connection& connection) -> Result<int> {
        return selectValue<int>(connection, QStringLiteral("PRAGMA synchronous"))
            .map([](const std::optional<int>& level) { return level.value_or(-1); });
    };
    for (const auto& [commit, level] : {std::pair(Commit::Durable, full), std::pair(Commit::Relaxed, normal),
             std::pair(Commit::Gathered, full), std::pair(Commit::Relaxed, normal), std::pair(Commit::Durable, full)})
        QCOMPARE(store->write<int>(synchronous, commit).valueOr(-1), level);

    // In company the strictest counts for all.
    HeldWriter held(*store);
    std::array<std::atomic<int>, 3> levels{};
    {
        std::vector<std::jthread> threads;
        std::latch started(3);
        for (size_t i = 0; i < levels.size(); ++i)
            threads.emplace_back([&, i] {
                started.count_down();
                levels.at(i) = store->write<int>(synchronous, i == 1 ? Commit::Gathered : Commit::Relaxed).valueOr(-1);
            });
        started.wait();
        held.release();
    }
    QCOMPARE(levels.at(1).load(), full);
}

void StoreTest::keepsItsWalShortHoweverMuchIsWritten()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    // One after the other, so that nobody is ever idle.
    for (int n = 1; n <= 3000; ++n)
        QVERIFY(store->write<qint64>(
            [n](Connection& connection) { return addSetting(connection, numbered(n)); }, Commit::Relaxed));
    const qint64 bytes = QFileInfo(folder() + QStringLiteral("/library.db-wal")).size();
    QVERIFY2(bytes < 8 * 1024 * 1024, qPrintable(QString::number(bytes)));
    QCOMPARE(stored(*store), 3000);
}

void StoreTest::rollsBackOnlyTheWorkThatFailed()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    std::atomic<int> refused = 0;
    HeldWriter held(*store);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&, i] {
                const Result<void> done = store->write<void>([&](Connection& connection) -> Result<void> {
                    if (Result<qint64> added = addSetting(connection, numbered(i)); !added)
                        return added.error();
                    if (i % 3 == 1)
                        return Error{ErrorCode::StaleAttempt, QStringLiteral("too late"), {}};
                    return {};
                });
                refused += !done && done.error().code == ErrorCode::StaleAttempt ? 1 : 0;
            });
        held.release();
    }
    QCOMPARE(refused, 2);
    QCOMPARE(stored(*store), 4);
    // a statement that breaks a rule in the middle of a work undoes that work only
    const Result<qint64> twice = store->write<qint64>([](Connection& connection) -> Result<qint64> {
        if (Result<qint64> added = addSetting(connection, numbered(70)); !added)
            return added;
        return addSetting(connection, numbered(0));
    });
    QVERIFY(!twice);
    QCOMPARE(stored(*store), 4);
}

void StoreTest::failsAWriteInsideAWrite()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const Result<qint64> outer = store->write<qint64>([&](Connection&) {
        return store->write<qint64>([](Connection& connection) { return addSetting(connection, numbered(1)); });
    });
    QVERIFY(!outer);
    QCOMPARE(outer.error().code, ErrorCode::Internal);
}

void StoreTest::canWriteWhileReading()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const Result<qint64> seen = store->read<qint64>([&](Connection& connection) -> Result<qint64> {
        Result<qint64> done = store->write<qint64>([](Connection& writer) { return addSetting(writer, numbered(1)); });
        return done ? countSettings(connection) : done;
    });
    QVERIFY(seen);
    QCOMPARE(stored(*store), 1);
}

void StoreTest::seesOneStateThroughoutARead()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const Result<qint64> grown = store->read<qint64>([&](Connection& connection) -> Result<qint64> {
        const Result<qint64> before = countSettings(connection);
        if (Result<qint64> done =
                store->write<qint64>([](Connection& writer) { return addSetting(writer, numbered(1)); });
            !done)
            return done;
        const Result<qint64> nested = store->read<qint64>(countSettings);
        const Result<qint64> after = countSettings(connection);
        if (!before || !nested || !after)
            return Error{};
        return (*after - *before) + (*nested - *before);
    });
    QVERIFY(grown);
    QCOMPARE(*grown, 0);
    QCOMPARE(stored(*store), 1);
}

void StoreTest::readersCannotWrite()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const Result<qint64> done =
        store->read<qint64>([](Connection& connection) { return addSetting(connection, numbered(1)); });
    QVERIFY(!done);
    QCOMPARE(stored(*store), 0);
}

void StoreTest::closesTheReaderOfAnEndedThread()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const qsizetype before = QSqlDatabase::connectionNames().size();
    for (int i = 0; i < 3; ++i) {
        qsizetype during = 0;
        std::thread reader([&] {
            (void)stored(*store);
            during = QSqlDatabase::connectionNames().size();
        });
        reader.join();
        QCOMPARE(during, before + 1);
        QCOMPARE(QSqlDatabase::connectionNames().size(), before);
    }
}

void StoreTest::closesEverythingWithTheStore()
{
    const qsizetype before = QSqlDatabase::connectionNames().size();
    std::latch hasRead(2);
    std::latch isClosed(1);
    std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    std::jthread reader([&] {
        (void)stored(*store);
        hasRead.arrive_and_wait();
        isClosed.wait(); // the thread outlives the store
    });
    (void)stored(*store);
    hasRead.arrive_and_wait();
    store.reset();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before);
    isClosed.count_down();
}

void StoreTest::refusesASecondOpenAndNamesTheProcess()
{
    const std::unique_ptr<Store> store = opened(folder());
    QVERIFY(store);
    const SystemClock clock;
    const Result<std::unique_ptr<Store>> second = Store::open(folder(), clock);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::LibraryLocked);
    QVERIFY(second.error().what.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(second.error().what.contains(QStringLiteral("store_test")));
}

void StoreTest::refusesASecondProcess()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder()});
    QVERIFY(other.waitForReadyRead());
    const SystemClock clock;
    const Result<std::unique_ptr<Store>> refused = Store::open(folder(), clock);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::LibraryLocked);
    QVERIFY(refused.error().what.contains(QString::number(other.processId())));
    other.kill();
    QVERIFY(other.waitForFinished());
    // the lock of a dead process holds nobody up
    QVERIFY(opened(folder()));
}

void StoreTest::tellsWhetherTheLastRunEndedProperly()
{
    {
        const std::unique_ptr<Store> first = opened(folder());
        QVERIFY(first);
        QVERIFY(!first->wasUncleanlyClosed());
    }
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder()});
    QVERIFY(other.waitForReadyRead());
    other.kill();
    QVERIFY(other.waitForFinished());
    // Whoever only looks has not told anybody yet.
    for (int look = 0; look < 2; ++look) {
        const std::unique_ptr<Store> afterKill = opened(folder());
        QVERIFY(afterKill);
        QVERIFY(afterKill->wasUncleanlyClosed());
    }
    {
        const std::unique_ptr<Store> seen = opened(folder());
        QVERIFY(seen && seen->wasUncleanlyClosed());
        QVERIFY(!seen->doubtedSince());
        QVERIFY(seen->write<void>(noteStartSeen));
    }
    const std::unique_ptr<Store> afterClose = opened(folder());
    QVERIFY(afterClose);
    QVERIFY(!afterClose->wasUncleanlyClosed());
}

void StoreTest::losesNoAcknowledgedRowWhenKilled()
{
    for (int round = 0; round < 6; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder()});
        QByteArray lines;
        QElapsedTimer timer;
        timer.start();
        while (lines.count('\n') < 20 + round * 7 && timer.elapsed() < 20'000 && writer.waitForReadyRead())
            lines += writer.readAllStandardOutput();
        writer.kill();
        QVERIFY(writer.waitForFinished());
        lines += writer.readAllStandardOutput();
        lines.truncate(lines.lastIndexOf('\n') + 1);
        const QList<QByteArray> acknowledged = lines.trimmed().split('\n');
        QVERIFY(acknowledged.size() > 10);

        const std::unique_ptr<Store> store = opened(folder());
        QVERIFY(store);
        QVERIFY(stored(*store) > acknowledged.last().toInt());
    }
}

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView("--write"))
        return writeUntilKilled(arguments.value(2));
    StoreTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "store_test.moc"
