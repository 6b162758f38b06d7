// SPDX-License-Identifier: GPL-3.0-or-later
// The Sandbox's own bill, read off the wire by a client that shares no code with ours.
#include "tests/sandbox/sandbox_client.h"
#include "tests/support/manual_clock.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QByteArray adminKey = "Api-Key: batchroom-sandbox-admin-key\r\n";

qint64 at(const char* time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toMSecsSinceEpoch();
}

struct World {
    ManualClock clock{ManualClock::Wait::Block, std::chrono::milliseconds(at("2026-11-24T10:30:00Z"))};
    std::unique_ptr<SandboxServer> server;
    SandboxClient client;

    explicit World(const QByteArray& faults = {})
    {
        SandboxOptions options = quickOptions();
        options.clock = &clock;
        if (!faults.isEmpty())
            options.faults = *SandboxFaults::fromJson(faults);
        server = *SandboxServer::start(options);
        client.port = server->port();
    }
    void buy(int images = 1)
    {
        QJsonObject body = small(QStringLiteral("a cup"));
        body.insert(QStringLiteral("num_images"), images);
        QCOMPARE(client.post("/v2/image/generate/ideogram-3", body).status, 200);
    }
    WireAnswer ask(const QByteArray& query, const QByteArray& key = adminKey)
    {
        return client.call("GET", "/v2/account/usage?" + query, {}, key);
    }
};

QJsonArray linesOf(const QJsonValue& bucket)
{
    return bucket[QLatin1StringView("line_items")].toArray();
}

} // namespace

class SandboxUsageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysByTheHourWhatWasBilled()
    {
        World world;
        world.buy();
        world.buy(3);
        world.clock.advance(std::chrono::minutes(100));
        world.buy();
        const QJsonArray buckets =
            world.ask("start_time=2026-11-24T10:05:00Z&end_time=2026-11-24T12:20:00Z&bucket_width=1h")
                .json()[QLatin1StringView("buckets")]
                .toArray();
        QCOMPARE(buckets.size(), 3); // dense, snapped to whole hours
        QCOMPARE(
            buckets.at(0)[QLatin1StringView("start_time")].toString(), QStringLiteral("2026-11-24T10:00:00.000+00:00"));
        QCOMPARE(linesOf(buckets.at(0)).size(), 1);
        QVERIFY(linesOf(buckets.at(1)).isEmpty());
        const QJsonObject line = linesOf(buckets.at(0)).at(0).toObject();
        const QJsonObject units = line[QLatin1StringView("billed_units")].toObject();
        QCOMPARE(units[QLatin1StringView("quantity")].toString(), QStringLiteral("4"));
        QCOMPARE(line[QLatin1StringView("source")].toString(), QStringLiteral("api"));
        const Money total = *Money::fromText(line[QLatin1StringView("cost_total")].toString());
        QCOMPARE(*Money::fromText(units[QLatin1StringView("unit_price")].toString()) * 4, total);
        QCOMPARE(total + *Money::fromText(linesOf(buckets.at(2)).at(0)[QLatin1StringView("cost_total")].toString()),
            world.server->stats().billed);
        const QString key = line[QLatin1StringView("api_key")][QLatin1StringView("redacted_key")].toString();
        QVERIFY(!key.isEmpty() && !QString::fromLatin1(rightKey).contains(key));
    }

    void aDayIsOneBucket()
    {
        World world;
        world.buy(2);
        const QJsonArray buckets =
            world.ask("start_time=2026-11-24T00:00:00Z&bucket_width=1d").json()[QLatin1StringView("buckets")].toArray();
        QCOMPARE(buckets.size(), 1);
        QCOMPARE(linesOf(buckets.at(0)).size(), 1);
    }

    void whatFailsIsNotBilledAndWhatIsWithheldIs()
    {
        World world(R"({"rules":[{"match":{"endpoint":"generate","nth":1},"action":{"type":"generation_failed"}},
                                 {"match":{"endpoint":"generate","nth":2},"action":{"type":"withheld"}}]})");
        QJsonObject body = small(QStringLiteral("a cup"));
        body.insert(QStringLiteral("async"), true);
        world.client.post("/v2/image/generate/ideogram-3", body);
        world.client.post("/v2/image/generate/ideogram-3", body);
        const QJsonArray buckets =
            world.ask("start_time=2026-11-24T10:00:00Z&bucket_width=1h").json()[QLatin1StringView("buckets")].toArray();
        QCOMPARE(
            linesOf(buckets.at(0)).at(0)[QLatin1StringView("billed_units")][QLatin1StringView("quantity")].toString(),
            QStringLiteral("1"));
    }

    void onlyTheAdministratorMayAsk()
    {
        World world;
        QCOMPARE(world.ask("start_time=2026-11-24T10:00:00Z", rightKey).status, 404);
        QCOMPARE(world.ask("start_time=2026-11-24T10:00:00Z", "Api-Key: wrong\r\n").status, 401);
        QCOMPARE(world.ask("start_time=2026-11-24T10:00:00Z").status, 200);
    }

    void aQuestionThatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no zone") << QByteArray("start_time=2026-11-24T10:00:00");
        QTest::newRow("backwards") << QByteArray("start_time=2026-11-24T10:00:00Z&end_time=2026-11-24T09:00:00Z");
        QTest::newRow("a width of its own") << QByteArray("start_time=2026-11-24T10:00:00Z&bucket_width=5m");
        QTest::newRow("too long") << QByteArray(
            "start_time=2026-11-01T00:00:00Z&end_time=2026-11-09T00:00:00Z&bucket_width=1h");
    }
    void aQuestionThatMakesNoSenseIsRefused()
    {
        QFETCH(QByteArray, query);
        World world;
        QCOMPARE(world.ask(query).status, 400);
    }

    void aFaultCanBeAskedForHereToo()
    {
        World world(R"({"rules":[{"match":{"endpoint":"usage"},"action":{"type":"status","status":503}}]})");
        QCOMPARE(world.ask("start_time=2026-11-24T10:00:00Z").status, 503);
    }
};

QTEST_MAIN(SandboxUsageTest)
#include "sandbox_usage_test.moc"
