// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/zip_file.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QSaveFile>

#include <minizip/zip.h>

namespace batchroom {

namespace {

Error notWritten(const QString& path, const QString& detail)
{
    return {ErrorCode::FileAccess,
        QCoreApplication::translate("ZipFile",
            "“%1” could not be written. Check that the folder exists, that you may write to it and that its disk is "
            "not full.")
            .arg(QDir::toNativeSeparators(path)),
        detail};
}

QBuffer& bufferOf(voidpf stream)
{
    return *static_cast<QBuffer*>(stream);
}

// minizip writes into memory, so that the file on disk is ours alone to make.
zlib_filefunc64_def intoBuffer(QBuffer& buffer)
{
    zlib_filefunc64_def calls{};
    calls.opaque = &buffer;
    calls.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
    calls.zread_file = [](voidpf, voidpf stream, void* bytes, uLong size) -> uLong {
        return static_cast<uLong>(
            std::max<qint64>(0, bufferOf(stream).read(static_cast<char*>(bytes), static_cast<qint64>(size))));
    };
    calls.zwrite_file = [](voidpf, voidpf stream, const void* bytes, uLong size) -> uLong {
        return static_cast<uLong>(
            std::max<qint64>(0, bufferOf(stream).write(static_cast<const char*>(bytes), static_cast<qint64>(size))));
    };
    calls.ztell64_file = [](voidpf, voidpf stream) -> ZPOS64_T {
        return static_cast<ZPOS64_T>(bufferOf(stream).pos());
    };
    calls.zseek64_file = [](voidpf, voidpf stream, ZPOS64_T offset, int origin) -> long {
        QBuffer& target = bufferOf(stream);
        const qint64 base = origin == ZLIB_FILEFUNC_SEEK_CUR ? target.pos()
            : origin == ZLIB_FILEFUNC_SEEK_END               ? target.size()
                                                             : 0;
        return target.seek(base + static_cast<qint64>(offset)) ? 0 : -1;
    };
    calls.zclose_file = [](voidpf, voidpf) -> int { return 0; };
    calls.zerror_file = [](voidpf, voidpf) -> int { return 0; };
    return calls;
}

zip_fileinfo madeNow()
{
    const QDateTime now = QDateTime::currentDateTime();
    zip_fileinfo info{};
    info.tmz_date.tm_year = now.date().year();
    info.tmz_date.tm_mon = now.date().month() - 1;
    info.tmz_date.tm_mday = now.date().day();
    info.tmz_date.tm_hour = now.time().hour();
    info.tmz_date.tm_min = now.time().minute();
    info.tmz_date.tm_sec = now.time().second();
    return info;
}

bool add(zipFile zip, const ZipEntry& entry)
{
    constexpr int namesAreUtf8 = 1 << 11;
    const zip_fileinfo info = madeNow();
    if (zipOpenNewFileInZip4(zip, entry.name.toUtf8().constData(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
            Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, 0, namesAreUtf8)
        != ZIP_OK)
        return false;
    const bool isWritten =
        zipWriteInFileInZip(zip, entry.content.constData(), static_cast<unsigned>(entry.content.size())) == ZIP_OK;
    return zipCloseFileInZip(zip) == ZIP_OK && isWritten;
}

} // namespace

Result<void> writeZip(const QString& path, const QList<ZipEntry>& entries)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    zlib_filefunc64_def calls = intoBuffer(buffer);
    const zipFile zip = zipOpen2_64("memory", APPEND_STATUS_CREATE, nullptr, &calls);
    bool isPacked = zip != nullptr;
    for (const ZipEntry& entry : entries)
        isPacked = isPacked && add(zip, entry);
    if (zip)
        isPacked = zipClose(zip, nullptr) == ZIP_OK && isPacked;
    if (!isPacked)
        return notWritten(path, QStringLiteral("minizip"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(path, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(buffer.data()) != buffer.size() || !file.commit())
        return notWritten(path, file.errorString());
    return {};
}

} // namespace batchroom
