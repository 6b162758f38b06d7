// SPDX-License-Identifier: GPL-3.0-or-later
// sandbox, key and doctor.
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

} // namespace

Result<void> readMachine(const QCommandLineParser& parser, Options& options)
{
    if (parser.isSet(QStringLiteral("port"))) {
        const Result<qint64> port = number(parser, "port", 0, 65535);
        if (!port)
            return port.error();
        options.port = static_cast<int>(*port);
    }
    if (parser.isSet(QStringLiteral("address")) && !options.address.setAddress(parser.value(QStringLiteral("address"))))
        return usageError(
            tr("--address takes an address of this computer in numbers, for example 192.168.1.20, or 0.0.0.0 "
               "for all of them."));
    if (parser.isSet(QStringLiteral("latency"))) {
        const Result<qint64> latency = number(parser, "latency", 0, 600'000);
        if (!latency)
            return latency.error();
        options.latencyMs = static_cast<int>(*latency);
    }
    options.faultsFile = parser.value(QStringLiteral("faults"));
    options.secretFile = parser.value(QStringLiteral("secret-file"));
    options.gitHubSecretFile = parser.value(QStringLiteral("github-secret-file"));
    options.allowedHosts = parser.values(QStringLiteral("allow-host"));
    if (parser.isSet(QStringLiteral("jwks-url"))) {
        options.keysUrl = QUrl(parser.value(QStringLiteral("jwks-url")), QUrl::StrictMode);
        if (!isSafeForKeys(options.keysUrl))
            return usageError(tr("--jwks-url takes an address that begins with https:// (http:// only on this "
                                 "computer): whoever changes the keys could send anything."));
    }
    options.checksLedger = parser.isSet(QStringLiteral("ledger"));
    options.restoresBackup = parser.isSet(QStringLiteral("restore"));
    options.isAdminKey = parser.isSet(QStringLiteral("admin"));
    options.bundleFile = parser.value(QStringLiteral("bundle"));
    if (parser.isSet(QStringLiteral("bundle")) && options.bundleFile.isEmpty())
        return usageError(tr("--bundle takes the name of the file to write, for example diagnostics.zip."));
    return {};
}

} // namespace batchroom::cli
