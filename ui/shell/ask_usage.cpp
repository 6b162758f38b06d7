// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ask_usage.h"

#include "app/settings/key_store.h"
#include "app/studio/studio.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

// Where there is a window, the way out is in it.
Error forTheWindow(Error error)
{
    if (error.code == ErrorCode::KeyRefused)
        error.what = QCoreApplication::translate("AskUsage",
            "Ideogram does not let the key that is kept here ask what was billed. Give the key of an administrator in "
            "Settings, or look at your usage at ideogram.ai.");
    return error;
}

} // namespace

void askUsage(Studio& studio, KeyStore& keys, const Secret& sessionKey, QObject* context,
    const std::function<void(const Result<QStringList>&)>& done)
{
    const auto ask = [&studio, context, done](const Secret& adminKey) {
        studio.checkUsage(adminKey, context, [done](const Result<QList<UsageFinding>>& findings) {
            if (!findings) {
                done(forTheWindow(findings.error()));
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
    else if (!sessionKey.isEmpty())
        ask(sessionKey);
    else
        keys.read(adminEntryOf(QStringLiteral("ideogram")), context,
            [ask](const Result<Secret>& kept) { ask(kept ? *kept : Secret()); });
}

} // namespace batchroom
