// SPDX-License-Identifier: GPL-3.0-or-later
// What the campaigns cost, paid work alone: pictures of the Sandbox would make the others look cheap. GUI thread;
// never blocks it.
#pragma once

#include "app/core/job.h"
#include "ui/models/refresh_pace.h"

#include <QFuture>
#include <QHash>

#include <functional>

namespace batchroom {

// Of a campaign that is all free: its pictures, and no money.
QList<CampaignCost> costsOf(const QList<BatchSummary>& batches, const QHash<BatchId, int>& approved);

class CampaignCosts : public QObject {
    Q_OBJECT
public:
    using Source = std::function<QFuture<Result<QList<CampaignCost>>>()>;
    explicit CampaignCosts(QObject* parent = nullptr);
    void setSource(Source source);
    void touch() { m_pace.touch(); } // money was spent, or a decision was made
    void setWatched(bool isWatched) { m_pace.setWatched(isWatched); }
    std::optional<CampaignCost> of(std::optional<CampaignId> campaign) const;

Q_SIGNALS:
    void changed();

private:
    void ask();
    Source m_source;
    RefreshPace m_pace;
    QHash<CampaignId, CampaignCost> m_costs;
    quint64 m_question = 0; // answers to older questions are dropped
};

} // namespace batchroom
