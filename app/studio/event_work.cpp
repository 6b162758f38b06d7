// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/event_work.h"

#include "app/store/store.h"
#include "app/studio/plan_event_tasks.h"
#include "app/webhooks/callback_endpoint.h"

#include <QLoggingCategory>
#include <QtConcurrentRun>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcWork, "batchroom.studio.eventwork")

constexpr std::chrono::milliseconds togetherTime(500);
constexpr std::chrono::milliseconds leastRest(20);
constexpr std::chrono::milliseconds longestRest = std::chrono::hours(1);

std::optional<EventTask> firstDue(const Store& store, EventTaskRepository::Kind kind, qint64 nowMs)
{
    const auto found = store.read<std::optional<EventTask>>(
        [&](Connection& connection) { return EventTaskRepository(connection).firstDue(kind, nowMs); });
    if (!found)
        qCWarning(lcWork) << "the tasks of events cannot be read:" << found.error().detail;
    return found.valueOr(std::nullopt);
}

EventTask settledTask(const TaskEnd& end, qint64 nowMs)
{
    EventTask task = end.task;
    task.state = end.settlement.state;
    task.nextTryMs = end.settlement.nextTryMs;
    task.outcome = end.settlement.outcome;
    task.assets = end.settlement.assets;
    ++task.tries;
    if (task.state != EventTaskState::Waiting)
        task.settledMs = nowMs;
    return task;
}

// Its import may have been settled while it was looked at: then nothing would wake it any more.
Result<bool> isImportSettled(const EventTaskRepository& tasks, const EventTask& task)
{
    return tasks.find(task.draft.eventKey, importAction()).map([](const std::optional<EventTask>& import) {
        return import && import->state != EventTaskState::Waiting;
    });
}

Result<EventTask> write(Store& store, TaskEnd end, qint64 nowMs)
{
    const bool isImport = end.task.draft.action == importAction();
    const bool isWaiting = end.settlement.state == EventTaskState::Waiting;
    return store.write<EventTask>([&](Connection& connection) -> Result<EventTask> {
        EventTaskRepository tasks(connection);
        if (end.isWaitingForImport) {
            const Result<bool> isSettled = isImportSettled(tasks, end.task);
            if (!isSettled)
                return isSettled.error();
            if (*isSettled)
                end.settlement.nextTryMs = nowMs;
        }
        if (const Result<void> settled = tasks.settle(end.task.id, end.settlement, nowMs); !settled)
            return settled.error();
        if (isImport && !isWaiting)
            if (const Result<void> woken = tasks.wakeTasksOf(end.task.draft.eventKey, nowMs); !woken)
                return woken.error();
        return settledTask(end, nowMs);
    });
}

} // namespace

EventWork::EventWork(const ImportTools& tools)
    : m_tools(tools)
{
    m_threads.setMaxThreadCount(3); // two lanes, and what is written for them
    m_look.setSingleShot(true);
    m_look.setInterval(togetherTime);
    m_next.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &EventWork::planOwn);
    connect(&m_next, &QTimer::timeout, this, &EventWork::wake);
}

EventWork::~EventWork()
{
    m_stop.request_stop();
    m_threads.waitForDone();
}

void EventWork::setSettings(const EventSettings& settings)
{
    const bool isFirst = !std::exchange(m_hasSettings, true);
    const bool isOther = m_settings != settings;
    m_settings = settings;
    if (isFirst || isOther) {
        connectSender();
        lookForOwnFacts();
    }
    if (m_finished)
        lookBeforeFinishing();
    wake();
}

void EventWork::connectSender()
{
    QList<CallbackEndpoint> endpoints;
    m_toldAddresses.clear();
    for (const EventRule& rule : m_settings.rules) {
        if (!rule.isOn || rule.action != RuleAction::Tell)
            continue;
        const std::optional<CallbackEndpoint> endpoint = endpointOf(rule);
        if (endpoint && !m_toldAddresses.contains(endpoint->key())) {
            m_toldAddresses.insert(endpoint->key());
            endpoints.append(*endpoint);
        }
    }
    m_senders.clear(); // two would send the same
    for (const CallbackEndpoint& endpoint : endpoints) {
        m_senders.push_back(
            std::make_unique<CallbackSender>(m_tools.store, m_tools.clock, QList<CallbackEndpoint>{endpoint}));
        connect(m_senders.back().get(), &CallbackSender::settled, this, &EventWork::told);
    }
}

std::optional<CallbackEndpoint> EventWork::endpointOf(const EventRule& rule) const
{
    const Result<CallbackEndpoint> plain = CallbackEndpoint::create(rule.address, {}, rule.reach);
    if (!plain)
        return std::nullopt;
    if (!rule.isSigned)
        return *plain;
    const auto secret = m_secrets.constFind(plain->key());
    if (secret == m_secrets.constEnd())
        return std::nullopt;
    const Result<CallbackEndpoint> endpoint = CallbackEndpoint::create(rule.address, {*secret}, rule.reach);
    return endpoint ? std::optional(*endpoint) : std::nullopt;
}

void EventWork::setSecrets(const QHash<QString, Secret>& secrets)
{
    m_secrets = secrets;
    if (m_hasSettings)
        connectSender();
}

void EventWork::wakeSenders()
{
    for (const auto& sender : m_senders)
        sender->wake();
}

bool EventWork::isRuled() const
{
    return std::any_of(
        m_settings.rules.begin(), m_settings.rules.end(), [](const EventRule& rule) { return rule.isOn; });
}

void EventWork::lookForOwnFacts()
{
    if (isRuled() && !m_look.isActive())
        m_look.start();
}

void EventWork::finish(std::chrono::milliseconds callbacksAtMost, std::function<void()> done)
{
    m_finished = std::move(done);
    m_callbacksAtMost = callbacksAtMost;
    if (m_hasSettings)
        lookBeforeFinishing();
}

void EventWork::lookBeforeFinishing()
{
    if (isRuled())
        lookForOwnFacts();
    else
        endFinish();
}

bool EventWork::isQuiet() const
{
    return !m_look.isActive() && !m_isPlanning && !m_isWaking
        && std::none_of(m_lanes.begin(), m_lanes.end(), [](const Lane& lane) { return lane.isBusy; });
}

void EventWork::flushWhenQuiet()
{
    if (!m_finished || m_unflushed > 0 || !isQuiet())
        return;
    m_unflushed = static_cast<qsizetype>(m_senders.size());
    if (m_senders.empty()) {
        endFinish();
        return;
    }
    for (const auto& sender : m_senders) {
        connect(
            sender.get(), &CallbackSender::flushed, this,
            [this] {
                if (--m_unflushed <= 0)
                    endFinish();
            },
            Qt::SingleShotConnection);
        sender->flush(m_callbacksAtMost);
    }
}

void EventWork::endFinish()
{
    if (const auto done = std::exchange(m_finished, {}))
        done();
}

void EventWork::planOwn()
{
    if (m_isPlanning) {
        m_planAgain = true;
        return;
    }
    m_isPlanning = true;
    QtConcurrent::run(&m_threads, [store = &m_tools.store, originals = &m_tools.originals, settings = m_settings] {
        return planOwnTasks(*store, *originals, settings);
    }).then(this, [this](const Result<void>& planned) {
        m_isPlanning = false;
        if (!planned)
            qCWarning(lcWork) << "rules were not held against the library:" << planned.error().detail;
        if (std::exchange(m_planAgain, false))
            m_look.start();
        wake();
    });
}

void EventWork::wake()
{
    if (!m_hasSettings)
        return;
    // A continuation may run at once: one lane may be at rest before the other has begun.
    m_isWaking = true;
    for (Lane& lane : m_lanes)
        run(lane);
    m_isWaking = false;
    rest();
}

void EventWork::run(Lane& lane)
{
    if (lane.isBusy) {
        lane.hasMore = true;
        return;
    }
    lane.isBusy = true;
    lane.hasMore = false;
    QtConcurrent::run(&m_threads, [tools = &m_tools, random = &m_random, kind = lane.kind, stop = m_stop.get_token()] {
        const std::optional<EventTask> task = firstDue(tools->store, kind, tools->clock.now().count());
        return task ? std::optional(runEventTask(*tools, *random, *task, stop)) : std::nullopt;
    }).then(this, [this, lane = &lane](const std::optional<TaskEnd>& end) { take(*lane, end); });
}

// What was done is told first and written down afterwards: after a kill it is done once more.
void EventWork::take(Lane& lane, const std::optional<TaskEnd>& end)
{
    if (!end || end->isStopped) {
        lane.isBusy = false;
        if (std::exchange(lane.hasMore, false))
            run(lane);
        else
            rest();
        return;
    }
    for (const AssetRow& asset : end->added)
        Q_EMIT pictureImported(asset);
    if (end->exported)
        Q_EMIT exported(*end->exported);
    if (end->notice)
        Q_EMIT noticeWanted(end->notice->title, end->notice->text);
    if (end->isOutboxFuller)
        wakeSenders();
    QtConcurrent::run(&m_threads, [store = &m_tools.store, end = *end, now = m_tools.clock.now().count()] {
        const Result<EventTask> written = write(*store, end, now);
        if (!written)
            qCWarning(lcWork) << "what came of a task was not kept:" << written.error().detail;
        return written ? std::optional(*written) : std::nullopt;
    }).then(this, [this, lane = &lane](const std::optional<EventTask>& task) {
        lane->isBusy = false;
        if (!task) {
            m_next.start(std::chrono::seconds(5)); // the library cannot be written: not at once again
            endFinish();
            return;
        }
        finish(*task);
    });
}

void EventWork::finish(const EventTask& task)
{
    Q_EMIT settled(task);
    if (task.draft.action != importAction())
        lookForOwnFacts(); // an export is a fact of its own
    wake();
}

void EventWork::rest()
{
    if (std::any_of(m_lanes.begin(), m_lanes.end(), [](const Lane& lane) { return lane.isBusy; }))
        return;
    QtConcurrent::run(&m_threads, [store = &m_tools.store] {
        return store
            ->read<std::optional<qint64>>(
                [](Connection& connection) { return EventTaskRepository(connection).nextTryMs(); })
            .valueOr(std::nullopt);
    }).then(this, [this](const std::optional<qint64>& next) {
        flushWhenQuiet();
        if (!next)
            return;
        const std::chrono::milliseconds wait(*next - m_tools.clock.now().count());
        m_next.start(std::clamp(wait, leastRest, longestRest));
    });
}

} // namespace batchroom
