// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/durable_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

bool meansDiskFull(int problem)
{
#ifdef EDQUOT
    if (problem == EDQUOT)
        return true;
#endif
    return problem == ENOSPC;
}

Error fileError(int problem, const QString& path)
{
    const QString detail =
        QStringLiteral("%1: %2").arg(path, QString::fromStdString(std::generic_category().message(problem)));
    if (meansDiskFull(problem))
        return {
            ErrorCode::DiskFull, tr("The disk is full. Nothing was changed. Free some space and try again."), detail};
    return {ErrorCode::FileAccess,
        tr("%1 cannot be written. Check that its disk is connected and that you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        detail};
}

std::filesystem::path toPath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

Result<void> writeAndSync(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return fileError(errno == 0 ? EIO : errno, path);
    qint64 written = 0;
    while (written < bytes.size()) {
        errno = 0;
        const qint64 count = file.write(bytes.constData() + written, bytes.size() - written);
        if (count <= 0)
            return fileError(errno == 0 ? ENOSPC : errno, path);
        written += count;
    }
    file.close();
    return syncFile(path);
}

} // namespace

Result<void> syncFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return fileError(errno, path);
#ifdef Q_OS_WIN
    const int failed = _commit(file.handle());
#else
    const int failed = ::fsync(file.handle());
#endif
    if (failed != 0)
        return fileError(errno, path);
    return {};
}

Result<void> syncFolder([[maybe_unused]] const QString& path)
{
#ifndef Q_OS_WIN
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return fileError(errno, path);
    const int failed = ::fsync(folder);
    const int problem = errno;
    ::close(folder);
    // Some network file systems cannot sync a folder; the file itself is safe then.
    if (failed != 0 && problem != EINVAL && problem != ENOTSUP)
        return fileError(problem, path);
#endif
    return {};
}

Result<void> ensureFolder(const QString& path)
{
    std::error_code problem;
    std::filesystem::create_directories(toPath(path), problem);
    if (problem)
        return fileError(problem.value(), path);
    if (!QFileInfo(path).isDir())
        return fileError(ENOTDIR, path);
    return {};
}

Result<void> makeFolder(const QString& path)
{
    std::error_code problem;
    std::filesystem::create_directory(toPath(path), problem);
    if (problem)
        return fileError(problem.value(), path);
    return QFileInfo(path).isDir() ? Result<void>() : Result<void>(fileError(ENOTDIR, path));
}

Result<void> renameDurably(const QString& from, const QString& to)
{
    std::error_code problem;
    std::filesystem::rename(toPath(from), toPath(to), problem);
    if (problem)
        return fileError(problem.value(), to);
    return syncFolder(QFileInfo(to).absolutePath());
}

Result<void> writeFileDurably(const QString& path, const QByteArray& bytes, const QString& temporaryPath)
{
    Result<void> done = writeAndSync(temporaryPath, bytes);
    if (done)
        done = renameDurably(temporaryPath, path);
    if (!done)
        QFile::remove(temporaryPath);
    return done;
}

std::optional<quint64> deviceOf(const QString& path)
{
#ifdef Q_OS_WIN
    return QFileInfo::exists(path) ? std::optional<quint64>(0) : std::nullopt;
#else
    struct stat status { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return static_cast<quint64>(status.st_dev);
#endif
}

qint64 freeBytesAt(const QString& folder)
{
    std::error_code problem;
    const std::filesystem::space_info space = std::filesystem::space(toPath(folder), problem);
    return problem ? -1 : static_cast<qint64>(space.available);
}

} // namespace batchroom
