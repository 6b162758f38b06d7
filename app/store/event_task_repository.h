// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be done because of an event, as rows: planned once for each event and action, tried until it is done or
// given up, and taken up again when a person says so. Lives as long as its Connection.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace batchroom {

class Connection;

using EventTaskId = Id<struct EventTaskTag>;

enum class EventTaskState {
    Waiting, // for its (next) try
    Done,
    Dead, // given up; a person may have it tried again
};
// The stored and --json word: "waiting", "done", "dead".
QString eventTaskStateName(EventTaskState state);

struct EventTaskDraft {
    QString eventKey{}; // of the event: the same however often it is told
    QString action{};   // "import", or the rule's name
    QByteArray fact{};  // what happened, as JSON
};

struct EventTask {
    EventTaskId id{};
    EventTaskDraft draft{};
    EventTaskState state = EventTaskState::Waiting;
    int tries = 0;
    qint64 nextTryMs = 0;    // while waiting
    QString outcome{};       // for the person
    QList<AssetId> assets{}; // pictures of the library that came of it
    qint64 createdMs = 0;
    std::optional<qint64> settledMs{};
};

// What one try came to.
struct EventTaskSettlement {
    EventTaskState state = EventTaskState::Done;
    qint64 nextTryMs = 0; // while waiting
    QString outcome{};
    QList<AssetId> assets{};
};

// What happened is told again for so long at most (library and senders alike), so what was done is remembered longer.
inline constexpr qint64 eventTaskMemoryMs = 30LL * 24 * 60 * 60 * 1000;

class EventTaskRepository {
public:
    explicit EventTaskRepository(Connection& connection);

    // None: that event has that task already, whatever became of it.
    Result<std::optional<EventTaskId>> add(const EventTaskDraft& draft, qint64 nowMs);
    Result<std::optional<EventTask>> find(const QString& eventKey, const QString& action) const;
    Result<std::optional<EventTask>> find(EventTaskId id) const;
    // In the order they were planned. Import tasks alone, or all others.
    enum class Kind { Imports, Others };
    Result<std::optional<EventTask>> firstDue(Kind kind, qint64 nowMs) const;
    // When the next one is due; nothing when none waits.
    Result<std::optional<qint64>> nextTryMs() const;
    // Nothing happens when it does not wait any more.
    Result<void> settle(EventTaskId id, const EventTaskSettlement& settlement, qint64 nowMs);
    // From the start of its tries, whatever became of it before; with it those of its event that were given up.
    Result<void> tryAgain(const EventTask& task, qint64 nowMs);
    // Tasks of the event that wait for another of its tasks are due now.
    Result<void> wakeTasksOf(const QString& eventKey, qint64 nowMs);
    Result<QList<EventTask>> newest(int limit) const;
    // Settled longer ago than eventTaskMemoryMs.
    Result<qint64> forgetOld(qint64 nowMs);

private:
    Connection& m_connection;
};

} // namespace batchroom
