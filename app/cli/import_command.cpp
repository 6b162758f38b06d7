// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_command.h"

#include "app/cli/open_studio.h"
#include "app/studio/event_desk.h"
#include "app/webhooks/event_fact.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

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
                        m_waiting.insert(*task);
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

    void note(const EventTask& task)
    {
        sayTask(m_console, task);
        m_worked.insert(task.id);
        if (task.state != EventTaskState::Done && m_code == everythingDone)
            m_code = someNeedAttention;
        endWhenDone();
    }

    void endWhenDone()
    {
        if (m_asked == 0 && m_worked.contains(m_waiting) && !std::exchange(m_isOver, true))
            m_finish(m_code);
    }

    const Options& m_options;
    Console& m_console;
    EventDesk& m_desk;
    const Finish m_finish;
    qsizetype m_asked = 0;
    QSet<EventTaskId> m_waiting;
    QSet<EventTaskId> m_worked;
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

int importCommand(const Options& options, Console& console)
{
    return withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        auto session = std::make_shared<ImportSession>(options, console, studio, finish);
        session->begin();
        return session;
    });
}

} // namespace batchroom::cli
