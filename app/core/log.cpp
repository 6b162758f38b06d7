// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log.h"

#include <QDateTime>
#include <QFile>
#include <QList>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>

namespace batchroom::log {

namespace {

constexpr qint64 maxFileSize = 4 * 1024 * 1024;

struct Sink {
    QMutex mutex;
    QList<Secret> secrets;
    QString path;
    bool quiet = false;
};

Sink& sink()
{
    static Sink instance;
    return instance;
}

QString hidePatterns(QString text)
{
    static const QRegularExpression header(
        QStringLiteral("(?i)(api-key|authorization|x-amz-signature)(\\s*[:=]\\s*)(bearer\\s+|basic\\s+)?\\S+"));
    static const QRegularExpression webhook(QStringLiteral("whsec_[A-Za-z0-9+/=]+"));
    static const QRegularExpression password(QStringLiteral("://([^:/\\s]+):[^@/\\s]+@"));
    text.replace(header, QStringLiteral("\\1\\2•••"));
    text.replace(webhook, QStringLiteral("whsec_•••"));
    text.replace(password, QStringLiteral("://\\1:•••@"));
    return text;
}

void append(const QString& path, const QByteArray& line)
{
    QFile file(path);
    if (file.size() > maxFileSize) {
        QFile::remove(path + QStringLiteral(".1"));
        QFile::rename(path, path + QStringLiteral(".1"));
    }
    if (file.open(QIODevice::Append))
        file.write(line);
}

const char* levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "error";
    case QtFatalMsg: return "fatal";
    }
    return "info";
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
    const QByteArray line =
        QStringLiteral("%1 %2 %3: %4\n")
            .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), QString::fromLatin1(levelName(type)),
                QString::fromLatin1(context.category ? context.category : "default"), redacted(message))
            .toUtf8();
    Sink& target = sink();
    const QMutexLocker lock(&target.mutex);
    if (!target.quiet || type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg)
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    if (!target.path.isEmpty())
        append(target.path, line);
}

} // namespace

void install(bool quiet)
{
    sink().quiet = quiet;
    qInstallMessageHandler(&write);
}

void setFile(const QString& path)
{
    const QMutexLocker lock(&sink().mutex);
    sink().path = path;
}

void redact(const Secret& secret)
{
    if (secret.isEmpty())
        return;
    const QMutexLocker lock(&sink().mutex);
    sink().secrets.append(secret);
}

QString redacted(QString text)
{
    {
        const QMutexLocker lock(&sink().mutex);
        for (const Secret& secret : std::as_const(sink().secrets))
            text.replace(QString::fromUtf8(secret.reveal()), QStringLiteral("•••"));
    }
    return hidePatterns(std::move(text));
}

} // namespace batchroom::log
