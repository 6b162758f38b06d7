// SPDX-License-Identifier: GPL-3.0-or-later
// GET /v2/account/usage as it stands on the wire: right answers, broken ones, and refusals.
#include "app/ideogram/ideogram_provider.h"
#include "tests/support/counting_server.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"

#include <QDateTime>
#include <QTest>
#include <QUrlQuery>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

const QByteArray key = "ideo-admin-key-4711";

qint64 at(const char* time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toMSecsSinceEpoch();
}

Result<QList<UsageBucket>> ask(const QUrl& base, qint64 from, qint64 to)
{
    return onWorker([&] {
        ManualClock clock;
        DryRunRecord dryRuns;
        IdeogramOptions options;
        options.apiBase = base;
        options.key = Secret(key);
        options.connectTimeout = 2s;
        options.pollTimeout = 3s;
        IdeogramProvider provider(Catalog::builtIn(), clock, options, dryRuns);
        return provider.usage(from, to, {});
    });
}

Result<QList<UsageBucket>> answered(int status, const QByteArray& body)
{
    CountingServer server([&](const ReceivedRequest&) { return RawReply{httpAnswer(status, body), {}, {}, {}}; });
    return ask(server.url(), at("2026-11-24T10:00:00Z"), at("2026-11-24T11:00:00Z"));
}

QByteArray bucketWith(const QByteArray& items)
{
    return R"({"buckets":[{"start_time":"2026-11-24T10:00:00+00:00","end_time":"2026-11-24T11:00:00Z","line_items":[)"
        + items + "]}]}";
}

} // namespace

class UsageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksByTheHourWithTheKeyInItsHeader()
    {
        CountingServer server([](const ReceivedRequest&) {
            return RawReply{httpAnswer(200, R"({"buckets":[]})"), {}, {}, {}};
        });
        QVERIFY(ask(server.url(), at("2026-11-24T10:20:00Z"), at("2026-11-24T11:05:00Z")));
        QCOMPARE(server.requests().size(), 1);
        const ReceivedRequest request = server.requests().constFirst();
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.header("Api-Key"), key);
        const QUrl target(QString::fromLatin1(request.target));
        QCOMPARE(target.path(), QStringLiteral("/v2/account/usage"));
        const QUrlQuery query(target);
        QCOMPARE(query.queryItemValue(QStringLiteral("start_time")), QStringLiteral("2026-11-24T10:00:00Z"));
        QCOMPARE(query.queryItemValue(QStringLiteral("end_time")), QStringLiteral("2026-11-24T12:00:00Z"));
        QCOMPARE(query.queryItemValue(QStringLiteral("bucket_width")), QStringLiteral("1h"));
        QVERIFY(!request.target.contains(key));
    }

    void aLongTimeIsAskedInPieces()
    {
        CountingServer server([](const ReceivedRequest&) {
            return RawReply{httpAnswer(200, R"({"buckets":[]})"), {}, {}, {}};
        });
        QVERIFY(ask(server.url(), at("2026-11-01T00:00:00Z"), at("2026-11-15T01:00:00Z")));
        QCOMPARE(server.requests().size(), 3); // two weeks and an hour
    }

    void readsUnitsMoneyAndKeys()
    {
        const auto buckets = answered(200,
            bucketWith(R"({"product":"ideogram_3_generate","endpoint":"/v2/image/generate/ideogram-3","description":"x",
                "cost_total":"84.00","currency_code":"USD","source":"api",
                "billed_units":{"unit":"image","quantity":"1400","unit_price":"0.06"},
                "api_key":{"id":"k1","label":"Shop","redacted_key":"abcd...wxyz"}},
                {"product":"ads","cost_total":"-1.2345678","currency_code":"USD"},
                {"product":"z","cost_total":"3","currency_code":"EUR","billed_units":{"quantity":"2.5"}})"));
        QVERIFY2(buckets, buckets ? "" : qPrintable(buckets.error().detail));
        QCOMPARE(buckets->size(), 1);
        const UsageBucket& bucket = buckets->constFirst();
        QCOMPARE(bucket.startMs, at("2026-11-24T10:00:00Z"));
        QCOMPARE(bucket.endMs - bucket.startMs, hourMs);
        QCOMPARE(bucket.lines.size(), 3);
        QCOMPARE(bucket.lines.at(0).units, std::optional<qint64>(1400));
        QCOMPARE(bucket.lines.at(0).cost->micros(), 84'000'000);
        QCOMPARE(bucket.lines.at(0).redactedKey, QStringLiteral("abcd...wxyz"));
        QVERIFY(!bucket.lines.at(1).units);
        QCOMPARE(bucket.lines.at(1).cost->micros(), -1'234'567);
        QVERIFY(!bucket.lines.at(2).units); // two and a half are no pieces
        QVERIFY(!bucket.lines.at(2).cost);
    }

    void aHalfReadableAnswerCountsAsNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>hello</html>");
        QTest::newRow("no buckets") << QByteArray("{}");
        QTest::newRow("buckets of another kind") << QByteArray(R"({"buckets":7})");
        QTest::newRow("a day") << QByteArray(
            R"({"buckets":[{"start_time":"2026-11-24T00:00:00Z","end_time":"2026-11-25T00:00:00Z","line_items":[]}]})");
        QTest::newRow("no zone") << QByteArray(
            R"({"buckets":[{"start_time":"2026-11-24T10:00:00","end_time":"2026-11-24T11:00:00","line_items":[]}]})");
        QTest::newRow("no lines") << QByteArray(
            R"({"buckets":[{"start_time":"2026-11-24T10:00:00Z","end_time":"2026-11-24T11:00:00Z"}]})");
        QTest::newRow("a line of nothing") << bucketWith("7");
        QTest::newRow("no cost") << bucketWith(R"({"product":"x","currency_code":"USD"})");
        QTest::newRow("words for money") << bucketWith(R"({"cost_total":"a lot","currency_code":"USD"})");
        QTest::newRow("words for units") << bucketWith(R"({"cost_total":"1","billed_units":{"quantity":"many"}})");
        QTest::newRow("units below zero") << bucketWith(R"({"cost_total":"1","billed_units":{"quantity":"-4"}})");
        QTest::newRow("endless units") << bucketWith(
            R"({"cost_total":"1","billed_units":{"quantity":"99999999999999999999"}})");
    }
    void aHalfReadableAnswerCountsAsNone()
    {
        QFETCH(QByteArray, body);
        const auto buckets = answered(200, body);
        QVERIFY(!buckets);
        QCOMPARE(buckets.error().code, ErrorCode::Protocol);
        QVERIFY(!buckets.error().what.isEmpty());
    }

    void aKeyThatMayNotAskIsToldSo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("401") << 401 << ErrorCode::KeyRefused;
        QTest::newRow("403") << 403 << ErrorCode::KeyRefused;
        QTest::newRow("404") << 404 << ErrorCode::KeyRefused;
        QTest::newRow("429") << 429 << ErrorCode::Throttled;
        QTest::newRow("500") << 500 << ErrorCode::Protocol;
        QTest::newRow("302") << 302 << ErrorCode::Protocol;
    }
    void aKeyThatMayNotAskIsToldSo()
    {
        QFETCH(int, status);
        QFETCH(ErrorCode, code);
        const auto buckets = answered(status, R"({"error":"no, ideo-admin-key-4711"})");
        QVERIFY(!buckets);
        QCOMPARE(buckets.error().code, code);
        QVERIFY(!buckets.error().what.contains(QString::fromLatin1(key)));
        QVERIFY(!buckets.error().detail.contains(QString::fromLatin1(key)));
        if (status == 404)
            QVERIFY(buckets.error().what.contains(QStringLiteral("administrator")));
    }
};

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"
