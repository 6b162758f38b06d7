// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/event_fact.h"

#include "app/webhooks/callback_body.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

constexpr qsizetype longestName = 200;
constexpr qsizetype longestPrompt = 10'000;
constexpr qsizetype longestAddress = 4096;
constexpr qsizetype mostMetadata = 64;
constexpr int longestSide = 65'535;

// "1024x768", also with the sign for "times".
QSize sizeFrom(const QString& text)
{
    QString plain = text.toLower();
    plain.replace(QChar(0x00d7), QLatin1Char('x'));
    const QStringList sides = plain.split(QLatin1Char('x'));
    if (sides.size() != 2)
        return {};
    const QSize size(sides.at(0).trimmed().toInt(), sides.at(1).trimmed().toInt());
    const bool isOne = size.width() > 0 && size.height() > 0 && std::max(size.width(), size.height()) <= longestSide;
    return isOne ? size : QSize();
}

std::optional<qint64> seedFrom(const QJsonValue& value)
{
    if (!value.isDouble() || value.toDouble() < 0 || std::floor(value.toDouble()) != value.toDouble())
        return std::nullopt;
    return value.toInteger(-1) >= 0 ? std::optional(value.toInteger()) : std::nullopt;
}

// A text, or a number: the original design's queue has both.
QString textFrom(const QJsonValue& value, qsizetype longest)
{
    const QString text = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    return text.trimmed().left(longest);
}

QMap<QString, QString> metadataFrom(const QJsonObject& object)
{
    QMap<QString, QString> metadata;
    for (auto it = object.begin(); it != object.end() && metadata.size() < mostMetadata; ++it) {
        const QString value = textFrom(it.value(), longestName);
        if (!value.isEmpty() && it.key().size() <= longestName)
            metadata.insert(it.key(), value);
    }
    return metadata;
}

// "images": addresses, or objects with an "url"; Ideogram's own webhook has the latter in "data".
QList<ToldPicture> picturesFrom(const QJsonObject& body)
{
    QList<ToldPicture> pictures;
    const QJsonArray list = body.value(Text(body.contains(Text("images")) ? "images" : "data")).toArray();
    const QSize size = sizeFrom(body.value(Text("resolution")).toString());
    for (const QJsonValue& value : list) {
        const QJsonObject object = value.toObject();
        if (object.value(Text("is_image_safe")).isBool() && !object.value(Text("is_image_safe")).toBool())
            continue; // withheld: there is nothing to fetch
        ToldPicture picture;
        picture.address = (value.isString() ? value : object.value(Text("url"))).toString().trimmed();
        if (picture.address.isEmpty() || picture.address.size() > longestAddress)
            continue;
        picture.prompt = textFrom(object.value(Text("prompt")), longestPrompt);
        picture.size = object.isEmpty() ? QSize() : sizeFrom(object.value(Text("resolution")).toString());
        if (!picture.size.isValid() && list.size() == 1)
            picture.size = size; // of several the sender says only the first one's
        picture.seed = seedFrom(object.isEmpty() ? body.value(Text("seed")) : object.value(Text("seed")));
        pictures.append(picture);
    }
    return pictures;
}

QString problemFrom(const QJsonObject& body)
{
    const QJsonValue error = body.value(Text("error"));
    const QString text = error.isString() ? error.toString() : error.toObject().value(Text("message")).toString();
    return text.simplified().left(300);
}

QString ownKey(const CallbackEvent& event)
{
    return QStringLiteral("library/%1/%2/%3/%4/%5")
        .arg(callbackTypeName(event.type), event.batch.toString(), event.job.toString(), QString::number(event.attempt),
            event.occasion);
}

QJsonObject toObject(const ToldPicture& picture)
{
    QJsonObject object{{Text("address"), picture.address}, {Text("prompt"), picture.prompt},
        {Text("width"), picture.size.width()}, {Text("height"), picture.size.height()}};
    if (picture.seed)
        object.insert(Text("seed"), *picture.seed);
    return object;
}

ToldPicture pictureFrom(const QJsonObject& object)
{
    return {object.value(Text("address")).toString(), object.value(Text("prompt")).toString(),
        QSize(object.value(Text("width")).toInt(-1), object.value(Text("height")).toInt(-1)),
        seedFrom(object.value(Text("seed")))};
}

} // namespace

EventFact factOf(const InboxEvent& event)
{
    const QJsonObject body = QJsonDocument::fromJson(event.event.body).object();
    return EventFact{
        .key = eventKey(event.event),
        .sender = event.event.sender,
        .type = event.event.type,
        .atMs = event.receivedMs,
        .campaign = textFrom(body.value(Text("campaign")), longestName).simplified(),
        .prompt = textFrom(body.value(Text("prompt")), longestPrompt),
        .model = textFrom(body.value(Text("model")), longestName),
        .reference = textFrom(body.value(Text("jobId")), longestName),
        .problem = problemFrom(body),
        .pictures = picturesFrom(body),
        .metadata = metadataFrom(body.value(Text("metadata")).toObject()),
        .body = event.event.body,
    };
}

EventFact factOf(const CallbackEvent& event, AssetId asset)
{
    return EventFact{
        .key = ownKey(event),
        .type = callbackTypeName(event.type),
        .atMs = event.atMs,
        .campaign = event.campaign,
        .prompt = event.prompt,
        .model = event.model,
        .problem = event.problem ? event.problem->message : QString(),
        .job = event.job,
        .batch = event.batch,
        .asset = asset,
        .metadata = event.metadata,
        .body = callbackBody(event),
    };
}

QByteArray toJson(const EventFact& fact)
{
    QJsonArray pictures;
    for (const ToldPicture& picture : fact.pictures)
        pictures.append(toObject(picture));
    QJsonObject metadata;
    for (auto it = fact.metadata.cbegin(); it != fact.metadata.cend(); ++it)
        metadata.insert(it.key(), it.value());
    const QJsonObject object{{Text("key"), fact.key}, {Text("sender"), fact.sender}, {Text("type"), fact.type},
        {Text("at_ms"), fact.atMs}, {Text("campaign"), fact.campaign}, {Text("prompt"), fact.prompt},
        {Text("model"), fact.model}, {Text("reference"), fact.reference}, {Text("problem"), fact.problem},
        {Text("job"), fact.job.value}, {Text("batch"), fact.batch.value}, {Text("asset"), fact.asset.value},
        {Text("pictures"), pictures}, {Text("metadata"), metadata}, {Text("body"), QString::fromUtf8(fact.body)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

EventFact factFromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&](const char* name) { return object.value(Text(name)).toString(); };
    EventFact fact{
        .key = text("key"),
        .sender = text("sender"),
        .type = text("type"),
        .atMs = object.value(Text("at_ms")).toInteger(),
        .campaign = text("campaign"),
        .prompt = text("prompt"),
        .model = text("model"),
        .reference = text("reference"),
        .problem = text("problem"),
        .job = JobId{object.value(Text("job")).toInteger()},
        .batch = BatchId{object.value(Text("batch")).toInteger()},
        .asset = AssetId{object.value(Text("asset")).toInteger()},
        .body = text("body").toUtf8(),
    };
    for (const QJsonValue& picture : object.value(Text("pictures")).toArray())
        fact.pictures.append(pictureFrom(picture.toObject()));
    const QJsonObject metadata = object.value(Text("metadata")).toObject();
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        fact.metadata.insert(it.key(), it.value().toString());
    return fact;
}

} // namespace batchroom
