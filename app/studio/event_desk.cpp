// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/event_desk.h"

#include "app/ideogram/ideogram_keys.h"
#include "app/net/http_client.h"
#include "app/queue/job_queue.h"
#include "app/store/store.h"
#include "app/studio/test_event.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTimer>
#include <QtConcurrent>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcDesk, "batchroom.studio.events")

using Text = QLatin1StringView;
constexpr int atOnce = 100;
constexpr size_t mostUntold = 500;
constexpr std::chrono::milliseconds betweenTellings(50);

QList<InboxEvent> unhandledIn(const Store& store)
{
    const auto events = store.read<QList<InboxEvent>>(
        [](Connection& connection) { return InboxRepository(connection).unhandled(atOnce); });
    if (!events)
        qCWarning(lcDesk) << "the inbox cannot be read:" << events.error().detail;
    return events.valueOr({});
}

} // namespace

EventDesk::EventDesk(Store& store, Clock& clock, JobQueue& queue)
    : m_store(store)
    , m_clock(clock)
    , m_queue(queue)
{
    m_reader.setMaxThreadCount(1);
}

EventDesk::~EventDesk()
{
    m_stop.request_stop();
    m_reader.waitForDone(); // a test event is answered by the listener
    m_listener.reset();
}

Result<quint16> EventDesk::listen(const ListenRequest& request)
{
    ListenerOptions options;
    options.address = request.address;
    options.port = request.port;
    options.callbackKeys = request.callbackKeys;
    const QUrl address = request.keysUrl.isEmpty() ? ideogramKeysUrl() : request.keysUrl;
    options.ideogramKeys = [address, keptIn = m_store.folder() + QStringLiteral("/webhook-keys.json"),
                               clock = &m_clock] { return std::make_unique<IdeogramKeys>(address, keptIn, *clock); };
    m_listener.reset();
    auto started = WebhookListener::start(options, m_store, m_clock, [this](const Arrival& arrival) { note(arrival); });
    if (!started)
        return started.error();
    m_listener = *std::move(started);
    m_callbackKeys = request.callbackKeys;
    return m_listener->port();
}

// Whoever floods the listener must not flood this thread: what it cannot be told of in time is dropped, refused ones
// first. What was kept is in the inbox anyway.
void EventDesk::note(const Arrival& arrival)
{
    const std::lock_guard lock(m_mutex);
    if (m_arrived.size() >= mostUntold) {
        if (arrival.verdict == ArrivalVerdict::Refused)
            return;
        m_arrived.pop_front();
    }
    m_arrived.push_back(arrival);
    if (!std::exchange(m_isTellingSoon, true))
        QMetaObject::invokeMethod(
            this, [this] { QTimer::singleShot(betweenTellings, this, &EventDesk::tellArrived); }, Qt::QueuedConnection);
}

void EventDesk::tellArrived()
{
    std::deque<Arrival> arrivals;
    {
        const std::lock_guard lock(m_mutex);
        arrivals.swap(m_arrived);
        m_isTellingSoon = false;
    }
    bool hasWork = false;
    for (const Arrival& arrival : arrivals) {
        Q_EMIT arrived(arrival);
        hasWork = hasWork || arrival.verdict == ArrivalVerdict::Verified;
    }
    if (hasWork)
        workOff();
}

std::optional<quint16> EventDesk::port() const
{
    return m_listener ? std::optional(m_listener->port()) : std::nullopt;
}

void EventDesk::stopListening()
{
    m_listener.reset();
}

void EventDesk::sendTestEvent(QObject* context, std::function<void(Result<void>)> done)
{
    if (!m_listener || m_callbackKeys.secrets.isEmpty()) {
        done(Error{ErrorCode::BadInput,
            tr("A test event needs the listener on and a shared secret to sign with. Both are in Settings."), {}});
        return;
    }
    QtConcurrent::run(&m_reader,
        [request = testEvent(QUrl(QStringLiteral("http://127.0.0.1:%1/webhooks/ideogram-callback").arg(*port())),
             m_callbackKeys.secrets.constFirst(), m_clock.now().count()),
            clock = &m_clock, stop = m_stop.get_token()]() -> Result<void> {
            const Result<ReceivedAnswer> answer = HttpClient(*clock).send(request, stop);
            if (!answer)
                return answer.error();
            if (answer->isSuccess())
                return {};
            return Error{ErrorCode::Protocol,
                tr("The listener refused its own test event (status %1).").arg(answer->status), {}};
        })
        .then(context, std::move(done));
}

void EventDesk::workOff()
{
    if (m_isWorking) {
        m_hasMore = true;
        return;
    }
    m_isWorking = true;
    QtConcurrent::run(&m_reader, [store = &m_store] {
        return unhandledIn(*store);
    }).then(this, [this](const QList<InboxEvent>& events) { settle(events); });
}

// At least once: what they ask for may be done twice, so it is written down afterwards.
void EventDesk::settle(const QList<InboxEvent>& events)
{
    QList<InboxEvent> done = events;
    for (InboxEvent& event : done)
        event.outcome = outcomeOf(event);
    QtConcurrent::run(&m_reader, [store = &m_store, done, now = m_clock.now().count()] {
        return store
            ->write<void>([&](Connection& connection) -> Result<void> {
                InboxRepository inbox(connection);
                for (const InboxEvent& event : done)
                    if (const Result<void> settled = inbox.settle(event.id, event.outcome, now); !settled)
                        return settled;
                const Result<qint64> forgotten = inbox.forgetOld(now);
                return forgotten ? Result<void>() : Result<void>(forgotten.error());
            })
            .hasValue();
    }).then(this, [this, done](bool isWritten) {
        m_isWorking = false;
        if (!isWritten)
            return; // the next arrival, or the next start, tries again
        for (const InboxEvent& event : done)
            Q_EMIT handled(event);
        if (std::exchange(m_hasMore, false) || done.size() == atOnce)
            workOff();
    });
}

QString EventDesk::outcomeOf(const InboxEvent& event)
{
    if (event.event.sender == Text("ideogram"))
        return m_queue.pollNow(event.event.eventId)
            ? tr("Its picture is asked for now.")
            : tr("No job waits for it: it is done already, or was not made here.");
    const QJsonObject body = QJsonDocument::fromJson(event.event.body).object();
    if (event.event.type == Text("ideogram.generation.completed")) {
        const qsizetype pictures = body.value(Text("images")).toArray().size();
        return pictures == 1 ? tr("1 picture made elsewhere.") : tr("%1 pictures made elsewhere.").arg(pictures);
    }
    if (event.event.type == Text("ideogram.generation.failed")) {
        const QString message = body.value(Text("error")).toObject().value(Text("message")).toString();
        return message.isEmpty() ? tr("It failed elsewhere.") : tr("It failed elsewhere: %1").arg(message.left(300));
    }
    return event.event.type == Text("batchroom.test") ? tr("The test event came in.") : tr("Noted.");
}

} // namespace batchroom
