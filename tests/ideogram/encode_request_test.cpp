// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/encode_request.h"

#include <QJsonDocument>
#include <QTest>

using namespace batchroom;

namespace {

GenerationRequest plain(const QString& model)
{
    GenerationRequest request;
    request.model = model;
    request.prompt = QStringLiteral("A mug");
    return request;
}

// Everything at once, in catalogue words that each model knows; what a model does not take must not be sent.
GenerationRequest full(const QString& model)
{
    const Model& entry = *Catalog::builtIn().model(model);
    GenerationRequest request = plain(model);
    request.negativePrompt = QStringLiteral("blur");
    request.aspect = QStringLiteral("16:9");
    request.magicPrompt = MagicPrompt::Off;
    request.seed = 2147483647;
    request.speed = entry.speeds.back().id;
    request.style = entry.style(u"design") ? QStringLiteral("design") : QString();
    request.palette.members = {{QStringLiteral("#FF0000"), 0.5}, {QStringLiteral("#00FF00"), std::nullopt}};
    return request;
}

QJsonObject encoded(const GenerationRequest& request, SubmitMode mode = SubmitMode::Asynchronous)
{
    const QByteArray json = encodeRequest(request, *Catalog::builtIn().model(request.model), mode);
    return QJsonDocument::fromJson(json).object();
}

QByteArray text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray canonical(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? document.toJson(QJsonDocument::Compact) : QByteArray("bad golden");
}

} // namespace

class EncodeRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // On its own it would make a synchronous request asynchronous, and the legacy route does not know it.
    void namesTheWebhookOnlyWhereTheRequestIsAsynchronous()
    {
        const QUrl webhook(QStringLiteral("https://hooks.example.com/webhooks/ideogram"));
        const auto named = [&webhook](const QString& id, SubmitMode mode) {
            const QByteArray json = encodeRequest(plain(id), *Catalog::builtIn().model(id), mode, webhook);
            return QJsonDocument::fromJson(json).object().value(QStringLiteral("webhook_url")).toString();
        };
        int asynchronous = 0;
        for (const Model& model : Catalog::builtIn().models()) {
            QVERIFY(named(model.id, SubmitMode::Synchronous).isEmpty());
            QCOMPARE(named(model.id, SubmitMode::Asynchronous), model.canAsync ? webhook.toString() : QString());
            asynchronous += model.canAsync ? 1 : 0;
        }
        QVERIFY(asynchronous > 0);
    }

    void writesWhatTheModelTakesAndNothingElse_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("plainGolden");
        QTest::addColumn<QByteArray>("fullGolden");
        const auto row = [](const char* model, const QByteArray& plainJson, const QByteArray& fullJson) {
            QTest::newRow(model) << QString::fromLatin1(model) << canonical(plainJson) << canonical(fullJson);
        };
        row("ideogram-4-5",
            "{\"prompt\":\"A mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"auto\",\"size\":\"2048x2048\","
            "\"quality\":\"medium\",\"async\":true}",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"off\",\"size\":\"2560x1440\",\"quality\":"
            "\"high\","
            "\"seed\":2147483647,\"async\":true}");
        row("ideogram-4",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"auto\",\"resolution\":\"2048x2048\","
            "\"rendering_speed\":\"default\",\"async\":true}",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"off\",\"resolution\":\"2560x1440\","
            "\"rendering_speed\":\"quality\",\"seed\":2147483647,\"async\":true}");
        row("ideogram-3",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"auto\",\"aspect_ratio\":\"1x1\","
            "\"rendering_speed\":\"default\",\"async\":true}",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"off\",\"aspect_ratio\":\"16x9\","
            "\"rendering_speed\":\"quality\",\"seed\":2147483647,\"negative_prompt\":\"blur\",\"style_type\":"
            "\"design\","
            "\"color_palette\":{\"members\":[{\"color_hex\":\"#FF0000\",\"color_weight\":0.5},{\"color_hex\":\"#"
            "00FF00\"}]},"
            "\"async\":true}");
        row("ideogram-2",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"auto\",\"aspect_ratio\":\"1x1\","
            "\"rendering_speed\":\"default\",\"async\":true}",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"off\",\"aspect_ratio\":\"16x9\","
            "\"rendering_speed\":\"default\",\"seed\":2147483647,\"negative_prompt\":\"blur\",\"style_type\":"
            "\"design\","
            "\"async\":true}");
        row("ideogram-2a",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"auto\",\"aspect_ratio\":\"1x1\","
            "\"rendering_speed\":\"default\",\"async\":true}",
            "{\"prompt\":\"A "
            "mug\",\"num_images\":1,\"private\":true,\"magic_prompt\":\"off\",\"aspect_ratio\":\"16x9\","
            "\"rendering_speed\":\"default\",\"seed\":2147483647,\"style_type\":\"design\",\"async\":true}");
        for (const char* model : {"V_2", "V_2_TURBO"})
            row(model,
                QByteArray("{\"image_request\":{\"model\":\"" + QByteArray(model)
                    + "\",\"prompt\":\"A "
                      "mug\",\"num_images\":1,\"magic_prompt_option\":\"AUTO\",\"aspect_ratio\":\"ASPECT_1_1\"}}"),
                QByteArray("{\"image_request\":{\"model\":\"" + QByteArray(model)
                    + "\",\"prompt\":\"A "
                      "mug\",\"num_images\":1,\"magic_prompt_option\":\"OFF\",\"aspect_ratio\":\"ASPECT_16_9\","
                      "\"seed\":2147483647,\"negative_prompt\":\"blur\",\"style_type\":\"DESIGN\",\"color_palette\":{"
                      "\"members\":[{\"color_hex\":\"#FF0000\",\"color_weight\":0.5},{\"color_hex\":\"#00FF00\"}]}}}"));
        for (const char* model : {"V_2A", "V_2A_TURBO"})
            row(model,
                QByteArray("{\"image_request\":{\"model\":\"" + QByteArray(model)
                    + "\",\"prompt\":\"A "
                      "mug\",\"num_images\":1,\"magic_prompt_option\":\"AUTO\",\"aspect_ratio\":\"ASPECT_1_1\"}}"),
                QByteArray("{\"image_request\":{\"model\":\"" + QByteArray(model)
                    + "\",\"prompt\":\"A "
                      "mug\",\"num_images\":1,\"magic_prompt_option\":\"OFF\",\"aspect_ratio\":\"ASPECT_16_9\","
                      "\"seed\":2147483647,\"style_type\":\"DESIGN\"}}"));
    }

    void writesWhatTheModelTakesAndNothingElse()
    {
        QFETCH(QString, model);
        QFETCH(QByteArray, plainGolden);
        QFETCH(QByteArray, fullGolden);
        QCOMPARE(text(encoded(plain(model))), plainGolden);
        QCOMPARE(text(encoded(full(model))), fullGolden);
    }

    void hasAGoldenForEveryModelOfTheCatalogue()
    {
        const QStringList known{QStringLiteral("ideogram-4-5"), QStringLiteral("ideogram-4"),
            QStringLiteral("ideogram-3"), QStringLiteral("ideogram-2"), QStringLiteral("ideogram-2a"),
            QStringLiteral("V_2"), QStringLiteral("V_2_TURBO"), QStringLiteral("V_2A"), QStringLiteral("V_2A_TURBO")};
        for (const Model& model : Catalog::builtIn().models())
            QVERIFY2(known.contains(model.id), qPrintable(model.id + QStringLiteral(" has no golden above")));
    }

    void spellsEveryWordOfTheCatalogueAsTheModelExpects()
    {
        for (const Model& model : Catalog::builtIn().models()) {
            for (const AspectOption& aspect : model.aspects) {
                GenerationRequest request = plain(model.id);
                request.aspect = aspect.id;
                QVERIFY(checkWords(request, model));
                QVERIFY2(aspect.wire.isEmpty() || text(encoded(request)).contains('"' + aspect.wire.toUtf8() + '"'),
                    qPrintable(model.id + QLatin1Char(' ') + aspect.id));
            }
            for (const StyleOption& style : model.styles) {
                GenerationRequest request = plain(model.id);
                request.style = style.id;
                QVERIFY(checkWords(request, model));
                QVERIFY(text(encoded(request)).contains("\"style_type\":\"" + style.wire.toUtf8() + '"'));
            }
            for (const SpeedOption& speed : model.speeds) {
                GenerationRequest request = plain(model.id);
                request.speed = speed.id;
                QVERIFY(checkWords(request, model));
                if (!model.speedField.isEmpty())
                    QVERIFY(text(encoded(request))
                                .contains('"' + model.speedField.toUtf8() + "\":\"" + speed.wire.toUtf8() + '"'));
            }
        }
    }

    void usesLowerCaseOnV2AndUpperCaseOnLegacy()
    {
        GenerationRequest request = full(QStringLiteral("ideogram-3"));
        request.palette = {QStringLiteral("Ember"), {}};
        request.prompt = QStringLiteral("x");
        request.negativePrompt = QStringLiteral("y");
        QByteArray json = text(encoded(request));
        QCOMPARE(json, json.toLower());
        QVERIFY(json.contains(R"("color_palette":{"name":"ember"})"));
        request.model = QStringLiteral("V_2");
        request.speed = QString();
        json = text(encoded(request));
        QVERIFY(json.contains(R"("color_palette":{"name":"EMBER"})"));
    }

    void asksForExactPixelsInTheWordsOfTheModel()
    {
        GenerationRequest request = plain(QStringLiteral("ideogram-3"));
        request.resolution = QSize(1312, 736);
        QCOMPARE(encoded(request).value(QStringLiteral("resolution")).toString(), QStringLiteral("1312x736"));
        QVERIFY(!encoded(request).contains(QStringLiteral("aspect_ratio")));
        request.model = QStringLiteral("ideogram-4-5");
        request.resolution = QSize(1024, 1024);
        QCOMPARE(encoded(request).value(QStringLiteral("size")).toString(), QStringLiteral("1024x1024"));
        request.model = QStringLiteral("ideogram-4");
        QCOMPARE(encoded(request).value(QStringLiteral("resolution")).toString(), QStringLiteral("1024x1024"));
        request.model = QStringLiteral("V_2");
        const QJsonObject image = encoded(request).value(QStringLiteral("image_request")).toObject();
        QCOMPARE(image.value(QStringLiteral("resolution")).toString(), QStringLiteral("RESOLUTION_1024_1024"));
        QVERIFY(!image.contains(QStringLiteral("aspect_ratio")));
    }

    void sendsAutoOnlyWhereItIsAWord()
    {
        GenerationRequest request = plain(QStringLiteral("ideogram-4-5"));
        request.aspect = QStringLiteral("auto");
        QCOMPARE(encoded(request).value(QStringLiteral("size")).toString(), QStringLiteral("auto"));
        request.model = QStringLiteral("ideogram-4"); // leaving it out is how 4.0 chooses by itself
        QVERIFY(!encoded(request).contains(QStringLiteral("resolution")));
        request.model = QStringLiteral("ideogram-3");
        QCOMPARE(encoded(request).value(QStringLiteral("aspect_ratio")).toString(), QStringLiteral("auto"));
    }

    void asksForAsyncOnlyWhenWantedAndPossible()
    {
        QVERIFY(encoded(plain(QStringLiteral("ideogram-3"))).contains(QStringLiteral("async")));
        QVERIFY(
            !encoded(plain(QStringLiteral("ideogram-3")), SubmitMode::Synchronous).contains(QStringLiteral("async")));
        QVERIFY(!text(encoded(plain(QStringLiteral("V_2")))).contains("async"));
    }

    void refusesToBuySomethingElseForAnUnknownWord()
    {
        const Model& model = *Catalog::builtIn().model(u"ideogram-3");
        GenerationRequest request = plain(model.id);
        QVERIFY(checkWords(request, model));
        request.aspect = QStringLiteral("17:9");
        QVERIFY(!checkWords(request, model));
        request = plain(model.id);
        request.style = QStringLiteral("anime");
        QVERIFY(!checkWords(request, model));
        request = plain(model.id);
        request.speed = QStringLiteral("warp");
        QVERIFY(!checkWords(request, model));
        request = plain(model.id);
        request.resolution = QSize(1000, 1000);
        QVERIFY(!checkWords(request, model));
    }

    void keepsAnyPromptUnchanged()
    {
        GenerationRequest request = plain(QStringLiteral("ideogram-3"));
        request.prompt = QString::fromUtf8("\"quotes\"\n\ttabs \\ \u4F60\u597D \U0001F60A {\"json\":true}");
        QCOMPARE(encoded(request).value(QStringLiteral("prompt")).toString(), request.prompt);
    }
};

QTEST_GUILESS_MAIN(EncodeRequestTest)
#include "encode_request_test.moc"
