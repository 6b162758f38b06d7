// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/part_file.h"

#include "app/store/durable_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace batchroom {

namespace {

const QString nameFilter = QStringLiteral(".batchroom-*.part");

Result<void> writeAll(QFile& file, const QByteArray& bytes)
{
    const QString folder = QFileInfo(file.fileName()).absolutePath();
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return cannotWriteInto(folder, file.error(), file.errorString());
#ifdef Q_OS_UNIX
    // Without a lock (some network drives) nobody gets one, so nobody removes it either.
    (void)::flock(file.handle(), LOCK_EX | LOCK_NB);
#endif
    qint64 written = 0;
    while (written < bytes.size()) {
        const qint64 count = file.write(bytes.constData() + written, bytes.size() - written);
        if (count <= 0)
            return cannotWriteInto(folder, count == 0 ? QFileDevice::ResourceError : file.error(), file.errorString());
        written += count;
    }
#ifndef Q_OS_UNIX
    file.close(); // or it could not be renamed
#endif
    if (const Result<void> synced = syncFile(file.fileName()); !synced)
        return cannotWriteInto(folder,
            synced.error().code == ErrorCode::DiskFull ? QFileDevice::ResourceError : QFileDevice::WriteError,
            synced.error().detail);
    return {};
}

} // namespace

Error cannotWriteInto(const QString& folder, QFileDevice::FileError problem, const QString& detail)
{
    if (problem == QFileDevice::ResourceError)
        return {ErrorCode::DiskFull,
            QCoreApplication::translate(
                "Delivery", "The disk of %1 is full. This file was not written. Free some space and export it again.")
                .arg(QDir::toNativeSeparators(folder)),
            detail};
    return {ErrorCode::FileAccess,
        QCoreApplication::translate("Delivery",
            "Nothing can be written into %1. This file was not written. Check that the folder is there and that you "
            "may write into it, or choose another one.")
            .arg(QDir::toNativeSeparators(folder)),
        detail};
}

PartFile::PartFile(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
{
}

PartFile::~PartFile()
{
    if (m_file)
        QFile::remove(m_file->fileName());
}

Result<PartFile> PartFile::write(const QString& folder, const QByteArray& bytes)
{
    constexpr int mostTries = 3; // another program may take it for abandoned before it is locked
    for (int tries = 1;; ++tries) {
        PartFile part(std::make_unique<QFile>(QDir(folder).filePath(
            QStringLiteral(".batchroom-%1.part").arg(QUuid::createUuid().toString(QUuid::WithoutBraces)))));
        const Result<void> written = writeAll(*part.m_file, bytes);
        const bool isTaken = part.m_file->isOpen() && !QFile::exists(part.path());
        if (isTaken && tries < mostTries)
            continue;
        if (!written)
            return written.error();
        return part;
    }
}

void removeAbandonedParts(const QString& folder)
{
    const QFileInfoList parts = QDir(folder).entryInfoList({nameFilter}, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo& part : parts) {
#ifdef Q_OS_UNIX
        const QByteArray path = QFile::encodeName(part.filePath());
        const int file = ::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
        if (file < 0)
            continue;
        if (::flock(file, LOCK_EX | LOCK_NB) == 0)
            ::unlink(path.constData());
        ::close(file);
#else
        QFile::remove(part.filePath()); // fails while it is open somewhere
#endif
    }
}

} // namespace batchroom
