// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/connection.h"

namespace batchroom {

namespace {

// Filters and lists of ids make statements of their own; those few thousand texts are not worth keeping.
constexpr size_t mostKept = 200;

} // namespace

QSqlQuery Connection::borrowPrepared(const QString& statement)
{
    if (auto kept = m_idle.extract(statement))
        return std::move(kept.mapped());
    QSqlQuery query(m_database);
    // Without it Qt keeps a copy of every row that was read.
    query.setForwardOnly(true);
    query.prepare(statement);
    return query;
}

void Connection::giveBack(QSqlQuery query)
{
    query.finish();
    if (m_idle.size() >= mostKept)
        m_idle.clear();
    const QString statement = query.lastQuery();
    m_idle.insert_or_assign(statement, std::move(query));
}

} // namespace batchroom
