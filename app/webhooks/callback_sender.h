// SPDX-License-Identifier: GPL-3.0-or-later
// Sends the callbacks of the outbox to the endpoints it was given, one at a time, until each is delivered or given up.
// Lives on the thread that made it and tells its results there; the work is done on a thread of its own.
#pragma once

#include "app/core/clock.h"
#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/callback_event.h"

#include <QObject>

#include <memory>

namespace batchroom {

class Store;

// What became of one try. While `state` is waiting, there is another try at `nextTryMs`.
struct CallbackDelivery {
    OutboxId id{};
    QString messageId{};
    QString type{};
    JobId job{};
    BatchId batch{};
    QString endpoint{};
    OutboxState state = OutboxState::Waiting;
    int tries = 0;
    qint64 nextTryMs = 0;
    std::optional<int> status{}; // HTTP; none: no answer
    QString message{};           // for the person; empty when delivered
};

class CallbackSender : public QObject {
    Q_OBJECT
public:
    // Goes on with what earlier runs left unsent for these endpoints; rows of others stay as they are. Both references
    // must outlive it.
    CallbackSender(Store& store, Clock& clock, const QList<CallbackEndpoint>& endpoints);
    // Writes down what was posted, breaks off a call that is under way (its callback is sent again), joins.
    ~CallbackSender() override;

    // To every endpoint. Returns at once, any thread; an event that was posted before (also in an earlier run) is
    // ignored.
    void post(const QList<CallbackEvent>& events);
    // Somebody else changed the outbox. Any thread.
    void wake();
    // flushed() comes once, as soon as nothing more can be delivered within that time; a call that hangs is broken off.
    void flush(std::chrono::milliseconds atMost);

Q_SIGNALS:
    void settled(const batchroom::CallbackDelivery& delivery);
    // Over all endpoints.
    void flushed(const batchroom::OutboxCounts& counts);
    // The library cannot be written or read; tried again a little later.
    void failed(const batchroom::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::CallbackDelivery)
Q_DECLARE_METATYPE(batchroom::OutboxCounts)
