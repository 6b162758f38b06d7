// SPDX-License-Identifier: GPL-3.0-or-later
// What comes of events that were kept: said for the person, planned as tasks, written down. Blocks on the library;
// worker threads.
#pragma once

#include "app/webhooks/event_rule.h"
#include "app/webhooks/import_state.h"

#include <functional>

namespace batchroom {

class JobQueue;
class Store;

// Some that nobody has worked on yet, in the order they came; the poll of our own generations is woken. They are
// settled with their tasks or not at all, so a killed run does it again.
Result<QList<InboxEvent>> workOffInbox(Store& store, JobQueue& queue, qint64 nowMs);
inline constexpr int inboxAtOnce = 100;

Result<ImportState> importStateOf(Store& store, InboxId id); // NotFound

// The person's word: pictures may come from these hosts from now on, and those of the event are imported (again).
// NotFound, BadInput.
Result<EventTaskId> planImport(Store& store, InboxId id, const QStringList& newHosts, qint64 nowMs);

// Read, edited and written as one.
Result<EventSettings> editEventSettings(Store& store, const std::function<void(EventSettings&)>& edit);

} // namespace batchroom
