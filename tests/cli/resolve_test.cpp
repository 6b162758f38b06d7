// SPDX-License-Identifier: GPL-3.0-or-later
// Many jobs of unknown outcome answered at once: the real program against a simulator that hangs up.
#include "tests/support/cli_process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class ResolveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersABatchACampaignAndTheRestOfTheAccount();

private:
    CliResult cli(const QStringList& arguments, const QString& form = QStringLiteral("--json")) const
    {
        QStringList all =
            arguments + QStringList{QStringLiteral("--library"), m_folder.filePath(QStringLiteral("library"))};
        if (!form.isEmpty())
            all.append(form);
        return runCli(all, m_key);
    }
    QList<int> jobs(const QString& state) const
    {
        QList<int> ids;
        for (const QJsonObject& job :
            cli({QStringLiteral("jobs"), QStringLiteral("--state"), state}).lines(QStringLiteral("job")))
            ids.append(job.value(QStringLiteral("id")).toInt());
        return ids;
    }

    QTemporaryDir m_folder;
    QByteArray m_key;
};

void ResolveTest::answersABatchACampaignAndTheRestOfTheAccount()
{
    const auto write = [&](const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    };
    const QString faults = write(QStringLiteral("faults.json"),
        R"({"rules":[{"match":{"endpoint":"generate","prompt":"door"},"action":{"type":"fin"},"times":6}]})");
    const QString sheet = write(QStringLiteral("doors.csv"),
        "prompt,model,speed,campaign,num_images\nA door,ideogram-3,turbo,Summer,2\nB door,ideogram-3,turbo,Winter,2\n"
        "C door,ideogram-3,turbo,Spring,2\nD window,ideogram-3,turbo,Spring,1\n");
    SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
    QVERIFY(sandbox.isListening());
    m_key = sandbox.key();
    const QStringList work{QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
        sandbox.url(), QStringLiteral("--yes")};
    const CliResult run = cli(QStringList{QStringLiteral("run"), sheet} + work);
    QVERIFY2(run.exitCode == 3, QByteArray(run.out + run.err).constData());
    QCOMPARE(run.summary().value(QStringLiteral("unknown")).toInt(), 6);

    // Without a terminal nobody can be asked, so nothing is agreed to: how many, and what it may cost once more.
    const QStringList ofSummer{QStringLiteral("resolve"), QStringLiteral("--campaign"), QStringLiteral("summer"),
        QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--resend")};
    const CliResult unasked = cli(ofSummer, {});
    QCOMPARE(unasked.exitCode, 2);
    QVERIFY2((unasked.out + unasked.err).contains("Add --yes to pay up to $0.06 more"), unasked.err.constData());
    QCOMPARE(jobs(QStringLiteral("queued")).size(), 0);
    const CliResult summer = cli(ofSummer + QStringList{QStringLiteral("--yes")}, {});
    QVERIFY2(summer.exitCode == 0, QByteArray(summer.out + summer.err).constData());
    QVERIFY2(summer.out.contains("2 jobs of unknown outcome") && summer.out.contains("up to $0.06 more"),
        summer.out.constData());
    QVERIFY(summer.out.indexOf("$0.06") < summer.out.indexOf("is now queued"));
    QCOMPARE(jobs(QStringLiteral("queued")).size(), 2);

    const CliResult winter = cli({QStringLiteral("resolve"), QStringLiteral("--batch"), QStringLiteral("2"),
        QStringLiteral("--resend"), QStringLiteral("--yes")});
    QCOMPARE(winter.exitCode, 0);
    const QJsonObject told = winter.lines(QStringLiteral("resolve")).value(0);
    QCOMPARE(told.value(QStringLiteral("jobs")).toInt(), 2);
    QCOMPARE(told.value(QStringLiteral("second_charge_usd")).toString(), QStringLiteral("0.06"));
    QCOMPARE(winter.lines(QStringLiteral("job")).size(), 2);

    // None of them can be asked about: they stay, and a person is needed.
    const CliResult asked = cli({QStringLiteral("resolve"), QStringLiteral("--account"), QStringLiteral("ideogram"),
        QStringLiteral("--ask-again")});
    QCOMPARE(asked.exitCode, 3);
    QCOMPARE(asked.lines(QStringLiteral("resolve")).value(0).value(QStringLiteral("cannot_ask")).toInt(), 2);
    QCOMPARE(jobs(QStringLiteral("unknown")).size(), 2);

    const QStringList writeOff{QStringLiteral("resolve"), QStringLiteral("--account"), QStringLiteral("ideogram"),
        QStringLiteral("--write-off")};
    QCOMPARE(cli(writeOff).exitCode, 0);
    QVERIFY(jobs(QStringLiteral("unknown")).isEmpty());
    const CliResult nothing = cli(writeOff, {}); // answered already
    QCOMPARE(nothing.exitCode, 0);
    QVERIFY2(nothing.out.contains("nothing to resolve"), nothing.out.constData());

    const CliResult resumed = cli(QStringList{QStringLiteral("resume")} + work);
    QVERIFY2(resumed.summary().value(QStringLiteral("done")).toInt() == 5,
        QByteArray(resumed.out + resumed.err).constData());
    QCOMPARE(sandbox.stop().value(QStringLiteral("paid_posts")).toInt(), 7 + 4);
}

QTEST_GUILESS_MAIN(ResolveTest)
#include "resolve_test.moc"
