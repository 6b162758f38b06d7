// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log.h"
#include "app/core/log_file.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <latch>
#include <thread>

using namespace batchroom;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> linesOf(const QString& path)
{
    QList<QJsonObject> lines;
    for (const QByteArray& line : contentOf(path).split('\n'))
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    return lines;
}

QByteArray plain(const LogLine& line)
{
    return line.message.toUtf8() + '\n';
}

LogLine says(const QString& message)
{
    return {0, QtInfoMsg, "test", message, {}};
}

// The programs' sink for the time of a test.
struct InstalledLog {
    explicit InstalledLog(const QByteArray& level = {})
    {
        qputenv("BATCHROOM_LOG", level);
        log::install(true);
    }
    ~InstalledLog()
    {
        log::setFile({});
        qInstallMessageHandler(nullptr);
        QLoggingCategory::setFilterRules({});
        qunsetenv("BATCHROOM_LOG");
    }
};

} // namespace

class LogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hidesEveryLiveSecret()
    {
        log::redact(Secret("canary-key-123456"));
        QVERIFY(!log::redacted(QStringLiteral("sent canary-key-123456 to host")).contains(QStringLiteral("canary")));
    }

    void hidesWhatLooksLikeASecret_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::newRow("header") << QStringLiteral("Api-Key: abcdef") << QStringLiteral("abcdef");
        QTest::newRow("bearer") << QStringLiteral("Authorization: Bearer token99") << QStringLiteral("token99");
        QTest::newRow("webhook") << QStringLiteral("secret whsec_AbC+/=12 used") << QStringLiteral("AbC");
        QTest::newRow("password") << QStringLiteral("postgres://me:hunter2@db/x") << QStringLiteral("hunter2");
        QTest::newRow("signature") << QStringLiteral("x-amz-signature=98ad72") << QStringLiteral("98ad72");
        QTest::newRow("link") << QStringLiteral("GET https://ideogram.ai/i/1.png?exp=9&sig=s3cr3t failed")
                              << QStringLiteral("s3cr3t");
        QTest::newRow("link in quotes") << QStringLiteral("{\"url\":\"http://a/b?sig=s3cr3t\"}")
                                        << QStringLiteral("s3cr3t");
    }
    void hidesWhatLooksLikeASecret()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(!log::redacted(text).contains(secret));
    }

    void aLinkCanBeCutToItsHost()
    {
        QCOMPARE(log::withoutLinks(QStringLiteral("see https://me:pw@a.example:8/path?q=1, or \"http://b/c\"")),
            QStringLiteral("see https://a.example:8/… or \"http://b/…\""));
        QCOMPARE(log::withoutLinks(QStringLiteral("no link at all: 12:30 a/b")),
            QStringLiteral("no link at all: 12:30 a/b"));
    }

    void writesRedactedLinesToItsFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        log::redact(Secret("another-canary-654321"));
        log::install(true);
        log::setFile(path);
        qWarning("the key is another-canary-654321");
        log::setFile({});
        qInstallMessageHandler(nullptr);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("the key is"));
        QVERIFY(!text.contains("canary-6"));
    }

    void writesOneJsonObjectALine()
    {
        QTemporaryDir folder;
        const QString path = log::fileIn(folder.path());
        const InstalledLog installed;
        static const QLoggingCategory category("batchroom.test");
        log::setFile(path);
        qCWarning(category, "line one\nand \"two\"");
        log::redact(Secret("field-canary-77"));
        log::note(category, QStringLiteral("moved"),
            {{QStringLiteral("job"), 12}, {QStringLiteral("note"), QStringLiteral("with field-canary-77")}});
        log::flush();
        const QList<QJsonObject> lines = linesOf(path);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.at(0)[QLatin1StringView("level")].toString(), QStringLiteral("warning"));
        QCOMPARE(lines.at(0)[QLatin1StringView("category")].toString(), QStringLiteral("batchroom.test"));
        QCOMPARE(lines.at(0)[QLatin1StringView("message")].toString(), QStringLiteral("line one\nand \"two\""));
        const QString time = lines.at(0)[QLatin1StringView("time")].toString();
        QVERIFY2(time.endsWith(QLatin1Char('Z')), qPrintable(time));
        QVERIFY(qAbs(QDateTime::fromString(time, Qt::ISODateWithMs).secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(lines.at(1)[QLatin1StringView("job")].toInt(), 12);
        QVERIFY(!contentOf(path).contains("field-canary"));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void keepsWhatWasSaidBeforeTheFileWasKnown()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        const InstalledLog installed;
        qWarning("said early");
        log::setFile(path);
        qWarning("said late");
        log::flush();
        QCOMPARE(linesOf(path).size(), 2);
    }

    void theEnvironmentSaysHowMuch_data()
    {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<int>("lines");
        QTest::newRow("nothing said") << QByteArray() << 2;
        QTest::newRow("info") << QByteArray("info") << 2;
        QTest::newRow("debug") << QByteArray("DEBUG") << 3;
        QTest::newRow("warning") << QByteArray("warning") << 1;
        QTest::newRow("nonsense") << QByteArray("loud") << 2;
    }
    void theEnvironmentSaysHowMuch()
    {
        QFETCH(QByteArray, level);
        QFETCH(int, lines);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        const InstalledLog installed(level);
        static const QLoggingCategory category("batchroom.levels");
        log::setFile(path);
        qCDebug(category, "d");
        log::note(category, QStringLiteral("i"), {});
        qCWarning(category, "w");
        log::flush();
        QCOMPARE(linesOf(path).size(), lines);
    }

    void rollsOverAndKeepsFiveFiles()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        LogLimits limits;
        limits.bytes = 1000;
        {
            LogFile file(&plain, limits);
            file.setPath(path);
            for (int i = 0; i < 200; ++i)
                file.add(says(QStringLiteral("%1 ").arg(i, 3) + QString(95, QLatin1Char('x'))));
        }
        const QStringList files = logFiles(path, limits);
        QCOMPARE(files.size(), 5);
        QVERIFY(!QFile::exists(path + QStringLiteral(".5")));
        for (const QString& name : files)
            QVERIFY(QFile(name).size() <= 1000);
        QVERIFY(contentOf(files.constFirst()).contains("199 "));
        QVERIFY(contentOf(files.constLast()).contains("150 "));
    }

    void saysHowManyLinesDidNotFit()
    {
        QTemporaryDir folder;
        LogLimits limits;
        limits.waiting = 10;
        std::latch mayWrite(1);
        std::latch isWriting(1);
        std::atomic<bool> isFirst = true;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        {
            LogFile file(
                [&](const LogLine& line) {
                    if (isFirst.exchange(false)) {
                        isWriting.count_down();
                        mayWrite.wait();
                    }
                    return plain(line);
                },
                limits);
            file.setPath(path);
            file.add(says(QStringLiteral("first")));
            isWriting.wait();
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < 100; ++i)
                file.add(says(QStringLiteral("more")));
            QVERIFY(timer.elapsed() < 1000); // a disk that stands still holds nobody up
            QVERIFY(!file.flush(std::chrono::milliseconds(1)));
            mayWrite.count_down();
        }
        const QByteArray text = contentOf(path);
        QCOMPARE(text.count("more"), 10);
        QCOMPARE(text.count("lines were lost"), 1);
    }

    void aFileThatCannotBeWrittenIsNoTrouble()
    {
        QTemporaryDir folder;
        QFile blocker(folder.filePath(QStringLiteral("logs")));
        QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where the folder should be
        const QString path = folder.filePath(QStringLiteral("logs/log.txt"));
        LogFile file(&plain);
        file.setPath(path);
        file.add(says(QStringLiteral("into nothing")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        blocker.remove();
        file.add(says(QStringLiteral("there again")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        QVERIFY(contentOf(path).contains("lines were lost"));
        QVERIFY(contentOf(path).contains("there again"));
    }

#ifdef Q_OS_LINUX
    void aFullDiskIsNoTrouble()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        LogFile file(&plain);
        file.setPath(QStringLiteral("/dev/full"));
        for (int i = 0; i < 3; ++i)
            file.add(says(QStringLiteral("no room")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        file.setPath(path);
        file.add(says(QStringLiteral("room again")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        QCOMPARE(contentOf(path).count("lines were lost"), 1);
        QVERIFY(contentOf(path).contains("room again"));
        QVERIFY(!contentOf(path).contains("no room"));
    }
#endif

    void aDeletedFileIsMadeAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        LogFile file(&plain);
        file.setPath(path);
        file.add(says(QStringLiteral("one")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        QFile::remove(path);
        file.add(says(QStringLiteral("two")));
        QVERIFY(file.flush(std::chrono::seconds(5)));
        QCOMPARE(contentOf(path), QByteArray("two\n"));
    }

    void manyThreadsWriteWholeLines()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        {
            LogFile file(&plain);
            file.setPath(path);
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread)
                threads.emplace_back([&file] {
                    for (int i = 0; i < 200; ++i)
                        file.add(says(QString(60, QLatin1Char('x'))));
                });
        }
        const QList<QByteArray> lines = contentOf(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 800);
        for (const QByteArray& line : lines)
            QCOMPARE(line.size(), 60);
    }

    void aSecretShowsFourCharactersAtMost()
    {
        const Secret secret("abcdefghij");
        QVERIFY(secret.hint().startsWith(QStringLiteral("abcd")));
        QVERIFY(!secret.hint().contains(QLatin1Char('e')));
        QCOMPARE(secret.reveal(), QByteArray("abcdefghij"));
        QVERIFY(Secret().isEmpty());
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
