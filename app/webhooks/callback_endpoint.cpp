// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_endpoint.h"

#include "app/webhooks/signature.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace batchroom {

namespace {

constexpr HttpLimits limits{std::chrono::seconds(10), std::chrono::seconds(20), 256 * 1024};

UrlRules rulesFor(const QUrl& url, CallbackReach reach)
{
    UrlRules rules;
    rules.scope = AddressScope::PublicOnly;
    if (isLoopbackHost(url) || reach == CallbackReach::OwnNetwork)
        rules.trustedHost = url.host(QUrl::FullyEncoded);
    return rules;
}

QString keyOf(const QUrl& url)
{
    const QString shown =
        url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString(QUrl::FullyEncoded);
    if (!url.hasQuery())
        return shown;
    const QByteArray hash =
        QCryptographicHash::hash(url.query(QUrl::FullyEncoded).toUtf8(), QCryptographicHash::Sha256);
    return shown + QLatin1Char('?') + QString::fromLatin1(hash.left(6).toHex());
}

} // namespace

CallbackEndpoint::CallbackEndpoint(QUrl url, QList<Secret> secrets, CallbackReach reach)
    : m_url(std::move(url))
    , m_reach(reach)
    , m_key(keyOf(m_url))
    , m_secrets(std::move(secrets))
{
}

Result<CallbackEndpoint> CallbackEndpoint::create(const QUrl& url, const QList<Secret>& secrets, CallbackReach reach)
{
    if (const Result<void> allowed = checkUrl(url, rulesFor(url, reach)); !allowed)
        return Error{allowed.error().code,
            QCoreApplication::translate("Callbacks", "Callbacks cannot be sent there. %1").arg(allowed.error().what),
            allowed.error().detail};
    return CallbackEndpoint(url.adjusted(QUrl::RemoveFragment), secrets, reach);
}

OutgoingRequest CallbackEndpoint::request(const OutboxMessage& message, qint64 nowMs) const
{
    const QByteArray id = message.messageId.toUtf8();
    const qint64 seconds = nowMs / 1000;
    OutgoingRequest request;
    request.method = "POST";
    request.url = m_url;
    request.headers = {
        {"Content-Type", "application/json"}, {"webhook-id", id}, {"webhook-timestamp", QByteArray::number(seconds)}};
    if (!m_secrets.isEmpty())
        request.headers.append({"webhook-signature", webhookSignature(id, seconds, message.body, m_secrets)});
    request.body = message.body;
    request.rules = rulesFor(m_url, m_reach);
    request.limits = limits;
    return request;
}

} // namespace batchroom
