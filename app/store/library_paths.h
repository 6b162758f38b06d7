// SPDX-License-Identifier: GPL-3.0-or-later
// Where a library folder keeps its database and the backups of it.
#pragma once

#include <QString>

namespace batchroom {

inline QString libraryFilePath(const QString& folder)
{
    return folder + QStringLiteral("/library.db");
}

inline QString backupFolder(const QString& folder)
{
    return folder + QStringLiteral("/backups");
}

} // namespace batchroom
