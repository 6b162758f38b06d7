// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/manifest.h"

#include "app/delivery/part_file.h"
#include "app/store/durable_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace batchroom {

namespace {

constexpr qint64 largestManifest = 64LL * 1024 * 1024;
constexpr int mostManifests = 99;

const QLatin1StringView formatName("batchroom-manifest");

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

QJsonObject pixelsOf(const QRect& crop)
{
    return {{key("x"), crop.x()}, {key("y"), crop.y()}, {key("width"), crop.width()}, {key("height"), crop.height()}};
}

QJsonObject entryOf(const Variant& variant, const Asset& asset, WriteRecipe recipe)
{
    QJsonObject entry{{key("path"), QFileInfo(variant.path).fileName()}, {key("preset"), variant.preset},
        {key("width"), variant.size.width()}, {key("height"), variant.size.height()}, {key("bytes"), variant.bytes},
        {key("sha256"), variant.sha256}, {key("crop"), pixelsOf(variant.crop)}, {key("loss"), variant.lossShare},
        {key("enlarged"), variant.isEnlarged}, {key("asset"), variant.asset.value}};
    if (variant.quality > 0)
        entry.insert(key("quality"), variant.quality);
    if (recipe == WriteRecipe::No)
        return entry;
    entry.insert(key("prompt"), asset.recipe.request.prompt);
    entry.insert(key("model"), asset.recipe.request.model);
    const std::optional<qint64> seed = asset.recipe.seed ? asset.recipe.seed : asset.recipe.request.seed;
    if (seed)
        entry.insert(key("seed"), *seed);
    return entry;
}

QJsonObject failureOf(const VariantResult& result)
{
    return {{key("asset"), result.variant.asset.value}, {key("preset"), result.variant.preset},
        {key("error"), errorCodeName(result.error->code)}, {key("message"), result.error->what}};
}

// The files of an earlier manifest of ours; nothing when the file is somebody else's.
std::optional<QJsonArray> earlierFiles(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return QJsonArray();
    if (file.size() > largestManifest || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject earlier = QJsonDocument::fromJson(file.readAll()).object();
    if (earlier.value(key("format")).toString() != formatName)
        return std::nullopt;
    return earlier.value(key("files")).toArray();
}

struct Place {
    QString path;
    QJsonArray files;
};

std::optional<Place> findPlace(const QDir& folder)
{
    for (int number = 1; number <= mostManifests; ++number) {
        const QString path = folder.filePath(
            number == 1 ? QStringLiteral("manifest.json") : QStringLiteral("manifest-%1.json").arg(number));
        if (const std::optional<QJsonArray> files = earlierFiles(path))
            return Place{path, *files};
    }
    return std::nullopt;
}

} // namespace

Result<QString> writeManifest(
    const QString& folder, const ExportSummary& summary, const QHash<AssetId, Asset>& assets, WriteRecipe recipe)
{
    const std::optional<Place> place = findPlace(QDir(folder));
    if (!place)
        return {ErrorCode::Exists,
            QCoreApplication::translate("Delivery",
                "The files were written, but no manifest: the folder has too many files named manifest. Export into "
                "another folder to get one."),
            {}};
    QSet<QString> made;
    for (const Variant& variant : summary.variants)
        made.insert(QFileInfo(variant.path).fileName());
    QJsonArray files;
    for (const QJsonValue& entry : place->files)
        if (!made.contains(entry.toObject().value(key("path")).toString()))
            files.append(entry);
    for (const Variant& variant : summary.variants)
        files.append(entryOf(variant, assets.value(variant.asset), recipe));
    QJsonArray failures;
    for (const VariantResult& result : summary.failures)
        failures.append(failureOf(result));
    const QJsonObject manifest{{key("format"), QString(formatName)}, {key("version"), 1},
        {key("written"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}, {key("files"), files},
        {key("failures"), failures}};
    Result<PartFile> part = PartFile::write(folder, QJsonDocument(manifest).toJson(QJsonDocument::Indented));
    if (!part)
        return part.error();
    if (const Result<void> placed = renameDurably(part->path(), place->path); !placed)
        return placed.error();
    part->release();
    return place->path;
}

} // namespace batchroom
