// SPDX-License-Identifier: GPL-3.0-or-later
// Files that survive a power cut: data and folder entry are on the disk when these return. Any thread; blocks.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace batchroom {

// Everything written so far to the closed file is on the disk afterwards.
Result<void> syncFile(const QString& path);
// The names in a folder (created, renamed, removed) are on the disk afterwards.
Result<void> syncFolder(const QString& path);
// mkpath with a sentence.
Result<void> ensureFolder(const QString& path);
// The last level only: an error when the folder above is gone.
Result<void> makeFolder(const QString& path);
// Temporary file -> fsync -> rename over `path` -> fsync folder. `temporaryPath` is on the same disk. Nothing is left
// behind on failure. Errors: DiskFull, FileAccess.
Result<void> writeFileDurably(const QString& path, const QByteArray& bytes, const QString& temporaryPath);
// Rename over `to` -> fsync folder.
Result<void> renameDurably(const QString& from, const QString& to);
// The disk a file is on, as the system numbers it; none when there is no such file. 0 on Windows.
std::optional<quint64> deviceOf(const QString& path);
// What an unprivileged program may still write there; -1 when it cannot be told.
qint64 freeBytesAt(const QString& folder);

} // namespace batchroom
