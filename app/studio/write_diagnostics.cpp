// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/write_diagnostics.h"

#include "app/core/log.h"
#include "app/core/log_file.h"
#include "app/settings/key_store.h"
#include "app/store/library_report.h"
#include "app/studio/zip_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtConcurrentRun>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

constexpr qint64 mostLogBytes = 12LL * 1024 * 1024;

QByteArray page(const QJsonObject& object)
{
    return QJsonDocument(log::withEachText(object, &fitToShow).toObject()).toJson(QJsonDocument::Indented);
}

QJsonValue capOf(const std::optional<Money>& cap)
{
    return cap ? QJsonValue(cap->toDecimal()) : QJsonValue(QJsonValue::Null);
}

QJsonObject settingsOf(const Preferences& preferences)
{
    const Preferences::Export& exporting = preferences.exporting;
    const Preferences::Notices& notices = preferences.notices;
    return {{Text("account"), preferences.accounts.active},
        {Text("theme"), static_cast<int>(preferences.appearance.theme)},
        {Text("cap_batch_usd"), capOf(preferences.caps.batch)}, {Text("cap_day_usd"), capOf(preferences.caps.day)},
        {Text("cap_month_usd"), capOf(preferences.caps.month)}, {Text("place_limit"), preferences.queue.placeLimit},
        {Text("notice_batch_ends"), notices.batchEnds}, {Text("notice_needs_person"), notices.needsPerson},
        {Text("notice_holds"), notices.holds}, {Text("export_presets"), QJsonArray::fromStringList(exporting.presets)},
        {Text("export_folder"), exporting.folder}, {Text("export_format"), exporting.format},
        {Text("export_quality"), exporting.quality}, {Text("export_name_template"), exporting.nameTemplate},
        {Text("export_write_recipe"), exporting.writeRecipe}, {Text("library_folder"), preferences.library.folder}};
}

QJsonObject checksOf(const QList<Finding>& findings)
{
    QJsonArray checks;
    for (const Finding& finding : findings)
        checks.append(QJsonObject{
            {Text("name"), finding.name}, {Text("level"), finding.levelName()}, {Text("what"), finding.what}});
    return {{Text("checks"), checks}};
}

QJsonObject versionOf(const QString& libraryFolder)
{
    return {{Text("batchroom"), QStringLiteral(BATCHROOM_VERSION)}, {Text("qt"), QString::fromLatin1(qVersion())},
        {Text("system"), QSysInfo::prettyProductName()}, {Text("kernel"), QSysInfo::kernelVersion()},
        {Text("cpu"), QSysInfo::currentCpuArchitecture()}, {Text("library"), libraryFolder},
        {Text("made"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
}

// Line by line: what was written before a secret was known is looked at once more.
QByteArray logText(const QByteArray& raw)
{
    QByteArray text;
    for (const QByteArray& line : raw.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument json = QJsonDocument::fromJson(line);
        text += json.isObject()
            ? QJsonDocument(log::withEachText(json.object(), &fitToShow).toObject()).toJson(QJsonDocument::Compact)
            : fitToShow(QString::fromUtf8(line)).toUtf8();
        text += '\n';
    }
    return text;
}

QList<ZipEntry> logsOf(const QString& libraryFolder)
{
    QList<ZipEntry> logs;
    qint64 left = mostLogBytes;
    for (const QString& path : logFiles(log::fileIn(libraryFolder))) {
        QFile file(path);
        if (file.size() > left || !file.open(QIODevice::ReadOnly))
            break;
        left -= file.size();
        logs.append({QStringLiteral("logs/") + QFileInfo(path).fileName(), logText(file.readAll())});
    }
    return logs;
}

QList<ZipEntry> libraryOf(const QString& folder)
{
    const Result<LibraryReport> report = reportLibrary(folder);
    if (report)
        return {
            {QStringLiteral("library.json"), page(report->facts)}, {QStringLiteral("ledger.jsonl"), report->ledger}};
    const Error& error = report.error();
    return {{QStringLiteral("library.json"),
        page(
            {{Text("error"), errorCodeName(error.code)}, {Text("what"), error.what}, {Text("detail"), error.detail}})}};
}

} // namespace

QString fitToShow(QString text)
{
    text = log::withoutLinks(log::redacted(std::move(text)));
    const QString home = QDir::homePath();
    if (home.size() > 1)
        text.replace(home, QStringLiteral("~"));
    return text;
}

Result<QStringList> writeDiagnostics(const QString& path, const Diagnostics& diagnostics)
{
    log::flush();
    QList<ZipEntry> entries{{QStringLiteral("version.json"), page(versionOf(diagnostics.libraryFolder))},
        {QStringLiteral("checks.json"), page(checksOf(diagnostics.findings))},
        {QStringLiteral("settings.json"), page(settingsOf(diagnostics.preferences))}};
    entries += libraryOf(diagnostics.libraryFolder);
    entries += logsOf(diagnostics.libraryFolder);
    if (const Result<void> written = writeZip(path, entries); !written)
        return written.error();
    QStringList names;
    for (const ZipEntry& entry : std::as_const(entries))
        names.append(entry.name);
    return names;
}

void packDiagnostics(const QString& path, const Diagnostics& diagnostics, QObject* context,
    std::function<void(Result<QStringList>)> done)
{
    // Whatever secret there is, it is known from here on and hidden.
    (void)keyFromEnvironment();
    (void)adminKeyFromEnvironment();
    QtConcurrent::run([path, diagnostics] {
        return writeDiagnostics(path, diagnostics);
    }).then(context, std::move(done));
}

void collectDiagnostics(const QString& path, Diagnostics diagnostics, KeyStore& keys, QObject* context,
    std::function<void(Result<QStringList>)> done)
{
    const QString folder = diagnostics.libraryFolder;
    checkMachine(folder, keys,
        [path, context, diagnostics = std::move(diagnostics), done = std::move(done)](
            const QList<Finding>& findings) mutable {
            diagnostics.findings = findings;
            packDiagnostics(path, diagnostics, context, std::move(done));
        });
}

} // namespace batchroom
