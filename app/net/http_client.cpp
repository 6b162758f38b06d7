// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http_client.h"

#include "app/core/log.h"
#include "app/net/exchange.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QThread>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcNet, "batchroom.net")

constexpr int maxRedirects = 3;
// A server may close an idle connection without a word, and a request written into that one would be lost.
constexpr std::chrono::milliseconds freshFor{1'000};

QString tr(const char* text)
{
    return QCoreApplication::translate("HttpClient", text);
}

Error programmerError()
{
    return {ErrorCode::Internal, tr("The request was not sent because of a mistake in the program."), {}};
}

QString hidden(QString text, const OutgoingRequest& request)
{
    for (const SecretHeader& secret : request.secrets) {
        if (!secret.value.isEmpty())
            text.replace(QString::fromUtf8(secret.value.reveal()), QStringLiteral("•••"));
    }
    // Qt quotes the whole address in its error texts, and links carry signatures.
    const QString query = request.url.query(QUrl::FullyEncoded);
    if (!query.isEmpty())
        text.replace(query, QStringLiteral("•••"));
    return log::redacted(text);
}

void useSystemProxy(QNetworkAccessManager& manager, const QUrl& url)
{
    if (isLoopbackHost(url)) {
        manager.setProxy(QNetworkProxy::NoProxy);
        return;
    }
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    manager.setProxy(proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first());
}

QUrl hostOf(const QUrl& url)
{
    return url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

bool isCleanHeader(const QByteArray& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c != 0x7F; });
}

bool hasCleanHeaders(const OutgoingRequest& request)
{
    for (const HeaderField& header : request.headers) {
        if (!isCleanHeader(header.name) || !isCleanHeader(header.value))
            return false;
    }
    for (const SecretHeader& secret : request.secrets) {
        if (!isCleanHeader(secret.name) || !isCleanHeader(secret.value.reveal()))
            return false;
    }
    return true;
}

QString tlsSentence(const QString& host)
{
    return tr(
        "The identity of %1 could not be verified, so nothing was sent. Check the date and time of this computer, "
        "and whether a company network or antivirus program inspects secure connections.")
        .arg(host);
}

QString failureSentence(const ExchangeEnd& end, const QString& host)
{
    switch (end.code) {
    case QNetworkReply::HostNotFoundError:
        return tr("%1 was not found. Check the internet connection and the address.").arg(host);
    case QNetworkReply::ConnectionRefusedError:
        return tr("%1 does not accept connections. Check the address, or try again later.").arg(host);
    case QNetworkReply::SslHandshakeFailedError: return tlsSentence(host);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return tr("The network proxy of this computer did not pass the connection to %1 on. Check the proxy settings.")
            .arg(host);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return tr("The network proxy of this computer asks for a password before %1 can be reached. Enter it in the "
                  "system's proxy settings.")
            .arg(host);
    default: return tr("The connection to %1 broke before an answer came. Check the internet connection.").arg(host);
    }
}

Error errorOf(const ExchangeEnd& end, const OutgoingRequest& request)
{
    const QString host = request.url.host();
    Error error{ErrorCode::Network, {}, end.text};
    switch (end.kind) {
    case ExchangeEnd::Kind::ConnectTimeout:
        error.what = tr("%1 could not be reached in time. Check the internet connection.").arg(host);
        break;
    case ExchangeEnd::Kind::TotalTimeout: error.what = tr("%1 did not answer in time.").arg(host); break;
    case ExchangeEnd::Kind::TooLarge:
        error.code = ErrorCode::Protocol;
        error.what = tr("%1 sent more than expected, so the answer was refused.").arg(host);
        break;
    case ExchangeEnd::Kind::Stopped:
        error.code = ErrorCode::Cancelled;
        error.what = tr("The connection to %1 was stopped.").arg(host);
        break;
    case ExchangeEnd::Kind::Cut:
        error.code = ErrorCode::Protocol;
        error.what = tr("The answer of %1 broke off.").arg(host);
        break;
    default: error.what = failureSentence(end, host);
    }
    if (!end.tlsErrors.isEmpty()) {
        error.what = tlsSentence(host);
        error.detail += QLatin1Char(' ') + end.tlsErrors.join(QStringLiteral("; "));
    }
    error.detail = hidden(error.detail, request);
    qCInfo(lcNet).noquote() << request.method << displayUrl(request.url) << error.detail;
    return error;
}

// A refusal is a refusal even when its explanation was cut, endless or too long; a success that was proves nothing.
bool isRefusalWithoutItsEnd(const ExchangeEnd& end)
{
    switch (end.kind) {
    case ExchangeEnd::Kind::Cut:
    case ExchangeEnd::Kind::TooLarge:
    case ExchangeEnd::Kind::TotalTimeout: return end.answer.status >= 400;
    default: return false;
    }
}

} // namespace

HttpClient::HttpClient(Clock& clock)
    : m_clock(clock)
    , m_userAgent("Batchroom/" BATCHROOM_VERSION)
{
}

Result<void> HttpClient::checkBefore(const OutgoingRequest& request, std::stop_token stop) const
{
    if (!QCoreApplication::instance() || QThread::currentThread() == QCoreApplication::instance()->thread()
        || QThread::currentThread() != m_manager.thread()) {
        qCCritical(lcNet) << "HttpClient used on the application's thread or on a foreign one";
        return programmerError();
    }
    if (const Result<void> url = checkUrl(request.url, request.rules); !url)
        return url;
    if (!hasCleanHeaders(request))
        return Error{ErrorCode::BadInput,
            tr("A value that would be sent to %1 contains line breaks or control characters. Check the key.")
                .arg(request.url.host()),
            {}};
    if (request.rules.scope != AddressScope::PublicOnly || isTrustedHost(request.url, request.rules))
        return {};
    const QList<QHostAddress> addresses = resolveHost(request.url.host(), request.limits.connect, stop);
    for (const QHostAddress& address : addresses) {
        if (!isPublicAddress(address))
            return Error{ErrorCode::BadInput,
                tr("%1 leads into a private network and was not contacted.").arg(request.url.host()),
                address.toString()};
    }
    return {};
}

void HttpClient::connectAhead(const OutgoingRequest& request)
{
    m_spent.reset();
    m_ahead.reset();
    if (!checkBefore(request, {}))
        return;
    m_ahead = std::make_unique<FreshLine>();
    m_ahead->manager = std::make_unique<QNetworkAccessManager>();
    m_ahead->host = hostOf(request.url);
    m_ahead->begun = m_clock.steady();
    useSystemProxy(*m_ahead->manager, request.url);
    m_ahead->made = connectOnly(*m_ahead->manager, request.url);
}

// Never a kept one: a kept-alive connection that died unnoticed would turn into an unknown outcome.
std::unique_ptr<QNetworkAccessManager> HttpClient::takeFreshLine(const OutgoingRequest& request)
{
    const std::unique_ptr<FreshLine> ahead = std::move(m_ahead);
    if (ahead && ahead->host == hostOf(request.url) && m_clock.steady() - ahead->begun < freshFor) {
        // Qt would make a second connection beside one that is not up yet.
        waitUntilMade(*ahead->made, request.limits.connect);
        return std::move(ahead->manager);
    }
    auto manager = std::make_unique<QNetworkAccessManager>();
    useSystemProxy(*manager, request.url);
    return manager;
}

SendOnceOutcome HttpClient::sendOnce(const OutgoingRequest& request, std::stop_token stop)
{
    if (const Result<void> before = checkBefore(request, {}); !before)
        return HttpNotSent{before.error()};
    if (request.body.isEmpty())
        return HttpNotSent{programmerError()};
    OnceBody body(request.body);
    m_spent = takeFreshLine(request);
    ExchangeEnd end = Exchange(*m_spent, request, m_userAgent).run(&body, std::move(stop));
    if (!body.isTouched())
        return HttpNotSent{errorOf(end, request)};
    end.answer.retryAfter = retryAfter(end.answer);
    // An informational answer comes before the real one, which Qt does not wait for.
    if (end.kind == ExchangeEnd::Kind::Answered && end.answer.status >= 200)
        return end.answer;
    if (end.kind != ExchangeEnd::Kind::Answered && isRefusalWithoutItsEnd(end))
        return end.answer;
    return HttpAnswerLost{
        errorOf(end, request), end.answer.status, end.answer.body, end.kind == ExchangeEnd::Kind::TotalTimeout};
}

Result<ReceivedAnswer> HttpClient::send(const OutgoingRequest& request, std::stop_token stop)
{
    if (const Result<void> before = checkBefore(request, stop); !before)
        return before.error();
    m_spent.reset();
    useSystemProxy(m_manager, request.url);
    ExchangeEnd end = Exchange(m_manager, request, m_userAgent).run(nullptr, stop);
    if (end.kind != ExchangeEnd::Kind::Answered)
        return errorOf(end, request);
    end.answer.retryAfter = retryAfter(end.answer);
    return end.answer;
}

Result<ReceivedAnswer> HttpClient::get(OutgoingRequest request, std::stop_token stop)
{
    request.method = "GET";
    request.body.clear();
    return send(request, stop);
}

Result<ReceivedAnswer> HttpClient::download(
    const QUrl& url, const UrlRules& rules, std::stop_token stop, HttpLimits limits)
{
    OutgoingRequest request;
    request.url = url;
    request.rules = rules;
    request.limits = limits;
    for (int hop = 0; hop <= maxRedirects; ++hop) {
        Result<ReceivedAnswer> answer = send(request, stop);
        if (!answer || answer->status < 300 || answer->status >= 400)
            return answer;
        const QByteArray location = answer->header("Location");
        if (location.isEmpty())
            return answer;
        request.url = request.url.resolved(QUrl::fromEncoded(location));
    }
    return Error{ErrorCode::Protocol, tr("%1 redirects in circles.").arg(url.host()), displayUrl(url)};
}

std::optional<std::chrono::milliseconds> HttpClient::retryAfter(const ReceivedAnswer& answer) const
{
    // The server's own date makes a wrong clock on this computer harmless.
    const std::optional<std::chrono::milliseconds> serverNow = parseHttpDate(answer.header("Date"));
    return parseRetryAfter(answer.header("Retry-After"), serverNow.value_or(m_clock.now()));
}

} // namespace batchroom
