// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/outbox_repository.h"

#include "app/store/query.h"

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

struct StateWord {
    OutboxState state;
    QLatin1StringView word;
};
constexpr std::array<StateWord, 4> stateWords{{
    {OutboxState::Waiting, QLatin1StringView("waiting")},
    {OutboxState::Delivered, QLatin1StringView("delivered")},
    {OutboxState::Dead, QLatin1StringView("dead")},
    {OutboxState::Disabled, QLatin1StringView("disabled")},
}};

// No try is ever put off for longer; a later time comes from a clock that was set back and counts as due.
constexpr qint64 longestDelayMs = 25LL * 60 * 60 * 1000;

const QString columns = QStringLiteral("id, message_id, type, job_id, batch_id, endpoint, body, state, tries, "
                                       "next_try_ms, last_status, last_message, created_ms");

OutboxMessage messageFrom(const Row& row)
{
    return OutboxMessage{
        .id = row.get<OutboxId>(0),
        .messageId = row.text(1),
        .type = row.text(2),
        .job = row.get<JobId>(3),
        .batch = row.get<BatchId>(4),
        .endpoint = row.text(5),
        .body = row.blob(6),
        .state = outboxStateFromName(row.text(7)).value_or(OutboxState::Dead),
        .tries = row.integer(8),
        .nextTryMs = row.integer64(9),
        .lastStatus = row.get<std::optional<int>>(10),
        .lastMessage = row.text(11),
        .createdMs = row.integer64(12),
    };
}

QString downStatuses()
{
    QStringList words;
    for (const int status : receiverDownStatuses)
        words.append(QString::number(status));
    return words.join(QLatin1Char(','));
}

QString disabledSetting(const QString& endpoint)
{
    return QStringLiteral("callback/disabled/") + endpoint;
}

Result<void> withoutCount(const Result<qint64>& done)
{
    return done ? Result<void>() : Result<void>(done.error());
}

} // namespace

QString outboxStateName(OutboxState state)
{
    for (const StateWord& known : stateWords) {
        if (known.state == state)
            return known.word;
    }
    return {};
}

std::optional<OutboxState> outboxStateFromName(QStringView name)
{
    for (const StateWord& known : stateWords) {
        if (known.word == name)
            return known.state;
    }
    return std::nullopt;
}

OutboxRepository::OutboxRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<QString> OutboxRepository::libraryId()
{
    const Result<qint64> made = execute(m_connection,
        QStringLiteral(
            "INSERT OR IGNORE INTO setting (name, value) VALUES ('library_id', lower(hex(randomblob(16))))"));
    if (!made)
        return made.error();
    return selectValue<QString>(m_connection, QStringLiteral("SELECT value FROM setting WHERE name = 'library_id'"))
        .map([](const std::optional<QString>& id) { return id.value_or(QString()); });
}

Result<bool> OutboxRepository::add(const OutboxDraft& draft, qint64 nowMs)
{
    const Result<bool> disabled = isDisabled(draft.endpoint);
    if (!disabled)
        return disabled.error();
    const OutboxState state = *disabled ? OutboxState::Disabled : OutboxState::Waiting;
    return execute(m_connection,
        QStringLiteral("INSERT OR IGNORE INTO outbox (message_id, type, job_id, batch_id, endpoint, body, state, "
                       "next_try_ms, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        draft.messageId, draft.type, draft.job, draft.batch, draft.endpoint, draft.body, outboxStateName(state), nowMs,
        nowMs)
        .map([](qint64 changed) { return changed > 0; });
}

Result<std::optional<OutboxMessage>> OutboxRepository::firstDue(const QString& endpoint, qint64 nowMs) const
{
    Query query(m_connection,
        QStringLiteral("SELECT %1 FROM outbox WHERE id = (SELECT min(id) FROM outbox WHERE endpoint = ? AND state = "
                       "'waiting' AND (next_try_ms <= ? OR next_try_ms > ?))")
            .arg(columns));
    return query.bind(endpoint, nowMs, nowMs + longestDelayMs).first(messageFrom);
}

Result<std::optional<OutboxMessage>> OutboxRepository::holder(const QString& endpoint) const
{
    Query query(m_connection,
        QStringLiteral("SELECT %1 FROM outbox WHERE id = (SELECT min(id) FROM outbox WHERE endpoint = ? AND state = "
                       "'waiting' AND tries BETWEEN 1 AND ? AND (last_status IS NULL OR last_status IN (%2)))")
            .arg(columns, downStatuses()));
    return query.bind(endpoint, holdsFor).first(messageFrom);
}

Result<std::optional<qint64>> OutboxRepository::nextTryMs(const QString& endpoint, qint64 nowMs) const
{
    const Result<std::optional<OutboxMessage>> due = firstDue(endpoint, nowMs);
    if (!due)
        return due.error();
    if (*due)
        return std::optional<qint64>(std::min(due->value().nextTryMs, nowMs));
    Query query(m_connection,
        QStringLiteral("SELECT next_try_ms FROM outbox WHERE endpoint = ? AND state = 'waiting' ORDER BY next_try_ms "
                       "LIMIT 1"));
    return query.bind(endpoint).first([](const Row& row) { return row.integer64(0); });
}

Result<void> OutboxRepository::settle(OutboxId id, const OutboxSettlement& settlement)
{
    return withoutCount(execute(m_connection,
        QStringLiteral("UPDATE outbox SET state = ?, tries = tries + 1, next_try_ms = ?, last_status = ?, last_message "
                       "= ? WHERE id = ? AND state = 'waiting'"),
        outboxStateName(settlement.state), settlement.nextTryMs, settlement.status, settlement.message, id));
}

Result<void> OutboxRepository::disableEndpoint(const QString& endpoint, const QString& message)
{
    return withoutCount(
        execute(m_connection, QStringLiteral("INSERT OR IGNORE INTO setting (name, value) VALUES (?, '1')"),
            disabledSetting(endpoint)))
        .andThen([&] {
            return withoutCount(execute(m_connection,
                QStringLiteral("UPDATE outbox SET state = 'disabled', last_message = ? WHERE endpoint = ? AND state = "
                               "'waiting'"),
                message, endpoint));
        });
}

Result<void> OutboxRepository::enableEndpoint(const QString& endpoint, qint64 nowMs)
{
    return withoutCount(
        execute(m_connection, QStringLiteral("DELETE FROM setting WHERE name = ?"), disabledSetting(endpoint)))
        .andThen([&] {
            return withoutCount(execute(m_connection,
                QStringLiteral("UPDATE outbox SET state = 'waiting', tries = 0, next_try_ms = ? WHERE endpoint = ? AND "
                               "state = 'disabled'"),
                nowMs, endpoint));
        });
}

Result<bool> OutboxRepository::isDisabled(const QString& endpoint) const
{
    return selectValue<qint64>(
        m_connection, QStringLiteral("SELECT count(*) FROM setting WHERE name = ?"), disabledSetting(endpoint))
        .map([](const std::optional<qint64>& found) { return found.value_or(0) > 0; });
}

Result<qint64> OutboxRepository::sendAgain(const QList<OutboxId>& ids, qint64 nowMs)
{
    Query query(
        m_connection, QStringLiteral("UPDATE outbox SET state = 'waiting', tries = 0, next_try_ms = ? WHERE id = ?"));
    qint64 found = 0;
    for (const OutboxId id : ids) {
        if (const Result<void> done = query.bind(nowMs, id).run(); !done)
            return done.error();
        found += query.changedRows();
    }
    return found;
}

Result<OutboxCounts> OutboxRepository::counts(const QString& endpoint) const
{
    OutboxCounts counts;
    Query query(m_connection, QStringLiteral("SELECT state, count(*) FROM outbox WHERE endpoint = ? GROUP BY state"));
    const Result<void> done = query.bind(endpoint).each([&](const Row& row) {
        switch (outboxStateFromName(row.text(0)).value_or(OutboxState::Dead)) {
        case OutboxState::Waiting: counts.waiting += row.integer(1); break;
        case OutboxState::Delivered: counts.delivered += row.integer(1); break;
        case OutboxState::Dead: counts.dead += row.integer(1); break;
        case OutboxState::Disabled: counts.disabled += row.integer(1); break;
        }
    });
    if (!done)
        return done.error();
    return counts;
}

Result<QList<OutboxMessage>> OutboxRepository::newest(int limit) const
{
    Query query(m_connection, QStringLiteral("SELECT %1 FROM outbox ORDER BY id DESC LIMIT ?").arg(columns));
    return query.bind(limit).all(messageFrom);
}

} // namespace batchroom
