// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_body.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

// QJsonObject sorts its names; people read these bodies in the order of the documentation.
class OrderedObject {
public:
    void add(QLatin1StringView name, const QJsonValue& value)
    {
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        m_members.append('"' + QByteArray(name.data(), name.size()) + "\":" + list.mid(1, list.size() - 2));
    }
    QByteArray toJson() const { return '{' + m_members.join(',') + '}'; }

private:
    QByteArrayList m_members;
};

QJsonObject jsonOf(const QMap<QString, QString>& metadata)
{
    QJsonObject object;
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject jsonOf(const CallbackProblem& problem)
{
    return {{QStringLiteral("code"), problem.code}, {QStringLiteral("message"), problem.message}};
}

} // namespace

QString callbackTypeName(CallbackType type)
{
    switch (type) {
    case CallbackType::GenerationCompleted: return QStringLiteral("ideogram.generation.completed");
    case CallbackType::GenerationFailed: return QStringLiteral("ideogram.generation.failed");
    case CallbackType::ImageReady: return QStringLiteral("ideogram.image.ready");
    case CallbackType::BatchCompleted: return QStringLiteral("ideogram.batch.completed");
    }
    return {};
}

QByteArray callbackBody(const CallbackEvent& event)
{
    const QString type = callbackTypeName(event.type);
    OrderedObject body;
    body.add(QLatin1StringView("type"), type);
    body.add(QLatin1StringView("timestamp"),
        QDateTime::fromMSecsSinceEpoch(event.atMs, Qt::UTC).toString(Qt::ISODateWithMs));
    body.add(QLatin1StringView("event"), type);
    if (event.job)
        body.add(QLatin1StringView("jobId"), event.job.value);
    if (event.batch)
        body.add(QLatin1StringView("batchId"), event.batch.value);
    body.add(QLatin1StringView("campaign"), event.campaign);
    if (event.job)
        body.add(QLatin1StringView("prompt"), event.prompt);
    body.add(QLatin1StringView("images"), QJsonArray::fromStringList(event.images));
    if (!event.resolution.isEmpty())
        body.add(QLatin1StringView("resolution"),
            QStringLiteral("%1x%2").arg(event.resolution.width()).arg(event.resolution.height()));
    if (event.seed)
        body.add(QLatin1StringView("seed"), *event.seed);
    if (event.job)
        body.add(QLatin1StringView("model"), event.model);
    if (event.problem)
        body.add(QLatin1StringView("error"), jsonOf(*event.problem));
    body.add(QLatin1StringView("metadata"), jsonOf(event.metadata));
    return body.toJson();
}

QString callbackMessageId(const CallbackEvent& event, const QString& libraryId, const QString& endpoint)
{
    const QStringList fact{libraryId, endpoint, callbackTypeName(event.type), event.job.toString(),
        event.batch.toString(), QString::number(event.attempt), event.occasion};
    const QByteArray hash = QCryptographicHash::hash(fact.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("msg_") + QString::fromLatin1(hash.left(16).toHex());
}

} // namespace batchroom
