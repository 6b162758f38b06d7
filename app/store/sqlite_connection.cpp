// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqlite_connection.h"

#include "app/store/sqlite_error.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

#include <atomic>

namespace batchroom {

namespace {

// Qt keeps connections in a table of the whole process, so their names must be unique in it.
QString uniqueName()
{
    static std::atomic<quint64> count{0};
    return QStringLiteral("batchroom-%1").arg(++count);
}

} // namespace

SqliteConnection::SqliteConnection(QString name, QSqlDatabase database)
    : m_name(std::move(name))
    , m_connection(std::move(database))
{
}

SqliteConnection::SqliteConnection(SqliteConnection&& other) noexcept
    : m_name(std::exchange(other.m_name, {}))
    , m_connection(std::exchange(other.m_connection, Connection(QSqlDatabase())))
{
}

SqliteConnection::~SqliteConnection()
{
    if (m_name.isEmpty())
        return;
    m_connection.forgetPrepared();
    m_connection.database().close();
    m_connection.database() = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<SqliteConnection> SqliteConnection::open(const QString& path, OpenMode mode, const QStringList& pragmas)
{
    const QString name = uniqueName();
    SqliteConnection opened(name, QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name));
    QSqlDatabase& database = opened.m_connection.database();
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (mode != OpenMode::ReadWrite)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    if (mode == OpenMode::MainFileOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_URI");
        QUrl uri = QUrl::fromLocalFile(path);
        uri.setQuery(QStringLiteral("immutable=1"));
        database.setDatabaseName(uri.toString(QUrl::FullyEncoded));
    } else {
        database.setDatabaseName(path);
    }
    database.setConnectOptions(options);
    if (!database.open())
        return errorFromSql(database.lastError());
    for (const QString& pragma : pragmas)
        if (Result<void> done = opened.execute(QStringLiteral("PRAGMA ") + pragma); !done)
            return done.error();
    return opened;
}

Result<void> SqliteConnection::execute(const QString& statement)
{
    QSqlQuery query = m_connection.borrowPrepared(statement);
    if (query.lastError().isValid() || !query.exec())
        return errorFromSql(query.lastError(), statement);
    m_connection.giveBack(std::move(query));
    return {};
}

} // namespace batchroom
