// SPDX-License-Identifier: GPL-3.0-or-later
// The secrets of the addresses that rules tell, in the keyring. Main thread.
#pragma once

#include "app/core/secret.h"
#include "app/webhooks/event_rule.h"

#include <QHash>

#include <functional>

class QObject;

namespace batchroom {

class KeyStore;

// The name under which the secret of that address is kept.
QString ruleSecretEntry(const QUrl& address);

// Of all signed rules, by CallbackEndpoint::key(); done is called once, unless context died. What the keyring does not
// give is left out. It is not asked when no rule is signed.
void readRuleSecrets(KeyStore& keys, const EventSettings& settings, QObject* context,
    std::function<void(const QHash<QString, Secret>&)> done);

// Which signed rules' addresses get nothing, because their secret is not among these.
QStringList addressesWithoutSecret(const EventSettings& settings, const QHash<QString, Secret>& secrets);

} // namespace batchroom
