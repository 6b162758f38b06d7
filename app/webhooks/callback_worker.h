// SPDX-License-Identifier: GPL-3.0-or-later
// The thread behind CallbackSender: writes posted events into the outbox, sends what is due, records what came of it.
// Public functions from any thread; the listener is called on the worker's own.
#pragma once

#include "app/webhooks/callback_sender.h"
#include "app/webhooks/decide_delivery.h"

#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace batchroom {

class HttpClient;

class CallbackWorker {
public:
    struct Listener {
        std::function<void(const CallbackDelivery&)> settled;
        std::function<void(const OutboxCounts&)> flushed;
        std::function<void(const Error&)> failed;
    };
    CallbackWorker(Store& store, Clock& clock, const QList<CallbackEndpoint>& endpoints, Listener listener);

    void post(const QList<CallbackEvent>& events);
    void wake();
    void beginFlush(std::chrono::milliseconds atMost);
    void endFlush();

private:
    struct Lane {
        CallbackEndpoint endpoint;
        qint64 pausedUntilMs = 0; // steady
        int failures = 0;         // in a row, because the receiver was down
        bool mayBeHeld = true;    // an earlier run may have found it down
    };
    struct Try {
        OutboxMessage message;
        DeliveryDecision decision;
    };
    struct Flush {
        qint64 untilMs = 0; // wall clock
        bool isOver = false;
    };

    void work(std::stop_token stop);
    Result<qint64> step(HttpClient& client, std::stop_token stop);
    Result<void> keepPosted();
    Result<void> recordTry();
    Result<std::optional<OutboxMessage>> holderOf(Lane& lane) const;
    Result<std::optional<qint64>> nextOf(Lane& lane, qint64 nowMs) const;
    Result<std::optional<OutboxMessage>> dueOf(Lane& lane, qint64 nowMs) const;
    Result<void> sendFirst(Lane& lane, HttpClient& client, std::stop_token stop);
    void pauseAfter(Lane& lane, const DeliveryDecision& decision);
    Result<void> tellFlushed(qint64 nextMs);
    Result<OutboxCounts> counts() const;
    void rest(std::chrono::milliseconds time, std::stop_token stop);

    Store& m_store;
    Clock& m_clock;
    const Listener m_listener;
    std::vector<Lane> m_lanes;         // worker only
    std::optional<Try> m_unrecorded{}; // worker only

    std::mutex m_mutex;
    QList<CallbackEvent> m_posted;
    std::optional<Flush> m_flush{};
    bool m_isRoused = false;
    std::stop_source m_rest; // of the rest and the call that are under way
    std::stop_source m_call;
    std::jthread m_thread; // last: uses the rest
};

} // namespace batchroom
