// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/event_task_repository.h"

#include "app/store/query.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace batchroom {

namespace {

const QString columns =
    QStringLiteral("id, event_key, action, fact, state, tries, next_try_ms, outcome, assets, created_ms, settled_ms");

// No try is ever put off for longer; a later time comes from a clock that was set back and counts as due.
constexpr qint64 longestDelayMs = 2LL * 60 * 60 * 1000;

EventTaskState stateFromName(const QString& name)
{
    if (name == QLatin1StringView("waiting"))
        return EventTaskState::Waiting;
    return name == QLatin1StringView("done") ? EventTaskState::Done : EventTaskState::Dead;
}

QString listText(const QList<AssetId>& assets)
{
    QJsonArray list;
    for (const AssetId asset : assets)
        list.append(asset.value);
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QList<AssetId> listFrom(const QString& text)
{
    QList<AssetId> assets;
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue& value : list)
        assets.append(AssetId{value.toInteger()});
    return assets;
}

EventTask taskFrom(const Row& row)
{
    return EventTask{
        .id = row.get<EventTaskId>(0),
        .draft = {.eventKey = row.text(1), .action = row.text(2), .fact = row.text(3).toUtf8()},
        .state = stateFromName(row.text(4)),
        .tries = row.integer(5),
        .nextTryMs = row.integer64(6),
        .outcome = row.text(7),
        .assets = listFrom(row.text(8)),
        .createdMs = row.integer64(9),
        .settledMs = row.get<std::optional<qint64>>(10),
    };
}

Result<void> withoutCount(const Result<qint64>& done)
{
    return done ? Result<void>() : Result<void>(done.error());
}

} // namespace

QString eventTaskStateName(EventTaskState state)
{
    switch (state) {
    case EventTaskState::Waiting: return QStringLiteral("waiting");
    case EventTaskState::Done: return QStringLiteral("done");
    case EventTaskState::Dead: break;
    }
    return QStringLiteral("dead");
}

EventTaskRepository::EventTaskRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<std::optional<EventTaskId>> EventTaskRepository::add(const EventTaskDraft& draft, qint64 nowMs)
{
    const Result<qint64> added = execute(m_connection,
        QStringLiteral("INSERT OR IGNORE INTO event_task (event_key, action, fact, next_try_ms, created_ms) VALUES "
                       "(?, ?, ?, ?, ?)"),
        draft.eventKey, draft.action, QString::fromUtf8(draft.fact), nowMs, nowMs);
    if (!added)
        return added.error();
    if (*added == 0)
        return std::optional<EventTaskId>();
    return selectValue<EventTaskId>(m_connection,
        QStringLiteral("SELECT id FROM event_task WHERE event_key = ? AND action = ?"), draft.eventKey, draft.action);
}

Result<std::optional<EventTask>> EventTaskRepository::find(const QString& eventKey, const QString& action) const
{
    Query query(
        m_connection, QStringLiteral("SELECT %1 FROM event_task WHERE event_key = ? AND action = ?").arg(columns));
    return query.bind(eventKey, action).first(taskFrom);
}

Result<std::optional<EventTask>> EventTaskRepository::find(EventTaskId id) const
{
    Query query(m_connection, QStringLiteral("SELECT %1 FROM event_task WHERE id = ?").arg(columns));
    return query.bind(id).first(taskFrom);
}

Result<std::optional<EventTask>> EventTaskRepository::firstDue(Kind kind, qint64 nowMs) const
{
    Query query(m_connection,
        QStringLiteral("SELECT %1 FROM event_task WHERE state = 'waiting' AND (next_try_ms <= ? OR next_try_ms > ?) "
                       "AND (action = 'import') = ? ORDER BY next_try_ms, id LIMIT 1")
            .arg(columns));
    return query.bind(nowMs, nowMs + longestDelayMs, kind == Kind::Imports).first(taskFrom);
}

Result<std::optional<qint64>> EventTaskRepository::nextTryMs() const
{
    Query query(m_connection,
        QStringLiteral("SELECT next_try_ms FROM event_task WHERE state = 'waiting' ORDER BY next_try_ms LIMIT 1"));
    return query.first([](const Row& row) { return row.integer64(0); });
}

Result<void> EventTaskRepository::settle(EventTaskId id, const EventTaskSettlement& settlement, qint64 nowMs)
{
    const bool isOver = settlement.state != EventTaskState::Waiting;
    return withoutCount(execute(m_connection,
        QStringLiteral("UPDATE event_task SET state = ?, tries = tries + 1, next_try_ms = ?, outcome = ?, assets = ?, "
                       "settled_ms = ? WHERE id = ? AND state = 'waiting'"),
        eventTaskStateName(settlement.state), settlement.nextTryMs, settlement.outcome, listText(settlement.assets),
        isOver ? std::optional(nowMs) : std::nullopt, id));
}

Result<void> EventTaskRepository::tryAgain(const EventTask& task, qint64 nowMs)
{
    return withoutCount(execute(m_connection,
        QStringLiteral("UPDATE event_task SET state = 'waiting', tries = 0, next_try_ms = ?, settled_ms = NULL WHERE "
                       "id = ? OR (event_key = ? AND state = 'dead')"),
        nowMs, task.id, task.draft.eventKey));
}

Result<void> EventTaskRepository::wakeTasksOf(const QString& eventKey, qint64 nowMs)
{
    return withoutCount(execute(m_connection,
        QStringLiteral("UPDATE event_task SET next_try_ms = ? WHERE event_key = ? AND state = 'waiting'"), nowMs,
        eventKey));
}

Result<QList<EventTask>> EventTaskRepository::newest(int limit) const
{
    Query query(m_connection, QStringLiteral("SELECT %1 FROM event_task ORDER BY id DESC LIMIT ?").arg(columns));
    return query.bind(limit).all(taskFrom);
}

Result<qint64> EventTaskRepository::forgetOld(qint64 nowMs)
{
    return execute(
        m_connection, QStringLiteral("DELETE FROM event_task WHERE settled_ms < ?"), nowMs - eventTaskMemoryMs);
}

} // namespace batchroom
