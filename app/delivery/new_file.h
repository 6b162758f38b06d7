// SPDX-License-Identifier: GPL-3.0-or-later
// Files that appear whole or not at all, and never in the place of another. Any thread; blocks.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

namespace batchroom {

struct FileName {
    QString stem;
    int suffix = 1; // the first to try: 1 is the stem alone, 2 is "stem-2"
    QString extension;
    QString text(int number) const;
};

// Temporary file in `folder` -> fsync -> the first free name. The path it got. Errors: DiskFull, FileAccess, Exists.
Result<QString> writeNewFile(const QString& folder, const FileName& name, const QByteArray& bytes);

} // namespace batchroom
