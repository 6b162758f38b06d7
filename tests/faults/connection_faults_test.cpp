// SPDX-License-Identifier: GPL-3.0-or-later
// A connection that dies under a paid request, in every way and at every point, seen through the whole program: the
// server gets it once, and its outcome is unknown, never queued again. (Fault list, 2.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/private_mounts.h"
#include "tests/support/counting_server.h"
#include "tests/support/loopback_identity.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

// A synchronous call waits 300 s for its answer.
constexpr std::chrono::minutes longerThanACall{8};

constexpr int repeats = 5;
const QByteArray html = "<html><body><h1>Something is wrong</h1></body></html>";

QString promptOf(const ReceivedRequest& request)
{
    return QJsonDocument::fromJson(request.body).object().value(QStringLiteral("prompt")).toString();
}

bool isPaid(const ReceivedRequest& request)
{
    return request.method == "POST" && !request.target.contains("dry_run");
}

QByteArray smallPicture()
{
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(0xff336699U);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

RawReply kept(const QByteArray& body, const QByteArray& type = "Content-Type: application/json")
{
    return {httpAnswer(200, body, {type}), RawReply::End::KeepOpen, {}, {}};
}

// Prices, pictures and the warming job are answered well; every other paid request meets the fault.
RawReply answerTo(const ReceivedRequest& request, const RawReply& fault, const QByteArray& scheme)
{
    if (request.method == "GET")
        return kept(smallPicture(), "Content-Type: image/png");
    if (!isPaid(request))
        return kept(R"({"object":"price_quote","usd_micros":25000,"qualifier":"exact"})");
    if (!promptOf(request).startsWith(QLatin1StringView("Warm")))
        return fault;
    const QJsonObject image{
        {QStringLiteral("url"), QStringLiteral("%1/p.png").arg(QString::fromLatin1(scheme + request.header("Host")))},
        {QStringLiteral("prompt"), QStringLiteral("Warm")}, {QStringLiteral("resolution"), QStringLiteral("32x32")},
        {QStringLiteral("seed"), 1}, {QStringLiteral("is_image_safe"), true}};
    return kept(QJsonDocument(QJsonObject{{QStringLiteral("data"), QJsonArray{image}}}).toJson());
}

} // namespace

class ConnectionFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QFile certificate(m_certificates.filePath(QStringLiteral("loopback.pem")));
        QVERIFY(certificate.open(QIODevice::WriteOnly));
        certificate.write(loopbackCertificate.trimmed() + '\n');
        m_whyNoTls = whyNoPrivateMounts();
    }

    void sendsOnceAndAsksAPerson_data()
    {
        using End = RawReply::End;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("between");
        const auto row = [](const char* name, const QByteArray& bytes, End end, int before = 0, int between = 0) {
            QTest::newRow(name) << bytes << static_cast<int>(end) << before << between;
        };
        const QByteArray whole = httpAnswer(200, R"({"generation_id":"abcdefghijklmnopqrstuv","seed":1})");
        row("FIN", {}, End::Fin);
        row("RST", {}, End::Reset);
        row("late close", {}, End::Fin, 300);
        row("cut header", whole.left(30), End::Fin);
        row("cut body", whole.left(whole.indexOf("\r\n\r\n") + 8), End::Fin);
        row("slow drip that breaks off", whole.left(40), End::Reset, 0, 20);
        row("500 in HTML", httpAnswer(500, html, {"Content-Type: text/html"}), End::Fin);
        row("502 in HTML", httpAnswer(502, html, {"Content-Type: text/html"}), End::KeepOpen);
        row("503 in HTML", httpAnswer(503, html, {"Content-Type: text/html", "Retry-After: 0"}), End::KeepOpen);
        row("504 in HTML", httpAnswer(504, html, {"Content-Type: text/html"}), End::Reset, 50);
        row("200 in HTML", httpAnswer(200, html, {"Content-Type: text/html"}), End::KeepOpen);
        row("empty 200", httpAnswer(200, {}), End::KeepOpen);
        if (isLongRun())
            row("a drip without an end", whole, End::Fin, 0, 4000); // longer than anybody waits
    }

    void sendsOnceAndAsksAPerson()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, end);
        QFETCH(int, before);
        QFETCH(int, between);
        const RawReply fault{bytes, static_cast<RawReply::End>(end), std::chrono::milliseconds(before),
            std::chrono::milliseconds(between)};
        for (const auto transport : {CountingServer::Transport::Plain, CountingServer::Transport::Tls}) {
            if (transport == CountingServer::Transport::Tls && !m_whyNoTls.isEmpty())
                continue;
            for (const bool isWarm : {false, true}) {
                // Both ways of asking: cold asynchronously, warm synchronously; the long run crosses them.
                for (const bool isSync : isLongRun() ? QList<bool>{false, true} : QList<bool>{isWarm})
                    oneRun(fault, transport, isWarm, isSync);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void waitsForAnAnswerThatDripsButComes()
    {
        const QByteArray whole = httpAnswer(
            200, R"({"data":[{"url":"","prompt":"x","resolution":"32x32","seed":1,"is_image_safe":false}]})");
        QTemporaryDir folder;
        CountingServer server([&](const ReceivedRequest& request) {
            return answerTo(request, RawReply{whole, RawReply::End::Fin, 0ms, 10ms}, "http://");
        });
        const ClientSetup setup{
            .apiBase = server.url().toString(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet = writeSheet(folder.filePath(QStringLiteral("s.csv")), {QStringLiteral("Drip")});
        const CliResult result = ClientProgram::run(setup, sheet, {QStringLiteral("--sync")})->finish();
        const LibraryBooks books = readBooks(setup.library);
        QVERIFY2(books.count(QStringLiteral("withheld")) == 1, qPrintable(books.statesText() + errorsOf(result)));
        QCOMPARE(paidPosts(server).value(QStringLiteral("Drip")), 1);
    }

    void cleanupTestCase()
    {
        tellFigures(
            QStringLiteral("runs=%1, paid requests=%2, sent twice=%3, unknown=%4, queued again=%5, over https=%6")
                .arg(m_runs)
                .arg(m_posts)
                .arg(m_sentTwice)
                .arg(m_unknown)
                .arg(m_queued)
                .arg(m_whyNoTls.isEmpty() ? QStringLiteral("yes") : QString::fromLocal8Bit(m_whyNoTls)));
    }

private:
    static QHash<QString, int> paidPosts(const CountingServer& server)
    {
        QHash<QString, int> posts;
        for (const ReceivedRequest& request : server.requests())
            if (isPaid(request))
                ++posts[promptOf(request)];
        return posts;
    }

    void oneRun(const RawReply& fault, CountingServer::Transport transport, bool isWarm, bool isSync)
    {
        const bool isTls = transport == CountingServer::Transport::Tls;
        QTemporaryDir folder;
        CountingServer server(
            [&](const ReceivedRequest& request) { return answerTo(request, fault, isTls ? "https://" : "http://"); },
            transport);
        ClientSetup setup{.apiBase = server.url().toString(), .library = folder.filePath(QStringLiteral("library"))};
        if (isTls) // the program trusts our certificate and no other
            setup.inChild =
                showInPlace(m_certificates.path().toLocal8Bit(), QByteArray("/etc/ssl/certs"), Writable::Yes);
        const int faulty = fault.betweenBytes > 1s ? 1 : repeats; // one after another, each waited out
        QStringList prompts = numberedPrompts(QStringLiteral("Fault"), faulty);
        QStringList more = isSync ? QStringList{QStringLiteral("--sync")} : QStringList();
        if (isWarm) {
            prompts.prepend(QStringLiteral("Warm"));
            more += QStringList{QStringLiteral("--concurrency"), QStringLiteral("1")};
        }
        const QString sheet = writeSheet(folder.filePath(QStringLiteral("s.csv")), prompts);
        const CliResult result = ClientProgram::run(setup, sheet, more)->finish(longerThanACall);

        const LibraryBooks books = readBooks(setup.library);
        const QHash<QString, int> posts = paidPosts(server);
        ++m_runs;
        m_unknown += books.count(QStringLiteral("unknown"));
        m_queued += books.count(QStringLiteral("queued"));
        for (const int count : posts) {
            m_posts += count;
            m_sentTwice += count > 1 ? 1 : 0;
        }
        const QString where =
            QStringLiteral("%1, %2, %3: %4 %5")
                .arg(isTls ? QStringLiteral("https") : QStringLiteral("http"),
                    isWarm ? QStringLiteral("warm") : QStringLiteral("cold"),
                    isSync ? QStringLiteral("sync") : QStringLiteral("async"), books.statesText(), errorsOf(result));
        for (const QString& prompt : std::as_const(prompts))
            QVERIFY2(posts.value(prompt) == 1, qPrintable(where));
        QVERIFY2(books.count(QStringLiteral("unknown")) == faulty, qPrintable(where));
        QVERIFY2(books.count(QStringLiteral("done")) == (isWarm ? 1 : 0), qPrintable(where));
        QVERIFY2(result.exitCode == 3, qPrintable(where));
        QCOMPARE(books.integrity, QStringLiteral("ok"));
    }

    QTemporaryDir m_certificates;
    QByteArray m_whyNoTls;
    int m_runs = 0;
    int m_posts = 0;
    int m_sentTwice = 0;
    int m_unknown = 0;
    int m_queued = 0;
};

QTEST_GUILESS_MAIN(ConnectionFaultsTest)
#include "connection_faults_test.moc"
