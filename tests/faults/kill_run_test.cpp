// SPDX-License-Identifier: GPL-3.0-or-later
// Pulls the plug on the real program in mid-batch, again and again, and holds its books against the simulator's.
#include "tests/support/cli_process.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

constexpr int rows = 60;
constexpr int kills = 25;

} // namespace

class KillRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverPaysTwiceAndLosesNothing()
    {
        QTemporaryDir folder;
        SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("60")});
        QVERIFY(sandbox.isListening());
        QFile sheet(folder.filePath(QStringLiteral("rows.csv")));
        QVERIFY(sheet.open(QIODevice::WriteOnly));
        sheet.write("prompt,model,speed,aspect_ratio\n");
        for (int i = 0; i < rows; ++i)
            sheet.write(QStringLiteral("Picture %1,ideogram-2a,turbo,1:1\n").arg(i).toUtf8());
        sheet.close();
        const QStringList common{QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
            sandbox.url(), QStringLiteral("--library"), folder.filePath(QStringLiteral("library")),
            QStringLiteral("--json")};

        QRandomGenerator random(20261124);
        int realKills = 0;
        for (int i = 0; i < kills; ++i) {
            QProcess process;
            process.setProcessEnvironment(cliEnvironment(sandbox.key()));
            const QStringList command = i == 0
                ? QStringList{QStringLiteral("run"), sheet.fileName(), QStringLiteral("--yes")}
                : QStringList{QStringLiteral("resume")};
            process.start(cliPath(), command + common);
            // The first run must have queued its batch before the plug is pulled.
            const int least = i == 0 ? 700 : 150;
            const bool ended = process.waitForFinished(least + static_cast<int>(random.bounded(350)));
            realKills += ended ? 0 : 1;
            process.kill();
            process.waitForFinished();
        }
        const CliResult last = runCli(QStringList{QStringLiteral("resume")} + common, sandbox.key());
        const QJsonObject summary = last.summary();
        const QJsonObject stats = sandbox.stop();
        qInfo("%d kills; summary %s", realKills, QJsonDocument(summary).toJson(QJsonDocument::Compact).constData());

        QVERIFY2(realKills >= 3, "the batch finished too soon to prove anything");
        QVERIFY2(!summary.isEmpty(), QByteArray(last.out + last.err).constData());
        QCOMPARE(summary.value(QStringLiteral("jobs")).toInt(), rows);
        // Everything is accounted for: a picture, or an unknown outcome for a person.
        QCOMPARE(
            summary.value(QStringLiteral("done")).toInt() + summary.value(QStringLiteral("unknown")).toInt(), rows);
        QCOMPARE(last.exitCode, summary.value(QStringLiteral("unknown")).toInt() > 0 ? 3 : 0);
        const QJsonObject posts = stats.value(QStringLiteral("paid_posts_by_prompt")).toObject();
        for (auto it = posts.constBegin(); it != posts.constEnd(); ++it)
            QVERIFY2(it.value().toInt() == 1, qPrintable(it.key()));
        // What the provider charged is what we know to be charged, and at most the unknown ones more.
        const double billed = stats.value(QStringLiteral("billed_usd")).toString().toDouble();
        const double spent = summary.value(QStringLiteral("spent_usd")).toString().toDouble();
        const double unknown = summary.value(QStringLiteral("unknown_usd")).toString().toDouble();
        QVERIFY(billed >= spent - 1e-9);
        QVERIFY(billed <= spent + unknown + 1e-9);
    }
};

QTEST_GUILESS_MAIN(KillRunTest)
#include "kill_run_test.moc"
