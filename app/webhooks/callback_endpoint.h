// SPDX-License-Identifier: GPL-3.0-or-later
// Where callbacks go and how one request looks. A value; any thread.
#pragma once

#include "app/core/secret.h"
#include "app/net/http_message.h"
#include "app/store/outbox_repository.h"

namespace batchroom {

class CallbackEndpoint {
public:
    // https, or http to this computer; no address inside a private network. BadInput with a sentence otherwise.
    // Without secrets the callbacks are not signed.
    static Result<CallbackEndpoint> create(const QUrl& url, const QList<Secret>& secrets);

    // How rows and listings name it: the address, with a fingerprint in place of a query (which may be a password).
    const QString& key() const { return m_key; }
    QString host() const { return m_url.host(); }
    // One try: the id and the body stay the same over all tries, time and signature are its own.
    OutgoingRequest request(const OutboxMessage& message, qint64 nowMs) const;

private:
    CallbackEndpoint(QUrl url, QList<Secret> secrets);

    QUrl m_url;
    QString m_key;
    QList<Secret> m_secrets;
};

} // namespace batchroom
