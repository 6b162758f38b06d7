// SPDX-License-Identifier: GPL-3.0-or-later
// `batchroom-cli listen` as who sends to it sees it: taken, refused, repeated, killed in the middle, started again.
#include "app/store/document_repository.h"
#include "app/store/store.h"
#include "app/webhooks/event_rule.h"
#include "app/webhooks/signature.h"
#include "tests/support/cli_process.h"
#include "tests/support/counting_server.h"
#include "tests/support/signed_post.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

const QByteArray secret = "a shared secret";

QByteArray bodyOf(int number)
{
    return R"({"event":"ideogram.generation.completed","jobId":")" + QByteArray::number(number)
        + R"(","images":["https://cdn.example/a.png"]})";
}

int post(int port, const QByteArray& id, const QByteArray& body)
{
    return test::postSigned(port, id, body, secret);
}

QByteArray picture(int number = 1)
{
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(QColor(number * 10, 90, 120));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

class ListenFlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile file(secretFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(secret);
    }

    // Another address only after a warning, and where nobody can be asked only by a word.
    void warnsBeforeOthersCanReachIt()
    {
        const QStringList words{QStringLiteral("listen"), QStringLiteral("--library"),
            m_folder->filePath(QStringLiteral("library")), QStringLiteral("--address"), QStringLiteral("0.0.0.0"),
            QStringLiteral("--json")};
        const CliResult warned = runCli(words);
        QCOMPARE(warned.exitCode, 2);
        QVERIFY2(warned.out.contains("--yes"), warned.out.constData());
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("library/library.db"))));
        QProcess listener;
        listener.setProcessEnvironment(cliEnvironment());
        listener.start(cliPath(), words + QStringList{QStringLiteral("--yes")});
        QVERIFY(listener.waitForReadyRead(20'000));
        const int port = QJsonDocument::fromJson(listener.readLine()).object().value(QStringLiteral("port")).toInt();
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.2"), static_cast<quint16>(port));
        QVERIFY(socket.waitForConnected(5000));
        listener.terminate();
        QVERIFY(listener.waitForFinished());
        QCOMPARE(
            runCli({QStringLiteral("listen"), QStringLiteral("--address"), QStringLiteral("somewhere")}).exitCode, 2);
    }

    void takesTellsAndKeepsWhatIsSigned()
    {
        QProcess listener;
        const int port = start(listener);
        QVERIFY(port > 0);
        QCOMPARE(post(port, "msg_1", bodyOf(1)), 200);
        QCOMPARE(post(port, "msg_1", bodyOf(1)), 200);
        QCOMPARE(post(port, "msg.1", bodyOf(1)), 400);
        const QList<QJsonObject> told = lines(listener, 3);
        QCOMPARE(told.size(), 3);
        QCOMPARE(verdict(told.at(0)), QStringLiteral("verified"));
        QCOMPARE(told.at(0).value(QStringLiteral("id")).toString(), QStringLiteral("msg_1"));
        QCOMPARE(told.at(0).value(QStringLiteral("event")).toString(), QStringLiteral("ideogram.generation.completed"));
        QCOMPARE(verdict(told.at(1)), QStringLiteral("duplicate"));
        QCOMPARE(verdict(told.at(2)), QStringLiteral("refused"));
        QVERIFY(!told.at(2).value(QStringLiteral("reason")).toString().isEmpty());
        listener.terminate();
        QVERIFY(listener.waitForFinished());
        QCOMPARE(listener.exitCode(), 0);
        const QList<QJsonObject> kept = events();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().value(QStringLiteral("body")).toString().toUtf8(), bodyOf(1));
    }

    // A sender repeats until it has its 2xx; whatever happens to us, each event is there once and with its own body.
    void losesNothingAndKeepsNothingTwiceWhenItIsKilled()
    {
        constexpr int kills = 8;
        constexpr int many = 120;
        std::atomic<int> port = 0;
        std::atomic<int> acknowledged = 0;
        std::jthread sender([&](const std::stop_token& stop) {
            for (int number = 1; number <= many && !stop.stop_requested();) {
                if (post(port, "msg_" + QByteArray::number(number), bodyOf(number)) == 200) {
                    acknowledged = number;
                    ++number;
                } else {
                    std::this_thread::yield();
                }
            }
        });
        QRandomGenerator dice(20261129);
        for (int kill = 0; kill < kills; ++kill) {
            QProcess listener;
            port = start(listener);
            QVERIFY(port > 0);
            const int wanted = std::min(many, acknowledged + 1 + static_cast<int>(dice.bounded(12)));
            QVERIFY(QTest::qWaitFor([&] { return acknowledged >= wanted; }, 60'000));
            listener.kill();
            listener.waitForFinished();
        }
        QProcess listener;
        port = start(listener);
        QVERIFY(port > 0);
        QVERIFY(QTest::qWaitFor([&] { return acknowledged == many; }, 60'000));
        sender.join();
        listener.terminate();
        QVERIFY(listener.waitForFinished());
        const QList<QJsonObject> kept = events(many * 2);
        QCOMPARE(kept.size(), many);
        for (int i = 0; i < many; ++i) {
            const QJsonObject& event = kept.at(many - 1 - i);
            QCOMPARE(event.value(QStringLiteral("id")).toString(), QStringLiteral("msg_%1").arg(i + 1));
            QCOMPARE(event.value(QStringLiteral("body")).toString().toUtf8(), bodyOf(i + 1));
        }
    }

    // What a sender told goes into the library when a person says so, from the host they name.
    void importsThePicturesOfAnEvent()
    {
        const test::CountingServer host(
            [](const test::ReceivedRequest&) { return test::RawReply{.bytes = test::httpAnswer(200, picture())}; });
        QProcess listener;
        const int port = start(listener);
        QVERIFY(port > 0);
        const QByteArray body = "{\"event\":\"ideogram.generation.completed\",\"campaign\":\"Summer\",\"images\":[\""
            + host.url(QStringLiteral("/a.png")).toEncoded() + "\"]}";
        QCOMPARE(post(port, "msg_1", body), 200); // and it goes on: the commands below are carried out there
        QTRY_COMPARE(events().size(), 1);
        const QString number = QString::number(events().first().value(QStringLiteral("number")).toInt());
        const auto import = [&](const QStringList& more) {
            return runCli(QStringList{QStringLiteral("events"), QStringLiteral("import"), number,
                              QStringLiteral("--library"), library(), QStringLiteral("--json")}
                + more);
        };
        const CliResult refused = import({});
        QCOMPARE(refused.exitCode, 3);
        QCOMPARE(refused.lines(QStringLiteral("task")).first().value(QStringLiteral("state")).toString(),
            QStringLiteral("dead"));
        QCOMPARE(host.connections(), 0);
        QCOMPARE(import({QStringLiteral("--allow-host"), QStringLiteral("10.0.0.7")}).exitCode, 2);
        const CliResult done = import({QStringLiteral("--allow-host"), QStringLiteral("127.0.0.1")});
        QCOMPARE(done.exitCode, 0);
        QCOMPARE(done.lines(QStringLiteral("task")).first().value(QStringLiteral("outcome")).toString(),
            QStringLiteral("1 picture was imported into “Summer”."));
        listener.terminate();
        QVERIFY(listener.waitForFinished());
        QCOMPARE(import({}).exitCode, 0); // once is enough
        const QList<QJsonObject> assets =
            runCli({QStringLiteral("assets"), QStringLiteral("--library"), library(), QStringLiteral("--json")})
                .lines(QStringLiteral("asset"));
        QCOMPARE(assets.size(), 1);
    }

    // Killed at any moment: each picture comes in once.
    void importsEachPictureOnceWhenItIsKilled()
    {
        constexpr int pictures = 6;
        const test::CountingServer host([](const test::ReceivedRequest& request) {
            return test::RawReply{
                .bytes = test::httpAnswer(200, picture(request.target.mid(1).toInt())), .before = 30ms};
        });
        QProcess listener;
        const int port = start(listener);
        QVERIFY(port > 0);
        QStringList addresses;
        for (int n = 1; n <= pictures; ++n)
            addresses.append(host.url(QStringLiteral("/%1").arg(n)).toString());
        const QByteArray body =
            QJsonDocument(QJsonObject{{QStringLiteral("event"), QStringLiteral("ideogram.generation.completed")},
                              {QStringLiteral("images"), QJsonArray::fromStringList(addresses)}})
                .toJson();
        QCOMPARE(post(port, "msg_1", body), 200);
        listener.terminate();
        QVERIFY(listener.waitForFinished());
        const QStringList import{QStringLiteral("events"), QStringLiteral("import"), QStringLiteral("1"),
            QStringLiteral("--allow-host"), QStringLiteral("127.0.0.1"), QStringLiteral("--library"), library(),
            QStringLiteral("--json")};
        qsizetype seen = 0;
        for (int kill = 1; kill < pictures; ++kill) { // as the next picture is asked for
            QProcess program;
            program.setProcessEnvironment(cliEnvironment());
            program.start(cliPath(), import);
            QVERIFY(QTest::qWaitFor([&] { return host.requests().size() > seen; }, 20'000));
            seen = host.requests().size();
            program.kill();
            program.waitForFinished();
        }
        QCOMPARE(runCli(import).exitCode, 0);
        const QList<QJsonObject> assets =
            runCli({QStringLiteral("assets"), QStringLiteral("--library"), library(), QStringLiteral("--json")})
                .lines(QStringLiteral("asset"));
        QCOMPARE(assets.size(), pictures);
        const CliResult books =
            runCli({QStringLiteral("doctor"), QStringLiteral("--ledger"), QStringLiteral("--library"), library()});
        QCOMPARE(books.exitCode, 0);
    }

    // A rule passes each event on, at least once and never with two bodies of one id, however often it is killed.
    void passesEachEventOnThoughItIsKilled()
    {
        constexpr int kills = 6;
        constexpr int many = 60;
        const test::CountingServer receiver(
            [](const test::ReceivedRequest&) { return test::RawReply{.bytes = test::httpAnswer(200, "{}")}; });
        EventSettings settings;
        settings.rules.append({.id = QStringLiteral("pass"),
            .type = QStringLiteral("ideogram.generation.completed"),
            .action = RuleAction::Tell,
            .address = receiver.url(QStringLiteral("/hook"))});
        {
            const SystemClock clock;
            const auto store = Store::open(library(), clock);
            QVERIFY(store);
            QVERIFY((*store)->write<void>([&](Connection& connection) {
                return putDocument(connection, QStringLiteral("event-settings"), toJson(settings), 1ms);
            }));
        }
        std::atomic<int> port = 0;
        std::atomic<int> acknowledged = 0;
        std::jthread sender([&](const std::stop_token& stop) {
            for (int number = 1; number <= many && !stop.stop_requested();) {
                if (post(port, "msg_" + QByteArray::number(number), bodyOf(number)) == 200)
                    acknowledged = number++;
                else
                    std::this_thread::yield();
            }
        });
        QRandomGenerator dice(20261130);
        for (int kill = 0; kill < kills; ++kill) {
            QProcess listener;
            port = start(listener);
            QVERIFY(port > 0);
            const int wanted = std::min(many, acknowledged + 1 + static_cast<int>(dice.bounded(12)));
            const auto told = receiver.requests().size() + 1;
            QVERIFY(
                QTest::qWaitFor([&] { return acknowledged >= wanted && receiver.requests().size() >= told; }, 60'000));
            listener.kill();
            listener.waitForFinished();
        }
        QProcess listener;
        port = start(listener);
        QVERIFY(port > 0);
        const auto bodies = [&] {
            QMap<QByteArray, QSet<QByteArray>> byId;
            for (const test::ReceivedRequest& request : receiver.requests())
                byId[request.header("webhook-id")].insert(request.body);
            return byId;
        };
        QVERIFY(QTest::qWaitFor([&] { return acknowledged == many && bodies().size() == many; }, 60'000));
        sender.join();
        QSet<QByteArray> all;
        for (const QSet<QByteArray>& ofOne : bodies()) {
            QCOMPARE(ofOne.size(), 1);
            all += ofOne;
        }
        QCOMPARE(all.size(), many);
        listener.terminate();
        QVERIFY(listener.waitForFinished());
    }

    void signsAndVerifiesForWhoWritesReceivers()
    {
        const QStringList withSecret{QStringLiteral("--secret-file"), secretFile(), QStringLiteral("--json")};
        const CliResult made = runCli(QStringList{QStringLiteral("sign")} + withSecret, {}, bodyOf(1));
        QCOMPARE(made.exitCode, 0);
        const QList<QJsonObject> lines = made.lines(QStringLiteral("signature"));
        QCOMPARE(lines.size(), 1);
        QStringList headers;
        for (const QString& name :
            {QStringLiteral("webhook-id"), QStringLiteral("webhook-timestamp"), QStringLiteral("webhook-signature")})
            headers.append(name + QStringLiteral(": ") + lines.first().value(name).toString());
        const auto verified = [&](const QByteArray& body) {
            return runCli(QStringList{QStringLiteral("verify")} + headers + withSecret, {}, body).exitCode;
        };
        QCOMPARE(verified(bodyOf(1)), 0);
        QCOMPARE(verified(bodyOf(2)), 3);
    }

    void saysWhatIsWrongWithTheOrder_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
        row("no such file",
            {QStringLiteral("listen"), QStringLiteral("--secret-file"), QStringLiteral("/no/such/file")});
        row("keys over plain http",
            {QStringLiteral("listen"), QStringLiteral("--jwks-url"), QStringLiteral("http://example.com/jwks.json")});
        row("a port beyond all", {QStringLiteral("listen"), QStringLiteral("--port"), QStringLiteral("70000")});
        row("nothing to sign with", {QStringLiteral("sign")});
        row("import without numbers", {QStringLiteral("events"), QStringLiteral("import")});
        row("a host for nothing", {QStringLiteral("events"), QStringLiteral("--allow-host"), QStringLiteral("a.com")});
        row("resend without numbers", {QStringLiteral("callbacks"), QStringLiteral("resend")});
    }
    void saysWhatIsWrongWithTheOrder()
    {
        QFETCH(QStringList, arguments);
        const CliResult result =
            runCli(arguments + QStringList{QStringLiteral("--library"), library(), QStringLiteral("--json")});
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.lines(QStringLiteral("error")).size(), 1);
    }

private:
    QString library() const { return m_folder->filePath(QStringLiteral("library")); }
    QString secretFile() const { return m_folder->filePath(QStringLiteral("secret")); }
    int start(QProcess& listener) const
    {
        listener.setProcessEnvironment(cliEnvironment());
        listener.start(cliPath(),
            {QStringLiteral("listen"), QStringLiteral("--library"), library(), QStringLiteral("--secret-file"),
                secretFile(), QStringLiteral("--json")});
        while (!listener.canReadLine() && listener.waitForReadyRead(20'000)) { }
        return QJsonDocument::fromJson(listener.readLine()).object().value(QStringLiteral("port")).toInt();
    }
    static QList<QJsonObject> lines(QProcess& listener, qsizetype wanted)
    {
        QList<QJsonObject> objects;
        while (objects.size() < wanted && (listener.canReadLine() || listener.waitForReadyRead(20'000)))
            while (listener.canReadLine())
                objects.append(QJsonDocument::fromJson(listener.readLine()).object());
        return objects;
    }
    static QString verdict(const QJsonObject& event) { return event.value(QStringLiteral("verdict")).toString(); }
    QList<QJsonObject> events(int limit = 100) const
    {
        return runCli({QStringLiteral("events"), QStringLiteral("--library"), library(), QStringLiteral("--limit"),
                          QString::number(limit), QStringLiteral("--json")})
            .lines(QStringLiteral("event"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ListenFlowTest)
#include "listen_flow_test.moc"
