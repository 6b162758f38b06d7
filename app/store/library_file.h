// SPDX-License-Identifier: GPL-3.0-or-later
// library.db as a file: created whole or not at all, inspected without touching it, migrated.
// Free functions; the caller holds the library's lock.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/store/library_paths.h"

namespace batchroom {

// LibraryDamaged when there was a library whose file is gone; never answered by an empty one.
Result<bool> libraryExists(const QString& folder);
// A complete empty library under its final name, or none.
Result<void> createLibraryFile(const QString& folder);
// The schema version of a sound file. Reads only. Errors: LibraryDamaged (names the newest backup), LibraryTooNew,
// FileAccess.
Result<int> inspectLibraryFile(const QString& folder);
// Backs up first, then each step in its own transaction.
Result<void> migrateLibraryFile(const QString& folder, int fromVersion, const Clock& clock);

// Everything so far is in the main file afterwards and its WAL is empty, but there.
Result<void> emptyWal(const QString& folder);

} // namespace batchroom
