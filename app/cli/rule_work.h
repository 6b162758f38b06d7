// SPDX-License-Identifier: GPL-3.0-or-later
// The library's rules and imports while a command works in the foreground. Main thread.
#pragma once

#include "app/cli/console.h"

#include <memory>

class QObject;

namespace batchroom {
class Studio;
}

namespace batchroom::cli {

enum class TellsTasks { Yes, OnlyToPeople };

// They are carried out, and what came of each is told, for as long as what is returned lives.
std::shared_ptr<QObject> carryOutRules(Studio& studio, Console& console, TellsTasks tells);

} // namespace batchroom::cli
