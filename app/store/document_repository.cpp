// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/document_repository.h"

#include "app/store/query.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

// A sheet of 10,000 rows with long prompts stays far below; more is a mistake, not a document.
constexpr qsizetype largestDocument = 64 * 1024 * 1024;

Result<void> withoutCount(const Result<qint64>& done)
{
    return done ? Result<void>() : Result<void>(done.error());
}

} // namespace

Result<std::optional<QByteArray>> document(Connection& connection, const QString& name)
{
    return selectValue<QByteArray>(connection, QStringLiteral("SELECT body FROM document WHERE name = ?"), name);
}

Result<void> putDocument(
    Connection& connection, const QString& name, const QByteArray& body, std::chrono::milliseconds now)
{
    if (body.size() > largestDocument)
        return Error{ErrorCode::BadInput,
            QCoreApplication::translate("Store",
                "This is too large to be kept (more than 64 MB). Split it into "
                "smaller parts."),
            name};
    return withoutCount(execute(connection,
        QStringLiteral("INSERT INTO document (name, body, changed_ms) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
                       "SET body = excluded.body, changed_ms = excluded.changed_ms"),
        name, body, qint64{now.count()}));
}

Result<void> removeDocument(Connection& connection, const QString& name)
{
    return withoutCount(execute(connection, QStringLiteral("DELETE FROM document WHERE name = ?"), name));
}

Result<QStringList> documentNames(Connection& connection, const QString& prefix)
{
    Query query(
        connection, QStringLiteral("SELECT name FROM document WHERE substr(name, 1, length(?)) = ? ORDER BY name"));
    return query.bind(prefix, prefix).all([](const Row& row) { return row.text(0); });
}

} // namespace batchroom
