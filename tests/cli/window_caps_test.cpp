// SPDX-License-Identifier: GPL-3.0-or-later
// The spending limits a person set in the window hold on the command line: the real program against a simulator that
// counts what it was sent.
#include "tests/support/cli_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class WindowCapsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void stopsBeforeTheFirstJobThatWouldPassTheLimit_data();
    void stopsBeforeTheFirstJobThatWouldPassTheLimit();
    void whatEarlierRunsSpentCounts();
    void resumeKeepsTheLimitToo();
    void theLimitOfABatchHoldsForANewOneUnlessTheRunNamesItsOwn();
    void theLimitOfABatchCoversAllCampaignsOfOneSheet();
    void withoutAFileThereIsNoLimit();
    void whoCannotReadTheLimitsPaysNothing_data();
    void whoCannotReadTheLimitsPaysNothing();
    void theSandboxIsFreeAndAsksForNoLimits();

private:
    QString settingsPath() const { return m_folder->filePath(QStringLiteral("config/Batchroom/batchroom.ini")); }
    void writeSettings(const QByteArray& text) const { writeFile(settingsPath(), text); }
    static void writeFile(const QString& path, const QByteArray& text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    CliResult cli(const QStringList& arguments) const
    {
        return runCli(arguments
                + QStringList{QStringLiteral("--library"), m_folder->filePath(QStringLiteral("library")),
                    QStringLiteral("--json")},
            m_sandbox->key());
    }
    CliResult work(const QStringList& arguments) const
    {
        return cli(arguments
            + QStringList{QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
                m_sandbox->url(), QStringLiteral("--yes")});
    }
    // Images of $0.03 each.
    QString sheet(int images, const QByteArray& prompt = "Door") const
    {
        const QString path = m_folder->filePath(QString::fromLatin1(prompt) + QStringLiteral(".csv"));
        writeFile(path,
            "prompt,model,speed,num_images\n" + prompt + ",ideogram-3,turbo," + QByteArray::number(images) + "\n");
        return path;
    }
    int paidPosts() { return m_sandbox->stop().value(QStringLiteral("paid_posts")).toInt(-1); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;
    QByteArray m_configHome;
};

namespace {

QByteArray told(const CliResult& result)
{
    return result.out + result.err;
}

QString holdMessage(const CliResult& result)
{
    const QList<QJsonObject> holds = result.lines(QStringLiteral("hold"));
    return holds.isEmpty() ? QString() : holds.constFirst().value(QStringLiteral("message")).toString();
}

} // namespace

void WindowCapsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_configHome = qgetenv("XDG_CONFIG_HOME");
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toUtf8()); // the programs inherit it
    m_sandbox = std::make_unique<SandboxProcess>(QStringList{QStringLiteral("--latency"), QStringLiteral("10")});
    QVERIFY(m_sandbox->isListening());
}

void WindowCapsTest::cleanup()
{
    m_sandbox.reset();
    qputenv("XDG_CONFIG_HOME", m_configHome);
    m_folder.reset();
}

void WindowCapsTest::stopsBeforeTheFirstJobThatWouldPassTheLimit_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("words");
    QTest::newRow("day") << QByteArray("[caps]\nday=0.10\n") << QStringLiteral("Today's limit");
    QTest::newRow("month") << QByteArray("[caps]\nmonth=0.10\n") << QStringLiteral("This month's limit");
    QTest::newRow("the smaller one") << QByteArray("[caps]\nday=5.00\nmonth=0.10\n")
                                     << QStringLiteral("This month's limit");
}

void WindowCapsTest::stopsBeforeTheFirstJobThatWouldPassTheLimit()
{
    QFETCH(QByteArray, settings);
    QFETCH(QString, words);
    writeSettings(settings);
    // Its own limit, larger, does not lift the person's.
    const CliResult run = work({QStringLiteral("run"), sheet(8), QStringLiteral("--max-spend"), QStringLiteral("100")});
    QVERIFY2(run.exitCode == 4, told(run).constData());
    QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 3);
    QCOMPARE(run.summary().value(QStringLiteral("held")).toInt(), 5);
    QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.09"));
    const QJsonObject hold = run.lines(QStringLiteral("hold")).value(0);
    QCOMPARE(hold.value(QStringLiteral("reason")).toString(), QStringLiteral("budget_reached"));
    QVERIFY2(holdMessage(run).contains(words), qPrintable(holdMessage(run)));
    QVERIFY2(holdMessage(run).contains(QStringLiteral("$0.10")), qPrintable(holdMessage(run)));
    QCOMPARE(paidPosts(), 3);
}

void WindowCapsTest::whatEarlierRunsSpentCounts()
{
    QCOMPARE(work({QStringLiteral("run"), sheet(2, "Door")}).exitCode, 0);
    writeSettings("[caps]\nday=0.10\n");
    const CliResult second = work({QStringLiteral("run"), sheet(2, "Window")});
    QVERIFY2(second.exitCode == 4, told(second).constData());
    QCOMPARE(second.summary().value(QStringLiteral("done")).toInt(), 1);
    QCOMPARE(paidPosts(), 3);
}

void WindowCapsTest::resumeKeepsTheLimitToo()
{
    writeSettings("[caps]\nday=0.10\n");
    QCOMPARE(work({QStringLiteral("run"), sheet(5)}).exitCode, 4);
    const CliResult again = work({QStringLiteral("resume")});
    QVERIFY2(again.exitCode == 4, told(again).constData());
    QVERIFY(holdMessage(again).contains(QStringLiteral("Today's limit")));
    writeSettings("[caps]\nday=0.12\n"); // raised in the window
    const CliResult raised = work({QStringLiteral("resume")});
    QCOMPARE(raised.summary().value(QStringLiteral("done")).toInt(), 4);
    QCOMPARE(paidPosts(), 4);
}

void WindowCapsTest::theLimitOfABatchHoldsForANewOneUnlessTheRunNamesItsOwn()
{
    writeSettings("[caps]\nbatch=0.07\n");
    const CliResult limited = work({QStringLiteral("run"), sheet(5, "Door")});
    QVERIFY2(limited.exitCode == 4, told(limited).constData());
    QCOMPARE(limited.summary().value(QStringLiteral("done")).toInt(), 2);
    QVERIFY(holdMessage(limited).contains(QStringLiteral("$0.07")));
    const CliResult own =
        work({QStringLiteral("run"), sheet(5, "Window"), QStringLiteral("--max-spend"), QStringLiteral("0.15")});
    QVERIFY2(own.exitCode == 0, told(own).constData());
    QCOMPARE(paidPosts(), 7);
}

void WindowCapsTest::theLimitOfABatchCoversAllCampaignsOfOneSheet()
{
    writeSettings("[caps]\nbatch=0.10\n");
    const QString path = m_folder->filePath(QStringLiteral("mixed.csv"));
    writeFile(path,
        "prompt,model,speed,campaign,num_images\nA,ideogram-3,turbo,Winter,2\nB,ideogram-3,turbo,Summer,2\n"
        "C,ideogram-3,turbo,Autumn,2\n");
    const CliResult run = work({QStringLiteral("run"), path});
    QVERIFY2(run.exitCode == 4, told(run).constData());
    QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 3);
    QCOMPARE(paidPosts(), 3);
}

void WindowCapsTest::withoutAFileThereIsNoLimit()
{
    const CliResult run = work({QStringLiteral("run"), sheet(8)});
    QVERIFY2(run.exitCode == 0, told(run).constData());
    QVERIFY(!QFile::exists(settingsPath()));
    QCOMPARE(paidPosts(), 8);
}

void WindowCapsTest::whoCannotReadTheLimitsPaysNothing_data()
{
    QTest::addColumn<QByteArray>("settings"); // null: a folder stands where the file should be
    QTest::addColumn<QString>("words");
    QTest::newRow("cannot be opened") << QByteArray() << QStringLiteral("cannot be opened");
    QTest::newRow("damaged") << QByteArray("[caps]\nday=2\n\x01garbage\n") << QStringLiteral("is damaged");
    QTest::newRow("no amount") << QByteArray("[caps]\nday=twenty\n") << QStringLiteral("for a day");
    QTest::newRow("a comma") << QByteArray("[caps]\nmonth=20,50\n") << QStringLiteral("for a month");
    QTest::newRow("less than nothing") << QByteArray("[caps]\nbatch=-1\n") << QStringLiteral("for a batch");
}

void WindowCapsTest::whoCannotReadTheLimitsPaysNothing()
{
    QFETCH(QByteArray, settings);
    QFETCH(QString, words);
    writeSettings("[caps]\nday=0.04\n");
    QCOMPARE(work({QStringLiteral("run"), sheet(2)}).exitCode, 4); // one is made, one waits
    QVERIFY(QFile::remove(settingsPath()));
    if (settings.isNull())
        QVERIFY(QDir().mkpath(settingsPath()));
    else
        writeSettings(settings);
    for (const QStringList& command :
        {QStringList{QStringLiteral("run"), sheet(2, "Window")}, QStringList{QStringLiteral("resume")}}) {
        const CliResult refused = work(command);
        QVERIFY2(refused.exitCode == 4, told(refused).constData());
        const QString what = refused.lines(QStringLiteral("error")).value(0).value(QStringLiteral("what")).toString();
        QVERIFY2(what.contains(words) && what.contains(QStringLiteral("nothing is paid for")), qPrintable(what));
    }
    const CliResult status = cli({QStringLiteral("status")});
    QCOMPARE(status.exitCode, 0);
    const QJsonObject line = status.lines(QStringLiteral("status")).value(0);
    QVERIFY(line.contains(QStringLiteral("caps_usd")) && line.value(QStringLiteral("caps_usd")).isNull());
    QCOMPARE(line.value(QStringLiteral("batches")).toInt(), 1); // the refused run queued nothing
    QVERIFY(!status.lines(QStringLiteral("error")).isEmpty());
    QCOMPARE(paidPosts(), 1);
}

void WindowCapsTest::theSandboxIsFreeAndAsksForNoLimits()
{
    writeSettings("[caps]\nday=0\nmonth=much\n");
    const CliResult run = cli({QStringLiteral("run"), sheet(2)});
    QVERIFY2(run.exitCode == 0, told(run).constData());
    QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 2);
}

QTEST_GUILESS_MAIN(WindowCapsTest)
#include "window_caps_test.moc"
