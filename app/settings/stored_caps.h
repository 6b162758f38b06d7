// SPDX-License-Identifier: GPL-3.0-or-later
// The spending limits as they are on disk, for whoever pays without a window. Any thread.
#pragma once

#include "app/core/result.h"
#include "app/settings/preferences.h"

namespace batchroom {

// No file: no limits. A file or a limit that cannot be read is an error, never "no limit" (the window opens with what
// PreferencesStore makes of it).
Result<Preferences::Caps> storedCaps();

} // namespace batchroom
