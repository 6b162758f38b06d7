// SPDX-License-Identifier: GPL-3.0-or-later
// One function a command of batchroom-cli. Each opens what it needs, works, and returns the exit code. Main thread.
#pragma once

#include "app/cli/console.h"
#include "app/cli/options.h"

namespace batchroom::cli {

int runCommand(const Options& options, Console& console);
int resumeCommand(const Options& options, Console& console);
int statusCommand(const Options& options, Console& console);
int jobsCommand(const Options& options, Console& console);
int assetsCommand(const Options& options, Console& console);
int resolveCommand(const Options& options, Console& console);
int cancelCommand(const Options& options, Console& console);
int retryCommand(const Options& options, Console& console);
int moveCommand(const Options& options, Console& console);
int editCommand(const Options& options, Console& console);
int pauseCommand(const Options& options, Console& console);
int continueCommand(const Options& options, Console& console);
int batchCommand(const Options& options, Console& console);
int reviewCommand(const Options& options, Console& console);
int exportCommand(const Options& options, Console& console);
int usageCommand(const Options& options, Console& console); // resolve --check
int sandboxCommand(const Options& options, Console& console);
int listenCommand(const Options& options, Console& console);
int eventsCommand(const Options& options, Console& console);
int callbacksCommand(const Options& options, Console& console);
int signCommand(const Options& options, Console& console);
int verifyCommand(const Options& options, Console& console);
int keyCommand(const Options& options, Console& console);
int doctorCommand(const Options& options, Console& console);

// Parses, dispatches; what main() returns.
int execute(const QStringList& arguments);

} // namespace batchroom::cli
