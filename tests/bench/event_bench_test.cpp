// SPDX-License-Identifier: GPL-3.0-or-later
// What checking webhooks costs, and how long it takes from a POST to its row in Events. Prints ratios; asserts only
// that the work was done.
#include "app/httpd/http_server.h"
#include "app/store/store.h"
#include "app/studio/event_desk.h"
#include "app/studio/studio.h"
#include "app/webhooks/signature.h"
#include "ui/models/event_log.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

using namespace batchroom;

namespace {

constexpr int eventsARound = 100; // short rounds in turn: whatever else the computer does meets both
constexpr int rounds = 30;
constexpr int shownEvents = 200;
const QByteArray secret = "a shared secret";

QByteArray bodyOf(const QByteArray& id)
{
    return R"({"event":"ideogram.generation.completed","jobId":")" + id
        + R"(","prompt":"Black Friday offer, bold typography, warm light, product in front",)"
          R"("images":["https://cdn.example/assets/2026/11/campaign/black-friday-0001.png"],"resolution":"1312x736",)"
          R"("metadata":{"shelf":"A1","season":"winter","language":"de"}})";
}

QByteArray delivery(const QByteArray& id)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray body = bodyOf(id);
    return "POST /webhooks/ideogram-callback HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "Content-Length: "
        + QByteArray::number(body.size()) + "\r\nwebhook-id: " + id
        + "\r\nwebhook-timestamp: " + QByteArray::number(now)
        + "\r\nwebhook-signature: " + webhookSignature(id, now, body, {Secret(secret)}) + "\r\n\r\n" + body;
}

// The listener as it would be if it trusted everybody: the same server, the same thread behind it, the same inbox.
class TrustingListener {
public:
    explicit TrustingListener(Store& store)
        : m_store(store)
        , m_thread([this](const std::stop_token& stop) { work(stop); })
        , m_server(*HttpServer::start({}, [this](const HttpRequest& request, const HttpReply& reply) {
            const std::lock_guard lock(m_mutex);
            m_waiting.emplace_back(request, reply);
            m_arrived.notify_one();
        }))
    {
    }
    quint16 port() const { return m_server->port(); }

private:
    void work(const std::stop_token& stop)
    {
        while (true) {
            std::unique_lock lock(m_mutex);
            if (!m_arrived.wait(lock, stop, [this] { return !m_waiting.empty(); }) || stop.stop_requested())
                return;
            const auto [request, reply] = std::move(m_waiting.front());
            m_waiting.pop_front();
            lock.unlock();
            const InboxDraft event{QStringLiteral("ideogram-callback"),
                QString::fromLatin1(request.header("webhook-id")), QStringLiteral("ideogram.generation.completed"),
                request.body};
            const auto kept = m_store.write<std::optional<InboxId>>(
                [&](Connection& connection) { return InboxRepository(connection).add(event, 1); });
            reply.send(HttpResponse::json(kept ? 200 : 503, R"({"received":true})"));
        }
    }

    Store& m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<std::pair<HttpRequest, HttpReply>> m_waiting;
    std::jthread m_thread;
    std::unique_ptr<HttpServer> m_server;
};

// One connection at a time, one request after the other; a new one when the listener has answered its fifty.
double eventsPerSecond(quint16 port, const QList<QByteArray>& deliveries)
{
    QTcpSocket socket;
    int taken = 0;
    QElapsedTimer time;
    time.start();
    for (const QByteArray& bytes : deliveries) {
        if (socket.state() != QAbstractSocket::ConnectedState) {
            socket.connectToHost(QStringLiteral("127.0.0.1"), port);
            socket.waitForConnected(5000);
        }
        socket.write(bytes);
        QByteArray answer;
        while (!answer.endsWith('}') && socket.waitForReadyRead(10'000))
            answer += socket.readAll();
        taken += answer.startsWith("HTTP/1.1 200") ? 1 : 0;
        if (answer.contains("Connection: close"))
            socket.abort();
    }
    const double seconds = static_cast<double>(time.nsecsElapsed()) / 1e9;
    return taken == deliveries.size() ? static_cast<double>(taken) / seconds : 0.0;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

double at(QList<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.at(static_cast<qsizetype>(share * static_cast<double>(values.size() - 1)));
}

} // namespace

class EventBenchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCheckingCosts()
    {
        QTemporaryDir folder;
        const SystemClock storeClock;
        SystemClock clock;
        auto checkedStore = *Store::open(folder.filePath(QStringLiteral("checked")), storeClock);
        auto trustedStore = *Store::open(folder.filePath(QStringLiteral("trusted")), storeClock);
        ListenerOptions options;
        options.callbackKeys = {{Secret(secret)}, {}};
        const auto listener = *WebhookListener::start(options, *checkedStore, clock, [](const Arrival&) {});
        const TrustingListener trusting(*trustedStore);
        QList<double> checked;
        QList<double> trusted;
        QList<double> ratios;
        for (int round = -1; round < rounds; ++round) {
            QList<QByteArray> deliveries;
            for (int i = 0; i < eventsARound; ++i)
                deliveries.append(delivery(QByteArray::number(round) + '_' + QByteArray::number(i)));
            const bool isTrustedFirst = round % 2 != 0;
            double without = isTrustedFirst ? eventsPerSecond(trusting.port(), deliveries) : 0;
            const double with = eventsPerSecond(listener->port(), deliveries);
            if (!isTrustedFirst)
                without = eventsPerSecond(trusting.port(), deliveries);
            QVERIFY(with > 0 && without > 0);
            if (round < 0)
                continue; // warms up
            checked.append(with);
            trusted.append(without);
            ratios.append(with / without);
        }
        qInfo("events taken on one connection, each on disk before its answer: %.0f a second, without checking them "
              "%.0f; ratio %.2f",
            median(checked), median(trusted), median(ratios));
    }

    void fromThePostToItsRow()
    {
        QTemporaryDir folder;
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        const auto studio = *Studio::open(options);
        EventLog log(studio->queue(), studio->exporter());
        // As the window has it.
        connect(&studio->events(), &EventDesk::handled, &log, [&log](const InboxEvent& event) {
            log.noteIncoming({event.receivedMs, event.event.type, event.event.sender, event.outcome,
                EventEntry::Mood::Good, event.event.body});
        });
        ListenRequest request;
        request.callbackKeys.secrets = {Secret(secret)};
        const Result<quint16> port = studio->events().listen(request);
        QVERIFY(port);

        QElapsedTimer time;
        QList<double> shown;
        QList<double> answered;
        connect(&log, &QAbstractItemModel::rowsInserted, &log,
            [&] { shown.append(static_cast<double>(time.nsecsElapsed()) / 1e6); });
        QSignalSpy rows(&log, &QAbstractItemModel::rowsInserted); // not QTRY_: that sleeps in between
        for (int i = 0; i < shownEvents; ++i) {
            const QByteArray bytes = delivery("one_" + QByteArray::number(i));
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), *port);
            QVERIFY(socket.waitForConnected(5000));
            time.start();
            socket.write(bytes);
            QVERIFY(socket.waitForReadyRead(10'000));
            answered.append(static_cast<double>(time.nsecsElapsed()) / 1e6);
            QVERIFY(shown.size() == i + 1 || rows.wait(10'000));
        }
        qInfo(
            "from a POST to its answer: half of them within %.1f ms, 95 %% within %.1f ms; to its row in Events: half "
            "within %.1f ms, 95 %% within %.1f ms, all within %.1f ms",
            at(answered, 0.5), at(answered, 0.95), at(shown, 0.5), at(shown, 0.95), at(shown, 1));

        shown.clear();
        QList<QByteArray> burst;
        for (int i = 0; i < shownEvents; ++i)
            burst.append(delivery("many_" + QByteArray::number(i)));
        double rate = 0;
        time.start();
        std::jthread sender([&] { rate = eventsPerSecond(*port, burst); });
        while (shown.size() < shownEvents)
            QVERIFY(rows.wait(10'000));
        sender.join();
        qInfo("%d at once: answered at %.0f a second, the last row shown %.0f ms after the last answer", shownEvents,
            rate, shown.constLast() - shownEvents / rate * 1000);
        QVERIFY(rate > 0);
    }
};

QTEST_GUILESS_MAIN(EventBenchTest)
#include "event_bench_test.moc"
