// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs of a library that is older than what may have been paid for since.
#pragma once

#include "app/store/attempt_ledger.h"

namespace batchroom {

// Everything that waits or was being sent gets this outcome; what only waited gets an attempt row for it, at its
// planned price, so that every sum and every cap counts the possible charge. It counts from now: when it was sent
// nobody knows.
Result<QList<JobId>> settleDoubted(Connection& connection, const Settlement& settlement, qint64 nowMs);

} // namespace batchroom
