// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/exchange.h"

#include <QHostInfo>
#include <QSslError>

namespace batchroom {

namespace {

constexpr qint64 readBufferSize = 512 * 1024; // Qt stops reading from the socket while this much is not taken

// Qt turns every status of 400 and more into an error code; those are answers.
bool isStatusError(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::NoError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError: return true;
    default: return false;
    }
}

// A body that ends with the connection looks to Qt like a request to send again, which OnceBody refuses. Whether it is
// whole only its content can tell, and that holds for every such body.
bool endsWithTheConnection(const ExchangeEnd& end)
{
    return end.code == QNetworkReply::ContentReSendError && !end.answer.body.isEmpty()
        && end.answer.header("Content-Length").isEmpty() && end.answer.header("Transfer-Encoding").isEmpty();
}

void runAtMost(QEventLoop& loop, std::chrono::milliseconds time)
{
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    timer.start(time);
    loop.exec();
}

} // namespace

Exchange::Exchange(QNetworkAccessManager& manager, const OutgoingRequest& request, const QByteArray& userAgent)
    : m_manager(manager)
    , m_request(request)
    , m_userAgent(userAgent)
{
    m_connectTimer.setSingleShot(true);
    m_totalTimer.setSingleShot(true);
}

QNetworkRequest Exchange::networkRequest(const OnceBody* once) const
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    // One request at a time and thread: HTTP/2 has nothing to give, and one reset there hits every stream at once.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("User-Agent", m_userAgent);
    request.setRawHeader("Accept-Encoding", "identity"); // lengths can be checked, and there are no bombs
    for (const HeaderField& header : m_request.headers)
        request.setRawHeader(header.name, header.value);
    for (const SecretHeader& secret : m_request.secrets)
        request.setRawHeader(secret.name, secret.value.reveal());
    if (once) {
        // Without a length Qt buffers the body, and a buffered body can be sent again.
        request.setHeader(QNetworkRequest::ContentLengthHeader, once->size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    }
    return request;
}

QNetworkReply* Exchange::start(const QNetworkRequest& request, OnceBody* once)
{
    if (once)
        return m_manager.post(request, once);
    if (m_request.method == "GET")
        return m_manager.get(request);
    if (m_request.method == "HEAD")
        return m_manager.head(request);
    return m_manager.sendCustomRequest(request, m_request.method, m_request.body);
}

ExchangeEnd Exchange::run(OnceBody* once, std::stop_token stop)
{
    m_reply.reset(start(networkRequest(once), once));
    m_reply->setReadBufferSize(readBufferSize);
    listen(once);
    m_connectTimer.start(m_request.limits.connect);
    m_totalTimer.start(m_request.limits.total);
    {
        const std::stop_callback onStop(stop, [this] {
            QMetaObject::invokeMethod(
                &m_loop, [this] { abandon(ExchangeEnd::Kind::Stopped); }, Qt::QueuedConnection);
        });
        if (!m_isDone && !m_reply->isFinished())
            m_loop.exec();
    }
    return conclude();
}

void Exchange::listen(OnceBody* once)
{
    QNetworkReply* reply = m_reply.get();
    QObject::connect(reply, &QNetworkReply::finished, &m_loop, [this] {
        m_isDone = true;
        m_loop.quit();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, &m_loop, [this] { collect(); });
    QObject::connect(reply, &QNetworkReply::requestSent, &m_loop, [this] { m_connectTimer.stop(); });
    QObject::connect(reply, &QNetworkReply::sslErrors, &m_loop, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors)
            m_tlsErrors.append(error.errorString());
    });
    QObject::connect(&m_connectTimer, &QTimer::timeout, &m_loop, [this, once] {
        if (once && once->isTouched())
            return;
        if (once)
            once->seal();
        abandon(ExchangeEnd::Kind::ConnectTimeout);
    });
    QObject::connect(&m_totalTimer, &QTimer::timeout, &m_loop, [this] { abandon(ExchangeEnd::Kind::TotalTimeout); });
}

void Exchange::collect()
{
    if (m_abandoned)
        return;
    if (m_body.isEmpty())
        m_body.reserve(std::clamp<qint64>(
            m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong(), 0, m_request.limits.maxBytes));
    // Not readAll(): pictures of megabytes would be copied twice.
    for (qint64 arrived = m_reply->bytesAvailable(); arrived > 0; arrived = m_reply->bytesAvailable()) {
        const qsizetype before = m_body.size();
        m_body.resize(before + arrived);
        const qint64 taken = m_reply->read(m_body.data() + before, arrived);
        m_body.resize(before + std::max<qint64>(taken, 0));
        if (taken <= 0)
            break;
    }
    if (m_body.size() > m_request.limits.maxBytes)
        abandon(ExchangeEnd::Kind::TooLarge);
}

void Exchange::abandon(ExchangeEnd::Kind kind)
{
    if (m_isDone || m_abandoned)
        return;
    m_abandoned = kind;
    m_reply->abort();
    m_isDone = true;
    m_loop.quit();
}

ExchangeEnd Exchange::conclude()
{
    collect();
    ExchangeEnd end;
    end.code = m_reply->error();
    end.text = m_reply->errorString();
    end.tlsErrors = m_tlsErrors;
    end.answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QList<QNetworkReply::RawHeaderPair>& pairs = m_reply->rawHeaderPairs();
    for (const QNetworkReply::RawHeaderPair& pair : pairs)
        end.answer.headers.append({pair.first, pair.second});
    end.answer.body = m_body;
    if (m_abandoned)
        end.kind = *m_abandoned;
    else if (end.answer.status == 0)
        end.kind = ExchangeEnd::Kind::Failed;
    else if ((isStatusError(end.code) || endsWithTheConnection(end)) && isWhole(end.answer))
        end.kind = ExchangeEnd::Kind::Answered;
    else
        end.kind = ExchangeEnd::Kind::Cut;
    end.answer.isComplete = end.kind == ExchangeEnd::Kind::Answered;
    return end;
}

// Qt lets a body that is shorter than its Content-Length pass when the connection was to be closed anyway.
bool Exchange::isWhole(const ReceivedAnswer& answer) const
{
    const QByteArray length = answer.header("Content-Length");
    if (length.isEmpty() || m_request.method == "HEAD" || answer.status == 204 || answer.status == 304)
        return true;
    bool ok = false;
    return length.trimmed().toLongLong(&ok) == answer.body.size() && ok;
}

std::unique_ptr<QNetworkReply> connectOnly(QNetworkAccessManager& manager, const QUrl& url)
{
    QUrl host;
    host.setScheme(QStringLiteral("preconnect-") + url.scheme());
    host.setHost(url.host());
    host.setPort(url.port(url.scheme() == QStringLiteral("https") ? 443 : 80));
    QNetworkRequest request(host);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return std::unique_ptr<QNetworkReply>(manager.get(request));
}

void waitUntilMade(const QNetworkReply& connection, std::chrono::milliseconds time)
{
    if (connection.isFinished())
        return;
    QEventLoop loop;
    QObject::connect(&connection, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    runAtMost(loop, time);
}

QList<QHostAddress> resolveHost(const QString& name, std::chrono::milliseconds time, std::stop_token stop)
{
    QEventLoop loop;
    QList<QHostAddress> found;
    const int id = QHostInfo::lookupHost(name, &loop, [&](const QHostInfo& info) {
        found = info.addresses();
        loop.quit();
    });
    {
        const std::stop_callback onStop(
            stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
        runAtMost(loop, time);
    }
    QHostInfo::abortHostLookup(id);
    return found;
}

} // namespace batchroom
