// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_words.h"

#include "app/cli/read_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

struct CommandWords {
    QLatin1StringView name;
    QStringList options; // besides --library, --json, --help
};

const QStringList workOptions{
    QStringLiteral("account"),
    QStringLiteral("api-base"),
    QStringLiteral("dialect"),
    QStringLiteral("campaign"),
    QStringLiteral("model"),
    QStringLiteral("style"),
    QStringLiteral("aspect"),
    QStringLiteral("speed"),
    QStringLiteral("concurrency"),
    QStringLiteral("sync"),
    QStringLiteral("export"),
    QStringLiteral("out"),
    QStringLiteral("format"),
    QStringLiteral("quality"),
    QStringLiteral("name"),
    QStringLiteral("no-recipe"),
    QStringLiteral("callback"),
    QStringLiteral("callback-secret-file"),
    QStringLiteral("callback-own-network"),
    QStringLiteral("max-spend"),
    QStringLiteral("start"),
    QStringLiteral("priority"),
    QStringLiteral("yes"),
};

const QList<CommandWords>& commands()
{
    static const QList<CommandWords> list{
        {QLatin1StringView("run"), workOptions},
        {QLatin1StringView("resume"), workOptions},
        {QLatin1StringView("status"), {}},
        {QLatin1StringView("jobs"),
            {QStringLiteral("state"), QStringLiteral("batch"), QStringLiteral("campaign"), QStringLiteral("search"),
                QStringLiteral("limit")}},
        {QLatin1StringView("assets"),
            {QStringLiteral("state"), QStringLiteral("batch"), QStringLiteral("campaign"), QStringLiteral("search"),
                QStringLiteral("limit")}},
        {QLatin1StringView("resolve"),
            {QStringLiteral("ask-again"), QStringLiteral("resend"), QStringLiteral("write-off"),
                QStringLiteral("batch"), QStringLiteral("campaign"), QStringLiteral("account"), QStringLiteral("yes"),
                QStringLiteral("check"), QStringLiteral("api-base")}},
        {QLatin1StringView("cancel"), {QStringLiteral("batch")}},
        {QLatin1StringView("retry"), {QStringLiteral("batch")}},
        {QLatin1StringView("move"), {QStringLiteral("first"), QStringLiteral("last"), QStringLiteral("before")}},
        {QLatin1StringView("edit"), {QStringLiteral("prompt")}},
        {QLatin1StringView("pause"), {QStringLiteral("batch")}},
        {QLatin1StringView("continue"), {QStringLiteral("batch")}},
        {QLatin1StringView("batch"), {QStringLiteral("cap"), QStringLiteral("priority"), QStringLiteral("start")}},
        {QLatin1StringView("review"),
            {QStringLiteral("approve"), QStringLiteral("reject"), QStringLiteral("needs-change"),
                QStringLiteral("rate")}},
        {QLatin1StringView("export"),
            {QStringLiteral("approved"), QStringLiteral("preset"), QStringLiteral("out"), QStringLiteral("format"),
                QStringLiteral("quality"), QStringLiteral("name"), QStringLiteral("no-recipe")}},
        {QLatin1StringView("sandbox"), {QStringLiteral("port"), QStringLiteral("latency"), QStringLiteral("faults")}},
        {QLatin1StringView("listen"),
            {QStringLiteral("port"), QStringLiteral("address"), QStringLiteral("jwks-url"),
                QStringLiteral("secret-file"), QStringLiteral("github-secret-file"), QStringLiteral("yes")}},
        {QLatin1StringView("events"), {QStringLiteral("limit"), QStringLiteral("allow-host")}},
        {QLatin1StringView("callbacks"), {QStringLiteral("limit")}},
        {QLatin1StringView("sign"), {QStringLiteral("secret-file")}},
        {QLatin1StringView("verify"), {QStringLiteral("secret-file")}},
        {QLatin1StringView("key"), {QStringLiteral("account"), QStringLiteral("admin")}},
        {QLatin1StringView("doctor"), {QStringLiteral("ledger"), QStringLiteral("bundle"), QStringLiteral("restore")}},
    };
    return list;
}

} // namespace

const QList<QCommandLineOption>& allOptions()
{
    const auto value = [](const char* name, const char* placeholder) {
        return QCommandLineOption(QString::fromLatin1(name), QString(), QString::fromLatin1(placeholder));
    };
    const auto flag = [](const char* name) { return QCommandLineOption(QString::fromLatin1(name)); };
    static const QList<QCommandLineOption> list{
        value("library", "DIR"),
        flag("json"),
        value("account", "NAME"),
        value("api-base", "URL"),
        value("dialect", "auto|v2|legacy"),
        value("campaign", "NAME"),
        value("model", "ID"),
        value("style", "S"),
        value("aspect", "R"),
        value("speed", "S"),
        value("concurrency", "N"),
        flag("sync"),
        value("export", "PRESETS"),
        value("preset", "PRESETS"),
        value("out", "DIR"),
        value("format", "jpeg|png|webp"),
        value("quality", "N"),
        value("name", "TEMPLATE"),
        flag("no-recipe"),
        value("callback", "URL"),
        value("callback-secret-file", "F"),
        flag("callback-own-network"),
        value("max-spend", "USD"),
        value("start", "TIME"),
        value("priority", "first|normal|later"),
        value("cap", "USD|none"),
        flag("first"),
        flag("last"),
        value("before", "JOB"),
        value("prompt", "TEXT"),
        flag("ledger"),
        flag("restore"),
        flag("yes"),
        value("state", "S"),
        value("batch", "N"),
        value("search", "TEXT"),
        value("limit", "N"),
        flag("ask-again"),
        flag("resend"),
        flag("write-off"),
        flag("check"),
        flag("admin"),
        value("bundle", "FILE"),
        flag("approve"),
        flag("reject"),
        value("needs-change", "TEXT"),
        value("rate", "N"),
        flag("approved"),
        value("port", "N"),
        value("address", "IP"),
        value("latency", "MS"),
        value("faults", "FILE"),
        value("jwks-url", "URL"),
        value("secret-file", "F"),
        value("github-secret-file", "F"),
        value("allow-host", "HOST"),
        flag("help"),
    };
    return list;
}

Result<void> checkWords(const QCommandLineParser& parser, const Options& options)
{
    const auto command = std::find_if(commands().cbegin(), commands().cend(),
        [&](const CommandWords& candidate) { return candidate.name == options.command; });
    if (command == commands().cend())
        return usageError(tr("There is no command “%1”. `batchroom-cli --help` lists them.").arg(options.command));
    if (!parser.unknownOptionNames().isEmpty())
        return usageError(tr("--%1 is not an option of this program. `batchroom-cli --help` lists them.")
                              .arg(parser.unknownOptionNames().constFirst()));
    for (const QString& option : parser.optionNames())
        if (option != QLatin1StringView("library") && option != QLatin1StringView("json")
            && option != QLatin1StringView("help") && !command->options.contains(option))
            return usageError(tr("--%1 does not go with `%2`.").arg(option, options.command));
    return {};
}

} // namespace batchroom::cli
