// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sandbox_server.h"
#include "tests/sandbox/sandbox_client.h"
#include "tests/support/manual_clock.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

const QByteArray route3 = "/v2/image/generate/ideogram-3";
const QByteArray route45 = "/v2/image/generate/ideogram-4-5";

struct Running {
    explicit Running(const SandboxOptions& options = quickOptions())
    {
        auto started = SandboxServer::start(options);
        if (started)
            server = std::move(*started);
        client.port = server ? server->port() : 0;
    }
    std::unique_ptr<SandboxServer> server;
    SandboxClient client;
};

QJsonObject with(QJsonObject body, const char* field, const QJsonValue& value)
{
    body.insert(QLatin1StringView(field), value);
    return body;
}

QJsonObject prompt(const QString& text = QStringLiteral("a blue cup"))
{
    return {{QStringLiteral("prompt"), text}};
}

QJsonObject legacy(const QJsonObject& request)
{
    return {{QStringLiteral("image_request"), request}};
}

} // namespace

class SandboxServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersEveryModelOfTheCatalogue_data();
    void answersEveryModelOfTheCatalogue();
    void answersSynchronouslyWithImages();
    void acceptsAsynchronouslyAndCompletesByPolling();
    void answersLegacyRequests();
    void quotesWithoutDoingAnything();
    void runsAndBillsALegacyRequestInSpiteOfDryRun();
    void refusesInvalidRequests_data();
    void refusesInvalidRequests();
    void acceptsUnusualButValidRequests_data();
    void acceptsUnusualButValidRequests();
    void refusesBodiesThatAreNoJson();
    void asksForItsOwnKey();
    void answersOnlyItsOwnName();
    void knowsNoOtherRoutes();
    void refusesBlockedPromptsWithoutBilling();
    void withholdsAndBillsOnRequest();
    void refusesWhenTheBalanceIsUsedUp();
    void refusesOversizedBodies();
    void countsImagesInFlight();
    void limitsPolls();
    void checksSignatures();
    void letsLinksExpire();
    void countsKeysSentToTheImageHost();
    void givesTheSamePictureForTheSameSeed();
    void numbersSeedsUpwards();
    void expandsPromptsOnlyWhenAsked();
    void takesTimeLikeTheRealService();
    void answersManyAtOnce();
    void answers503WhenASynchronousRequestTakesTooLong();
    void countsPaidPostsByPromptAndBody();
    void endsWithRequestsPending();
    void paintsTheRealPicture();
};

void SandboxServerTest::answersEveryModelOfTheCatalogue_data()
{
    QTest::addColumn<QString>("model");
    for (const Model& model : Catalog::builtIn().models())
        QTest::newRow(qPrintable(model.id)) << model.id;
}

void SandboxServerTest::answersEveryModelOfTheCatalogue()
{
    QFETCH(QString, model);
    const Model& entry = *Catalog::builtIn().model(model);
    const Running sandbox;
    for (const AspectOption& aspect : entry.aspects) {
        QJsonObject body = prompt();
        body.insert(entry.shapeField == ShapeField::AspectRatio ? QStringLiteral("aspect_ratio")
                : entry.shapeField == ShapeField::Size          ? QStringLiteral("size")
                                                                : QStringLiteral("resolution"),
            aspect.wire);
        if (aspect.wire.isEmpty())
            continue;
        if (!entry.wireModel.isEmpty())
            body.insert(QStringLiteral("model"), entry.wireModel);
        const WireAnswer answer =
            sandbox.client.post(entry.route.toLatin1(), entry.dialect == Dialect::Legacy ? legacy(body) : body);
        QVERIFY2(answer.status == 200, qPrintable(aspect.wire + QString::fromUtf8(answer.body)));
        const QString resolution =
            answer.json().value(QStringLiteral("data")).toArray().at(0)[QStringLiteral("resolution")].toString();
        if (aspect.size.isValid())
            QCOMPARE(resolution, QStringLiteral("%1x%2").arg(aspect.size.width()).arg(aspect.size.height()));
    }
}

void SandboxServerTest::answersSynchronouslyWithImages()
{
    const Running sandbox;
    const WireAnswer answer = sandbox.client.post(route45,
        {{QStringLiteral("prompt"), QStringLiteral("a cup")}, {QStringLiteral("size"), QStringLiteral("1280x720")},
            {QStringLiteral("num_images"), 2}, {QStringLiteral("seed"), 12345},
            {QStringLiteral("magic_prompt"), QStringLiteral("off")}, {QStringLiteral("private"), true}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
    const QJsonObject json = answer.json();
    QCOMPARE(json.value(QStringLiteral("generation_id")).toString().size(), 22);
    QCOMPARE(json.value(QStringLiteral("generation_kind")).toString(), QStringLiteral("sampling"));
    QCOMPARE(json.value(QStringLiteral("seed")).toInt(), 12345);
    const QJsonArray data = json.value(QStringLiteral("data")).toArray();
    QCOMPARE(data.size(), 2);
    QCOMPARE(data[1][QStringLiteral("seed")].toInt(), 12346);
    QCOMPARE(data[0][QStringLiteral("prompt")].toString(), QStringLiteral("a cup"));
    QCOMPARE(data[0][QStringLiteral("resolution")].toString(), QStringLiteral("1280x720"));
    QCOMPARE(data[0][QStringLiteral("is_image_safe")].toBool(), true);
    const WireAnswer picture = sandbox.client.download(data[0][QStringLiteral("url")].toString());
    QCOMPARE(picture.status, 200);
    QCOMPARE(picture.header("Content-Type"), QByteArray("image/png"));
    QCOMPARE(QImage::fromData(picture.body, "PNG").size(), QSize(1280, 720));
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(200'000));
}

void SandboxServerTest::acceptsAsynchronouslyAndCompletesByPolling()
{
    ManualClock clock;
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.latency = 5s;
    const Running sandbox(options);
    const WireAnswer accepted = sandbox.client.post(route3, with(small(QStringLiteral("a cup")), "async", true));
    QCOMPARE(accepted.status, 200);
    QVERIFY(!accepted.json().contains(QStringLiteral("data")));
    QVERIFY(accepted.json().contains(QStringLiteral("seed")));
    const QString id = accepted.json().value(QStringLiteral("generation_id")).toString();

    const QJsonObject pending = sandbox.client.poll(id).json();
    QCOMPARE(pending.value(QStringLiteral("status")).toString(), QStringLiteral("pending"));
    QVERIFY(!pending.contains(QStringLiteral("data")));
    clock.advance(5s);
    const QJsonObject completed = sandbox.client.poll(id).json();
    QCOMPARE(completed.value(QStringLiteral("status")).toString(), QStringLiteral("completed"));
    QCOMPARE(completed.value(QStringLiteral("response_type")).toString(), QStringLiteral("url"));
    QCOMPARE(completed.value(QStringLiteral("data")).toArray()[0][QStringLiteral("object_type")].toString(),
        QStringLiteral("image.generation"));
    QCOMPARE(sandbox.client.download(firstUrl(completed)).status, 200);
    QCOMPARE(sandbox.client.poll(QStringLiteral("AAAAAAAAAAAAAAAAAAAAAA")).status, 404);
    QCOMPARE(sandbox.client.poll(QStringLiteral("no-id")).status, 400);
}

void SandboxServerTest::answersLegacyRequests()
{
    const Running sandbox;
    const WireAnswer answer = sandbox.client.post("/generate",
        legacy({{QStringLiteral("prompt"), QStringLiteral("a cup")},
            {QStringLiteral("model"), QStringLiteral("V_2_TURBO")},
            {QStringLiteral("aspect_ratio"), QStringLiteral("ASPECT_16_9")},
            {QStringLiteral("style_type"), QStringLiteral("RENDER_3D")},
            {QStringLiteral("magic_prompt_option"), QStringLiteral("OFF")},
            {QStringLiteral("negative_prompt"), QStringLiteral("text")}, {QStringLiteral("seed"), 7}}));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.json().contains(QStringLiteral("created")));
    const QJsonValue image = answer.json().value(QStringLiteral("data")).toArray().at(0);
    QCOMPARE(image[QStringLiteral("style_type")].toString(), QStringLiteral("RENDER_3D"));
    QCOMPARE(image[QStringLiteral("resolution")].toString(), QStringLiteral("1312x736"));
    QVERIFY(image[QStringLiteral("url")].toString().contains(QStringLiteral("/api/images/direct/")));
    QCOMPARE(sandbox.client.download(image[QStringLiteral("url")].toString()).status, 200);
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(50'000));
}

void SandboxServerTest::quotesWithoutDoingAnything()
{
    SandboxOptions options = quickOptions();
    options.maxInFlight = 1;
    options.latency = 1h;
    const Running sandbox(options);
    QCOMPARE(sandbox.client.post(route3, with(small(QStringLiteral("x")), "async", true)).status, 200);
    const WireAnswer quote = sandbox.client.post(route45 + "?dry_run=true",
        {{QStringLiteral("prompt"), QStringLiteral("a cup")}, {QStringLiteral("num_images"), 3},
            {QStringLiteral("quality"), QStringLiteral("medium")}});
    QCOMPARE(quote.status, 200);
    QCOMPARE(quote.json().value(QStringLiteral("object")).toString(), QStringLiteral("price_quote"));
    QCOMPARE(quote.json().value(QStringLiteral("usd_micros")).toInt(), 180'000);
    QCOMPARE(quote.json().value(QStringLiteral("quantity")).toInt(), 3);
    QCOMPARE(quote.json().value(QStringLiteral("qualifier")).toString(), QStringLiteral("exact"));
    QCOMPARE(
        quote.json().value(QStringLiteral("billing_identifier")).toString(), QStringLiteral("ideogram_4_5_generate"));
    const SandboxStats stats = sandbox.server->stats();
    QCOMPARE(stats.quotes, 1);
    QCOMPARE(stats.paidPosts, 1);
    QCOMPARE(stats.maxInFlight, 1);
    QCOMPARE(stats.billed, Money::fromMicros(60'000));
    QCOMPARE(
        sandbox.client.post(route3 + "?dry_run=true", with(prompt(), "style_type", QStringLiteral("DESIGN"))).status,
        400);
}

void SandboxServerTest::runsAndBillsALegacyRequestInSpiteOfDryRun()
{
    const Running sandbox;
    QCOMPARE(sandbox.client.post("/generate?dry_run=true", legacy(prompt())).status, 200);
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(80'000));
}

void SandboxServerTest::refusesInvalidRequests_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("message");
    const QByteArray route4 = "/v2/image/generate/ideogram-4";
    const QByteArray route2 = "/v2/image/generate/ideogram-2";
    const QByteArray route2a = "/v2/image/generate/ideogram-2a";
    const auto row = [](const char* name, const QByteArray& route, const QJsonObject& body, const char* message) {
        QTest::newRow(name) << route << body << QString::fromLatin1(message);
    };
    row("no prompt", route3, {}, "prompt: required.");
    row("empty prompt", route3, prompt(QString()), "prompt: must not be empty.");
    row("blank prompt", route3, prompt(QStringLiteral("  ")), "prompt: must not be empty.");
    row("long prompt", route3, prompt(QString(10001, u'x')), "prompt: 10001 characters, at most 10000 are allowed.");
    row("prompt number", route3, {{QStringLiteral("prompt"), 5}}, "prompt: expected a string, got 5.");
    row("prompt null", route3, {{QStringLiteral("prompt"), QJsonValue::Null}}, "prompt: must not be null.");
    row("upper-case style", route3, with(prompt(), "style_type", QStringLiteral("REALISTIC")),
        "style_type: \"REALISTIC\" is not one of");
    row("style of another model", route3, with(prompt(), "style_type", QStringLiteral("render_3d")),
        "style_type: \"render_3d\"");
    row("colon ratio", route3, with(prompt(), "aspect_ratio", QStringLiteral("16:9")), "aspect_ratio: \"16:9\"");
    row("unknown resolution", route3, with(prompt(), "resolution", QStringLiteral("1000x1000")),
        "resolution: \"1000x1000\"");
    row("ratio and resolution", route3,
        with(with(prompt(), "resolution", QStringLiteral("1024x1024")), "aspect_ratio", QStringLiteral("1x1")),
        "resolution and aspect_ratio cannot be used together.");
    row("flash", route3, with(prompt(), "rendering_speed", QStringLiteral("flash")), "rendering_speed: \"flash\"");
    row("upper-case speed", route3, with(prompt(), "rendering_speed", QStringLiteral("TURBO")),
        "Values are case-sensitive.");
    row("nine images", route3, with(prompt(), "num_images", 9), "num_images: 9 is not between 1 and 8.");
    row("no images", route3, with(prompt(), "num_images", 0), "num_images: 0 is not between");
    row("images as text", route3, with(prompt(), "num_images", QStringLiteral("2")), "num_images: expected an integer");
    row("half an image", route3, with(prompt(), "num_images", 1.5), "num_images: expected an integer, got 1.5.");
    row("negative seed", route3, with(prompt(), "seed", -1), "seed: -1 is not between 0 and 2147483647.");
    row("large seed", route3, with(prompt(), "seed", 2147483648.0), "seed: 2147483648 is not between");
    row("boolean as text", route3, with(prompt(), "private", QStringLiteral("true")),
        "private: expected true or false");
    row("upper-case magic", route3, with(prompt(), "magic_prompt", QStringLiteral("AUTO")), "magic_prompt: \"AUTO\"");
    row("http webhook", route3, with(prompt(), "webhook_url", QStringLiteral("http://example.com/")),
        "webhook_url: must be a public https URL.");
    row("local webhook", route3, with(prompt(), "webhook_url", QStringLiteral("https://127.0.0.1/")),
        "webhook_url: must be a public https URL.");
    row("palette of both", route3,
        with(prompt(), "color_palette",
            QJsonObject{{QStringLiteral("name"), QStringLiteral("ember")}, {QStringLiteral("members"), QJsonArray()}}),
        "color_palette: expected either name or members.");
    row("palette name", route3,
        with(prompt(), "color_palette", QJsonObject{{QStringLiteral("name"), QStringLiteral("EMBER")}}),
        "color_palette.name: \"EMBER\"");
    row("palette colour", route3,
        with(prompt(), "color_palette",
            QJsonObject{{QStringLiteral("members"),
                QJsonArray{QJsonObject{{QStringLiteral("color_hex"), QStringLiteral("red")}}}}}),
        "color_palette.members: ");
    row("preset and codes", route3,
        with(with(prompt(), "style_preset", QStringLiteral("pop_art")), "style_codes",
            QJsonArray{QStringLiteral("aabbccdd")}),
        "style_preset and style_codes");
    row("short code", route3, with(prompt(), "style_codes", QJsonArray{QStringLiteral("aabb")}),
        "style_codes: expected a list");
    row("unknown field", route3, with(prompt(), "model", QStringLiteral("V_2")), "model: not a field of ideogram-3.");
    row("negative prompt on 2a", route2a, with(prompt(), "negative_prompt", QStringLiteral("x")),
        "negative_prompt: not a field of ideogram-2a.");
    row("palette on 2", route2, with(prompt(), "color_palette", QJsonObject{}),
        "color_palette: not a field of ideogram-2.");
    row("ratio on 4", route4, with(prompt(), "aspect_ratio", QStringLiteral("1x1")),
        "aspect_ratio: not a field of ideogram-4.");
    row("style on 4.5", route45, with(prompt(), "style_type", QStringLiteral("auto")),
        "style_type: not a field of ideogram-4-5.");
    row("speed on 4.5", route45, with(prompt(), "rendering_speed", QStringLiteral("turbo")),
        "rendering_speed: not a field");
    row("size of 4.0 on 4.5", route45, with(prompt(), "size", QStringLiteral("512x1536")), "size: \"512x1536\"");
    row("source without image", route45, with(prompt(), "size", QStringLiteral("source")),
        "size: \"source\" needs a source image.");
    row("very low without image", route45, with(prompt(), "quality", QStringLiteral("very_low")),
        "quality: \"very_low\" needs a source image.");
    row("no wrapper", "/generate", prompt(), "image_request: required.");
    row("v2 ratio on legacy", "/generate", legacy(with(prompt(), "aspect_ratio", QStringLiteral("16x9"))),
        "aspect_ratio: \"16x9\"");
    row("4:5 on legacy", "/generate", legacy(with(prompt(), "aspect_ratio", QStringLiteral("ASPECT_4_5"))),
        "aspect_ratio: \"ASPECT_4_5\"");
    row("lower-case style on legacy", "/generate", legacy(with(prompt(), "style_type", QStringLiteral("design"))),
        "style_type: \"design\"");
    row("unknown legacy model", "/generate", legacy(with(prompt(), "model", QStringLiteral("V_9"))), "model: \"V_9\"");
    row("negative prompt on V_2A", "/generate",
        legacy(with(with(prompt(), "negative_prompt", QStringLiteral("x")), "model", QStringLiteral("V_2A"))),
        "negative_prompt: not supported by model V_2A.");
    row("resolution on V_2A", "/generate",
        legacy(with(
            with(prompt(), "resolution", QStringLiteral("RESOLUTION_1024_1024")), "model", QStringLiteral("V_2A"))),
        "resolution: not supported by model V_2A.");
    row("async on legacy", "/generate", legacy(with(prompt(), "async", true)), "async: not a field of V_2.");
}

void SandboxServerTest::refusesInvalidRequests()
{
    QFETCH(QByteArray, route);
    QFETCH(QJsonObject, body);
    QFETCH(QString, message);
    const Running sandbox;
    const WireAnswer answer = sandbox.client.post(route, body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.error().contains(message), qPrintable(answer.error()));
    QVERIFY(sandbox.server->stats().billed.isZero());
}

void SandboxServerTest::acceptsUnusualButValidRequests_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("longest prompt") << route3 << prompt(QString(10000, u'ä'));
    QTest::newRow("emoji count once") << route3 << prompt(QStringLiteral("😀").repeated(10000));
    QTest::newRow("nullable") << route3 << with(prompt(), "private", QJsonValue::Null);
    QTest::newRow("palette by name") << route3
                                     << with(prompt(), "color_palette",
                                            QJsonObject{{QStringLiteral("name"), QStringLiteral("ember")}});
    QTest::newRow("palette by members") << route3
                                        << with(prompt(), "color_palette",
                                               QJsonObject{{QStringLiteral("members"),
                                                   QJsonArray{QJsonObject{
                                                       {QStringLiteral("color_hex"), QStringLiteral("#0af")},
                                                       {QStringLiteral("color_weight"), 0.05}}}}});
    QTest::newRow("exact pixels") << route3 << with(prompt(), "resolution", QStringLiteral("704x1152"));
    QTest::newRow("automatic size") << route45 << with(prompt(), "size", QStringLiteral("auto"));
    QTest::newRow("legacy pixels") << QByteArray("/generate")
                                   << legacy(with(prompt(), "resolution", QStringLiteral("RESOLUTION_896_1120")));
}

void SandboxServerTest::acceptsUnusualButValidRequests()
{
    QFETCH(QByteArray, route);
    QFETCH(QJsonObject, body);
    const Running sandbox;
    const WireAnswer answer = sandbox.client.post(route, body);
    QVERIFY2(answer.status == 200, answer.body.constData());
}

void SandboxServerTest::refusesBodiesThatAreNoJson()
{
    const Running sandbox;
    QCOMPARE(sandbox.client.call("POST", route3, "{\"prompt\":").status, 400);
    QCOMPARE(sandbox.client.call("POST", route3, "[]").status, 400);
    QCOMPARE(sandbox.client.call("POST", route3, {}).status, 400);
    QCOMPARE(
        sandbox.client.call("POST", route3, "{\"prompt\":\"a\"}", rightKey + "Content-Type: text/plain\r\n").status,
        400);
    QCOMPARE(
        sandbox.client
            .call("POST", route3, "{\"prompt\":\"a\"}", rightKey + "Content-Type: application/json; charset=utf-8\r\n")
            .status,
        200);
}

void SandboxServerTest::asksForItsOwnKey()
{
    const Running sandbox;
    QCOMPARE(sandbox.client.call("POST", route3, "{\"prompt\":\"a\"}", jsonType).status, 401);
    QCOMPARE(sandbox.client.call("POST", route3, "{\"prompt\":\"a\"}", jsonType + "Api-Key: other\r\n").status, 401);
    QCOMPARE(sandbox.client.call("GET", "/v2/generations/AAAAAAAAAAAAAAAAAAAAAA", {}, {}).status, 401);
    QCOMPARE(
        sandbox.client
            .call("POST", route3, "{\"prompt\":\"a\"}", jsonType + "Authorization: Bearer batchroom-sandbox-key\r\n")
            .status,
        401);
    QCOMPARE(sandbox.server->stats().wrongKeys, 4);
    QCOMPARE(sandbox.server->stats().paidPosts, 0);
}

void SandboxServerTest::answersOnlyItsOwnName()
{
    const Running sandbox;
    WireCall call(sandbox.client.port);
    QVERIFY(call.socket.waitForConnected(5000));
    call.socket.write(
        "GET /v2/generations/x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n" + rightKey + "\r\n");
    QCOMPARE(call.wait().status, 403);
}

void SandboxServerTest::knowsNoOtherRoutes()
{
    const Running sandbox;
    QCOMPARE(sandbox.client.call("POST", "/v2/image/generate/ideogram-9", "{\"prompt\":\"a\"}").status, 404);
    QCOMPARE(sandbox.client.call("GET", "/").status, 404);
    const WireAnswer wrong = sandbox.client.call("GET", route3);
    QCOMPARE(wrong.status, 405);
    QCOMPARE(wrong.header("Allow"), QByteArray("POST"));
}

void SandboxServerTest::refusesBlockedPromptsWithoutBilling()
{
    const Running sandbox;
    const WireAnswer answer = sandbox.client.post(route3, small(QStringLiteral("much Gore, please")));
    QCOMPARE(answer.status, 422);
    QVERIFY(answer.error().contains(QStringLiteral("safety check")));
    QVERIFY(sandbox.server->stats().billed.isZero());
    QCOMPARE(sandbox.client.post(route3, small(QStringLiteral("a gorecki concert"))).status, 200);
}

void SandboxServerTest::withholdsAndBillsOnRequest()
{
    const Running sandbox;
    const QJsonObject json = sandbox.client.post(route3, small(QStringLiteral("a withheld-demo cup"))).json();
    const QJsonValue image = json.value(QStringLiteral("data")).toArray().at(0);
    QCOMPARE(image[QStringLiteral("is_image_safe")].toBool(true), false);
    QCOMPARE(image[QStringLiteral("url")].toString(QStringLiteral("?")), QString());
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(60'000));
}

void SandboxServerTest::refusesWhenTheBalanceIsUsedUp()
{
    SandboxOptions options = quickOptions();
    options.balance = Money::fromMicros(100'000);
    const Running sandbox(options);
    QCOMPARE(sandbox.client.post(route3, small(QStringLiteral("one"))).status, 200);
    const WireAnswer answer = sandbox.client.post(route3, small(QStringLiteral("two")));
    QCOMPARE(answer.status, 402);
    QCOMPARE(answer.json().value(QStringLiteral("reject_reason")).toString(), QStringLiteral("insufficient_funds"));
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(60'000));
}

void SandboxServerTest::refusesOversizedBodies()
{
    const Running sandbox;
    QCOMPARE(sandbox.client.call("POST", route3, QByteArray(1024 * 1024 + 1, 'x')).status, 413);
}

void SandboxServerTest::countsImagesInFlight()
{
    ManualClock clock;
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.latency = 5s;
    const Running sandbox(options);
    const QJsonObject four = with(with(small(QStringLiteral("a cup")), "async", true), "num_images", 4);
    QCOMPARE(sandbox.client.post(route3, four).status, 200);
    QCOMPARE(sandbox.client.post(route3, four).status, 200);
    const WireAnswer full = sandbox.client.post(route3, four);
    QCOMPARE(full.status, 429);
    QCOMPARE(full.json().value(QStringLiteral("reject_reason")).toString(), QStringLiteral("inflight_limit"));
    QCOMPARE(full.json().value(QStringLiteral("max_inflight_requests")).toInt(), 10);
    QCOMPARE(full.json().value(QStringLiteral("task_completion_speed")).toString(), QStringLiteral("fast"));
    QCOMPARE(sandbox.client.post(route45, with(with(prompt(), "async", true), "num_images", 3))
                 .json()
                 .value(QStringLiteral("task_completion_speed"))
                 .toString(),
        QStringLiteral("slow"));
    QCOMPARE(sandbox.client.post(route3, with(four, "num_images", 2)).status, 200);
    QCOMPARE(sandbox.server->stats().maxInFlight, 10);
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(600'000));
    clock.advance(5s);
    QCOMPARE(sandbox.client.post(route3, four).status, 200);
}

void SandboxServerTest::limitsPolls()
{
    ManualClock clock;
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.maxPolls = 3;
    const Running sandbox(options);
    const QString id = QStringLiteral("AAAAAAAAAAAAAAAAAAAAAA");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(sandbox.client.poll(id).status, 404);
    clock.advance(4s);
    const WireAnswer limited = sandbox.client.poll(id);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.header("Retry-After"), QByteArray("6"));
    clock.advance(6s);
    QCOMPARE(sandbox.client.poll(id).status, 404);
}

void SandboxServerTest::checksSignatures()
{
    const Running sandbox;
    const QString url = firstUrl(sandbox.client.post(route3, small(QStringLiteral("a cup"))).json());
    QVERIFY(url.startsWith(QStringLiteral("http://127.0.0.1:%1/api/images/ephemeral/").arg(sandbox.client.port)));
    QCOMPARE(sandbox.client.download(url).status, 200);
    QString later = url;
    later.replace(QStringLiteral("exp=1"), QStringLiteral("exp=2"));
    QVERIFY(later != url);
    QCOMPARE(sandbox.client.download(later).status, 403);
    QCOMPARE(sandbox.client.download(url.left(url.size() - 1)).status, 403);
    QCOMPARE(sandbox.client.download(url.left(url.indexOf(u'?'))).status, 403);
}

void SandboxServerTest::letsLinksExpire()
{
    ManualClock clock;
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.linkLifetime = 60s;
    const Running sandbox(options);
    const QString url = firstUrl(sandbox.client.post(route3, small(QStringLiteral("a cup"))).json());
    const QString direct = firstUrl(sandbox.client.post("/generate", legacy(prompt())).json());
    clock.advance(59s);
    QCOMPARE(sandbox.client.download(url).status, 200);
    QCOMPARE(sandbox.client.download(direct).status, 200);
    clock.advance(1s);
    QCOMPARE(sandbox.client.download(url).status, 403);
    QCOMPARE(sandbox.client.download(direct).status, 403);
}

void SandboxServerTest::countsKeysSentToTheImageHost()
{
    const Running sandbox;
    const QString url = firstUrl(sandbox.client.post(route3, small(QStringLiteral("a cup"))).json());
    QCOMPARE(sandbox.client.download(url).status, 200);
    QCOMPARE(sandbox.server->stats().keysOnImageHost, 0);
    QCOMPARE(sandbox.client.download(url, rightKey).status, 200);
    QCOMPARE(sandbox.server->stats().keysOnImageHost, 1);
    QCOMPARE(sandbox.server->stats().downloads, 2);
}

void SandboxServerTest::givesTheSamePictureForTheSameSeed()
{
    const Running one;
    const Running other;
    const QJsonObject body = with(small(QStringLiteral("a cup")), "seed", 42);
    const auto picture = [](const Running& sandbox, const QJsonObject& request) {
        return sandbox.client.download(firstUrl(sandbox.client.post(route3, request).json())).body;
    };
    const QByteArray first = picture(one, body);
    QVERIFY(!first.isEmpty());
    QCOMPARE(picture(one, body), first);
    QCOMPARE(picture(other, body), first);
    QVERIFY(picture(one, with(body, "seed", 43)) != first);
}

void SandboxServerTest::numbersSeedsUpwards()
{
    const Running sandbox;
    const QJsonArray data =
        sandbox.client.post(route3, with(with(small(QStringLiteral("x")), "seed", 2147483647), "num_images", 2))
            .json()
            .value(QStringLiteral("data"))
            .toArray();
    QCOMPARE(data[0][QStringLiteral("seed")].toInteger(), 2147483647);
    QCOMPARE(data[1][QStringLiteral("seed")].toInteger(), 0);
    const qint64 chosen =
        sandbox.client.post(route3, small(QStringLiteral("y"))).json().value(QStringLiteral("seed")).toInteger(-1);
    const qint64 another =
        sandbox.client.post(route3, small(QStringLiteral("y"))).json().value(QStringLiteral("seed")).toInteger(-1);
    QVERIFY(chosen >= 0 && another >= 0 && chosen != another);
}

void SandboxServerTest::expandsPromptsOnlyWhenAsked()
{
    const Running sandbox;
    const auto returned = [&sandbox](const QString& text, const char* magic) {
        const QJsonObject body = with(small(text), "magic_prompt", QString::fromLatin1(magic));
        return sandbox.client.post(route3, body)
            .json()
            .value(QStringLiteral("data"))
            .toArray()
            .at(0)[QStringLiteral("prompt")]
            .toString();
    };
    QCOMPARE(returned(QStringLiteral("a cup"), "off"), QStringLiteral("a cup"));
    const QString expanded = returned(QStringLiteral("a cup"), "on");
    QVERIFY(expanded.startsWith(QStringLiteral("a cup ")) && expanded.size() > 20);
    QCOMPARE(returned(QStringLiteral("a cup"), "auto"), expanded);
    const QString json = QStringLiteral("{\"high_level_description\":\"a cup\"}");
    QCOMPARE(returned(json, "auto"), json);
}

void SandboxServerTest::takesTimeLikeTheRealService()
{
    ManualClock clock;
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.latency.reset();
    const Running sandbox(options);
    const auto typical = Catalog::builtIn().model(u"ideogram-3")->speed(u"turbo")->typicalDuration;
    const QJsonObject body =
        with(with(small(QStringLiteral("a cup")), "async", true), "rendering_speed", QStringLiteral("turbo"));
    const QString id = sandbox.client.post(route3, body).json().value(QStringLiteral("generation_id")).toString();
    const auto status = [&] { return sandbox.client.poll(id).json().value(QStringLiteral("status")).toString(); };
    clock.advance(typical * 84 / 100);
    QCOMPARE(status(), QStringLiteral("pending"));
    clock.advance(typical * 32 / 100);
    QCOMPARE(status(), QStringLiteral("completed"));
}

void SandboxServerTest::answersManyAtOnce()
{
    ManualClock clock; // stands still, so none of the ten is finished before the last has come
    SandboxOptions options = quickOptions();
    options.clock = &clock;
    options.latency = 300ms;
    const Running sandbox(options);
    std::atomic<int> good = 0;
    QElapsedTimer time;
    time.start();
    std::vector<std::thread> clients;
    for (int i = 0; i < 10; ++i) {
        clients.emplace_back([&sandbox, &good, i] {
            const WireAnswer answer = sandbox.client.post(route3, small(QString::number(i)));
            if (answer.status == 200 && sandbox.client.download(firstUrl(answer.json())).status == 200)
                ++good;
        });
    }
    for (std::thread& client : clients)
        client.join();
    QCOMPARE(good, 10);
    QCOMPARE(sandbox.server->stats().maxInFlight, 10);
    QVERIFY(time.elapsed() >= 300);
}

void SandboxServerTest::answers503WhenASynchronousRequestTakesTooLong()
{
    SandboxOptions options = quickOptions();
    options.latency = 1h;
    options.syncLimit = 50ms;
    const Running sandbox(options);
    QCOMPARE(sandbox.client.post(route3, small(QStringLiteral("a cup"))).status, 503);
    QCOMPARE(sandbox.server->stats().billed, Money::fromMicros(60'000));
}

void SandboxServerTest::countsPaidPostsByPromptAndBody()
{
    const Running sandbox;
    const QByteArray body = "{\"prompt\":\"a\",\"aspect_ratio\":\"1x1\",\"private\":false}";
    sandbox.client.call("POST", route3, body);
    sandbox.client.call("POST", route3, body);
    sandbox.client.call("POST", route3, "{\"prompt\":\"a\",\"seed\":-1}");
    const SandboxStats stats = sandbox.server->stats();
    QCOMPARE(stats.paidPosts, 3);
    QCOMPARE(stats.generations, 2);
    QCOMPARE(stats.publicRequests, 2);
    QCOMPARE(stats.paidPostsByPrompt.value(QStringLiteral("a")), 3);
    QCOMPARE(stats.generationsByPrompt.value(QStringLiteral("a")), 2);
    QCOMPARE(stats.paidPostsByBody.value(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex()), 2);
}

void SandboxServerTest::endsWithRequestsPending()
{
    SandboxOptions options = quickOptions();
    options.latency = 1h;
    options.syncLimit = 2h;
    Running sandbox(options);
    WireCall call(sandbox.client.port);
    call.send("POST", route3, "{\"prompt\":\"a\"}", rightKey + jsonType);
    QTRY_COMPARE(sandbox.server->stats().generations, 1);
    sandbox.server.reset();
    QCOMPARE(call.wait().status, 0);
}

void SandboxServerTest::paintsTheRealPicture()
{
    SandboxOptions options = quickOptions();
    options.paint = nullptr;
    const Running sandbox(options);
    const QJsonObject body =
        with(small(QStringLiteral("poster with the words \"Hello\"")), "style_type", QStringLiteral("design"));
    const WireAnswer picture = sandbox.client.download(firstUrl(sandbox.client.post(route3, body).json()));
    const QImage image = QImage::fromData(picture.body, "PNG");
    QCOMPARE(image.size(), QSize(1024, 1024));
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 8) {
        for (int x = 0; x < image.width(); x += 8)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY(colours.size() > 8);
}

QTEST_MAIN(SandboxServerTest)
#include "sandbox_server_test.moc"
