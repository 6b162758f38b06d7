// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/library_backups.h"

#include "app/store/durable_file.h"
#include "app/store/library_paths.h"
#include "app/store/query.h"
#include "app/store/session_mark.h"
#include "app/store/sqlite_connection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int keptBackups = 5;
const QLatin1StringView timeFormat("yyyyMMdd-HHmmss-zzz");

QString tr(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

QString utcStamp(const Clock& clock)
{
    return QDateTime::fromMSecsSinceEpoch(clock.now().count(), Qt::UTC).toString(QString(timeFormat));
}

struct BackupName {
    QString name;
    Clock::Milliseconds made{0};
    qint64 number = 0; // 0: from before they were numbered
};

std::optional<BackupName> backupName(const QString& name)
{
    static const QRegularExpression pattern(
        QStringLiteral("^library-v\\d+-(\\d{8}-\\d{6}-\\d{3})(?:-n(\\d{1,15}))?\\.db$"));
    const QRegularExpressionMatch match = pattern.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    QDateTime made = QDateTime::fromString(match.captured(1), QString(timeFormat));
    made.setTimeSpec(Qt::UTC);
    return BackupName{name, Clock::Milliseconds(made.toMSecsSinceEpoch()), match.captured(2).toLongLong()};
}

// Oldest first.
QList<BackupName> backupsOf(const QString& folder)
{
    QList<BackupName> backups;
    const QStringList names = QDir(backupFolder(folder)).entryList({QStringLiteral("library-v*.db")}, QDir::Files);
    for (const QString& name : names)
        if (const std::optional<BackupName> backup = backupName(name))
            backups.append(*backup);
    std::sort(backups.begin(), backups.end(), [](const BackupName& a, const BackupName& b) {
        return std::pair(a.number, a.made) < std::pair(b.number, b.made);
    });
    return backups;
}

QString pathOf(const QString& folder, const BackupName& backup)
{
    return backupFolder(folder) + QLatin1Char('/') + backup.name;
}

void removeOldBackups(const QString& folder)
{
    const QList<BackupName> backups = backupsOf(folder);
    for (qsizetype i = 0; i < backups.size() - keptBackups; ++i)
        QFile::remove(pathOf(folder, backups.at(i)));
}

Result<void> vacuumInto(const QString& from, const QString& to)
{
    Result<SqliteConnection> connection = SqliteConnection::open(from, OpenMode::ReadWrite);
    if (!connection)
        return connection.error();
    Query query(connection->connection(), QStringLiteral("VACUUM INTO ?"));
    return query.bind(to).run();
}

// So that the file is known for what it is wherever it is put.
Result<void> markFileAsBackup(const QString& path, Clock::Milliseconds made)
{
    Result<SqliteConnection> connection = SqliteConnection::open(
        path, OpenMode::ReadWrite, {QStringLiteral("journal_mode = DELETE"), QStringLiteral("synchronous = FULL")});
    if (!connection)
        return connection.error();
    const auto version = selectValue<int>(connection->connection(), QStringLiteral("PRAGMA user_version"));
    if (!version)
        return version.error();
    return version->value_or(0) == 0 ? Result<void>() : markAsBackup(connection->connection(), made);
}

Result<void> copyBackup(const QString& folder, const BackupName& backup, const QString& to)
{
    QFile::remove(to);
    if (!QFile::copy(pathOf(folder, backup), to))
        return Error{ErrorCode::FileAccess,
            tr("The backup could not be copied. Check the free space and that you may write to the library folder."),
            pathOf(folder, backup)};
    return markFileAsBackup(to, backup.made).andThen([&] { return syncFile(to); });
}

// The newest that is sound, as a marked copy.
Result<BackupName> copyNewestBackup(const QString& folder, const QString& to)
{
    Result<BackupName> copied =
        Error{ErrorCode::NotFound, tr("There is no backup in this library to restore."), backupFolder(folder)};
    const QList<BackupName> backups = backupsOf(folder);
    for (auto backup = backups.crbegin(); backup != backups.crend(); ++backup) {
        const Result<void> done = copyBackup(folder, *backup, to);
        if (done)
            return *backup;
        QFile::remove(to);
        copied = done.error();
        if (done.error().code != ErrorCode::LibraryDamaged)
            break;
    }
    return copied;
}

} // namespace

std::optional<QString> newestBackup(const QString& folder)
{
    const QList<BackupName> backups = backupsOf(folder);
    if (backups.isEmpty())
        return std::nullopt;
    return pathOf(folder, backups.last());
}

std::optional<Clock::Milliseconds> newestBackupTime(const QString& folder)
{
    const QList<BackupName> backups = backupsOf(folder);
    if (backups.isEmpty())
        return std::nullopt;
    return backups.last().made;
}

Result<QString> backUpLibraryFile(const QString& folder, int version, const Clock& clock)
{
    if (Result<void> made = ensureFolder(backupFolder(folder)); !made)
        return made.error();
    const QList<BackupName> earlier = backupsOf(folder);
    const QString path = QStringLiteral("%1/library-v%2-%3-n%4.db")
                             .arg(backupFolder(folder))
                             .arg(version)
                             .arg(utcStamp(clock))
                             .arg(earlier.isEmpty() ? 1 : earlier.last().number + 1);
    const QString growing = path + QStringLiteral(".part");
    QFile::remove(growing);
    const Clock::Milliseconds made = clock.now();
    Result<void> done = vacuumInto(libraryFilePath(folder), growing);
    if (done)
        done = markFileAsBackup(growing, made);
    if (done)
        done = syncFile(growing);
    if (done)
        done = renameDurably(growing, path);
    if (!done) {
        QFile::remove(growing);
        return done.error();
    }
    removeOldBackups(folder);
    return path;
}

Result<QString> restoreNewestBackup(const QString& folder, const Clock& clock)
{
    const QString growing = libraryFilePath(folder) + QStringLiteral(".new");
    const Result<BackupName> backup = copyNewestBackup(folder, growing);
    if (!backup)
        return backup.error();
    const QString aside = folder + QStringLiteral("/damaged/") + utcStamp(clock);
    if (Result<void> made = ensureFolder(aside); !made)
        return made.error();
    for (const QLatin1StringView suffix :
        {QLatin1StringView("-shm"), QLatin1StringView("-wal"), QLatin1StringView("")}) {
        const QString file = libraryFilePath(folder) + suffix;
        if (QFileInfo::exists(file))
            if (Result<void> moved = renameDurably(file, aside + QLatin1Char('/') + QFileInfo(file).fileName()); !moved)
                return moved.error();
    }
    if (Result<void> placed = renameDurably(growing, libraryFilePath(folder)); !placed)
        return placed.error();
    return pathOf(folder, *backup);
}

} // namespace batchroom
