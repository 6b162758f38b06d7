// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/inbox_work.h"

#include "app/queue/job_queue.h"
#include "app/store/settled_work.h"
#include "app/store/store.h"
#include "app/studio/plan_event_tasks.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

QString tr(const char* text)
{
    return QCoreApplication::translate("EventDesk", text);
}

bool isFailed(const EventFact& fact)
{
    return fact.type == Text("ideogram.generation.failed");
}

QString gitHubOutcome(const InboxEvent& event)
{
    const QJsonObject body = QJsonDocument::fromJson(event.event.body).object();
    const QString repository = body.value(Text("repository")).toObject().value(Text("full_name")).toString();
    const QString action = body.value(Text("action")).toString();
    QString what = event.event.type.mid(event.event.type.indexOf(QLatin1Char('.')) + 1);
    if (!action.isEmpty())
        what += QLatin1Char(' ') + action;
    return repository.isEmpty() ? what.left(200) : tr("%1 in %2").arg(what.left(200), repository.left(200));
}

QString madeElsewhere(qsizetype pictures)
{
    return pictures == 1 ? tr("1 picture made elsewhere.") : tr("%1 pictures made elsewhere.").arg(pictures);
}

struct Plan {
    QString outcome;
    QList<EventTaskDraft> tasks;
    NeedsPerson needs = NeedsPerson::No;
};

class InboxPlan {
public:
    InboxPlan(Store& store, JobQueue& queue, const EventSettings& settings)
        : m_store(store)
        , m_queue(queue)
        , m_settings(settings)
    {
    }

    Result<Plan> of(const InboxEvent& event) const
    {
        const EventFact fact = factOf(event);
        if (event.event.sender == Text("ideogram")) {
            if (m_queue.pollNow(event.event.eventId))
                return Plan{tr("Its picture is asked for now."), {}};
            const auto isOwn = m_store.read<bool>(
                [&](Connection& connection) { return hasGeneration(connection, event.event.eventId); });
            if (!isOwn)
                return isOwn.error();
            if (*isOwn)
                return Plan{tr("No job waits for it: it is done already."), {}};
        }
        return Plan{
            outcomeOf(event, fact), tasksOf(fact, m_settings), isFailed(fact) ? NeedsPerson::Yes : NeedsPerson::No};
    }

private:
    QString outcomeOf(const InboxEvent& event, const EventFact& fact) const
    {
        if (event.event.sender == Text("github"))
            return gitHubOutcome(event);
        if (event.event.type == Text("ideogram.generation.completed"))
            return event.event.sender == Text("ideogram") && fact.pictures.isEmpty()
                ? tr("No job waits for it: it was not made here.")
                : madeElsewhere(fact.pictures.size());
        if (isFailed(fact))
            return fact.problem.isEmpty() ? tr("It failed elsewhere.")
                                          : tr("It failed elsewhere: %1").arg(fact.problem);
        return event.event.type == Text("batchroom.test") ? tr("The test event came in.") : tr("Noted.");
    }

    Store& m_store;
    JobQueue& m_queue;
    const EventSettings& m_settings;
};

Result<void> writePlan(Connection& connection, const InboxEvent& event, const Plan& plan, qint64 nowMs)
{
    EventTaskRepository tasks(connection);
    for (const EventTaskDraft& draft : plan.tasks)
        if (const auto added = tasks.add(draft, nowMs); !added)
            return added.error();
    return InboxRepository(connection).settle(event.id, plan.outcome, nowMs, plan.needs);
}

Result<void> forgetOld(Connection& connection, qint64 nowMs)
{
    if (const Result<qint64> events = InboxRepository(connection).forgetOld(nowMs); !events)
        return events.error();
    const Result<qint64> tasks = EventTaskRepository(connection).forgetOld(nowMs);
    return tasks ? Result<void>() : Result<void>(tasks.error());
}

Result<InboxEvent> eventOf(Connection& connection, InboxId id)
{
    const Result<std::optional<InboxEvent>> found = InboxRepository(connection).find(id);
    if (!found)
        return found.error();
    if (*found)
        return **found;
    return Error{ErrorCode::NotFound, tr("There is no event %1 in this library any more.").arg(id.value), {}};
}

Result<bool> isOwnGeneration(Connection& connection, const InboxEvent& event)
{
    return event.event.sender == Text("ideogram") ? hasGeneration(connection, event.event.eventId)
                                                  : Result<bool>(false);
}

Result<void> allowHosts(Connection& connection, const QString& sender, const QStringList& hosts, qint64 nowMs)
{
    if (hosts.isEmpty())
        return {};
    Result<EventSettings> settings = readEventSettings(connection);
    if (!settings)
        return settings.error();
    ImportPolicy& policy = settings->imports[sender];
    for (const QString& text : hosts) {
        const Result<QString> host = pictureHost(text);
        if (!host)
            return host.error();
        if (!policy.hosts.contains(*host))
            policy.hosts.append(*host);
    }
    return writeEventSettings(connection, *settings, nowMs);
}

} // namespace

Result<QList<InboxEvent>> workOffInbox(Store& store, JobQueue& queue, qint64 nowMs)
{
    auto events = store.read<QList<InboxEvent>>(
        [](Connection& connection) { return InboxRepository(connection).unhandled(inboxAtOnce); });
    const auto settings = store.read<EventSettings>(readEventSettings);
    if (!settings)
        return settings.error();
    if (!events || events->isEmpty())
        return events;
    QList<Plan> plans;
    for (InboxEvent& event : *events) {
        const Result<Plan> plan = InboxPlan(store, queue, *settings).of(event);
        if (!plan)
            return plan.error();
        event.outcome = plan->outcome;
        event.needsPerson = plan->needs == NeedsPerson::Yes;
        plans.append(*plan);
    }
    const Result<void> written = store.write<void>([&](Connection& connection) -> Result<void> {
        for (qsizetype at = 0; at < plans.size(); ++at)
            if (const Result<void> done = writePlan(connection, events->at(at), plans.at(at), nowMs); !done)
                return done;
        return forgetOld(connection, nowMs);
    });
    if (!written)
        return written.error();
    return events;
}

Result<ImportState> importStateOf(Store& store, InboxId id)
{
    return store.read<ImportState>([&](Connection& connection) -> Result<ImportState> {
        const Result<InboxEvent> event = eventOf(connection, id);
        if (!event)
            return event.error();
        const Result<EventSettings> settings = readEventSettings(connection);
        if (!settings)
            return settings.error();
        const auto task = EventTaskRepository(connection).find(eventKey(event->event), importAction());
        if (!task)
            return task.error();
        const Result<bool> isOwn = isOwnGeneration(connection, *event);
        if (!isOwn)
            return isOwn.error();
        return ImportState{
            *event, importOffer(factOf(*event), settings->imports.value(event->event.sender)), *task, *isOwn};
    });
}

Result<EventTaskId> planImport(Store& store, InboxId id, const QStringList& newHosts, qint64 nowMs)
{
    return store.write<EventTaskId>([&](Connection& connection) -> Result<EventTaskId> {
        const Result<InboxEvent> event = eventOf(connection, id);
        if (!event)
            return event.error();
        const Result<bool> isOwn = isOwnGeneration(connection, *event);
        if (!isOwn)
            return isOwn.error();
        if (*isOwn)
            return Error{ErrorCode::BadInput,
                tr("Event %1 is about a picture of this library; its own job brings it.").arg(id.value), {}};
        const EventFact fact = factOf(*event);
        if (const ImportOffer offer = importOffer(fact, {}); offer.pictures == 0)
            return Error{
                ErrorCode::BadInput, tr("Event %1 brings nothing to import. %2").arg(id.value).arg(offer.obstacle), {}};
        if (const Result<void> allowed = allowHosts(connection, fact.sender, newHosts, nowMs); !allowed)
            return allowed.error();
        EventTaskRepository tasks(connection);
        const auto added = tasks.add({fact.key, importAction(), toJson(fact)}, nowMs);
        if (!added)
            return added.error();
        if (*added)
            return **added;
        const auto known = tasks.find(fact.key, importAction());
        if (!known)
            return known.error();
        if (const Result<void> again = tasks.tryAgain(**known, nowMs); !again)
            return again.error();
        return (*known)->id;
    });
}

Result<EventSettings> editEventSettings(Store& store, const std::function<void(EventSettings&)>& edit)
{
    const qint64 now = store.clock().now().count();
    return store.write<EventSettings>([&](Connection& connection) -> Result<EventSettings> {
        Result<EventSettings> settings = readEventSettings(connection);
        if (!settings)
            return settings.error();
        edit(*settings);
        if (const Result<void> written = writeEventSettings(connection, *settings, now); !written)
            return written.error();
        return settings;
    });
}

} // namespace batchroom
