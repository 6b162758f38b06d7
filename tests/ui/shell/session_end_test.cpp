// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a program of its own that is told to end, or is killed.
#include "app/core/clock.h"
#include "app/store/query.h"
#include "app/store/sqlite_connection.h"
#include "app/store/store.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace batchroom;

class SessionEndTest : public QObject {
    Q_OBJECT
private:
    static QString program() { return qEnvironmentVariable("BATCHROOM_BIN_DIR") + QStringLiteral("/batchroom"); }
    // The database itself says that the library is open.
    static bool isOpened(const QString& library)
    {
        auto file = SqliteConnection::open(library + QStringLiteral("/library.db"), OpenMode::ReadOnly);
        if (!file)
            return false;
        const auto session = selectValue<QString>(
            file->connection(), QStringLiteral("SELECT value FROM setting WHERE name = 'session'"));
        return session && *session == QStringLiteral("open");
    }
    static std::optional<bool> wasUnclean(const QString& library)
    {
        const SystemClock clock;
        const auto store = Store::open(library, clock);
        if (!store)
            return std::nullopt;
        return (*store)->wasUncleanlyClosed();
    }

private Q_SLOTS:
    void closesTheLibraryWhenToldToEndAndNotWhenKilled_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("isClean");
        QTest::newRow("kill") << SIGTERM << true;
        QTest::newRow("Ctrl+C") << SIGINT << true;
        QTest::newRow("the terminal is gone") << SIGHUP << true;
        QTest::newRow("kill -9") << SIGKILL << false;
    }
    void closesTheLibraryWhenToldToEndAndNotWhenKilled()
    {
        QFETCH(int, signal);
        QFETCH(bool, isClean);
        const QTemporaryDir folder;
        const QString library = folder.filePath(QStringLiteral("library"));
        QCOMPARE(wasUnclean(library), std::optional(false)); // makes it
        QProcess window;
        window.start(program(), {QStringLiteral("--library"), library});
        QVERIFY(window.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(isOpened(library), 30'000);
        QVERIFY(::kill(static_cast<pid_t>(window.processId()), signal) == 0);
        QVERIFY(window.waitForFinished(30'000));
        if (isClean) {
            QCOMPARE(window.exitStatus(), QProcess::NormalExit);
            QCOMPARE(window.exitCode(), 0);
        }
        QCOMPARE(wasUnclean(library), std::optional(!isClean));
    }

    void endsProperlyWhileTheLibraryIsStillBeingOpened()
    {
        const QTemporaryDir folder;
        const QString library = folder.filePath(QStringLiteral("library"));
        QCOMPARE(wasUnclean(library), std::optional(false));
        QProcess window;
        window.start(program(), {QStringLiteral("--library"), library});
        QVERIFY(window.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(library + QStringLiteral("/library.lock")), 30'000);
        window.terminate();
        window.terminate(); // an impatient session sends it twice
        QVERIFY(window.waitForFinished(30'000));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(wasUnclean(library), std::optional(false));
    }
};

QTEST_GUILESS_MAIN(SessionEndTest)
#include "session_end_test.moc"
