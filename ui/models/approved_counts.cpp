// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/approved_counts.h"

#include "app/library/asset_index.h"

namespace batchroom {

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
    AssetFilter approved;
    approved.decisions = {Decision::Approved};
    m_index.select(approved).then(this, [this, question = ++m_question](const Result<AssetSelection>& selection) {
        if (question != m_question || !selection)
            return;
        QHash<BatchId, int> counts;
        for (const AssetRow& row : selection->rows)
            ++counts[row.batch];
        Q_EMIT counted(counts);
    });
}

} // namespace batchroom
