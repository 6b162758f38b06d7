// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a WAL as bytes, without SQLite, which would mix it with the file beside it. Format: sqlite.org/fileformat2.html
// section 4. Free functions; any thread, nobody may be writing.
#pragma once

#include "app/core/result.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace batchroom {

// Whether the first committed transaction holds these bytes; none when nothing in it is committed, or there is no such
// file. Errors: FileAccess.
Result<std::optional<bool>> firstTransactionHolds(const QString& walPath, QByteArrayView bytes);

} // namespace batchroom
