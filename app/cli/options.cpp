// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/start_time.h"
#include "app/studio/studio.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

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
        {QLatin1StringView("key"), {QStringLiteral("account"), QStringLiteral("admin")}},
        {QLatin1StringView("doctor"), {QStringLiteral("ledger"), QStringLiteral("bundle"), QStringLiteral("restore")}},
    };
    return list;
}

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
        value("latency", "MS"),
        value("faults", "FILE"),
        flag("help"),
    };
    return list;
}

Error usageError(const QString& what)
{
    return {ErrorCode::BadInput, what, {}};
}

Result<qint64> number(const QCommandLineParser& parser, const char* option, qint64 least, qint64 most)
{
    bool isNumber = false;
    const QString text = parser.value(QString::fromLatin1(option));
    const qint64 value = text.toLongLong(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    return usageError(tr("--%1 takes a whole number from %2 to %3, not “%4”.")
                          .arg(QString::fromLatin1(option))
                          .arg(least)
                          .arg(most)
                          .arg(text));
}

Result<void> readApiBase(const QCommandLineParser& parser, Options& options)
{
    options.apiBase = QUrl(parser.value(QStringLiteral("api-base")), QUrl::StrictMode);
    const QString host = options.apiBase.host();
    if (!options.apiBase.isValid() || host.isEmpty())
        return usageError(tr("--api-base takes an address like https://api.ideogram.ai, not “%1”.")
                              .arg(parser.value(QStringLiteral("api-base"))));
    if (!isSafeForKeys(options.apiBase))
        return usageError(
            tr("--api-base must begin with https://. Plain http would show your key to others; it is allowed "
               "only to this computer (127.0.0.1)."));
    return {};
}

Result<void> readAccount(const QCommandLineParser& parser, Options& options)
{
    const bool isNamed = parser.isSet(QStringLiteral("account"));
    const QString name = parser.value(QStringLiteral("account")).toLower();
    if (isNamed && name != QLatin1StringView("sandbox") && name != QLatin1StringView("ideogram"))
        return usageError(tr("--account takes sandbox or ideogram, not “%1”.").arg(name));
    const bool isFilter = options.command == QLatin1StringView("resolve");
    if (isFilter)
        options.accountFilter = name;
    if (isNamed && !isFilter)
        options.account = name;
    else if (parser.isSet(QStringLiteral("api-base")) || parser.isSet(QStringLiteral("check"))
        || options.command == QLatin1StringView("key"))
        options.account = QStringLiteral("ideogram");
    if (parser.isSet(QStringLiteral("api-base")))
        return readApiBase(parser, options);
    return {};
}

Result<void> readDialect(const QCommandLineParser& parser, Options& options)
{
    const QString word = parser.value(QStringLiteral("dialect")).toLower();
    if (word == QLatin1StringView("v2"))
        options.dialect = Dialect::V2;
    else if (word == QLatin1StringView("legacy"))
        options.dialect = Dialect::Legacy;
    else if (!word.isEmpty() && word != QLatin1StringView("auto"))
        return usageError(tr("--dialect takes auto, v2 or legacy, not “%1”.").arg(word));
    return {};
}

Result<void> readWork(const QCommandLineParser& parser, Options& options)
{
    options.campaign = parser.value(QStringLiteral("campaign"));
    options.defaults = {parser.value(QStringLiteral("model")), parser.value(QStringLiteral("style")),
        parser.value(QStringLiteral("aspect")), parser.value(QStringLiteral("speed"))};
    options.sync = parser.isSet(QStringLiteral("sync"));
    options.yes = parser.isSet(QStringLiteral("yes"));
    if (parser.isSet(QStringLiteral("concurrency"))) {
        const Result<qint64> places = number(parser, "concurrency", 1, 100);
        if (!places)
            return places.error();
        options.concurrency = static_cast<int>(*places);
    }
    if (parser.isSet(QStringLiteral("max-spend"))) {
        const Result<Money> money = Money::fromText(parser.value(QStringLiteral("max-spend")));
        if (!money)
            return usageError(QStringLiteral("--max-spend: ") + money.error().what);
        options.maxSpend = *money;
    }
    options.callback = QUrl(parser.value(QStringLiteral("callback")), QUrl::StrictMode);
    if (parser.isSet(QStringLiteral("callback")) && (!options.callback.isValid() || options.callback.isEmpty()))
        return usageError(tr("--callback takes an address like https://example.com/hooks, not “%1”.")
                              .arg(parser.value(QStringLiteral("callback"))));
    options.callbackSecretFile = parser.value(QStringLiteral("callback-secret-file"));
    return {};
}

Result<void> readPresets(const QString& list, const Catalog& catalog, Options& options)
{
    for (const QString& word : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const Preset* preset = catalog.preset(word.trimmed());
        if (!preset) {
            QStringList known;
            for (const Preset& candidate : catalog.presets())
                known.append(candidate.id);
            return usageError(
                tr("There is no preset “%1”. Known ones: %2.").arg(word.trimmed(), known.join(QStringLiteral(", "))));
        }
        const bool isNew = std::none_of(options.exporting.presets.cbegin(), options.exporting.presets.cend(),
            [&](const Preset& chosen) { return chosen.id == preset->id; });
        if (isNew)
            options.exporting.presets.append(*preset);
    }
    if (options.exporting.presets.isEmpty())
        return usageError(tr("No preset was named. Write for example --export og,instagram,twitter-header."));
    return {};
}

Result<void> readExport(const QCommandLineParser& parser, const Catalog& catalog, Options& options)
{
    for (const QString& option : {QStringLiteral("export"), QStringLiteral("preset")})
        if (parser.isSet(option))
            if (Result<void> read = readPresets(parser.value(option), catalog, options); !read)
                return read;
    options.exporting.folder = parser.value(QStringLiteral("out"));
    if (parser.isSet(QStringLiteral("format"))) {
        const std::optional<PictureFormat> format = formatFromName(parser.value(QStringLiteral("format")));
        if (!format)
            return usageError(
                tr("--format takes jpeg, png or webp, not “%1”.").arg(parser.value(QStringLiteral("format"))));
        options.exporting.format = *format;
    }
    if (parser.isSet(QStringLiteral("quality"))) {
        const Result<qint64> quality = number(parser, "quality", 1, 100);
        if (!quality)
            return quality.error();
        options.exporting.quality = static_cast<int>(*quality);
    }
    if (parser.isSet(QStringLiteral("name")))
        options.exporting.nameTemplate = parser.value(QStringLiteral("name"));
    if (parser.isSet(QStringLiteral("no-recipe")))
        options.exporting.recipe = WriteRecipe::No;
    Asset sample;
    sample.name = QStringLiteral("sample");
    const Result<QString> name = variantName(options.exporting.nameTemplate, sample, catalog.presets().front(), 1);
    return name ? Result<void>() : Result<void>(name.error());
}

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

Result<void> readPlan(const QCommandLineParser& parser, Options& options)
{
    options.checksLedger = parser.isSet(QStringLiteral("ledger"));
    options.restoresBackup = parser.isSet(QStringLiteral("restore"));
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

Result<void> readSandbox(const QCommandLineParser& parser, Options& options)
{
    if (parser.isSet(QStringLiteral("port"))) {
        const Result<qint64> port = number(parser, "port", 0, 65535);
        if (!port)
            return port.error();
        options.port = static_cast<int>(*port);
    }
    if (parser.isSet(QStringLiteral("latency"))) {
        const Result<qint64> latency = number(parser, "latency", 0, 600'000);
        if (!latency)
            return latency.error();
        options.latencyMs = static_cast<int>(*latency);
    }
    options.faultsFile = parser.value(QStringLiteral("faults"));
    options.isAdminKey = parser.isSet(QStringLiteral("admin"));
    options.bundleFile = parser.value(QStringLiteral("bundle"));
    if (parser.isSet(QStringLiteral("bundle")) && options.bundleFile.isEmpty())
        return usageError(tr("--bundle takes the name of the file to write, for example diagnostics.zip."));
    return {};
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

Result<void> checkPositional(const Options& options)
{
    const QString command = options.command;
    if (command == QLatin1StringView("run") && options.positional.size() != 1)
        return usageError(tr("Name one sheet: batchroom-cli run SHEET.csv"));
    if (command == QLatin1StringView("review") && options.positional.isEmpty())
        return usageError(tr("Name at least one number: batchroom-cli %1 12 13 …").arg(command));
    if (command == QLatin1StringView("key")
        && (options.positional.size() != 1
            || !QStringList{QStringLiteral("set"), QStringLiteral("clear"), QStringLiteral("status")}.contains(
                options.positional.constFirst())))
        return usageError(tr("Say one of: key set, key clear, key status."));
    if (command == QLatin1StringView("export") && options.exporting.presets.isEmpty())
        return usageError(tr("Name the sizes: --preset og,instagram,twitter-header."));
    if (command == QLatin1StringView("export") && options.positional.isEmpty() == !options.approvedOnly)
        return usageError(tr("Name the pictures to export, or --approved."));
    static const QStringList takeNumbers{QStringLiteral("resolve"), QStringLiteral("review"), QStringLiteral("export"),
        QStringLiteral("cancel"), QStringLiteral("retry"), QStringLiteral("move"), QStringLiteral("edit")};
    if (takeNumbers.contains(command))
        for (const QString& word : options.positional)
            if (word.toLongLong() <= 0)
                return usageError(tr("“%1” is not a number from the list of `jobs` or `assets`.").arg(word));
    return {};
}

} // namespace

Result<Options> parseOptions(const QStringList& arguments, const Catalog& catalog)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOptions(allOptions());
    const bool parsed = parser.parse(arguments);
    Options options;
    options.positional = parser.positionalArguments();
    options.json = parser.isSet(QStringLiteral("json"));
    options.help = parser.isSet(QStringLiteral("help")) || arguments.size() < 2;
    if (options.help)
        return options;
    options.command = options.positional.isEmpty() ? QString() : options.positional.takeFirst().toLower();
    if (Result<void> known = checkWords(parser, options); !known)
        return known.error();
    if (!parsed)
        return usageError(parser.errorText());
    options.libraryFolder = parser.value(QStringLiteral("library"));
    options.approvedOnly = parser.isSet(QStringLiteral("approved"));
    using Reader = Result<void> (*)(const QCommandLineParser&, Options&);
    for (const Reader read :
        {&readAccount, &readDialect, &readWork, &readFilters, &readUnknownAnswer, &readReview, &readPlan, &readSandbox})
        if (Result<void> done = read(parser, options); !done)
            return done.error();
    if (Result<void> done = readExport(parser, catalog, options); !done)
        return done.error();
    if (Result<void> done = checkControl(parser, options); !done)
        return done.error();
    if (Result<void> done = checkPositional(options); !done)
        return done.error();
    return options;
}

QString usage()
{
    return tr(
        "Batchroom: sheets of prompts to finished pictures.\n"
        "\n"
        "batchroom-cli run SHEET        queue a sheet (csv, tsv, json) and work until its batch is finished\n"
        "    [--library DIR] [--account sandbox|ideogram] [--api-base URL] [--dialect auto|v2|legacy] [--campaign "
        "NAME]\n"
        "    [--model ID] [--style S] [--aspect R] [--speed S] [--concurrency N] [--sync]\n"
        "    [--export PRESET,…] [--out DIR] [--format jpeg|png|webp] [--quality N] [--name TEMPLATE] [--no-recipe]\n"
        "    [--callback URL] [--callback-secret-file F] [--max-spend USD] [--start TIME]\n"
        "    [--priority first|normal|later] [--yes]\n"
        "batchroom-cli resume           go on with everything unfinished (the same options)\n"
        "batchroom-cli status           counts by state, money\n"
        "batchroom-cli jobs             list jobs      [--state S] [--batch N] [--campaign NAME] [--search TEXT] "
        "[--limit N]\n"
        "batchroom-cli assets           list pictures  (the same filters)\n"
        "batchroom-cli resolve JOB…     --ask-again | --resend | --write-off: your answer to jobs whose outcome is "
        "unknown\n"
        "    or for all unknown ones that match instead of JOB…: [--batch N] [--campaign NAME] [--account NAME];\n"
        "    --resend asks first, unless [--yes]\n"
        "batchroom-cli cancel JOB…|--batch N          batchroom-cli retry [JOB…] [--batch N]   failed ones again\n"
        "batchroom-cli move JOB… --first | --last | --before JOB       the order of what waits\n"
        "batchroom-cli edit JOB --prompt TEXT         of a job that waits or was refused\n"
        "batchroom-cli pause|continue [--batch N]     the whole queue, or one batch\n"
        "batchroom-cli batch N          [--cap USD|none] [--priority first|normal|later] [--start TIME|now]\n"
        "batchroom-cli review ASSET…    --approve | --reject | --needs-change TEXT | --rate N\n"
        "batchroom-cli export [ASSET…|--approved] --preset P,… --out DIR\n"
        "batchroom-cli sandbox          the simulator on 127.0.0.1  [--port N] [--latency MS] [--faults FILE]\n"
        "batchroom-cli resolve --check  asks Ideogram how many of them it billed, by the hour (an administrator's key: "
        "IDEOGRAM_ADMIN_KEY)\n"
        "batchroom-cli key set|clear|status [--admin]   the Ideogram key in the system keyring (set reads it from "
        "standard input)\n"
        "batchroom-cli doctor [--ledger] [--bundle FILE.zip] [--restore]   what works on this machine; --ledger: adds "
        "the "
        "library's money up again;\n"
        "                               --bundle: a file for whoever helps you, without keys, prompts and links;\n"
        "                               --restore: puts the newest backup in the place of a damaged library\n"
        "\n"
        "The spending limits set in the window hold here too; --max-spend takes the place of the one for a batch.\n"
        "Every command takes --library DIR and --json (one JSON object a line). The key comes from IDEOGRAM_API_KEY,\n"
        "else from the keyring. Exit: 0 done, 2 bad usage or sheet, 3 some jobs failed or need you, 4 held,\n"
        "5 library cannot be opened, 130 interrupted (go on with resume).\n");
}

} // namespace batchroom::cli
