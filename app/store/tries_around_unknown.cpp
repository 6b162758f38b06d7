// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/tries_around_unknown.h"

#include "app/store/query.h"

namespace batchroom {

Result<QList<LedgerTry>> triesAroundUnknown(Connection& connection, const QString& account, qint64 marginMs)
{
    Query open(connection,
        QStringLiteral("SELECT MIN(a.intent_ms), MAX(a.intent_ms) FROM job j JOIN attempt a ON a.id = j.attempt_id "
                       "WHERE j.state = 'unknown' AND a.account = ?"));
    const auto range = open.bind(account).first(
        [](const Row& row) { return std::pair(row.get<std::optional<qint64>>(0), row.get<std::optional<qint64>>(1)); });
    if (!range)
        return range.error();
    if (!*range || !(*range)->first)
        return QList<LedgerTry>();
    Query tries(connection,
        QStringLiteral("SELECT a.intent_ms, a.billed, j.state = 'unknown' AND j.attempt_id = a.id FROM attempt a "
                       "JOIN job j ON j.id = a.job_id WHERE a.billed IN ('yes', 'pending', 'unknown') "
                       "AND a.account = ? AND a.intent_ms BETWEEN ? AND ? ORDER BY a.intent_ms"));
    return tries.bind(account, *(*range)->first - marginMs, *(*range)->second + marginMs).all([](const Row& row) {
        return LedgerTry{row.integer64(0), billedFromName(row.text(1)).value_or(Billed::Unknown), row.flag(2)};
    });
}

} // namespace batchroom
