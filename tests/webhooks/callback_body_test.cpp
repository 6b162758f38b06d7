// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_body.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace batchroom;

namespace {

CallbackEvent completed()
{
    return CallbackEvent{
        .type = CallbackType::GenerationCompleted,
        .atMs = 1'790'000'000'123,
        .job = JobId{17},
        .batch = BatchId{3},
        .campaign = QStringLiteral("Summer \"26\""),
        .prompt = QStringLiteral("Größe zählt\nline two"),
        .model = QStringLiteral("ideogram-4-5"),
        .images = {QStringLiteral("/library/originals/ab/ab12.png")},
        .resolution = QSize(1024, 576),
        .seed = 4'294'967'297,
        .metadata = {{QStringLiteral("sku"), QStringLiteral("A-1")}, {QStringLiteral("city"), QStringLiteral("Köln")}},
        .attempt = 1,
    };
}

CallbackEvent failedEvent()
{
    CallbackEvent event = completed();
    event.type = CallbackType::GenerationFailed;
    event.images.clear();
    event.resolution = {};
    event.seed.reset();
    event.metadata.clear();
    event.problem = CallbackProblem{QStringLiteral("rejected"), QStringLiteral("The prompt was refused.")};
    return event;
}

} // namespace

class CallbackBodyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysEachFactInDocumentedOrder_data()
    {
        QTest::addColumn<CallbackEvent>("event");
        QTest::addColumn<QByteArray>("body");

        QTest::newRow("completed")
            << completed()
            << QByteArray("{\"type\":\"ideogram.generation.completed\",\"timestamp\":\"2026-09-21T14:13:20.123Z\","
                          "\"event\":\"ideogram.generation.completed\",\"jobId\":17,\"batchId\":3,\"campaign\":"
                          "\"Summer \\\"26\\\"\","
                          "\"prompt\":\"Größe zählt\\nline two\",\"images\":[\"/library/originals/ab/ab12.png\"],"
                          "\"resolution\":\"1024x576\",\"seed\":4294967297,\"model\":\"ideogram-4-5\","
                          "\"metadata\":{\"city\":\"Köln\",\"sku\":\"A-1\"}}");

        QTest::newRow("failed")
            << failedEvent()
            << QByteArray("{\"type\":\"ideogram.generation.failed\",\"timestamp\":\"2026-09-21T14:13:20.123Z\","
                          "\"event\":\"ideogram.generation.failed\",\"jobId\":17,\"batchId\":3,\"campaign\":\"Summer "
                          "\\\"26\\\"\","
                          "\"prompt\":\"Größe zählt\\nline two\",\"images\":[],\"model\":\"ideogram-4-5\","
                          "\"error\":{\"code\":\"rejected\",\"message\":\"The prompt was refused.\"},\"metadata\":{}}");

        CallbackEvent ready = completed();
        ready.type = CallbackType::ImageReady;
        ready.images = {QStringLiteral("exports/a.jpg"), QStringLiteral("exports/b.jpg")};
        QTest::newRow("image ready")
            << ready
            << QByteArray(
                   "{\"type\":\"ideogram.image.ready\",\"timestamp\":\"2026-09-21T14:13:20.123Z\","
                   "\"event\":\"ideogram.image.ready\",\"jobId\":17,\"batchId\":3,\"campaign\":\"Summer \\\"26\\\"\","
                   "\"prompt\":\"Größe zählt\\nline two\",\"images\":[\"exports/a.jpg\",\"exports/b.jpg\"],"
                   "\"resolution\":\"1024x576\",\"seed\":4294967297,\"model\":\"ideogram-4-5\","
                   "\"metadata\":{\"city\":\"Köln\",\"sku\":\"A-1\"}}");

        QTest::newRow("batch")
            << CallbackEvent{.type = CallbackType::BatchCompleted,
                   .atMs = 1'790'000'000'000,
                   .batch = BatchId{3},
                   .campaign = QStringLiteral("Summer"),
                   .metadata = {{QStringLiteral("done"), QStringLiteral("2")}}}
            << QByteArray("{\"type\":\"ideogram.batch.completed\",\"timestamp\":\"2026-09-21T14:13:20.000Z\","
                          "\"event\":\"ideogram.batch.completed\",\"batchId\":3,\"campaign\":\"Summer\","
                          "\"images\":[],\"metadata\":{\"done\":\"2\"}}");
    }
    void saysEachFactInDocumentedOrder()
    {
        QFETCH(CallbackEvent, event);
        QFETCH(QByteArray, body);
        QCOMPARE(callbackBody(event), body);
        QVERIFY(QJsonDocument::fromJson(body).isObject());
    }

    void survivesHostileText()
    {
        CallbackEvent event = completed();
        event.prompt = QStringLiteral("]},\"jobId\":1,\u2028 \\") + QChar(0) + QChar(0xD800);
        event.metadata = {{QStringLiteral("\"a\":"), QStringLiteral("]}")}};
        const QJsonObject body = QJsonDocument::fromJson(callbackBody(event)).object();
        QCOMPARE(body.value(QStringLiteral("jobId")).toInt(), 17);
        QCOMPARE(body.value(QStringLiteral("metadata")).toObject().value(QStringLiteral("\"a\":")).toString(),
            QStringLiteral("]}"));
        QVERIFY(body.value(QStringLiteral("prompt")).toString().startsWith(QStringLiteral("]},\"jobId\":1,")));
    }

    void givesTheSameFactTheSameId()
    {
        const QString library = QStringLiteral("l1");
        const QString endpoint = QStringLiteral("https://example.com/hook");
        const QString id = callbackMessageId(completed(), library, endpoint);
        QVERIFY(id.startsWith(QLatin1StringView("msg_")));
        QVERIFY(!id.contains(QLatin1Char('.')));

        CallbackEvent later = completed();
        later.atMs += 5000;
        later.images.append(QStringLiteral("another"));
        QCOMPARE(callbackMessageId(later, library, endpoint), id);

        QSet<QString> others{id};
        CallbackEvent again = completed();
        again.attempt = 2;
        others.insert(callbackMessageId(again, library, endpoint));
        CallbackEvent otherJob = completed();
        otherJob.job = JobId{18};
        others.insert(callbackMessageId(otherJob, library, endpoint));
        CallbackEvent exported = completed();
        exported.type = CallbackType::ImageReady;
        others.insert(callbackMessageId(exported, library, endpoint));
        exported.occasion = QStringLiteral("manifest-2.json");
        others.insert(callbackMessageId(exported, library, endpoint));
        others.insert(callbackMessageId(completed(), QStringLiteral("l2"), endpoint));
        others.insert(callbackMessageId(completed(), library, endpoint + QStringLiteral("2")));
        QCOMPARE(others.size(), 7);
    }
};

QTEST_GUILESS_MAIN(CallbackBodyTest)
#include "callback_body_test.moc"
