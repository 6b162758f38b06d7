// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_store.h"

#include "app/core/sha256.h"
#include "app/imaging/picture.h"
#include "app/imaging/picture_pool.h"
#include "app/library/arriving_files.h"
#include "app/library/asset_repository.h"
#include "app/library/original_files.h"
#include "app/library/thumbnail_file.h"
#include "app/store/durable_file.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <atomic>
#include <limits>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcAssets, "batchroom.assets")

QString tr(const char* text)
{
    return QCoreApplication::translate("AssetStore", text);
}

struct CheckedPicture {
    PictureFormat format = PictureFormat::Png;
    QImage image;
};

// What the library keeps of a sound picture beside its bytes.
struct PictureFacts {
    QString extension;
    QSize size;
    quint32 color = 0; // dominantColor()
    Result<Thumbnails> previews;
};

QString sizeText(QSize size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

// Everything that can be refused from the header is refused before a pixel is decoded.
Result<CheckedPicture> checkedPicture(const QByteArray& bytes, QSize expectedSize)
{
    const std::optional<PictureFormat> format = pictureFormat(bytes);
    if (!format)
        return Error{ErrorCode::PictureDamaged,
            tr("What was downloaded is not a PNG, JPEG or WebP picture. It was not stored."),
            QStringLiteral("%1 bytes").arg(bytes.size())};
    const Result<QSize> size = pictureSize(bytes);
    if (!size)
        return size.error();
    if (qMax(size->width(), size->height()) > std::numeric_limits<quint16>::max())
        return Error{ErrorCode::PictureTooLarge,
            tr("The downloaded picture is too large (%1 pixels). It was not stored.").arg(sizeText(*size)), {}};
    if (expectedSize.isValid() && *size != expectedSize)
        return Error{ErrorCode::PictureDamaged,
            tr("The downloaded picture has %1 pixels, but %2 were announced. It was not stored.")
                .arg(sizeText(*size), sizeText(expectedSize)),
            {}};
    Result<QImage> image = decodePicture(bytes);
    if (!image)
        return image.error();
    if (image->size() != *size)
        return Error{ErrorCode::PictureDamaged, tr("The downloaded picture is damaged. It was not stored."),
            QStringLiteral("header %1, pixels %2").arg(sizeText(*size), sizeText(image->size()))};
    return CheckedPicture{*format, *std::move(image)};
}

Result<PictureFacts> pictureFacts(const QByteArray& bytes, QSize expectedSize)
{
    const Result<CheckedPicture> picture = checkedPicture(bytes, expectedSize);
    if (!picture)
        return picture.error();
    return PictureFacts{extensionOf(picture->format), picture->image.size(), dominantColor(picture->image),
        renderThumbnails(picture->image)};
}

} // namespace

class AssetStore::Private {
public:
    Private(Store& library, std::unique_ptr<OriginalFiles> files, std::unique_ptr<ArrivingFiles> onTheirWay,
        std::unique_ptr<ThumbnailFile> previews, AssetId next)
        : store(library)
        , originals(std::move(files))
        , arriving(std::move(onTheirWay))
        , thumbnails(std::move(previews))
        , nextId(next.value)
    {
    }

    qint64 nowMs() const { return store.clock().now().count(); }
    Result<AssetRow> take(const QByteArray& bytes, const NewAsset& asset, const Alongside& alongside);
    Result<ImportedAsset> takeImport(const QByteArray& bytes, const NewImport& import);
    // From the placed original to its row: the preview first, everything undone when the row cannot be written.
    struct Kept {
        AssetRow row;
        bool isNew = true;
    };
    using WriteRow = std::function<Result<Kept>(const StoredPicture&)>;
    Result<Kept> keep(
        const OriginalFiles::Placed& placed, const PictureFacts& picture, qint64 bytes, const WriteRow& writeRow);
    // An error unless the job still wants this picture; a discarded job is cancelled here.
    Result<void> requireWanted(const NewAsset& asset);
    Result<AssetRow> record(const NewAsset& asset, const StoredPicture& picture, const Alongside& alongside);
    Error cancel(const NewAsset& asset, const Error& reason);
    bool isUsed(const QString& sha256) const;

    Store& store;
    std::unique_ptr<OriginalFiles> originals;
    std::unique_ptr<ArrivingFiles> arriving;
    std::unique_ptr<ThumbnailFile> thumbnails;
    PicturePool pictures;
    // Known before the row, so that the previews are there when the row is.
    std::atomic<qint64> nextId;
};

Result<void> AssetStore::Private::requireWanted(const NewAsset& asset)
{
    const Result<Fence> fence =
        store.read<Fence>([&](Connection& connection) { return checkFence(connection, asset.job, asset.attempt); });
    if (!fence)
        return fence.error();
    if (*fence == Fence::Holds)
        return {};
    return cancel(asset,
        {ErrorCode::Cancelled, tr("The job was cancelled while its picture was on the way. The picture was not kept."),
            {}});
}

Error AssetStore::Private::cancel(const NewAsset& asset, const Error& reason)
{
    const Result<void> done = store.write<void>(
        [&](Connection& connection) { return cancelDiscarded(connection, asset.job, asset.attempt, nowMs()); });
    return done ? reason : done.error();
}

Result<AssetRow> AssetStore::Private::record(
    const NewAsset& asset, const StoredPicture& picture, const Alongside& alongside)
{
    return store.write<AssetRow>([&](Connection& connection) -> Result<AssetRow> {
        Result<AssetRow> row = insertAsset(connection, asset, picture, nowMs());
        if (!row || !alongside)
            return row;
        if (Result<void> done = alongside(connection, *row); !done)
            return done.error();
        return row;
    });
}

// When it cannot be told the file is needed.
bool AssetStore::Private::isUsed(const QString& sha256) const
{
    return store.read<bool>([&](Connection& connection) { return isOriginalUsed(connection, sha256); }).valueOr(true);
}

AssetStore::AssetStore(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

AssetStore::~AssetStore() = default;

Result<std::unique_ptr<AssetStore>> AssetStore::open(Store& store)
{
    Result<std::unique_ptr<OriginalFiles>> originals = OriginalFiles::open(store.folder());
    if (!originals)
        return originals.error();
    Result<std::unique_ptr<ArrivingFiles>> arriving =
        ArrivingFiles::open(store.folder(), [&store](JobId job, AttemptId attempt) {
            const auto fence =
                store.read<Fence>([&](Connection& connection) { return checkFence(connection, job, attempt); });
            return fence || fence.error().code != ErrorCode::StaleAttempt;
        });
    if (!arriving)
        return arriving.error();
    Result<std::unique_ptr<ThumbnailFile>> thumbnails = ThumbnailFile::open(store.folder());
    if (!thumbnails)
        return thumbnails.error();
    const Result<AssetId> next = store.read<AssetId>(nextAssetId);
    if (!next)
        return next.error();
    return std::unique_ptr<AssetStore>(new AssetStore(
        std::make_unique<Private>(store, *std::move(originals), *std::move(arriving), *std::move(thumbnails), *next)));
}

Result<AssetRow> AssetStore::add(const QByteArray& bytes, const NewAsset& asset, const Alongside& alongside)
{
    return d->take(bytes, asset, alongside);
}

Result<AssetRow> AssetStore::Private::take(const QByteArray& bytes, const NewAsset& asset, const Alongside& alongside)
{
    if (Result<void> wanted = requireWanted(asset); !wanted)
        return wanted.error();
    // The disk is waited for on this thread, so that those of the pictures go on with the next one.
    const Result<PictureFacts> picture = pictures.run([&] { return pictureFacts(bytes, asset.expectedSize); });
    if (!picture)
        return picture.error();
    std::optional<ArrivingFiles::Arrived> arrival;
    const Result<OriginalFiles::Placed> placed =
        originals->place(bytes, picture->extension, [&](const OriginalFiles::Placed& file) {
            arrival = {file.sha256, file.extension};
            arriving->note(asset.job, asset.attempt, *arrival);
        });
    if (!placed) {
        if (arrival)
            arriving->forget(asset.job, asset.attempt, *arrival);
        return placed.error();
    }

    const Result<Kept> kept = keep(*placed, *picture, bytes.size(), [&](const StoredPicture& stored) -> Result<Kept> {
        const Result<AssetRow> row = record(asset, stored, alongside);
        if (!row)
            return row.error();
        return Kept{*row, true};
    });
    arriving->forget(asset.job, asset.attempt, *arrival);
    if (!kept)
        return kept.error().code == ErrorCode::Cancelled ? cancel(asset, kept.error()) : kept.error();
    return kept->row;
}

Result<AssetStore::Private::Kept> AssetStore::Private::keep(
    const OriginalFiles::Placed& placed, const PictureFacts& picture, qint64 bytes, const WriteRow& writeRow)
{
    const AssetId id{nextId++};
    const Result<Thumbnails>& previews = picture.previews;
    // The picture is paid for: a preview that cannot be stored is made later, the original is kept now.
    if (Result<void> done = previews ? thumbnails->write(id, *previews) : Result<void>(previews.error()); !done)
        qCWarning(lcAssets) << "no preview yet for asset" << id.value << done.error().detail;
    const Result<Kept> kept = writeRow({id, placed.sha256, placed.extension, picture.size, bytes, picture.color});
    if (!kept) {
        originals->withdraw(placed, [&] { return isUsed(placed.sha256); });
        (void)thumbnails->remove(id);
        return kept.error();
    }
    originals->keep(placed);
    if (kept->row.id != id && !kept->isNew)
        (void)thumbnails->remove(id);
    else if (kept->row.id != id && previews)
        (void)thumbnails->write(kept->row.id, *previews);
    return kept;
}

Result<ImportedAsset> AssetStore::addImport(const QByteArray& bytes, const NewImport& import)
{
    return d->takeImport(bytes, import);
}

Result<ImportedAsset> AssetStore::Private::takeImport(const QByteArray& bytes, const NewImport& import)
{
    const Result<PictureFacts> picture = pictures.run([&] { return pictureFacts(bytes, import.expectedSize); });
    if (!picture)
        return picture.error();
    const Result<OriginalFiles::Placed> placed = originals->place(bytes, picture->extension);
    if (!placed)
        return placed.error();
    const Result<Kept> kept = keep(*placed, *picture, bytes.size(), [&](const StoredPicture& stored) {
        return store.write<Kept>([&](Connection& connection) -> Result<Kept> {
            Result<std::optional<AssetRow>> known = assetOfOrigin(connection, import.origin);
            if (known && !*known)
                known = assetOfOriginal(connection, stored.sha256);
            if (!known)
                return known.error();
            if (*known)
                return Kept{**known, false};
            const Result<AssetRow> row = insertImport(connection, import, stored, nowMs());
            if (!row)
                return row.error();
            return Kept{*row, true};
        });
    });
    if (!kept)
        return kept.error();
    return ImportedAsset{kept->row, kept->isNew};
}

Result<QString> AssetStore::keepRefused(const QByteArray& bytes)
{
    const std::optional<PictureFormat> format = pictureFormat(bytes);
    if (!format)
        return Error{ErrorCode::PictureDamaged, tr("What was downloaded is not a PNG, JPEG or WebP picture."), {}};
    return d->originals->placeRefused(bytes, extensionOf(*format));
}

QByteArray AssetStore::arrived(JobId job, AttemptId attempt) const
{
    const std::optional<ArrivingFiles::Arrived> file = d->arriving->find(job, attempt);
    if (!file)
        return {};
    const QByteArray bytes = d->originals->read(file->sha256, file->extension).valueOr({});
    return sha256Hex(bytes) == file->sha256.toLatin1() ? bytes : QByteArray();
}

QString AssetStore::originalPath(const Asset& asset) const
{
    return originalPath(asset.sha256, asset.extension);
}

QString AssetStore::originalPath(const QString& sha256, const QString& extension) const
{
    return d->originals->path(sha256, extension);
}

Result<QByteArray> AssetStore::readOriginal(const Asset& asset) const
{
    return d->originals->read(asset.sha256, asset.extension);
}

Result<QStringList> AssetStore::missingOriginals() const
{
    const auto originals = d->store.read<QList<OriginalRow>>(allOriginals);
    if (!originals)
        return originals.error();
    QStringList missing;
    for (const OriginalRow& original : *originals) {
        const QFileInfo file(originalPath(original.sha256, original.extension));
        if (!file.isFile() || file.size() != original.bytes)
            missing.append(file.filePath());
    }
    return missing;
}

Result<QByteArray> AssetStore::thumbnail(AssetId asset, ThumbnailSize size) const
{
    return d->thumbnails->read(asset, size);
}

Result<void> AssetStore::makeThumbnails(const Asset& asset)
{
    return d->pictures.run([&]() -> Result<void> {
        const Result<QByteArray> original = readOriginal(asset);
        if (!original)
            return original.error();
        const Result<QImage> picture = decodePicture(*original);
        if (!picture)
            return picture.error();
        const Result<Thumbnails> previews = renderThumbnails(*picture);
        if (!previews)
            return previews.error();
        return d->thumbnails->write(asset.id, *previews);
    });
}

void AssetStore::rest() const
{
    d->pictures.rest();
}

qint64 AssetStore::freeBytes() const
{
    return freeBytesAt(d->store.folder());
}

} // namespace batchroom
