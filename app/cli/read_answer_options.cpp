// SPDX-License-Identifier: GPL-3.0-or-later
// Which jobs or pictures are meant, and the person's answer to them.
#include "app/cli/read_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

// Numbers, or filters.
Result<void> checkChoice(const QCommandLineParser& parser, const Options& options)
{
    const QStringList filters{QStringLiteral("batch"), QStringLiteral("campaign"), QStringLiteral("account")};
    const bool isFiltered =
        std::any_of(filters.cbegin(), filters.cend(), [&](const QString& filter) { return parser.isSet(filter); });
    if (options.checksUsage)
        return isFiltered ? usageError(tr("--check asks about all jobs of unknown outcome; it takes no --batch, "
                                          "--campaign or --account."))
                          : Result<void>();
    if (isFiltered && !options.positional.isEmpty())
        return usageError(tr("Name jobs by their numbers or choose them with --batch, --campaign and --account, not "
                             "both: nobody could tell which ones are meant."));
    if (parser.isSet(QStringLiteral("campaign")) && options.campaign.trimmed().isEmpty())
        return usageError(tr("--campaign takes the name of a campaign; `batchroom-cli status` lists them."));
    if (!isFiltered && options.positional.isEmpty())
        return usageError(tr("Name the jobs, or choose all unknown ones of a batch, a campaign or an account: "
                             "batchroom-cli resolve 12 13 …, or resolve --batch 3."));
    return {};
}

} // namespace

Result<void> readFilters(const QCommandLineParser& parser, Options& options)
{
    if (parser.isSet(QStringLiteral("state")) && options.command == QLatin1StringView("assets")) {
        options.decisionFilter = decisionFromName(parser.value(QStringLiteral("state")));
        if (!options.decisionFilter)
            return usageError(tr("--state of assets takes approved, rejected, needs_change or none, not “%1”.")
                                  .arg(parser.value(QStringLiteral("state"))));
    } else if (parser.isSet(QStringLiteral("state"))) {
        options.state = jobStateFromName(parser.value(QStringLiteral("state")));
        if (!options.state)
            return usageError(tr("--state takes a state such as queued, done or unknown, not “%1”.")
                                  .arg(parser.value(QStringLiteral("state"))));
    }
    if (parser.isSet(QStringLiteral("batch"))) {
        const Result<qint64> batch = number(parser, "batch", 1, std::numeric_limits<qint64>::max());
        if (!batch)
            return batch.error();
        options.batch = BatchId{*batch};
    }
    if (parser.isSet(QStringLiteral("limit"))) {
        const Result<qint64> limit = number(parser, "limit", 1, 10'000'000);
        if (!limit)
            return limit.error();
        options.limit = static_cast<int>(*limit);
    }
    options.search = parser.value(QStringLiteral("search"));
    return {};
}

Result<void> readUnknownAnswer(const QCommandLineParser& parser, Options& options)
{
    if (options.command != QLatin1StringView("resolve"))
        return {};
    const QList<std::pair<QString, UnknownAnswer>> answers{{QStringLiteral("ask-again"), UnknownAnswer::AskAgain},
        {QStringLiteral("resend"), UnknownAnswer::Resend}, {QStringLiteral("write-off"), UnknownAnswer::WriteOff}};
    for (const auto& [name, answer] : answers) {
        if (!parser.isSet(name))
            continue;
        if (options.answer)
            return usageError(tr("One answer at a time: --ask-again, --resend or --write-off."));
        options.answer = answer;
    }
    options.checksUsage = parser.isSet(QStringLiteral("check"));
    if (options.checksUsage && options.answer)
        return usageError(tr("--check only asks; say --ask-again, --resend or --write-off in a call of its own."));
    if (!options.answer && !options.checksUsage)
        return usageError(tr("Say what to do with the jobs: --ask-again (free, where the provider named the "
                             "generation), --resend (they may be charged a second time) or --write-off."));
    return checkChoice(parser, options);
}

Result<void> readReview(const QCommandLineParser& parser, Options& options)
{
    if (options.command != QLatin1StringView("review"))
        return {};
    const int decisions = int(parser.isSet(QStringLiteral("approve"))) + int(parser.isSet(QStringLiteral("reject")))
        + int(parser.isSet(QStringLiteral("needs-change")));
    if (decisions > 1 || (decisions == 0 && !parser.isSet(QStringLiteral("rate"))))
        return usageError(tr("Say one of --approve, --reject or --needs-change TEXT, or --rate 0 to 5."));
    if (parser.isSet(QStringLiteral("approve")))
        options.decision = Decision::Approved;
    else if (parser.isSet(QStringLiteral("reject")))
        options.decision = Decision::Rejected;
    else if (parser.isSet(QStringLiteral("needs-change")))
        options.decision = Decision::NeedsChange;
    options.decisionNote = parser.value(QStringLiteral("needs-change"));
    if (parser.isSet(QStringLiteral("rate"))) {
        const Result<qint64> rating = number(parser, "rate", 0, 5);
        if (!rating)
            return rating.error();
        options.rating = static_cast<int>(*rating);
    }
    return {};
}

} // namespace batchroom::cli
