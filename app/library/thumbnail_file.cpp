// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/thumbnail_file.h"

#include "app/imaging/picture.h"
#include "app/library/asset_store.h"
#include "app/store/query.h"
#include "app/store/sqlite_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QPainter>

#include <mutex>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcThumbnails, "batchroom.thumbnails")

constexpr int pageSize = 8192;
constexpr int smallQuality = 80;
constexpr int largeQuality = 82;

// A table for each size: the gallery reads many small ones and wants them side by side.
Result<void> createTables(Connection& connection)
{
    for (const QString& table : {QStringLiteral("small"), QStringLiteral("large")})
        if (Result<qint64> made = execute(connection,
                QStringLiteral(
                    "CREATE TABLE IF NOT EXISTS %1 (asset_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT")
                    .arg(table));
            !made)
            return made.error();
    return {};
}

Result<std::unique_ptr<SqliteFile>> openFile(const QString& path)
{
    Result<std::unique_ptr<SqliteFile>> file = SqliteFile::open(path, Durability::Normal, pageSize);
    if (!file)
        return file;
    if (Result<void> made = (*file)->runOnWriter(createTables); !made)
        return made.error();
    return file;
}

void removeFile(const QString& path)
{
    for (const QLatin1StringView suffix : {QLatin1StringView(""), QLatin1StringView("-wal"), QLatin1StringView("-shm")})
        QFile::remove(path + suffix);
}

bool meansDamage(const Error& error)
{
    return error.code == ErrorCode::LibraryDamaged || error.code == ErrorCode::Database;
}

Error noThumbnail(const QString& detail)
{
    return {ErrorCode::NotFound,
        QCoreApplication::translate("AssetStore", "The preview of this picture has to be made again."), detail};
}

// What stands in for a file that could not be replaced; writing tries to replace it once more.
Error noFile()
{
    return {ErrorCode::LibraryDamaged,
        QCoreApplication::translate("AssetStore",
            "The previews cannot be stored. Check the free space and that you may "
            "write to the library folder."),
        QStringLiteral("thumbnails.db could not be replaced")};
}

QImage fitted(const QImage& picture, int longestSide)
{
    if (qMax(picture.width(), picture.height()) <= longestSide)
        return picture;
    const QSize size = picture.size().scaled(longestSide, longestSide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    return resampledForPreview(picture, size);
}

QImage onWhite(const QImage& picture)
{
    if (!picture.hasAlphaChannel())
        return picture;
    QImage opaque(picture.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, picture);
    return opaque;
}

} // namespace

Result<Thumbnails> renderThumbnails(const QImage& picture)
{
    const QImage large = onWhite(fitted(picture, static_cast<int>(ThumbnailSize::Large)));
    const QImage small = fitted(large, static_cast<int>(ThumbnailSize::Small));
    Result<QByteArray> largeJpeg = encodePicture(large, {.quality = largeQuality, .isPreview = true});
    if (!largeJpeg)
        return largeJpeg.error();
    Result<QByteArray> smallJpeg = encodePicture(small, {.quality = smallQuality, .isPreview = true});
    if (!smallJpeg)
        return smallJpeg.error();
    return Thumbnails{*std::move(smallJpeg), *std::move(largeJpeg)};
}

ThumbnailFile::ThumbnailFile(QString path, std::unique_ptr<SqliteFile> file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{
}

ThumbnailFile::~ThumbnailFile() = default;

Result<std::unique_ptr<ThumbnailFile>> ThumbnailFile::open(const QString& libraryFolder)
{
    const QString path = libraryFolder + QStringLiteral("/thumbnails.db");
    Result<std::unique_ptr<SqliteFile>> file = openFile(path);
    if (!file && meansDamage(file.error())) {
        qCWarning(lcThumbnails) << "thumbnails.db is made again:" << file.error().detail;
        removeFile(path);
        file = openFile(path);
    }
    if (!file)
        return file.error();
    return std::unique_ptr<ThumbnailFile>(new ThumbnailFile(path, *std::move(file)));
}

Result<QByteArray> ThumbnailFile::read(AssetId asset, ThumbnailSize size) const
{
    const QString statement = size == ThumbnailSize::Small
        ? QStringLiteral("SELECT jpeg FROM small WHERE asset_id = ?")
        : QStringLiteral("SELECT jpeg FROM large WHERE asset_id = ?");
    std::optional<QByteArray> jpeg;
    const std::shared_lock lock(m_mutex);
    if (!m_file)
        return noThumbnail({});
    Result<void> done = m_file->runOnReader([&](Connection& connection) -> Result<void> {
        Result<std::optional<QByteArray>> found = selectValue<QByteArray>(connection, statement, asset);
        if (!found)
            return found.error();
        jpeg = *std::move(found);
        return {};
    });
    if (!done && !meansDamage(done.error()))
        return done.error();
    if (!jpeg)
        return noThumbnail(done ? QString() : done.error().detail);
    return *std::move(jpeg);
}

Result<void> ThumbnailFile::write(AssetId asset, const Thumbnails& thumbnails)
{
    Result<void> done = writeOnce(asset, thumbnails);
    if (done || !meansDamage(done.error()))
        return done;
    qCWarning(lcThumbnails) << "thumbnails.db is made again:" << done.error().detail;
    if (Result<void> started = startAgain(); !started)
        return started;
    return writeOnce(asset, thumbnails);
}

Result<void> ThumbnailFile::writeOnce(AssetId asset, const Thumbnails& thumbnails)
{
    const std::shared_lock lock(m_mutex);
    if (!m_file)
        return noFile();
    return m_file->runOnWriter([&](Connection& connection) -> Result<void> {
        Result<qint64> done = execute(connection,
            QStringLiteral("INSERT OR REPLACE INTO small (asset_id, jpeg) VALUES (?, ?)"), asset, thumbnails.small);
        if (done)
            done = execute(connection, QStringLiteral("INSERT OR REPLACE INTO large (asset_id, jpeg) VALUES (?, ?)"),
                asset, thumbnails.large);
        return done ? Result<void>() : Result<void>(done.error());
    });
}

Result<void> ThumbnailFile::remove(AssetId asset)
{
    const std::shared_lock lock(m_mutex);
    if (!m_file)
        return noFile();
    return m_file->runOnWriter([&](Connection& connection) -> Result<void> {
        Result<qint64> done = execute(connection, QStringLiteral("DELETE FROM small WHERE asset_id = ?"), asset);
        if (done)
            done = execute(connection, QStringLiteral("DELETE FROM large WHERE asset_id = ?"), asset);
        return done ? Result<void>() : Result<void>(done.error());
    });
}

Result<void> ThumbnailFile::startAgain()
{
    const std::unique_lock lock(m_mutex);
    m_file.reset();
    removeFile(m_path);
    Result<std::unique_ptr<SqliteFile>> file = openFile(m_path);
    if (!file)
        return file.error();
    m_file = *std::move(file);
    return {};
}

} // namespace batchroom
