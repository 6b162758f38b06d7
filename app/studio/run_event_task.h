// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out one task of an event, once more if need be: whatever it did before is found and not done twice. Blocks;
// worker threads.
#pragma once

#include "app/core/random_source.h"
#include "app/delivery/exporter.h"
#include "app/store/event_task_repository.h"
#include "app/studio/event_import.h"
#include "app/webhooks/event_rule.h"

namespace batchroom {

struct DesktopNotice {
    QString title{};
    QString text{};
};

struct TaskEnd {
    EventTask task{};
    EventTaskSettlement settlement{};
    QList<AssetRow> added{};                 // pictures that are new in the library
    std::optional<ExportSummary> exported{}; // for who follows exports
    std::optional<DesktopNotice> notice{};   // to be shown before the settlement is written
    bool isOutboxFuller = false;
    bool isWaitingForImport = false; // of the event's pictures, which wakes it
    bool isStopped = false;          // nothing is settled
};

// Nobody waits for an event's task for long: after so many tries a person decides.
inline constexpr int mostEventTaskTries = 10;
inline constexpr std::chrono::minutes longestEventTaskPause{10};

TaskEnd runEventTask(const ImportTools& tools, RandomSource& random, const EventTask& task, std::stop_token stop);

} // namespace batchroom
