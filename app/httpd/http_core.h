// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of HttpServer: the event loop, the acceptor and the register of connections. run() is the server's thread;
// answer(), callAfter(), shutDown() and connectionCount() may be called from any; the rest is the server's thread only.
#pragma once

#include "app/httpd/http_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <map>
#include <utility> // before Asio: Boost 1.74 forgets it in C++20

namespace batchroom {

class HttpSession;

struct HttpAnswer {
    HttpResponse response;
    Misbehaviour how = Misbehaviour::None;
    Drip drip;
};

class HttpCore : public std::enable_shared_from_this<HttpCore> {
public:
    HttpCore(const HttpOptions& options, OnHttpRequest onRequest);
    ~HttpCore();

    Result<quint16> listen();
    void run();
    void shutDown();
    void answer(quint64 connection, quint64 request, HttpAnswer answer, std::chrono::milliseconds delay);
    void callAfter(std::chrono::milliseconds delay, std::function<void()> call);
    int connectionCount() const { return m_count.load(); }

    const HttpOptions& options() const { return m_options; }
    void deliver(const HttpRequest& request, quint64 connection, quint64 requestId);
    void forget(quint64 connection);
    // The body of one request grew, or was let go. False when all of them together are too large and this is the
    // largest one that may still be broken off; another one gives way before.
    bool changeHeldBytes(const HttpSession& session, qint64 change);

private:
    using Tcp = boost::asio::ip::tcp;
    void acceptNext();
    void admit(Tcp::socket socket);
    bool makeRoomFor(const QByteArray& peer);
    bool evictOne(const QByteArray* peer);
    int connectionsOf(const QByteArray& peer) const;
    void startTimer(std::chrono::milliseconds delay, std::function<void()> call);
    void closeEverything();

    const HttpOptions m_options;
    const OnHttpRequest m_onRequest;
    boost::asio::io_context m_loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    Tcp::acceptor m_acceptor;
    std::map<quint64, std::shared_ptr<HttpSession>> m_sessions;
    std::map<quint64, std::unique_ptr<boost::asio::steady_timer>> m_timers;
    quint64 m_nextId = 1;
    qint64 m_heldBytes = 0;
    bool m_closing = false;
    std::atomic<int> m_count{0};
};

} // namespace batchroom
