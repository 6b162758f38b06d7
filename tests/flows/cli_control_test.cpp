// SPDX-License-Identifier: GPL-3.0-or-later
// What a person can do to waiting work on the command line, and the books afterwards.
#include "tests/support/cli_process.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class CliControlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup()
    {
        m_sandbox.reset();
        m_folder.reset();
    }

    void aRunTakesItsStyleAndLeavesAPauseAlone();
    void changesWhatWaitsAndWorksItOff();
    void tellsWhatASheetWouldMakeTwice();
    void theLedgerAgreesAndADamagedOneIsNamed();
    void saysWhatIsWrongWithAnAnswer_data();
    void saysWhatIsWrongWithAnAnswer();

private:
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
                m_sandbox->url()});
    }
    QStringList prompts(const QString& state) const
    {
        QStringList found;
        for (const QJsonObject& job :
            cli({QStringLiteral("jobs"), QStringLiteral("--state"), state}).lines(QStringLiteral("job")))
            found.append(job.value(QStringLiteral("prompt")).toString());
        return found;
    }
    QString sheet() const { return m_folder->filePath(QStringLiteral("five.csv")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;
};

void CliControlTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_sandbox = std::make_unique<SandboxProcess>(QStringList{QStringLiteral("--latency"), QStringLiteral("20")});
    QVERIFY(m_sandbox->isListening());
    QFile file(sheet());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("prompt,model,speed\n");
    for (int n = 1; n <= 5; ++n)
        file.write("Door " + QByteArray::number(n) + ",ideogram-3,turbo\n");
}

void CliControlTest::aRunTakesItsStyleAndLeavesAPauseAlone()
{
    const CliResult paused = cli({QStringLiteral("pause")});
    QCOMPARE(paused.exitCode, 0);
    QCOMPARE(paused.lines(QStringLiteral("queue")).size(), 1);
    QCOMPARE(cli({QStringLiteral("pause")}).lines(QStringLiteral("queue")).size(), 0); // it is already
    const CliResult run = work(
        {QStringLiteral("run"), sheet(), QStringLiteral("--yes"), QStringLiteral("--style"), QStringLiteral("design")});
    QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
    const QList<QJsonObject> jobs = cli({QStringLiteral("jobs")}).lines(QStringLiteral("job"));
    QCOMPARE(jobs.size(), 5);
    for (const QJsonObject& job : jobs)
        QCOMPARE(job.value(QStringLiteral("style")).toString(), QStringLiteral("design"));
    const QList<QJsonObject> status = cli({QStringLiteral("status")}).lines(QStringLiteral("status"));
    QCOMPARE(status.size(), 1);
    QCOMPARE(status.first().value(QStringLiteral("paused")).toBool(), true);
    // Nobody can be asked here, so nothing is agreed to.
    const CliResult unasked = work({QStringLiteral("run"), sheet()});
    QCOMPARE(unasked.exitCode, 2);
    QCOMPARE(cli({QStringLiteral("jobs")}).lines(QStringLiteral("job")).size(), 5);
}

void CliControlTest::changesWhatWaitsAndWorksItOff()
{
    // The limit lets nothing out, so that all of it waits.
    const CliResult stopped = work({QStringLiteral("run"), sheet(), QStringLiteral("--max-spend"),
        QStringLiteral("0.01"), QStringLiteral("--yes"), QStringLiteral("--concurrency"), QStringLiteral("1")});
    QVERIFY2(stopped.exitCode == 4, QByteArray(stopped.out + stopped.err).constData());
    QCOMPARE(prompts(QStringLiteral("queued")).size(), 5);

    QCOMPARE(cli({QStringLiteral("move"), QStringLiteral("5"), QStringLiteral("--first")}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("cancel"), QStringLiteral("2")}).exitCode, 0);
    const CliResult edited =
        cli({QStringLiteral("edit"), QStringLiteral("3"), QStringLiteral("--prompt"), QStringLiteral("A green door")});
    QCOMPARE(edited.exitCode, 0);
    QCOMPARE(edited.lines(QStringLiteral("job")).first().value(QStringLiteral("prompt")).toString(),
        QStringLiteral("A green door"));
    QCOMPARE(cli({QStringLiteral("batch"), QStringLiteral("1"), QStringLiteral("--cap"), QStringLiteral("none"),
                     QStringLiteral("--priority"), QStringLiteral("first")})
                 .exitCode,
        0);
    QCOMPARE(cli({QStringLiteral("batch"), QStringLiteral("1"), QStringLiteral("--cap"), QStringLiteral("7")})
                 .lines(QStringLiteral("batch"))
                 .first()
                 .value(QStringLiteral("cap_usd"))
                 .toString(),
        QStringLiteral("7.00"));
    QCOMPARE(
        cli({QStringLiteral("batch"), QStringLiteral("1"), QStringLiteral("--cap"), QStringLiteral("none")}).exitCode,
        0);
    const QJsonObject batch = cli({QStringLiteral("status")}).lines(QStringLiteral("batch")).first();
    QCOMPARE(batch.value(QStringLiteral("priority")).toString(), QStringLiteral("first"));
    QVERIFY(batch.value(QStringLiteral("cap_usd")).isNull());
    QCOMPARE(batch.value(QStringLiteral("states")).toObject().value(QStringLiteral("cancelled")).toInt(), 1);

    const CliResult done =
        work({QStringLiteral("resume"), QStringLiteral("--yes"), QStringLiteral("--concurrency"), QStringLiteral("1")});
    QVERIFY2(done.exitCode == 0, QByteArray(done.out + done.err).constData());
    QStringList made;
    for (const QJsonObject& asset : cli({QStringLiteral("assets")}).lines(QStringLiteral("asset")))
        made.append(asset.value(QStringLiteral("prompt")).toString());
    made.sort();
    QCOMPARE(made,
        (QStringList{QStringLiteral("A green door"), QStringLiteral("Door 1"), QStringLiteral("Door 4"),
            QStringLiteral("Door 5")}));
    // A cancel can be taken back.
    QCOMPARE(cli({QStringLiteral("retry"), QStringLiteral("2")}).exitCode, 0);
    QCOMPARE(prompts(QStringLiteral("queued")), QStringList{QStringLiteral("Door 2")});
}

void CliControlTest::tellsWhatASheetWouldMakeTwice()
{
    QVERIFY(
        work({QStringLiteral("run"), sheet(), QStringLiteral("--yes")}).lines(QStringLiteral("duplicates")).isEmpty());
    const CliResult again = work({QStringLiteral("run"), sheet(), QStringLiteral("--yes")});
    QCOMPARE(again.exitCode, 0);
    const QJsonObject told = again.lines(QStringLiteral("duplicates")).first();
    QCOMPARE(told.value(QStringLiteral("done")).toInt(), 5);
    QCOMPARE(told.value(QStringLiteral("rows")).toArray().size(), 5);
    QCOMPARE(told.value(QStringLiteral("price_usd")).toString(), QStringLiteral("0.15"));
}

void CliControlTest::theLedgerAgreesAndADamagedOneIsNamed()
{
    const CliResult run = work({QStringLiteral("run"), sheet(), QStringLiteral("--yes")});
    QCOMPARE(run.exitCode, 0);
    const CliResult books = cli({QStringLiteral("doctor"), QStringLiteral("--ledger")});
    QVERIFY2(books.exitCode == 0, QByteArray(books.out + books.err).constData());
    const QJsonObject ledger = books.lines(QStringLiteral("ledger")).first();
    QCOMPARE(ledger.value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.15"));
    QCOMPARE(ledger.value(QStringLiteral("attempts")).toInt(), 5);

    const QString lost = run.lines(QStringLiteral("asset")).first().value(QStringLiteral("path")).toString();
    QVERIFY(QFile::remove(lost));
    const CliResult without = cli({QStringLiteral("doctor"), QStringLiteral("--ledger")});
    QCOMPARE(without.exitCode, 3);
    const QList<QJsonObject> findings = without.lines(QStringLiteral("finding"));
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings.first().value(QStringLiteral("what")).toString().contains(QFileInfo(lost).fileName()));
}

void CliControlTest::saysWhatIsWrongWithAnAnswer_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* line, const char* words) {
        QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' ')) << QString::fromLatin1(words);
    };
    row("cancel", "Name the jobs");
    row("cancel x", "is not a number");
    row("cancel 77", "There is no job 77");
    row("move 1", "--first, --last or --before");
    row("move 1 --first --last", "--first, --last or --before");
    row("edit 1", "Name one job");
    row("pause 3", "takes no numbers");
    row("batch 1", "what to change");
    row("batch 1 --cap much", "--cap");
    row("batch 1 --start yesterday", "--start");
    row("batch 9 --cap 3", "There is no batch 9");
}

void CliControlTest::saysWhatIsWrongWithAnAnswer()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const CliResult result = cli(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2((result.out + result.err).contains(words.toUtf8()), QByteArray(result.out + result.err).constData());
}

QTEST_GUILESS_MAIN(CliControlTest)
#include "cli_control_test.moc"
