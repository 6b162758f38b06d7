// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/decode_usage.h"

#include "app/ideogram/error_body.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace batchroom {

namespace {

constexpr qsizetype mostBuckets = 400; // the API's limit is 168
constexpr qsizetype mostLines = 10'000;
constexpr qint64 mostUnits = 1'000'000'000;

using Key = QLatin1StringView;

QString tr(const char* text)
{
    return QCoreApplication::translate("IdeogramProvider", text);
}

Error unreadable(const QString& detail)
{
    return {ErrorCode::Protocol,
        tr("Ideogram's account of what it billed could not be read, so nothing can be said about it. Try again later, "
           "or look at your usage at ideogram.ai."),
        detail};
}

Error refused(int status, const QString& words)
{
    const QString detail = QStringLiteral("status %1 %2").arg(status).arg(words).trimmed();
    switch (status) {
    case 401:
        return {ErrorCode::KeyRefused,
            tr("Ideogram does not accept this API key, so it said nothing about what it billed. Check the key, or "
               "create a new one at ideogram.ai."),
            detail};
    case 403:
    case 404: // so it answers to keys of everybody else
        return {ErrorCode::KeyRefused,
            tr("This key may not ask what was billed: only the key of an administrator of the organisation can. Give "
               "such a key, or look at your usage at ideogram.ai."),
            detail};
    case 429:
        return {
            ErrorCode::Throttled, tr("Ideogram asks to wait: it was asked too often. Ask again in a minute."), detail};
    default:
        return {ErrorCode::Protocol,
            tr("Ideogram did not say what it billed (status %1). Try again later.").arg(status), detail};
    }
}

std::optional<qint64> timeIn(const QJsonValue& value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) // a time without a zone could be anybody's
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

// A correction may be below zero; what is finer than a micro-dollar is dropped.
std::optional<Money> costIn(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A(-?)(\\d{1,12})(?:\\.(\\d+))?\\z"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 micros = match.captured(2).toLongLong() * 1'000'000
        + match.captured(3).left(6).leftJustified(6, QLatin1Char('0')).toLongLong();
    return Money::fromMicros(match.captured(1).isEmpty() ? micros : -micros);
}

// Decimal strings; numbers are taken too. Pieces come whole: anything else is no count of pieces.
Result<std::optional<qint64>> unitsIn(const QJsonValue& billed)
{
    static const QRegularExpression whole(QStringLiteral("\\A(\\d{1,10})(?:\\.0*)?\\z"));
    static const QRegularExpression decimal(QStringLiteral("\\A\\d{1,12}(?:\\.\\d+)?\\z"));
    if (billed.isUndefined() || billed.isNull())
        return std::optional<qint64>();
    const QJsonValue quantity = billed.toObject().value(Key("quantity"));
    const QString text = quantity.isDouble() ? QString::number(quantity.toDouble(), 'f', 6) : quantity.toString();
    if (const QRegularExpressionMatch match = whole.match(text); match.hasMatch()) {
        if (const qint64 units = match.captured(1).toLongLong(); units <= mostUnits)
            return std::optional<qint64>(units);
    }
    if (decimal.match(text).hasMatch())
        return std::optional<qint64>();
    return unreadable(QStringLiteral("quantity “%1”").arg(oneLine(text)));
}

Result<UsageLine> lineIn(const QJsonObject& object)
{
    UsageLine line;
    line.product = oneLine(object.value(Key("product")).toString());
    line.endpoint = oneLine(object.value(Key("endpoint")).toString());
    line.redactedKey = oneLine(object.value(Key("api_key")).toObject().value(Key("redacted_key")).toString());
    const std::optional<Money> cost = costIn(object.value(Key("cost_total")).toString());
    if (!cost)
        return unreadable(QStringLiteral("cost_total"));
    if (object.value(Key("currency_code")).toString(QStringLiteral("USD")) == Key("USD"))
        line.cost = *cost;
    const Result<std::optional<qint64>> units = unitsIn(object.value(Key("billed_units")));
    if (!units)
        return units.error();
    line.units = *units;
    return line;
}

Result<UsageBucket> bucketIn(const QJsonObject& object)
{
    const std::optional<qint64> start = timeIn(object.value(Key("start_time")));
    const std::optional<qint64> end = timeIn(object.value(Key("end_time")));
    const QJsonValue lines = object.value(Key("line_items"));
    if (!start || !end || *end - *start != hourMs || *start % hourMs != 0)
        return unreadable(QStringLiteral("a bucket that is no hour"));
    if (!lines.isArray() || lines.toArray().size() > mostLines)
        return unreadable(QStringLiteral("a bucket without line_items"));
    UsageBucket bucket{*start, *end, {}};
    const QJsonArray items = lines.toArray();
    for (const QJsonValue& item : items) {
        Result<UsageLine> line = lineIn(item.toObject());
        if (!line)
            return line.error();
        bucket.lines.append(*std::move(line));
    }
    return bucket;
}

} // namespace

Result<QList<UsageBucket>> decodeUsage(const ReceivedAnswer& answer)
{
    if (!answer.isSuccess())
        return refused(answer.status, readErrorBody(answer.body).message);
    const QJsonValue buckets = QJsonDocument::fromJson(answer.body).object().value(Key("buckets"));
    if (!answer.isComplete || !buckets.isArray() || buckets.toArray().size() > mostBuckets)
        return unreadable(QStringLiteral("no buckets"));
    QList<UsageBucket> decoded;
    const QJsonArray array = buckets.toArray();
    for (const QJsonValue& value : array) {
        Result<UsageBucket> bucket = bucketIn(value.toObject());
        if (!bucket)
            return bucket.error();
        decoded.append(*std::move(bucket));
    }
    return decoded;
}

} // namespace batchroom
