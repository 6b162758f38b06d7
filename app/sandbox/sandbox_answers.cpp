// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sandbox_answers.h"

#include "app/sandbox/stable_fraction.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace batchroom {

namespace {

HttpResponse jsonAnswer(int status, const QJsonObject& body)
{
    return HttpResponse::json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace

HttpResponse errorAnswer(int status, const QString& message)
{
    return jsonAnswer(status, {{QStringLiteral("error"), message}});
}

HttpResponse generationErrorAnswer(int status, const QString& message, const QString& reason)
{
    return jsonAnswer(status, {{QStringLiteral("error"), message}, {QStringLiteral("reject_reason"), reason}});
}

HttpResponse inflightAnswer(int maxInFlight, bool isFast)
{
    return jsonAnswer(429,
        {{QStringLiteral("error"), QStringLiteral("Too many images are being generated. Wait for one to finish.")},
            {QStringLiteral("reject_reason"), QStringLiteral("inflight_limit")},
            {QStringLiteral("max_inflight_requests"), maxInFlight},
            {QStringLiteral("task_completion_speed"), isFast ? QStringLiteral("fast") : QStringLiteral("slow")}});
}

HttpResponse priceQuoteAnswer(const QString& billingIdentifier, int quantity, Money price, bool isEstimate)
{
    QJsonObject body{{QStringLiteral("object"), QStringLiteral("price_quote")},
        {QStringLiteral("billing_identifier"), billingIdentifier}, {QStringLiteral("quantity"), quantity},
        {QStringLiteral("usd_micros"), price.micros()}, {QStringLiteral("credit_millis"), price.micros() / 10},
        {QStringLiteral("qualifier"), isEstimate ? QStringLiteral("estimate") : QStringLiteral("exact")}};
    if (isEstimate)
        body.insert(QStringLiteral("upper_bound_usd_micros"), price.micros() * 2);
    return jsonAnswer(200, body);
}

HttpResponse tooManyPollsAnswer(int seconds)
{
    HttpResponse response = errorAnswer(429, QStringLiteral("Too many requests."));
    response.headers.append(HttpHeader{"Retry-After", QByteArray::number(seconds)});
    return response;
}

QString resolutionText(QSize size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

QString wireTime(Clock::Milliseconds wallClock)
{
    return QDateTime::fromMSecsSinceEpoch(wallClock.count(), QTimeZone::utc())
        .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz'+00:00'"));
}

QString expandedPrompt(const QString& prompt)
{
    static const char* const sentences[] = {
        "Soft directional light, a calm background and generous space around the subject.",
        "Composed on a clear diagonal, with fine material detail and a restrained palette.",
        "Seen slightly from above, crisp edges, gentle shadows and a quiet sense of depth.",
        "Balanced like a printed campaign, with one strong focal point and warm highlights.",
        "Shallow depth of field, natural textures and colours that speak to each other.",
    };
    const size_t choice = stableChoice(prompt, std::size(sentences));
    return prompt.trimmed() + QLatin1Char(' ') + QString::fromLatin1(sentences[choice]);
}

} // namespace batchroom
