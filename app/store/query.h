// SPDX-License-Identifier: GPL-3.0-or-later
// One prepared statement with typed values in and out; every repository uses this and never QSqlQuery itself.
//
//     Query query(connection, QStringLiteral("SELECT id, name FROM campaign WHERE created_ms > ?"));
//     query.bind(sinceMs);
//     Result<QList<Named>> names = query.all([](const Row& row) { return Named{row.get<CampaignId>(0), row.text(1)};
//     }); Result<qint64> changed = execute(connection, QStringLiteral("DELETE FROM setting WHERE name = ?"), name);
//
// Bind and read: integers, bool, double, QString (TEXT), QByteArray (BLOB), Money (micro-dollars), Id (0 is NULL),
// std::optional (nullopt is NULL). A null QString is stored as "", so that NOT NULL columns take it.
#pragma once

#include "app/core/ids.h"
#include "app/core/money.h"
#include "app/core/result.h"
#include "app/store/connection.h"

#include <QSqlQuery>
#include <QVariant>

#include <concepts>
#include <optional>

namespace batchroom {

namespace sql {

template <typename T>
struct Column; // how a type is stored

template <std::integral T>
struct Column<T> {
    static QVariant toVariant(T value) { return QVariant(static_cast<qlonglong>(value)); }
    static T fromVariant(const QVariant& value) { return static_cast<T>(value.toLongLong()); }
};
template <>
struct Column<double> {
    static QVariant toVariant(double value) { return value; }
    static double fromVariant(const QVariant& value) { return value.toDouble(); }
};
template <>
struct Column<QString> {
    static QVariant toVariant(const QString& value) { return value.isNull() ? QStringLiteral("") : value; }
    static QString fromVariant(const QVariant& value) { return value.toString(); }
};
template <>
struct Column<QByteArray> {
    static QVariant toVariant(const QByteArray& value) { return value.isNull() ? QByteArray("") : value; }
    static QByteArray fromVariant(const QVariant& value) { return value.toByteArray(); }
};
template <>
struct Column<Money> {
    static QVariant toVariant(Money value) { return value.micros(); }
    static Money fromVariant(const QVariant& value) { return Money::fromMicros(value.toLongLong()); }
};
template <typename Tag>
struct Column<Id<Tag>> {
    static QVariant toVariant(Id<Tag> id) { return id ? QVariant(id.value) : QVariant(); }
    static Id<Tag> fromVariant(const QVariant& value) { return Id<Tag>{value.toLongLong()}; }
};
template <typename T>
struct Column<std::optional<T>> {
    static QVariant toVariant(const std::optional<T>& value)
    {
        return value ? Column<T>::toVariant(*value) : QVariant();
    }
    static std::optional<T> fromVariant(const QVariant& value)
    {
        return value.isNull() ? std::nullopt : std::optional<T>(Column<T>::fromVariant(value));
    }
};

} // namespace sql

// The current row of a running query; valid inside the function it is given to.
class Row {
public:
    explicit Row(const QSqlQuery& query)
        : m_query(query)
    {
    }
    template <typename T>
    T get(int column) const
    {
        return sql::Column<T>::fromVariant(m_query.value(column));
    }
    bool isNull(int column) const { return m_query.isNull(column); }
    int integer(int column) const { return get<int>(column); }
    qint64 integer64(int column) const { return get<qint64>(column); }
    bool flag(int column) const { return get<qint64>(column) != 0; }
    double real(int column) const { return get<double>(column); }
    QString text(int column) const { return get<QString>(column); }
    QByteArray blob(int column) const { return get<QByteArray>(column); }
    Money money(int column) const { return get<Money>(column); }

private:
    const QSqlQuery& m_query;
};

class Query {
public:
    // Prepares, once a connection; a mistake in the statement is reported when it is run.
    Query(Connection& connection, const QString& statement);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    // All values of the next run, in the order of the question marks. May be called again for the next run.
    template <typename... Values>
    Query& bind(const Values&... values)
    {
        (m_query.addBindValue(sql::Column<Values>::toVariant(values)), ...);
        return *this;
    }
    // For values known only while building the statement (filters).
    Query& bindAll(const QVariantList& values);

    // For statements without rows.
    Result<void> run();
    qint64 changedRows() const { return m_query.numRowsAffected(); }
    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }

    // Runs and calls visit(const Row&) for each row.
    template <typename Visit>
    Result<void> each(Visit visit)
    {
        if (Result<void> done = run(); !done)
            return done;
        while (m_query.next())
            visit(Row(m_query));
        return end();
    }
    // Runs and makes one value of each row.
    template <typename Make>
    auto all(Make make) -> Result<QList<std::invoke_result_t<Make, const Row&>>>
    {
        QList<std::invoke_result_t<Make, const Row&>> list;
        Result<void> done = each([&](const Row& row) { list.append(make(row)); });
        if (!done)
            return done.error();
        return list;
    }
    // Runs and makes a value of the first row, nothing when there is none.
    template <typename Make>
    auto first(Make make) -> Result<std::optional<std::invoke_result_t<Make, const Row&>>>
    {
        std::optional<std::invoke_result_t<Make, const Row&>> found;
        if (Result<void> done = run(); !done)
            return done.error();
        if (m_query.next())
            found.emplace(make(Row(m_query)));
        if (Result<void> done = end(); !done)
            return done.error();
        return found;
    }

private:
    Result<void> end();

    Connection& m_connection;
    QSqlQuery m_query;
    std::optional<Error> m_problem; // of preparing
};

// Runs a statement once and tells how many rows it changed.
template <typename... Values>
Result<qint64> execute(Connection& connection, const QString& statement, const Values&... values)
{
    Query query(connection, statement);
    if (Result<void> done = query.bind(values...).run(); !done)
        return done.error();
    return query.changedRows();
}

// Runs an INSERT and tells the new row's id.
template <typename RowId, typename... Values>
Result<RowId> insertRow(Connection& connection, const QString& statement, const Values&... values)
{
    Query query(connection, statement);
    if (Result<void> done = query.bind(values...).run(); !done)
        return done.error();
    return RowId{query.insertedId()};
}

// The one value of the first row; nothing when there is no row.
template <typename T, typename... Values>
Result<std::optional<T>> selectValue(Connection& connection, const QString& statement, const Values&... values)
{
    Query query(connection, statement);
    return query.bind(values...).first([](const Row& row) { return row.get<T>(0); });
}

} // namespace batchroom
