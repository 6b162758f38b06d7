// SPDX-License-Identifier: GPL-3.0-or-later
// The listener over real sockets: what it takes, what it refuses, and what is in the library when the sender has its
// answer.
#include "app/store/store.h"
#include "app/webhooks/listener.h"
#include "app/webhooks/signature.h"
#include "tests/support/manual_clock.h"
#include "tests/webhooks/ideogram_vector.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>
#include <thread>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr qint64 nowS = ideogramTime;
const QByteArray completed = R"({"event":"ideogram.generation.completed","jobId":"7","images":["https://x/a.png"]})";

// Learns its key only when it is asked anew.
class LateKeys : public KeySource {
public:
    LateKeys(std::atomic<int>& asked, std::atomic<int>& looked, std::atomic<bool>& isReachable)
        : m_asked(asked)
        , m_looked(looked)
        , m_isReachable(isReachable)
    {
    }
    QList<NamedKey> keys(std::stop_token) override
    {
        ++m_looked;
        m_isReachable.wait(false);
        return m_keys;
    }
    bool refresh(std::stop_token) override
    {
        ++m_asked;
        m_keys = {{"test-a", ideogramKeyA}};
        return m_asked == 1;
    }

private:
    std::atomic<int>& m_asked;
    std::atomic<int>& m_looked;
    std::atomic<bool>& m_isReachable;
    QList<NamedKey> m_keys;
};

struct Answer {
    int status = 0;
    QByteArray head;
    QJsonObject body;
};

// A listener on a library, and a sender.
class Post {
public:
    Post() { open(); }
    void open()
    {
        store = *Store::open(folder.filePath(QStringLiteral("library")), clock);
        ListenerOptions options;
        options.callbackKeys = {{*callbackSecret("a shared secret")}, {}};
        options.gitHubSecrets = {Secret("hub secret")};
        options.ideogramKeys = [this] { return std::make_unique<LateKeys>(asked, looked, isReachable); };
        listener = *WebhookListener::start(options, *store, clock, [this](const Arrival& arrival) {
            const std::lock_guard lock(mutex);
            arrivals.append(arrival);
        });
    }
    void restart()
    {
        listener.reset();
        store.reset();
        open();
    }
    Answer send(const QByteArray& line, const QByteArray& headers, const QByteArray& body) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), listener->port());
        socket.waitForConnected(5000);
        socket.write(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
        QByteArray all;
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(10'000))
            all += socket.readAll();
        all += socket.readAll();
        const qsizetype end = all.indexOf("\r\n\r\n");
        return {all.mid(9, 3).toInt(), all.left(end), QJsonDocument::fromJson(all.mid(end + 4)).object()};
    }
    Answer callback(const QByteArray& id, const QByteArray& body, qint64 signedS = nowS,
        const QByteArray& secret = "a shared secret") const
    {
        return send("POST /webhooks/ideogram-callback",
            "Content-Type: application/json; charset=utf-8\r\nwebhook-id: " + id
                + "\r\nwebhook-timestamp: " + QByteArray::number(signedS)
                + "\r\nwebhook-signature: " + webhookSignature(id, signedS, body, {*callbackSecret(secret)}) + "\r\n",
            body);
    }
    Answer ideogram(const QByteArray& signature = signedWithA, qint64 signedS = nowS) const
    {
        return send("POST /webhooks/ideogram",
            "Content-Type: application/json\r\nX-Ideogram-Webhook-Generation-Id: bzue-VZtSlSMAneIbfCo2A\r\n"
            "X-Ideogram-Webhook-User-Id: uQ3o0mUoT0-0Y1mV0k9YdA\r\nX-Ideogram-Webhook-Timestamp: "
                + QByteArray::number(signedS)
                + "\r\nX-Ideogram-Webhook-Key-Id: test-a\r\nX-Ideogram-Webhook-Signature: " + signature + "\r\n",
            ideogramBody());
    }
    Answer gitHub(const QByteArray& id, const QByteArray& event, const QByteArray& body,
        const QByteArray& key = "hub secret") const
    {
        return send("POST /webhooks/github",
            "Content-Type: application/json\r\nX-GitHub-Delivery: " + id + "\r\nX-GitHub-Event: " + event
                + "\r\nX-Hub-Signature-256: sha256=" + hmacSha256(Secret(key), {}, body).toHex() + "\r\n",
            body);
    }
    QList<InboxEvent> inbox() const
    {
        return *store->read<QList<InboxEvent>>(
            [](Connection& connection) { return InboxRepository(connection).newest(100); });
    }
    QList<Arrival> told(qsizetype wanted)
    {
        QList<Arrival> seen;
        (void)QTest::qWaitFor([&] {
            const std::lock_guard lock(mutex);
            seen = arrivals;
            return seen.size() >= wanted;
        });
        return seen;
    }

    QTemporaryDir folder;
    ManualClock clock{ManualClock::Wait::Block, std::chrono::seconds(nowS)};
    std::atomic<int> asked = 0;
    std::atomic<int> looked = 0;
    std::atomic<bool> isReachable = true; // who is asked for keys
    std::unique_ptr<Store> store;
    std::mutex mutex;
    QList<Arrival> arrivals;
    std::unique_ptr<WebhookListener> listener;
};

} // namespace

class ListenerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatGitHubSigned()
    {
        Post post;
        const QByteArray body = R"({"action":"completed"})";
        QCOMPARE(post.gitHub("d-1", "workflow_run", body).status, 200);
        QCOMPARE(post.gitHub("d-1", "workflow_run", body).status, 200);
        // What names it is not signed: somebody who kept it sends it again under other names.
        QCOMPARE(post.gitHub("d-6", "push", body).status, 200);
        QCOMPARE(post.gitHub("d-2", "push", body, "another secret").status, 401);
        QCOMPARE(post.gitHub("d-3", "no word", body).status, 400);
        QCOMPARE(post.gitHub("d-4", "push", "[1]").status, 400);
        // Nobody's secret opens another sender's door.
        QCOMPARE(post.callback("msg_1", completed, nowS, "hub secret").status, 401);
        QCOMPARE(post.gitHub("d-5", "push", body, "a shared secret").status, 401);
        const QList<InboxEvent> kept = post.inbox();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().event.sender, QStringLiteral("github"));
        QCOMPARE(kept.first().event.type, QStringLiteral("github.workflow_run"));
        QCOMPARE(kept.first().event.eventId.size(), 64);
        QCOMPARE(kept.first().event.body, body);
        const QList<Arrival> told = post.told(8);
        QCOMPARE(told.size(), 8);
        QCOMPARE(told.at(1).verdict, ArrivalVerdict::Duplicate);
        QCOMPARE(told.at(2).verdict, ArrivalVerdict::Duplicate);
        QCOMPARE(told.at(3).event.sender, QStringLiteral("github"));
    }

    void keepsAVerifiedEventBeforeItAnswers()
    {
        Post post;
        const Answer answer = post.callback("msg_1", completed);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.value(QStringLiteral("received")).toBool(), true);
        const QList<InboxEvent> inbox = post.inbox();
        QCOMPARE(inbox.size(), 1);
        QCOMPARE(inbox.first().event.sender, QStringLiteral("ideogram-callback"));
        QCOMPARE(inbox.first().event.eventId, QStringLiteral("msg_1"));
        QCOMPARE(inbox.first().event.type, QStringLiteral("ideogram.generation.completed"));
        QCOMPARE(inbox.first().event.body, completed);
        QVERIFY(!inbox.first().handledMs);
        const QList<Arrival> told = post.told(1);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().verdict, ArrivalVerdict::Verified);
        QCOMPARE(told.first().id, inbox.first().id);
    }

    void keepsARepeatedEventOnce()
    {
        Post post;
        QCOMPARE(post.callback("msg_1", completed).status, 200);
        QCOMPARE(post.callback("msg_1", completed, nowS + 5).status, 200);
        QCOMPARE(post.callback("msg_1", R"({"event":"something.else"})").status, 200);
        post.restart();
        QCOMPARE(post.callback("msg_1", completed).status, 200);
        QCOMPARE(post.inbox().size(), 1);
        QCOMPARE(post.inbox().first().event.body, completed);
        const QList<Arrival> told = post.told(4);
        QCOMPARE(told.size(), 4);
        for (qsizetype i = 1; i < told.size(); ++i)
            QCOMPARE(told.at(i).verdict, ArrivalVerdict::Duplicate);
    }

    void refusesWhatIsNotTheirs()
    {
        Post post;
        QCOMPARE(post.callback("msg_1", completed, nowS, "another secret").status, 401);
        QCOMPARE(post.callback("msg_1", completed, nowS - 301).status, 400);
        QCOMPARE(post.callback("msg_1", "no json at all").status, 400);
        QCOMPARE(post.callback("msg_1", R"(["event"])").status, 400);
        QCOMPARE(post.callback("msg_1", R"({"jobId":7})").status, 400);
        QVERIFY(post.inbox().isEmpty());
        const QList<Arrival> told = post.told(5);
        QCOMPARE(told.size(), 5);
        for (const Arrival& arrival : told) {
            QCOMPARE(arrival.verdict, ArrivalVerdict::Refused);
            QVERIFY(!arrival.reason.isEmpty());
        }
        // The same event, sent as it should be, is none the worse for it.
        QCOMPARE(post.callback("msg_1", completed).status, 200);
    }

    void answersOnlyWhereWebhooksBelong_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        QTest::newRow("health") << QByteArray("GET /healthz") << QByteArray() << 200;
        QTest::newRow("health by POST") << QByteArray("POST /healthz") << QByteArray() << 405;
        QTest::newRow("elsewhere") << QByteArray("POST /") << QByteArray("Content-Type: application/json\r\n") << 404;
        QTest::newRow("below") << QByteArray("POST /webhooks/ideogram/x")
                               << QByteArray("Content-Type: application/json\r\n") << 404;
        QTest::newRow("GET") << QByteArray("GET /webhooks/ideogram") << QByteArray() << 405;
        QTest::newRow("a form") << QByteArray("POST /webhooks/ideogram")
                                << QByteArray("Content-Type: application/x-www-form-urlencoded\r\n") << 415;
        QTest::newRow("no type") << QByteArray("POST /webhooks/ideogram-callback") << QByteArray() << 415;
        QTest::newRow("nothing signed") << QByteArray("POST /webhooks/ideogram")
                                        << QByteArray("Content-Type: application/json\r\n") << 400;
    }
    void answersOnlyWhereWebhooksBelong()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        Post post;
        QCOMPARE(post.send(line, headers, {}).status, status);
        QVERIFY(post.inbox().isEmpty());
    }

    // A new key of Ideogram's: the first delivery signed with it makes us ask for the keys once more.
    void asksForKeysAgainBeforeItRefuses()
    {
        Post post;
        QCOMPARE(post.ideogram().status, 200);
        QCOMPARE(post.asked.load(), 1);
        QCOMPARE(post.inbox().size(), 1);
        QCOMPARE(post.inbox().first().event.sender, QStringLiteral("ideogram"));
        QCOMPARE(post.inbox().first().event.eventId, QStringLiteral("bzue-VZtSlSMAneIbfCo2A"));
        QCOMPARE(post.inbox().first().event.body, ideogramBody());
        QCOMPARE(post.ideogram(QByteArray(128, 'a')).status, 401);
        QCOMPARE(post.asked.load(), 2);
        QCOMPARE(post.ideogram().status, 200);
        QCOMPARE(post.asked.load(), 2);
        QCOMPARE(post.inbox().size(), 1);
    }

    // Asking for keys may take a while, and whoever is signed right waits behind it.
    void asksForNoKeysWhenNoneCouldHelp()
    {
        Post post;
        QCOMPARE(post.ideogram("no signature").status, 400);
        QCOMPARE(post.ideogram(signedWithA, nowS - 301).status, 400);
        QCOMPARE(post.send("POST /webhooks/ideogram", "Content-Type: application/json\r\n", "{}").status, 400);
        QCOMPARE(post.looked.load(), 0);
        QCOMPARE(post.asked.load(), 0);
        QCOMPARE(post.ideogram().status, 200);
        QVERIFY(post.looked.load() > 0);
    }

    void letsNobodyWaitForIdeogramsKeys()
    {
        Post post;
        post.isReachable = false;
        int status = 0;
        std::jthread stranger([&] { status = post.ideogram().status; });
        QTRY_COMPARE(post.looked.load(), 1);
        const int meanwhile = post.callback("msg_1", completed).status;
        post.isReachable = true;
        post.isReachable.notify_all();
        stranger.join();
        QCOMPARE(meanwhile, 200);
        QCOMPARE(status, 200);
        QCOMPARE(post.inbox().size(), 2);
    }

    void forgetsOnlyWhatIsHandledAndOld()
    {
        Post post;
        for (const char* id : {"msg_1", "msg_2", "msg_3"})
            QCOMPARE(post.callback(id, completed).status, 200);
        const auto write = [&post](const std::function<Result<void>(InboxRepository)>& work) {
            return post.store->write<void>([&](Connection& connection) { return work(InboxRepository(connection)); });
        };
        const InboxId first = post.inbox().last().id;
        QVERIFY(
            write([&](InboxRepository inbox) { return inbox.settle(first, QStringLiteral("shown"), nowS * 1000); }));
        const auto forget = [&](qint64 days) {
            return write([&](InboxRepository inbox) -> Result<void> {
                const Result<qint64> gone = inbox.forgetOld((nowS + days * 86'400) * 1000);
                return gone ? Result<void>() : Result<void>(gone.error());
            });
        };
        QVERIFY(forget(7));
        QCOMPARE(post.inbox().size(), 3);
        QVERIFY(forget(8));
        QCOMPARE(post.inbox().size(), 2);
        const auto waiting = post.store->read<QList<InboxEvent>>(
            [](Connection& connection) { return InboxRepository(connection).unhandled(10); });
        QVERIFY(waiting);
        QCOMPARE(waiting->size(), 2);
        QCOMPARE(waiting->first().event.eventId, QStringLiteral("msg_2"));
    }
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "listener_test.moc"
