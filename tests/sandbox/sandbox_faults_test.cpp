// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/sandbox/sandbox_server.h"
#include "tests/sandbox/sandbox_client.h"

#include <QElapsedTimer>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QByteArray route3 = "/v2/image/generate/ideogram-3";

struct Faulty {
    explicit Faulty(const QByteArray& rules)
    {
        SandboxOptions options = quickOptions();
        Result<SandboxFaults> faults = SandboxFaults::fromJson("{\"seed\":7,\"rules\":[" + rules + "]}");
        if (!faults)
            return;
        options.faults = std::move(*faults);
        auto started = SandboxServer::start(options);
        if (started)
            server = std::move(*started);
        client.port = server ? server->port() : 0;
    }
    WireAnswer generate(const QString& prompt = QStringLiteral("a cup"), bool async = false) const
    {
        QJsonObject body = small(prompt);
        body.insert(QStringLiteral("async"), async);
        return client.post(route3, body);
    }
    bool billed() const { return !server->stats().billed.isZero(); }

    std::unique_ptr<SandboxServer> server;
    SandboxClient client;
};

QByteArray rule(const QByteArray& action, const QByteArray& match = "{\"endpoint\":\"generate\"}")
{
    return "{\"match\":" + match + ",\"action\":" + action + "}";
}

} // namespace

class SandboxFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void breaksTheAnswer_data();
    void breaksTheAnswer();
    void answersWithAnyStatus();
    void delaysAndDrips();
    void lowersTheInflightLimit();
    void runsOutOfFunds();
    void failsGenerationsWithoutBilling();
    void withholdsImages();
    void damagesPictures_data();
    void damagesPictures();
    void expiresLinks();
    void faultsPollsAndQuotesApart();
    void firesByTurnPromptTimesAndChance();
    void refusesAFileItDoesNotUnderstand_data();
    void refusesAFileItDoesNotUnderstand();
};

void SandboxFaultsTest::breaksTheAnswer_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<bool>("billed");
    QTest::addColumn<QString>("seen"); // nothing, part of a head, a head with a cut body, no HTTP, an empty 200
    const auto row = [](const char* name, const QByteArray& action, bool billed, const char* seen) {
        QTest::newRow(name) << action << billed << QString::fromLatin1(seen);
    };
    row("reset", R"({"type":"reset"})", false, "nothing");
    row("fin", R"({"type":"fin"})", false, "nothing");
    row("reset after accept", R"({"type":"reset","after_accept":true})", true, "nothing");
    row("drop after accept", R"({"type":"drop_after_accept"})", true, "nothing");
    row("cut header", R"({"type":"cut_header"})", true, "half a head");
    row("cut body", R"({"type":"cut_body"})", true, "half a body");
    row("garbage", R"({"type":"garbage"})", true, "no HTTP");
    row("empty", R"({"type":"empty_200"})", true, "empty 200");
}

void SandboxFaultsTest::breaksTheAnswer()
{
    QFETCH(QByteArray, action);
    QFETCH(bool, billed);
    QFETCH(QString, seen);
    const Faulty sandbox(rule(action));
    const WireAnswer answer = sandbox.generate();
    const QByteArray all = answer.bytes;
    const qsizetype announced = answer.header("Content-Length").toLongLong();
    const QString what = all.isEmpty()   ? QStringLiteral("nothing")
        : !all.startsWith("HTTP")        ? QStringLiteral("no HTTP")
        : answer.status == 0             ? QStringLiteral("half a head")
        : answer.body.size() < announced ? QStringLiteral("half a body")
        : announced == 0                 ? QStringLiteral("empty 200")
                                         : QStringLiteral("a whole answer");
    QCOMPARE(what, seen);
    QCOMPARE(sandbox.billed(), billed);
    QCOMPARE(sandbox.server->stats().paidPosts, 1);
    QCOMPARE(sandbox.server->stats().generations, billed ? 1 : 0);
}

void SandboxFaultsTest::answersWithAnyStatus()
{
    const Faulty sandbox(
        rule(R"({"type":"status","status":503,"body":"<html>busy</html>","headers":{"Retry-After":"7"}})",
            R"({"nth":1})")
        + ','
        + rule(
            R"({"type":"status","status":402,"body":{"error":"no","reject_reason":"daily_limit"}})", R"({"nth":2})"));
    const WireAnswer html = sandbox.generate();
    QCOMPARE(html.status, 503);
    QCOMPARE(html.body, QByteArray("<html>busy</html>"));
    QCOMPARE(html.header("Retry-After"), QByteArray("7"));
    const WireAnswer json = sandbox.generate();
    QCOMPARE(json.status, 402);
    QCOMPARE(json.json().value(QStringLiteral("reject_reason")).toString(), QStringLiteral("daily_limit"));
    QCOMPARE(json.header("Content-Type"), QByteArray("application/json"));
    QVERIFY(!sandbox.billed());
    QCOMPARE(sandbox.generate().status, 200);
}

void SandboxFaultsTest::delaysAndDrips()
{
    QElapsedTimer time;
    time.start();
    QCOMPARE(Faulty(rule(R"({"type":"delay","delay_ms":120})")).generate().status, 200);
    QVERIFY(time.elapsed() >= 120);
    time.restart();
    const WireAnswer slow = Faulty(rule(R"({"type":"slow","bytes":100,"interval_ms":20})")).generate();
    QCOMPARE(slow.status, 200);
    QVERIFY(slow.json().contains(QStringLiteral("data")));
    QVERIFY(time.elapsed() >= 60);
}

void SandboxFaultsTest::lowersTheInflightLimit()
{
    const Faulty sandbox(rule(R"({"type":"inflight_limit","max":3})"));
    const WireAnswer answer = sandbox.generate();
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.json().value(QStringLiteral("max_inflight_requests")).toInt(), 3);
    QVERIFY(!sandbox.billed());
}

void SandboxFaultsTest::runsOutOfFunds()
{
    const Faulty sandbox(rule(R"({"type":"insufficient_funds"})"));
    QCOMPARE(sandbox.generate().status, 402);
    QVERIFY(!sandbox.billed());
}

void SandboxFaultsTest::failsGenerationsWithoutBilling()
{
    const Faulty sandbox(rule(R"({"type":"generation_failed","reason":"model_error"})"));
    const QString id =
        sandbox.generate(QStringLiteral("a cup"), true).json().value(QStringLiteral("generation_id")).toString();
    const QJsonObject polled = sandbox.client.poll(id).json();
    QCOMPARE(polled.value(QStringLiteral("status")).toString(), QStringLiteral("failed"));
    QCOMPARE(polled.value(QStringLiteral("failure_reason")).toString(), QStringLiteral("model_error"));
    QVERIFY(!sandbox.billed());
    QCOMPARE(sandbox.generate().status, 500);
}

void SandboxFaultsTest::withholdsImages()
{
    const Faulty sandbox(rule(R"({"type":"withheld"})"));
    const QJsonObject json = sandbox.generate().json();
    QCOMPARE(firstUrl(json), QString());
    QVERIFY(json.contains(QStringLiteral("data")));
    QVERIFY(sandbox.billed());
}

void SandboxFaultsTest::damagesPictures_data()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char* kind : {"truncated_image", "corrupt_image", "wrong_type_image", "huge_image", "wrong_size_image"})
        QTest::newRow(kind) << QByteArray(kind);
}

void SandboxFaultsTest::damagesPictures()
{
    QFETCH(QByteArray, kind);
    const Faulty sandbox(rule("{\"type\":\"" + kind + "\"}", R"({"endpoint":"image","nth":1})"));
    const QString url = firstUrl(sandbox.generate().json());
    const WireAnswer bad = sandbox.client.download(url);
    QCOMPARE(bad.status, 200);
    QCOMPARE(bad.header("Content-Length").toLongLong(), bad.body.size());
    const Result<QImage> read = decodePicture(bad.body);
    if (kind == "wrong_size_image")
        QCOMPARE(read ? read->size() : QSize(), QSize(512, 512));
    else
        QVERIFY(!read);
    if (kind == "huge_image")
        QCOMPARE(read.error().code, ErrorCode::PictureTooLarge);
    if (kind == "wrong_type_image")
        QVERIFY(bad.body.startsWith("<svg"));
    const Result<QImage> again = decodePicture(sandbox.client.download(url).body);
    QVERIFY(again && again->size() == QSize(1024, 1024));
}

void SandboxFaultsTest::expiresLinks()
{
    const Faulty sandbox(rule(R"({"type":"expired_link"})", R"({"endpoint":"image","nth":1})"));
    const QString url = firstUrl(sandbox.generate().json());
    QCOMPARE(sandbox.client.download(url).status, 403);
    QCOMPARE(sandbox.client.download(url).status, 200);
}

void SandboxFaultsTest::faultsPollsAndQuotesApart()
{
    const Faulty sandbox(
        rule(R"({"type":"status","status":500,"body":{"error":"x"}})", R"({"endpoint":"poll","nth":1})") + ','
        + rule(R"({"type":"fin"})", R"({"endpoint":"quote"})"));
    const QString id =
        sandbox.generate(QStringLiteral("a cup"), true).json().value(QStringLiteral("generation_id")).toString();
    QCOMPARE(sandbox.client.poll(id).status, 500);
    QCOMPARE(sandbox.client.poll(id).status, 200);
    QCOMPARE(sandbox.client.post(route3 + "?dry_run=true", small(QStringLiteral("a cup"))).status, 0);
}

void SandboxFaultsTest::firesByTurnPromptTimesAndChance()
{
    const auto pattern = [](const QByteArray& document, int rounds, const QString& prompt) {
        SandboxFaults faults = *SandboxFaults::fromJson(document);
        QString seen;
        for (int i = 0; i < rounds; ++i)
            seen += faults.next(FaultPlace::Generate, prompt) ? u'x' : u'.';
        return seen;
    };
    const QString cup = QStringLiteral("A Cup");
    QCOMPARE(pattern(R"({"rules":[{"match":{"nth":2},"action":{"type":"fin"}}]})", 4, cup), QStringLiteral(".x.."));
    QCOMPARE(pattern(R"({"rules":[{"match":{"every":2},"action":{"type":"fin"}}]})", 5, cup), QStringLiteral(".x.x."));
    QCOMPARE(pattern(R"({"rules":[{"times":2,"action":{"type":"fin"}}]})", 4, cup), QStringLiteral("xx.."));
    QCOMPARE(
        pattern(R"({"rules":[{"match":{"prompt":"cup"},"action":{"type":"fin"}}]})", 2, cup), QStringLiteral("xx"));
    QCOMPARE(
        pattern(R"({"rules":[{"match":{"prompt":"tea"},"action":{"type":"fin"}}]})", 2, cup), QStringLiteral(".."));
    QCOMPARE(
        pattern(R"({"rules":[{"match":{"endpoint":"poll"},"action":{"type":"fin"}}]})", 2, cup), QStringLiteral(".."));
    const QByteArray chance = R"({"seed":3,"rules":[{"match":{"probability":0.3},"action":{"type":"fin"}}]})";
    const QString first = pattern(chance, 1000, cup);
    QCOMPARE(pattern(chance, 1000, cup), first);
    QVERIFY(first.count(u'x') > 240 && first.count(u'x') < 360);
    QCOMPARE(pattern({}, 3, cup), QStringLiteral("..."));
}

void SandboxFaultsTest::refusesAFileItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("names");
    QTest::newRow("no json") << QByteArray("{\"rules\":") << QStringLiteral("byte");
    QTest::newRow("no rules") << QByteArray("{}") << QStringLiteral("rules");
    QTest::newRow("no action") << QByteArray(R"({"rules":[{}]})") << QStringLiteral("rule 1");
    QTest::newRow("unknown action") << QByteArray(R"({"rules":[{"action":{"type":"explode"}}]})")
                                    << QStringLiteral("explode");
    QTest::newRow("unknown endpoint") << QByteArray(
        R"({"rules":[{"match":{"endpoint":"moon"},"action":{"type":"fin"}}]})")
                                      << QStringLiteral("moon");
    QTest::newRow("status 99") << QByteArray(
        R"({"rules":[{"action":{"type":"fin"}},{"action":{"type":"status","status":99}}]})")
                               << QStringLiteral("rule 2");
    QTest::newRow("probability 2") << QByteArray(R"({"rules":[{"match":{"probability":2},"action":{"type":"fin"}}]})")
                                   << QStringLiteral("probability");
}

void SandboxFaultsTest::refusesAFileItDoesNotUnderstand()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, names);
    const Result<SandboxFaults> faults = SandboxFaults::fromJson(document);
    QVERIFY(!faults);
    QCOMPARE(faults.error().code, ErrorCode::BadInput);
    QVERIFY2(faults.error().what.contains(names), qPrintable(faults.error().what));
}

QTEST_MAIN(SandboxFaultsTest)
#include "sandbox_faults_test.moc"
