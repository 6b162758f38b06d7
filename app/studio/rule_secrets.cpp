// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/rule_secrets.h"

#include "app/settings/key_store.h"
#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/signature.h"

#include <memory>

namespace batchroom {

namespace {

QString keyOf(const QUrl& address)
{
    const Result<CallbackEndpoint> endpoint = CallbackEndpoint::create(address, {}, CallbackReach::OwnNetwork);
    return endpoint ? endpoint->key() : QString();
}

} // namespace

QString ruleSecretEntry(const QUrl& address)
{
    return QStringLiteral("callback-secret ") + keyOf(address);
}

QStringList addressesWithoutSecret(const EventSettings& settings, const QHash<QString, Secret>& secrets)
{
    QStringList addresses;
    for (const EventRule& rule : settings.rules)
        if (rule.isOn && rule.action == RuleAction::Tell && rule.isSigned && !secrets.contains(keyOf(rule.address))
            && !addresses.contains(displayUrl(rule.address)))
            addresses.append(displayUrl(rule.address));
    return addresses;
}

void readRuleSecrets(KeyStore& keys, const EventSettings& settings, QObject* context,
    std::function<void(const QHash<QString, Secret>&)> done)
{
    QHash<QString, QUrl> wanted;
    for (const EventRule& rule : settings.rules)
        if (rule.action == RuleAction::Tell && rule.isSigned)
            wanted.insert(keyOf(rule.address), rule.address);
    struct Answers {
        QHash<QString, Secret> secrets;
        qsizetype missing = 0;
    };
    auto answers = std::make_shared<Answers>();
    answers->missing = wanted.size();
    if (wanted.isEmpty())
        done({});
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        keys.read(ruleSecretEntry(it.value()), context, [answers, key = it.key(), done](const Result<Secret>& kept) {
            if (const Result<Secret> secret = kept ? callbackSecret(kept->reveal()) : kept)
                answers->secrets.insert(key, *secret);
            if (--answers->missing == 0)
                done(answers->secrets);
        });
    }
}

} // namespace batchroom
