// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/event_desk.h"

#include "app/ideogram/ideogram_keys.h"
#include "app/library/asset_repository.h"
#include "app/net/http_client.h"
#include "app/queue/job_queue.h"
#include "app/store/store.h"
#include "app/studio/plan_event_tasks.h"
#include "app/studio/test_event.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTimer>
#include <QtConcurrent>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcDesk, "batchroom.studio.events")

using Text = QLatin1StringView;
constexpr int mostNeeds = 200;
constexpr size_t mostUntold = 500;
constexpr std::chrono::milliseconds betweenTellings(50);

// What fails together is told together.
DesktopNotice noticeOfFailures(const QList<InboxEvent>& events)
{
    const EventFact fact = factOf(events.constLast());
    QString text = fact.problem.isEmpty() ? fact.prompt.simplified().left(200) : fact.problem;
    if (!fact.campaign.isEmpty())
        text = text.isEmpty() ? fact.campaign : fact.campaign + QStringLiteral(": ") + text;
    return {events.size() == 1 ? EventDesk::tr("A picture failed elsewhere")
                               : EventDesk::tr("%1 pictures failed elsewhere").arg(events.size()),
        text};
}

} // namespace

EventDesk::EventDesk(const ImportTools& tools, JobQueue& queue, Exporter& exporter)
    : m_store(tools.store)
    , m_clock(tools.clock)
    , m_queue(queue)
    , m_work(tools)
{
    m_reader.setMaxThreadCount(1);
    connect(&m_work, &EventWork::settled, this, [this](const EventTask& task) {
        Q_EMIT worked(task);
        if (task.state == EventTaskState::Dead)
            Q_EMIT noticeWanted(task.draft.action == importAction() ? tr("Pictures were not imported")
                                                                    : tr("A rule could not be carried out"),
                task.outcome);
    });
    connect(&m_work, &EventWork::pictureImported, this, &EventDesk::pictureImported);
    connect(&m_work, &EventWork::exported, this, &EventDesk::exported);
    connect(&m_work, &EventWork::noticeWanted, this, &EventDesk::noticeWanted);
    connect(&m_work, &EventWork::noticeWanted, this, &EventDesk::ruleSaid);
    connect(&m_work, &EventWork::told, this, &EventDesk::told);
    connectQueue(exporter);
}

void EventDesk::connectQueue(Exporter& exporter)
{
    connect(&m_queue, &JobQueue::batchFinished, this, [this] { m_work.lookForOwnFacts(); });
    connect(&m_queue, &JobQueue::jobsChanged, this, [this](const QList<JobRow>& jobs) {
        if (std::any_of(jobs.begin(), jobs.end(),
                [](const JobRow& job) { return isTerminal(job.state) || job.state == JobState::Unknown; }))
            m_work.lookForOwnFacts();
    });
    connect(&exporter, &Exporter::finished, this, [this] { m_work.lookForOwnFacts(); });
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
    options.gitHubSecrets = request.gitHubSecrets;
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
        QMetaObject::invokeMethod(this, &EventDesk::tellSoon, Qt::QueuedConnection);
}

// The first after a while at once, for a poll may wait for it; then at most 20 times a second.
void EventDesk::tellSoon()
{
    if (m_nextTelling.hasExpired())
        tellArrived();
    else
        QTimer::singleShot(static_cast<int>(m_nextTelling.remainingTime()), this, &EventDesk::tellArrived);
}

void EventDesk::tellArrived()
{
    m_nextTelling.setRemainingTime(betweenTellings);
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
    if (!std::exchange(m_hasSettings, true)) {
        QtConcurrent::run(&m_reader, [store = &m_store] {
            return store->read<EventSettings>(readEventSettings);
        }).then(this, [this](const Result<EventSettings>& settings) { takeSettings(settings); });
        readNeeds();
    }
    if (m_isWorking) {
        m_hasMore = true;
        return;
    }
    m_isWorking = true;
    QtConcurrent::run(&m_reader, [store = &m_store, queue = &m_queue, now = m_clock.now().count()] {
        return workOffInbox(*store, *queue, now);
    }).then(this, [this](const Result<QList<InboxEvent>>& events) { take(events); });
}

void EventDesk::finishWork(std::chrono::milliseconds callbacksAtMost, std::function<void()> done)
{
    if (m_hasSettings)
        m_work.finish(callbacksAtMost, std::move(done));
    else
        done();
}

void EventDesk::take(const Result<QList<InboxEvent>>& events)
{
    m_isWorking = false;
    if (!events) {
        qCWarning(lcDesk) << "the inbox was not worked off:" << events.error().detail;
        return; // the next arrival, or the next start, tries again
    }
    QList<InboxEvent> needs;
    for (const InboxEvent& event : *events) {
        Q_EMIT handled(event);
        if (event.needsPerson)
            needs.append(event);
    }
    if (!needs.isEmpty()) {
        readNeeds();
        const DesktopNotice notice = noticeOfFailures(needs);
        Q_EMIT noticeWanted(notice.title, notice.text);
    }
    if (!events->isEmpty())
        m_work.wake();
    if (std::exchange(m_hasMore, false) || events->size() == inboxAtOnce)
        workOff();
}

void EventDesk::takeSettings(const Result<EventSettings>& settings)
{
    if (!settings) {
        qCWarning(lcDesk) << "the settings of events cannot be read:" << settings.error().detail;
        m_hasSettings = false;
        m_work.endFinish();
        Q_EMIT failed(settings.error());
        return;
    }
    m_work.setSettings(*settings);
    Q_EMIT settingsChanged(*settings);
}

void EventDesk::changeSettings(std::function<void(EventSettings&)> edit)
{
    m_hasSettings = true;
    QtConcurrent::run(&m_reader, [store = &m_store, edit = std::move(edit)] {
        return editEventSettings(*store, edit);
    }).then(this, [this](const Result<EventSettings>& settings) { takeSettings(settings); });
}

void EventDesk::readNewest(int limit, QObject* context, std::function<void(Result<QList<InboxEvent>>)> done)
{
    QtConcurrent::run(&m_reader, [store = &m_store, limit] {
        return store->read<QList<InboxEvent>>(
            [limit](Connection& connection) { return InboxRepository(connection).newest(limit); });
    }).then(context, std::move(done));
}

void EventDesk::readImport(InboxId event, QObject* context, std::function<void(Result<ImportState>)> done)
{
    QtConcurrent::run(&m_reader, [store = &m_store, event] {
        return importStateOf(*store, event);
    }).then(context, std::move(done));
}

void EventDesk::readCampaigns(QObject* context, std::function<void(Result<Campaigns>)> done)
{
    QtConcurrent::run(&m_reader, [store = &m_store] {
        return store->read<Campaigns>(campaignsOfImports);
    }).then(context, std::move(done));
}

void EventDesk::importPictures(
    InboxId event, const QStringList& newHosts, QObject* context, std::function<void(Result<EventTaskId>)> done)
{
    m_hasSettings = true;
    struct Planned {
        Result<EventTaskId> task;
        Result<EventSettings> settings;
    };
    QtConcurrent::run(&m_reader,
        [store = &m_store, event, newHosts, now = m_clock.now().count()] {
            Result<EventTaskId> task = planImport(*store, event, newHosts, now);
            return Planned{std::move(task), store->read<EventSettings>(readEventSettings)};
        })
        .then(this,
            [this](const Planned& planned) {
                takeSettings(planned.settings); // wakes the work as well
                return planned.task;
            })
        .then(context, std::move(done));
}

void EventDesk::noteSeen(const QList<InboxId>& events)
{
    QtConcurrent::run(&m_reader, [store = &m_store, events] {
        return store->write<qint64>(
            [&](Connection& connection) { return InboxRepository(connection).noteSeen(events); });
    }).then(this, [this](const Result<qint64>& seen) {
        if (!seen)
            Q_EMIT failed(seen.error());
        readNeeds();
    });
}

void EventDesk::readNeeds()
{
    QtConcurrent::run(&m_reader, [store = &m_store] {
        return store->read<QList<InboxEvent>>(
            [](Connection& connection) { return InboxRepository(connection).needingPerson(mostNeeds); });
    }).then(this, [this](const Result<QList<InboxEvent>>& events) {
        if (events)
            Q_EMIT needsChanged(*events);
    });
}

} // namespace batchroom
