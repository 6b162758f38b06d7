// SPDX-License-Identifier: GPL-3.0-or-later
// Originals and thumbnails on disk, and the asset row that makes a picture exist. Any thread; blocks.
#pragma once

#include "app/core/asset.h"

#include <QImage>

#include <functional>
#include <memory>

namespace batchroom {

class Connection;
class Store;

struct NewAsset {
    JobId job;
    AttemptId attempt; // fences the write
    QString name;
    QSize expectedSize; // invalid: the provider did not say
    Recipe recipe;
};

// A picture that somebody else made and paid for.
struct NewImport {
    QString origin;   // the event and which of its pictures: comes in once, whatever happens
    QString campaign; // by name, made when it does not exist
    QString name;
    QSize expectedSize; // invalid: the sender did not say
    Recipe recipe;      // its price counts as nothing here
};
struct ImportedAsset {
    AssetRow row;
    bool isNew = true; // false: the same picture is in the library already, this one or another's
};

enum class ThumbnailSize { Small = 256, Large = 512 }; // longest side, pixels

class AssetStore {
public:
    // Makes originals/ and thumbnails.db inside the store's folder. A damaged thumbnails.db is rebuilt.
    static Result<std::unique_ptr<AssetStore>> open(Store& store);
    ~AssetStore();

    // Decodes once: magic bytes, size, pixels; then temp -> fsync -> rename -> fsync folder -> thumbnails -> the asset
    // row and the job's done in one transaction. Errors: PictureDamaged, PictureTooLarge, DiskFull, FileAccess,
    // StaleAttempt (the job no longer names this attempt, or is neither ready nor downloading), Cancelled (the person
    // discarded the job: nothing is kept and it is cancelled now).
    // `alongside` runs in that same transaction after both, for what must be told to others (outbox); its error undoes
    // all of it.
    using Alongside = std::function<Result<void>(Connection&, const AssetRow&)>;
    Result<AssetRow> add(const QByteArray& bytes, const NewAsset& asset, const Alongside& alongside = {});

    // The same checks and the same way onto the disk for a picture made elsewhere; no job, no ledger. Errors as for
    // add() without those of the job.
    Result<ImportedAsset> addImport(const QByteArray& bytes, const NewImport& import);

    // A picture that add() refused but was paid for: originals/refused/<sha256>.<ext>, the path of which is answered.
    // PictureDamaged when it does not even begin like a picture.
    Result<QString> keepRefused(const QByteArray& bytes);

    // The bytes of a picture that an earlier run had placed for this attempt when it was killed before the row; empty
    // when there are none. add() takes them in without a download.
    QByteArray arrived(JobId job, AttemptId attempt) const;

    QString originalPath(const Asset& asset) const;
    QString originalPath(const QString& sha256, const QString& extension) const;
    // NotFound when the file is gone.
    Result<QByteArray> readOriginal(const Asset& asset) const;
    // Of every picture in the library whose file is not there or has another size. Reads no file.
    Result<QStringList> missingOriginals() const;
    // JPEG bytes; NotFound when it must be made again (makeThumbnails).
    Result<QByteArray> thumbnail(AssetId asset, ThumbnailSize size) const;
    // From the original; NotFound when that is gone.
    Result<void> makeThumbnails(const Asset& asset);
    qint64 freeBytes() const;
    // Frees what is kept for the next picture to arrive, when none is arriving: for others that need room for pictures.
    void rest() const;

private:
    class Private;
    explicit AssetStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace batchroom
