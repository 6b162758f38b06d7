// SPDX-License-Identifier: GPL-3.0-or-later
// A database connection lent to a piece of work for the time of one transaction; never kept. Queries: query.h.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>

#include <unordered_map>

namespace batchroom {

// Handed to the functions given to read() and write(); thin wrapper so that repositories never open connections.
class Connection {
public:
    explicit Connection(QSqlDatabase database)
        : m_database(std::move(database))
    {
    }
    QSqlDatabase& database() { return m_database; }

    // Statements are prepared once: that costs more than most of them take to run. A statement that could not be
    // prepared says so in its lastError(). What is borrowed comes back idle or not at all.
    QSqlQuery borrowPrepared(const QString& statement);
    void giveBack(QSqlQuery query);
    void forgetPrepared() { m_idle.clear(); }

private:
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_idle;
};

} // namespace batchroom
