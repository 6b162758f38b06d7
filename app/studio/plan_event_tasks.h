// SPDX-License-Identifier: GPL-3.0-or-later
// Which tasks come of events: the import of pictures and the rules that match. Blocks on the library.
#pragma once

#include "app/core/clock.h"
#include "app/store/event_task_repository.h"
#include "app/webhooks/event_rule.h"

namespace batchroom {

class AssetStore;
class Connection;
class Store;

// What the tasks are called that are an import, or a rule's.
QString importAction();
QString ruleAction(const EventRule& rule);

// Pure.
QList<EventTaskDraft> tasksOf(const EventFact& fact, const EventSettings& settings);

// What the library keeps under the name of the event settings; defaults when it keeps nothing.
Result<EventSettings> readEventSettings(Connection& connection);
Result<void> writeEventSettings(Connection& connection, const EventSettings& settings, qint64 nowMs);

// Facts of this library that one of the rules is about become tasks, each once: those since it was last looked, or
// since the rules were made.
Result<void> planOwnTasks(Store& store, const AssetStore& originals, const EventSettings& settings);

} // namespace batchroom
