// SPDX-License-Identifier: GPL-3.0-or-later
// A named QtSql connection that closes and unregisters itself. Used by the thread that opened it; may be destroyed by
// another thread once nobody uses it.
#pragma once

#include "app/core/result.h"
#include "app/store/connection.h"

#include <QStringList>

namespace batchroom {

enum class OpenMode {
    ReadWrite,
    ReadOnly,
    MainFileOnly, // reads the file alone, as if there were no WAL; nobody may be writing
};

class SqliteConnection {
public:
    // The pragmas are applied in order; the first failure is returned and the connection closed again.
    static Result<SqliteConnection> open(const QString& path, OpenMode mode, const QStringList& pragmas = {});
    ~SqliteConnection();
    SqliteConnection(SqliteConnection&& other) noexcept;
    SqliteConnection& operator=(SqliteConnection&&) = delete;

    Connection& connection() { return m_connection; }
    // Without parameters and rows.
    Result<void> execute(const QString& statement);

private:
    SqliteConnection(QString name, QSqlDatabase database);
    QString m_name;
    Connection m_connection;
};

} // namespace batchroom
