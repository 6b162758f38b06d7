// SPDX-License-Identifier: GPL-3.0-or-later
// Which queued jobs may start now. Pure: no clock, no store.
#pragma once

#include "app/store/job_repository.h"

#include <QSet>

namespace batchroom {

struct AccountAdmission {
    int placesInUse = 0; // images in flight: being quoted, submitting, accepted
    int placeLimit = 10;
    bool isHeld = false;
    bool waitsForCap = false; // the day or month cap leaves no room until something in flight has settled
    qint64 quietUntilMs = 0;  // the provider or the network asked for a break
};

struct AdmissionContext {
    QMap<QString, AccountAdmission> accounts;
    QSet<BatchId> batchesAtCap; // no room until something in flight has settled
    QSet<JobId> running;        // already on a worker
    bool isPaused = false;
    qint64 nowMs = 0;
};

struct AdmissionPlan {
    QList<JobId> start;
    std::optional<qint64> nextDueMs; // when to look again for jobs that only wait for the time
};

// Candidates come in queue order; it is kept.
AdmissionPlan planAdmission(const QList<QueuedJob>& candidates, const AdmissionContext& context);

} // namespace batchroom
