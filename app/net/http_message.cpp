// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http_message.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace batchroom {

QByteArray ReceivedAnswer::header(QByteArrayView name) const
{
    for (const HeaderField& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

std::optional<std::chrono::milliseconds> parseHttpDate(const QByteArray& value)
{
    QDateTime date = QLocale::c().toDateTime(
        QString::fromLatin1(value.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return std::chrono::milliseconds(date.toMSecsSinceEpoch());
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray& value, std::chrono::milliseconds now)
{
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
    const QByteArray text = value.trimmed();
    if (text.isEmpty() || text.size() > 64)
        return std::nullopt;
    const bool isNumber = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber) {
        bool ok = false;
        const qint64 seconds = text.toLongLong(&ok);
        if (!ok || seconds > std::chrono::duration_cast<std::chrono::seconds>(longest).count())
            return longest;
        return std::chrono::seconds(seconds);
    }
    const std::optional<std::chrono::milliseconds> date = parseHttpDate(text);
    if (!date)
        return std::nullopt;
    return std::clamp(*date - now, std::chrono::milliseconds(0), longest);
}

} // namespace batchroom
