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
    Query query(m_connection,
        QStringLiteral("SELECT count, typical_us, spread_us FROM typical_duration WHERE model = ? AND speed = ?"));
    return query.bind(model, speed).first([](const Row& row) {
        return TypicalDuration{
            row.integer(0), std::chrono::microseconds(row.integer64(1)), std::chrono::microseconds(row.integer64(2))};
    });
}

Result<void> DurationRepository::save(const QString& model, const QString& speed, const TypicalDuration& duration)
{
    const Result<qint64> done = execute(m_connection,
        QStringLiteral("INSERT OR REPLACE INTO typical_duration (model, speed, count, typical_us, spread_us) "
                       "VALUES (?, ?, ?, ?, ?)"),
        model, speed, duration.count, duration.typical.count(), duration.spread.count());
    if (!done)
        return done.error();
    return {};
}

} // namespace batchroom
