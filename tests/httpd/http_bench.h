// SPDX-License-Identifier: GPL-3.0-or-later
// A server on loopback and somebody who writes to it byte by byte.
#pragma once

#include "app/httpd/http_server.h"

#include <QTcpSocket>

#include <mutex>
#include <stdexcept>
#include <vector>

namespace batchroom::test {

// A server that answers "METHOD PATH BODY" unless the path asks for something else.
struct TestServer {
    explicit TestServer(const HttpOptions& options = {})
    {
        auto started = HttpServer::start(
            options, [this](const HttpRequest& request, const HttpReply& reply) { onRequest(request, reply); });
        if (started)
            server = std::move(*started);
    }

    void onRequest(const HttpRequest& request, const HttpReply& reply)
    {
        const std::lock_guard lock(mutex);
        ++requests;
        if (request.path == QLatin1StringView("/keep"))
            kept.push_back(reply);
        else if (request.path == QLatin1StringView("/drop"))
            return;
        else if (request.path == QLatin1StringView("/throw"))
            throw std::runtime_error("bad day");
        else
            reply.send(HttpResponse::text(200, request.method + ' ' + request.path.toUtf8() + ' ' + request.body));
    }

    size_t keptCount()
    {
        const std::lock_guard lock(mutex);
        return kept.size();
    }

    std::mutex mutex;
    int requests = 0;
    std::vector<HttpReply> kept;
    std::unique_ptr<HttpServer> server;
};

struct Client {
    explicit Client(const TestServer& target)
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), target.server->port());
        socket.waitForConnected(5000);
    }
    void send(const QByteArray& bytes)
    {
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
    }
    // Everything until the other side closes.
    QByteArray readAll(int patience = 8000)
    {
        QByteArray all = socket.readAll();
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patience))
            all += socket.readAll();
        return all + socket.readAll();
    }
    QByteArray readUntil(const QByteArray& mark)
    {
        QByteArray all;
        while (!all.contains(mark) && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(8000)))
            all += socket.readAll();
        return all;
    }
    bool isClosedByServer(int patience = 8000)
    {
        readAll(patience);
        return socket.state() != QAbstractSocket::ConnectedState;
    }
    QTcpSocket socket;
};

inline QByteArray ask(const TestServer& server, const QByteArray& bytes)
{
    Client client(server);
    client.send(bytes);
    return client.readAll();
}

inline QByteArray statusLine(const QByteArray& answer)
{
    return answer.left(answer.indexOf('\r'));
}

} // namespace batchroom::test
