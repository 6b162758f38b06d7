// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/campaign_costs.h"

#include <QMap>

namespace batchroom {

QList<CampaignCost> costsOf(const QList<BatchSummary>& batches, const QHash<BatchId, int>& approved)
{
    QMap<qint64, CampaignCost> paid;
    QMap<qint64, CampaignCost> all;
    const auto add = [&approved](CampaignCost& cost, const BatchSummary& batch) {
        cost.campaign = batch.campaign;
        cost.name = batch.campaignName;
        cost.spent += batch.spent;
        cost.unknown += batch.unknown;
        cost.images += batch.count(JobState::Done);
        cost.approved += approved.value(batch.id);
    };
    for (const BatchSummary& batch : batches) {
        add(all[batch.campaign.value], batch);
        if (billingOf(batch.account) == Billing::Charged)
            add(paid[batch.campaign.value], batch);
    }
    for (auto cost = paid.cbegin(); cost != paid.cend(); ++cost)
        if (cost->images > 0 || !cost->spent.isZero() || !cost->unknown.isZero())
            all.insert(cost.key(), cost.value());
    return all.values();
}

CampaignCosts::CampaignCosts(QObject* parent)
    : QObject(parent)
    , m_pace(std::chrono::milliseconds(400))
{
    connect(&m_pace, &RefreshPace::due, this, &CampaignCosts::ask);
}

void CampaignCosts::setSource(Source source)
{
    m_source = std::move(source);
    m_pace.touch();
}

std::optional<CampaignCost> CampaignCosts::of(std::optional<CampaignId> campaign) const
{
    const auto found = campaign ? m_costs.constFind(*campaign) : m_costs.constEnd();
    return found == m_costs.constEnd() ? std::nullopt : std::optional(*found);
}

// What was known stays when it cannot be read: the next change asks again.
void CampaignCosts::ask()
{
    if (!m_source)
        return;
    m_source().then(this, [this, question = ++m_question](const Result<QList<CampaignCost>>& costs) {
        if (question != m_question || !costs)
            return;
        m_costs.clear();
        for (const CampaignCost& cost : *costs)
            m_costs.insert(cost.campaign, cost);
        Q_EMIT changed();
    });
}

} // namespace batchroom
