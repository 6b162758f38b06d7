// SPDX-License-Identifier: GPL-3.0-or-later
// The real listener under attack: it stays small, comes back, refuses what is malformed, and its inbox holds what
// honest senders were told and nothing else. (Fault list, 12.)
#include "tests/faults/fault_size.h"
#include "tests/faults/honest_sender.h"
#include "tests/faults/mangled_requests.h"

#include <QMap>

#include <algorithm>
#include <atomic>
#include <functional>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 mostGrowthKiB = 4 * 1024 * 1024; // a sanitizer keeps what was let go
#else
constexpr qint64 mostGrowthKiB = 30 * 1024;
#endif
constexpr int attackers = 40;           // other addresses than the honest sender's
constexpr qsizetype megabyte = 1 << 20; // the largest body that is taken

using Connections = std::vector<RawConnection>;
// Leaves its connections open.
using Attack = std::function<void(quint16 port, Connections& open)>;

const QByteArray post = "POST /webhooks/ideogram-callback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";

// So many connections at once, each with the same beginning.
Attack crowd(int count, const QByteArray& beginning, int peers = attackers)
{
    return [=](quint16 port, Connections& open) {
        for (int i = 0; i < count; ++i) {
            open.emplace_back(port, peers == 1 ? 1 : 2 + i % peers);
            open.back().send(beginning);
        }
    };
}

// One after another that send the same again and again for as long as somebody takes it.
Attack flood(const QByteArray& beginning, const QByteArray& again)
{
    return [=](quint16 port, Connections& open) {
        for (int i = 0; i < 4; ++i) {
            open.emplace_back(port, 2 + i);
            open.back().send(beginning);
            const qsizetype most = sized<qsizetype>(32, 300) * megabyte;
            for (qsizetype sent = 0; sent < most; sent += again.size())
                if (open.back().send(again) < again.size())
                    break;
        }
    };
}

} // namespace

Q_DECLARE_METATYPE(Attack)

class ListenerAttackTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        rlimit files{};
        QVERIFY(::getrlimit(RLIMIT_NOFILE, &files) == 0);
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
        QVERIFY(::setrlimit(RLIMIT_NOFILE, &files) == 0);
    }

    void staysSmallAndComesBack_data()
    {
        QTest::addColumn<Attack>("attack");
        const auto row = [](const char* name, const Attack& attack) { QTest::newRow(name) << attack; };
        row("half-open connections", crowd(1000, post));
        row("silent connections", crowd(600, {}));
        row("silent connections of the sender's own address", crowd(300, {}, 1));
        row("half bodies", crowd(300, post + "Content-Length: 1048576\r\n\r\n" + QByteArray(megabyte - 1, 'x')));
        row("whole bodies nobody signed",
            crowd(128, post + "Content-Length: 1048576\r\n\r\n" + QByteArray(megabyte, 'x')));
        row("refused ones kept open, of the sender's own address", crowd(300, "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 1));
        row("wrong signatures, many on each connection",
            crowd(200,
                signedDelivery("msg_x", eventBody("x"), "another secret")
                    .replace("Connection: close\r\n", "")
                    .repeated(50)));
        row("thousands asked at once, no answer read",
            flood({}, QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").repeated(1000)));
        row("two gigabytes announced", flood(post + "Content-Length: 2000000000\r\n\r\n", QByteArray(megabyte, 'x')));
        row("chunks without end", flood(chunked, "10000\r\n" + QByteArray(0x10000, 'x') + "\r\n"));
        row("chunk extensions without end", flood(chunked, "1;" + QByteArray(8000, 'e') + "\r\nx\r\n"));
        row("trailers without end", flood(chunked + "0\r\n", QByteArray("X: y\r\n").repeated(10'000)));
        row("one header without end", flood(post + "X: ", QByteArray(megabyte, 'x')));
        row("headers without end", flood(post, QByteArray("X: y\r\n").repeated(10'000)));
        row("a line without end", flood("GET /", QByteArray(megabyte, 'a')));
    }

    void staysSmallAndComesBack()
    {
        QFETCH(Attack, attack);
        ListenerProgram listener;
        QVERIFY(listener.start());
        HonestSender sender;
        QVERIFY(sender.deliver(listener.port(), "before"));
        const qint64 idle = listener.residentKiB();
        Connections open;
        attack(listener.port(), open);
        const HonestSender::Try during = sender.tryOnce(listener.port(), "during");
        const std::optional<qint64> back = sender.deliver(listener.port(), "during"); // while they are all still open
        open.clear();
        const std::optional<qint64> after = sender.deliver(listener.port(), "after");
        const qint64 growth = listener.peakKiB() - idle;
        tellFigures(QStringLiteral("%1: idle %2 MB, at most %3 MB more; a signed event meanwhile %4 after %5 ms, taken "
                                   "within %6 ms")
                        .arg(QString::fromLatin1(QTest::currentDataTag()))
                        .arg(idle / 1024)
                        .arg(growth / 1024)
                        .arg(during.status == 200 ? QStringLiteral("taken") : QStringLiteral("turned away"))
                        .arg(during.ms)
                        .arg(back.value_or(-1)));
        QVERIFY(during.status == 200 || during.status == 503 || during.status == 0);
        QVERIFY2(back && after, "it did not come back");
        QVERIFY2(growth < mostGrowthKiB, qPrintable(QString::number(growth)));
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(sender.disagreement(listener.inbox()), QString());
    }

    // Attacks of all kinds at once, and somebody who means it in the middle of them.
    void takesHonestEventsMeanwhile()
    {
        const std::chrono::milliseconds duration = sized<std::chrono::milliseconds>(4s, 30s);
        ListenerProgram listener;
        QVERIFY(listener.start());
        HonestSender sender;
        QVERIFY(sender.deliver(listener.port(), "before"));
        const qint64 idle = listener.residentKiB();
        std::atomic<int> attacks = 0;
        const auto attackWith = [&](const QList<Attack>& kinds) {
            return std::jthread([&attacks, kinds, port = listener.port()](const std::stop_token& stop) {
                for (qsizetype i = 0; !stop.stop_requested(); ++i, ++attacks) {
                    Connections open;
                    kinds.at(i % kinds.size())(port, open);
                }
            });
        };
        std::jthread crowds = attackWith(
            {crowd(256, post), crowd(64, post + "Content-Length: 1048576\r\n\r\n" + QByteArray(100'000, 'x')),
                crowd(100, signedDelivery("msg_x", eventBody("x"), "another secret"))});
        std::jthread floods = attackWith({flood(chunked, "10000\r\n" + QByteArray(0x10000, 'x') + "\r\n"),
            flood(post, QByteArray("X: y\r\n").repeated(10'000)), flood("GET /", QByteArray(megabyte, 'a'))});
        QList<qint64> times;
        int late = 0;
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < duration.count()) {
            const auto taken = sender.deliver(listener.port(), "msg_" + QByteArray::number(times.size()));
            late += taken ? 0 : 1;
            times.append(taken.value_or(-1));
        }
        crowds.request_stop();
        floods.request_stop();
        crowds.join();
        floods.join();
        const qint64 growth = listener.peakKiB() - idle;
        std::sort(times.begin(), times.end());
        tellFigures(QStringLiteral("attacks=%1 in %2 s, honest events=%3, half of them taken within %4 ms, 99 of 100 "
                                   "within %5 ms, all within %6 ms; at most %7 MB more")
                        .arg(attacks.load())
                        .arg(duration.count() / 1000)
                        .arg(times.size())
                        .arg(times.at(times.size() / 2))
                        .arg(times.at((times.size() - 1) * 99 / 100))
                        .arg(times.constLast())
                        .arg(growth / 1024));
        QCOMPARE(late, 0);
        QVERIFY2(growth < mostGrowthKiB, qPrintable(QString::number(growth)));
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(sender.disagreement(listener.inbox()), QString());
    }

    void endsWhoTakesTooLong()
    {
        ListenerProgram listener;
        QVERIFY(listener.start());
        struct Slow {
            const char* what;
            RawConnection connection;
            QByteArray drop; // sent again and again
            qint64 dueMs;
            qint64 endedMs = -1;
        };
        std::vector<Slow> slow;
        slow.push_back({"says nothing", RawConnection(listener.port(), 2), {}, 10'000});
        slow.push_back({"header by the byte", RawConnection(listener.port(), 3), "a", 10'000});
        slow.push_back({"body by the byte", RawConnection(listener.port(), 4), "x", 15'000});
        slow.push_back({"chunks by the byte", RawConnection(listener.port(), 5), "1\r\nx\r\n", 15'000});
        slow[1].connection.send(post + "X: ");
        slow[2].connection.send(post + "Content-Length: 1000000\r\n\r\n");
        slow[3].connection.send(chunked);
        QElapsedTimer time;
        time.start();
        const bool allEnded = QTest::qWaitFor(
            [&] {
                bool all = true;
                for (Slow& one : slow) {
                    if (one.endedMs < 0 && one.connection.isEndedByOther())
                        one.endedMs = time.elapsed();
                    else if (one.endedMs < 0)
                        one.connection.send(one.drop);
                    all = all && one.endedMs >= 0;
                }
                return all;
            },
            40'000);
        QVERIFY(allEnded);
        for (const Slow& one : slow) {
            // Some of it went by before the clock here began.
            QVERIFY2(one.endedMs > one.dueMs - 1'000, one.what);
            QVERIFY2(one.endedMs < one.dueMs + 8'000, qPrintable(QString::number(one.endedMs)));
        }
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(listener.inbox().size(), 0);
    }

    void keepsToItsNumbers()
    {
        ListenerProgram listener;
        QVERIFY(listener.start());
        const auto ask = [&](const QByteArray& bytes) {
            RawConnection connection(listener.port());
            connection.send(bytes);
            return connection.readToEnd();
        };
        const QByteArray health = "GET /healthz HTTP/1.1\r\nHost: a\r\n";
        QCOMPARE(ask(QByteArray(health + "\r\n").repeated(60)).count("HTTP/1.1 200"), 50);
        const auto padded = [&](qsizetype size) {
            return health + "Connection: close\r\nX: " + QByteArray(size - health.size() - 26, 'x') + "\r\n\r\n";
        };
        QCOMPARE(padded(16'384).size(), 16'384);
        QCOMPARE(statusOf(ask(padded(16'384))), 200);
        QCOMPARE(statusOf(ask(padded(16'500))), 431);
        const auto ofSize = [&](qsizetype size) {
            QByteArray body = R"({"event":"large","x":"")";
            body.insert(body.size() - 1, QByteArray(size - body.size() - 1, 'x'));
            return signedDelivery("large", body + '}', ListenerProgram::secret());
        };
        QCOMPARE(statusOf(ask(ofSize(megabyte + 1))), 413);
        QCOMPARE(statusOf(ask(ofSize(megabyte))), 200);

        const auto ended = [](Connections& connections) {
            return std::count_if(connections.begin(), connections.end(),
                [](RawConnection& connection) { return connection.isEndedByOther(); });
        };
        Connections ofOne;
        crowd(40, {}, 1)(listener.port(), ofOne);
        QTRY_COMPARE(ended(ofOne), 40 - 32);
        ofOne.clear();
        Connections ofMany;
        crowd(300, {})(listener.port(), ofMany);
        QTRY_COMPARE(ended(ofMany), 300 - 256);
        QVERIFY(ofMany.front().isEndedByOther() && !ofMany.back().isEndedByOther()); // the oldest went
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(listener.inbox().size(), 1);
    }

    void refusesWhatIsMalformedHoweverWellItIsSigned()
    {
        ListenerProgram listener;
        QVERIFY(listener.start());
        const QByteArray good = signedDelivery("msg_1", eventBody("msg_1"), ListenerProgram::secret());
        const QByteArray length = "Content-Length: " + QByteArray::number(eventBody("msg_1").size()) + "\r\n";
        const auto changed = [&good](const QByteArray& before, const QByteArray& after) {
            return QByteArray(good).replace(before, after);
        };
        const QList<std::pair<QByteArray, int>> requests{
            {changed("Host: localhost\r\n", {}), 400},
            {changed("Host: localhost\r\n", "Host:\r\n"), 400},
            {changed("Host: localhost\r\n", "Host: a\r\nHost: b\r\n"), 400},
            {changed("Host: localhost", "Host : localhost"), 400},
            {changed("HTTP/1.1", "HTTP/9.9"), 400},
            {changed("\r\n", "\n"), 400},
            {changed(length, length + "Content-Length: 5\r\n"), 400},
            {changed(length, length + length), 400},
            {changed(length, length + "Transfer-Encoding: chunked\r\n"), 400},
            {changed(length, "Content-Length: -1\r\n"), 400},
            {changed(length, "Content-Length: 99999999999999999999999\r\n"), 400},
            {changed(length, "Content-Length: 2000000000\r\n"), 413},
            {changed(length, "Transfer-Encoding: gzip\r\n"), 400},
            {changed("POST", "GET"), 405},
            {changed("POST", "PUT"), 405},
            {changed("application/json", "text/plain"), 415},
            {changed("Content-Type: application/json\r\n", {}), 415},
            {changed("ideogram-callback", "elsewhere"), 404},
            {changed("webhook-id: msg_1\r\n", {}), 400},
            {changed("webhook-id: msg_1\r\n", "webhook-id: msg_1\r\nwebhook-id: msg_1\r\n"), 400},
            {changed("webhook-id: msg_1", "webhook-id: msg.1"), 400},
            {changed("webhook-timestamp: ", "webhook-timestamp: 1"), 400},
            {changed("webhook-signature: v1,", "webhook-signature: v1,A"), 401},
            {changed("cdn.example", "cdn.exbmple"), 401},
            {signedDelivery("msg_1", "[]", ListenerProgram::secret()), 400},
            {signedDelivery("msg_1", "\"event\"", ListenerProgram::secret()), 400},
            {signedDelivery("msg_1", eventBody("msg_1"), "another secret"), 401},
        };
        for (const auto& [bytes, status] : requests) {
            RawConnection connection(listener.port());
            connection.send(bytes);
            const QByteArray answer = connection.readToEnd();
            QVERIFY2(statusOf(answer) == status, QByteArray(bytes + "\n\n" + answer).constData());
        }
        HonestSender sender;
        QVERIFY(sender.deliver(listener.port(), "msg_1"));
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(sender.disagreement(listener.inbox()), QString());
        tellFigures(QStringLiteral("malformed requests=%1, answered with their 4xx=%1, kept=0").arg(requests.size()));
    }

    void survivesRandomRequests()
    {
        constexpr int requests = 10'000;
        ListenerProgram listener;
        QVERIFY(listener.start());
        HonestSender sender;
        QVERIFY(sender.deliver(listener.port(), "before"));
        const qint64 idle = listener.residentKiB();
        QRandomGenerator dice(faultSeed());
        QMap<int, int> counts;
        for (int i = 0; i < requests; ++i) {
            const QByteArray id = "rnd_" + QByteArray::number(i);
            const QByteArray& secret = i % 2 == 0 ? ListenerProgram::secret() : QByteArray("another secret");
            const QByteArray bytes =
                i % 10 == 9 ? noise(dice) : mutated(signedDelivery(id, eventBody(id), secret), dice);
            RawConnection connection(listener.port(), 2 + i % attackers);
            connection.send(bytes);
            connection.endSending();
            const QByteArray answer = connection.readToEnd(20s);
            const QList<int> statuses = statusesIn(answer);
            for (const int status : statuses) {
                ++counts[status];
                QVERIFY2(status == 200 || (status >= 400 && status < 500), (bytes + "\n\n" + answer).constData());
            }
            counts[0] += statuses.isEmpty() ? 1 : 0;
            if (answer.contains("{\"received\":true}"))
                sender.hasTaken(id);
        }
        const std::optional<qint64> after = sender.deliver(listener.port(), "after");
        const qint64 growth = listener.peakKiB() - idle;
        QStringList told;
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            told.append(it.key() == 0 ? QStringLiteral("cut short %1").arg(it.value())
                                      : QStringLiteral("%1: %2").arg(it.key()).arg(it.value()));
        tellFigures(QStringLiteral("random requests=%1, %2; at most %3 MB more, a signed event taken after them within "
                                   "%4 ms")
                        .arg(requests)
                        .arg(told.join(QStringLiteral(", ")))
                        .arg(growth / 1024)
                        .arg(after.value_or(-1)));
        QVERIFY(after);
        QVERIFY2(growth < mostGrowthKiB, qPrintable(QString::number(growth)));
        QVERIFY(counts.value(200) > requests / 20 && counts.value(401) > 0 && counts.value(400) > 0);
        QCOMPARE(listener.stop(), 0);
        QCOMPARE(sender.disagreement(listener.inbox()), QString());
    }
};

QTEST_GUILESS_MAIN(ListenerAttackTest)
#include "listener_attack_test.moc"
