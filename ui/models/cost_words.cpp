// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cost_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Cost", text);
}

QString joined(const QStringList& parts)
{
    return parts.join(QStringLiteral(" · "));
}

QString possibleWords(Money unknown)
{
    return tr("up to %1 more possible").arg(unknown.toText());
}

// A provider may name its charge for some of the work only.
QString spentWords(const BatchSummary& batch)
{
    if (batch.spent.isZero())
        return batch.unknown.isZero() ? tr("Nothing was charged") : tr("Nothing known to be charged");
    const bool isNamed = !batch.quoted.isZero() || !batch.charged.isZero();
    if (!isNamed)
        return tr("Spent %1").arg(batch.spent.toText());
    const QString named = tr("quoted %1 · charged %2").arg(batch.quoted.toText(), batch.charged.toText());
    if (batch.charged == batch.spent)
        return tr("Quoted %1 · charged %2").arg(batch.quoted.toText(), batch.charged.toText());
    return tr("Spent %1, of that %2").arg(batch.spent.toText(), named);
}

} // namespace

QString shareText(Money sum, int among)
{
    const qint64 share = sum.micros() / std::max(1, among);
    const qint64 step = share < 100'000 ? 1'000 : 10'000;
    return Money::fromMicros((share + step / 2) / step * step).toText();
}

QString costWords(const BatchSummary& batch, int approved)
{
    if (billingOf(batch.account) == Billing::Free)
        return tr("free");
    QStringList parts{spentWords(batch)};
    if (!batch.committed.isZero())
        parts.append(tr("%1 in flight").arg(batch.committed.toText()));
    if (!batch.unknown.isZero())
        parts.append(possibleWords(batch.unknown));
    if (approved > 0 && !batch.spent.isZero())
        parts.append(tr("%1 per approved image").arg(shareText(batch.spent, approved)));
    return joined(parts);
}

QString shortCostWords(const CampaignCost& cost)
{
    const bool isSure = cost.unknown.isZero();
    if (cost.spent.isZero() && isSure)
        return cost.images > 0 ? tr("free") : QString();
    QStringList parts;
    if (cost.approved > 0 && !cost.spent.isZero())
        parts.append(
            (isSure ? tr("%1 per approved image") : tr("%1 per approved")).arg(shareText(cost.spent, cost.approved)));
    else if (!cost.spent.isZero())
        parts.append(tr("%1 spent").arg(cost.spent.toText()));
    if (!isSure)
        parts.append(tr("%1 possible").arg(cost.unknown.toText()));
    return joined(parts);
}

QString costSentences(const CampaignCost& cost)
{
    if (cost.spent.isZero() && cost.unknown.isZero())
        return {};
    const QLocale locale;
    QString text =
        tr("%1: %2 spent, %3 of %4 paid images approved.")
            .arg(cost.name, cost.spent.toText(), locale.toString(cost.approved), locale.toString(cost.images));
    if (!cost.unknown.isZero())
        text += QLatin1Char(' ')
            + tr("Up to %1 more may have been charged: the outcome of some images is unknown.")
                  .arg(cost.unknown.toText());
    return text;
}

} // namespace batchroom
