// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the application's loop until a command says its exit code, or Ctrl+C asks for an orderly stop. Main thread.
#pragma once

#include <functional>

namespace batchroom::cli {

using Finish = std::function<void(int)>;

// Calls begin(finish) inside the loop. On SIGINT or SIGTERM the loop ends with 130; a second signal kills the program.
int runUntilFinished(const std::function<void(const Finish&)>& begin);

// Of the loop that runs: instead of ending at once it calls this, and ends by finish() or after two seconds.
void setLastWords(std::function<void()> speak);

} // namespace batchroom::cli
