// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log.h"

#include "app/core/log_file.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QList>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <atomic>
#include <cstdio>

namespace batchroom::log {

namespace {

constexpr qsizetype longestMessage = 8 * 1024;

QByteArray formatted(const LogLine& line);

struct Patterns {
    QRegularExpression header{
        QStringLiteral("(?i)(api-key|authorization|x-amz-signature)(\\s*[:=]\\s*)(bearer\\s+|basic\\s+)?\\S+")};
    QRegularExpression webhook{QStringLiteral("whsec_[A-Za-z0-9+/=]+")};
    QRegularExpression password{QStringLiteral("://([^:/\\s]+):[^@/\\s]+@")};
    // A signed link opens what it points to.
    QRegularExpression query{QStringLiteral("(?i)\\b([a-z][a-z0-9+.-]*://[^\\s?#\"'<>]+)[?#][^\\s\"'<>]*")};
};

struct Sink {
    ~Sink() { qInstallMessageHandler(nullptr); }
    Patterns patterns; // outlives the file, which writes its last lines while the program exits
    std::mutex mutex;
    QList<Secret> secrets;
    std::atomic<bool> isInstalled = false;
    std::atomic<bool> isQuiet = false;
    LogFile file{&formatted};
};

Sink& sink()
{
    static Sink only;
    return only;
}

QString hidePatterns(QString text)
{
    const Patterns& patterns = sink().patterns;
    text.replace(patterns.header, QStringLiteral("\\1\\2•••"));
    text.replace(patterns.webhook, QStringLiteral("whsec_•••"));
    text.replace(patterns.password, QStringLiteral("://\\1:•••@"));
    text.replace(patterns.query, QStringLiteral("\\1?•••"));
    return text;
}

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return QStringLiteral("debug");
    case QtInfoMsg: return QStringLiteral("info");
    case QtWarningMsg: return QStringLiteral("warning");
    case QtCriticalMsg: return QStringLiteral("error");
    case QtFatalMsg: return QStringLiteral("fatal");
    }
    return QStringLiteral("info");
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

// Time and level first, for whoever reads the file with their own eyes.
QByteArray formatted(const LogLine& line)
{
    const auto text = [](const QString& value) {
        return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
    };
    QByteArray json = "{\"time\":" + text(timeText(line.atMs)) + ",\"level\":" + text(levelName(line.level))
        + ",\"category\":" + text(QString::fromLatin1(line.category))
        + ",\"message\":" + text(redacted(line.message.left(longestMessage)));
    if (!line.fields.isEmpty())
        json += ','
            + QJsonDocument(withEachText(line.fields, &redacted).toObject())
                  .toJson(QJsonDocument::Compact)
                  .chopped(1)
                  .sliced(1);
    return json + "}\n";
}

void say(const LogLine& line)
{
    const QByteArray text =
        QStringLiteral("%1 %2 %3: %4\n")
            .arg(timeText(line.atMs), levelName(line.level), QString::fromLatin1(line.category), redacted(line.message))
            .toUtf8();
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stderr);
}

// Qt's own remark on a missing XDG_RUNTIME_DIR (root, containers) concerns nobody who reads our lines.
bool isNoise(const QString& message)
{
    return message.startsWith(QLatin1StringView("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (isNoise(message))
        return;
    Sink& target = sink();
    const LogLine line{
        QDateTime::currentMSecsSinceEpoch(), type, context.category ? context.category : "default", message, {}};
    if (!target.isQuiet || type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg)
        say(line);
    target.file.add(line);
    if (type == QtFatalMsg)
        target.file.flush(std::chrono::seconds(1));
}

QString rulesFor(const QByteArray& level)
{
    if (level == "debug")
        return QStringLiteral("batchroom.*.debug=true\ndefault.debug=true");
    if (level == "warning")
        return QStringLiteral("*.debug=false\n*.info=false");
    return QStringLiteral("*.debug=false");
}

} // namespace

void install(bool quiet)
{
    sink().isQuiet = quiet;
    sink().isInstalled = true;
    QLoggingCategory::setFilterRules(rulesFor(qgetenv("BATCHROOM_LOG").trimmed().toLower()));
    qInstallMessageHandler(&write);
}

void setFile(const QString& path)
{
    sink().file.setPath(path);
}

QString fileIn(const QString& libraryFolder)
{
    return libraryFolder + QStringLiteral("/logs/batchroom.log");
}

void flush(std::chrono::milliseconds patience)
{
    sink().file.flush(patience);
}

void note(const QLoggingCategory& category, const QString& message, const QJsonObject& fields)
{
    if (sink().isInstalled && category.isInfoEnabled())
        sink().file.add({QDateTime::currentMSecsSinceEpoch(), QtInfoMsg, category.categoryName(), message, fields});
}

void redact(const Secret& secret)
{
    if (secret.isEmpty())
        return;
    const std::lock_guard lock(sink().mutex);
    sink().secrets.append(secret);
}

QString redacted(QString text)
{
    {
        const std::lock_guard lock(sink().mutex);
        for (const Secret& secret : std::as_const(sink().secrets))
            text.replace(QString::fromUtf8(secret.reveal()), QStringLiteral("•••"));
    }
    return hidePatterns(std::move(text));
}

QString withoutLinks(QString text)
{
    static const QRegularExpression link(
        QStringLiteral("(?i)\\b([a-z][a-z0-9+.-]*://)(?:[^/\\s?#\"'<>@]*@)?([^/\\s?#\"'<>]+)[^\\s\"'<>]*"));
    return text.replace(link, QStringLiteral("\\1\\2/…"));
}

QJsonValue withEachText(const QJsonValue& value, const std::function<QString(const QString&)>& change)
{
    if (value.isString())
        return change(value.toString());
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            *it = withEachText(it.value(), change);
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue& item : value.toArray())
            array.append(withEachText(item, change));
        return array;
    }
    return value;
}

} // namespace batchroom::log
