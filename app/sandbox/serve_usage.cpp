// SPDX-License-Identifier: GPL-3.0-or-later
// GET /v2/account/usage: what was billed, in buckets; only for the administrator's key.
#include "app/sandbox/sandbox_answers.h"
#include "app/sandbox/sandbox_service.h"

#include <QDateTime>
#include <QJsonDocument>

namespace batchroom {

using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

constexpr hours hour{1};
constexpr hours day{24};

std::optional<milliseconds> timeOf(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return milliseconds(time.toMSecsSinceEpoch());
}

struct Range {
    milliseconds from{0};
    milliseconds to{0};
};

// To the edges of buckets in UTC.
Range snapped(milliseconds from, milliseconds to, hours width)
{
    const milliseconds bucket = width;
    return {from - from % bucket, (to + bucket - milliseconds(1)) / bucket * bucket};
}

} // namespace

void SandboxService::usage(Call& call)
{
    count([](SandboxStats& stats) { ++stats.usageQuestions; });
    call.fault = m_faults.next(FaultPlace::Usage, QString());
    if (endsEarly(call))
        return;
    const QUrlQuery& query = call.request.query;
    const auto item = [&query](const char* name) {
        return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    };
    const QString word = item("bucket_width");
    const bool isHourly = word == QLatin1StringView("1h");
    const std::optional<milliseconds> start = timeOf(item("start_time"));
    const bool hasEnd = query.hasQueryItem(QStringLiteral("end_time"));
    const std::optional<milliseconds> end = hasEnd ? timeOf(item("end_time")) : m_clock.now();
    if (!start || !end || *start >= *end) {
        answer(call, errorAnswer(400, QStringLiteral("start_time and end_time must be RFC 3339 times in order.")));
        return;
    }
    if (!isHourly && !word.isEmpty() && word != QLatin1StringView("1d")) {
        answer(call, errorAnswer(400, QStringLiteral("bucket_width must be 1d or 1h.")));
        return;
    }
    const hours width = isHourly ? hour : day;
    const Range range = snapped(*start, *end, width);
    if (range.to - range.from > (isHourly ? hours(168) : hours(92 * 24))) {
        answer(call, errorAnswer(400, QStringLiteral("The range is too long for this bucket_width.")));
        return;
    }
    const QJsonObject body{{QStringLiteral("buckets"), m_usage.buckets(range.from, range.to, width)}};
    answer(call, HttpResponse::json(200, QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

} // namespace batchroom
