// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger: one row for every try to send a job, written before its first byte leaves; the only record that decides
// about money. Rows are never deleted. Used inside Store::write(); lives as long as its Connection.
#pragma once

#include "app/core/job_transitions.h"

#include <variant>

namespace batchroom {

class Connection;

enum class Billed { Pending, Yes, No, Unknown };
QString billedName(Billed billed);
std::optional<Billed> billedFromName(QStringView name);

// Whether a job's earlier attempts, all but the latest, cost something.
enum class EarlierCharge { None, Possible, Known };
QString cancelledMessage(EarlierCharge earlier);

// What one outcome changes. Made by app/queue/decide_outcome.h and by nobody else.
struct Settlement {
    JobEvent event = JobEvent::OutcomeLost;
    Billed billed = Billed::Unknown;
    QString outcome{};             // the ledger's word: "accepted", "not_sent", "throttled" ...
    QString message{};             // for the person; empty when all is well
    QString detail{};              // technical
    bool isFailure = false;        // counts towards the two repetitions of a failed generation
    bool usesUpAttempt = true;     // false: the job did not get its chance (throttled, not sent, account refused)
    qint64 notBeforeMs = 0;        // of a job that goes back to queued
    std::optional<int> status{};   // HTTP
    QString generationId{};        // kept when empty
    std::optional<qint64> seed{};  // kept when none
    QList<ReturnedImage> images{}; // kept when empty
    std::optional<Money> charged{};
};

// The caps that hold for one account now; a batch's own cap is in its row.
struct SpendLimits {
    std::optional<Money> day;
    std::optional<Money> month;
    qint64 dayStartMs = 0;
    qint64 monthStartMs = 0;
};

enum class CapScope { Batch, Day, Month };
struct CapRefusal {
    CapScope scope = CapScope::Batch;
    QString batchName{};
    Money cap;
    Money used;    // billed, pending and unknown together
    Money pending; // part of it that may still turn out not to be billed
};
struct Intent {
    AttemptId attempt{};
    int number = 0;
};

class AttemptLedger {
public:
    AttemptLedger(Connection& connection, qint64 nowMs);

    // Checks the caps, writes the attempt row and moves the job from queued to submitting, all in the caller's
    // transaction. InvalidTransition when the job is not queued any more, its batch is paused or its account held.
    Result<std::variant<Intent, CapRefusal>> begin(JobId job, Money price, const SpendLimits& limits);
    // StaleAttempt, and nothing changed, unless the job is in `from` and still names this attempt; InvalidTransition
    // when the event means nothing there.
    Result<void> settle(JobId job, AttemptId attempt, JobState from, const Settlement& settlement);
    // A step that says nothing about money: ready <-> downloading. Fenced in the same way.
    Result<void> moveOn(JobId job, AttemptId attempt, JobState from, JobEvent event, const QString& message = {},
        const QString& detail = {});
    // A fresh link for the same pictures.
    Result<void> replaceImages(JobId job, AttemptId attempt, const QList<ReturnedImage>& images);
    // After a crash or kill: the jobs that were being sent.
    Result<QList<JobId>> settleInterrupted(const Settlement& settlement);

private:
    Result<std::optional<CapRefusal>> checkCaps(JobId job, Money price, const SpendLimits& limits);

    Connection& m_connection;
    qint64 m_nowMs;
};

QByteArray toJson(const QList<ReturnedImage>& images);
QList<ReturnedImage> returnedImagesFromJson(const QByteArray& json);

} // namespace batchroom
