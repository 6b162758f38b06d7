// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/start_time.h"

#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

constexpr int longestDays = 366; // a year further off is a typing mistake

} // namespace

Result<qint64> startTimeFromText(const QString& text, const QDateTime& now)
{
    QString word = text.trimmed();
    const bool isTomorrow = word.startsWith(QLatin1StringView("tomorrow "), Qt::CaseInsensitive);
    for (const QLatin1StringView day :
        {QLatin1StringView("tonight "), QLatin1StringView("today "), QLatin1StringView("tomorrow ")})
        if (word.startsWith(day, Qt::CaseInsensitive))
            word = word.mid(day.size()).trimmed();
    if (word.compare(QLatin1StringView("now"), Qt::CaseInsensitive) == 0)
        return 0;
    QDateTime start;
    if (const QTime time = QTime::fromString(word, QStringLiteral("H:mm")); time.isValid()) {
        start = QDateTime(now.date().addDays(isTomorrow ? 1 : 0), time);
        if (start <= now)
            start = QDateTime(now.date().addDays(1), time);
    } else {
        QString spaced = word;
        start = QDateTime::fromString(
            spaced.replace(QLatin1Char('T'), QLatin1Char(' ')), QStringLiteral("yyyy-MM-dd H:mm"));
    }
    if (!start.isValid())
        return Error{ErrorCode::BadInput,
            tr("--start takes now, a time like 22:00, tonight 22:00, tomorrow 9:00 or a date and time like 2026-11-25 "
               "22:00, not “%1”.")
                .arg(text),
            {}};
    if (start <= now)
        return Error{ErrorCode::BadInput, tr("--start: %1 is over. Write now, or a time to come.").arg(text), {}};
    if (now.daysTo(start) > longestDays)
        return Error{ErrorCode::BadInput, tr("--start: %1 is more than a year away.").arg(text), {}};
    return start.toMSecsSinceEpoch();
}

} // namespace batchroom::cli
