// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/duration_repository.h"

#include "app/store/query.h"

namespace batchroom {

DurationRepository::DurationRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<std::optional<TypicalDuration>> DurationRepository::find(const QString& model, const QString& speed) const
{
    Query query(m_connection, QStringLiteral("SELECT count, typical_ms FROM duration WHERE model = ? AND speed = ?"));
    return query.bind(model, speed).first([](const Row& row) {
        return TypicalDuration{row.integer(0), std::chrono::milliseconds(row.integer64(1))};
    });
}

Result<void> DurationRepository::save(const QString& model, const QString& speed, const TypicalDuration& duration)
{
    const Result<qint64> done = execute(m_connection,
        QStringLiteral("INSERT INTO duration (model, speed, count, typical_ms) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (model, speed) DO UPDATE SET count = excluded.count, "
                       "typical_ms = excluded.typical_ms"),
        model, speed, duration.count, duration.typical.count());
    if (!done)
        return done.error();
    return {};
}

} // namespace batchroom
