// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"

#include "app/store/sqlite_error.h"

#include <QSqlError>

namespace batchroom {

Query::Query(Connection& connection, const QString& statement)
    : m_connection(connection)
    , m_query(connection.borrowPrepared(statement))
{
    if (m_query.lastError().isValid())
        m_problem = errorFromSql(m_query.lastError(), statement);
}

Query::~Query()
{
    if (!m_problem && !m_query.lastError().isValid())
        m_connection.giveBack(std::move(m_query));
}

Query& Query::bindAll(const QVariantList& values)
{
    for (const QVariant& value : values)
        m_query.addBindValue(value);
    return *this;
}

Result<void> Query::run()
{
    if (m_problem)
        return *m_problem;
    if (!m_query.exec())
        return errorFromSql(m_query.lastError(), m_query.lastQuery());
    return {};
}

Result<void> Query::end()
{
    Result<void> result;
    if (m_query.lastError().isValid())
        result = errorFromSql(m_query.lastError(), m_query.lastQuery());
    m_query.finish();
    return result;
}

} // namespace batchroom
