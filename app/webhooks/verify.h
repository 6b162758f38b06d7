// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what came in was sent by whom it names: on the raw bytes, before anybody reads them. Pure; any thread.
// Sources: Standard Webhooks 1.0 (Svix is the same under other names), GitHub's X-Hub-Signature-256, Ideogram's webhook
// guide (Ed25519 over four lines).
#pragma once

#include "app/core/key_source.h"
#include "app/core/result.h"
#include "app/core/secret.h"
#include "app/httpd/http_message.h"

#include <QList>
#include <QString>

#include <optional>

namespace batchroom {

enum class Verdict {
    Verified,
    Malformed, // a header is missing, doubled or makes no sense: 400
    Stale,     // signed too long ago or too far ahead, nothing more was looked at: 400
    Refused,   // the signature is not theirs: 401
};

struct Verification {
    Verdict verdict = Verdict::Refused;
    QString reason{};     // for the person; empty when verified
    QByteArray eventId{}; // the sender's own: the same over its retries
    bool isVerified() const { return verdict == Verdict::Verified; }
};

inline constexpr int mostSignatures = 10;
inline constexpr qint64 signatureWindowS = 300; // both ways

// Of one sender; two of each while one is replaced.
struct SenderKeys {
    QList<Secret> secrets{};        // v1
    QList<QByteArray> publicKeys{}; // v1a: Ed25519, 32 bytes each
};
// One a line: a shared secret (whsec_…), or a public key (whpk_…). BadInput, FileAccess.
Result<SenderKeys> readSenderKeys(const QString& path);
Verification verifyStandardWebhook(const HttpRequest& request, const SenderKeys& keys, qint64 nowS);

// What was typed into GitHub's form, one a line; two while one is replaced. BadInput, FileAccess.
Result<QList<Secret>> readGitHubSecrets(const QString& path);
// It signs no time and not the delivery's id: whoever kept one can send it again under another id. So the event is
// known by its signature, which is the same over GitHub's own retries.
Verification verifyGitHub(const HttpRequest& request, const QList<Secret>& secrets);

// The key the sender names is tried first, but any of them will do. Refused may also mean that it is newer than these.
Verification verifyIdeogram(const HttpRequest& request, const QList<NamedKey>& keys, qint64 nowS);

// "whpk_" and base64 as Standard Webhooks has it, or base64 alone; none when it is no Ed25519 key.
std::optional<QByteArray> publicKeyFromText(QByteArrayView text);

} // namespace batchroom
