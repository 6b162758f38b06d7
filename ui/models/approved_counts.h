// SPDX-License-Identifier: GPL-3.0-or-later
// How many pictures of each batch are approved, asked anew when somebody decided otherwise. GUI thread; never blocks
// it.
#pragma once

#include "app/core/ids.h"
#include "ui/models/refresh_pace.h"

#include <QHash>

namespace batchroom {

class AssetIndex;

class ApprovedCounts : public QObject {
    Q_OBJECT
public:
    explicit ApprovedCounts(AssetIndex& index, QObject* parent = nullptr);
    void setWatched(bool isWatched) { m_pace.setWatched(isWatched); }

Q_SIGNALS:
    void counted(const QHash<batchroom::BatchId, int>& approved); // those with any

private:
    void ask();
    AssetIndex& m_index;
    RefreshPace m_pace;
    quint64 m_question = 0; // answers to older questions are dropped
};

} // namespace batchroom
