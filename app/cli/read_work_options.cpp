// SPDX-License-Identifier: GPL-3.0-or-later
// What run and resume are to do: the account and its address, the model and so on, limits, callbacks.
#include "app/cli/read_options.h"
#include "app/studio/studio.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
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

} // namespace

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
    options.callback.address = QUrl(parser.value(QStringLiteral("callback")), QUrl::StrictMode);
    if (parser.isSet(QStringLiteral("callback"))
        && (!options.callback.address.isValid() || options.callback.address.isEmpty()))
        return usageError(tr("--callback takes an address like https://example.com/hooks, not “%1”.")
                              .arg(parser.value(QStringLiteral("callback"))));
    options.callback.secretFile = parser.value(QStringLiteral("callback-secret-file"));
    if (parser.isSet(QStringLiteral("callback-own-network")))
        options.callback.reach = CallbackReach::OwnNetwork;
    return {};
}

} // namespace batchroom::cli
