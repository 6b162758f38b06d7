// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqlite_error.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

// Result codes of SQLite (sqlite.org/rescode.html); Qt reports the extended ones.
constexpr int busy = 5;
constexpr int locked = 6;
constexpr int readOnly = 8;
constexpr int ioError = 10;
constexpr int corrupt = 11;
constexpr int full = 13;
constexpr int cannotOpen = 14;
constexpr int notADatabase = 26;
// The shared memory file could not grow: the disk is full as well.
constexpr int ioErrorShmSize = 4874;

QString tr(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

Error errorFromSql(const QSqlError& problem, const QString& sql)
{
    const int extended = problem.nativeErrorCode().toInt();
    QString detail = problem.databaseText().isEmpty() ? problem.driverText() : problem.databaseText();
    detail = QStringLiteral("SQLite %1: %2").arg(extended).arg(detail);
    if (!sql.isEmpty())
        detail += QStringLiteral(" [%1]").arg(sql.left(300));
    if (extended == ioErrorShmSize)
        return {
            ErrorCode::DiskFull, tr("The disk is full. Nothing was changed. Free some space and try again."), detail};
    switch (extended & 0xff) {
    case full:
        return {
            ErrorCode::DiskFull, tr("The disk is full. Nothing was changed. Free some space and try again."), detail};
    case corrupt:
    case notADatabase:
        return {ErrorCode::LibraryDamaged,
            tr("The library file is damaged. Close Batchroom and open the library again to restore it from a backup."),
            detail};
    case readOnly:
    case cannotOpen:
    case ioError:
        return {ErrorCode::FileAccess,
            tr("The library file cannot be read or written. Check that its disk is connected and that you may write to "
               "its folder."),
            detail};
    case busy:
    case locked:
        return {ErrorCode::LibraryLocked,
            tr("Another program is using the library file. Close that program and try again."), detail};
    default: return {ErrorCode::Database, tr("The library could not carry this out. Nothing was changed."), detail};
    }
}

} // namespace batchroom
