// SPDX-License-Identifier: GPL-3.0-or-later
// The whole journey on the command line, over the real wire protocol: sheet, queue, pictures, resized files.
#include "app/core/money.h"
#include "app/store/document_repository.h"
#include "app/store/store.h"
#include "app/webhooks/event_rule.h"
#include "tests/support/cli_process.h"
#include "tests/support/counting_server.h"

#include <QCryptographicHash>
#include <QImageReader>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

QSize sizeOf(const QString& path)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    return reader.size();
}

// Two images each of three campaigns; one row names none.
const QByteArray threeCampaigns = "prompt,model,speed,campaign,num_images\n"
                                  "A,ideogram-3,turbo,Winter,1\n"
                                  "B,ideogram-3,turbo,Summer,2\n"
                                  "C,ideogram-3,turbo,WINTER,1\n"
                                  "D,ideogram-3,turbo,,2\n";

const QByteArray fourRows = "prompt,model,style,aspect_ratio,speed,num_images,name,shelf\n"
                            "\"Poster “SUMMER SALE”, low sun\",ideogram-3,design,4:5,turbo,2,sun,A1\n"
                            "Orange soda can on pink,ideogram-2,realistic,1:1,turbo,1,soda,A2\n"
                            "Headline “NEW SEASON” in a grid,4.5,,16:9,low,1,grid,A3\n"
                            "Grand opening poster,4.0,,2:3,turbo,1,opening,A4\n";

} // namespace

class CliFlowTest : public QObject {
    Q_OBJECT
private:
    QStringList against(const SandboxProcess& sandbox, const QTemporaryDir& folder) const
    {
        return {QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"), sandbox.url(),
            QStringLiteral("--library"), folder.filePath(QStringLiteral("library")), QStringLiteral("--json")};
    }

private Q_SLOTS:
    void goesFromASheetToResizedFilesForThreePlatforms()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("30")});
        QVERIFY(sandbox.isListening());
        const QString sheet = write(folder, QStringLiteral("summer.csv"), fourRows);
        const QString out = folder.filePath(QStringLiteral("exports"));
        const CliResult run = runCli(QStringList{QStringLiteral("run"), sheet} + against(sandbox, folder)
                + QStringList{QStringLiteral("--export"), QStringLiteral("og,instagram,twitter-header"),
                    QStringLiteral("--out"), out, QStringLiteral("--yes")},
            sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        const QJsonObject summary = run.summary();
        QCOMPARE(summary.value(QStringLiteral("jobs")).toInt(), 5);
        QCOMPARE(summary.value(QStringLiteral("done")).toInt(), 5);
        QCOMPARE(summary.value(QStringLiteral("images")).toInt(), 5);
        QCOMPARE(summary.value(QStringLiteral("variants")).toInt(), 15);
        // 3.0 turbo 0.03 twice, 2.0 turbo 0.05, 4.5 low 0.03, 4.0 turbo 0.03
        QCOMPARE(summary.value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.17"));
        QCOMPARE(summary.value(QStringLiteral("unknown_usd")).toString(), QStringLiteral("0.00"));

        const QList<QJsonObject> assets = run.lines(QStringLiteral("asset"));
        QCOMPARE(assets.size(), 5);
        for (const QJsonObject& asset : assets) {
            QFile file(asset.value(QStringLiteral("path")).toString());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex()),
                asset.value(QStringLiteral("sha256")).toString());
            QCOMPARE(sizeOf(file.fileName()),
                QSize(asset.value(QStringLiteral("width")).toInt(), asset.value(QStringLiteral("height")).toInt()));
        }
        QMap<QString, QSize> expected{{QStringLiteral("og"), {1200, 630}}, {QStringLiteral("ig_sq"), {1080, 1080}},
            {QStringLiteral("x_header"), {1500, 500}}};
        for (const QJsonObject& variant : run.lines(QStringLiteral("variant")))
            QCOMPARE(sizeOf(variant.value(QStringLiteral("path")).toString()),
                expected.value(variant.value(QStringLiteral("preset")).toString()));
        QVERIFY(QFile::exists(out + QStringLiteral("/manifest.json")));
    }

    void theLegacyDialectMakesTheSameJourneySynchronously()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("30")});
        const QString sheet = write(folder, QStringLiteral("legacy.csv"),
            "prompt,model,style,aspect_ratio\nModern logo,V_2,REALISTIC,ASPECT_16_9\nToy "
            "robot,V_2_TURBO,RENDER_3D,ASPECT_1_1\n");
        const CliResult run = runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--dialect"),
                                         QStringLiteral("legacy"), QStringLiteral("--yes")}
                + against(sandbox, folder),
            sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 2);
    }

    void aSheetWithErrorsSaysAllOfThemAndQueuesNothing()
    {
        QTemporaryDir folder;
        const QString sheet = write(folder, QStringLiteral("bad.csv"),
            "prompt,model,aspect_ratio,num_images\nfine,ideogram-3,1:1,1\n,ideogram-3,1:1,1\nx,ideogram-99,1:1,1\nx,"
            "ideogram-3,7:19,1\nx,ideogram-3,1:1,44\n");
        const CliResult run = runCli({QStringLiteral("run"), sheet, QStringLiteral("--library"),
            folder.filePath(QStringLiteral("library")), QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 2);
        QSet<int> rows;
        for (const QJsonObject& error : run.lines(QStringLiteral("error"))) {
            rows.insert(error.value(QStringLiteral("row")).toInt());
            QVERIFY(!error.value(QStringLiteral("what")).toString().isEmpty());
            QVERIFY(!error.value(QStringLiteral("column")).toString().isEmpty());
        }
        QCOMPARE(rows, (QSet<int>{2, 3, 4, 5}));
        QVERIFY(run.lines(QStringLiteral("job")).isEmpty());
    }

    void aRefusedKeyHoldsTheQueueAndLosesNothing()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("summer.csv"), fourRows);
        const QStringList common = against(sandbox, folder);
        const CliResult refused =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + common, "wrong-key");
        QCOMPARE(refused.exitCode, 4);
        QCOMPARE(refused.summary().value(QStringLiteral("held")).toInt(), 5);
        QVERIFY(!refused.lines(QStringLiteral("hold")).isEmpty());
        const CliResult resumed = runCli(QStringList{QStringLiteral("resume")} + common, sandbox.key());
        QVERIFY2(resumed.exitCode == 0, QByteArray(resumed.out + resumed.err).constData());
        QCOMPARE(resumed.summary().value(QStringLiteral("done")).toInt(), 5);
        QCOMPARE(resumed.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.17"));
    }

    void aPaidPictureThatCouldNotBeFetchedIsNeverEverythingDone()
    {
        QTemporaryDir folder;
        const QString faults = write(folder, QStringLiteral("faults.json"),
            R"({"rules":[{"match":{"endpoint":"poll"},"action":{"type":"status","status":401}}]})");
        const SandboxProcess sandbox(
            {QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        QVERIFY(sandbox.isListening());
        const QString sheet =
            write(folder, QStringLiteral("one.csv"), "prompt,model,speed,num_images\nA,ideogram-3,turbo,1\n");
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                sandbox.key());
        QVERIFY2(run.exitCode == 4, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("held")).toInt(), 1);
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 0);
    }

    void aMissingKeyHoldsTooAndSaysWhatToDo()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox;
        const QString sheet = write(folder, QStringLiteral("summer.csv"), fourRows);
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder));
        QCOMPARE(run.exitCode, 4);
        const QList<QJsonObject> holds = run.lines(QStringLiteral("hold"));
        QVERIFY(!holds.isEmpty());
        QCOMPARE(holds.constFirst().value(QStringLiteral("reason")).toString(), QStringLiteral("key_missing"));
    }

    void aSpendCapHoldsBeforeTheFirstJobThatWouldPassIt()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("ten.csv"),
            "prompt,model,speed,num_images\nA,ideogram-3,turbo,5\nB,ideogram-3,turbo,5\n");
        const CliResult run = runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--max-spend"),
                                         QStringLiteral("0.10"), QStringLiteral("--yes")}
                + against(sandbox, folder),
            sandbox.key());
        QCOMPARE(run.exitCode, 4);
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 3);
        QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.09"));
        QCOMPARE(run.summary().value(QStringLiteral("held")).toInt(), 7);
    }

    void aSheetOfSeveralCampaignsIsOneRunWithABatchForEach()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("mixed.csv"), threeCampaigns);
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.lines(QStringLiteral("summary")).size(), 1);
        QCOMPARE(run.summary().value(QStringLiteral("jobs")).toInt(), 6);
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 6);
        QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.18"));
        QMap<QString, QStringList> prompts;
        for (const QJsonObject& asset : run.lines(QStringLiteral("asset")))
            prompts[asset.value(QStringLiteral("campaign")).toString()].append(
                asset.value(QStringLiteral("prompt")).toString());
        for (QStringList& list : prompts)
            list.sort();
        QCOMPARE(prompts,
            (QMap<QString, QStringList>{{QStringLiteral("Winter"), {QStringLiteral("A"), QStringLiteral("C")}},
                {QStringLiteral("Summer"), {QStringLiteral("B"), QStringLiteral("B")}},
                {QStringLiteral("mixed"), {QStringLiteral("D"), QStringLiteral("D")}}}));
        const CliResult status = runCli({QStringLiteral("status"), QStringLiteral("--library"),
            folder.filePath(QStringLiteral("library")), QStringLiteral("--json")});
        const QJsonObject all = status.lines(QStringLiteral("status")).constFirst();
        QCOMPARE(all.value(QStringLiteral("batches")).toInt(), 3);
        QCOMPARE(all.value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.18"));
        for (const QJsonObject& line : {run.summary(), all}) {
            QStringList told;
            for (const QJsonValue& campaign : line.value(QStringLiteral("campaigns")).toArray())
                told.append(QStringLiteral("%1 %2/%3 $%4")
                                .arg(campaign[QStringLiteral("campaign")].toString())
                                .arg(campaign[QStringLiteral("done")].toInt())
                                .arg(campaign[QStringLiteral("jobs")].toInt())
                                .arg(campaign[QStringLiteral("spent_usd")].toString()));
            QCOMPARE(told,
                (QStringList{QStringLiteral("Winter 2/2 $0.06"), QStringLiteral("Summer 2/2 $0.06"),
                    QStringLiteral("mixed 2/2 $0.06")}));
        }
    }

    void eachOptionSetIsQuotedOnce()
    {
        QTemporaryDir folder;
        SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        // Four option sets: a model, a speed, an aspect each make another; prompt, seed, campaign and name do not.
        const QString sheet = write(folder, QStringLiteral("sets.csv"),
            "prompt,model,speed,aspect_ratio,campaign,seed,num_images,name\n"
            "A,ideogram-3,turbo,1:1,Winter,,3,a\nB,ideogram-3,turbo,1:1,Summer,9,1,b\n"
            "C,ideogram-3,default,1:1,Winter,,1,c\nD,ideogram-3,turbo,16:9,Winter,,2,d\n"
            "E,4.5,low,1:1,Summer,,2,e\nF,4.5,low,1:1,Summer,,1,f\n");
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 10);
        const QJsonObject counted = sandbox.stop();
        QCOMPARE(counted.value(QStringLiteral("quotes")).toInt(), 4);
        QCOMPARE(counted.value(QStringLiteral("paid_posts")).toInt(), 10);
        QCOMPARE(QStringLiteral("$") + counted.value(QStringLiteral("billed_usd")).toString(),
            QStringLiteral("$") + run.summary().value(QStringLiteral("spent_usd")).toString());
    }

    void aPriceFromOurOwnTableIsAskedForOnceMoreBeforeItIsPaid()
    {
        QTemporaryDir folder;
        const QString faults = write(folder, QStringLiteral("faults.json"),
            R"({"rules":[{"match":{"endpoint":"quote","nth":1},"action":{"type":"status","status":503}}]})");
        SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        const QString sheet = write(folder, QStringLiteral("one.csv"), "prompt,model,speed\nA,ideogram-3,turbo\n");
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(sandbox.stop().value(QStringLiteral("quotes")).toInt(), 2);
    }

    void aNamedCampaignTakesTheWholeSheet()
    {
        QTemporaryDir folder;
        const QString sheet = write(folder, QStringLiteral("mixed.csv"), threeCampaigns);
        const CliResult run =
            runCli({QStringLiteral("run"), sheet, QStringLiteral("--campaign"), QStringLiteral("Launch"),
                QStringLiteral("--library"), folder.filePath(QStringLiteral("library")), QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 0);
        const QJsonArray campaigns = run.summary().value(QStringLiteral("campaigns")).toArray();
        QCOMPARE(campaigns.size(), 1);
        QCOMPARE(campaigns[0][QStringLiteral("campaign")].toString(), QStringLiteral("Launch"));
        QCOMPARE(campaigns[0][QStringLiteral("jobs")].toInt(), 6);
    }

    // The images of all campaigns start at once, so a later batch's refusal must not stop an earlier one.
    void oneSpendCapCoversAllCampaignsTogether_data()
    {
        QTest::addColumn<QString>("cap");
        QTest::addColumn<int>("done");
        QTest::addColumn<QString>("spent");
        QTest::newRow("inside the first") << QStringLiteral("0.04") << 1 << QStringLiteral("0.03");
        QTest::newRow("inside the second") << QStringLiteral("0.10") << 3 << QStringLiteral("0.09");
        QTest::newRow("between two") << QStringLiteral("0.12") << 4 << QStringLiteral("0.12");
        QTest::newRow("exactly enough") << QStringLiteral("0.18") << 6 << QStringLiteral("0.18");
    }
    void oneSpendCapCoversAllCampaignsTogether()
    {
        QFETCH(QString, cap);
        QFETCH(int, done);
        QFETCH(QString, spent);
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("mixed.csv"), threeCampaigns);
        const QStringList common = against(sandbox, folder);
        const CliResult run = runCli(
            QStringList{QStringLiteral("run"), sheet, QStringLiteral("--max-spend"), cap, QStringLiteral("--yes")}
                + common,
            sandbox.key());
        QVERIFY2(run.exitCode == (done == 6 ? 0 : 4), QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), done);
        QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), spent);
        QCOMPARE(run.summary().value(QStringLiteral("held")).toInt(), 6 - done);
        // The limit that the person named is named, not only the share of one of them.
        for (const QJsonObject& hold : run.lines(QStringLiteral("hold")))
            QVERIFY2(hold.value(QStringLiteral("message"))
                         .toString()
                         .contains(QStringLiteral("--max-spend ") + Money::fromText(cap)->toText()),
                qPrintable(hold.value(QStringLiteral("message")).toString()));
        const CliResult raised =
            runCli(QStringList{QStringLiteral("resume"), QStringLiteral("--max-spend"), QStringLiteral("1")} + common,
                sandbox.key());
        QVERIFY2(raised.exitCode == 0, QByteArray(raised.out + raised.err).constData());
        QCOMPARE(raised.summary().value(QStringLiteral("jobs")).toInt(), 6);
        const CliResult status = runCli({QStringLiteral("status"), QStringLiteral("--library"),
            folder.filePath(QStringLiteral("library")), QStringLiteral("--json")});
        QCOMPARE(status.lines(QStringLiteral("status")).constFirst().value(QStringLiteral("spent_usd")).toString(),
            QStringLiteral("0.18"));
    }

    // A rule of the library waits for what a run makes; the run does not end before it is carried out.
    void carriesOutTheRulesOfTheLibrary()
    {
        QTemporaryDir folder;
        const QString library = folder.filePath(QStringLiteral("library"));
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        QVERIFY(sandbox.isListening());
        const test::CountingServer receiver(
            [](const test::ReceivedRequest&) { return test::RawReply{.bytes = test::httpAnswer(200, "{}")}; });
        EventSettings settings;
        settings.rules = {{.id = QStringLiteral("e"),
                              .type = QStringLiteral("ideogram.batch.completed"),
                              .action = RuleAction::Export,
                              .presets = {QStringLiteral("og")},
                              .folder = folder.filePath(QStringLiteral("ads"))},
            {.id = QStringLiteral("t"),
                .type = QStringLiteral("ideogram.image.ready"),
                .action = RuleAction::Tell,
                .address = receiver.url(QStringLiteral("/hook"))}};
        {
            const SystemClock clock;
            const auto store = Store::open(library, clock);
            QVERIFY(store);
            QVERIFY((*store)->write<void>([&](Connection& connection) {
                return putDocument(
                    connection, QStringLiteral("event-settings"), toJson(settings), std::chrono::milliseconds(1));
            }));
        }
        const QString sheet = write(folder, QStringLiteral("one.csv"), "prompt,model,speed\nA door,ideogram-3,turbo\n");
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.lines().constLast().value(QStringLiteral("type")).toString(), QStringLiteral("summary"));
        const QStringList files = QDir(folder.filePath(QStringLiteral("ads"))).entryList({QStringLiteral("*.jpg")});
        QVERIFY2(files.size() == 1, run.out.constData());
        // What it exported was told before it ended.
        QCOMPARE(receiver.requests().size(), 1);
        QVERIFY(receiver.requests().constFirst().body.contains("ideogram.image.ready"));
    }

    void saysWhatAPictureWaitsFor()
    {
        QTemporaryDir folder;
        const QString faults = write(folder, QStringLiteral("faults.json"),
            R"({"rules":[{"match":{"endpoint":"image","nth":1},"action":{"type":"status","status":503}}]})");
        const SandboxProcess sandbox(
            {QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        QVERIFY(sandbox.isListening());
        const QString sheet = write(folder, QStringLiteral("one.csv"), "prompt,model,speed\nA door,ideogram-3,turbo\n");
        QStringList words = against(sandbox, folder);
        words.removeAll(QStringLiteral("--json"));
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + words, sandbox.key());
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.out.count("Row 1 waits: "), 1);
    }

    // Those that come after have what those before them did not use.
    void whatAnEarlierCampaignDidNotCostIsLeftForTheOthers()
    {
        QTemporaryDir folder;
        const QString faults = write(folder, QStringLiteral("faults.json"),
            R"({"rules":[{"match":{"endpoint":"generate","prompt":"A"},"action":{"type":"status","status":400}}]})");
        const SandboxProcess sandbox(
            {QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        QVERIFY(sandbox.isListening());
        const QString sheet = write(folder, QStringLiteral("mixed.csv"), threeCampaigns);
        const CliResult run = runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--max-spend"),
                                         QStringLiteral("0.12"), QStringLiteral("--yes")}
                + against(sandbox, folder),
            sandbox.key());
        QCOMPARE(run.summary().value(QStringLiteral("rejected")).toInt(), 1);
        QVERIFY2(run.summary().value(QStringLiteral("done")).toInt() == 4, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.12"));
        QCOMPARE(run.exitCode, 4);
    }

    void anUnknownOutcomeIsForAPersonAndResendingIsTheirChoice()
    {
        QTemporaryDir folder;
        const QString faults = write(folder, QStringLiteral("faults.json"),
            R"({"rules":[{"match":{"endpoint":"generate","nth":1},"action":{"type":"fin"}}]})");
        const SandboxProcess sandbox(
            {QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        QVERIFY(sandbox.isListening());
        const QString sheet = write(folder, QStringLiteral("one.csv"), "prompt,model,speed\nA,ideogram-3,turbo\n");
        const QStringList common = against(sandbox, folder);
        const CliResult run =
            runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + common, sandbox.key());
        QVERIFY2(run.exitCode == 3, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("unknown")).toInt(), 1);
        QCOMPARE(run.summary().value(QStringLiteral("unknown_usd")).toString(), QStringLiteral("0.03"));
        const CliResult again = runCli(QStringList{QStringLiteral("resume")} + common, sandbox.key());
        QCOMPARE(again.exitCode, 3); // nothing re-sends it by itself
        const QStringList library{
            QStringLiteral("--library"), folder.filePath(QStringLiteral("library")), QStringLiteral("--json")};
        const CliResult asked = runCli(
            QStringList{QStringLiteral("resolve"), QStringLiteral("1"), QStringLiteral("--ask-again")} + library);
        QCOMPARE(asked.exitCode, 2); // no generation was named that could be asked for
        const CliResult resolved = runCli(QStringList{QStringLiteral("resolve"), QStringLiteral("1"),
                                              QStringLiteral("--resend"), QStringLiteral("--yes")}
            + library);
        QVERIFY2(resolved.exitCode == 0, QByteArray(resolved.out + resolved.err).constData());
        const CliResult resumed = runCli(QStringList{QStringLiteral("resume")} + common, sandbox.key());
        QVERIFY2(resumed.exitCode == 0, QByteArray(resumed.out + resumed.err).constData());
        QCOMPARE(resumed.summary().value(QStringLiteral("done")).toInt(), 1);
        QCOMPARE(resumed.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.03"));
        QCOMPARE(resumed.summary().value(QStringLiteral("unknown_usd")).toString(), QStringLiteral("0.03"));
    }

    void listsReviewsAndExportsWhatIsThere()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("summer.csv"), fourRows);
        QCOMPARE(runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder),
                     sandbox.key())
                     .exitCode,
            0);
        const QStringList library{
            QStringLiteral("--library"), folder.filePath(QStringLiteral("library")), QStringLiteral("--json")};
        QCOMPARE(
            runCli(QStringList{QStringLiteral("jobs"), QStringLiteral("--state"), QStringLiteral("done")} + library)
                .lines(QStringLiteral("job"))
                .size(),
            5);
        QCOMPARE(
            runCli(QStringList{QStringLiteral("jobs"), QStringLiteral("--search"), QStringLiteral("soda")} + library)
                .lines(QStringLiteral("job"))
                .size(),
            1);
        const CliResult found = runCli(
            QStringList{QStringLiteral("assets"), QStringLiteral("--search"), QStringLiteral("season")} + library);
        QCOMPARE(found.lines(QStringLiteral("asset")).size(), 1);
        const QString id =
            QString::number(found.lines(QStringLiteral("asset")).constFirst().value(QStringLiteral("id")).toInt());
        QCOMPARE(runCli(QStringList{QStringLiteral("review"), id, QStringLiteral("--approve")} + library).exitCode, 0);
        const QString out = folder.filePath(QStringLiteral("approved"));
        const CliResult exported = runCli(
            QStringList{QStringLiteral("export"), QStringLiteral("--approved"), QStringLiteral("--preset"),
                QStringLiteral("og"), QStringLiteral("--format"), QStringLiteral("webp"), QStringLiteral("--out"), out}
            + library);
        QVERIFY2(exported.exitCode == 0, QByteArray(exported.out + exported.err).constData());
        QCOMPARE(exported.lines(QStringLiteral("variant")).size(), 1);
        QCOMPARE(
            sizeOf(exported.lines(QStringLiteral("variant")).constFirst().value(QStringLiteral("path")).toString()),
            QSize(1200, 630));
        const CliResult status = runCli(QStringList{QStringLiteral("status")} + library);
        QCOMPARE(status.lines(QStringLiteral("status")).constFirst().value(QStringLiteral("spent_usd")).toString(),
            QStringLiteral("0.17"));
    }

    void badUsageIsExitTwoWithASentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto words = [](const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); };
        for (const char* line :
            {"fly", "run", "run a.csv b.csv", "run nowhere.csv", "run x.csv --frobnicate", "jobs --state flying",
                "resolve 1", "resolve one --resend", "export --preset og", "export 1 --preset nowhere",
                "run x.csv --quality 101", "run x.csv --api-base http://example.com", "run x.csv --max-spend lots",
                "sandbox --latency soon", "key", "review 1", "status --yes", "run x.csv --name {nonsense}"})
            QTest::newRow(line) << words(line);
    }
    void badUsageIsExitTwoWithASentence()
    {
        QFETCH(QStringList, arguments);
        const CliResult result =
            runCli(arguments + QStringList{QStringLiteral("--library"), QDir::tempPath() + QStringLiteral("/never")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.err.size() > 20);
        QVERIFY(!QFile::exists(QDir::tempPath() + QStringLiteral("/never")));
    }

    void aLibraryThatCannotBeOpenedIsExitFiveAndStaysAsItIs()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("library")));
        const QString path = write(folder, QStringLiteral("library/library.db"), QByteArray(8192, 'x'));
        const CliResult result =
            runCli({QStringLiteral("status"), QStringLiteral("--library"), folder.filePath(QStringLiteral("library"))});
        QCOMPARE(result.exitCode, 5);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(8192, 'x'));
    }

    void theBuiltInSandboxCostsNothing()
    {
        QTemporaryDir folder;
        const QString sheet =
            write(folder, QStringLiteral("one.csv"), "prompt,model,speed\nIce pop on pink,ideogram-2a,turbo\n");
        const CliResult run = runCli({QStringLiteral("run"), sheet, QStringLiteral("--library"),
            folder.filePath(QStringLiteral("library")), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, QByteArray(run.out + run.err).constData());
        QCOMPARE(run.summary().value(QStringLiteral("done")).toInt(), 1);
        QCOMPARE(run.summary().value(QStringLiteral("spent_usd")).toString(), QStringLiteral("0.00"));
    }

    void theKeyNeverReachesADisk()
    {
        QTemporaryDir folder;
        const SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("10")});
        const QString sheet = write(folder, QStringLiteral("summer.csv"), fourRows);
        const QByteArray canary = "canary-7f3a9c-key";
        runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + against(sandbox, folder), canary);
        QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary), qPrintable(file.fileName()));
        }
    }
};

QTEST_GUILESS_MAIN(CliFlowTest)
#include "cli_flow_test.moc"
