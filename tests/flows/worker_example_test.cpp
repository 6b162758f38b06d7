// SPDX-License-Identifier: GPL-3.0-or-later
// resources/examples/bullmq-worker as it stands there, with Node, npm's packages and Redis: makes pictures on the
// Sandbox, and tells `batchroom-cli listen`.
#include "tests/flows/example_folder.h"
#include "tests/support/counting_server.h"

#include <QImageReader>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QString verdict = QStringLiteral("verdict");

QJsonObject errorOf(const QJsonObject& body)
{
    return body.value(QStringLiteral("error")).toObject();
}

int countOf(const QJsonObject& stats, const char* table, const char* prompt)
{
    return stats.value(QLatin1StringView(table)).toObject().value(QLatin1StringView(prompt)).toInt();
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class WorkerExampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("redis-server")).isEmpty())
            QSKIP("there is no redis-server on this machine; ./dev test installs it");
        const NodeExample example(QStringLiteral("bullmq-worker"));
        if (!example.missing().isEmpty())
            QSKIP(qPrintable(example.missing()));
        QVERIFY2(example.failure().isEmpty(), qPrintable(example.failure()));
        m_example = example.folder();
    }

    void init()
    {
        m_folder = std::make_unique<ExampleFolder>();
        m_folder->write("secret", newSecret);
        QVERIFY(startRedis());
    }
    void cleanup()
    {
        m_redis.kill();
        m_folder.reset();
    }

    void aWorkersPictureArrivesOnce()
    {
        const auto sandbox = m_folder->sandbox("[]");
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess worker;
        QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
        const QStringList order{QStringLiteral("add"), QStringLiteral("A sunny poster"), QStringLiteral("--style"),
            QStringLiteral("DESIGN"), QStringLiteral("--aspect"), QStringLiteral("ASPECT_16_9"),
            QStringLiteral("--campaign"), QStringLiteral("Summer"), QStringLiteral("--id"), QStringLiteral("poster-1")};
        QCOMPARE(queue(order, port), 0);
        QCOMPARE(queue(order, port), 0); // a double click
        const QJsonObject told = listener.next(QStringLiteral("type"), QStringLiteral("event"));
        QVERIFY2(!told.isEmpty(), worker.story().constData());
        QCOMPARE(text(told, "verdict"), QStringLiteral("verified"));
        QCOMPARE(text(told, "event"), QStringLiteral("ideogram.generation.completed"));

        QCOMPARE(queue({QStringLiteral("tell"), QStringLiteral("poster-1")}), 0);
        const QJsonObject again = listener.next(QStringLiteral("type"), QStringLiteral("event"));
        QCOMPARE(text(again, "verdict"), QStringLiteral("duplicate"));
        QCOMPARE(text(again, "id"), text(told, "id"));

        QCOMPARE(worker.stop(), 0);
        QCOMPARE(listener.stop(), 0);
        const QList<QJsonObject> kept = inbox();
        QCOMPARE(kept.size(), 1);
        const QJsonObject body = kept.first();
        QCOMPARE(text(body, "jobId"), QStringLiteral("poster-1"));
        QCOMPARE(text(body, "prompt"), QStringLiteral("A sunny poster"));
        QCOMPARE(text(body, "campaign"), QStringLiteral("Summer"));
        QVERIFY(!body.contains(QStringLiteral("error")));
        const QImageReader picture(body.value(QStringLiteral("images"))[0].toString());
        QCOMPARE(
            text(body, "resolution"), QStringLiteral("%1x%2").arg(picture.size().width()).arg(picture.size().height()));
        const QJsonObject stats = sandbox->stop();
        QCOMPARE(stats.value(QStringLiteral("paid_posts")).toInt(), 1);
        QCOMPARE(stats.value(QStringLiteral("keys_on_image_host")).toInt(), 0);
    }

    void aWorkersFailuresArriveAsWhatTheyAre()
    {
        const auto sandbox = m_folder->sandbox(
            R"([{"match":{"endpoint":"generate","prompt":"refused"},"action":{"type":"status","status":400}},
                {"match":{"endpoint":"generate","prompt":"fault"},"action":{"type":"status","status":503}},
                {"match":{"endpoint":"generate","prompt":"gone"},"action":{"type":"drop_after_accept"}},
                {"match":{"endpoint":"generate","prompt":"cut"},"action":{"type":"cut_body"}},
                {"match":{"endpoint":"generate","prompt":"empty"},"action":{"type":"empty_200"}},
                {"match":{"endpoint":"generate","prompt":"withheld"},"action":{"type":"withheld"}},
                {"match":{"endpoint":"image","prompt":"expired"},"action":{"type":"expired_link"}}])");
        const QMap<QString, QString> codes{{QStringLiteral("refused"), QStringLiteral("rejected")},
            {QStringLiteral("fault"), QStringLiteral("unknown")}, {QStringLiteral("gone"), QStringLiteral("unknown")},
            {QStringLiteral("cut"), QStringLiteral("unknown")}, {QStringLiteral("empty"), QStringLiteral("unknown")},
            {QStringLiteral("withheld"), QStringLiteral("withheld")},
            {QStringLiteral("expired"), QStringLiteral("expired")}};
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess worker;
        QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
        QCOMPARE(queue(QStringList{QStringLiteral("add")} + codes.keys(), port), 0);
        for (int i = 0; i < codes.size(); ++i)
            QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(), worker.story().constData());
        QCOMPARE(worker.stop(), 0);
        QCOMPARE(listener.stop(), 0);
        QMap<QString, QString> told;
        for (const QJsonObject& body : inbox()) {
            QCOMPARE(text(body, "event"), QStringLiteral("ideogram.generation.failed"));
            QVERIFY(!text(errorOf(body), "message").isEmpty());
            told.insert(text(body, "prompt"), text(errorOf(body), "code"));
        }
        QCOMPARE(told, codes);
        QCOMPARE(sandbox->stop().value(QStringLiteral("paid_posts")).toInt(), codes.size()); // each once
    }

    void aWorkerThatDiedInAPaidRequestDoesNotSendItAgain()
    {
        std::atomic<bool> isBack = false;
        const CountingServer provider([&isBack](const ReceivedRequest&) {
            return isBack ? RawReply{httpAnswer(400, R"({"error":"no"})"), RawReply::End::Fin}
                          : RawReply{{}, RawReply::End::KeepOpen}; // takes it and never answers
        });
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess dying;
        QVERIFY2(startWorker(dying, provider.url().toString(), "a key", secret()), dying.story().constData());
        QCOMPARE(
            queue({QStringLiteral("add"), QStringLiteral("Dear"), QStringLiteral("--id"), QStringLiteral("dear-1")},
                port),
            0);
        QTRY_COMPARE_WITH_TIMEOUT(provider.requests().size(), 1, 20'000);
        dying.kill();

        LineProcess worker;
        QVERIFY2(startWorker(worker, provider.url().toString(), "a key", secret()), worker.story().constData());
        QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(), worker.story().constData());
        QCOMPARE(provider.requests().size(), 1);

        // Only a person sends it again, and not by a slip.
        isBack = true;
        const QStringList resend{QStringLiteral("resend"), QStringLiteral("dear-1")};
        QCOMPARE(queue(resend), 2);
        QCOMPARE(queue(resend + QStringList{QStringLiteral("--yes")}), 0);
        QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(), worker.story().constData());
        QCOMPARE(provider.requests().size(), 2);
        QCOMPARE(worker.stop(), 0);
        QCOMPARE(listener.stop(), 0);
        const QList<QJsonObject> kept = inbox(); // the newest first
        QCOMPARE(kept.size(), 2);
        QCOMPARE(text(errorOf(kept.at(1)), "code"), QStringLiteral("unknown"));
        QCOMPARE(text(errorOf(kept.at(0)), "code"), QStringLiteral("rejected"));
    }

    // Wherever it dies: each job is paid for at most once, and told once as what it is.
    void noKillMakesAWorkerPayTwice()
    {
        constexpr int kills = 3;
        const auto sandbox =
            m_folder->sandbox(R"([{"match":{"endpoint":"generate"},"action":{"type":"delay","delay_ms":60}}])");
        LineProcess listener;
        const int port = startListener(listener);
        QStringList prompts;
        for (int i = 1; i <= 32; ++i)
            prompts.append(QStringLiteral("Poster %1").arg(i));
        QCOMPARE(queue(QStringList{QStringLiteral("add")} + prompts, port), 0);
        QRandomGenerator dice(20261130);
        for (int i = 0; i < kills; ++i) {
            LineProcess worker;
            QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
            QVERIFY2(worker.readLines(dice.bounded(5, 25)), worker.story().constData());
            worker.kill();
        }
        LineProcess worker;
        QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
        for (const QString& prompt : prompts)
            QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(),
                (prompt.toUtf8() + ' ' + worker.story()).constData());
        QCOMPARE(worker.stop(), 0);
        QCOMPARE(listener.stop(), 0);
        const QJsonObject stats = sandbox->stop();
        QStringList told;
        QStringList unknown;
        for (const QJsonObject& body : inbox()) {
            const QString prompt = text(body, "prompt");
            told.append(prompt);
            if (text(errorOf(body), "code") == QLatin1StringView("unknown"))
                unknown.append(prompt);
            else
                QVERIFY(!body.value(QStringLiteral("images"))[0].toString().isEmpty());
            const int paid = countOf(stats, "paid_posts_by_prompt", prompt.toUtf8().constData());
            QVERIFY2(paid == 1 || (paid == 0 && unknown.contains(prompt)), qPrintable(prompt));
        }
        told.sort();
        prompts.sort();
        QCOMPARE(told, prompts);
        QVERIFY(!unknown.isEmpty() && unknown.size() < prompts.size()); // or the kills hit nothing
    }

    void aWorkerWaitsWhenNothingWasCharged()
    {
        const auto sandbox = m_folder->sandbox(
            R"([{"match":{"endpoint":"generate","prompt":"Busy"},"action":{"type":"inflight_limit"},"times":1},
                {"match":{"endpoint":"generate","prompt":"Poor"},"action":{"type":"insufficient_funds"},"times":1}])");
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess worker;
        QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
        QCOMPARE(queue({QStringLiteral("add"), QStringLiteral("Busy")}, port), 0);
        QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(), worker.story().constData());
        QCOMPARE(queue({QStringLiteral("add"), QStringLiteral("Poor")}, port), 0);
        QVERIFY2(!worker.next(what, QStringLiteral("held")).isEmpty(), worker.story().constData());
        QCOMPARE(queue({QStringLiteral("resume")}), 0);
        QVERIFY2(!listener.next(verdict, QStringLiteral("verified")).isEmpty(), worker.story().constData());
        QCOMPARE(worker.stop(), 0);
        QCOMPARE(listener.stop(), 0);
        for (const QJsonObject& body : inbox())
            QCOMPARE(text(body, "event"), QStringLiteral("ideogram.generation.completed"));
        const QJsonObject stats = sandbox->stop();
        for (const char* prompt : {"Busy", "Poor"}) {
            QCOMPARE(countOf(stats, "paid_posts_by_prompt", prompt), 2);
            QCOMPARE(countOf(stats, "generations_by_prompt", prompt), 1);
        }
    }

    void aWorkerThatIsAskedToStopFinishesWhatItPaysFor()
    {
        const auto sandbox =
            m_folder->sandbox(R"([{"match":{"endpoint":"generate"},"action":{"type":"delay","delay_ms":800}}])");
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess stopping;
        QVERIFY2(startWorker(stopping, *sandbox), stopping.story().constData());
        QCOMPARE(queue({QStringLiteral("add"), QStringLiteral("Dear")}, port), 0);
        QVERIFY(!stopping.next(what, QStringLiteral("sending")).isEmpty());
        QCOMPARE(stopping.stop(), 0);
        QCOMPARE(stopping.said(what, QStringLiteral("answered")).size(), 1);

        LineProcess worker;
        QVERIFY2(startWorker(worker, *sandbox), worker.story().constData());
        const QJsonObject told = listener.next(verdict, QStringLiteral("verified"));
        QCOMPARE(text(told, "event"), QStringLiteral("ideogram.generation.completed"));
        QCOMPARE(sandbox->stop().value(QStringLiteral("paid_posts")).toInt(), 1);
    }

    void aWorkerWithAWrongSecretIsRefused()
    {
        const auto sandbox = m_folder->sandbox("[]");
        LineProcess listener;
        const int port = startListener(listener);
        LineProcess worker;
        m_folder->write("workers-secret", oldSecret);
        QVERIFY2(startWorker(worker, *sandbox, m_folder->path("workers-secret")), worker.story().constData());
        QCOMPARE(queue({QStringLiteral("add"), QStringLiteral("Sun")}, port), 0);
        const QJsonObject refused = listener.next(QStringLiteral("type"), QStringLiteral("event"));
        QCOMPARE(text(refused, "verdict"), QStringLiteral("refused"));
        // While a secret is replaced it signs with both.
        m_folder->write("workers-secret", newSecret + '\n' + oldSecret);
        const QJsonObject taken = listener.next(verdict, QStringLiteral("verified"));
        QVERIFY2(!taken.isEmpty(), worker.story().constData());
        QCOMPARE(text(taken, "id"), text(refused, "id"));
        QCOMPARE(sandbox->stop().value(QStringLiteral("paid_posts")).toInt(), 1);
    }

private:
    bool startRedis()
    {
        for (int i = 0; i < 5; ++i) { // somebody may take the port first
            m_redisPort = freePort();
            m_redis.start(QStringLiteral("redis-server"),
                {QStringLiteral("--bind"), QStringLiteral("127.0.0.1"), QStringLiteral("--port"),
                    QString::number(m_redisPort), QStringLiteral("--dir"), m_folder->path("."),
                    QStringLiteral("--save"), QString(), QStringLiteral("--appendonly"), QStringLiteral("yes"),
                    QStringLiteral("--appendfsync"), QStringLiteral("always")});
            if (m_redis.waitForText("Ready to accept connections"))
                return true;
        }
        return false;
    }
    int startListener(LineProcess& listener)
    {
        listener.start(cliPath(),
            {QStringLiteral("listen"), QStringLiteral("--library"), m_folder->path("library"),
                QStringLiteral("--secret-file"), secret(), QStringLiteral("--json")});
        return listener.next(QStringLiteral("type"), QStringLiteral("listening")).value(QStringLiteral("port")).toInt();
    }
    // The bodies of what was verified, the newest first.
    QList<QJsonObject> inbox() const
    {
        QList<QJsonObject> bodies;
        for (const QJsonObject& event : m_folder->listing(QStringLiteral("events"), QStringLiteral("event")))
            bodies.append(QJsonDocument::fromJson(text(event, "body").toUtf8()).object());
        return bodies;
    }

    QString secret() const { return m_folder->path("secret"); }
    QString redisUrl() const { return QStringLiteral("redis://127.0.0.1:%1").arg(m_redisPort); }
    bool startWorker(LineProcess& worker, const QString& provider, const QByteArray& key, const QString& secretFile)
    {
        worker.start(QStringLiteral("node"), {QStringLiteral("worker.js")},
            {{QStringLiteral("REDIS_URL"), redisUrl()}, {QStringLiteral("IDEOGRAM_API_BASE"), provider},
                {QStringLiteral("IDEOGRAM_API_KEY"), QString::fromLatin1(key)},
                {QStringLiteral("CALLBACK_SECRET_FILE"), secretFile},
                {QStringLiteral("PICTURES_DIR"), m_folder->path("pictures")},
                {QStringLiteral("CALLBACK_RETRY_MS"), QStringLiteral("200")},
                {QStringLiteral("WORKER_LOCK_MS"), QStringLiteral("1000")}},
            m_example);
        return !worker.next(what, QStringLiteral("ready")).isEmpty();
    }
    bool startWorker(LineProcess& worker, const SandboxProcess& sandbox, const QString& secretFile)
    {
        return startWorker(worker, sandbox.url(), sandbox.key(), secretFile);
    }
    bool startWorker(LineProcess& worker, const SandboxProcess& sandbox)
    {
        return startWorker(worker, sandbox, secret());
    }
    // node queue.js …; its exit code. `listener`: the port that is told.
    int queue(const QStringList& words, int listener = 0) const
    {
        LineProcess process;
        QStringList arguments = QStringList{QStringLiteral("queue.js")} + words;
        if (listener > 0)
            arguments.append({QStringLiteral("--callback"),
                QStringLiteral("http://127.0.0.1:%1/webhooks/ideogram-callback").arg(listener)});
        process.start(QStringLiteral("node"), arguments, {{QStringLiteral("REDIS_URL"), redisUrl()}}, m_example);
        return process.finish();
    }

    QString m_example; // where it runs
    std::unique_ptr<ExampleFolder> m_folder;
    LineProcess m_redis;
    int m_redisPort = 0;
};

QTEST_GUILESS_MAIN(WorkerExampleTest)
#include "worker_example_test.moc"
