// SPDX-License-Identifier: GPL-3.0-or-later
// thumbnails.db: two JPEG blobs a picture, in their own SQLite file that may be deleted at any time and is made again
// when it is missing or damaged. Any thread; blocks. Reading uses one connection of each thread.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QByteArray>
#include <QImage>

#include <memory>
#include <shared_mutex>

namespace batchroom {

class SqliteFile;
enum class ThumbnailSize;

struct Thumbnails {
    QByteArray small; // JPEG
    QByteArray large;
};
// Never enlarges; transparency is laid on white.
Result<Thumbnails> renderThumbnails(const QImage& picture);

class ThumbnailFile {
public:
    static Result<std::unique_ptr<ThumbnailFile>> open(const QString& libraryFolder);
    ~ThumbnailFile();

    // NotFound when there is none, also because the file is damaged.
    Result<QByteArray> read(AssetId asset, ThumbnailSize size) const;
    // Starts an empty file when the present one is damaged.
    Result<void> write(AssetId asset, const Thumbnails& thumbnails);
    Result<void> remove(AssetId asset);

private:
    ThumbnailFile(QString path, std::unique_ptr<SqliteFile> file);
    Result<void> writeOnce(AssetId asset, const Thumbnails& thumbnails);
    Result<void> startAgain();

    const QString m_path;
    mutable std::shared_mutex m_mutex; // exclusive only while the file is replaced
    std::unique_ptr<SqliteFile> m_file;
};

} // namespace batchroom
