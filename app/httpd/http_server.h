// SPDX-License-Identifier: GPL-3.0-or-later
// A small hardened HTTP/1.1 server on a thread of its own. Limits follow what was measured against half-open
// connections, oversized and smuggled requests; TLS is the business of a reverse proxy. When there is no room for a new
// connection the oldest one without a whole header gives way, then one that was refused, then one without a whole body.
// start(), port() and the destructor belong to the owner's thread; requests arrive on the server's thread and must not
// block it.
#pragma once

#include "app/core/result.h"
#include "app/httpd/http_reply.h"

#include <functional>
#include <memory>
#include <thread>

namespace batchroom {

struct HttpOptions {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; // 0: any free one
    quint32 maxHeaderBytes = 16 * 1024;
    quint64 maxBodyBytes = 1024 * 1024;
    std::chrono::milliseconds headerDeadline{10'000};  // first byte to end of header
    std::chrono::milliseconds requestDeadline{15'000}; // first byte to end of body
    std::chrono::milliseconds idleDeadline{30'000};    // a kept-alive connection between two requests
    std::chrono::milliseconds writeDeadline{60'000};   // until the other side has taken the answer
    quint64 maxBodyBytesTogether = 64 * 1024 * 1024;   // of all requests that have no answer yet
    int maxConnections = 256;
    int maxConnectionsPerPeer = 32;
    int maxRequestsPerConnection = 50;
};

using OnHttpRequest = std::function<void(const HttpRequest&, HttpReply)>;

class HttpServer {
public:
    static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, OnHttpRequest onRequest);
    // Closes everything at once; requests that wait for their answer get none.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    quint16 port() const { return m_port; }
    // Runs on the server's thread, unless the server is gone by then. Any thread.
    void callAfter(std::chrono::milliseconds delay, std::function<void()> call) const;
    // Any thread.
    int connectionCount() const;

private:
    explicit HttpServer(std::shared_ptr<HttpCore> core, quint16 port);
    std::shared_ptr<HttpCore> m_core;
    quint16 m_port;
    std::thread m_thread;
};

} // namespace batchroom
