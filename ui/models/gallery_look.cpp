// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_look.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace batchroom {

namespace {

using Words = QLatin1StringView;

const Words sortNames[] = {Words("newest"), Words("oldest"), Words("best")};
constexpr int mostValues = 500;

QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& text : value.toArray())
        if (text.isString() && texts.size() < mostValues)
            texts.append(text.toString());
    return texts;
}

QJsonArray namesOf(const QList<Decision>& decisions)
{
    QJsonArray names;
    for (const Decision decision : decisions)
        names.append(decisionName(decision));
    return names;
}

QJsonArray idsOf(const QList<BatchId>& batches)
{
    QJsonArray ids;
    for (const BatchId batch : batches)
        ids.append(batch.value);
    return ids;
}

AssetFilter filterFrom(const QJsonObject& object)
{
    AssetFilter filter;
    filter.text = object[Words("text")].toString().left(500);
    filter.models = textsOf(object[Words("models")]);
    filter.styles = textsOf(object[Words("styles")]);
    filter.aspects = textsOf(object[Words("aspects")]);
    for (const QJsonValue& id : object[Words("batches")].toArray())
        if (const qint64 value = id.toInteger(); value > 0 && filter.batches.size() < mostValues)
            filter.batches.append(BatchId{value});
    for (const QString& name : textsOf(object[Words("decisions")]))
        if (const std::optional<Decision> decision = decisionFromName(name); decision && filter.decisions.size() < 4)
            filter.decisions.append(*decision);
    filter.minRating = std::clamp(object[Words("rating")].toInt(), 0, 5);
    if (const QJsonValue exports = object[Words("exports")]; exports.isBool())
        filter.hasExports = exports.toBool();
    const auto sort = std::find(std::begin(sortNames), std::end(sortNames), object[Words("sort")].toString());
    if (sort != std::end(sortNames))
        filter.sort = static_cast<AssetSort>(sort - std::begin(sortNames));
    return filter;
}

} // namespace

QByteArray toJson(const GalleryLook& look)
{
    const AssetFilter& filter = look.filter;
    QJsonObject object;
    object[Words("text")] = filter.text;
    object[Words("models")] = QJsonArray::fromStringList(filter.models);
    object[Words("styles")] = QJsonArray::fromStringList(filter.styles);
    object[Words("aspects")] = QJsonArray::fromStringList(filter.aspects);
    object[Words("batches")] = idsOf(filter.batches);
    object[Words("decisions")] = namesOf(filter.decisions);
    object[Words("rating")] = filter.minRating;
    if (filter.hasExports)
        object[Words("exports")] = *filter.hasExports;
    object[Words("sort")] = sortNames[static_cast<size_t>(filter.sort)];
    object[Words("shape")] = look.shape == GalleryShape::Square ? Words("square") : Words("justified");
    object[Words("height")] = look.pictureHeight;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

GalleryLook galleryLookFromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    GalleryLook look;
    look.filter = filterFrom(object);
    if (object[Words("shape")].toString() == Words("square"))
        look.shape = GalleryShape::Square;
    look.pictureHeight =
        std::clamp(object[Words("height")].toInt(look.pictureHeight), GalleryLook::smallest, GalleryLook::largest);
    return look;
}

QString galleryDocument(std::optional<CampaignId> campaign)
{
    return campaign ? QStringLiteral("gallery/%1").arg(campaign->value) : QStringLiteral("gallery/all");
}

} // namespace batchroom
