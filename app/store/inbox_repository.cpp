// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/inbox_repository.h"

#include "app/store/query.h"

namespace batchroom {

namespace {

const QString columns = QStringLiteral("id, sender, event_id, type, body, received_ms, handled_ms, outcome, "
                                       "needs_person");

InboxEvent eventFrom(const Row& row)
{
    return InboxEvent{
        .id = row.get<InboxId>(0),
        .event = {.sender = row.text(1), .eventId = row.text(2), .type = row.text(3), .body = row.blob(4)},
        .receivedMs = row.integer64(5),
        .handledMs = row.get<std::optional<qint64>>(6),
        .outcome = row.text(7),
        .needsPerson = row.flag(8),
    };
}

} // namespace

QString eventKey(const InboxDraft& event)
{
    return event.sender + QLatin1Char('/') + event.eventId;
}

InboxRepository::InboxRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<std::optional<InboxId>> InboxRepository::add(const InboxDraft& draft, qint64 nowMs)
{
    const Result<qint64> added = execute(m_connection,
        QStringLiteral(
            "INSERT OR IGNORE INTO inbox (sender, event_id, type, body, received_ms) VALUES (?, ?, ?, ?, ?)"),
        draft.sender, draft.eventId, draft.type, draft.body, nowMs);
    if (!added)
        return added.error();
    if (*added == 0)
        return std::optional<InboxId>();
    return selectValue<InboxId>(m_connection, QStringLiteral("SELECT id FROM inbox WHERE sender = ? AND event_id = ?"),
        draft.sender, draft.eventId);
}

Result<QList<InboxEvent>> InboxRepository::unhandled(int limit) const
{
    Query query(
        m_connection, QStringLiteral("SELECT %1 FROM inbox WHERE handled_ms IS NULL ORDER BY id LIMIT ?").arg(columns));
    return query.bind(limit).all(eventFrom);
}

Result<void> InboxRepository::settle(InboxId id, const QString& outcome, qint64 nowMs, NeedsPerson needs)
{
    const Result<qint64> done = execute(m_connection,
        QStringLiteral(
            "UPDATE inbox SET handled_ms = ?, outcome = ?, needs_person = ? WHERE id = ? AND handled_ms IS NULL"),
        nowMs, outcome, needs == NeedsPerson::Yes, id);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<std::optional<InboxEvent>> InboxRepository::find(InboxId id) const
{
    Query query(m_connection, QStringLiteral("SELECT %1 FROM inbox WHERE id = ?").arg(columns));
    return query.bind(id).first(eventFrom);
}

Result<QList<InboxEvent>> InboxRepository::needingPerson(int limit) const
{
    Query query(m_connection,
        QStringLiteral("SELECT %1 FROM inbox WHERE needs_person = 1 ORDER BY id DESC LIMIT ?").arg(columns));
    return query.bind(limit).all(eventFrom);
}

Result<qint64> InboxRepository::noteSeen(const QList<InboxId>& ids)
{
    Query query(m_connection, QStringLiteral("UPDATE inbox SET needs_person = 0 WHERE id = ? AND needs_person = 1"));
    qint64 seen = 0;
    for (const InboxId id : ids) {
        if (const Result<void> done = query.bind(id).run(); !done)
            return done.error();
        seen += query.changedRows();
    }
    return seen;
}

Result<QList<InboxEvent>> InboxRepository::newest(int limit) const
{
    Query query(m_connection, QStringLiteral("SELECT %1 FROM inbox ORDER BY id DESC LIMIT ?").arg(columns));
    return query.bind(limit).all(eventFrom);
}

Result<qint64> InboxRepository::forgetOld(qint64 nowMs)
{
    return execute(m_connection,
        QStringLiteral("DELETE FROM inbox WHERE handled_ms IS NOT NULL AND received_ms < ? AND needs_person = 0"),
        nowMs - inboxMemoryMs);
}

} // namespace batchroom
