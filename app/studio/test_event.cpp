// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/test_event.h"

#include "app/webhooks/signature.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

} // namespace

OutgoingRequest testEvent(const QUrl& address, const Secret& secret, qint64 nowMs)
{
    const QByteArray id = "test_" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    OutgoingRequest request;
    request.method = "POST";
    request.url = address;
    request.body = QJsonDocument(
        QJsonObject{{Text("type"), QStringLiteral("batchroom.test")},
            {Text("timestamp"), QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(Qt::ISODateWithMs)}})
                       .toJson(QJsonDocument::Compact);
    request.headers = {{"Content-Type", "application/json"}, {"webhook-id", id},
        {"webhook-timestamp", QByteArray::number(nowMs / 1000)},
        {"webhook-signature", webhookSignature(id, nowMs / 1000, request.body, {secret})}};
    request.limits.total = std::chrono::seconds(10);
    return request;
}

QString testEventId(const OutgoingRequest& event)
{
    const auto id = std::find_if(
        event.headers.cbegin(), event.headers.cend(), [](const auto& header) { return header.name == "webhook-id"; });
    return id == event.headers.cend() ? QString() : QString::fromLatin1(id->value);
}

} // namespace batchroom
