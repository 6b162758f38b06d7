// SPDX-License-Identifier: GPL-3.0-or-later
// A batch and where its rows are now; only for the files of QueueList.
#pragma once

#include "ui/models/queue_list.h"
#include "ui/models/time_left.h"

namespace batchroom {

struct QueueList::Section {
    explicit Section(QueueBatch content)
        : batch(std::move(content))
    {
    }
    int rowCount() const { return 1 + static_cast<int>(jobs.size()) + (hasFooter ? 1 : 0); }

    QueueBatch batch;
    bool isShown = false;
    int firstRow = 0;
    std::vector<int> jobs; // indices in the batch, in the order of the rows
    bool hasFooter = false;
    SteadyCountdown countdown;
    QString footer; // its words; they change when they are told, not while rows come and go
};

} // namespace batchroom
