// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/httpd/http_core.h"

#include "app/httpd/http_session.h"

#include <QCoreApplication>

#include <boost/asio/post.hpp>

namespace batchroom {

namespace {

Error cannotListen(const HttpOptions& options, const boost::system::error_code& cause)
{
    const QString detail = QString::fromStdString(cause.message());
    if (cause == boost::asio::error::address_in_use)
        return {ErrorCode::Network,
            QCoreApplication::translate(
                "HttpServer", "Port %1 is already used by another program. Choose another port, or 0 for any free one.")
                .arg(options.port),
            detail};
    if (cause == boost::asio::error::access_denied)
        return {ErrorCode::Network,
            QCoreApplication::translate(
                "HttpServer", "This system does not allow listening on port %1. Choose a port above 1023.")
                .arg(options.port),
            detail};
    return {ErrorCode::Network,
        QCoreApplication::translate("HttpServer", "Cannot listen on %1, port %2. Check the address and the port.")
            .arg(options.address)
            .arg(options.port),
        detail};
}

} // namespace

HttpCore::HttpCore(const HttpOptions& options, OnHttpRequest onRequest)
    : m_options(options)
    , m_onRequest(std::move(onRequest))
    , m_work(m_loop.get_executor())
    , m_acceptor(m_loop)
{
}

HttpCore::~HttpCore() = default;

Result<quint16> HttpCore::listen()
{
    boost::system::error_code failure;
    const auto address = boost::asio::ip::make_address(m_options.address.toStdString(), failure);
    if (failure)
        return Error{ErrorCode::BadInput,
            QCoreApplication::translate("HttpServer", "“%1” is not a network address. Use for example 127.0.0.1.")
                .arg(m_options.address),
            QString::fromStdString(failure.message())};
    const Tcp::endpoint endpoint(address, m_options.port);
    m_acceptor.open(endpoint.protocol(), failure);
#ifndef Q_OS_WIN // there it would let a second program take the port over
    if (!failure)
        m_acceptor.set_option(Tcp::acceptor::reuse_address(true), failure);
#endif
    if (!failure)
        m_acceptor.bind(endpoint, failure);
    if (!failure)
        m_acceptor.listen(Tcp::acceptor::max_listen_connections, failure);
    if (failure)
        return cannotListen(m_options, failure);
    return m_acceptor.local_endpoint(failure).port();
}

void HttpCore::run()
{
    acceptNext();
    m_loop.run();
}

void HttpCore::shutDown()
{
    boost::asio::post(m_loop, [this] { closeEverything(); });
}

void HttpCore::closeEverything()
{
    m_closing = true;
    boost::system::error_code ignored;
    m_acceptor.close(ignored);
    m_timers.clear();
    const auto sessions = std::exchange(m_sessions, {});
    m_count = 0;
    for (const auto& [id, session] : sessions)
        session->close();
    m_work.reset();
}

void HttpCore::answer(quint64 connection, quint64 request, HttpAnswer answer, std::chrono::milliseconds delay)
{
    auto deliverAnswer = [this, connection, request, answer = std::move(answer)]() mutable {
        const auto found = m_sessions.find(connection);
        if (found != m_sessions.end())
            std::shared_ptr<HttpSession>(found->second)->answer(request, std::move(answer));
    };
    if (delay.count() <= 0)
        boost::asio::post(m_loop, std::move(deliverAnswer));
    else
        callAfter(delay, std::move(deliverAnswer));
}

void HttpCore::callAfter(std::chrono::milliseconds delay, std::function<void()> call)
{
    boost::asio::post(m_loop, [this, delay, call = std::move(call)]() mutable { startTimer(delay, std::move(call)); });
}

void HttpCore::startTimer(std::chrono::milliseconds delay, std::function<void()> call)
{
    if (m_closing)
        return;
    const quint64 id = m_nextId++;
    auto& timer = m_timers[id] = std::make_unique<boost::asio::steady_timer>(m_loop, delay);
    timer->async_wait([this, id, call = std::move(call)](const boost::system::error_code& cancelled) {
        if (cancelled || m_timers.erase(id) == 0)
            return;
        call();
    });
}

void HttpCore::deliver(const HttpRequest& request, quint64 connection, quint64 requestId)
{
    m_onRequest(request, HttpReply(weak_from_this(), connection, requestId));
}

void HttpCore::forget(quint64 connection)
{
    m_sessions.erase(connection);
    m_count = static_cast<int>(m_sessions.size());
}

void HttpCore::acceptNext()
{
    if (m_closing)
        return;
    m_acceptor.async_accept([this](const boost::system::error_code& failure, Tcp::socket socket) {
        if (m_closing || failure == boost::asio::error::operation_aborted)
            return;
        if (failure) { // for example out of file descriptors: trying again at once would only spin
            startTimer(std::chrono::milliseconds(100), [this] { acceptNext(); });
            return;
        }
        admit(std::move(socket));
        acceptNext();
    });
}

void HttpCore::admit(Tcp::socket socket)
{
    boost::system::error_code failure;
    const Tcp::endpoint remote = socket.remote_endpoint(failure);
    if (failure)
        return;
    const QByteArray peer = QByteArray::fromStdString(remote.address().to_string());
    if (!makeRoomFor(peer))
        return;
    socket.set_option(Tcp::no_delay(true), failure);
    const quint64 id = m_nextId++;
    const auto session = std::make_shared<HttpSession>(*this, std::move(socket), id, peer);
    m_sessions[id] = session;
    m_count = static_cast<int>(m_sessions.size());
    session->start();
}

bool HttpCore::makeRoomFor(const QByteArray& peer)
{
    if (connectionsOf(peer) >= m_options.maxConnectionsPerPeer && !evictOne(&peer))
        return false;
    if (static_cast<int>(m_sessions.size()) >= m_options.maxConnections)
        return evictOne(nullptr);
    return true;
}

bool HttpCore::evictOne(const QByteArray* peer)
{
    std::shared_ptr<HttpSession> victim;
    for (const auto& [id, session] : m_sessions) {
        const bool isCandidate = session->claim() != HttpSession::Claim::Kept && (!peer || session->peer() == *peer);
        if (isCandidate
            && (!victim || std::pair(session->claim(), session->since()) < std::pair(victim->claim(), victim->since())))
            victim = session;
    }
    if (victim)
        victim->close();
    return victim != nullptr;
}

bool HttpCore::changeHeldBytes(const HttpSession& session, qint64 change)
{
    m_heldBytes += change;
    while (change > 0 && m_heldBytes > static_cast<qint64>(m_options.maxBodyBytesTogether)) {
        std::shared_ptr<HttpSession> largest;
        for (const auto& [id, other] : m_sessions)
            if (other->claim() == HttpSession::Claim::HalfBody
                && (!largest || other->heldBytes() > largest->heldBytes()))
                largest = other;
        if (!largest || largest.get() == &session)
            return false;
        largest->close();
    }
    return true;
}

int HttpCore::connectionsOf(const QByteArray& peer) const
{
    return static_cast<int>(std::count_if(
        m_sessions.begin(), m_sessions.end(), [&peer](const auto& entry) { return entry.second->peer() == peer; }));
}

} // namespace batchroom
