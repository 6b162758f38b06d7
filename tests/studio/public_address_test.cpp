// SPDX-License-Identifier: GPL-3.0-or-later
// What Ideogram would take as a public address, and how far a test event gets through one.
#include "app/httpd/http_server.h"
#include "app/net/http_client.h"
#include "app/studio/event_desk.h"
#include "app/studio/public_address.h"
#include "app/studio/studio.h"
#include "tests/support/on_worker.h"

#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

// In the place of a tunnel: hands every request on to the listener as it came, or does what such things do wrong.
class Tunnel {
public:
    using Act = std::function<void(const HttpRequest&, const HttpReply&)>;
    explicit Tunnel(Act act) { m_server = *HttpServer::start({}, std::move(act)); }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port())); }

private:
    std::unique_ptr<HttpServer> m_server;
};

HttpResponse plainAnswer(int status)
{
    HttpResponse response;
    response.status = status;
    return response;
}

} // namespace

class PublicAddressStudioTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        StudioOptions options;
        options.libraryFolder = m_folder->filePath(QStringLiteral("library"));
        Result<std::unique_ptr<Studio>> studio = Studio::open(options);
        QVERIFY(studio);
        m_studio = *std::move(studio);
        ListenRequest request;
        request.callbackKeys.secrets = {Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
        const Result<quint16> port = m_studio->events().listen(request);
        QVERIFY(port);
        m_port = *port;
    }
    void cleanup()
    {
        m_studio.reset();
        m_folder.reset();
    }

    void knowsWhatIdeogramWouldTake_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("address"); // empty: refused
        const auto row = [](const char* typed, const char* address) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(address);
        };
        row("https://hooks.example.com", "https://hooks.example.com");
        row("  hooks.example.com/  ", "https://hooks.example.com");
        row("https://hooks.example.com/webhooks/ideogram", "https://hooks.example.com");
        row("https://hooks.example.com/webhooks/ideogram-callback", "https://hooks.example.com");
        row("https://example.com/batchroom/", "https://example.com/batchroom");
        row("https://hooks.example.com:8443", "https://hooks.example.com:8443");
        row("http://hooks.example.com", "");
        row("https://localhost", "");
        row("https://127.0.0.1:8787", "");
        row("https://192.168.1.4", "");
        row("https://169.254.169.254", "");
        row("https://[::1]", "");
        row("https://printer.local", "");
        row("https://me:secret@hooks.example.com", "");
        row("https://hooks.example.com/?a=1", "");
        row("https://hooks.example.com/#a", "");
        row("ftp://hooks.example.com", "");
        row("two words", "");
        row("", "");
    }
    void knowsWhatIdeogramWouldTake()
    {
        QFETCH(QString, typed);
        QFETCH(QString, address);
        const Result<QUrl> read = publicAddress(typed);
        QCOMPARE(read ? read->toString() : QString(), address);
        if (read)
            QCOMPARE(ideogramWebhookAt(*read).toString(), address + QStringLiteral("/webhooks/ideogram"));
        else
            QVERIFY(read.error().what.endsWith(QLatin1Char('.')));
    }
    void refusesOneThatIsTooLong()
    {
        QVERIFY(!publicAddress(QStringLiteral("https://hooks.example.com/") + QString(2048, QLatin1Char('a'))));
    }

    void aTestEventComesInThroughATunnel()
    {
        const Tunnel tunnel([this](const HttpRequest& request, const HttpReply& reply) { handOn(request, reply); });
        const Result<void> result = test(tunnel.url());
        QVERIFY2(result, result ? "" : qPrintable(result.error().what));
        // Twice: each is an event of its own.
        QVERIFY(test(tunnel.url()));
    }

    void saysHowFarItGot_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::newRow("another program") << 200 << QStringLiteral("did not come in here");
        QTest::newRow("redirect") << 301 << QStringLiteral("redirect");
        QTest::newRow("password") << 401 << QStringLiteral("refused");
        QTest::newRow("path") << 404 << QStringLiteral("http://127.0.0.1:");
        QTest::newRow("nobody behind it") << 502 << QStringLiteral("does not reach");
        QTest::newRow("else") << 418 << QStringLiteral("418");
    }
    void saysHowFarItGot()
    {
        QFETCH(int, status);
        QFETCH(QString, word);
        const Tunnel tunnel([status](const HttpRequest&, const HttpReply& reply) { reply.send(plainAnswer(status)); });
        const Result<void> result = test(tunnel.url());
        QVERIFY(!result);
        QVERIFY2(result.error().what.contains(word), qPrintable(result.error().what));
    }

    void saysThatNobodyAnswers()
    {
        QUrl address;
        {
            const Tunnel gone([](const HttpRequest&, const HttpReply&) {});
            address = gone.url();
        }
        const Result<void> result = test(address);
        QVERIFY(!result);
        QVERIFY2(result.error().what.contains(QStringLiteral("Nothing answers")), qPrintable(result.error().what));
    }

    void needsTheListenerAndASecret()
    {
        m_studio->events().stopListening();
        const Result<void> result = test(QUrl(QStringLiteral("https://hooks.example.com")));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::BadInput);
    }

private:
    Result<void> test(const QUrl& address)
    {
        const SystemClock clock;
        PublicAddressTest tried(m_studio->events(), const_cast<SystemClock&>(clock));
        tried.setPatience(std::chrono::milliseconds(300));
        std::optional<Result<void>> result;
        tried.start(address, [&result](const Result<void>& told) { result = told; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
            return Error{ErrorCode::Internal, QStringLiteral("no answer"), {}};
        return *result;
    }
    // On a thread of its own, as a tunnel is another program.
    void handOn(const HttpRequest& request, const HttpReply& reply) const
    {
        OutgoingRequest onwards;
        onwards.method = request.method;
        onwards.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port) + request.path);
        onwards.body = request.body;
        for (const char* name : {"content-type", "webhook-id", "webhook-timestamp", "webhook-signature"})
            onwards.headers.append({name, request.header(name)});
        const Result<ReceivedAnswer> answer = test::onWorker([&onwards] {
            SystemClock clock;
            return HttpClient(clock).send(onwards, {});
        });
        reply.send(plainAnswer(answer ? answer->status : 502));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Studio> m_studio;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(PublicAddressStudioTest)
#include "public_address_test.moc"
