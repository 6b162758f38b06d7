// SPDX-License-Identifier: GPL-3.0-or-later
// resources/examples/express-receiver as it stands there, with Node and npm's packages: takes what `batchroom-cli run`
// tells, and nothing else.
#include "app/webhooks/signature.h"
#include "tests/flows/example_folder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QImageReader>
#include <QTcpSocket>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

struct Signed {
    QByteArray id;
    QByteArray body;
    QByteArray secret = newSecret;
    qint64 ageS = 0;
    QByteArray contentType = "application/json";
    bool isSigned = true;
};

// The request as it is sent by who has the secret; the status of the answer, 0 when none came.
int post(int port, const QString& route, const Signed& message, const QByteArray& sentBody)
{
    const qint64 time = QDateTime::currentSecsSinceEpoch() - message.ageS;
    QByteArray head = "POST " + route.toLatin1() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
        + message.contentType + "\r\nContent-Length: " + QByteArray::number(sentBody.size())
        + "\r\nwebhook-id: " + message.id + "\r\nwebhook-timestamp: " + QByteArray::number(time) + "\r\n";
    if (message.isSigned)
        head += "webhook-signature: "
            + webhookSignature(message.id, time, message.body, {*callbackSecret(message.secret)}) + "\r\n";
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
    socket.waitForConnected(5000);
    socket.write(head + "\r\n" + sentBody);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(15'000))
        answer += socket.readAll();
    return (answer + socket.readAll()).mid(9, 3).toInt();
}

int post(int port, const QString& route, const Signed& message)
{
    return post(port, route, message, message.body);
}

bool isReadablePicture(const QJsonObject& line)
{
    const QString path = text(line, "image");
    return QFileInfo(path).isAbsolute() && QImageReader(path).canRead();
}

const QByteArray fourRows = "prompt,model,speed,campaign\n"
                            "Sun,ideogram-3,turbo,Summer\n"
                            "Snow,ideogram-3,turbo,Winter\n"
                            "Forbidden,ideogram-3,turbo,Winter\n"
                            "Soda,ideogram-3,turbo,Summer\n";

} // namespace

class ReceiverExampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const NodeExample example(QStringLiteral("express-receiver"));
        if (!example.missing().isEmpty())
            QSKIP(qPrintable(example.missing()));
        QVERIFY2(example.failure().isEmpty(), qPrintable(example.failure()));
        m_example = example.folder();
    }

    void init()
    {
        m_folder = std::make_unique<ExampleFolder>();
        m_folder->write("secret", newSecret);
    }

    void aReceiverTakesWhatARunTells_data() { routes(); }
    void aReceiverTakesWhatARunTells()
    {
        QFETCH(QString, route);
        LineProcess receiver;
        const int port = startReceiver(receiver);
        QVERIFY2(port > 0, receiver.story().constData());
        const auto sandbox = sandboxThatForbids();
        LineProcess run;
        startRun(run, *sandbox, port, route);
        QCOMPARE(run.finish(), 3);
        QCOMPARE(receiver.stop(), 0);
        tookEverything(receiver);
        for (const char* word : {"made", "ready"}) // somebody in another folder can open them
            for (const QJsonObject& line : receiver.said(what, QLatin1StringView(word)))
                QVERIFY2(isReadablePicture(line), qPrintable(text(line, "image")));
    }

    void aReceiverInTroubleGetsTheSameAgain()
    {
        LineProcess receiver;
        const QString route = QStringLiteral("/webhooks/batchroom-svix");
        const int port = startReceiver(receiver);
        QVERIFY2(port > 0, receiver.story().constData());
        QVERIFY(QDir().rename(m_folder->path("inbox"), m_folder->path("inbox-away")));
        m_folder->write("inbox", "in the way");
        const auto sandbox = sandboxThatForbids();
        LineProcess run;
        startRun(run, *sandbox, port, route);
        const QJsonObject trouble = receiver.next(what, QStringLiteral("trouble"));
        QCOMPARE(trouble.value(QStringLiteral("status")).toInt(), 500);
        QVERIFY(QFile::remove(m_folder->path("inbox")));
        QCOMPARE(run.finish(), 3);
        QCOMPARE(receiver.stop(), 0);
        tookEverything(receiver);
        int tries = 0;
        for (const QJsonObject& callback : m_folder->listing(QStringLiteral("callbacks"), QStringLiteral("callback"))) {
            QCOMPARE(text(callback, "state"), QStringLiteral("delivered"));
            tries += callback.value(QStringLiteral("tries")).toInt();
        }
        QCOMPARE(tries, 9 + static_cast<int>(receiver.said(what, QStringLiteral("trouble")).size()));
    }

    void aReceiverRefusesWhatIsNotSigned_data() { routes(); }
    void aReceiverRefusesWhatIsNotSigned()
    {
        QFETCH(QString, route);
        m_folder->write("secret", newSecret + '\n' + oldSecret);
        LineProcess receiver;
        const int port = startReceiver(receiver);
        QVERIFY2(port > 0, receiver.story().constData());
        const QByteArray body = R"({"type":"ideogram.generation.failed","jobId":7,"prompt":"Grün"})";
        QCOMPARE(post(port, route, {"msg_1", body}), 200);
        QCOMPARE(post(port, route, {"msg_1", body}), 200); // once more: a success, and worked on once
        QCOMPARE(post(port, route, {"msg_2", body, oldSecret}), 200);
        QByteArray tampered = body;
        tampered.replace('7', '8');
        QCOMPARE(post(port, route, {"msg_3", body}, tampered), 401);
        QCOMPARE(post(port, route, {"msg_4", body, "whsec_c29tZWJvZHkgZWxzZQ=="}), 401);
        QCOMPARE(post(port, route, {.id = "msg_5", .body = body, .ageS = 330}), 401);
        QCOMPARE(post(port, route, {.id = "msg_6", .body = body, .ageS = -330}), 401);
        QCOMPARE(post(port, route, {.id = "msg_7", .body = body, .isSigned = false}), 401);
        QCOMPARE(post(port, route, {.id = "msg_8", .body = body, .contentType = "text/plain"}), 415);
        QCOMPARE(post(port, route, {"../msg_9", body}), 400);
        m_folder->write("secret", newSecret); // the old one is taken out while it runs
        QCOMPARE(post(port, route, {"msg_10", body, oldSecret}), 401);
        QCOMPARE(post(port, route, {"msg_11", body}), 200);
        QCOMPARE(receiver.stop(), 0);
        QStringList handled;
        for (const QJsonObject& line : receiver.said(what, QStringLiteral("failed")))
            handled.append(text(line, "id"));
        QCOMPARE(handled, (QStringList{QStringLiteral("msg_1"), QStringLiteral("msg_2"), QStringLiteral("msg_11")}));
    }

    void aReceiverTakesUpWhatACrashLeft()
    {
        const QByteArray body = R"({"type":"ideogram.generation.failed","jobId":7})";
        LineProcess receiver;
        const int port = startReceiver(receiver);
        QCOMPARE(post(port, QStringLiteral("/webhooks/batchroom"), {"msg_1", body}), 200);
        QVERIFY(!receiver.next(what, QStringLiteral("failed")).isEmpty());
        QCOMPARE(receiver.stop(), 0);
        // As if it had been killed between its work and the mark.
        QVERIFY(QFile::remove(m_folder->path("inbox/msg_1.json.done")));
        for (const int again : {1, 0}) {
            QVERIFY(startReceiver(receiver) > 0);
            QCOMPARE(receiver.stop(), 0);
            QCOMPARE(receiver.said(what, QStringLiteral("failed")).size(), again);
        }
    }

private:
    static void routes()
    {
        QTest::addColumn<QString>("route");
        QTest::newRow("standardwebhooks") << QStringLiteral("/webhooks/batchroom");
        QTest::newRow("svix") << QStringLiteral("/webhooks/batchroom-svix");
    }

    int startReceiver(LineProcess& receiver)
    {
        receiver.start(QStringLiteral("node"), {QStringLiteral("server.js")},
            {{QStringLiteral("PORT"), QStringLiteral("0")},
                {QStringLiteral("CALLBACK_SECRET_FILE"), m_folder->path("secret")},
                {QStringLiteral("INBOX_DIR"), m_folder->path("inbox")}},
            m_example);
        return receiver.next(what, QStringLiteral("listening")).value(QStringLiteral("port")).toInt();
    }
    void startRun(LineProcess& run, const SandboxProcess& sandbox, int port, const QString& route)
    {
        m_folder->write("sheet.csv", fourRows);
        run.start(cliPath(),
            {QStringLiteral("run"), m_folder->path("sheet.csv"), QStringLiteral("--yes"), QStringLiteral("--account"),
                QStringLiteral("ideogram"), QStringLiteral("--api-base"), sandbox.url(), QStringLiteral("--library"),
                m_folder->path("library"), QStringLiteral("--json"), QStringLiteral("--export"), QStringLiteral("og"),
                QStringLiteral("--out"), QStringLiteral("out"), QStringLiteral("--callback"),
                QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(route), QStringLiteral("--callback-secret-file"),
                m_folder->path("secret")},
            {{QStringLiteral("IDEOGRAM_API_KEY"), QString::fromLatin1(sandbox.key())}}, m_folder->path("."));
    }
    // Three pictures, each resized once, one refused, two batches: kept once and worked on once.
    static void tookEverything(const LineProcess& receiver)
    {
        QSet<QString> ids;
        for (const QJsonObject& line : receiver.said(what, QStringLiteral("received")))
            ids.insert(text(line, "id"));
        QCOMPARE(ids.size(), 9);
        const auto count = [&receiver](
                               const char* word) { return receiver.said(what, QLatin1StringView(word)).size(); };
        QCOMPARE(count("received"), 9);
        QCOMPARE(count("made"), 3);
        QCOMPARE(count("ready"), 3);
        QCOMPARE(count("failed"), 1);
        QCOMPARE(count("complete"), 2);
        QCOMPARE(count("refused"), 0);
    }

    std::unique_ptr<SandboxProcess> sandboxThatForbids() const
    {
        return m_folder->sandbox(
            R"([{"match":{"endpoint":"generate","prompt":"Forbidden"},"action":{"type":"status","status":400}}])");
    }

    QString m_example; // where it runs
    std::unique_ptr<ExampleFolder> m_folder;
};

QTEST_GUILESS_MAIN(ReceiverExampleTest)
#include "receiver_example_test.moc"
