// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/signature.h"

#include "app/core/log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <sodium.h>

#include <array>

namespace batchroom {

namespace {

constexpr QByteArrayView secretPrefix("whsec_");
constexpr qint64 largestSecretFile = 64 * 1024;
// Anything shorter would black out ordinary words of the log.
constexpr qsizetype shortestHidden = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("Callbacks", text);
}

const unsigned char* bytesOf(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

void update(crypto_auth_hmacsha256_state& state, QByteArrayView bytes)
{
    crypto_auth_hmacsha256_update(&state, bytesOf(bytes), static_cast<unsigned long long>(bytes.size()));
}

void hideFromLogs(const QByteArray& text)
{
    if (text.size() >= shortestHidden)
        log::redact(Secret(text));
    if (text.startsWith(secretPrefix) && text.size() - secretPrefix.size() >= shortestHidden)
        log::redact(Secret(text.mid(secretPrefix.size())));
}

Error fileError(const QString& path, const QString& detail)
{
    return {ErrorCode::FileAccess,
        tr("The file with the callback secret, %1, cannot be read. Check the path and its permissions.")
            .arg(QDir::toNativeSeparators(path)),
        detail};
}

} // namespace

Result<Secret> callbackSecret(QByteArrayView text)
{
    const QByteArray trimmed = text.toByteArray().trimmed();
    if (trimmed.isEmpty())
        return Error{
            ErrorCode::BadInput, tr("The callback secret is empty. Paste the one that the receiver gave you."), {}};
    if (!trimmed.startsWith(secretPrefix))
        return Secret(trimmed);
    const QByteArray::FromBase64Result key =
        QByteArray::fromBase64Encoding(trimmed.mid(secretPrefix.size()), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.isEmpty())
        return Error{ErrorCode::BadInput,
            tr("The callback secret begins with whsec_ but the rest is not base64. Copy it again as a whole."), {}};
    return Secret(key.decoded);
}

Result<QByteArrayList> readSecretLines(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(path, file.errorString());
    const QByteArray text = file.read(largestSecretFile + 1);
    if (file.error() != QFile::NoError)
        return fileError(path, file.errorString());
    if (text.size() > largestSecretFile)
        return Error{ErrorCode::BadInput,
            tr("%1 is too large for a callback secret. It should hold one secret in its first line.")
                .arg(QDir::toNativeSeparators(path)),
            {}};
    QByteArrayList lines;
    for (const QByteArray& line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.isEmpty())
            continue;
        hideFromLogs(trimmed);
        lines.append(trimmed);
    }
    return lines;
}

Result<QList<Secret>> readCallbackSecrets(const QString& path)
{
    const Result<QByteArrayList> lines = readSecretLines(path);
    if (!lines)
        return lines.error();
    QList<Secret> secrets;
    for (const QByteArray& line : *lines) {
        const Result<Secret> secret = callbackSecret(line);
        if (!secret)
            return secret.error();
        secrets.append(*secret);
    }
    if (secrets.isEmpty() || secrets.size() > mostCallbackSecrets)
        return Error{ErrorCode::BadInput,
            tr("%1 should hold one callback secret, or the new one and the old one in two lines.")
                .arg(QDir::toNativeSeparators(path)),
            {}};
    return secrets;
}

QByteArray hmacSha256(const Secret& secret, QByteArrayView head, QByteArrayView body)
{
    QByteArray key = secret.reveal();
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytesOf(key), static_cast<size_t>(key.size()));
    sodium_memzero(key.data(), static_cast<size_t>(key.size()));
    update(state, head);
    update(state, body);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    sodium_memzero(&state, sizeof state);
    const auto* start = reinterpret_cast<const char*>(mac.data());
    return QByteArray(start, static_cast<qsizetype>(mac.size()));
}

QByteArray webhookSignature(
    const QByteArray& id, qint64 timestamp, const QByteArray& body, const QList<Secret>& secrets)
{
    const QByteArray head = id + '.' + QByteArray::number(timestamp) + '.';
    QByteArrayList signatures;
    for (const Secret& secret : secrets)
        signatures.append("v1," + hmacSha256(secret, head, body).toBase64());
    return signatures.join(' ');
}

} // namespace batchroom
