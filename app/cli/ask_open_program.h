// SPDX-License-Identifier: GPL-3.0-or-later
// Hands a command to the program that has the library open. Main thread.
#pragma once

#include "app/cli/console.h"
#include "app/cli/options.h"

#include <optional>

namespace batchroom::cli {

// What it said is shown; its exit code. None: no program with a desk for commands has the library open.
std::optional<int> askOpenProgram(const Options& options, Console& console);

} // namespace batchroom::cli
