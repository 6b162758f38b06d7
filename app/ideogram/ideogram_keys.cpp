// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/ideogram_keys.h"

#include "app/ideogram/hosts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSaveFile>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcKeys, "batchroom.webhooks.keys")

using namespace std::chrono_literals;
using Text = QLatin1StringView;

constexpr qsizetype keyBytes = 32;
constexpr qsizetype mostKeys = 50;
constexpr qint64 mostBytes = 64 * 1024;
constexpr auto keptFor = 24h;
constexpr auto betweenQuestions = 1min;

std::optional<NamedKey> keyIn(const QJsonObject& object)
{
    if (object.value(Text("kty")).toString() != Text("OKP") || object.value(Text("crv")).toString() != Text("Ed25519"))
        return std::nullopt;
    const QByteArray::FromBase64Result key =
        QByteArray::fromBase64Encoding(object.value(Text("x")).toString().toLatin1(),
            QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.size() != keyBytes)
        return std::nullopt;
    return NamedKey{object.value(Text("kid")).toString().toUtf8(), key.decoded};
}

OutgoingRequest question(const QUrl& address)
{
    OutgoingRequest request;
    request.url = address;
    request.limits = {5s, 5s, mostBytes};
    return request;
}

} // namespace

QUrl ideogramKeysUrl()
{
    return ideogramApiBase().resolved(QUrl(QStringLiteral("/v1/.well-known/jwks.json")));
}

Result<QList<NamedKey>> decodeKeySet(const QByteArray& json)
{
    const QJsonArray array = QJsonDocument::fromJson(json).object().value(Text("keys")).toArray();
    QList<NamedKey> keys;
    for (const QJsonValue& value : array)
        if (const std::optional<NamedKey> key = keyIn(value.toObject()); key && keys.size() < mostKeys)
            keys.append(*key);
    if (keys.isEmpty())
        return Error{ErrorCode::Protocol,
            QCoreApplication::translate("IdeogramKeys",
                "Ideogram's public keys could not be read, so its webhooks cannot be checked for now. Pictures are "
                "asked for as usual."),
            QStringLiteral("no Ed25519 key in %1 bytes").arg(json.size())};
    return keys;
}

IdeogramKeys::IdeogramKeys(QUrl address, QString keptIn, Clock& clock)
    : m_address(std::move(address))
    , m_keptIn(std::move(keptIn))
    , m_clock(clock)
    , m_http(clock)
{
    readKept();
}

QList<NamedKey> IdeogramKeys::keys(std::stop_token stop)
{
    if (!isFresh())
        (void)refresh(std::move(stop));
    return m_keys; // old ones are better than none
}

bool IdeogramKeys::refresh(std::stop_token stop)
{
    if (m_asked && m_clock.steady() < *m_asked + betweenQuestions)
        return false;
    m_asked = m_clock.steady();
    const Result<ReceivedAnswer> answer = m_http.get(question(m_address), std::move(stop));
    if (!answer || !answer->isSuccess()) {
        qCWarning(lcKeys) << "the public keys were not fetched:"
                          << (answer ? QStringLiteral("status %1").arg(answer->status) : answer.error().detail);
        return false;
    }
    const Result<QList<NamedKey>> keys = decodeKeySet(answer->body);
    if (!keys) {
        qCWarning(lcKeys) << keys.error().detail;
        return false;
    }
    const bool isNew = answer->body != m_json;
    m_json = answer->body;
    m_keys = *keys;
    m_fetched = m_clock.now();
    keep(m_json);
    return isNew;
}

bool IdeogramKeys::isFresh() const
{
    if (!m_fetched)
        return false;
    const Clock::Milliseconds age = m_clock.now() - *m_fetched;
    return age >= 0ms && age < keptFor;
}

void IdeogramKeys::readKept()
{
    QFile file(m_keptIn);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray json = file.read(mostBytes);
    const Result<QList<NamedKey>> keys = decodeKeySet(json);
    if (!keys)
        return;
    m_json = json;
    m_keys = *keys;
    m_fetched = Clock::Milliseconds(QFileInfo(file).lastModified().toMSecsSinceEpoch());
}

void IdeogramKeys::keep(const QByteArray& json) const
{
    (void)QDir().mkpath(QFileInfo(m_keptIn).absolutePath());
    QSaveFile file(m_keptIn);
    const bool isKept = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (!isKept)
        qCWarning(lcKeys) << "the public keys were not kept:" << file.errorString();
}

} // namespace batchroom
