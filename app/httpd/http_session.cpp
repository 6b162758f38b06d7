// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/httpd/http_session.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>

namespace batchroom {

namespace http = boost::beast::http;
namespace asio = boost::asio;

namespace {

constexpr qsizetype maxDrained = 1024 * 1024;
constexpr std::chrono::milliseconds drainDeadline{2'000};
// What chunk headers and trailers may add to a body of the full size.
constexpr quint64 framingAllowance = 64 * 1024;

QByteArray bytesOf(boost::beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

int statusFor(const boost::system::error_code& failure)
{
    if (failure == http::error::header_limit || failure == http::error::buffer_overflow)
        return 431;
    return failure == http::error::body_limit ? 413 : 400;
}

bool isParseError(const boost::system::error_code& failure)
{
    return failure.category() == http::make_error_code(http::error::bad_method).category()
        && failure != http::error::end_of_stream && failure != http::error::partial_message;
}

} // namespace

HttpSession::HttpSession(HttpCore& core, Tcp::socket socket, quint64 id, QByteArray peer)
    : m_core(core)
    , m_socket(std::move(socket))
    , m_id(id)
    , m_peer(std::move(peer))
    , m_deadline(m_socket.get_executor())
    , m_dripTimer(m_socket.get_executor())
    , m_buffer(core.options().maxHeaderBytes + framingAllowance)
    , m_since(std::chrono::steady_clock::now())
{
}

void HttpSession::start()
{
    readHeader();
}

HttpSession::Claim HttpSession::claim() const
{
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Header: return Claim::NoHeader;
    case Phase::Draining: return Claim::Refused;
    case Phase::Body: return Claim::HalfBody;
    case Phase::Answering:
    case Phase::Writing:
    case Phase::Closed: break;
    }
    return Claim::Kept;
}

void HttpSession::waitForRequest()
{
    if (m_buffer.size() > 0) {
        readHeader();
        return;
    }
    m_phase = Phase::Idle;
    m_since = std::chrono::steady_clock::now();
    setDeadline(m_core.options().idleDeadline);
    m_socket.async_wait(Tcp::socket::wait_read, [self = shared_from_this()](const ErrorCodeOf& failure) {
        if (!failure && self->m_phase == Phase::Idle)
            self->readHeader();
    });
}

void HttpSession::readHeader()
{
    m_phase = Phase::Header;
    m_requestStart = m_since = std::chrono::steady_clock::now();
    m_bodyTraffic = 0;
    setDeadline(m_core.options().headerDeadline);
    m_parser.emplace();
    m_parser->header_limit(m_core.options().maxHeaderBytes);
    m_parser->body_limit(m_core.options().maxBodyBytes);
    http::async_read_header(m_socket, m_buffer, *m_parser,
        [self = shared_from_this()](const ErrorCodeOf& failure, std::size_t) { self->onHeader(failure); });
}

void HttpSession::onHeader(const ErrorCodeOf& failure)
{
    if (m_phase != Phase::Header)
        return;
    if (failure) {
        refuse(failure);
        return;
    }
    const int problem = headerProblem();
    if (problem != 0) {
        refuse(problem, "This request is malformed.\n");
        return;
    }
    m_phase = Phase::Body;
    setDeadlineAt(m_requestStart + m_core.options().requestDeadline);
    // Not eager: an eager parser swallows chunk after chunk in one operation, and nobody could count.
    m_parser->eager(false);
    const bool expectsContinue = boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue");
    if (expectsContinue && !m_parser->is_done())
        sendContinue();
    else
        readBody();
}

// What Beast lets through: requests without Host or with several, transfer codings nobody here understands, and both
// ways of stating a length at once, which is how requests are smuggled past a proxy.
int HttpSession::headerProblem() const
{
    const auto& message = m_parser->get();
    if (message.count(http::field::host) != 1 || message[http::field::host].empty())
        return 400;
    if (message.target().empty() || message.target().front() != '/')
        return 400;
    if (message.version() != 11 && message.version() != 10)
        return 400;
    const auto codings = message.count(http::field::transfer_encoding);
    if (codings > 1 || (codings == 1 && message.count(http::field::content_length) > 0))
        return 400;
    if (codings == 1 && !boost::beast::iequals(message[http::field::transfer_encoding], "chunked"))
        return 400;
    return message.count(http::field::content_length) > 1 ? 400 : 0;
}

void HttpSession::sendContinue()
{
    m_head = "HTTP/1.1 100 Continue\r\n\r\n";
    m_body.clear();
    writeAll([self = shared_from_this()] { self->readBody(); });
}

void HttpSession::readBody()
{
    if (m_phase != Phase::Body)
        return;
    if (m_parser->is_done()) {
        deliver();
        return;
    }
    http::async_read_some(
        m_socket, m_buffer, *m_parser, [self = shared_from_this()](const ErrorCodeOf& failure, std::size_t bytes) {
            if (self->m_phase != Phase::Body)
                return;
            self->m_bodyTraffic += bytes;
            if (failure)
                self->refuse(failure);
            else if (self->m_bodyTraffic > self->m_core.options().maxBodyBytes + framingAllowance)
                self->refuse(413, "This request is larger than allowed.\n");
            else if (!self->hold(self->m_parser->get().body().size()))
                self->refuse(503, "Too much is being sent at once; send it again.\n");
            else
                self->readBody();
        });
}

bool HttpSession::hold(std::size_t bodyBytes)
{
    const qint64 change = static_cast<qint64>(bodyBytes) - m_heldBytes;
    m_heldBytes += change;
    return m_core.changeHeldBytes(*this, change);
}

HttpRequest HttpSession::takeRequest()
{
    auto message = m_parser->release();
    HttpRequest request;
    request.method = bytesOf(message.method_string());
    request.target = bytesOf(message.target());
    const qsizetype question = request.target.indexOf('?');
    const QByteArray path = question < 0 ? request.target : request.target.left(question);
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(path));
    if (question >= 0)
        request.query = QUrlQuery(QString::fromUtf8(request.target.mid(question + 1)));
    for (const auto& field : message)
        request.headers.append({bytesOf(field.name_string()), bytesOf(field.value())});
    request.body = QByteArray::fromStdString(message.body());
    request.peer = m_peer;
    return request;
}

void HttpSession::deliver()
{
    m_phase = Phase::Answering;
    clearDeadline();
    ++m_served;
    const quint64 requestId = ++m_requestId;
    m_keepAlive = m_parser->keep_alive() && m_served < m_core.options().maxRequestsPerConnection;
    try {
        const HttpRequest request = takeRequest();
        m_isHead = request.method == "HEAD";
        m_core.deliver(request, m_id, requestId);
    } catch (...) {
        answer(requestId, {HttpResponse::text(500, "This request could not be worked on.\n"), Misbehaviour::None, {}});
    }
}

void HttpSession::answer(quint64 request, HttpAnswer answer)
{
    if (m_phase != Phase::Answering || request != m_requestId)
        return;
    m_phase = Phase::Writing;
    (void)hold(0);
    if (answer.response.close)
        m_keepAlive = false;
    if (answer.how == Misbehaviour::None)
        write(answer.response);
    else
        misbehave(answer);
}

void HttpSession::write(const HttpResponse& response)
{
    m_head = responseHead(response, m_keepAlive ? KeepAlive::Yes : KeepAlive::No);
    m_body = m_isHead ? QByteArray() : response.body;
    setDeadline(m_core.options().writeDeadline);
    writeAll([self = shared_from_this()] { self->afterAnswer(); });
}

void HttpSession::writeAll(std::function<void()> then)
{
    const std::array<asio::const_buffer, 2> parts{
        asio::const_buffer(m_head.constData(), static_cast<std::size_t>(m_head.size())),
        asio::const_buffer(m_body.constData(), static_cast<std::size_t>(m_body.size()))};
    asio::async_write(
        m_socket, parts, [self = shared_from_this(), then = std::move(then)](const ErrorCodeOf& failure, std::size_t) {
            if (self->m_phase == Phase::Closed)
                return;
            if (failure)
                self->close();
            else
                then();
        });
}

void HttpSession::afterAnswer()
{
    m_body.clear();
    if (m_keepAlive)
        waitForRequest();
    else
        drainAndClose();
}

void HttpSession::refuse(const ErrorCodeOf& failure)
{
    if (isParseError(failure))
        refuse(statusFor(failure), "This request is malformed or larger than allowed.\n");
    else
        close();
}

void HttpSession::refuse(int status, const QByteArray& text)
{
    m_phase = Phase::Writing;
    (void)hold(0);
    m_parser.reset(); // nothing reads any more, and a body may be large
    m_keepAlive = false;
    m_isHead = false;
    write(HttpResponse::text(status, text));
}

// Closing while unread bytes wait makes the system send RST, which can destroy the answer on its way: so half-close,
// swallow a bounded rest, then close.
void HttpSession::drainAndClose()
{
    m_phase = Phase::Draining;
    setDeadline(drainDeadline);
    ErrorCodeOf ignored;
    m_socket.shutdown(Tcp::socket::shutdown_send, ignored);
    drainNext();
}

void HttpSession::drainNext()
{
    m_socket.async_read_some(
        asio::buffer(m_scratch), [self = shared_from_this()](const ErrorCodeOf& failure, std::size_t bytes) {
            self->m_drained += static_cast<qsizetype>(bytes);
            if (failure || self->m_phase != Phase::Draining || self->m_drained > maxDrained)
                self->close();
            else
                self->drainNext();
        });
}

void HttpSession::misbehave(const HttpAnswer& answer)
{
    m_keepAlive = false;
    const QByteArray head = responseHead(answer.response, KeepAlive::No);
    m_head.clear();
    m_body.clear();
    setDeadline(m_core.options().writeDeadline);
    switch (answer.how) {
    case Misbehaviour::Reset: resetConnection(); return;
    case Misbehaviour::SlowDrip:
        m_body = head + answer.response.body;
        m_dripped = 0;
        clearDeadline();
        dripNext(answer.drip);
        return;
    case Misbehaviour::CutHeader: m_head = head.left(head.size() / 2); break;
    case Misbehaviour::CutBody:
        m_head = head;
        m_body = answer.response.body.left(answer.response.body.size() / 2);
        break;
    case Misbehaviour::Garbage:
        m_head = QByteArrayLiteral("\x16\x03\x01 \x00\xff this is no HTTP \r\n\r\n\x80\x81\x82").repeated(8);
        break;
    case Misbehaviour::None:
    case Misbehaviour::Fin: break;
    }
    writeAll([self = shared_from_this()] { self->drainAndClose(); });
}

void HttpSession::resetConnection()
{
    ErrorCodeOf ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    close();
}

void HttpSession::dripNext(const Drip& drip)
{
    m_head = m_body.mid(m_dripped, std::max(drip.bytes, 1));
    m_dripped += m_head.size();
    if (m_head.isEmpty()) {
        drainAndClose();
        return;
    }
    const asio::const_buffer part(m_head.constData(), static_cast<std::size_t>(m_head.size()));
    asio::async_write(m_socket, part, [self = shared_from_this(), drip](const ErrorCodeOf& failure, std::size_t) {
        if (failure || self->m_phase != Phase::Writing) {
            self->close();
            return;
        }
        self->m_dripTimer.expires_after(drip.interval);
        self->m_dripTimer.async_wait([self, drip](const ErrorCodeOf& cancelled) {
            if (!cancelled && self->m_phase == Phase::Writing)
                self->dripNext(drip);
        });
    });
}

void HttpSession::setDeadline(std::chrono::milliseconds time)
{
    setDeadlineAt(std::chrono::steady_clock::now() + time);
}

void HttpSession::setDeadlineAt(TimePoint time)
{
    m_deadline.expires_at(time);
    m_deadline.async_wait([self = shared_from_this()](const ErrorCodeOf& cancelled) {
        // A wait that had already fired when the deadline moved arrives without an error.
        if (!cancelled && self->m_deadline.expiry() <= std::chrono::steady_clock::now())
            self->close();
    });
}

void HttpSession::clearDeadline()
{
    m_deadline.expires_at(TimePoint::max());
}

void HttpSession::close()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    (void)hold(0);
    m_deadline.cancel();
    m_dripTimer.cancel();
    ErrorCodeOf ignored;
    m_socket.close(ignored);
    m_core.forget(m_id);
}

} // namespace batchroom
