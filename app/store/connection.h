// SPDX-License-Identifier: GPL-3.0-or-later
// A database connection lent to a piece of work for the time of one transaction; never kept. Queries: query.h.
#pragma once

#include <QSqlDatabase>

namespace batchroom {

// Handed to the functions given to read() and write(); thin wrapper so that repositories never open connections.
class Connection {
public:
    explicit Connection(QSqlDatabase database)
        : m_database(std::move(database))
    {
    }
    QSqlDatabase& database() { return m_database; }

private:
    QSqlDatabase m_database;
};

} // namespace batchroom
