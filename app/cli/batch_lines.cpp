// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_lines.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ListCommands", text);
}

QString priorityName(BatchPriority priority)
{
    switch (priority) {
    case BatchPriority::First: return QStringLiteral("first");
    case BatchPriority::Later: return QStringLiteral("later");
    case BatchPriority::Normal: break;
    }
    return QStringLiteral("normal");
}

} // namespace

QJsonObject jsonOf(const BatchSummary& batch)
{
    QJsonObject states;
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        states.insert(jobStateName(it.key()), it.value());
    return {
        {QStringLiteral("type"), QStringLiteral("batch")},
        {QStringLiteral("id"), batch.id.value},
        {QStringLiteral("name"), batch.name},
        {QStringLiteral("campaign"), batch.campaignName},
        {QStringLiteral("account"), batch.account},
        {QStringLiteral("paused"), batch.isPaused},
        {QStringLiteral("hold"), batch.holdMessage},
        {QStringLiteral("priority"), priorityName(batch.priority)},
        {QStringLiteral("start"),
            batch.startMs > 0 ? QJsonValue(QDateTime::fromMSecsSinceEpoch(batch.startMs).toUTC().toString(Qt::ISODate))
                              : QJsonValue()},
        {QStringLiteral("cap_usd"), batch.cap ? QJsonValue(batch.cap->toDecimal()) : QJsonValue()},
        {QStringLiteral("states"), states},
        {QStringLiteral("planned_usd"), batch.planned.toDecimal()},
        {QStringLiteral("spent_usd"), batch.spent.toDecimal()},
        {QStringLiteral("committed_usd"), batch.committed.toDecimal()},
        {QStringLiteral("unknown_usd"), batch.unknown.toDecimal()},
        {QStringLiteral("quoted_usd"), batch.quoted.toDecimal()},
        {QStringLiteral("charged_usd"), batch.charged.toDecimal()},
    };
}

QString lineOf(const BatchSummary& batch)
{
    QString line = tr("Batch %1 “%2” (%3): %4 of %5 done, %6 spent.")
                       .arg(batch.id.value)
                       .arg(batch.name, batch.campaignName)
                       .arg(batch.count(JobState::Done))
                       .arg(batch.total())
                       .arg(batch.spent.toText());
    if (batch.isPaused)
        line += QLatin1Char(' ') + (batch.holdMessage.isEmpty() ? tr("Paused.") : batch.holdMessage);
    if (batch.startMs > QDateTime::currentMSecsSinceEpoch())
        line += QLatin1Char(' ')
            + tr("Starts %1.")
                  .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(batch.startMs), QLocale::ShortFormat));
    // Where the provider named its charge.
    if (batch.charged != batch.quoted)
        line += QLatin1Char(' ') + tr("Quoted %1, charged %2.").arg(batch.quoted.toText(), batch.charged.toText());
    return line;
}

} // namespace batchroom::cli
