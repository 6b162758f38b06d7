// SPDX-License-Identifier: GPL-3.0-or-later
// Keys in the system keyring (QtKeychain), never in a file. Lives on a thread with an event loop; answers within 10 s.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>

namespace batchroom {

class KeyStore : public QObject {
    Q_OBJECT
public:
    explicit KeyStore(QObject* parent = nullptr, std::chrono::milliseconds patience = std::chrono::seconds(10));
    // NotFound when there is none; Keyring when the keyring is missing, locked or silent for 10 s.
    void read(const QString& account, QObject* context, std::function<void(Result<Secret>)> done);
    void write(const QString& account, const Secret& key, QObject* context, std::function<void(Result<void>)> done);
    void remove(const QString& account, QObject* context, std::function<void(Result<void>)> done);

Q_SIGNALS:
    // For this class alone: brings an answer to the context that asked.
    void answered(quint64 question, const batchroom::Result<batchroom::Secret>& answer, QPrivateSignal);

private:
    using Answer = Result<Secret>;
    quint64 ask(QObject* context, std::function<void(const Answer&)> done);
    void answer(quint64 question, const Answer& answer);

    std::chrono::milliseconds m_patience;
    quint64 m_lastQuestion = 0;
    QHash<quint64, QMetaObject::Connection> m_waiting;
};

// IDEOGRAM_API_KEY without white space around it, or empty.
Secret keyFromEnvironment();
// IDEOGRAM_ADMIN_KEY in the same way: the key of an administrator, who may ask what was billed.
Secret adminKeyFromEnvironment();
// The name under which the shared secret of those who send us webhooks is kept.
QString callbackSecretEntry();
// The same for the secret of GitHub's webhooks.
QString gitHubSecretEntry();
// The name under which the administrator's key of an account is kept.
QString adminEntryOf(const QString& account);

} // namespace batchroom
