// SPDX-License-Identifier: GPL-3.0-or-later
// One program works on a library, another steers it: the commands are carried out where the library is open.
#include "tests/support/cli_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

// Every generation takes its time, so that there is a run to be steered.
constexpr auto latency = "1500";

class RunningWork {
public:
    RunningWork(const QStringList& arguments, const QByteArray& key)
    {
        m_process.setProcessEnvironment(cliEnvironment(key));
        m_process.start(cliPath(), arguments);
    }
    ~RunningWork()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    // Has told a line of this type.
    bool hasSaid(const QString& type)
    {
        return QTest::qWaitFor(
            [&] {
                m_out += m_process.readAllStandardOutput();
                return !CliResult{0, m_out, {}}.lines(type).isEmpty();
            },
            20'000);
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    void interrupt() { m_process.terminate(); }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    CliResult finish()
    {
        m_process.waitForFinished(100'000);
        m_out += m_process.readAllStandardOutput();
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1, m_out,
            m_process.readAllStandardError()};
    }

private:
    QProcess m_process;
    QByteArray m_out;
};

} // namespace

class CliSteerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup()
    {
        m_sandbox.reset();
        m_folder.reset();
    }

    void steersARunOfAnotherProgram();
    void leavesTheWorkItselfToOneProgram();
    void worksAloneAfterAKill();
    void anInterruptedRunSaysWhereItStands();

private:
    QStringList at(const QStringList& words) const
    {
        return words
            + QStringList{
                QStringLiteral("--library"), m_folder->filePath(QStringLiteral("library")), QStringLiteral("--json")};
    }
    CliResult cli(const QStringList& words) const { return runCli(at(words), m_sandbox->key()); }
    std::unique_ptr<RunningWork> run() const
    {
        return std::make_unique<RunningWork>(
            at({QStringLiteral("run"), m_folder->filePath(QStringLiteral("doors.csv")), QStringLiteral("--yes"),
                QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"), m_sandbox->url(),
                QStringLiteral("--concurrency"), QStringLiteral("1")}),
            m_sandbox->key());
    }
    QStringList prompts(const QString& state) const
    {
        QStringList found;
        for (const QJsonObject& job :
            cli({QStringLiteral("jobs"), QStringLiteral("--state"), state}).lines(QStringLiteral("job")))
            found.append(job.value(QStringLiteral("prompt")).toString());
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;
};

void CliSteerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_sandbox =
        std::make_unique<SandboxProcess>(QStringList{QStringLiteral("--latency"), QString::fromLatin1(latency)});
    QVERIFY(m_sandbox->isListening());
    QFile file(m_folder->filePath(QStringLiteral("doors.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("prompt,model,speed\n");
    for (int n = 1; n <= 5; ++n)
        file.write("Door " + QByteArray::number(n) + ",ideogram-3,turbo\n");
}

void CliSteerTest::steersARunOfAnotherProgram()
{
    const auto work = run();
    QVERIFY(work->hasSaid(QStringLiteral("job")));
    const CliResult paused = cli({QStringLiteral("pause")});
    QVERIFY2(paused.exitCode == 0, QByteArray(paused.out + paused.err).constData());
    QCOMPARE(paused.lines(QStringLiteral("queue")).size(), 1);
    QVERIFY(paused.lines(QStringLiteral("job")).isEmpty()); // what the run did meanwhile is not its doing
    QVERIFY(work->hasSaid(QStringLiteral("queue")));

    const CliResult cancelled = cli({QStringLiteral("cancel"), QStringLiteral("5")});
    QCOMPARE(cancelled.exitCode, 0);
    QCOMPARE(cancelled.lines(QStringLiteral("job")).size(), 1);
    QCOMPARE(prompts(QStringLiteral("cancelled")), QStringList{QStringLiteral("Door 5")});
    QCOMPARE(
        cli({QStringLiteral("edit"), QStringLiteral("4"), QStringLiteral("--prompt"), QStringLiteral("A green door")})
            .exitCode,
        0);
    QCOMPARE(cli({QStringLiteral("move"), QStringLiteral("4"), QStringLiteral("--first")}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("cancel"), QStringLiteral("99")}).exitCode, 2);
    QCOMPARE(cli({QStringLiteral("status")}).lines(QStringLiteral("status")).first().value(QStringLiteral("paused")),
        QJsonValue(true));
    QVERIFY(work->isRunning());

    const CliResult going = cli({QStringLiteral("continue")});
    QCOMPARE(going.exitCode, 0);
    const CliResult done = work->finish();
    QCOMPARE(done.summary().value(QStringLiteral("done")).toInt(), 4);
    QCOMPARE(done.summary().value(QStringLiteral("cancelled")).toInt(), 1);
    QVERIFY(prompts(QStringLiteral("done")).contains(QStringLiteral("A green door")));
    // And nothing was paid that was cancelled.
    QCOMPARE(m_sandbox->stop().value(QStringLiteral("paid_posts")).toInt(), 4);
}

void CliSteerTest::leavesTheWorkItselfToOneProgram()
{
    const auto work = run();
    QVERIFY(work->hasSaid(QStringLiteral("job")));
    const CliResult second = cli({QStringLiteral("resume"), QStringLiteral("--account"), QStringLiteral("ideogram"),
        QStringLiteral("--api-base"), m_sandbox->url(), QStringLiteral("--yes")});
    QCOMPARE(second.exitCode, 5);
    QCOMPARE(second.lines(QStringLiteral("error")).first().value(QStringLiteral("code")).toString(),
        QStringLiteral("library_locked"));
    QVERIFY(work->isRunning());
}

void CliSteerTest::worksAloneAfterAKill()
{
    const auto work = run();
    QVERIFY(work->hasSaid(QStringLiteral("job")));
    work->kill();
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("library/library.control"))));
    const CliResult cancelled = cli({QStringLiteral("cancel"), QStringLiteral("5")});
    QVERIFY2(cancelled.exitCode == 0, QByteArray(cancelled.out + cancelled.err).constData());
    QCOMPARE(prompts(QStringLiteral("cancelled")), QStringList{QStringLiteral("Door 5")});
}

void CliSteerTest::anInterruptedRunSaysWhereItStands()
{
    const auto work = run();
    QVERIFY(work->hasSaid(QStringLiteral("job")));
    work->interrupt();
    const CliResult result = work->finish();
    QCOMPARE(result.exitCode, 130);
    const QJsonObject summary = result.summary();
    QCOMPARE(summary.value(QStringLiteral("jobs")).toInt(), 5);
    QVERIFY(summary.value(QStringLiteral("done")).toInt() < 5);
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("library/library.control"))));
}

QTEST_GUILESS_MAIN(CliSteerTest)
#include "cli_steer_test.moc"
