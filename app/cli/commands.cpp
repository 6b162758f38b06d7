// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include <cstdio>

namespace batchroom::cli {

namespace {

struct Command {
    QLatin1StringView name;
    int (*run)(const Options&, Console&);
};

constexpr std::array<Command, 23> table{{
    {QLatin1StringView("run"), &runCommand},
    {QLatin1StringView("resume"), &resumeCommand},
    {QLatin1StringView("status"), &statusCommand},
    {QLatin1StringView("jobs"), &jobsCommand},
    {QLatin1StringView("assets"), &assetsCommand},
    {QLatin1StringView("resolve"), &resolveCommand},
    {QLatin1StringView("cancel"), &cancelCommand},
    {QLatin1StringView("retry"), &retryCommand},
    {QLatin1StringView("move"), &moveCommand},
    {QLatin1StringView("edit"), &editCommand},
    {QLatin1StringView("pause"), &pauseCommand},
    {QLatin1StringView("continue"), &continueCommand},
    {QLatin1StringView("batch"), &batchCommand},
    {QLatin1StringView("review"), &reviewCommand},
    {QLatin1StringView("export"), &exportCommand},
    {QLatin1StringView("sandbox"), &sandboxCommand},
    {QLatin1StringView("listen"), &listenCommand},
    {QLatin1StringView("events"), &eventsCommand},
    {QLatin1StringView("callbacks"), &callbacksCommand},
    {QLatin1StringView("sign"), &signCommand},
    {QLatin1StringView("verify"), &verifyCommand},
    {QLatin1StringView("key"), &keyCommand},
    {QLatin1StringView("doctor"), &doctorCommand},
}};

} // namespace

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
    for (const Command& command : table)
        if (command.name == options->command)
            return command.run(*options, console);
    return badUsage;
}

} // namespace batchroom::cli
