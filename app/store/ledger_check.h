// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the ledger: works out from attempts and transitions alone where every job must stand and what was spent, and
// holds that against what the rest of the library says. Reads only.
#pragma once

#include "app/core/job.h"

namespace batchroom {

class Connection;

struct LedgerFinding {
    JobId job{};        // none: a sum, not a job
    QString sentence{}; // for the person who looks after the library
};

struct LedgerReport {
    int jobs = 0;
    int attempts = 0;
    Money spent; // recomputed from the attempts
    Money committed;
    Money unknown;
    QList<LedgerFinding> findings; // empty: everything agrees
};

Result<LedgerReport> checkLedger(Connection& connection);

} // namespace batchroom
