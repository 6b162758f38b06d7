// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queue_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

constexpr double newestWeight = 0.3;
// Longer ones were interrupted: by the end of the program, or a computer that slept.
constexpr double longestMs = 30.0 * 60'000;
constexpr double mostTimesTheUsual = 4;
constexpr std::chrono::milliseconds unknownModelTime{10'000};

QString words(const char* text)
{
    return QCoreApplication::translate("Queue", text);
}

} // namespace

QString modelWords(const Catalog& catalog, const JobRow& job)
{
    const Model* model = catalog.model(job.model);
    if (!model)
        return job.speed.isEmpty() ? job.model : job.model + QStringLiteral(" · ") + job.speed;
    const SpeedOption* speed = model->speed(job.speed);
    return speed ? model->shortName + QStringLiteral(" · ") + speed->label : model->shortName;
}

QString priceWords(QStringView account, Money price)
{
    return billingOf(account) == Billing::Free ? words("free") : price.toText();
}

QString elapsedWords(const JobRow& job, qint64 nowMs)
{
    if (job.startedMs <= 0 || isWaitingState(job.state) || job.state == JobState::Submitting)
        return {};
    const qint64 end = isRunningState(job.state) ? nowMs : job.finishedMs;
    if (end < job.startedMs)
        return {};
    const qint64 seconds = (end - job.startedMs + 500) / 1000;
    if (seconds < 100)
        return words("%1 s").arg(QLocale().toString(seconds));
    return words("%1:%2 min").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString accountWords(QStringView account)
{
    if (account == QLatin1StringView("sandbox"))
        return words("the Sandbox");
    if (account == QLatin1StringView("ideogram"))
        return words("Ideogram");
    return account.toString();
}

bool isRunningState(JobState state)
{
    return isInFlight(state) || state == JobState::Ready || state == JobState::Downloading;
}

bool isWaitingState(JobState state)
{
    return state == JobState::Draft || state == JobState::Queued || state == JobState::Held;
}

bool isFailedState(JobState state)
{
    return state == JobState::Failed || state == JobState::Dead;
}

QString startTimeWords(qint64 startMs, qint64 nowMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(startMs);
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    // The C locale's short form has seconds.
    const QString time = QLocale().language() == QLocale::C ? at.time().toString(QStringLiteral("HH:mm"))
                                                            : QLocale().toString(at.time(), QLocale::ShortFormat);
    if (at.date() == today)
        return words("at %1").arg(time);
    if (at.date() == today.addDays(1))
        return words("tomorrow at %1").arg(time);
    return words("on %1 at %2").arg(QLocale().toString(at.date(), QStringLiteral("ddd d MMM")), time);
}

QList<StartChoice> startChoices(qint64 nowMs)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowMs);
    const auto next = [&now](const QTime& time) {
        const QDateTime today(now.date(), time);
        return today > now ? today : QDateTime(now.date().addDays(1), time);
    };
    const qint64 evening = next(QTime(22, 0)).toMSecsSinceEpoch();
    const qint64 morning = next(QTime(6, 0)).toMSecsSinceEpoch();
    const auto capitalised = [](QString text) {
        text[0] = text[0].toUpper();
        return text;
    };
    const bool isTonight = QDateTime::fromMSecsSinceEpoch(evening).date() == now.date();
    const QString eveningWords = startTimeWords(evening, nowMs);
    return {{isTonight ? words("Tonight %1").arg(eveningWords) : capitalised(eveningWords), evening},
        {capitalised(startTimeWords(morning, nowMs)), morning}};
}

void MeasuredTimes::note(const JobRow& job)
{
    if (job.state != JobState::Done || job.startedMs <= 0 || job.finishedMs <= job.startedMs)
        return;
    const auto took = static_cast<double>(job.finishedMs - job.startedMs);
    if (took > longestMs)
        return;
    double& usual = m_ms[{job.model, job.speed}];
    if (usual <= 0)
        usual = took;
    else
        usual += (std::min(took, usual * mostTimesTheUsual) - usual) * newestWeight;
}

std::optional<std::chrono::milliseconds> MeasuredTimes::of(const QString& model, const QString& speed) const
{
    const double usual = m_ms.value({model, speed});
    return usual > 0 ? std::optional(std::chrono::milliseconds(static_cast<qint64>(usual))) : std::nullopt;
}

std::chrono::milliseconds TypicalTimes::of(const JobRow& job) const
{
    if (const auto measured = m_measured.of(job.model, job.speed))
        return *measured;
    const Model* model = m_catalog.model(job.model);
    const SpeedOption* speed = model ? model->speed(job.speed) : nullptr;
    return speed && speed->typicalDuration.count() > 0 ? speed->typicalDuration : unknownModelTime;
}

} // namespace batchroom
