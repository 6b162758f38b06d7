// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets of callbacks and signing with them after Standard Webhooks 1.0 (v1: HMAC-SHA256). Any thread.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"

#include <QList>

namespace batchroom {

// While a secret is replaced there are two: a callback then carries a signature of each.
inline constexpr int mostCallbackSecrets = 2;

// "whsec_" and base64 as the standard has it; any other text counts as it stands. The bytes to sign with.
Result<Secret> callbackSecret(QByteArrayView text);
// What stands in the lines of a file of secrets. FileAccess, BadInput. Their text never appears in a log from then on.
Result<QByteArrayList> readSecretLines(const QString& path);
// One secret a line, at most two. Their text never appears in a log from then on.
Result<QList<Secret>> readCallbackSecrets(const QString& path);

// 32 bytes over head and body together.
QByteArray hmacSha256(const Secret& secret, QByteArrayView head, QByteArrayView body);

// The webhook-signature header: "v1,<base64>" for each secret, with a space between.
QByteArray webhookSignature(
    const QByteArray& id, qint64 timestamp, const QByteArray& body, const QList<Secret>& secrets);

} // namespace batchroom
