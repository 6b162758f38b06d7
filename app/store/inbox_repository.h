// SPDX-License-Identifier: GPL-3.0-or-later
// What others told us, as rows: kept once however often it is sent, then worked on until that is done. Only what was
// verified comes here. Lives as long as its Connection.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace batchroom {

class Connection;

using InboxId = Id<struct InboxTag>;

struct InboxDraft {
    QString sender{};  // "ideogram", "ideogram-callback"
    QString eventId{}; // of the sender; the same over its retries
    QString type{};    // "ideogram.generation.completed"
    QByteArray body{}; // as received
};

struct InboxEvent {
    InboxId id{};
    InboxDraft event{};
    qint64 receivedMs = 0;
    std::optional<qint64> handledMs{};
    QString outcome{};        // what came of it, for the person
    bool needsPerson = false; // nobody has said yet that they have seen it
};

// How an event is named beside those of other senders and of this library.
QString eventKey(const InboxDraft& event);

enum class NeedsPerson { No, Yes };

// A sender may repeat for so long; what is younger is never forgotten.
inline constexpr qint64 inboxMemoryMs = 7LL * 24 * 60 * 60 * 1000;

class InboxRepository {
public:
    explicit InboxRepository(Connection& connection);

    // None: that event of that sender is here already, whatever its body.
    Result<std::optional<InboxId>> add(const InboxDraft& draft, qint64 nowMs);
    // In the order they came.
    Result<QList<InboxEvent>> unhandled(int limit) const;
    // Nothing happens when it is handled already.
    Result<void> settle(InboxId id, const QString& outcome, qint64 nowMs, NeedsPerson needs = NeedsPerson::No);
    Result<QList<InboxEvent>> newest(int limit) const;
    Result<std::optional<InboxEvent>> find(InboxId id) const;
    // Newest first.
    Result<QList<InboxEvent>> needingPerson(int limit) const;
    // A person has seen these; how many of them had waited for that.
    Result<qint64> noteSeen(const QList<InboxId>& ids);
    // Handled ones that are older than inboxMemoryMs and wait for nobody.
    Result<qint64> forgetOld(qint64 nowMs);

private:
    Connection& m_connection;
};

} // namespace batchroom
