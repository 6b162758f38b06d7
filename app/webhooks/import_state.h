// SPDX-License-Identifier: GPL-3.0-or-later
// How the import of an event's pictures stands. A value; any thread.
#pragma once

#include "app/store/event_task_repository.h"
#include "app/webhooks/import_policy.h"

namespace batchroom {

struct ImportState {
    InboxEvent event{};
    ImportOffer offer{};
    std::optional<EventTask> task{}; // none: nobody has asked for it
    bool isOwn = false;              // a generation of this library: its own job brings the picture
    bool canImport() const { return !isOwn && offer.pictures > 0 && (!task || task->state == EventTaskState::Dead); }
};

} // namespace batchroom
