// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/ideogram_provider.h"
#include "tests/support/counting_server.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <latch>
#include <thread>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

const QByteArray key = "ideo-key-4711-secret";

GenerationRequest mug(const QString& model = QStringLiteral("ideogram-3"))
{
    GenerationRequest request;
    request.model = model;
    request.prompt = QStringLiteral("A mug");
    return request;
}

IdeogramOptions optionsFor(const QUrl& base, const QByteArray& withKey = key)
{
    IdeogramOptions options;
    options.apiBase = base;
    options.key = Secret(withKey);
    options.connectTimeout = 2s;
    options.asyncTimeout = 3s;
    options.syncTimeout = 3s;
    options.pollTimeout = 3s;
    options.downloadTimeout = 3s;
    options.maxPictureBytes = 1'000'000;
    return options;
}

template <typename F>
auto withProvider(const IdeogramOptions& options, F work)
{
    return onWorker([&] {
        ManualClock clock;
        DryRunRecord dryRuns;
        IdeogramProvider provider(Catalog::builtIn(), clock, options, dryRuns);
        return work(provider);
    });
}

CountingServer::Script always(int status, const QByteArray& body, const QList<QByteArray>& headers = {})
{
    const QByteArray bytes = httpAnswer(status, body, headers);
    return [bytes](const ReceivedRequest&) { return RawReply{bytes, RawReply::End::KeepOpen, {}, {}}; };
}

SendOutcome submitTo(
    const CountingServer& server, SubmitMode mode = SubmitMode::Asynchronous, const GenerationRequest& request = mug())
{
    return withProvider(optionsFor(server.url()), [&](IdeogramProvider& p) { return p.submit(request, mode); });
}

} // namespace

class IdeogramProviderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void submitsOnceToTheRouteOfTheModel()
    {
        CountingServer server(always(200, R"({"generation_id":"abcd1234","seed":7})"));
        const SendOutcome outcome = submitTo(server);
        QCOMPARE(std::get<Accepted>(outcome).generationId, QStringLiteral("abcd1234"));
        QCOMPARE(std::get<Accepted>(outcome).seed, std::optional<qint64>(7));
        QCOMPARE(server.requests().size(), 1);
        const ReceivedRequest request = server.requests().value(0);
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.target, QByteArray("/v2/image/generate/ideogram-3"));
        QCOMPARE(request.header("Api-Key"), key);
        QCOMPARE(request.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(request.header("User-Agent"), QByteArray("Batchroom/" BATCHROOM_VERSION));
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QVERIFY(body.value(QStringLiteral("async")).toBool());
        QVERIFY(body.value(QStringLiteral("private")).toBool());
    }

    // 300 jobs must not fail for an address that only saves some questions.
    void goesOnWithoutAWebhookThatIsRefused()
    {
        CountingServer server([](const ReceivedRequest& request) {
            const bool named = request.body.contains("webhook_url");
            return RawReply{named ? httpAnswer(400, R"({"error":"webhook_url: host is not public"})")
                                  : httpAnswer(200, R"({"generation_id":"abcd1234"})"),
                RawReply::End::KeepOpen, {}, {}};
        });
        WebhookAddress webhook;
        webhook.set(QUrl(QStringLiteral("https://hooks.example.com/webhooks/ideogram")));
        IdeogramOptions options = optionsFor(server.url());
        options.webhook = &webhook;
        const auto submit = [&options] {
            return withProvider(options, [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        };
        QVERIFY(std::get<NotSent>(submit()).message.contains(QStringLiteral("host is not public")));
        QVERIFY(webhook.isRefused());
        QVERIFY(std::holds_alternative<Accepted>(submit()));
        QCOMPARE(server.requests().size(), 2);
        webhook.set(QUrl(QStringLiteral("https://other.example.com/webhooks/ideogram")));
        QVERIFY(std::holds_alternative<NotSent>(submit()));
    }

    void aRefusedPromptStaysRefusedWithAWebhook()
    {
        CountingServer server(always(400, R"({"error":"prompt: too long"})"));
        WebhookAddress webhook;
        webhook.set(QUrl(QStringLiteral("https://hooks.example.com/webhooks/ideogram")));
        IdeogramOptions options = optionsFor(server.url());
        options.webhook = &webhook;
        const SendOutcome outcome =
            withProvider(options, [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        QVERIFY(std::holds_alternative<RequestRejected>(outcome));
        QVERIFY(!webhook.isRefused());
    }

    void keepsAPrefixOfTheApiBase()
    {
        CountingServer server(always(200, R"({"generation_id":"abcd1234"})"));
        IdeogramOptions options = optionsFor(server.url(QStringLiteral("/proxy/ideogram/")));
        withProvider(options, [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        QCOMPARE(server.requests().value(0).target, QByteArray("/proxy/ideogram/v2/image/generate/ideogram-3"));
    }

    void speaksTheForcedDialect()
    {
        CountingServer server(
            always(200, "{\"data\":[{\"url\":\"https://ideogram.ai/a.png\",\"is_image_safe\":true}]}"));
        IdeogramOptions options = optionsFor(server.url());
        options.dialect = Dialect::Legacy;
        const SendOutcome outcome = withProvider(options,
            [](IdeogramProvider& p) { return p.submit(mug(QStringLiteral("ideogram-2")), SubmitMode::Asynchronous); });
        QVERIFY(std::holds_alternative<ImagesReturned>(outcome));
        QCOMPARE(server.requests().value(0).target, QByteArray("/generate"));
        const QJsonObject image = QJsonDocument::fromJson(server.requests().value(0).body)
                                      .object()
                                      .value(QStringLiteral("image_request"))
                                      .toObject();
        QCOMPARE(image.value(QStringLiteral("model")).toString(), QStringLiteral("V_2"));
        const SendOutcome none = withProvider(options, [](IdeogramProvider& p) {
            return p.submit(mug(QStringLiteral("ideogram-4-5")), SubmitMode::Asynchronous);
        });
        QVERIFY(std::holds_alternative<RequestRejected>(none));
        QCOMPARE(server.requests().size(), 1);
    }

    void sendsNothingWithoutAUsableKey()
    {
        CountingServer server(always(200, "{}"));
        for (const QByteArray& bad : {QByteArray(), QByteArray("  \n"), QByteArray("two words"),
                 QByteArray("a\r\nX: y"), QByteArray("schl\xC3\xBCssel")}) {
            const SendOutcome outcome = withProvider(optionsFor(server.url(), bad),
                [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
            const AccountProblem expected =
                bad.trimmed().isEmpty() ? AccountProblem::KeyMissing : AccountProblem::KeyRefused;
            QCOMPARE(std::get<AccountRefused>(outcome).problem, expected);
        }
        QCOMPARE(server.requests().size(), 0);
    }

    void sendsAPastedKeyWithoutItsLineEnd()
    {
        CountingServer server(always(200, R"({"generation_id":"abcd1234"})"));
        withProvider(optionsFor(server.url(), key + "\n"),
            [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        QCOMPARE(server.requests().value(0).header("Api-Key"), key);
    }

    void holdsTheAccountWhenTheApiBaseIsNotSecure()
    {
        const SendOutcome outcome = withProvider(optionsFor(QUrl(QStringLiteral("http://api.example.com"))),
            [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        QCOMPARE(std::get<AccountRefused>(outcome).problem, AccountProblem::NotAllowed);
    }

    void saysThatNothingWasSentWhenNobodyListens()
    {
        QUrl url;
        {
            const CountingServer gone(always(200, "{}"));
            url = gone.url();
        }
        const SendOutcome outcome = withProvider(
            optionsFor(url), [](IdeogramProvider& p) { return p.submit(mug(), SubmitMode::Asynchronous); });
        QVERIFY(std::holds_alternative<NotSent>(outcome));
    }

    void losesTheAnswerWhenTheConnectionBreaks()
    {
        CountingServer closing([](const ReceivedRequest&) { return RawReply{}; });
        QVERIFY(std::holds_alternative<AnswerLost>(submitTo(closing)));
        QCOMPARE(closing.requests().size(), 1);
        const QByteArray cut = httpAnswer(200, R"({"generation_id":"abcd1234","data":[]})").chopped(6);
        CountingServer cutting([cut](const ReceivedRequest&) { return RawReply{cut, RawReply::End::Fin, {}, {}}; });
        const SendOutcome outcome = submitTo(cutting);
        QVERIFY(std::get<AnswerLost>(outcome).message.contains(QStringLiteral("abcd1234")));
        QCOMPARE(std::get<AnswerLost>(outcome).generationId, QStringLiteral("abcd1234"));
    }

    void neverRepeatsAKeyThatTheServerQuotes()
    {
        CountingServer server(always(401, "{\"error\":\"invalid key " + key + " for you\"}"));
        const AccountRefused refused = std::get<AccountRefused>(submitTo(server));
        QVERIFY(!refused.message.contains(QString::fromLatin1(key)));
        QVERIFY(refused.message.contains(QStringLiteral("for you")));
    }

    void quotesByDryRunOnlyWhereTheRouteHasIt()
    {
        CountingServer server(
            always(200, R"({"object":"price_quote","quantity":1,"usd_micros":61000,"qualifier":"exact"})"));
        const Result<Quote> quote =
            withProvider(optionsFor(server.url()), [](IdeogramProvider& p) { return p.quote(mug(), {}); });
        QVERIFY(quote);
        QCOMPARE(quote->price, Money::fromMicros(61000));
        QVERIFY(quote->isExact && !quote->fromTable);
        QCOMPARE(server.requests().value(0).target, QByteArray("/v2/image/generate/ideogram-3?dry_run=true"));
        QVERIFY(!server.requests().value(0).body.contains("async"));

        const Result<Quote> legacy = withProvider(
            optionsFor(server.url()), [](IdeogramProvider& p) { return p.quote(mug(QStringLiteral("V_2")), {}); });
        QVERIFY(legacy && legacy->fromTable);
        QCOMPARE(legacy->price, Catalog::builtIn().model(u"V_2")->priceFor(mug(QStringLiteral("V_2"))));
        QCOMPARE(server.requests().size(), 1);
    }

    void fallsBackToTheTableWhenTheQuoteFails_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no quote") << 200 << QByteArray("{}");
        QTest::newRow("html") << 200 << QByteArray("<html>");
        QTest::newRow("400") << 400 << QByteArray(R"({"error":"x"})");
        QTest::newRow("429") << 429 << QByteArray();
        QTest::newRow("503") << 503 << QByteArray();
    }
    void fallsBackToTheTableWhenTheQuoteFails()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        CountingServer server(always(status, body));
        const Result<Quote> quote =
            withProvider(optionsFor(server.url()), [](IdeogramProvider& p) { return p.quote(mug(), {}); });
        QVERIFY(quote && quote->fromTable);
        QCOMPARE(quote->price, Catalog::builtIn().model(u"ideogram-3")->priceFor(mug()));
    }

    void asksForNoMoreQuotesWhenOneWasTakenForAnOrder_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("delayMs");
        QTest::newRow("a generation") << httpAnswer(200, R"({"generation_id":"abcd1234"})") << 0;
        QTest::newRow("a picture") << httpAnswer(
            200, "{\"data\":[{\"url\":\"https://ideogram.ai/a.png\"}],\"generation_id\":\"abcd1234\"}")
                                   << 0;
        QTest::newRow("cut") << httpAnswer(200, R"({"generation_id":"abcd1234","data":[]})").chopped(6) << 0;
        QTest::newRow("takes its time") << httpAnswer(200, "{}") << 5000;
    }
    // Every thread has a provider of its own; they share what is known about the server.
    void asksForNoMoreQuotesWhenOneWasTakenForAnOrder()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, delayMs);
        CountingServer server([&](const ReceivedRequest&) {
            return RawReply{bytes, RawReply::End::Fin, std::chrono::milliseconds(delayMs), {}};
        });
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("taken for an order.*Generation:")));
        DryRunRecord dryRuns;
        ManualClock clock;
        IdeogramOptions options = optionsFor(server.url());
        options.pollTimeout = 1s;
        const auto make = [&] { return IdeogramProvider(Catalog::builtIn(), clock, options, dryRuns); };
        std::latch together(2);
        const auto ask = [&](const QString& model) {
            together.arrive_and_wait();
            return onWorker([&] { return make().quote(mug(model), {}); });
        };
        Result<Quote> other = Quote{};
        std::jthread second([&] { other = ask(QStringLiteral("ideogram-4-5")); });
        const Result<Quote> one = ask(QStringLiteral("ideogram-3"));
        second.join();
        for (const Result<Quote>& quote : {one, other}) {
            QVERIFY(quote && quote->fromTable);
            QVERIFY(quote->warning.contains(QStringLiteral("order")));
        }
        const Result<void> checked = onWorker([&] { return make().checkKey({}); });
        QCOMPARE(checked.error().code, ErrorCode::Protocol);
        QCOMPARE(server.requests().size(), 1);
    }

    void asksForAPriceOnlyOnceWhenTheConnectionBreaks()
    {
        CountingServer closing([](const ReceivedRequest&) { return RawReply{}; });
        const Result<Quote> quote =
            withProvider(optionsFor(closing.url()), [](IdeogramProvider& p) { return p.quote(mug(), {}); });
        QVERIFY(quote && quote->fromTable && quote->warning.isEmpty());
        QCOMPARE(closing.requests().size(), 1);
    }

    void tellsWhyAQuoteIsRefused()
    {
        const auto codeFor = [](int status) {
            CountingServer server(always(status, "{}"));
            const Result<Quote> quote =
                withProvider(optionsFor(server.url()), [](IdeogramProvider& p) { return p.quote(mug(), {}); });
            return quote ? ErrorCode::Internal : quote.error().code;
        };
        QCOMPARE(codeFor(401), ErrorCode::KeyRefused);
        QCOMPARE(codeFor(403), ErrorCode::KeyRefused);
        QCOMPARE(codeFor(402), ErrorCode::OutOfCredit);
    }

    void quotesFromTheTableWithoutAKeyOrANetwork()
    {
        const Result<Quote> noKey = withProvider(optionsFor(QUrl(QStringLiteral("https://batchroom.invalid")), {}),
            [](IdeogramProvider& p) { return p.quote(mug(), {}); });
        QVERIFY(noKey && noKey->fromTable);
        const Result<Quote> noNetwork = withProvider(optionsFor(QUrl(QStringLiteral("https://batchroom.invalid"))),
            [](IdeogramProvider& p) { return p.quote(mug(), {}); });
        QVERIFY(noNetwork && noNetwork->fromTable);
    }

    void stopsAQuoteWhenAsked()
    {
        CountingServer server(always(200, "{}"));
        std::stop_source stop;
        stop.request_stop();
        const Result<Quote> quote = withProvider(
            optionsFor(server.url()), [&](IdeogramProvider& p) { return p.quote(mug(), stop.get_token()); });
        QVERIFY(!quote);
        QCOMPARE(quote.error().code, ErrorCode::Cancelled);
    }

    void checksAKeyForFree()
    {
        CountingServer good(
            always(200, R"({"object":"price_quote","quantity":1,"usd_micros":25000,"qualifier":"exact"})"));
        const auto check = [](const QUrl& url, const QByteArray& withKey) {
            return withProvider(optionsFor(url, withKey), [](IdeogramProvider& p) { return p.checkKey({}); });
        };
        QVERIFY(check(good.url(), key));
        QVERIFY(good.requests().value(0).target.endsWith("?dry_run=true"));
        QCOMPARE(check(good.url(), {}).error().code, ErrorCode::KeyMissing);
        CountingServer bad(always(401, "{}"));
        QCOMPARE(check(bad.url(), key).error().code, ErrorCode::KeyRefused);
        CountingServer strange(always(200, "{}"));
        QCOMPARE(check(strange.url(), key).error().code, ErrorCode::Protocol);
        QCOMPARE(check(QUrl(QStringLiteral("https://batchroom.invalid")), key).error().code, ErrorCode::Network);
    }

    void pollsByIdAndNothingElse()
    {
        CountingServer server(always(200, R"({"status":"pending"})"));
        const auto poll = [&](const QString& id) {
            return withProvider(optionsFor(server.url()), [&](IdeogramProvider& p) { return p.poll(id, {}); });
        };
        QVERIFY(std::holds_alternative<StillPending>(poll(QStringLiteral("bzue-VZtSlSMAneIbfCo2A"))));
        QCOMPARE(server.requests().value(0).target, QByteArray("/v2/generations/bzue-VZtSlSMAneIbfCo2A"));
        QCOMPARE(server.requests().value(0).method, QByteArray("GET"));
        QVERIFY(std::holds_alternative<StillPending>(poll(QStringLiteral("a+b=c:d"))));
        QCOMPARE(server.requests().value(1).target, QByteArray("/v2/generations/a%2Bb%3Dc%3Ad"));
        for (const char* bad : {"", "../../manage", "a/b/c/d", "abc?x=1", "abcd efgh", "....", "abc\r\nd"})
            QVERIFY(std::holds_alternative<GenerationGone>(poll(QString::fromLatin1(bad))));
        QCOMPARE(server.requests().size(), 2);
    }

    void reportsAFailedPollAsOneToRepeat()
    {
        CountingServer busy(always(429, "{}", {"Retry-After: 4"}));
        const PollOutcome outcome = withProvider(
            optionsFor(busy.url()), [](IdeogramProvider& p) { return p.poll(QStringLiteral("abcd1234"), {}); });
        QCOMPARE(std::get<PollFault>(outcome).retryAfter, std::optional<std::chrono::milliseconds>(4s));
        const PollOutcome noNetwork = withProvider(optionsFor(QUrl(QStringLiteral("https://batchroom.invalid"))),
            [](IdeogramProvider& p) { return p.poll(QStringLiteral("abcd1234"), {}); });
        QVERIFY(std::holds_alternative<PollFault>(noNetwork));
    }

    void sendsTheKeyOnlyToTheApi()
    {
        CountingServer images(always(200, "picture"));
        CountingServer server(always(200, R"({"status":"pending"})"));
        const DownloadOutcome outcome = withProvider(optionsFor(server.url()), [&](IdeogramProvider& p) {
            (void)p.poll(QStringLiteral("abcd1234"), {});
            return p.download(images.url(QStringLiteral("/x.png?exp=1&sig=2")), {});
        });
        QCOMPARE(std::get<Downloaded>(outcome).bytes, QByteArray("picture"));
        QCOMPARE(server.requests().value(0).header("Api-Key"), key);
        const ReceivedRequest download = images.requests().value(0);
        QVERIFY(!download.hasHeader("Api-Key"));
        QVERIFY(!download.head.contains(key));
        QCOMPARE(download.header("User-Agent"), QByteArray("Batchroom/" BATCHROOM_VERSION));
    }

    void doesNotFollowARedirectWithTheKey()
    {
        CountingServer elsewhere(always(200, R"({"generation_id":"stolen12"})"));
        CountingServer server(always(307, "", {"Location: " + elsewhere.url(QStringLiteral("/x")).toEncoded()}));
        QVERIFY(std::holds_alternative<AnswerLost>(submitTo(server)));
        withProvider(optionsFor(server.url()), [](IdeogramProvider& p) {
            (void)p.poll(QStringLiteral("abcd1234"), {});
            (void)p.quote(mug(), {});
            return p.checkKey({}).hasValue();
        });
        QCOMPARE(elsewhere.requests().size(), 0);
    }

    void downloadsOnlyFromTheExpectedHosts()
    {
        CountingServer images(always(200, "picture"));
        const QString port = QString::number(images.port());
        for (const QString& trap :
            {QStringLiteral("http://localhost:%1/x.png"), QStringLiteral("http://127.0.0.2:%1/x.png"),
                QStringLiteral("http://127.0.0.1@localhost:%1/x.png"), QStringLiteral("http://user@127.0.0.1:%1/x.png"),
                QStringLiteral("http://[::1]:%1/x.png"), QStringLiteral("http://[::ffff:127.0.0.1]:%1/x.png"),
                QStringLiteral("https://169.254.169.254/latest?%1"), QStringLiteral("file:///etc/passwd?%1"),
                QStringLiteral("http://ideogram.ai:%1/x.png")}) {
            const DownloadOutcome outcome = withProvider(
                optionsFor(images.url()), [&](IdeogramProvider& p) { return p.download(QUrl(trap.arg(port)), {}); });
            QVERIFY2(std::holds_alternative<DownloadFault>(outcome), qPrintable(trap));
        }
        QCOMPARE(images.requests().size(), 0);
    }

    void fetchesNothingFromThisMachineForTheRealApi()
    {
        CountingServer images(always(200, "picture"));
        const DownloadOutcome outcome = withProvider(
            optionsFor(ideogramApiBase()), [&](IdeogramProvider& p) { return p.download(images.url(), {}); });
        QVERIFY(std::holds_alternative<DownloadFault>(outcome));
        QCOMPARE(images.requests().size(), 0);
    }

    void refusesAPictureThatIsTooLargeAndKnowsAnExpiredLink()
    {
        CountingServer large(always(200, QByteArray(1'000'001, 'x')));
        const auto download = [](const CountingServer& server) {
            return withProvider(
                optionsFor(server.url()), [&](IdeogramProvider& p) { return p.download(server.url(), {}); });
        };
        QVERIFY(std::holds_alternative<DownloadFault>(download(large)));
        CountingServer expired(always(403, "expired"));
        QVERIFY(std::holds_alternative<LinkExpired>(download(expired)));
        CountingServer busy(always(503, "", {"Retry-After: 2"}));
        QCOMPARE(std::get<DownloadFault>(download(busy)).retryAfter, std::optional<std::chrono::milliseconds>(2s));
    }
};

QTEST_GUILESS_MAIN(IdeogramProviderTest)
#include "ideogram_provider_test.moc"
