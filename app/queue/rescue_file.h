// SPDX-License-Identifier: GPL-3.0-or-later
// rescue/<attempt>.json in the library folder: the outcome of a paid call that could not be written into the library
// while the program was being closed. The next start settles the attempt from it before anything becomes unknown.
#pragma once

#include "app/store/attempt_ledger.h"
#include "app/store/job_repository.h"

namespace batchroom {

struct RescuedOutcome {
    QString path{};
    JobId job{};
    AttemptId attempt{};
    qint64 intentMs = 0; // tells the attempt from one of the same number in a restored library; 0: not known
    JobState from = JobState::Submitting;
    Settlement settlement{};
};

// Durable when it returns.
Result<void> writeRescueFile(
    const QString& libraryFolder, const StoredJob& job, JobState from, const Settlement& settlement);
QList<RescuedOutcome> readRescueFiles(const QString& libraryFolder);
// False, and nothing changed, when the attempt is not the one that waits for it.
Result<bool> settleRescued(Connection& connection, const RescuedOutcome& rescued, qint64 nowMs);

} // namespace batchroom
