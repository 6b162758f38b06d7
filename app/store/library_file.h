// SPDX-License-Identifier: GPL-3.0-or-later
// library.db as a file: created whole or not at all, inspected without touching it, migrated, backed up, restored.
// Free functions; the caller holds the library's lock.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <optional>

namespace batchroom {

QString libraryFilePath(const QString& folder);

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

// backups/library-v<version>-<UTC time>-n<number>.db; the newest few are kept. The path.
Result<QString> backUpLibraryFile(const QString& folder, int version, const Clock& clock);
// By the number, since a clock may have been wrong.
std::optional<QString> newestBackup(const QString& folder);
// When the newest backup was made, by its name.
std::optional<Clock::Milliseconds> newestBackupTime(const QString& folder);
// Moves the present files to damaged/<UTC time>/ and puts the newest sound backup in their place, marked as what it is.
// The backup's path.
Result<QString> restoreNewestBackup(const QString& folder, const Clock& clock);

} // namespace batchroom
