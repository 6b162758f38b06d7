// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/library_file.h"

#include "app/store/durable_file.h"
#include "app/store/library_backups.h"
#include "app/store/migrations.h"
#include "app/store/query.h"
#include "app/store/session_mark.h"
#include "app/store/sqlite_connection.h"
#include "app/store/wal_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace batchroom {

namespace {

// "BRM1": tells our files from any other SQLite file.
constexpr int libraryApplicationId = 0x42524d31;

QString tr(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

QString wayOut(const QString& folder)
{
    const std::optional<QString> backup = newestBackup(folder);
    return backup
        ? tr("The newest backup is %1; restore it to go on from there.").arg(QDir::toNativeSeparators(*backup))
        : tr("There is no backup yet; choose another folder for a new library, or put a copy of your own in "
             "its place.");
}

Error damaged(const QString& folder, const QString& detail)
{
    return {ErrorCode::LibraryDamaged,
        tr("The library file %1 is damaged and cannot be opened. It was left as it is.")
                .arg(QDir::toNativeSeparators(libraryFilePath(folder)))
            + QLatin1Char(' ') + wayOut(folder),
        detail};
}

// Anything a file that cannot be trusted makes SQLite say is damage; only the disk's own troubles stay what they are.
Error inspectionError(const QString& folder, const Error& error)
{
    if (error.code == ErrorCode::Database || error.code == ErrorCode::LibraryDamaged)
        return damaged(folder, error.detail);
    return error;
}

Result<void> checkHeader(const QString& folder)
{
    QFile file(libraryFilePath(folder));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileAccess,
            tr("The library file %1 cannot be read. Check that its disk is connected and that you may read it.")
                .arg(QDir::toNativeSeparators(file.fileName())),
            file.errorString()};
    if (!file.read(16).startsWith(QByteArrayView("SQLite format 3", 16)))
        return damaged(folder, QStringLiteral("not a database header, %1 bytes").arg(file.size()));
    return {};
}

Result<int> pragmaNumber(SqliteConnection& connection, const QString& name)
{
    Result<std::optional<int>> value = selectValue<int>(connection.connection(), QStringLiteral("PRAGMA ") + name);
    if (!value)
        return value.error();
    return value->value_or(0);
}

Result<void> checkPages(SqliteConnection& connection, const QString& folder)
{
    Result<std::optional<QString>> verdict =
        selectValue<QString>(connection.connection(), QStringLiteral("PRAGMA quick_check(1)"));
    if (!verdict)
        return verdict.error();
    if (verdict->value_or(QString()) != QLatin1StringView("ok"))
        return damaged(folder, QStringLiteral("quick_check: %1").arg(verdict->value_or(QString())));
    return {};
}

// Every WAL of ours begins with the id that the main file has, as its own or as the one before. A main file without one
// is from before there were any.
Result<void> checkWal(const QString& folder)
{
    const QString wal = libraryFilePath(folder) + QStringLiteral("-wal");
    if (QFileInfo(wal).size() == 0)
        return {};
    Result<SqliteConnection> mainFile = SqliteConnection::open(libraryFilePath(folder), OpenMode::MainFileOnly);
    if (!mainFile)
        return inspectionError(folder, mainFile.error());
    const Result<std::optional<QString>> id = sessionId(mainFile->connection());
    if (!id || !*id)
        return {};
    const Result<std::optional<bool>> isOurs = firstTransactionHolds(wal, (*id)->toLatin1());
    if (!isOurs)
        return isOurs.error();
    if (isOurs->value_or(true))
        return {};
    return Error{ErrorCode::LibraryDamaged,
        tr("The file %1 does not belong to the library file beside it: one of the two was put there from another "
           "library or from a backup. Together they would be a mixture, so neither was touched.")
                .arg(QDir::toNativeSeparators(wal))
            + QLatin1Char(' ') + wayOut(folder),
        QStringLiteral("it does not begin with session %1").arg(**id)};
}

Result<bool> hasFullText(SqliteConnection& connection)
{
    Result<std::optional<int>> found = selectValue<int>(
        connection.connection(), QStringLiteral("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"));
    if (!found)
        return found.error();
    return found->has_value();
}

Result<void> applyMigration(SqliteConnection& connection, const Migration& migration)
{
    const Result<bool> fullText = hasFullText(connection);
    if (!fullText)
        return fullText.error();
    Result<void> done = connection.execute(QStringLiteral("BEGIN EXCLUSIVE"));
    if (done && migration.version > 1)
        done = signWal(connection.connection());
    for (const QString& statement : migration.statements)
        if (done)
            done = connection.execute(*fullText ? statement : withoutFullText(statement));
    if (done)
        done = connection.execute(QStringLiteral("PRAGMA user_version = %1").arg(migration.version));
    if (done)
        done = connection.execute(QStringLiteral("COMMIT"));
    if (!done)
        (void)connection.execute(QStringLiteral("ROLLBACK"));
    return done;
}

Result<void> applyMigrations(SqliteConnection& connection, int fromVersion)
{
    for (const Migration& migration : migrations())
        if (migration.version > fromVersion)
            if (Result<void> done = applyMigration(connection, migration); !done)
                return done;
    return {};
}

} // namespace

Result<bool> libraryExists(const QString& folder)
{
    if (QFileInfo::exists(libraryFilePath(folder)))
        return true;
    const bool hadOne = QFileInfo(libraryFilePath(folder) + QStringLiteral("-wal")).size() > 0
        || newestBackup(folder).has_value() || QFileInfo(folder + QStringLiteral("/originals")).isDir();
    if (hadOne)
        return damaged(folder, QStringLiteral("library.db is missing"));
    return false;
}

Result<void> createLibraryFile(const QString& folder)
{
    const QString growing = libraryFilePath(folder) + QStringLiteral(".new");
    QFile::remove(growing);
    QFile::remove(growing + QStringLiteral("-journal"));
    Result<void> done = [&]() -> Result<void> {
        Result<SqliteConnection> connection = SqliteConnection::open(growing, OpenMode::ReadWrite,
            {QStringLiteral("application_id = %1").arg(libraryApplicationId), QStringLiteral("synchronous = FULL")});
        if (!connection)
            return connection.error();
        return applyMigrations(*connection, 0);
    }();
    if (done)
        done = renameDurably(growing, libraryFilePath(folder));
    if (!done)
        QFile::remove(growing);
    return done;
}

Result<int> inspectLibraryFile(const QString& folder)
{
    if (Result<void> header = checkHeader(folder); !header)
        return header.error();
    // Before SQLite looks at both.
    if (Result<void> wal = checkWal(folder); !wal)
        return wal.error();
    Result<SqliteConnection> connection =
        SqliteConnection::open(libraryFilePath(folder), OpenMode::ReadOnly, {QStringLiteral("trusted_schema = OFF")});
    if (!connection)
        return inspectionError(folder, connection.error());
    const Result<int> application = pragmaNumber(*connection, QStringLiteral("application_id"));
    if (!application)
        return inspectionError(folder, application.error());
    if (*application != libraryApplicationId)
        return damaged(folder, QStringLiteral("application_id %1 is not Batchroom's").arg(*application));
    const Result<int> version = pragmaNumber(*connection, QStringLiteral("user_version"));
    if (!version)
        return inspectionError(folder, version.error());
    if (*version > migrations().back().version)
        return Error{ErrorCode::LibraryTooNew,
            tr("This library was written by a newer Batchroom. It was left as it is. Install the newest Batchroom to "
               "open it."),
            QStringLiteral("schema %1, known up to %2").arg(*version).arg(migrations().back().version)};
    if (Result<void> pages = checkPages(*connection, folder); !pages)
        return inspectionError(folder, pages.error());
    return *version;
}

Result<void> migrateLibraryFile(const QString& folder, int fromVersion, const Clock& clock)
{
    if (fromVersion == migrations().back().version)
        return {};
    if (Result<QString> backup = backUpLibraryFile(folder, fromVersion, clock); !backup)
        return backup.error();
    Result<SqliteConnection> connection = SqliteConnection::open(libraryFilePath(folder), OpenMode::ReadWrite,
        {QStringLiteral("synchronous = FULL"), QStringLiteral("foreign_keys = ON")});
    if (!connection)
        return connection.error();
    return applyMigrations(*connection, fromVersion);
}

Result<void> emptyWal(const QString& folder)
{
    Result<SqliteConnection> connection =
        SqliteConnection::open(libraryFilePath(folder), OpenMode::ReadWrite, {QStringLiteral("synchronous = FULL")});
    if (!connection)
        return connection.error();
    const Result<std::optional<int>> busy =
        selectValue<int>(connection->connection(), QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (!busy)
        return busy.error();
    if (busy->value_or(1) != 0)
        return Error{ErrorCode::Database, tr("Another program is reading the library."), QStringLiteral("checkpoint")};
    return {};
}

} // namespace batchroom
