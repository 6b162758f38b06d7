// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/command_words.h"
#include "app/cli/read_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QStringList modelNames(const Catalog& catalog)
{
    QStringList names;
    for (const Model& model : catalog.models())
        names.append(model.id);
    return names;
}

Result<void> checkEvents(const Options& options)
{
    const bool isImport = options.positional.value(0) == QLatin1StringView("import");
    if (!options.allowedHosts.isEmpty() && !isImport)
        return usageError(tr("--allow-host goes with events import."));
    if (options.positional.isEmpty())
        return {};
    if (!isImport || options.positional.size() < 2)
        return usageError(tr("Say: events, or events import 12 13 …"));
    for (const QString& word : options.positional.mid(1))
        if (word.toLongLong() <= 0)
            return usageError(tr("“%1” is not a number from the list of `events`.").arg(word));
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
    if (command == QLatin1StringView("callbacks") && !options.positional.isEmpty()
        && (options.positional.constFirst() != QLatin1StringView("resend") || options.positional.size() < 2))
        return usageError(tr("Say: callbacks, or callbacks resend 12 13 …"));
    if (command == QLatin1StringView("events"))
        return checkEvents(options);
    if ((command == QLatin1StringView("sign") || command == QLatin1StringView("verify"))
        && options.secretFile.isEmpty())
        return usageError(tr("Name the file with the secret: --secret-file F"));
    if (command == QLatin1StringView("verify") && options.positional.isEmpty())
        return usageError(tr("Name the headers as they came: verify 'webhook-id: …' 'webhook-timestamp: …' "
                             "'webhook-signature: …' < body"));
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
    options.arguments = arguments;
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
        {&readAccount, &readDialect, &readWork, &readFilters, &readUnknownAnswer, &readReview, &readPlan, &readMachine})
        if (Result<void> done = read(parser, options); !done)
            return done.error();
    // Here and not where a sheet happens to leave its column empty.
    if (const QString model = options.defaults.model; !model.isEmpty() && !catalog.model(model))
        return usageError(tr("There is no model “%1”. `batchroom-cli run` takes one of: %2.")
                              .arg(model, modelNames(catalog).join(QStringLiteral(", "))));
    if (Result<void> done = readExport(parser, catalog, options); !done)
        return done.error();
    if (Result<void> done = checkControl(parser, options); !done)
        return done.error();
    if (Result<void> done = checkPositional(options); !done)
        return done.error();
    return options;
}

} // namespace batchroom::cli
