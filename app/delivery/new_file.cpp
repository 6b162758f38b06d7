// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/new_file.h"

#include "app/delivery/part_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace batchroom {

namespace {

constexpr int mostSuffixes = 9999;

enum class Publish { Done, Taken, Failed };

#ifdef Q_OS_WIN

const wchar_t* wide(const QString& path)
{
    return static_cast<const wchar_t*>(static_cast<const void*>(path.utf16()));
}

Publish publish(const QString& temporary, const QString& path)
{
    const QString from = QDir::toNativeSeparators(temporary);
    const QString to = QDir::toNativeSeparators(path);
    if (MoveFileExW(wide(from), wide(to), MOVEFILE_WRITE_THROUGH) != 0)
        return Publish::Done;
    const DWORD problem = GetLastError();
    errno = EACCES;
    return problem == ERROR_ALREADY_EXISTS || problem == ERROR_FILE_EXISTS ? Publish::Taken : Publish::Failed;
}

#else

// For disks without hard links (FAT, some network shares): the name is taken first, then replaced.
Publish publishByReservation(const QByteArray& from, const QByteArray& to)
{
    const int reserved = ::open(to.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (reserved < 0)
        return errno == EEXIST ? Publish::Taken : Publish::Failed;
    ::close(reserved);
    if (::rename(from.constData(), to.constData()) == 0)
        return Publish::Done;
    const int problem = errno;
    ::unlink(to.constData());
    errno = problem;
    return Publish::Failed;
}

Publish publish(const QString& temporary, const QString& path)
{
    const QByteArray from = QFile::encodeName(temporary);
    const QByteArray to = QFile::encodeName(path);
    if (::link(from.constData(), to.constData()) == 0) {
        ::unlink(from.constData());
        return Publish::Done;
    }
    if (errno == EEXIST)
        return Publish::Taken;
    if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK)
        return publishByReservation(from, to);
    return Publish::Failed;
}

#endif

} // namespace

QString FileName::text(int number) const
{
    const QString end = QLatin1Char('.') + extension;
    return number <= 1 ? stem + end : stem + QLatin1Char('-') + QString::number(number) + end;
}

Result<QString> writeNewFile(const QString& folder, const FileName& name, const QByteArray& bytes)
{
    const QDir directory(folder);
    Result<PartFile> part = PartFile::write(folder, bytes);
    if (!part)
        return part.error();
    for (int number = name.suffix; number <= mostSuffixes; ++number) {
        const QString path = directory.filePath(name.text(number));
        switch (publish(part->path(), path)) {
        case Publish::Done: part->release(); return path;
        case Publish::Taken: continue;
        case Publish::Failed:
            return cannotWriteInto(folder, errno == ENOSPC ? QFileDevice::ResourceError : QFileDevice::WriteError,
                QString::fromLocal8Bit(std::strerror(errno)));
        }
    }
    return {ErrorCode::Exists,
        QCoreApplication::translate("Delivery",
            "There are already %1 files named like %2 in the folder. Choose another folder or another name.")
            .arg(mostSuffixes)
            .arg(name.stem),
        {}};
}

} // namespace batchroom
