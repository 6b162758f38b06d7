// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/settle_leftovers.h"

#include "app/queue/decide_outcome.h"
#include "app/queue/rescue_file.h"
#include "app/store/account_repository.h"
#include "app/store/doubted_jobs.h"
#include "app/store/session_mark.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QLocale>
#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

Settlement decideDoubted(qint64 sinceMs)
{
    const QString decide = tr("Decide whether to send it again (a second charge is possible) or to write it off.");
    const QString what = sinceMs > 0
        ? tr("The library was put back to its state of %1. This may have been sent and charged since then.")
              .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(sinceMs), QLocale::ShortFormat))
        : tr("The newest part of the library is lost. This may have been sent and charged.");
    return {.event = JobEvent::LibraryPutBack,
        .billed = Billed::Unknown,
        .outcome = QStringLiteral("restored"),
        .message = what + QLatin1Char(' ') + decide};
}

Result<QList<JobId>> settleAllRescued(Connection& connection, const QList<RescuedOutcome>& rescued, qint64 nowMs)
{
    QList<JobId> jobs;
    for (const RescuedOutcome& outcome : rescued) {
        const Result<bool> settled = settleRescued(connection, outcome, nowMs);
        if (!settled)
            return settled.error();
        if (*settled)
            jobs.append(outcome.job);
    }
    return jobs;
}

// What nobody waits for (a library that was put back since) names something that was paid for: it is kept.
void putAway(const RescuedOutcome& outcome, bool isUsed)
{
    if (isUsed) {
        QFile::remove(outcome.path);
        return;
    }
    qCWarning(queueLog) << "job" << outcome.job.value << "does not wait for" << outcome.path;
    QFile::rename(outcome.path, outcome.path + QStringLiteral(".unclaimed"));
}

Result<Money> priceOf(Connection& connection, const QList<JobId>& jobs)
{
    const Result<QList<JobRow>> rows = JobRepository(connection).rows(jobs);
    if (!rows)
        return rows.error();
    Money price;
    for (const JobRow& row : *rows)
        price += row.price;
    return price;
}

Result<std::optional<QueueDoubt>> settleDoubt(Connection& connection, qint64 nowMs, QList<JobId>& changed)
{
    const Result<std::optional<Clock::Milliseconds>> since = doubtedSince(connection);
    if (!since)
        return since.error();
    if (!*since)
        return std::optional<QueueDoubt>();
    const qint64 sinceMs = (*since)->count();
    const Result<QList<JobId>> jobs = settleDoubted(connection, decideDoubted(sinceMs), nowMs);
    if (!jobs)
        return jobs.error();
    const Result<Money> possible = priceOf(connection, *jobs);
    if (!possible)
        return possible.error();
    Result<void> done = AccountRepository(connection).setQueuePaused(true);
    if (done)
        done = forgetDoubt(connection);
    if (!done)
        return done.error();
    changed += *jobs;
    return std::optional(QueueDoubt{.sinceMs = sinceMs, .jobs = static_cast<int>(jobs->size()), .possible = *possible});
}

} // namespace

Result<Leftovers> settleLeftovers(Store& store, qint64 nowMs)
{
    const QList<RescuedOutcome> rescued = readRescueFiles(store.folder());
    Result<Leftovers> settled = store.write<Leftovers>([&](Connection& connection) -> Result<Leftovers> {
        Leftovers leftovers;
        const Result<QList<JobId>> saved = settleAllRescued(connection, rescued, nowMs);
        if (!saved)
            return saved.error();
        leftovers.jobs = *saved;
        const Result<std::optional<QueueDoubt>> doubt = settleDoubt(connection, nowMs, leftovers.jobs);
        if (!doubt)
            return doubt.error();
        leftovers.doubt = *doubt;
        const Result<QList<JobId>> interrupted =
            AttemptLedger(connection, nowMs).settleInterrupted(decideInterrupted());
        if (!interrupted)
            return interrupted.error();
        leftovers.jobs += *interrupted;
        return leftovers;
    });
    if (settled)
        for (const RescuedOutcome& outcome : rescued)
            putAway(outcome, settled->jobs.contains(outcome.job));
    return settled;
}

} // namespace batchroom
