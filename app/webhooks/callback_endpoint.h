// SPDX-License-Identifier: GPL-3.0-or-later
// Where callbacks go and how one request looks. A value; any thread.
#pragma once

#include "app/core/secret.h"
#include "app/net/http_message.h"
#include "app/store/outbox_repository.h"

namespace batchroom {

// OwnNetwork: the person said that the host may be one inside it.
enum class CallbackReach { Public, OwnNetwork };

// As a person names one: signed with the secrets of that file (empty: unsigned).
struct CallbackTarget {
    QUrl address{};
    QString secretFile{};
    CallbackReach reach = CallbackReach::Public;
};

class CallbackEndpoint {
public:
    // https, or http to this computer. BadInput with a sentence otherwise, and for a private network nobody said yes
    // to. Without secrets the callbacks are not signed.
    static Result<CallbackEndpoint> create(
        const QUrl& url, const QList<Secret>& secrets, CallbackReach reach = CallbackReach::Public);

    // How rows and listings name it: the address, with a fingerprint in place of a query (which may be a password).
    const QString& key() const { return m_key; }
    QString host() const { return m_url.host(); }
    // One try: the id and the body stay the same over all tries, time and signature are its own.
    OutgoingRequest request(const OutboxMessage& message, qint64 nowMs) const;

private:
    CallbackEndpoint(QUrl url, QList<Secret> secrets, CallbackReach reach);

    QUrl m_url;
    CallbackReach m_reach;
    QString m_key;
    QList<Secret> m_secrets;
};

} // namespace batchroom
