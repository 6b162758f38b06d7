// SPDX-License-Identifier: GPL-3.0-or-later
// One function a command of batchroom-cli. Main thread. These open what they need, work, and return the exit code:
#pragma once

#include "app/cli/console.h"
#include "app/cli/event_loop.h"
#include "app/cli/options.h"

#include <memory>

namespace batchroom {
class Studio;
}

namespace batchroom::cli {

int runCommand(const Options& options, Console& console);
int resumeCommand(const Options& options, Console& console);
int exportCommand(const Options& options, Console& console);
int sandboxCommand(const Options& options, Console& console);
int listenCommand(const Options& options, Console& console);
int signCommand(const Options& options, Console& console);
int verifyCommand(const Options& options, Console& console);
int keyCommand(const Options& options, Console& console);
int doctorCommand(const Options& options, Console& console);

// Those that look at a library or steer its queue: also one that another program has open, which then carries them out.
// They return what must live until finish() was called, and keep options and console by reference until then.
using Session = std::shared_ptr<void>;
Session beginStatus(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginJobs(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginAssets(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginResolve(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginUsage(Studio& studio, const Options& options, Console& console, const Finish& finish); // resolve --check
Session beginCancel(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginRetry(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginMove(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginEdit(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginPause(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginContinue(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginBatch(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginEvents(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginCallbacks(Studio& studio, const Options& options, Console& console, const Finish& finish);
Session beginReview(Studio& studio, const Options& options, Console& console, const Finish& finish);

struct LibraryCommand {
    QLatin1StringView name;
    Session (*begin)(Studio&, const Options&, Console&, const Finish&);
};
const LibraryCommand* libraryCommand(QStringView name); // null: none of these

// Parses, dispatches; what main() returns.
int execute(const QStringList& arguments);

} // namespace batchroom::cli
