// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_command.h"

#include "app/studio/event_desk.h"
#include "app/studio/studio.h"
#include "app/webhooks/event_fact.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EventCommands", text);
}

// Asks for all of them, and ends when each was tried once: what failed for now is tried again by the window or
// `listen`.
class ImportSession : public QObject {
public:
    ImportSession(const Options& options, Console& console, Studio& studio, Finish finish)
        : m_options(options)
        , m_console(console)
        , m_desk(studio.events())
        , m_finish(std::move(finish))
    {
        connect(&m_desk, &EventDesk::worked, this, &ImportSession::note);
    }

    void begin()
    {
        m_asked = m_options.positional.size() - 1;
        for (const QString& word : m_options.positional.mid(1)) {
            m_desk.importPictures(
                InboxId{word.toLongLong()}, m_options.allowedHosts, this, [this](const Result<EventTaskId>& task) {
                    --m_asked;
                    if (task)
                        m_waiting.append(*task);
                    else
                        refuse(task.error());
                    endWhenDone();
                });
        }
    }

private:
    void refuse(const Error& error)
    {
        m_console.fail(error);
        m_code = badUsage;
    }

    // The program that has the library open may work on others as well; and be done before it is known which one it is.
    void note(const EventTask& task)
    {
        m_worked.insert(task.id, task);
        endWhenDone();
    }

    void endWhenDone()
    {
        if (m_asked > 0 || m_isOver)
            return;
        for (const EventTaskId id : std::as_const(m_waiting))
            if (!m_worked.contains(id))
                return;
        m_isOver = true;
        for (const EventTaskId id : std::as_const(m_waiting)) {
            const EventTask task = m_worked.value(id);
            sayTask(m_console, task);
            if (task.state != EventTaskState::Done && m_code == everythingDone)
                m_code = someNeedAttention;
        }
        m_finish(m_code);
    }

    const Options& m_options;
    Console& m_console;
    EventDesk& m_desk;
    const Finish m_finish;
    qsizetype m_asked = 0;
    QList<EventTaskId> m_waiting;
    QHash<EventTaskId, EventTask> m_worked;
    ExitCode m_code = everythingDone;
    bool m_isOver = false;
};

} // namespace

void sayTask(Console& console, const EventTask& task)
{
    const EventFact fact = factFromJson(task.draft.fact);
    QJsonArray assets;
    for (const AssetId asset : task.assets)
        assets.append(asset.value);
    console.json({
        {QStringLiteral("type"), QStringLiteral("task")},
        {QStringLiteral("number"), task.id.value},
        {QStringLiteral("action"), task.draft.action},
        {QStringLiteral("event"), fact.type},
        {QStringLiteral("key"), fact.key},
        {QStringLiteral("state"), eventTaskStateName(task.state)},
        {QStringLiteral("tries"), task.tries},
        {QStringLiteral("outcome"), task.outcome},
        {QStringLiteral("assets"), assets},
    });
    console.say(tr("%1 of %2: %3").arg(task.draft.action, fact.key, task.outcome));
}

std::shared_ptr<void> beginImport(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto session = std::make_shared<ImportSession>(options, console, studio, finish);
    session->begin();
    return session;
}

} // namespace batchroom::cli
