// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_worker.h"

#include "app/net/http_client.h"
#include "app/store/store.h"
#include "app/webhooks/callbacks.h"

#include <QLoggingCategory>

#include <algorithm>
#include <limits>
#include <semaphore>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcCallbacks, "batchroom.callbacks")

using namespace std::chrono_literals;

constexpr qint64 never = std::numeric_limits<qint64>::max();
constexpr std::chrono::milliseconds restAfterTrouble = 5s;
// Due times are wall-clock times: a computer that slept or was set right is noticed within a minute.
constexpr std::chrono::milliseconds longestRest = 60s;

// Of all senders of the program together, so that one receiver that hangs does not hold up the others, and a hundred of
// them do not take the network.
constexpr int mostCallsAtOnce = 4;
std::counting_semaphore<mostCallsAtOnce> freeCalls(mostCallsAtOnce);

class CallTurn {
public:
    explicit CallTurn(const std::stop_token& stop)
    {
        while (!m_isMine && !stop.stop_requested())
            m_isMine = freeCalls.try_acquire_for(50ms);
    }
    ~CallTurn()
    {
        if (m_isMine)
            freeCalls.release();
    }
    CallTurn(const CallTurn&) = delete;
    CallTurn& operator=(const CallTurn&) = delete;
    bool isMine() const { return m_isMine; }

private:
    bool m_isMine = false;
};

void logTry(const OutboxMessage& message, const OutboxSettlement& settlement, const QString& host)
{
    const QString line = QStringLiteral("%1 to %2, try %3: %4, status %5")
                             .arg(message.messageId, host, QString::number(message.tries + 1),
                                 outboxStateName(settlement.state), QString::number(settlement.status.value_or(0)));
    if (settlement.state == OutboxState::Dead || settlement.state == OutboxState::Disabled)
        qCWarning(lcCallbacks).noquote() << line;
    else
        qCInfo(lcCallbacks).noquote() << line;
}

} // namespace

CallbackWorker::CallbackWorker(Store& store, Clock& clock, const QList<CallbackEndpoint>& endpoints, Listener listener)
    : m_store(store)
    , m_clock(clock)
    , m_listener(std::move(listener))
{
    for (const CallbackEndpoint& endpoint : endpoints)
        m_lanes.push_back(Lane{.endpoint = endpoint});
    m_thread = std::jthread([this](std::stop_token stop) { work(stop); });
}

void CallbackWorker::post(const QList<CallbackEvent>& events)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted += events;
    }
    wake();
}

void CallbackWorker::wake()
{
    std::stop_source resting{std::nostopstate};
    {
        const std::lock_guard lock(m_mutex);
        m_isRoused = true;
        resting = m_rest;
    }
    resting.request_stop();
}

void CallbackWorker::beginFlush(std::chrono::milliseconds atMost)
{
    {
        const std::lock_guard lock(m_mutex);
        m_flush = Flush{.untilMs = (m_clock.now() + atMost).count()};
    }
    wake();
}

void CallbackWorker::endFlush()
{
    std::stop_source calling{std::nostopstate};
    {
        const std::lock_guard lock(m_mutex);
        if (!m_flush)
            return;
        m_flush->isOver = true;
        calling = m_call;
    }
    calling.request_stop();
    wake();
}

void CallbackWorker::work(std::stop_token stop)
{
    HttpClient client(m_clock);
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(m_mutex);
            m_isRoused = false;
        }
        const Result<qint64> next = step(client, stop);
        if (!next) {
            qCWarning(lcCallbacks).noquote() << next.error().what << next.error().detail;
            m_listener.failed(next.error());
            (void)tellFlushed(never);
            rest(restAfterTrouble, stop);
        } else if (const qint64 now = m_clock.now().count(); *next > now) {
            rest(std::min(std::chrono::milliseconds(*next - now), longestRest), stop);
        }
    }
    if (const Result<void> kept = keepPosted(); !kept)
        qCWarning(lcCallbacks).noquote() << kept.error().what << kept.error().detail;
}

// Everything that is to be written, then at most one call. When to go on, in wall-clock time.
Result<qint64> CallbackWorker::step(HttpClient& client, std::stop_token stop)
{
    if (const Result<void> kept = recordTry().andThen([this] { return keepPosted(); }); !kept)
        return kept.error();
    const qint64 now = m_clock.now().count();
    qint64 next = never;
    Lane* ready = nullptr;
    for (Lane& lane : m_lanes) {
        const Result<std::optional<qint64>> at = nextOf(lane, now);
        if (!at)
            return at.error();
        if (!ready && *at && **at <= now)
            ready = &lane;
        next = std::min(next, at->value_or(never));
    }
    if (const Result<void> told = tellFlushed(next); !told)
        return told.error();
    if (!ready)
        return next;
    return sendFirst(*ready, client, stop).andThen([now] { return Result<qint64>(now); });
}

Result<void> CallbackWorker::keepPosted()
{
    QList<CallbackEvent> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_posted);
    }
    if (events.isEmpty())
        return {};
    for (const Lane& lane : m_lanes) {
        const Result<int> news = enqueueCallbacks(m_store, lane.endpoint, events);
        if (news)
            continue;
        // Those that went in are known next time.
        const std::lock_guard lock(m_mutex);
        m_posted = events + m_posted;
        return news.error();
    }
    return {};
}

// Looked for only when there may be one: it takes a look at everything that waits.
Result<std::optional<OutboxMessage>> CallbackWorker::holderOf(Lane& lane) const
{
    if (!lane.mayBeHeld)
        return std::optional<OutboxMessage>();
    const auto holder = m_store.read<std::optional<OutboxMessage>>(
        [&](Connection& connection) { return OutboxRepository(connection).holder(lane.endpoint.key()); });
    lane.mayBeHeld = !holder || *holder;
    return holder;
}

Result<std::optional<OutboxMessage>> CallbackWorker::dueOf(Lane& lane, qint64 nowMs) const
{
    const Result<std::optional<OutboxMessage>> holder = holderOf(lane);
    if (!holder || *holder)
        return holder;
    return m_store.read<std::optional<OutboxMessage>>(
        [&](Connection& connection) { return OutboxRepository(connection).firstDue(lane.endpoint.key(), nowMs); });
}

Result<std::optional<qint64>> CallbackWorker::nextOf(Lane& lane, qint64 nowMs) const
{
    const qint64 pause = std::max<qint64>(lane.pausedUntilMs - m_clock.steady().count(), 0);
    const Result<std::optional<OutboxMessage>> holder = holderOf(lane);
    if (!holder)
        return holder.error();
    if (*holder)
        return std::optional<qint64>(nowMs + pause);
    return m_store
        .read<std::optional<qint64>>(
            [&](Connection& connection) { return OutboxRepository(connection).nextTryMs(lane.endpoint.key(), nowMs); })
        .map([&](std::optional<qint64> at) {
            if (at && pause > 0)
                at = std::max(*at, nowMs + pause);
            return at;
        });
}

Result<void> CallbackWorker::sendFirst(Lane& lane, HttpClient& client, std::stop_token stop)
{
    const Result<std::optional<OutboxMessage>> due = dueOf(lane, m_clock.now().count());
    if (!due)
        return due.error();
    if (!*due)
        return {};
    const OutboxMessage& message = **due;
    std::stop_source call;
    {
        const std::lock_guard lock(m_mutex);
        if (m_flush && m_flush->isOver)
            return {};
        m_call = call;
    }
    const std::stop_callback onStop(stop, [&call] { call.request_stop(); });
    const CallTurn turn(call.get_token());
    if (!turn.isMine())
        return {};
    const qint64 startedMs = m_clock.now().count();
    const Result<ReceivedAnswer> answer = client.send(lane.endpoint.request(message, startedMs), call.get_token());
    if (!answer && answer.error().code == ErrorCode::Cancelled)
        return {};
    const DeliveryDecision decision = decideDelivery(answer, message.tries, m_clock.now().count());
    pauseAfter(lane, decision);
    // It was to find out before its time whether the receiver is there again; that uses up no try.
    if (decision.isReceiverDown && message.nextTryMs > startedMs)
        return {};
    logTry(message, decision.settlement, lane.endpoint.host());
    m_unrecorded = Try{message, decision};
    return recordTry();
}

void CallbackWorker::pauseAfter(Lane& lane, const DeliveryDecision& decision)
{
    lane.mayBeHeld = decision.isReceiverDown;
    lane.failures = decision.isReceiverDown ? lane.failures + 1 : 0;
    const std::chrono::milliseconds pause = decision.isReceiverDown ? pauseWhileDown(lane.failures) : 0ms;
    lane.pausedUntilMs = (m_clock.steady() + std::max(pause, decision.throttle)).count();
}

// A try whose outcome cannot be written is remembered, so that a full disk does not become a storm of requests.
Result<void> CallbackWorker::recordTry()
{
    if (!m_unrecorded)
        return {};
    const OutboxMessage& message = m_unrecorded->message;
    const DeliveryDecision& decision = m_unrecorded->decision;
    const OutboxSettlement& settlement = decision.settlement;
    const Result<void> written = m_store.write<void>([&](Connection& connection) {
        OutboxRepository outbox(connection);
        return outbox.settle(message.id, settlement).andThen([&] {
            return decision.isEndpointGone ? outbox.disableEndpoint(message.endpoint, settlement.message)
                                           : Result<void>();
        });
    });
    if (!written)
        return written;
    m_listener.settled(CallbackDelivery{
        .id = message.id,
        .messageId = message.messageId,
        .type = message.type,
        .job = message.job,
        .batch = message.batch,
        .endpoint = message.endpoint,
        .state = settlement.state,
        .tries = message.tries + 1,
        .nextTryMs = settlement.nextTryMs,
        .status = settlement.status,
        .message = settlement.message,
    });
    m_unrecorded.reset();
    return {};
}

Result<void> CallbackWorker::tellFlushed(qint64 nextMs)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_flush)
            return {};
        const bool hasMoreToDo = nextMs <= m_flush->untilMs || !m_posted.isEmpty();
        if (hasMoreToDo && !m_flush->isOver)
            return {};
        m_flush.reset();
    }
    const Result<OutboxCounts> left = counts();
    m_listener.flushed(left.valueOr({}));
    return left ? Result<void>() : Result<void>(left.error());
}

Result<OutboxCounts> CallbackWorker::counts() const
{
    return m_store.read<OutboxCounts>([&](Connection& connection) -> Result<OutboxCounts> {
        OutboxCounts sum;
        for (const Lane& lane : m_lanes) {
            const Result<OutboxCounts> part = OutboxRepository(connection).counts(lane.endpoint.key());
            if (!part)
                return part.error();
            sum.waiting += part->waiting;
            sum.delivered += part->delivered;
            sum.dead += part->dead;
            sum.disabled += part->disabled;
        }
        return sum;
    });
}

void CallbackWorker::rest(std::chrono::milliseconds time, std::stop_token stop)
{
    std::stop_source resting;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isRoused)
            return;
        m_rest = resting;
    }
    const std::stop_callback onStop(stop, [&resting] { resting.request_stop(); });
    (void)m_clock.wait(time, resting.get_token());
}

} // namespace batchroom
