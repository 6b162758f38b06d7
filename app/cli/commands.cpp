// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/ask_open_program.h"
#include "app/cli/open_studio.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace batchroom::cli {

namespace {

struct Command {
    QLatin1StringView name;
    int (*run)(const Options&, Console&);
};

constexpr std::array<Command, 9> table{{
    {QLatin1StringView("run"), &runCommand},
    {QLatin1StringView("resume"), &resumeCommand},
    {QLatin1StringView("export"), &exportCommand},
    {QLatin1StringView("sandbox"), &sandboxCommand},
    {QLatin1StringView("listen"), &listenCommand},
    {QLatin1StringView("sign"), &signCommand},
    {QLatin1StringView("verify"), &verifyCommand},
    {QLatin1StringView("key"), &keyCommand},
    {QLatin1StringView("doctor"), &doctorCommand},
}};

constexpr std::array<LibraryCommand, 14> libraryTable{{
    {QLatin1StringView("status"), &beginStatus},
    {QLatin1StringView("jobs"), &beginJobs},
    {QLatin1StringView("assets"), &beginAssets},
    {QLatin1StringView("resolve"), &beginResolve},
    {QLatin1StringView("cancel"), &beginCancel},
    {QLatin1StringView("retry"), &beginRetry},
    {QLatin1StringView("move"), &beginMove},
    {QLatin1StringView("edit"), &beginEdit},
    {QLatin1StringView("pause"), &beginPause},
    {QLatin1StringView("continue"), &beginContinue},
    {QLatin1StringView("batch"), &beginBatch},
    {QLatin1StringView("events"), &beginEvents},
    {QLatin1StringView("callbacks"), &beginCallbacks},
    {QLatin1StringView("review"), &beginReview},
}};

int workOnLibrary(const LibraryCommand& command, const Options& options, Console& console)
{
    if (const std::optional<int> code = askOpenProgram(options, console))
        return *code;
    return withStudio(options, console, WhichBatches::All,
        [&](Studio& studio, const Finish& finish) { return command.begin(studio, options, console, finish); });
}

} // namespace

const LibraryCommand* libraryCommand(QStringView name)
{
    const auto found = std::find_if(
        libraryTable.begin(), libraryTable.end(), [&](const LibraryCommand& one) { return one.name == name; });
    return found == libraryTable.end() ? nullptr : &*found;
}

int execute(const QStringList& arguments)
{
    const Result<Options> options = parseOptions(arguments, Catalog::builtIn());
    const bool wantsJson = arguments.contains(QLatin1StringView("--json"));
    Console console(wantsJson ? OutputForm::Json : OutputForm::People);
    if (!options) {
        console.fail(options.error());
        return badUsage;
    }
    if (options->help) {
        std::fputs(usage().toUtf8().constData(), stdout);
        return arguments.size() < 2 ? badUsage : everythingDone;
    }
    if (const LibraryCommand* command = libraryCommand(options->command))
        return workOnLibrary(*command, *options, console);
    for (const Command& command : table)
        if (command.name == options->command)
            return command.run(*options, console);
    return badUsage;
}

} // namespace batchroom::cli
