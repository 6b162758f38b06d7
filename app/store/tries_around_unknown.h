// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the ledger that is held against what a provider says it billed. Used inside Store::read().
#pragma once

#include "app/store/attempt_ledger.h"

namespace batchroom {

struct LedgerTry {
    qint64 sentMs = 0; // wall clock: its intent; the first byte left after that
    Billed billed = Billed::Unknown;
    bool isOpen = false; // unknown, and no person has answered yet
};

// Tries that were or may have been billed, from `marginMs` before the first open one to `marginMs` after the last.
// Empty when none is open.
Result<QList<LedgerTry>> triesAroundUnknown(Connection& connection, const QString& account, qint64 marginMs);

} // namespace batchroom
