// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the library for a command and runs the loop around it. Main thread.
#pragma once

#include "app/cli/console.h"
#include "app/cli/event_loop.h"
#include "app/cli/options.h"
#include "app/studio/studio.h"

#include <functional>
#include <memory>

namespace batchroom::cli {

enum class WhichBatches { All, OnlyNew };

QString libraryFolderOf(const Options& options);

// begin() returns what must live until finish() was called; it dies before the Studio does. The key of a charged
// account is there when begin() is called; without one the queue holds. Exit 5 when the library cannot be opened.
int withStudio(const Options& options, Console& console, WhichBatches which,
    const std::function<std::shared_ptr<void>(Studio&, const Finish&)>& begin);

} // namespace batchroom::cli
