// SPDX-License-Identifier: GPL-3.0-or-later
// How many pictures of each batch are approved, asked anew when somebody decided otherwise. GUI thread; never blocks
// it.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"
#include "ui/models/refresh_pace.h"

#include <QFuture>
#include <QHash>

namespace batchroom {

class AssetIndex;

QFuture<Result<QHash<BatchId, int>>> approvedByBatch(const AssetIndex& index); // those with any

class ApprovedCounts : public QObject {
    Q_OBJECT
public:
    explicit ApprovedCounts(AssetIndex& index, QObject* parent = nullptr);
    void setWatched(bool isWatched) { m_pace.setWatched(isWatched); }

Q_SIGNALS:
    void counted(const QHash<batchroom::BatchId, int>& approved);

private:
    void ask();
    AssetIndex& m_index;
    RefreshPace m_pace;
    quint64 m_question = 0; // answers to older questions are dropped
};

} // namespace batchroom
