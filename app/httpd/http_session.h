// SPDX-License-Identifier: GPL-3.0-or-later
// One connection: reads a request within its limits, waits for the answer, writes it, goes on or closes. The server's
// thread only. The boundary where exceptions of Beast, Asio and of the request's receiver end.
#pragma once

#include "app/httpd/http_core.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <optional>

namespace batchroom {

class HttpSession : public std::enable_shared_from_this<HttpSession> {
public:
    using Tcp = boost::asio::ip::tcp;
    using TimePoint = std::chrono::steady_clock::time_point;

    HttpSession(HttpCore& core, Tcp::socket socket, quint64 id, QByteArray peer);

    void start();
    // Ignored unless exactly this request is waiting.
    void answer(quint64 request, HttpAnswer answer);
    void close();

    // To its place when others want one; the weakest first.
    enum class Claim { NoHeader, Refused, HalfBody, Kept };
    Claim claim() const;
    TimePoint since() const { return m_since; }
    qint64 heldBytes() const { return m_heldBytes; }
    const QByteArray& peer() const { return m_peer; }

private:
    using ErrorCodeOf = boost::system::error_code;
    enum class Phase { Idle, Header, Body, Answering, Writing, Draining, Closed };

    void waitForRequest();
    void readHeader();
    void onHeader(const ErrorCodeOf& failure);
    void sendContinue();
    void readBody();
    bool hold(std::size_t bodyBytes);
    void deliver();
    HttpRequest takeRequest();
    int headerProblem() const;
    void refuse(const ErrorCodeOf& failure);
    void refuse(int status, const QByteArray& text);
    void setDeadline(std::chrono::milliseconds time);
    void setDeadlineAt(TimePoint time);
    void clearDeadline();

    void write(const HttpResponse& response);
    void writeAll(std::function<void()> then);
    void misbehave(const HttpAnswer& answer);
    void dripNext(const Drip& drip);
    void resetConnection();
    void afterAnswer();
    void drainAndClose();
    void drainNext();

    HttpCore& m_core;
    Tcp::socket m_socket;
    const quint64 m_id;
    const QByteArray m_peer;
    boost::asio::steady_timer m_deadline;
    boost::asio::steady_timer m_dripTimer;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> m_parser;
    Phase m_phase = Phase::Idle;
    TimePoint m_since;
    TimePoint m_requestStart;
    quint64 m_requestId = 0;
    quint64 m_bodyTraffic = 0;
    qint64 m_heldBytes = 0; // of a body without its answer
    int m_served = 0;
    bool m_keepAlive = false;
    bool m_isHead = false;
    QByteArray m_head;
    QByteArray m_body;
    qsizetype m_dripped = 0;
    std::array<char, 4096> m_scratch{};
    qsizetype m_drained = 0;
};

} // namespace batchroom
