// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/library_report.h"

#include "app/store/library_paths.h"
#include "app/store/query.h"
#include "app/store/sqlite_connection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

QJsonValue timeOrNull(const std::optional<qint64>& ms)
{
    if (!ms || *ms <= 0)
        return QJsonValue::Null;
    return QDateTime::fromMSecsSinceEpoch(*ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonValue numberOrNull(const std::optional<qint64>& number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

Result<QJsonObject> statesOf(Connection& connection)
{
    QJsonObject states;
    Query query(connection, QStringLiteral("SELECT state, COUNT(*) FROM job GROUP BY state"));
    const Result<void> done = query.each([&](const Row& row) { states.insert(row.text(0), row.integer64(1)); });
    if (!done)
        return done.error();
    return states;
}

Result<QJsonArray> batchesOf(Connection& connection)
{
    QMap<qint64, QJsonObject> batches;
    Query about(connection, QStringLiteral("SELECT id, account, mode, is_paused, cap_micros, created_ms FROM batch"));
    Result<void> done = about.each([&](const Row& row) {
        QJsonObject batch{{Text("batch"), row.integer64(0)}, {Text("account"), row.text(1)},
            {Text("mode"), row.text(2)}, {Text("paused"), row.flag(3)},
            {Text("created"), timeOrNull(row.integer64(5))}};
        if (!row.isNull(4))
            batch.insert(Text("cap_usd"), row.money(4).toDecimal());
        batches.insert(row.integer64(0), batch);
    });
    Query counts(connection, QStringLiteral("SELECT batch_id, state, COUNT(*) FROM job GROUP BY batch_id, state"));
    if (done)
        done = counts.each([&](const Row& row) {
            QJsonObject& batch = batches[row.integer64(0)];
            QJsonObject states = batch.value(Text("states")).toObject();
            states.insert(row.text(1), row.integer64(2));
            batch.insert(Text("states"), states);
        });
    if (!done)
        return done.error();
    QJsonArray list;
    for (const QJsonObject& batch : std::as_const(batches))
        list.append(batch);
    return list;
}

// The reason of a hold, not its message: that holds the provider's words.
Result<QJsonArray> accountsOf(Connection& connection)
{
    QMap<QString, QJsonObject> accounts;
    Query about(connection, QStringLiteral("SELECT name, place_limit, hold_reason, hold_since_ms FROM account"));
    Result<void> done = about.each([&](const Row& row) {
        accounts.insert(row.text(0),
            {{Text("account"), row.text(0)}, {Text("place_limit"), numberOrNull(row.get<std::optional<qint64>>(1))},
                {Text("hold_reason"), row.isNull(2) ? QJsonValue(QJsonValue::Null) : QJsonValue(row.text(2))},
                {Text("hold_since"), timeOrNull(row.get<std::optional<qint64>>(3))}});
    });
    Query money(connection,
        QStringLiteral("SELECT account, billed, COUNT(*), SUM(price_micros) FROM attempt GROUP BY account, billed"));
    if (done)
        done = money.each([&](const Row& row) {
            QJsonObject& account = accounts[row.text(0)];
            account.insert(Text("attempts_") + row.text(1), row.integer64(2));
            account.insert(Text("usd_") + row.text(1), row.money(3).toDecimal());
        });
    if (!done)
        return done.error();
    QJsonArray list;
    for (const QJsonObject& account : std::as_const(accounts))
        list.append(account);
    return list;
}

Result<QByteArray> ledgerOf(Connection& connection)
{
    QByteArray lines;
    Query query(connection,
        QStringLiteral("SELECT a.id, a.job_id, j.batch_id, a.number, a.account, a.price_micros, a.intent_ms, "
                       "a.settled_ms, a.outcome, a.billed, a.http_status, a.generation_id, j.state "
                       "FROM (SELECT * FROM attempt ORDER BY id DESC LIMIT 100000) a JOIN job j ON j.id = a.job_id "
                       "ORDER BY a.id"));
    const Result<void> done = query.each([&](const Row& row) {
        const QJsonObject line{{Text("attempt"), row.integer64(0)}, {Text("job"), row.integer64(1)},
            {Text("batch"), row.integer64(2)}, {Text("number"), row.integer64(3)}, {Text("account"), row.text(4)},
            {Text("price_usd"), row.money(5).toDecimal()}, {Text("sent"), timeOrNull(row.integer64(6))},
            {Text("settled"), timeOrNull(row.get<std::optional<qint64>>(7))}, {Text("outcome"), row.text(8)},
            {Text("billed"), row.text(9)}, {Text("http_status"), numberOrNull(row.get<std::optional<qint64>>(10))},
            {Text("generation"), row.text(11)}, {Text("job_state"), row.text(12)}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    });
    if (!done)
        return done.error();
    return lines;
}

} // namespace

Result<LibraryReport> reportLibrary(const QString& folder)
{
    const QString path = libraryFilePath(folder);
    if (!QFileInfo::exists(path))
        return Error{
            ErrorCode::NotFound, QCoreApplication::translate("Store", "There is no library in this folder."), {}};
    Result<SqliteConnection> opened = SqliteConnection::open(path, OpenMode::ReadOnly,
        {QStringLiteral("query_only = ON"), QStringLiteral("trusted_schema = OFF"), QStringLiteral("mmap_size = 0")});
    if (!opened)
        return opened.error();
    Connection& connection = opened->connection();
    const auto version = selectValue<int>(connection, QStringLiteral("PRAGMA user_version"));
    const Result<QJsonObject> states = statesOf(connection);
    const Result<QJsonArray> batches = batchesOf(connection);
    const Result<QJsonArray> accounts = accountsOf(connection);
    Result<QByteArray> ledger = ledgerOf(connection);
    if (!version || !states || !batches || !accounts || !ledger)
        return !version ? version.error()
            : !states   ? states.error()
            : !batches  ? batches.error()
            : !accounts ? accounts.error()
                        : ledger.error();
    return LibraryReport{{{Text("schema_version"), version->value_or(0)}, {Text("states"), *states},
                             {Text("batches"), *batches}, {Text("accounts"), *accounts}},
        *std::move(ledger)};
}

} // namespace batchroom
