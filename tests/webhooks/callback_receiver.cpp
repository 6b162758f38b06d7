// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/webhooks/callback_receiver.h"

#include <QMessageAuthenticationCode>

namespace batchroom::test {

namespace {

bool isSignedRight(const HttpRequest& request, const QByteArray& key)
{
    const QByteArray content =
        request.header("webhook-id") + '.' + request.header("webhook-timestamp") + '.' + request.body;
    const QByteArray expected =
        "v1," + QMessageAuthenticationCode::hash(content, key, QCryptographicHash::Sha256).toBase64();
    return request.header("webhook-signature").split(' ').contains(expected);
}

} // namespace

CallbackReceiver::CallbackReceiver(Answer script, quint16 port, QByteArray key)
    : m_answer(std::move(script))
    , m_key(std::move(key))
{
    HttpOptions options;
    options.port = port;
    Result<std::unique_ptr<HttpServer>> server = HttpServer::start(
        options, [this](const HttpRequest& request, const HttpReply& reply) { take(request, reply); });
    if (!server)
        qFatal("%s", qPrintable(server.error().what));
    m_server = *std::move(server);
}

CallbackReceiver::~CallbackReceiver() = default;

void CallbackReceiver::take(const HttpRequest& request, const HttpReply& reply)
{
    int nth = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_received.append(ReceivedCallback{.request = request,
            .id = request.header("webhook-id"),
            .timestamp = request.header("webhook-timestamp").toLongLong(),
            .isSignedRight = isSignedRight(request, m_key)});
        nth = static_cast<int>(m_received.size());
        if (m_isSilent) {
            m_waiting.append(reply);
            return;
        }
    }
    reply.send(m_answer(nth));
}

QUrl CallbackReceiver::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server->port()).arg(path));
}

QList<ReceivedCallback> CallbackReceiver::received() const
{
    const std::lock_guard lock(m_mutex);
    return m_received;
}

int CallbackReceiver::count() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_received.size());
}

void CallbackReceiver::fallSilent()
{
    const std::lock_guard lock(m_mutex);
    m_isSilent = true;
}

QByteArray CallbackReceiver::keyBytes()
{
    return QByteArray("CANARY-signing-key-0123456789-xyz");
}

QByteArray CallbackReceiver::secretText()
{
    return "whsec_" + keyBytes().toBase64();
}

} // namespace batchroom::test
