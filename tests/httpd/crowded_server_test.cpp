// SPDX-License-Identifier: GPL-3.0-or-later
// Who gives way when there is no room: neither those that wait for an answer nor whoever comes new and means it.
#include "tests/httpd/http_bench.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QByteArray closingGet = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

QByteArray beginOfPost(qsizetype announced, qsizetype sent)
{
    return "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + QByteArray::number(announced)
        + "\r\n\r\n" + QByteArray(sent, 'x');
}

// The server works on what is ready in turn: after these round trips it has read what others sent before.
void letItRead(const TestServer& server)
{
    for (int i = 0; i < 10; ++i)
        QVERIFY(ask(server, closingGet).startsWith("HTTP/1.1 200"));
}

HttpOptions roomFor(int connections)
{
    HttpOptions options;
    options.maxConnections = connections;
    return options;
}

} // namespace

class CrowdedServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // A refused one is kept open for a while, so that its answer is not lost; that must not keep others out.
    void aRefusedConnectionGivesWay()
    {
        TestServer server(roomFor(1));
        Client refused(server);
        refused.send("GET / HTTP/9.9\r\nHost: a\r\n\r\n");
        QVERIFY(refused.readUntil("malformed").startsWith("HTTP/1.1 400"));
        QVERIFY(ask(server, closingGet).startsWith("HTTP/1.1 200"));
    }

    void aHalfBodyGivesWay()
    {
        TestServer server(roomFor(2));
        Client older(server);
        older.send(beginOfPost(10, 3));
        QTRY_COMPARE(server.server->connectionCount(), 1);
        Client newer(server);
        newer.send(beginOfPost(10, 3));
        QTRY_COMPARE(server.server->connectionCount(), 2);
        QVERIFY(ask(server, closingGet).startsWith("HTTP/1.1 200"));
        QVERIFY(older.isClosedByServer());
        newer.send("1234567");
        QVERIFY(newer.readAll().startsWith("HTTP/1.1 200"));
    }

    void aHalfHeaderGivesWayBeforeAHalfBody()
    {
        TestServer server(roomFor(2));
        Client body(server);
        body.send(beginOfPost(10, 3));
        QTRY_COMPARE(server.server->connectionCount(), 1);
        Client header(server);
        header.send("GET / HTTP/1.1\r\n");
        QTRY_COMPARE(server.server->connectionCount(), 2);
        QVERIFY(ask(server, closingGet).startsWith("HTTP/1.1 200"));
        QVERIFY(header.isClosedByServer());
        body.send("1234567");
        QVERIFY(body.readAll().startsWith("HTTP/1.1 200"));
    }

    void theLargestOfTooManyHalfBodiesGivesWay()
    {
        HttpOptions options;
        options.maxBodyBytesTogether = 100'000;
        TestServer server(options);
        Client large(server);
        large.send(beginOfPost(100'000, 60'000));
        Client small(server);
        small.send(beginOfPost(40'000, 30'000));
        letItRead(server);
        // Each of them is as large as it may be; together with another one they are not.
        const QByteArray answer = ask(server, beginOfPost(40'000, 40'000));
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.left(100).constData());
        QVERIFY(large.isClosedByServer());
        small.send(QByteArray(10'000, 'x'));
        QVERIFY(small.readAll().startsWith("HTTP/1.1 200"));
    }

    void whatWaitsForItsAnswerDoesNotGiveWay()
    {
        HttpOptions options;
        options.maxBodyBytesTogether = 100'000;
        TestServer server(options);
        Client waiting(server);
        waiting.send("POST /keep HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 80000\r\n\r\n"
            + QByteArray(80'000, 'x'));
        QTRY_COMPARE(server.keptCount(), size_t(1));
        QVERIFY(ask(server, beginOfPost(50'000, 50'000)).startsWith("HTTP/1.1 503"));
        QVERIFY(ask(server, beginOfPost(10'000, 10'000)).startsWith("HTTP/1.1 200"));
        server.kept.front().send(HttpResponse::text(200, "kept"));
        QVERIFY(waiting.readAll().endsWith("kept"));
        // Its bytes are free again.
        QVERIFY(ask(server, beginOfPost(50'000, 50'000)).startsWith("HTTP/1.1 200"));
    }
};

QTEST_GUILESS_MAIN(CrowdedServerTest)
#include "crowded_server_test.moc"
