// SPDX-License-Identifier: GPL-3.0-or-later
// Callbacks to others as rows: added once, tried until delivered or given up, never changed in what they say.
// Lives as long as its Connection.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace batchroom {

class Connection;

using OutboxId = Id<struct OutboxTag>;

enum class OutboxState {
    Waiting,
    Delivered,
    Dead,     // every try of the schedule failed; a person may send it again
    Disabled, // the endpoint said that it is gone for good
};
// The stored and --json word: "waiting", "delivered", "dead", "disabled".
QString outboxStateName(OutboxState state);
std::optional<OutboxState> outboxStateFromName(QStringView name);

struct OutboxDraft {
    QString messageId{}; // unique; the same fact has the same
    QString type{};
    JobId job{};
    BatchId batch{};
    QString endpoint{}; // without secrets
    QByteArray body{};
};

struct OutboxMessage {
    OutboxId id{};
    QString messageId{};
    QString type{};
    JobId job{};
    BatchId batch{};
    QString endpoint{};
    QByteArray body{};
    OutboxState state = OutboxState::Waiting;
    int tries = 0;
    qint64 nextTryMs = 0;
    std::optional<int> lastStatus{};
    QString lastMessage{};
    qint64 createdMs = 0;
};

// What one try came to.
struct OutboxSettlement {
    OutboxState state = OutboxState::Waiting;
    qint64 nextTryMs = 0; // while waiting
    std::optional<int> status{};
    QString message{}; // for the person; empty when delivered
};

// Answers that speak of the receiver and not of the message, as no answer at all does: nothing else need be tried
// there.
inline constexpr std::array<int, 4> receiverDownStatuses{429, 502, 503, 504};

struct OutboxCounts {
    int waiting = 0;
    int delivered = 0;
    int dead = 0;
    int disabled = 0;
    int total() const { return waiting + delivered + dead + disabled; }
    friend bool operator==(const OutboxCounts&, const OutboxCounts&) = default;
};

class OutboxRepository {
public:
    explicit OutboxRepository(Connection& connection);

    // Random, made at the first question: tells the messages of two libraries apart. For write().
    Result<QString> libraryId();

    // False: that message is there already, whatever its body. One for a disabled endpoint is kept but not sent.
    Result<bool> add(const OutboxDraft& draft, qint64 nowMs);
    // The oldest one whose time has come.
    Result<std::optional<OutboxMessage>> firstDue(const QString& endpoint, qint64 nowMs) const;
    // The one that found the receiver down: the others stay behind it, so that they arrive in their order. After so
    // many tries it holds nobody up.
    static constexpr int holdsFor = 5;
    Result<std::optional<OutboxMessage>> holder(const QString& endpoint) const;
    // When the next one of the endpoint may be tried; nothing when none waits.
    Result<std::optional<qint64>> nextTryMs(const QString& endpoint, qint64 nowMs) const;
    // Nothing happens when the message does not wait any more.
    Result<void> settle(OutboxId id, const OutboxSettlement& settlement);

    // Everything that waits for it stays unsent, also what is added later; until it is enabled.
    Result<void> disableEndpoint(const QString& endpoint, const QString& message);
    Result<void> enableEndpoint(const QString& endpoint, qint64 nowMs);
    Result<bool> isDisabled(const QString& endpoint) const;

    // From the start of the schedule, delivered ones too; how many of them exist.
    Result<qint64> sendAgain(const QList<OutboxId>& ids, qint64 nowMs);
    Result<OutboxCounts> counts(const QString& endpoint) const;
    Result<QList<OutboxMessage>> newest(int limit) const;

private:
    Connection& m_connection;
};

} // namespace batchroom
