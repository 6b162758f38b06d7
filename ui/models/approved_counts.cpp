// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/approved_counts.h"

#include "app/library/asset_index.h"

namespace batchroom {

QFuture<Result<QHash<BatchId, int>>> approvedByBatch(const AssetIndex& index)
{
    AssetFilter approved;
    approved.decisions = {Decision::Approved};
    return index.select(approved).then([](const Result<AssetSelection>& selection) -> Result<QHash<BatchId, int>> {
        if (!selection)
            return selection.error();
        QHash<BatchId, int> counts;
        for (const AssetRow& row : selection->rows)
            ++counts[row.batch];
        return counts;
    });
}

ApprovedCounts::ApprovedCounts(AssetIndex& index, QObject* parent)
    : QObject(parent)
    , m_index(index)
    , m_pace(std::chrono::milliseconds(200))
{
    connect(&m_pace, &RefreshPace::due, this, &ApprovedCounts::ask);
    connect(&m_index, &AssetIndex::reviewed, this,
        [this](const QList<AssetId>&, std::optional<Decision> decision, std::optional<int>) {
            if (decision)
                m_pace.touch();
        });
}

void ApprovedCounts::ask()
{
    approvedByBatch(m_index).then(this, [this, question = ++m_question](const Result<QHash<BatchId, int>>& approved) {
        if (question == m_question && approved)
            Q_EMIT counted(*approved);
    });
}

} // namespace batchroom
