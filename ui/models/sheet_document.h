// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet as it is kept in the library between two starts: every cell as typed, empty rows too. Pure.
#pragma once

#include "app/compose/sheet.h"
#include "app/core/result.h"

namespace batchroom {

QByteArray sheetDocument(const Sheet& sheet);
Result<Sheet> sheetFromDocument(const QByteArray& document);

} // namespace batchroom
