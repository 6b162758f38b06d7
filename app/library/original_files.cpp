// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/original_files.h"

#include "app/core/sha256.h"
#include "app/store/durable_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace batchroom {

namespace {

const QLatin1StringView temporarySuffix(".part");

} // namespace

OriginalFiles::OriginalFiles(QString folder)
    : m_folder(std::move(folder))
{
}

Result<std::unique_ptr<OriginalFiles>> OriginalFiles::open(const QString& libraryFolder)
{
    const QString folder = libraryFolder + QStringLiteral("/originals");
    if (Result<void> made = ensureFolder(folder); !made)
        return made.error();
    QDir originals(folder);
    for (const QString& name : originals.entryList({QLatin1Char('*') + temporarySuffix}, QDir::Files | QDir::Hidden))
        originals.remove(name);
    return std::unique_ptr<OriginalFiles>(new OriginalFiles(folder));
}

QString OriginalFiles::path(const QString& sha256, const QString& extension) const
{
    return QStringLiteral("%1/%2/%3.%4").arg(m_folder, sha256.left(2), sha256, extension);
}

Result<OriginalFiles::Placed> OriginalFiles::place(
    const QByteArray& bytes, const QString& extension, const Announce& announce)
{
    const QByteArray sha256 = sha256Hex(bytes);
    const Placed placed{QString::fromLatin1(sha256), extension};
    {
        const std::lock_guard lock(m_mutex);
        ++m_onTheirWay[placed.sha256];
    }
    if (announce)
        announce(placed);
    const QString target = path(placed.sha256, extension);
    if (holds(target, sha256, bytes.size()))
        return placed;
    if (Result<void> written = write(target, bytes); !written) {
        keep(placed);
        return written.error();
    }
    return placed;
}

bool OriginalFiles::holds(const QString& path, const QByteArray& sha256, qint64 size) const
{
    QFile file(path);
    if (file.size() != size || !file.open(QIODevice::ReadOnly))
        return false;
    return sha256Hex(file.readAll()) == sha256;
}

Result<void> OriginalFiles::write(const QString& path, const QByteArray& bytes) const
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo(folder).isDir()) {
        // The folder above was made when the library was opened: without it the disk is gone or the library was moved
        // away, and a picture written here would be lost to it. Hence one level only.
        const Result<void> made = makeFolder(folder);
        if (!made && !QFileInfo(m_folder).isDir())
            return Error{ErrorCode::FileAccess,
                QCoreApplication::translate("AssetStore",
                    "The folder %1 of the library is gone. Check that its disk is connected and that the library was "
                    "not moved.")
                    .arg(QDir::toNativeSeparators(m_folder)),
                path};
        if (!made)
            return made;
        if (Result<void> synced = syncFolder(m_folder); !synced)
            return synced;
    }
    const QString temporary =
        m_folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces) + temporarySuffix;
    return writeFileDurably(path, bytes, temporary);
}

Result<QString> OriginalFiles::placeRefused(const QByteArray& bytes, const QString& extension) const
{
    const QByteArray sha256 = sha256Hex(bytes);
    const QString path = QStringLiteral("%1/refused/%2.%3").arg(m_folder, QString::fromLatin1(sha256), extension);
    if (holds(path, sha256, bytes.size()))
        return path;
    if (Result<void> written = write(path, bytes); !written)
        return written.error();
    return path;
}

void OriginalFiles::keep(const Placed& placed)
{
    const std::lock_guard lock(m_mutex);
    if (--m_onTheirWay[placed.sha256] == 0)
        m_onTheirWay.erase(placed.sha256);
}

void OriginalFiles::withdraw(const Placed& placed, const std::function<bool()>& isUsedByRow)
{
    // Asked under the lock: nobody can place the same bytes between the answer and the removal.
    const std::lock_guard lock(m_mutex);
    if (--m_onTheirWay[placed.sha256] > 0)
        return;
    m_onTheirWay.erase(placed.sha256);
    if (!isUsedByRow())
        QFile::remove(path(placed.sha256, placed.extension));
}

Result<QByteArray> OriginalFiles::read(const QString& sha256, const QString& extension) const
{
    QFile file(path(sha256, extension));
    if (!file.exists())
        return Error{ErrorCode::NotFound,
            QCoreApplication::translate("AssetStore",
                "The original of this picture is missing from the library "
                "folder. Put the file back from a copy of your library."),
            file.fileName()};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileAccess,
            QCoreApplication::translate("AssetStore",
                "The original of this picture cannot be read. Check that its "
                "disk is connected and that you may read it."),
            file.fileName() + QStringLiteral(": ") + file.errorString()};
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::FileAccess,
            QCoreApplication::translate("AssetStore",
                "The original of this picture cannot be read. Check that its "
                "disk is connected and that you may read it."),
            file.fileName() + QStringLiteral(": ") + file.errorString()};
    return bytes;
}

} // namespace batchroom
