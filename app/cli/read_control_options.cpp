// SPDX-License-Identifier: GPL-3.0-or-later
// What changes waiting work: order, prompt, limit, priority, start.
#include "app/cli/read_options.h"
#include "app/cli/start_time.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

Result<void> readPriority(const QCommandLineParser& parser, Options& options)
{
    if (!parser.isSet(QStringLiteral("priority")))
        return {};
    const QString word = parser.value(QStringLiteral("priority")).toLower();
    if (word == QLatin1StringView("first"))
        options.priority = BatchPriority::First;
    else if (word == QLatin1StringView("normal"))
        options.priority = BatchPriority::Normal;
    else if (word == QLatin1StringView("later"))
        options.priority = BatchPriority::Later;
    else
        return usageError(tr("--priority takes first, normal or later, not “%1”.").arg(word));
    return {};
}

} // namespace

Result<void> readPlan(const QCommandLineParser& parser, Options& options)
{
    options.prompt = parser.value(QStringLiteral("prompt"));
    options.moveToFront = parser.isSet(QStringLiteral("first"));
    if (parser.isSet(QStringLiteral("before"))) {
        const Result<qint64> job = number(parser, "before", 1, std::numeric_limits<qint64>::max());
        if (!job)
            return job.error();
        options.moveBefore = JobId{*job};
    }
    if (parser.isSet(QStringLiteral("start"))) {
        const Result<qint64> start =
            startTimeFromText(parser.value(QStringLiteral("start")), QDateTime::currentDateTime());
        if (!start)
            return start.error();
        options.startMs = *start;
    }
    if (parser.isSet(QStringLiteral("cap"))) {
        const QString text = parser.value(QStringLiteral("cap"));
        const bool isNone = text.compare(QLatin1StringView("none"), Qt::CaseInsensitive) == 0;
        const Result<Money> money = isNone ? Result<Money>(Money()) : Money::fromText(text);
        if (!money)
            return usageError(QStringLiteral("--cap: ") + money.error().what);
        options.batchCap = isNone ? std::nullopt : std::optional(*money);
    }
    return readPriority(parser, options);
}

// The commands that change what waits.
Result<void> checkControl(const QCommandLineParser& parser, Options& options)
{
    const QString command = options.command;
    const auto count = options.positional.size();
    if (command == QLatin1StringView("cancel") && count == 0 && !options.batch)
        return usageError(tr("Name the jobs, or a batch: batchroom-cli cancel 12 13 …, or cancel --batch 3."));
    if (command == QLatin1StringView("move")) {
        const int places = int(options.moveToFront) + int(parser.isSet(QStringLiteral("last")))
            + int(parser.isSet(QStringLiteral("before")));
        if (count == 0 || places != 1)
            return usageError(tr("Say which jobs and where to: batchroom-cli move 12 13 … --first, --last or --before "
                                 "JOB."));
    }
    if (command == QLatin1StringView("edit") && (count != 1 || options.prompt.trimmed().isEmpty()))
        return usageError(tr("Name one job and its new prompt: batchroom-cli edit 12 --prompt \"…\""));
    if ((command == QLatin1StringView("pause") || command == QLatin1StringView("continue")) && count != 0)
        return usageError(tr("`%1` takes no numbers; a single batch is meant by --batch N.").arg(command));
    if (command == QLatin1StringView("batch")) {
        if (count != 1 || !(options.batchCap || options.priority || options.startMs))
            return usageError(tr("Name one batch and what to change: batchroom-cli batch 3 --cap 20, --priority "
                                 "first, --start 22:00."));
        options.batch = BatchId{options.positional.takeFirst().toLongLong()};
        if (!*options.batch)
            return usageError(tr("A batch is named by its number; `batchroom-cli status` lists them."));
    }
    return {};
}

} // namespace batchroom::cli
