// SPDX-License-Identifier: GPL-3.0-or-later
// Real answers, damaged in 500 repeatable ways: nothing may crash, count as answered without a trustworthy id or link,
// or claim that nothing was sent.
#include "app/ideogram/decode_answers.h"
#include "app/ideogram/hosts.h"
#include "app/ideogram/ideogram_provider.h"
#include "tests/support/counting_server.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int mutants = 500;
const QString askedId = QStringLiteral("bzue-VZtSlSMAneIbfCo2A");

const QList<QByteArray> realBodies{
    "{\"generation_id\":\"xtdZiqPwRxqY1Y7NExFmzB\",\"generation_kind\":\"sampling\",\"seed\":12345,\"data\":[{\"url\":"
    "\"https://ideogram.ai/api/images/ephemeral/xtdZiqPwRxqY1Y7NExFmzB.png?exp=1743867804&sig=e13e\",\"prompt\":\"A "
    "ceramic mug\",\"resolution\":\"2048x2048\",\"seed\":12345,\"is_image_safe\":true}]}",
    R"({"generation_id":"bzue-VZtSlSMAneIbfCo2A","generation_kind":"sampling","seed":12345})",
    "{\"created\":\"2026-11-24T10:15:30.123456+00:00\",\"data\":[{\"url\":\"https://ideogram.ai/api/images/direct/"
    "8YEpFzHuS-S6xXEGmCsf7g\",\"prompt\":\"Modern "
    "logo\",\"resolution\":\"1024x1024\",\"is_image_safe\":true,\"seed\":12345,\"style_type\":\"DESIGN\"}]}",
    "{\"generation_id\":\"bzue-VZtSlSMAneIbfCo2A\",\"status\":\"completed\",\"created\":\"2026-11-20T10:00:00+00:00\","
    "\"response_type\":\"url\",\"data\":[{\"object_type\":\"image.generation\",\"url\":\"https://ideogram.ai/api/"
    "images/ephemeral/"
    "x.png\",\"prompt\":\"p\",\"resolution\":\"2048x2048\",\"seed\":12345,\"is_image_safe\":true,\"asset_id\":\"a\"}]}",
    R"({"generation_id":"bzue-VZtSlSMAneIbfCo2A","status":"failed","created":"2026-11-20T10:00:00+00:00","failure_reason":"content_policy_violation"})",
    R"({"error":"busy","reject_reason":"inflight_limit","max_inflight_requests":10,"task_completion_speed":"fast"})",
    R"({"object":"price_quote","billing_identifier":"ideogram_4_5_generate","quantity":1,"usd_micros":60000,"credit_millis":6000,"qualifier":"exact"})",
    R"({"error":"no funds","status_code":402})",
};

QByteArray swapOneType(const QByteArray& body, std::mt19937& random)
{
    static const QList<QByteArray> values{"null", "true", "[]", "{}", "-1", "1e400", "99999999999999999999", "\"\"",
        "\"\\u0000\"", "0.1", "[[[[]]]]", "\"../../..\"", "\"http://169.254.169.254/\"", "\"file:///etc/passwd\""};
    static const QRegularExpression field(QStringLiteral("\"([a-z_]+)\":(\"[^\"]*\"|[0-9]+|true|false)"));
    QList<std::pair<qsizetype, qsizetype>> places;
    auto matches = field.globalMatch(QString::fromLatin1(body));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        places.append({match.capturedStart(2), match.capturedLength(2)});
    }
    const auto place = places.at(static_cast<qsizetype>(random() % static_cast<quint32>(places.size())));
    QByteArray changed = body;
    return changed.replace(place.first, place.second, values.at(static_cast<qsizetype>(random() % 14)));
}

QByteArray mutated(int number)
{
    std::mt19937 random(static_cast<quint32>(number) * 7919U + 17U);
    const auto below = [&](qsizetype bound) { return static_cast<qsizetype>(random() % static_cast<quint32>(bound)); };
    QByteArray body = realBodies.at(number % realBodies.size());
    switch (number / realBodies.size() % 8) {
    case 0: return swapOneType(body, random);
    case 1: return body.left(below(body.size()));
    case 2: {
        const qsizetype at = below(body.size());
        body[at] = static_cast<char>(body.at(at) ^ (1 << below(8)));
        return body;
    }
    case 3: return body.insert(below(body.size()), QByteArray(below(64) + 1, static_cast<char>(random() & 0xFF)));
    case 4: return QByteArray(2000, '[') + body;
    case 5: return "{\"data\":" + QByteArray(900, '[') + QByteArray(900, ']') + "," + body.mid(1);
    case 6: return body + body;
    default: return swapOneType(swapOneType(body, random), random);
    }
}

ReceivedAnswer answerOf(int status, const QByteArray& body)
{
    ReceivedAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

QByteArray problemWith(const ReturnedImage& image)
{
    if (image.url.isEmpty())
        return {}; // said to be withheld
    const bool isFine = image.url.isValid() && image.url.scheme() == QLatin1StringView("https")
        && image.url.userInfo().isEmpty() && image.url.host().contains(QLatin1Char('.'));
    return isFine ? QByteArray() : "untrustworthy link " + image.url.toEncoded();
}

// Empty when the outcome may stand for this body.
QByteArray problemWith(const SendOutcome& outcome, int status, const QByteArray& body)
{
    const bool isWhole = QJsonDocument::fromJson(body).isObject();
    if (std::holds_alternative<NotSent>(outcome))
        return "claims that nothing was sent";
    if (const auto* accepted = std::get_if<Accepted>(&outcome)) {
        static const QRegularExpression shape(QStringLiteral("\\A[\\x21-\\x7e]{4,128}\\z"));
        const bool isNamed = QJsonDocument::fromJson(body).object().value(QStringLiteral("generation_id")).toString()
            == accepted->generationId;
        return status == 200 && isWhole && isNamed && shape.match(accepted->generationId).hasMatch()
            ? QByteArray()
            : QByteArray("accepted without a trustworthy id");
    }
    if (const auto* returned = std::get_if<ImagesReturned>(&outcome)) {
        if (status != 200 || !isWhole || returned->images.isEmpty())
            return "images out of nothing";
        for (const ReturnedImage& image : returned->images) {
            if (const QByteArray problem = problemWith(image); !problem.isEmpty())
                return problem;
        }
    }
    return {};
}

} // namespace

class MutatedAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverTrustsADamagedAnswer()
    {
        int answered = 0;
        for (int number = 0; number < mutants; ++number) {
            const QByteArray body = mutated(number);
            for (const int status : {200, 402, 429, 503}) {
                const SendOutcome outcome = decodeSubmit(answerOf(status, body), ideogramApiBase());
                const QByteArray problem = problemWith(outcome, status, body);
                QVERIFY2(problem.isEmpty(),
                    (problem + " in mutant " + QByteArray::number(number) + ": " + body).constData());
                answered +=
                    std::holds_alternative<Accepted>(outcome) || std::holds_alternative<ImagesReturned>(outcome);
            }
        }
        QVERIFY(answered > 20);          // harmless changes are still understood
        QVERIFY(answered < mutants / 2); // and most damage is seen
    }

    void neverEndsAPollOnADamagedAnswer()
    {
        for (int number = 0; number < mutants; ++number) {
            const QByteArray body = mutated(number);
            const PollOutcome outcome = decodePoll(answerOf(200, body), askedId, ideogramApiBase());
            if (const auto* completed = std::get_if<GenerationCompleted>(&outcome)) {
                QVERIFY(QJsonDocument::fromJson(body).isObject());
                QVERIFY(!completed->images.isEmpty());
                for (const ReturnedImage& image : completed->images)
                    QVERIFY2(problemWith(image).isEmpty(), body.constData());
            }
            if (std::holds_alternative<GenerationFailed>(outcome))
                QVERIFY(QJsonDocument::fromJson(body).object().value(QStringLiteral("status")).toString().toLower()
                    == QStringLiteral("failed"));
            if (const std::optional<Quote> quote = decodeQuote(answerOf(200, body)))
                QVERIFY(quote->price >= Money() && quote->price <= Money::fromMicros(1'000'000'000));
        }
    }

    void decidesTheSameOverTheWireWhateverTheContentType()
    {
        static const QList<QByteArray> types{"application/json", "text/html", "image/png",
            "application/json; charset=utf-7", "", "application/octet-stream"};
        CountingServer server([](const ReceivedRequest& request) {
            const int number = request.body.mid(request.body.indexOf("mutant ") + 7).split('"').value(0).toInt();
            return RawReply{httpAnswer(200, mutated(number), {"Content-Type: " + types.at(number % types.size())}),
                RawReply::End::KeepOpen, {}, {}};
        });
        onWorker([&] {
            ManualClock clock;
            IdeogramOptions options;
            options.apiBase = server.url();
            options.key = Secret(QByteArray("key-of-the-test"));
            DryRunRecord dryRuns;
            IdeogramProvider provider(Catalog::builtIn(), clock, options, dryRuns);
            for (int number = 0; number < mutants; number += 7) {
                GenerationRequest request;
                request.model = QStringLiteral("ideogram-3");
                request.prompt = QStringLiteral("mutant %1").arg(number);
                const SendOutcome outcome = provider.submit(request, SubmitMode::Asynchronous);
                const QByteArray problem = problemWith(outcome, 200, mutated(number));
                if (!problem.isEmpty())
                    QTest::qFail((problem + " " + mutated(number)).constData(), __FILE__, __LINE__);
            }
            return true;
        });
        QCOMPARE(server.requests().size(), (mutants + 6) / 7);
    }
};

QTEST_GUILESS_MAIN(MutatedAnswersTest)
#include "mutated_answers_test.moc"
