// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ask_usage.h"

#include "app/settings/key_store.h"
#include "app/studio/studio.h"

namespace batchroom {

void askUsage(
    Studio& studio, KeyStore& keys, QObject* context, const std::function<void(const Result<QStringList>&)>& done)
{
    const auto ask = [&studio, context, done](const Secret& adminKey) {
        studio.checkUsage(adminKey, context, [done](const Result<QList<UsageFinding>>& findings) {
            if (!findings) {
                done(findings.error());
                return;
            }
            QStringList sentences;
            for (const UsageFinding& finding : *findings)
                sentences.append(sentenceOf(finding));
            done(sentences);
        });
    };
    if (const Secret key = adminKeyFromEnvironment(); !key.isEmpty())
        ask(key);
    else
        keys.read(adminEntryOf(QStringLiteral("ideogram")), context,
            [ask](const Result<Secret>& kept) { ask(kept ? *kept : Secret()); });
}

} // namespace batchroom
