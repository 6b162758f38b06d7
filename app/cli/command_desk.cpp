// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_desk.h"

#include "app/cli/commands.h"
#include "app/cli/desk_lines.h"

#include <QFile>
#include <QLoggingCategory>

#include <algorithm>

namespace batchroom::cli {

namespace {

Q_LOGGING_CATEGORY(deskLog, "batchroom.commands")

constexpr qint64 longestAddress = 4096;

QString addressFile(const QString& libraryFolder)
{
    return libraryFolder + QStringLiteral("/library.control");
}

// What a command says here goes to the terminal it was typed at.
class LinkedConsole final : public Console {
public:
    LinkedConsole(ProgramLink& link, OutputForm form, bool canAskThere)
        : Console(form)
        , m_link(link)
        , m_canAsk(canAskThere)
    {
    }
    bool canAsk() const override { return m_canAsk; }
    void json(const QJsonObject& object) override
    {
        if (form() == OutputForm::Json)
            m_link.send(jsonLine(object));
    }
    void say(const QString& text) override
    {
        if (form() == OutputForm::People)
            m_link.send(sayLine(text));
    }
    void fail(const Error& error) override { m_link.send(failLine(error)); }
    void askThen(const QString& question, Answered answered) override
    {
        m_answered = std::move(answered);
        m_link.send(askLine(question));
    }
    void answer(bool isYes)
    {
        if (const Answered answered = std::exchange(m_answered, {}))
            answered(isYes);
    }

private:
    ProgramLink& m_link;
    bool m_canAsk;
    Answered m_answered;
};

Error otherVersion(const QString& theirs)
{
    return {ErrorCode::LibraryLocked,
        QCoreApplication::translate("CommandDesk",
            "The library is open in Batchroom %1, and this is Batchroom %2. Use the same version, or close it there.")
            .arg(QStringLiteral(BATCHROOM_VERSION), theirs),
        {}};
}

} // namespace

// One command, from its words to its exit code.
class CommandDesk::Visit {
public:
    Visit(CommandDesk& desk, std::unique_ptr<ProgramLink> opened)
        : m_desk(desk)
        , m_link(std::move(opened))
    {
        QObject::connect(
            m_link.get(), &ProgramLink::received, m_link.get(), [this](const QJsonObject& line) { take(line); });
        QObject::connect(m_link.get(), &ProgramLink::closed, m_link.get(), [this] { m_desk.leave(this); });
    }

private:
    void take(const QJsonObject& line)
    {
        if (m_console) {
            if (const std::optional<bool> answer = answerIn(line))
                m_console->answer(*answer);
            return;
        }
        const DeskRequest request = requestIn(line);
        m_console = std::make_unique<LinkedConsole>(*m_link, request.form, request.canAsk);
        if (request.version != QStringLiteral(BATCHROOM_VERSION)) {
            m_console->fail(otherVersion(request.version));
            end(libraryUnavailable);
            return;
        }
        const Result<Options> parsed = parseOptions(request.arguments, Catalog::builtIn());
        const LibraryCommand* command = parsed ? libraryCommand(parsed->command) : nullptr;
        if (!command) {
            if (!parsed)
                m_console->fail(parsed.error());
            end(badUsage);
            return;
        }
        m_options = *parsed;
        m_session = command->begin(m_desk.m_studio, m_options, *m_console, [this](int code) { end(code); });
    }
    void end(int code)
    {
        m_link->send(exitLine(code));
        m_link->close();
    }

    CommandDesk& m_desk;
    std::unique_ptr<ProgramLink> m_link;
    Options m_options;
    std::unique_ptr<LinkedConsole> m_console;
    std::shared_ptr<void> m_session; // uses all of the above
};

CommandDesk::CommandDesk(Studio& studio)
    : m_studio(studio)
{
    Result<std::unique_ptr<ProgramLinkServer>> server =
        ProgramLinkServer::listen([this](std::unique_ptr<ProgramLink> link) { receive(std::move(link)); });
    if (!server) {
        qCWarning(deskLog) << server.error().what << server.error().detail;
        return;
    }
    m_server = *std::move(server);
    QFile file(addressFile(studio.libraryFolder()));
    const bool isTold = file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(m_server->address().toUtf8()) > 0;
    if (!isTold)
        qCWarning(deskLog) << "the address for commands could not be written:" << file.errorString();
}

CommandDesk::~CommandDesk()
{
    if (m_server && commandDeskOf(m_studio.libraryFolder()) == m_server->address())
        QFile::remove(addressFile(m_studio.libraryFolder()));
}

void CommandDesk::receive(std::unique_ptr<ProgramLink> link)
{
    m_visits.push_back(std::make_unique<Visit>(*this, std::move(link)));
}

void CommandDesk::leave(const Visit* visit)
{
    // Later: the visit's own link is telling this.
    QMetaObject::invokeMethod(
        this,
        [this, visit] {
            m_visits.remove_if([visit](const std::unique_ptr<Visit>& one) { return one.get() == visit; });
        },
        Qt::QueuedConnection);
}

QString commandDeskOf(const QString& libraryFolder)
{
    QFile file(addressFile(libraryFolder));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(longestAddress)) : QString();
}

} // namespace batchroom::cli
