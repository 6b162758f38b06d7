// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/doubted_jobs.h"

#include "app/store/job_repository.h"
#include "app/store/query.h"

#include <QCryptographicHash>

namespace batchroom {

namespace {

struct Doubted {
    JobId job;
    JobState state = JobState::Queued;
    AttemptId attempt;
    QString account;
    QString request;
    Money price;
};

Result<QList<Doubted>> findDoubted(Connection& connection)
{
    Query query(connection,
        QStringLiteral("SELECT j.id, j.state, j.attempt_id, b.account, j.request, j.price_micros FROM job j "
                       "JOIN batch b ON b.id = j.batch_id WHERE j.state IN ('queued', 'held', 'submitting') "
                       "ORDER BY j.position"));
    return query.all([](const Row& row) {
        return Doubted{.job = row.get<JobId>(0),
            .state = jobStateFromName(row.text(1)).value_or(JobState::Queued),
            .attempt = row.get<AttemptId>(2),
            .account = row.text(3),
            .request = row.text(4),
            .price = row.money(5)};
    });
}

Result<AttemptId> addAttempt(Connection& connection, const Doubted& job, const Settlement& settlement, qint64 nowMs)
{
    const QByteArray hash = QCryptographicHash::hash(job.request.toUtf8(), QCryptographicHash::Sha256).toHex();
    return insertRow<AttemptId>(connection,
        QStringLiteral("INSERT INTO attempt (job_id, number, account, request_hash, price_micros, intent_ms, "
                       "settled_ms, outcome, billed, message) "
                       "SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM attempt WHERE job_id = ?"),
        job.job, job.account, QString::fromLatin1(hash), job.price, nowMs, nowMs, settlement.outcome,
        billedName(settlement.billed), settlement.message, job.job);
}

Result<void> settleWaiting(Connection& connection, const Doubted& job, const Settlement& settlement, qint64 nowMs)
{
    const Result<AttemptId> attempt = addAttempt(connection, job, settlement, nowMs);
    if (!attempt)
        return attempt.error();
    const Result<JobState> next =
        recordTransition(connection, job.job, *attempt, job.state, settlement.event, settlement.message, nowMs);
    if (!next)
        return next.error();
    const Result<qint64> moved = execute(connection,
        QStringLiteral("UPDATE job SET state = ?, attempt_id = ?, attempts = attempts + 1, message = ?, detail = ?, "
                       "not_before_ms = 0, state_since_ms = ?, finished_ms = ? WHERE id = ?"),
        jobStateName(*next), *attempt, settlement.message, settlement.detail, nowMs, nowMs, job.job);
    return moved ? Result<void>() : Result<void>(moved.error());
}

} // namespace

Result<QList<JobId>> settleDoubted(Connection& connection, const Settlement& settlement, qint64 nowMs)
{
    const Result<QList<Doubted>> doubted = findDoubted(connection);
    if (!doubted)
        return doubted.error();
    AttemptLedger ledger(connection, nowMs);
    QList<JobId> jobs;
    for (const Doubted& job : *doubted) {
        const Result<void> done = job.state == JobState::Submitting
            ? ledger.settle(job.job, job.attempt, JobState::Submitting, settlement)
            : settleWaiting(connection, job, settlement, nowMs);
        if (!done)
            return done.error();
        jobs.append(job.job);
    }
    return jobs;
}

} // namespace batchroom
