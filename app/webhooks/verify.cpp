// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/verify.h"

#include "app/core/sha256.h"
#include "app/webhooks/signature.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qsizetype longestId = 256;
constexpr qsizetype longestSignatureHeader = 4096;
constexpr qsizetype macBytes = 32;

QString tr(const char* text)
{
    return QCoreApplication::translate("Webhooks", text);
}

Verification malformed(const QString& reason)
{
    return {Verdict::Malformed, reason, {}};
}

Verification refused(const QByteArray& eventId)
{
    return {Verdict::Refused, tr("The signature was not made with a key of this sender."), eventId};
}

// One value, or nothing: two headers of one name are somebody's trick.
std::optional<QByteArray> single(const HttpRequest& request, const QByteArray& name)
{
    return request.headerCount(name) == 1 ? std::optional(request.header(name)) : std::nullopt;
}

Verification missing(const QByteArray& name)
{
    return malformed(tr("The header %1 is missing or there twice.").arg(QString::fromLatin1(name)));
}

// Without the character that joins what is signed: or an id could run over into its neighbour.
bool isPlainId(const QByteArray& id, char joiner)
{
    return !id.isEmpty() && id.size() <= longestId && std::all_of(id.begin(), id.end(), [joiner](char letter) {
        return letter > ' ' && letter < 0x7f && letter != joiner;
    });
}

std::optional<qint64> seconds(const QByteArray& text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 12
        && std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
    return isNumber ? std::optional<qint64>(text.toLongLong()) : std::nullopt;
}

bool isInWindow(qint64 signedS, qint64 nowS)
{
    return signedS >= nowS - signatureWindowS && signedS <= nowS + signatureWindowS;
}

Verification stale(qint64 signedS, qint64 nowS, const QByteArray& eventId)
{
    const QString reason = signedS < nowS
        ? tr("It was signed %1 s ago; after %2 s it counts as somebody's copy.")
        : tr("It was signed %1 s ahead of this computer's clock; more than %2 s is not accepted.");
    return {Verdict::Stale, reason.arg(std::abs(nowS - signedS)).arg(signatureWindowS), eventId};
}

bool isSame(const QByteArray& mac, const QByteArray& expected)
{
    return mac.size() == expected.size()
        && sodium_memcmp(mac.constData(), expected.constData(), static_cast<size_t>(mac.size())) == 0;
}

const unsigned char* bytesOf(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

bool isSignedWith(const QByteArray& publicKey, const QByteArray& signature, const QByteArray& message)
{
    return publicKey.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(message),
               static_cast<unsigned long long>(message.size()), bytesOf(publicKey))
        == 0;
}

std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    const QByteArray::FromBase64Result decoded = QByteArray::fromBase64Encoding(
        text.toByteArray(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(decoded.decoded) : std::nullopt;
}

// QByteArray::fromHex skips what it does not know.
std::optional<QByteArray> fromHex(QByteArrayView text, qsizetype bytes)
{
    const bool isHex = text.size() == bytes * 2 && std::all_of(text.begin(), text.end(), [](char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
    });
    return isHex ? std::optional(QByteArray::fromHex(text.toByteArray())) : std::nullopt;
}

bool isOneOf(const QByteArray& signature, const SenderKeys& keys, const QByteArray& head, const QByteArray& body)
{
    const qsizetype comma = signature.indexOf(',');
    const QByteArrayView version = QByteArrayView(signature).first(std::max<qsizetype>(comma, 0));
    const std::optional<QByteArray> bytes = fromBase64(QByteArrayView(signature).sliced(comma + 1));
    if (!bytes)
        return false;
    if (version == "v1" && bytes->size() == macBytes)
        return std::any_of(keys.secrets.begin(), keys.secrets.end(),
            [&](const Secret& secret) { return isSame(*bytes, hmacSha256(secret, head, body)); });
    if (version == "v1a")
        return std::any_of(keys.publicKeys.begin(), keys.publicKeys.end(),
            [&](const QByteArray& key) { return isSignedWith(key, *bytes, head + body); });
    return false;
}

QByteArray ideogramMessage(
    const QByteArray& id, const QByteArray& user, const QByteArray& timestamp, const QByteArray& body)
{
    return QByteArrayList{id, user, timestamp, sha256Hex(body)}.join('\n');
}

QList<NamedKey> hintedFirst(QList<NamedKey> keys, const QByteArray& hint)
{
    std::stable_partition(keys.begin(), keys.end(), [&](const NamedKey& key) { return key.id == hint; });
    return keys;
}

// Both names are in Ideogram's papers.
bool namesItself(const QByteArray& body, const QByteArray& id)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QString expected = QString::fromLatin1(id);
    const QJsonValue generation = object.value(QLatin1StringView("generation_id"));
    const QJsonValue request = object.value(QLatin1StringView("request_id"));
    const bool isNamed = generation.isString() || request.isString();
    return isNamed && (generation.isUndefined() || generation.toString() == expected)
        && (request.isUndefined() || request.toString() == expected);
}

} // namespace

Result<SenderKeys> readSenderKeys(const QString& path)
{
    const Result<QByteArrayList> lines = readSecretLines(path);
    if (!lines)
        return lines.error();
    SenderKeys keys;
    for (const QByteArray& line : *lines) {
        if (!line.startsWith("whpk_")) {
            const Result<Secret> secret = callbackSecret(line);
            if (!secret)
                return secret.error();
            keys.secrets.append(*secret);
        } else if (const std::optional<QByteArray> key = publicKeyFromText(line)) {
            keys.publicKeys.append(*key);
        } else {
            return Error{ErrorCode::BadInput,
                tr("A key in %1 begins with whpk_ but the rest is no public key. Copy it again as a whole.")
                    .arg(QDir::toNativeSeparators(path)),
                {}};
        }
    }
    const bool isUsual = keys.secrets.size() <= mostCallbackSecrets && keys.publicKeys.size() <= mostCallbackSecrets
        && keys.secrets.size() + keys.publicKeys.size() > 0;
    if (!isUsual)
        return Error{ErrorCode::BadInput,
            tr("%1 should hold the secret or the public key of who sends here; two of a kind while one is replaced.")
                .arg(QDir::toNativeSeparators(path)),
            {}};
    return keys;
}

Verification verifyStandardWebhook(const HttpRequest& request, const SenderKeys& keys, qint64 nowS)
{
    const QByteArray family = request.hasHeader("webhook-id") ? "webhook" : "svix";
    const std::optional<QByteArray> id = single(request, family + "-id");
    const std::optional<QByteArray> timestamp = single(request, family + "-timestamp");
    const std::optional<QByteArray> signature = single(request, family + "-signature");
    if (!id)
        return missing("webhook-id");
    if (!timestamp)
        return missing("webhook-timestamp");
    if (!signature)
        return missing("webhook-signature");
    if (!isPlainId(*id, '.'))
        return malformed(tr("The webhook-id is empty, too long or has characters that do not belong there."));
    const std::optional<qint64> signedS = seconds(*timestamp);
    if (!signedS)
        return malformed(tr("The webhook-timestamp is no number of seconds."));
    QByteArrayList signatures = signature->left(longestSignatureHeader + 1).split(' ');
    signatures.removeAll(QByteArray());
    if (signature->size() > longestSignatureHeader || signatures.size() > mostSignatures)
        return malformed(tr("There are more than %1 signatures.").arg(mostSignatures));
    if (!isInWindow(*signedS, nowS))
        return stale(*signedS, nowS, *id);
    const QByteArray head = *id + '.' + *timestamp + '.';
    const bool isTheirs = std::any_of(signatures.begin(), signatures.end(),
        [&](const QByteArray& one) { return isOneOf(one, keys, head, request.body); });
    return isTheirs ? Verification{Verdict::Verified, {}, *id} : refused(*id);
}

Result<QList<Secret>> readGitHubSecrets(const QString& path)
{
    const Result<QByteArrayList> lines = readSecretLines(path);
    if (!lines)
        return lines.error();
    if (lines->isEmpty() || lines->size() > mostCallbackSecrets)
        return Error{ErrorCode::BadInput,
            tr("%1 should hold the secret of GitHub's webhook; two lines while one is replaced.")
                .arg(QDir::toNativeSeparators(path)),
            {}};
    QList<Secret> secrets;
    for (const QByteArray& line : *lines)
        secrets.append(Secret(line));
    return secrets;
}

Verification verifyGitHub(const HttpRequest& request, const QList<Secret>& secrets)
{
    const std::optional<QByteArray> id = single(request, "X-GitHub-Delivery");
    const std::optional<QByteArray> signature = single(request, "X-Hub-Signature-256");
    if (!id)
        return missing("X-GitHub-Delivery");
    if (!signature)
        return missing("X-Hub-Signature-256");
    if (!isPlainId(*id, '\n'))
        return malformed(tr("The X-GitHub-Delivery is empty, too long or has characters that do not belong there."));
    constexpr QByteArrayView prefix("sha256=");
    const std::optional<QByteArray> mac = signature->startsWith(prefix)
        ? fromHex(QByteArrayView(*signature).sliced(prefix.size()), macBytes)
        : std::nullopt;
    if (!mac)
        return malformed(tr("The X-Hub-Signature-256 is not sha256= and 64 hexadecimal digits."));
    const bool isTheirs = std::any_of(secrets.begin(), secrets.end(),
        [&](const Secret& secret) { return isSame(*mac, hmacSha256(secret, {}, request.body)); });
    return isTheirs ? Verification{Verdict::Verified, {}, mac->toHex()} : refused(*id);
}

Verification verifyIdeogram(const HttpRequest& request, const QList<NamedKey>& keys, qint64 nowS)
{
    QByteArrayList values;
    for (const char* name : {"Generation-Id", "User-Id", "Timestamp", "Key-Id", "Signature"}) {
        const QByteArray header = QByteArray("X-Ideogram-Webhook-") + name;
        const std::optional<QByteArray> value = single(request, header);
        if (!value)
            return missing(header);
        if (!isPlainId(*value, '\n'))
            return malformed(tr("The header %1 is empty, too long or has characters that do not belong there.")
                                 .arg(QString::fromLatin1(header)));
        values.append(*value);
    }
    const std::optional<qint64> signedS = seconds(values.at(2));
    if (!signedS)
        return malformed(tr("The time in the header is no number of seconds."));
    const std::optional<QByteArray> signature = fromHex(values.at(4), crypto_sign_BYTES);
    if (!signature)
        return malformed(tr("The signature is not 128 hexadecimal digits."));
    if (!isInWindow(*signedS, nowS))
        return stale(*signedS, nowS, values.at(0));
    const QByteArray message = ideogramMessage(values.at(0), values.at(1), values.at(2), request.body);
    const QList<NamedKey> candidates = hintedFirst(keys, values.at(3));
    const bool isTheirs = std::any_of(candidates.begin(), candidates.end(),
        [&](const NamedKey& key) { return isSignedWith(key.bytes, *signature, message); });
    if (!isTheirs)
        return refused(values.at(0));
    if (!namesItself(request.body, values.at(0)))
        return malformed(tr("The header and the body name different generations."));
    return {Verdict::Verified, {}, values.at(0)};
}

std::optional<QByteArray> publicKeyFromText(QByteArrayView text)
{
    QByteArray trimmed = text.toByteArray().trimmed();
    if (trimmed.startsWith("whpk_"))
        trimmed = trimmed.mid(5);
    const std::optional<QByteArray> key = fromBase64(trimmed);
    return key && key->size() == crypto_sign_PUBLICKEYBYTES ? key : std::nullopt;
}

} // namespace batchroom
