// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/queue_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace batchroom {

namespace {

constexpr double newestWeight = 0.3;
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

void TypicalTimes::note(const JobRow& job)
{
    if (job.state != JobState::Done || job.startedMs <= 0 || job.finishedMs <= job.startedMs)
        return;
    const auto took = static_cast<double>(job.finishedMs - job.startedMs);
    double& learned = m_learnedMs[{job.model, job.speed}];
    learned = learned <= 0 ? took : learned * (1 - newestWeight) + took * newestWeight;
}

std::chrono::milliseconds TypicalTimes::of(const JobRow& job) const
{
    if (const double learned = m_learnedMs.value({job.model, job.speed}); learned > 0)
        return std::chrono::milliseconds(static_cast<qint64>(learned));
    const Model* model = m_catalog.model(job.model);
    const SpeedOption* speed = model ? model->speed(job.speed) : nullptr;
    return speed && speed->typicalDuration.count() > 0 ? speed->typicalDuration : unknownModelTime;
}

} // namespace batchroom
