// SPDX-License-Identifier: GPL-3.0-or-later
// A paid request must reach the server exactly once, whatever the server does afterwards.
#include "app/net/http_client.h"
#include "tests/support/counting_server.h"
#include "tests/support/loopback_identity.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int repeats = 8;
const QByteArray paidBody = R"({"prompt":"a paid picture","num_images":1})";

OutgoingRequest paidRequest(const QUrl& url, const QByteArray& body = paidBody)
{
    OutgoingRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}};
    request.secrets = {{"Api-Key", Secret(QByteArray("key-of-the-test"))}};
    request.body = body;
    request.limits = {2s, 4s, 64 * 1024};
    return request;
}

enum class Line { New, MadeAhead };

SendOnceOutcome sendOnWorker(const OutgoingRequest& request, Line line = Line::New)
{
    return onWorker([&] {
        ManualClock clock;
        HttpClient client(clock);
        if (line == Line::MadeAhead)
            client.connectAhead(request);
        return client.sendOnce(request);
    });
}

// Takes connections and hangs up before a request has come.
class ShutDoor {
public:
    ShutDoor()
        : m_thread([this](std::stop_token stop) {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            m_port = server.serverPort();
            m_isOpen.count_down();
            while (!stop.stop_requested())
                if (server.waitForNewConnection(20)) {
                    const std::unique_ptr<QTcpSocket> visitor(server.nextPendingConnection());
                    visitor->disconnectFromHost();
                    ++m_visitors;
                }
        })
    {
        m_isOpen.wait();
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/x").arg(m_port)); }
    int visitors() const { return m_visitors; }

private:
    std::latch m_isOpen{1};
    std::atomic<int> m_visitors{0};
    quint16 m_port = 0;
    std::jthread m_thread;
};

enum Expected { Lost, NeverSent, Status429, Status200, Status401, Status503, Status302 };

QByteArray describe(const SendOnceOutcome& outcome)
{
    if (const auto* answer = std::get_if<ReceivedAnswer>(&outcome))
        return "answer " + QByteArray::number(answer->status);
    if (const auto* notSent = std::get_if<HttpNotSent>(&outcome))
        return "not sent: " + notSent->error.what.toUtf8() + notSent->error.detail.toUtf8();
    return "lost: " + std::get<HttpAnswerLost>(outcome).error.what.toUtf8()
        + std::get<HttpAnswerLost>(outcome).error.detail.toUtf8();
}

QByteArray expectedText(Expected expected)
{
    switch (expected) {
    case Lost: return "lost";
    case NeverSent: return "not sent";
    case Status429: return "answer 429";
    case Status200: return "answer 200";
    case Status401: return "answer 401";
    case Status503: return "answer 503";
    case Status302: return "answer 302";
    }
    return {};
}

} // namespace

class SendOnceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificate(QSslCertificate(loopbackCertificate.trimmed()));
        m_untouched = QSslConfiguration::defaultConfiguration();
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    void sendsExactlyOneRequestWhateverTheServerDoes_data()
    {
        using End = RawReply::End;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("between");
        QTest::addColumn<int>("expected");
        const auto row = [](const char* name, const QByteArray& bytes, End end, Expected expected, int before = 0,
                             int between = 0) {
            QTest::newRow(name) << bytes << static_cast<int>(end) << before << between << static_cast<int>(expected);
        };
        const QByteArray whole = httpAnswer(200, R"({"generation_id":"abc"})");
        row("answers and stays", whole, End::KeepOpen, Status200);
        row("answers and closes", whole, End::Fin, Status200);
        row("answers without a length and closes", "HTTP/1.1 200 OK\r\n\r\n{\"generation_id\":\"abc\"}", End::Fin,
            Status200);
        const QByteArray chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                                  "chunked\r\n\r\n10\r\n{\"generation_id\"\r\n7\r\n:\"abc\"}\r\n0\r\n\r\n";
        row("answers in chunks", chunks, End::KeepOpen, Status200);
        row("answers in chunks and closes", chunks, End::Fin, Status200);
        row("answers late in chunks and closes", chunks, End::Fin, Status200, 100);
        row("closes with FIN", {}, End::Fin, Lost);
        row("closes with RST", {}, End::Reset, Lost);
        row("closes late", {}, End::Fin, Lost, 300);
        row("resets late", {}, End::Reset, Lost, 300);
        row("cuts the status line", "HTTP/1.1 20", End::Fin, Lost);
        row("cuts the header", "HTTP/1.1 200 OK\r\nContent-Le", End::Fin, Lost);
        row("cuts the header with RST", "HTTP/1.1 200 OK\r\nContent-Le", End::Reset, Lost, 50);
        row("cuts the header of a 429", "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nConten", End::Fin, Lost);
        row("cuts the body", whole.chopped(5), End::Fin, Lost);
        row("cuts the body with RST", whole.chopped(5), End::Reset, Lost, 50);
        row("cuts the body of an answer that said close",
            httpAnswer(200, R"({"generation_id":"abc"})", {"Connection: close"}).chopped(5), End::Fin, Lost);
        row("cuts a chunked body", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"generation_id\"",
            End::Fin, Lost);
        row("sends two lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 23\r\n\r\n{\"generation_id\":\"abc\"}", End::Fin,
            Lost);
        row("drips too slowly", whole, End::Fin, Lost, 0, 200);
        row("never answers", whole, End::Fin, Lost, 10'000);
        row("empty 200", httpAnswer(200, {}), End::KeepOpen, Status200);
        row("garbage", "this is not http at all\r\n\r\n", End::Fin, Lost);
        row("binary garbage", QByteArray(3000, '\x91'), End::Fin, Lost);
        row("too large", httpAnswer(200, QByteArray(200'000, 'x')), End::KeepOpen, Lost);
        row("429", httpAnswer(429, "{}"), End::KeepOpen, Status429);
        row("429 whose explanation is cut", httpAnswer(429, R"({"error":"slow"})").chopped(4), End::Fin, Status429);
        row("401 that asks for a login", httpAnswer(401, "{}", {"WWW-Authenticate: Basic realm=\"x\""}), End::KeepOpen,
            Status401);
        row("401 that asks for negotiation", httpAnswer(401, "{}", {"WWW-Authenticate: Negotiate"}), End::KeepOpen,
            Status401);
        row("503 to try again", httpAnswer(503, "{}", {"Retry-After: 0"}), End::KeepOpen, Status503);
        row("redirect to repeat", httpAnswer(307, "{}", {"Location: /elsewhere"}), End::KeepOpen, Lost);
        const QByteArray hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
        // The real answer is behind it, where Qt does not look: lost, so that a person decides.
        row("hints before the answer", hints + whole, End::KeepOpen, Lost);
        row("hints before the answer, and closes", hints + whole, End::Fin, Lost);
        row("hints and nothing else", hints, End::Fin, Lost);
        row("processing before the answer", "HTTP/1.1 102 Processing\r\n\r\n" + whole, End::Fin, Lost);
        row("continue before the answer", "HTTP/1.1 100 Continue\r\n\r\n" + whole, End::Fin, Status200);
        row("429 that is too long", httpAnswer(429, QByteArray(200'000, 'x')), End::KeepOpen, Status429);
        row("429 that never ends", httpAnswer(429, R"({"error":"slow"})").chopped(4), End::KeepOpen, Status429, 0, 2);
        row("503 that is too long", httpAnswer(503, QByteArray(200'000, 'x')), End::KeepOpen, Status503);
        row("redirect", httpAnswer(302, "{}", {"Location: /elsewhere"}), End::KeepOpen, Status302);
    }

    void sendsExactlyOneRequestWhateverTheServerDoes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, end);
        QFETCH(int, before);
        QFETCH(int, between);
        QFETCH(int, expected);
        for (const auto transport : {CountingServer::Transport::Plain, CountingServer::Transport::Tls}) {
            const RawReply reply{bytes, static_cast<RawReply::End>(end), std::chrono::milliseconds(before),
                std::chrono::milliseconds(between)};
            CountingServer server([reply](const ReceivedRequest&) { return reply; }, transport);
            const int rounds = before > 5000 || between > 0 ? 2 : repeats;
            for (int round = 0; round < rounds; ++round) {
                const QByteArray body = paidBody + QByteArray::number(round);
                OutgoingRequest request = paidRequest(server.url(QStringLiteral("/v2/image")), body);
                if (rounds == 2)
                    request.limits.total = 1500ms;
                const Line line = round % 2 == 0 ? Line::New : Line::MadeAhead;
                const QByteArray outcome = describe(sendOnWorker(request, line));
                QVERIFY2(outcome.startsWith(expectedText(static_cast<Expected>(expected))), outcome.constData());
                QCOMPARE(server.countWithBody(body), 1);
            }
            QCOMPARE(server.requests().size(), rounds);
        }
    }

    void sendsOneRequestWhenTheSameClientIsUsedAgainAfterEachFault()
    {
        const QList<RawReply> faults{
            {httpAnswer(200, "{}"), RawReply::End::KeepOpen},
            {{}, RawReply::End::Fin},
            {httpAnswer(200, "{}"), RawReply::End::KeepOpen},
            {{}, RawReply::End::Reset},
            {"HTTP/1.1 200 OK\r\nContent-Le", RawReply::End::Fin},
            {httpAnswer(200, "{}"), RawReply::End::Fin},
            {{}, RawReply::End::Fin, 100ms},
            {httpAnswer(200, "{}"), RawReply::End::KeepOpen},
        };
        for (const auto transport : {CountingServer::Transport::Plain, CountingServer::Transport::Tls}) {
            CountingServer server(
                [&](const ReceivedRequest& request) { return faults.at(request.body.mid(paidBody.size()).toInt()); },
                transport);
            onWorker([&] {
                ManualClock clock;
                HttpClient client(clock);
                for (qsizetype i = 0; i < faults.size(); ++i) {
                    const OutgoingRequest paid = paidRequest(server.url(), paidBody + QByteArray::number(i));
                    if (i % 3 > 0)
                        client.connectAhead(paid);
                    client.sendOnce(paid);
                    OutgoingRequest poll;
                    poll.url = server.url(QStringLiteral("/poll"));
                    poll.body.clear();
                    (void)client.get(poll, {}); // keeps a connection of the client's own manager alive in between
                }
                return true;
            });
            for (qsizetype i = 0; i < faults.size(); ++i)
                QCOMPARE(server.countWithBody(paidBody + QByteArray::number(i)), 1);
        }
    }

    void usesTheLineThatWasMadeAheadAndNoOther()
    {
        for (const auto transport : {CountingServer::Transport::Plain, CountingServer::Transport::Tls}) {
            CountingServer server(
                [](const ReceivedRequest&) {
                    return RawReply{httpAnswer(200, "{}"), RawReply::End::KeepOpen};
                },
                transport);
            for (int round = 1; round <= repeats; ++round) {
                QVERIFY(describe(sendOnWorker(paidRequest(server.url()), Line::MadeAhead)) == "answer 200");
                QCOMPARE(server.connections(), round);
                QCOMPARE(server.requests().size(), round);
            }
        }
    }

    void sendsNothingOnALineThatIsNotUsed()
    {
        CountingServer server([](const ReceivedRequest&) { return RawReply{httpAnswer(200, "{}")}; });
        onWorker([&] {
            ManualClock clock;
            HttpClient client(clock);
            client.connectAhead(paidRequest(server.url()));
            client.connectAhead(paidRequest(server.url()));
            OutgoingRequest poll;
            poll.url = server.url(QStringLiteral("/poll"));
            return client.get(poll, {}).hasValue();
        });
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().target, QByteArray("/poll"));
    }

    void dropsALineThatHasGrownOldOrLeadsElsewhere()
    {
        CountingServer server([](const ReceivedRequest&) {
            return RawReply{httpAnswer(200, "{}"), RawReply::End::KeepOpen};
        });
        CountingServer other([](const ReceivedRequest&) {
            return RawReply{httpAnswer(200, "{}"), RawReply::End::KeepOpen};
        });
        const bool wasUp = onWorker([&] {
            ManualClock clock;
            HttpClient client(clock);
            client.connectAhead(paidRequest(server.url()));
            const bool isUp = QTest::qWaitFor([&] { return server.connections() == 1; });
            clock.advance(5s);
            client.sendOnce(paidRequest(server.url()));
            client.connectAhead(paidRequest(server.url()));
            client.sendOnce(paidRequest(other.url()));
            return isUp;
        });
        QVERIFY(wasUp);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(other.requests().size(), 1);
        // The one that had grown old saw no request.
        QCOMPARE(server.requests().first().connection, 2);
    }

    void getsNoAnswerOnALineTheServerHasShut()
    {
        const ShutDoor door;
        for (int round = 0; round < repeats; ++round) {
            const int visitors = door.visitors();
            const SendOnceOutcome outcome = onWorker([&] {
                ManualClock clock;
                HttpClient client(clock);
                client.connectAhead(paidRequest(door.url()));
                QElapsedTimer patience;
                patience.start();
                while (door.visitors() == visitors && patience.elapsed() < 5000)
                    QThread::yieldCurrentThread();
                return client.sendOnce(paidRequest(door.url()));
            });
            // It hangs up on every new line as well: either nothing left, or nobody knows. Never an answer.
            QVERIFY2(!std::holds_alternative<ReceivedAnswer>(outcome), describe(outcome).constData());
        }
    }

    void sendsALargeBodyOnce()
    {
        const QByteArray body = "{\"prompt\":\"" + QByteArray(400'000, 'p') + "\"}";
        for (const auto transport : {CountingServer::Transport::Plain, CountingServer::Transport::Tls}) {
            CountingServer server(
                [](const ReceivedRequest&) {
                    return RawReply{{}, RawReply::End::Fin, {}, {}};
                },
                transport);
            QVERIFY(describe(sendOnWorker(paidRequest(server.url(), body))).startsWith("lost"));
            QCOMPARE(server.countWithBody(body), 1);
            QCOMPARE(server.requests().size(), 1);
        }
    }

    void knowsThatNothingWasSentWhenTheHostIsUnknown()
    {
        const SendOnceOutcome outcome = sendOnWorker(paidRequest(QUrl(QStringLiteral("https://batchroom.invalid/x"))));
        QVERIFY2(describe(outcome).startsWith("not sent"), describe(outcome).constData());
        QCOMPARE(std::get<HttpNotSent>(outcome).error.code, ErrorCode::Network);
    }

    void knowsThatNothingWasSentWhenNobodyListens()
    {
        QUrl url;
        {
            const CountingServer gone([](const ReceivedRequest&) { return RawReply{}; });
            url = gone.url();
        }
        const SendOnceOutcome outcome = sendOnWorker(paidRequest(url));
        QVERIFY2(describe(outcome).startsWith("not sent"), describe(outcome).constData());
    }

    void knowsThatNothingWasSentWhenTheCertificateIsNotTrusted()
    {
        CountingServer server(
            [](const ReceivedRequest&) { return RawReply{httpAnswer(200, "{}")}; }, CountingServer::Transport::Tls);
        const QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        QSslConfiguration::setDefaultConfiguration(m_untouched);
        const SendOnceOutcome outcome = sendOnWorker(paidRequest(server.url()));
        QSslConfiguration::setDefaultConfiguration(trusting);
        QVERIFY2(describe(outcome).startsWith("not sent"), describe(outcome).constData());
        QVERIFY(std::get<HttpNotSent>(outcome).error.what.contains(QStringLiteral("identity")));
        QCOMPARE(server.requests().size(), 0);
    }

    void knowsThatNothingWasSentWhenTheServerSpeaksNoTls()
    {
        CountingServer server([](const ReceivedRequest&) { return RawReply{httpAnswer(200, "{}")}; });
        QUrl url = server.url();
        url.setScheme(QStringLiteral("https"));
        const SendOnceOutcome outcome = sendOnWorker(paidRequest(url));
        QVERIFY2(describe(outcome).startsWith("not sent"), describe(outcome).constData());
    }

    void isRefusedOnTheThreadOfTheApplication()
    {
        CountingServer server([](const ReceivedRequest&) { return RawReply{httpAnswer(200, "{}")}; });
        ManualClock clock;
        QTest::ignoreMessage(QtCriticalMsg, "HttpClient used on the application's thread or on a foreign one");
        const SendOnceOutcome outcome = HttpClient(clock).sendOnce(paidRequest(server.url()));
        QVERIFY(std::holds_alternative<HttpNotSent>(outcome));
        QCOMPARE(server.requests().size(), 0);
    }

    void sendsNothingWithAKeyThatWouldSplitTheHeader()
    {
        CountingServer server([](const ReceivedRequest&) { return RawReply{httpAnswer(200, "{}")}; });
        OutgoingRequest request = paidRequest(server.url());
        request.secrets = {{"Api-Key", Secret(QByteArray("abc\r\nX-Evil: 1"))}};
        const SendOnceOutcome outcome = sendOnWorker(request);
        QVERIFY(std::holds_alternative<HttpNotSent>(outcome));
        QCOMPARE(server.requests().size(), 0);
    }

    void tellsHowLongToWait()
    {
        CountingServer server([](const ReceivedRequest&) {
            return RawReply{httpAnswer(429, "{}", {"Retry-After: 7"}), RawReply::End::KeepOpen, {}, {}};
        });
        const SendOnceOutcome outcome = sendOnWorker(paidRequest(server.url()));
        QCOMPARE(std::get<ReceivedAnswer>(outcome).retryAfter, std::optional<std::chrono::milliseconds>(7s));
    }

    void neverShowsTheKeyInAnError()
    {
        CountingServer server([](const ReceivedRequest&) { return RawReply{}; });
        OutgoingRequest request = paidRequest(server.url(QStringLiteral("/x?sig=key-of-the-test")));
        const SendOnceOutcome outcome = sendOnWorker(request);
        QVERIFY(!describe(outcome).contains("key-of-the-test"));
    }

private:
    QSslConfiguration m_untouched;
};

QTEST_GUILESS_MAIN(SendOnceTest)
#include "send_once_test.moc"
