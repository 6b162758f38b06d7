// SPDX-License-Identifier: GPL-3.0-or-later
// sandbox, key, doctor: what concerns this machine, not a library.
#include "app/cli/commands.h"
#include "app/cli/event_loop.h"
#include "app/cli/open_studio.h"
#include "app/sandbox/sandbox_server.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/self_check.h"
#include "app/studio/write_diagnostics.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <iostream>
#include <string>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MachineCommands", text);
}

Result<SandboxOptions> sandboxOptions(const Options& options)
{
    SandboxOptions sandbox;
    sandbox.port = static_cast<quint16>(options.port);
    if (options.latencyMs >= 0)
        sandbox.latency = std::chrono::milliseconds(options.latencyMs);
    if (options.faultsFile.isEmpty())
        return sandbox;
    QFile file(options.faultsFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileAccess, tr("The faults file “%1” cannot be read.").arg(options.faultsFile),
            file.errorString()};
    Result<SandboxFaults> faults = SandboxFaults::fromJson(file.readAll());
    if (!faults)
        return faults.error();
    sandbox.faults = *faults;
    return sandbox;
}

QJsonObject jsonOf(const QHash<QString, int>& counts)
{
    QJsonObject object;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

// Said when the simulator stops, so that a client's books can be held against it.
QJsonObject jsonOf(const SandboxStats& stats)
{
    return {
        {QStringLiteral("type"), QStringLiteral("stats")},
        {QStringLiteral("paid_posts"), stats.paidPosts},
        {QStringLiteral("paid_posts_by_prompt"), jsonOf(stats.paidPostsByPrompt)},
        {QStringLiteral("generations"), stats.generations},
        {QStringLiteral("generations_by_prompt"), jsonOf(stats.generationsByPrompt)},
        {QStringLiteral("images"), stats.images},
        {QStringLiteral("quotes"), stats.quotes},
        {QStringLiteral("polls"), stats.polls},
        {QStringLiteral("downloads"), stats.downloads},
        {QStringLiteral("max_in_flight"), stats.maxInFlight},
        {QStringLiteral("billed_usd"), stats.billed.toDecimal()},
        {QStringLiteral("keys_on_image_host"), stats.keysOnImageHost},
    };
}

// From standard input, so that it never stands in the shell's history.
Secret keyFromInput(Console& console)
{
    console.say(tr("Paste the Ideogram key and press Enter:"));
    std::string line;
    std::getline(std::cin, line);
    const Secret key(QByteArrayView(line.data(), static_cast<qsizetype>(line.size())).trimmed());
    std::fill(line.begin(), line.end(), '\0');
    return key;
}

void sayKey(Console& console, const QString& state, const QString& place, const QString& sentence)
{
    console.json({{QStringLiteral("type"), QStringLiteral("key")}, {QStringLiteral("state"), state},
        {QStringLiteral("place"), place}});
    console.say(sentence);
}

QString keyringEntry(const Options& options)
{
    return options.isAdminKey ? adminEntryOf(options.account) : options.account;
}

QString addKeyCommand(const Options& options)
{
    return options.isAdminKey ? QStringLiteral("batchroom-cli key set --admin")
                              : QStringLiteral("batchroom-cli key set");
}

void keyStatus(KeyStore& keys, const Options& options, Console& console, const Finish& finish)
{
    const QString variable =
        options.isAdminKey ? QStringLiteral("IDEOGRAM_ADMIN_KEY") : QStringLiteral("IDEOGRAM_API_KEY");
    if (const Secret key = options.isAdminKey ? adminKeyFromEnvironment() : keyFromEnvironment(); !key.isEmpty()) {
        sayKey(console, QStringLiteral("set"), QStringLiteral("environment"),
            tr("%1 is set (%2) and is used.").arg(variable, key.hint()));
        finish(everythingDone);
        return;
    }
    keys.read(keyringEntry(options), &keys, [&options, &console, finish](const Result<Secret>& key) {
        if (key)
            sayKey(console, QStringLiteral("set"), QStringLiteral("keyring"),
                tr("The system keyring holds a key (%1).").arg(key->hint()));
        else if (key.error().code == ErrorCode::NotFound)
            sayKey(console, QStringLiteral("missing"), QString(),
                tr("There is no key yet. Add one with: %1").arg(addKeyCommand(options)));
        else
            console.fail(key.error());
        finish(everythingDone);
    });
}

void sayFinding(Console& console, JobId job, const QString& sentence)
{
    console.json({{QStringLiteral("type"), QStringLiteral("finding")},
        {QStringLiteral("job"), job ? QJsonValue(job.value) : QJsonValue()}, {QStringLiteral("what"), sentence}});
    console.say(sentence);
}

} // namespace

int sandboxCommand(const Options& options, Console& console)
{
    const Result<SandboxOptions> sandbox = sandboxOptions(options);
    if (!sandbox) {
        console.fail(sandbox.error());
        return badUsage;
    }
    const Result<std::unique_ptr<SandboxServer>> server = SandboxServer::start(*sandbox);
    if (!server) {
        console.fail(server.error());
        return badUsage;
    }
    // Always JSON: programs wait for this first line (design.md section 6).
    Console(OutputForm::Json)
        .json({{QStringLiteral("type"), QStringLiteral("listening")}, {QStringLiteral("port"), (*server)->port()},
            {QStringLiteral("url"), (*server)->baseUrl().toString()},
            {QStringLiteral("key"), QString::fromUtf8(sandboxKey().reveal())},
            {QStringLiteral("admin_key"), QString::fromUtf8(sandboxAdminKey().reveal())}});
    const int code = runUntilFinished([](const Finish&) {});
    Console(OutputForm::Json).json(jsonOf((*server)->stats()));
    return code == interrupted ? everythingDone : code;
}

int keyCommand(const Options& options, Console& console)
{
    const QString verb = options.positional.constFirst();
    KeyStore keys;
    return runUntilFinished([&](const Finish& finish) {
        const auto done = [&console, finish](const QString& state, const QString& sentence) {
            return [&console, finish, state, sentence](const Result<void>& result) {
                if (result)
                    sayKey(console, state, QStringLiteral("keyring"), sentence);
                else
                    console.fail(result.error());
                finish(result ? everythingDone : held);
            };
        };
        if (verb == QLatin1StringView("status")) {
            keyStatus(keys, options, console, finish);
        } else if (verb == QLatin1StringView("clear")) {
            keys.remove(keyringEntry(options), &keys,
                done(QStringLiteral("missing"), tr("The key was removed from the keyring.")));
        } else {
            const Secret key = keyFromInput(console);
            if (key.isEmpty()) {
                console.fail({ErrorCode::BadInput, tr("No key came in, so nothing was changed."), {}});
                finish(badUsage);
                return;
            }
            keys.write(keyringEntry(options), key, &keys,
                done(QStringLiteral("set"), tr("The key is in the system keyring.")));
        }
    });
}

// Exit 3 when something does not agree.
int ledgerCommand(const Options& options, Console& console)
{
    return withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        const Result<LedgerReport> report = studio.checkLedger();
        if (!report) {
            console.fail(report.error());
            finish(libraryUnavailable);
            return std::make_shared<QObject>();
        }
        for (const LedgerFinding& finding : report->findings)
            sayFinding(console, finding.job, finding.sentence);
        const qsizetype found = report->findings.size();
        console.json({{QStringLiteral("type"), QStringLiteral("ledger")}, {QStringLiteral("jobs"), report->jobs},
            {QStringLiteral("attempts"), report->attempts}, {QStringLiteral("spent_usd"), report->spent.toDecimal()},
            {QStringLiteral("committed_usd"), report->committed.toDecimal()},
            {QStringLiteral("unknown_usd"), report->unknown.toDecimal()}, {QStringLiteral("findings"), found}});
        console.say(tr("%1 jobs, %2 tries: %3 spent, %4 in flight, %5 may have been charged.")
                        .arg(report->jobs)
                        .arg(report->attempts)
                        .arg(report->spent.toText(), report->committed.toText(), report->unknown.toText()));
        console.say(found == 0
                ? tr("Everything agrees.")
                : tr("%1 things do not agree. Keep a copy of the library folder before you go on.").arg(found));
        finish(found == 0 ? everythingDone : someNeedAttention);
        return std::make_shared<QObject>();
    });
}

// Ends the command with the code the checks gave, or says why the file was not written.
static void saveBundle(const QString& folder, const QString& path, const QList<Finding>& findings, Console& console,
    KeyStore& keys, const std::function<void()>& finish, const std::function<void()>& fail)
{
    const PreferencesStore preferences;
    packDiagnostics(path, {folder, preferences.current(), findings}, &keys,
        [&console, path, finish, fail](const Result<QStringList>& names) {
            if (!names) {
                console.fail(names.error());
                fail();
                return;
            }
            console.json({{QStringLiteral("type"), QStringLiteral("bundle")}, {QStringLiteral("path"), path},
                {QStringLiteral("files"), QJsonArray::fromStringList(*names)}});
            console.say(tr("Saved %1. It holds no keys, no prompts and no links.").arg(QDir::toNativeSeparators(path)));
            finish();
        });
}

// For a damaged library only: a sound one would be put back to where it was hours ago.
int restoreCommand(const Options& options, Console& console)
{
    StudioOptions studio;
    studio.libraryFolder = options.libraryFolder.isEmpty() ? defaultLibraryFolder() : options.libraryFolder;
    if (Studio::open(studio)) {
        console.fail({ErrorCode::BadInput, tr("The library opens as it is, so no backup was put in its place."), {}});
        return badUsage;
    }
    const Result<QString> backup = Studio::restoreNewestBackup(studio.libraryFolder);
    if (!backup) {
        console.fail(backup.error());
        return libraryUnavailable;
    }
    console.json({{QStringLiteral("type"), QStringLiteral("restored")}, {QStringLiteral("backup"), *backup}});
    console.say(tr("The backup %1 is in place; the damaged file is kept in the folder damaged. What waited when it was "
                   "made may have been paid for since: look with `batchroom-cli jobs --state unknown`.")
                    .arg(QDir::toNativeSeparators(*backup)));
    return everythingDone;
}

int doctorCommand(const Options& options, Console& console)
{
    if (options.restoresBackup)
        return restoreCommand(options, console);
    if (options.checksLedger)
        return ledgerCommand(options, console);
    const QString folder = options.libraryFolder.isEmpty() ? defaultLibraryFolder() : options.libraryFolder;
    return runUntilFinished([&](const Finish& finish) {
        auto keys = std::make_shared<KeyStore>();
        checkMachine(folder, *keys, [&options, &console, folder, finish, keys](const QList<Finding>& findings) {
            bool isHealthy = true;
            for (const Finding& finding : findings) {
                isHealthy = isHealthy && finding.level != Finding::Level::Broken;
                console.json({{QStringLiteral("type"), QStringLiteral("check")}, {QStringLiteral("name"), finding.name},
                    {QStringLiteral("level"), finding.levelName()}, {QStringLiteral("what"), finding.what}});
                console.say(QStringLiteral("%1  %2: %3").arg(finding.levelName(), -7).arg(finding.name, finding.what));
            }
            const int code = isHealthy ? everythingDone : someNeedAttention;
            if (options.bundleFile.isEmpty())
                finish(code);
            else
                saveBundle(
                    folder, options.bundleFile, findings, console, *keys, [finish, code, keys] { finish(code); },
                    [finish, keys] { finish(badUsage); });
        });
    });
}

} // namespace batchroom::cli
