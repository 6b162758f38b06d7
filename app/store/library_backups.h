// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of library.db in its backups folder: made, counted, put back. Free functions; the caller holds the library's
// lock. Everything blocks.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <optional>

namespace batchroom {

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
