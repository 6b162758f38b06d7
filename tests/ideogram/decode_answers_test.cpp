// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/decode_answers.h"
#include "app/ideogram/hosts.h"

#include <QTest>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

const QUrl api = ideogramApiBase();

ReceivedAnswer answer(int status, const QByteArray& body)
{
    ReceivedAnswer value;
    value.status = status;
    value.body = body;
    return value;
}

// One word and what matters, so that tables stay readable.
QString described(const SendOutcome& outcome)
{
    struct Words {
        QString operator()(const NotSent&) const { return QStringLiteral("not sent"); }
        QString operator()(const AnswerLost&) const { return QStringLiteral("lost"); }
        QString operator()(const Accepted& value) const
        {
            return QStringLiteral("accepted %1 seed %2").arg(value.generationId).arg(value.seed.value_or(-1));
        }
        QString operator()(const ImagesReturned& value) const
        {
            QString text = QStringLiteral("images %1:").arg(value.generationId);
            for (const ReturnedImage& image : value.images)
                text += image.isWithheld() ? QStringLiteral(" withheld") : QLatin1Char(' ') + image.url.fileName();
            return text;
        }
        QString operator()(const Throttled& value) const
        {
            return QStringLiteral("throttled %1").arg(value.maxInFlight.value_or(-1));
        }
        QString operator()(const AccountRefused& value) const
        {
            switch (value.problem) {
            case AccountProblem::OutOfCredit: return QStringLiteral("no credit");
            case AccountProblem::KeyRefused: return QStringLiteral("key refused");
            case AccountProblem::NotAllowed: return QStringLiteral("not allowed");
            case AccountProblem::KeyMissing: return QStringLiteral("key missing");
            }
            return {};
        }
        QString operator()(const RequestRejected& value) const
        {
            return QStringLiteral("rejected %1%2")
                .arg(value.status)
                .arg(value.bySafetyCheck ? QStringLiteral(" safety") : QString());
        }
        QString operator()(const ServerFault& value) const { return QStringLiteral("fault %1").arg(value.status); }
    };
    return std::visit(Words{}, outcome);
}

QString described(const PollOutcome& outcome)
{
    struct Words {
        QString operator()(const StillPending&) const { return QStringLiteral("pending"); }
        QString operator()(const GenerationCompleted& value) const
        {
            return QStringLiteral("completed %1 charged %2")
                .arg(value.images.size())
                .arg(value.charged ? value.charged->micros() : -1);
        }
        QString operator()(const GenerationFailed& value) const { return QStringLiteral("failed ") + value.reason; }
        QString operator()(const GenerationGone&) const { return QStringLiteral("gone"); }
        QString operator()(const PollFault&) const { return QStringLiteral("fault"); }
        QString operator()(const AccountRefused& value) const { return described(SendOutcome(value)); }
    };
    return std::visit(Words{}, outcome);
}

} // namespace

class DecodeAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decidesAboutASubmittedRequest_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, int status, const QByteArray& body, const char* expected) {
            QTest::newRow(name) << status << body << QString::fromLatin1(expected);
        };
        const QByteArray link = "https://ideogram.ai/api/images/ephemeral/a.png?exp=1&sig=2";
        row("synchronous", 200,
            "{\"generation_id\":\"xtdZiqPwRxqY1Y7NExFmzB\",\"generation_kind\":\"sampling\",\"seed\":12345,\"data\":[{"
            "\"url\":"
            "\"" + link
                + "\",\"prompt\":\"A mug\",\"resolution\":\"2048x2048\",\"seed\":12345,\"is_image_safe\":true}]}",
            "images xtdZiqPwRxqY1Y7NExFmzB: a.png");
        row("legacy", 200,
            "{\"created\":\"2026-11-24T10:15:30.123456+00:00\",\"data\":[{\"url\":\"https://ideogram.ai/api/images/"
            "direct/"
            "8YEp\","
            "\"prompt\":\"x\",\"resolution\":\"1024x1024\",\"is_image_safe\":true,\"seed\":1,\"style_type\":\"DESIGN\"}"
            "]}",
            "images : 8YEp");
        row("asynchronous", 200,
            R"({"generation_id":"bzue-VZtSlSMAneIbfCo2A","generation_kind":"sampling","seed":12345})",
            "accepted bzue-VZtSlSMAneIbfCo2A seed 12345");
        row("unknown fields and a notice", 200,
            R"({"generation_id":"abcd","notice":"old","new":{"deep":[1]},"seed":null})", "accepted abcd seed -1");
        row("202", 202, R"({"generation_id":"abcd"})", "accepted abcd seed -1");
        row("withheld with null", 200, R"({"generation_id":"abcd","data":[{"url":null,"is_image_safe":false}]})",
            "images abcd: withheld");
        row("withheld with empty", 200, R"({"generation_id":"abcd","data":[{"url":"","is_image_safe":false}]})",
            "images abcd: withheld");
        row("withheld without url", 200, R"({"data":[{"is_image_safe":false,"prompt":"x"}]})", "images : withheld");
        row("two images where one was asked for", 200,
            "{\"data\":[{\"url\":\"https://ideogram.ai/a.png\"},{\"url\":\"https://ideogram.ai/b.png\"}]}",
            "images : a.png b.png");
        row("an entry that says nothing, but an id", 200, R"({"generation_id":"abcd","data":[{}]})",
            "accepted abcd seed -1");
        row("an entry that says nothing", 200, R"({"data":[{}]})", "lost");
        row("no data", 200, R"({"created":"2026-11-24T10:15:30Z","data":[]})", "lost");
        row("a link to nowhere", 200, R"({"data":[{"url":"javascript:alert","is_image_safe":true}]})", "lost");
        row("a link to this machine", 200, "{\"data\":[{\"url\":\"http://127.0.0.1/x.png\"}]}", "lost");
        row("a link as number", 200, R"({"data":[{"url":7,"is_image_safe":true}]})", "lost");
        row("an id as number", 200, R"({"generation_id":12345})", "lost");
        row("an empty id", 200, R"({"generation_id":""})", "lost");
        row("an id that climbs", 200, R"({"generation_id":"../../manage"})", "lost");
        row("empty", 200, "", "lost");
        row("empty object", 200, "{}", "lost");
        row("html", 200, "<html>welcome to the hotel</html>", "lost");
        row("array", 200, R"([{"generation_id":"abcd"}])", "lost");
        row("two documents", 200, R"({"generation_id":"abcd"}{"generation_id":"efgh"})", "lost");
        row("cut", 200, "{\"generation_id\":\"abcd\",\"data\":[{\"url\":\"https://ideogr", "lost");
        row("204", 204, "", "lost");
        row("error inside a 200", 200, R"({"error":"no","status_code":500})", "fault 500");
        row("rejection inside a 200", 200, R"({"error":"no","status_code":422})", "rejected 422 safety");
        row("error inside a 200 without a status", 200, R"({"error":"no"})", "lost");
        row("error inside a 200 with a strange status", 200, R"({"error":"no","status_code":200})", "lost");
        row("error inside a 200 with an id", 200, R"({"error":"no","status_code":500,"generation_id":"abcd"})",
            "accepted abcd seed -1");
        row("redirect", 302, "", "lost");
        row("400", 400, R"({"error":"Could not read a source image."})", "rejected 400");
        row("401", 401, "", "key refused");
        row("402", 402, R"({"error":"x","reject_reason":"insufficient_funds"})", "no credit");
        row("402 without a reason", 402, "", "no credit");
        row("402 daily", 402, R"({"error":"x","reject_reason":"daily_limit"})", "no credit");
        row("402 subscription", 402, R"({"error":"x","reject_reason":"subscription_required"})", "no credit");
        row("402 priority", 402, R"({"error":"x","reject_reason":"priority_credit_required"})", "no credit");
        row("402 feature", 402, R"({"error":"x","reject_reason":"feature_limit"})", "not allowed");
        row("402 that means 429", 402, R"({"error":"x","reject_reason":"inflight_limit","max_inflight_requests":3})",
            "throttled 3");
        row("403", 403, R"({"detail":"no access"})", "not allowed");
        row("404", 404, "Not found", "rejected 404");
        row("405", 405, "", "rejected 405");
        row("408", 408, "", "fault 408");
        row("409", 409, R"({"error":"a duplicate"})", "fault 409");
        row("409 with a reason", 409, R"({"error":"x","reject_reason":"insufficient_funds"})", "fault 409");
        row("413", 413, "", "rejected 413");
        row("414", 414, "", "rejected 414");
        row("415", 415, "", "rejected 415");
        row("418", 418, "", "fault 418");
        row("425", 425, "", "fault 425");
        row("451", 451, "", "fault 451");
        row("460", 460, "", "fault 460");
        row("499", 499, "<html>client closed request</html>", "fault 499");
        row("conflict inside a 200", 200, R"({"error":"no","status_code":409})", "fault 409");
        row("422", 422, R"({"error":"Prompt failed the safety check."})", "rejected 422 safety");
        row("429", 429, R"({"error":"x","reject_reason":"inflight_limit","max_inflight_requests":10})", "throttled 10");
        row("429 with nonsense", 429, R"({"max_inflight_requests":-4})", "throttled -1");
        row("429 without a body", 429, "", "throttled -1");
        row("429 that means 402", 429, R"({"error":"x","reject_reason":"insufficient_funds"})", "no credit");
        row("500", 500, "<html>", "fault 500");
        row("503 with a limit inside", 503, R"({"error":"x","reject_reason":"inflight_limit"})", "fault 503");
        row("599", 599, "", "fault 599");
        row("600", 600, "", "lost");
        row("101", 101, "", "lost");
    }
    void decidesAboutASubmittedRequest()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        QCOMPARE(described(decodeSubmit(answer(status, body), api)), expected);
    }

    void keepsWhatAnImageSaysAboutItself()
    {
        const SendOutcome outcome =
            decodeSubmit(answer(200,
                             "{\"data\":[{\"url\":\"https://ideogram.ai/a.png\",\"prompt\":\"Better "
                             "mug\",\"resolution\":\"2048x1024\","
                             "\"seed\":77,\"is_image_safe\":true}]}"),
                api);
        const ReturnedImage image = std::get<ImagesReturned>(outcome).images.value(0);
        QCOMPARE(image.prompt, QStringLiteral("Better mug"));
        QCOMPARE(image.resolution, QSize(2048, 1024));
        QCOMPARE(image.seed, std::optional<qint64>(77));
        QVERIFY(image.isSafe);
    }

    void survivesStrangeNumbersInAnImage()
    {
        const SendOutcome outcome = decodeSubmit(
            answer(
                200, "{\"data\":[{\"url\":\"https://ideogram.ai/a.png\",\"resolution\":\"999999x0\",\"seed\":1e300}]}"),
            api);
        const ReturnedImage image = std::get<ImagesReturned>(outcome).images.value(0);
        QVERIFY(!image.resolution.isValid());
        QVERIFY(!image.seed);
    }

    void showsTheProvidersWordsInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        const auto row = [](const QByteArray& body, const char* words) {
            QTest::newRow(body.left(60).constData()) << body << QString::fromUtf8(words);
        };
        row(R"({"error":"Bad ratio"})", "Bad ratio");
        row(R"({"message":"Mine","error":"Other"})", "Mine");
        row(R"({"error":{"message":"Nested"}})", "Nested");
        row(R"({"detail":[{"loc":["body"],"msg":"field required"}]})", "field required");
        row(R"({"detail":"Plain detail"})", "Plain detail");
        row("Plain text\r\nin two lines", "Plain text in two lines");
        row(R"([{"message":"In an array"}])", "In an array");
        row(R"({"code":"bad","message":"Old form"})", "Old form");
    }
    void showsTheProvidersWordsInEveryForm()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const QString message = std::get<RequestRejected>(decodeSubmit(answer(400, body), api)).message;
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void keepsPagesAndFloodsOutOfMessages()
    {
        const auto message = [](const QByteArray& body) {
            return std::get<RequestRejected>(decodeSubmit(answer(400, body), api)).message;
        };
        QVERIFY(!message("<!doctype html><html><script>alert(1)</script>").contains(QLatin1Char('<')));
        QVERIFY(message("{\"error\":\"" + QByteArray(100'000, 'x') + "\"}").size() < 600);
        QVERIFY(message(QByteArray(2'000'000, 'y')).size() < 600);
        QVERIFY(!message("bell \x07 and escape \x1b[31m").contains(QChar(0x1b)));
    }

    void namesTheGenerationWhenTheAnswerWasCut()
    {
        HttpAnswerLost lost;
        lost.error.what = QStringLiteral("It broke.");
        lost.partial = "{\"generation_id\":\"xtdZiqPwRxqY1Y7NExFmzB\",\"data\":[{\"u";
        QVERIFY(lostAnswer(lost).message.contains(QStringLiteral("xtdZiqPwRxqY1Y7NExFmzB")));
        const SendOutcome fault = decodeSubmit(answer(503, R"({"error":"slow","generation_id":"xtdZiqPw"})"), api);
        QVERIFY(std::get<ServerFault>(fault).message.contains(QStringLiteral("xtdZiqPw")));
        QCOMPARE(std::get<ServerFault>(fault).generationId, QStringLiteral("xtdZiqPw"));
        QCOMPARE(lostAnswer(lost).generationId, QStringLiteral("xtdZiqPwRxqY1Y7NExFmzB"));
        const SendOutcome cut = decodeSubmit(answer(200, "{\"generation_id\":\"xtdZiqPw\",\"dat"), api);
        QCOMPARE(std::get<AnswerLost>(cut).generationId, QStringLiteral("xtdZiqPw"));
        const SendOutcome evil = decodeSubmit(answer(503, R"({"generation_id":"../../manage"})"), api);
        QVERIFY(std::get<ServerFault>(evil).generationId.isEmpty());
    }

    void passesRetryAfterOn()
    {
        ReceivedAnswer slow = answer(429, "{}");
        slow.retryAfter = 9s;
        QCOMPARE(std::get<Throttled>(decodeSubmit(slow, api)).retryAfter, std::optional<std::chrono::milliseconds>(9s));
        QCOMPARE(std::get<PollFault>(decodePoll(slow, QStringLiteral("abcd"), api)).retryAfter,
            std::optional<std::chrono::milliseconds>(9s));
    }

    void decidesAboutAPoll_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, int status, const QByteArray& body, const char* expected) {
            QTest::newRow(name) << status << body << QString::fromLatin1(expected);
        };
        const QByteArray data = "\"data\":[{\"object_type\":\"image.generation\",\"url\":\"https://ideogram.ai/a.png\","
                                "\"resolution\":\"2048x2048\",\"seed\":1,\"is_image_safe\":true,\"asset_id\":\"x\"}]";
        row("pending", 200, R"({"generation_id":"abcd","status":"pending","created":"2026-11-20T10:00:00+00:00"})",
            "pending");
        row("a status of the future", 200, R"({"generation_id":"abcd","status":"warming_up"})", "pending");
        row("completed", 200, R"({"generation_id":"abcd","status":"completed","response_type":"url",)" + data + "}",
            "completed 1 charged -1");
        row("completed in capitals", 200, R"({"status":"COMPLETED",)" + data + "}", "completed 1 charged -1");
        row("completed with its cost", 200,
            R"({"generation_id":"abcd","status":"completed","usage_cost_usd_micros":60000,)" + data + "}",
            "completed 1 charged 60000");
        row("completed with a mad cost", 200,
            R"({"generation_id":"abcd","status":"completed","usage_cost_usd_micros":-1e18,)" + data + "}",
            "completed 1 charged -1");
        row("completed without a status", 200, "{" + data + "}", "completed 1 charged -1");
        row("withheld", 200, R"({"status":"completed","data":[{"url":null,"is_image_safe":false}]})",
            "completed 1 charged -1");
        row("completed with nothing", 200, R"({"generation_id":"abcd","status":"completed","data":[]})", "fault");
        row("failed", 200, R"({"generation_id":"abcd","status":"failed","failure_reason":"content_policy_violation"})",
            "failed content_policy_violation");
        row("another generation", 200, R"({"generation_id":"other","status":"failed"})", "fault");
        row("cut", 200, "{\"generation_id\":\"abcd\",\"status\":\"fail", "fault");
        row("empty", 200, "", "fault");
        row("error inside", 200, R"({"error":"x","status_code":404})", "gone");
        row("400", 400, "", "gone");
        row("401", 401, "", "key refused");
        row("402", 402, "", "no credit");
        row("403", 403, "", "not allowed");
        row("404", 404, "", "gone");
        row("410", 410, "", "gone");
        row("408", 408, "", "fault");
        row("429", 429, "", "fault");
        row("500", 500, "", "fault");
        row("302", 302, "", "fault");
    }
    void decidesAboutAPoll()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        QCOMPARE(described(decodePoll(answer(status, body), QStringLiteral("abcd"), api)), expected);
    }

    void readsAQuote()
    {
        const auto quote = [](const QByteArray& body) { return decodeQuote(answer(200, body)); };
        const std::optional<Quote> exact =
            quote("{\"object\":\"price_quote\",\"billing_identifier\":\"ideogram_4_5_generate\","
                  "\"quantity\":1,\"usd_micros\":60000,\"credit_millis\":6000,\"qualifier\":\"exact\"}");
        QVERIFY(exact && exact->isExact && !exact->fromTable);
        QCOMPARE(exact->price, Money::fromMicros(60000));
        QVERIFY(!quote(R"({"object":"price_quote","usd_micros":60000,"qualifier":"estimate"})")->isExact);
        QVERIFY(!quote(R"({"object":"price_quote","usd_micros":"60000"})"));
        QVERIFY(!quote(R"({"object":"price_quote","usd_micros":-1})"));
        QVERIFY(!quote(R"({"object":"price_quote","usd_micros":1e300})"));
        QVERIFY(!quote(R"({"object":"price_quote","usd_micros":0.5})"));
        QVERIFY(!quote(R"({"usd_micros":60000})"));
        QVERIFY(!quote(R"({"generation_id":"abcd"})"));
        QVERIFY(!decodeQuote(answer(400, R"({"object":"price_quote","usd_micros":60000})")));
    }

    void decidesAboutADownload()
    {
        QVERIFY(std::holds_alternative<Downloaded>(decodeDownload(answer(200, "picture"))));
        QVERIFY(std::holds_alternative<DownloadFault>(decodeDownload(answer(200, ""))));
        for (const int status : {403, 404, 410})
            QVERIFY(std::holds_alternative<LinkExpired>(decodeDownload(answer(status, "x"))));
        for (const int status : {206, 302, 401, 429, 500, 503})
            QVERIFY(std::holds_alternative<DownloadFault>(decodeDownload(answer(status, "x"))));
    }
};

QTEST_GUILESS_MAIN(DecodeAnswersTest)
#include "decode_answers_test.moc"
