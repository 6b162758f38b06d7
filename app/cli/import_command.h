// SPDX-License-Identifier: GPL-3.0-or-later
// events import: pictures that others made, and what came of tasks in general.
#pragma once

#include "app/cli/console.h"
#include "app/cli/event_loop.h"
#include "app/cli/options.h"
#include "app/store/event_task_repository.h"

#include <memory>

namespace batchroom {
class Studio;
}

namespace batchroom::cli {

// As the commands of commands.h.
std::shared_ptr<void> beginImport(Studio& studio, const Options& options, Console& console, const Finish& finish);
// One try of an import or a rule.
void sayTask(Console& console, const EventTask& task);

} // namespace batchroom::cli
