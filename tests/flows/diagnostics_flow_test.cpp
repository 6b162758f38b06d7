// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the library for others to look at: the log and the diagnostics file. Secrets are put wherever they can
// be, and found nowhere.
#include "app/store/store.h"
#include "tests/support/cli_process.h"
#include "tests/support/counting_server.h"
#include "tests/support/zip_reader.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QByteArray canaryKey = "CANARY-key-48151623";
const QByteArray canaryAdminKey = "CANARY-admin-4815162342";
const QByteArray canarySecret = "CANARYcallbacksecretCANARYcallback";
const QByteArray canaryPrompt = "CANARY prompt of a lighthouse nobody may know about";

QString write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

QMap<QString, QByteArray> filesBelow(const QString& folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(file.fileName(), file.readAll());
    }
    return files;
}

QStringList namesWithCanary(const QMap<QString, QByteArray>& files)
{
    QStringList names;
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        if (it->toLower().contains("canary"))
            names.append(it.key());
    return names;
}

QList<QJsonObject> transitionsIn(const QByteArray& log)
{
    QList<QJsonObject> found;
    for (const QByteArray& line : log.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.value(QStringLiteral("event")).toString() == QLatin1StringView("transition"))
            found.append(object);
    }
    return found;
}

// A provider that repeats everything it was told: the prompt, the key, a signed link.
RawReply chatter(const ReceivedRequest& request)
{
    if (request.target.contains("dry_run=true"))
        return {httpAnswer(200,
                    R"({"object":"price_quote","billing_identifier":"x","quantity":1,"usd_micros":30000,)"
                    R"("credit_millis":3000,"qualifier":"exact"})"),
            {}, {}, {}};
    const QByteArray words = "refused '" + canaryPrompt + "' of " + request.header("Api-Key")
        + ", see https://images.example/CANARY-path?sig=CANARY-signature";
    const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("error"), QString::fromUtf8(words)}}).toJson();
    static std::atomic<int> count = 0;
    switch (count++ % 3) {
    case 0: return {httpAnswer(422, body), {}, {}, {}};
    case 1: return {httpAnswer(500, body), {}, {}, {}};
    default: return {httpAnswer(401, body), {}, {}, {}};
    }
}

class Journey {
public:
    Journey()
    {
        qputenv("IDEOGRAM_ADMIN_KEY", canaryAdminKey);
        qputenv("BATCHROOM_LOG", "debug");
        m_sheet = write(m_folder.filePath(QStringLiteral("sheet.csv")),
            "prompt,model,speed,num_images,name\n\"" + canaryPrompt + "\",ideogram-3,turbo,4,CANARY name\n");
    }
    ~Journey()
    {
        qunsetenv("IDEOGRAM_ADMIN_KEY");
        qunsetenv("BATCHROOM_LOG");
    }
    QString library() const { return m_folder.filePath(QStringLiteral("library")); }
    QString bundle() const { return m_folder.filePath(QStringLiteral("help.zip")); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    CliResult cli(const QStringList& arguments)
    {
        const CliResult result = runCli(
            arguments + QStringList{QStringLiteral("--library"), library(), QStringLiteral("--json")}, canaryKey);
        m_errors += result.err;
        return result;
    }
    CliResult run(const QStringList& more)
    {
        return cli(QStringList{QStringLiteral("run"), m_sheet, QStringLiteral("--yes"), QStringLiteral("--campaign"),
                       QStringLiteral("CANARY campaign")}
            + more);
    }
    QByteArray log() const
    {
        QFile file(library() + QStringLiteral("/logs/batchroom.log"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray errors() const { return m_errors; }

private:
    QTemporaryDir m_folder;
    QString m_sheet;
    QByteArray m_errors;
};

} // namespace

class DiagnosticsFlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLogTellsEveryTransitionAndNoSecret()
    {
        Journey journey;
        CountingServer provider(&chatter);
        journey.run({QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
            provider.url().toString(QUrl::RemovePath), QStringLiteral("--concurrency"), QStringLiteral("1")});
        const QList<QJsonObject> transitions = transitionsIn(journey.log());
        QVERIFY2(transitions.size() >= 4, journey.log().constData());
        QStringList ends;
        for (const QJsonObject& line : transitions) {
            QVERIFY(line.value(QStringLiteral("job")).toInt() > 0);
            QCOMPARE(line.value(QStringLiteral("batch")).toInt(), 1);
            QCOMPARE(line.value(QStringLiteral("category")).toString(), QStringLiteral("batchroom.transitions"));
            ends.append(line.value(QStringLiteral("to")).toString());
        }
        QVERIFY2(ends.contains(QStringLiteral("submitting")) && ends.contains(QStringLiteral("unknown"))
                && ends.contains(QStringLiteral("rejected")),
            qPrintable(ends.join(QLatin1Char(' '))));
        QVERIFY2(namesWithCanary(filesBelow(journey.library() + QStringLiteral("/logs"))).isEmpty(),
            journey.log().constData());
        QVERIFY2(!journey.errors().contains("CANARY-"), journey.errors().constData());
    }

    void theDiagnosticsFileHelpsAndBetraysNothing()
    {
        Journey journey;
        CountingServer provider(&chatter);
        journey.run({QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
            provider.url().toString(QUrl::RemovePath)});
        // Pictures, links and callbacks come from the Sandbox.
        CountingServer receiver([](const ReceivedRequest&) { return RawReply{httpAnswer(500, "no"), {}, {}, {}}; });
        const QString secret = write(journey.path(QStringLiteral("secret")), "whsec_" + canarySecret.toBase64() + '\n');
        const QString hook = receiver.url(QStringLiteral("/hook")).toString() + QStringLiteral("?token=CANARY-token");
        const CliResult made = journey.run({QStringLiteral("--account"), QStringLiteral("sandbox"),
            QStringLiteral("--callback"), hook, QStringLiteral("--callback-secret-file"), secret});
        QVERIFY2(made.summary().value(QStringLiteral("done")).toInt() == 4, (made.out + made.err).constData());

        const CliResult doctor = journey.cli({QStringLiteral("doctor"), QStringLiteral("--bundle"), journey.bundle()});
        QCOMPARE(doctor.lines(QStringLiteral("bundle")).size(), 1);
        const QMap<QString, QByteArray> content = contentOfZip(journey.bundle());
        QCOMPARE(content.keys(),
            (QStringList{QStringLiteral("checks.json"), QStringLiteral("ledger.jsonl"), QStringLiteral("library.json"),
                QStringLiteral("logs/batchroom.log"), QStringLiteral("settings.json"),
                QStringLiteral("version.json")}));
        QCOMPARE(namesWithCanary(content), QStringList());
        for (const QByteArray& text : content) {
            QVERIFY(!text.contains(canarySecret.toBase64()));
            QVERIFY(!text.contains("/api/images/"));
            QVERIFY(!text.contains("batchroom-sandbox-key"));
            QVERIFY(!text.contains(QDir::homePath().toUtf8()));
        }
        const QJsonObject facts = QJsonDocument::fromJson(content.value(QStringLiteral("library.json"))).object();
        QVERIFY(facts.value(QStringLiteral("schema_version")).toInt() >= 2);
        QCOMPARE(facts.value(QStringLiteral("states")).toObject().value(QStringLiteral("done")).toInt(), 4);
        QCOMPARE(facts.value(QStringLiteral("batches")).toArray().size(), 2);
        const QList<QByteArray> ledger = content.value(QStringLiteral("ledger.jsonl")).trimmed().split('\n');
        const QJsonObject last = QJsonDocument::fromJson(ledger.constLast()).object();
        QCOMPARE(last.value(QStringLiteral("billed")).toString(), QStringLiteral("yes"));
        QVERIFY(last.value(QStringLiteral("sent")).toString().endsWith(QLatin1Char('Z')));
        QVERIFY(!transitionsIn(content.value(QStringLiteral("logs/batchroom.log"))).isEmpty());
    }

    void itListsWhichNoticesThePersonWants()
    {
        QSettings chosen(
            QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Batchroom"), QStringLiteral("batchroom"));
        chosen.setValue(QStringLiteral("notices/holds"), false);
        chosen.sync();
        Journey journey;
        journey.cli({QStringLiteral("doctor"), QStringLiteral("--bundle"), journey.bundle()});
        QVERIFY(QFile::remove(chosen.fileName())); // an empty one counts as torn
        const QJsonObject settings =
            QJsonDocument::fromJson(contentOfZip(journey.bundle()).value(QStringLiteral("settings.json"))).object();
        QVERIFY(settings.value(QStringLiteral("notice_batch_ends")).toBool());
        QVERIFY(settings.value(QStringLiteral("notice_needs_person")).toBool());
        QCOMPARE(settings.value(QStringLiteral("notice_holds")), QJsonValue(false));
    }

    void itIsMadeBesideAProgramThatHasTheLibraryOpen()
    {
        Journey journey;
        journey.run({QStringLiteral("--account"), QStringLiteral("sandbox")});
        const SystemClock clock;
        const auto open = Store::open(journey.library(), clock);
        QVERIFY(open);
        journey.cli({QStringLiteral("doctor"), QStringLiteral("--bundle"), journey.bundle()});
        const QByteArray ledger = contentOfZip(journey.bundle()).value(QStringLiteral("ledger.jsonl"));
        QCOMPARE(ledger.trimmed().split('\n').size(), 4);
    }

    void aDamagedLibraryIsSaidInIt()
    {
        Journey journey;
        QDir().mkpath(journey.library());
        write(journey.library() + QStringLiteral("/library.db"), QByteArray(8192, 'x'));
        journey.cli({QStringLiteral("doctor"), QStringLiteral("--bundle"), journey.bundle()});
        const QJsonObject facts =
            QJsonDocument::fromJson(contentOfZip(journey.bundle()).value(QStringLiteral("library.json"))).object();
        QVERIFY(!facts.value(QStringLiteral("error")).toString().isEmpty());
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        Journey journey;
        const CliResult doctor = journey.cli(
            {QStringLiteral("doctor"), QStringLiteral("--bundle"), journey.path(QStringLiteral("no/such/folder.zip"))});
        QCOMPARE(doctor.exitCode, 2);
        QCOMPARE(doctor.lines(QStringLiteral("error")).size(), 1);
    }

    // The person's question after a bad day: how many of the unknown ones were billed?
    void theProviderIsAskedHowManyWereBilled()
    {
        QTemporaryDir folder;
        const QString faults = write(folder.filePath(QStringLiteral("faults.json")),
            R"({"rules":[{"match":{"endpoint":"generate","nth":2},"action":{"type":"drop_after_accept"}},
                         {"match":{"endpoint":"generate","nth":3},"action":{"type":"fin"}},
                         {"match":{"endpoint":"generate","nth":4},"action":{"type":"drop_after_accept"}}]})");
        const SandboxProcess sandbox(
            {QStringLiteral("--latency"), QStringLiteral("10"), QStringLiteral("--faults"), faults});
        QVERIFY(sandbox.isListening());
        const QString sheet = write(
            folder.filePath(QStringLiteral("sheet.csv")), "prompt,model,speed,num_images\nA cup,ideogram-3,turbo,5\n");
        const QStringList place{QStringLiteral("--library"), folder.filePath(QStringLiteral("library")),
            QStringLiteral("--api-base"), sandbox.url(), QStringLiteral("--json")};
        runCli(QStringList{QStringLiteral("run"), sheet, QStringLiteral("--yes")} + place, sandbox.key());

        qputenv("IDEOGRAM_ADMIN_KEY", "batchroom-sandbox-admin-key");
        const CliResult check =
            runCli(QStringList{QStringLiteral("resolve"), QStringLiteral("--check")} + place, sandbox.key());
        qunsetenv("IDEOGRAM_ADMIN_KEY");
        QVERIFY2(check.exitCode == 0, (check.out + check.err).constData());
        const QList<QJsonObject> findings = check.lines(QStringLiteral("usage"));
        QCOMPARE(findings.size(), 1);
        const QJsonObject finding = findings.constFirst();
        QCOMPARE(finding.value(QStringLiteral("unknown")).toInt(), 3);
        QCOMPARE(finding.value(QStringLiteral("known")).toInt(), 2);
        QCOMPARE(finding.value(QStringLiteral("billed")).toInt(), 4);
        QCOMPARE(finding.value(QStringLiteral("at_least")).toInt(), 2);
        QCOMPARE(finding.value(QStringLiteral("at_most")).toInt(), 2);
        QVERIFY(finding.value(QStringLiteral("what")).toString().contains(QStringLiteral("2 of the 3")));

        const CliResult refused =
            runCli(QStringList{QStringLiteral("resolve"), QStringLiteral("--check")} + place, sandbox.key());
        QCOMPARE(refused.exitCode, 4);
        QCOMPARE(refused.lines(QStringLiteral("error")).constFirst().value(QStringLiteral("code")).toString(),
            QStringLiteral("key_refused"));
    }
};

QTEST_GUILESS_MAIN(DiagnosticsFlowTest)
#include "diagnostics_flow_test.moc"
