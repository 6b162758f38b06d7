// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ask_open_program.h"

#include "app/cli/command_desk.h"
#include "app/cli/desk_lines.h"
#include "app/cli/event_loop.h"
#include "app/cli/open_studio.h"
#include "app/net/program_link.h"

#include <QCoreApplication>

namespace batchroom::cli {

namespace {

Error lostError()
{
    return {ErrorCode::LibraryLocked,
        QCoreApplication::translate("CommandDesk",
            "The program that has the library open ended before it had answered. Look with batchroom-cli status or "
            "jobs "
            "what became of this command."),
        {}};
}

} // namespace

std::optional<int> askOpenProgram(const Options& options, Console& console)
{
    const QString address = commandDeskOf(libraryFolderOf(options));
    if (address.isEmpty())
        return std::nullopt;
    Result<std::unique_ptr<ProgramLink>> opened = ProgramLink::open(address);
    if (!opened)
        return std::nullopt;
    ProgramLink& link = **opened;
    return runUntilFinished([&link, &options, &console](const Finish& finish) {
        const auto isAnswered = std::make_shared<bool>(false);
        QObject::connect(&link, &ProgramLink::received, &link, [&link, &console, finish, isAnswered](const auto& line) {
            const auto answer = [&link](bool isYes) { link.send(answerLine(isYes)); };
            if (const std::optional<int> code = showLine(line, console, answer)) {
                *isAnswered = true;
                finish(*code);
            }
        });
        QObject::connect(&link, &ProgramLink::closed, &link, [&console, finish, isAnswered] {
            if (std::exchange(*isAnswered, true))
                return;
            console.fail(lostError());
            finish(libraryUnavailable);
        });
        link.send(
            requestLine({QStringLiteral(BATCHROOM_VERSION), options.arguments, console.form(), console.canAsk()}));
    });
}

} // namespace batchroom::cli
