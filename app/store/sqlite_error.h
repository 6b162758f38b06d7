// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite says, as an Error that can be acted on.
#pragma once

#include "app/core/error.h"

#include <QSqlError>

namespace batchroom {

// DiskFull, FileAccess, LibraryDamaged, LibraryLocked or Database.
Error errorFromSql(const QSqlError& problem, const QString& sql = {});

} // namespace batchroom
