// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/job_commands.h"

#include "app/store/job_repository.h"
#include "app/store/query.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace batchroom {

struct JobCommands::Standing {
    JobId job;
    JobState state = JobState::Unknown;
    AttemptId attempt;
    QString billed; // of the latest attempt; empty when there is none
    bool hasImages = false;
    bool hasGeneration = false;
    bool wasAskedAgain = false; // it expired, was fetched once more on a person's word and expired again
    bool isDiscarded = false;
    bool hasPaidAttempt = false; // any of them
    bool hasUnknownAttempt = false;

    bool isWrittenOff() const { return state == JobState::Dead && billed == QLatin1StringView("unknown"); }
    // Taking a cancel back costs what was planned and nothing twice.
    bool isCancelledUnsent() const
    {
        return state == JobState::Cancelled && (billed.isEmpty() || billed == QLatin1StringView("no"));
    }
    // What is paid for is asked for before it is bought again.
    bool canBeDownloadedAgain() const
    {
        const bool isLost = state == JobState::Failed || (state == JobState::Expired && !wasAskedAgain);
        return isLost && billed == QLatin1StringView("yes") && (hasImages || hasGeneration);
    }
};

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

bool isWaiting(JobState state)
{
    return state == JobState::Draft || state == JobState::Queued || state == JobState::Held;
}

// It went wrong for good, and a person may say that it is not wanted any more.
bool isGivenUpOn(JobState state)
{
    return state == JobState::Rejected || state == JobState::Failed || state == JobState::Expired
        || state == JobState::Dead;
}

QString writtenOffMessage()
{
    return tr("Written off. It may have been charged; it will not be sent again.");
}

} // namespace

JobCommands::JobCommands(Connection& connection, qint64 nowMs)
    : m_connection(connection)
    , m_nowMs(nowMs)
{
}

Result<std::optional<JobCommands::Standing>> JobCommands::standing(JobId job) const
{
    Query query(m_connection,
        QStringLiteral("SELECT j.state, j.attempt_id, a.billed, a.images IS NOT NULL, a.generation_id IS NOT NULL, "
                       "EXISTS (SELECT 1 FROM job_transition t WHERE t.job_id = j.id AND t.attempt_id = a.id AND "
                       "t.from_state = 'expired' AND t.to_state = 'ready'), j.discard, "
                       "EXISTS (SELECT 1 FROM attempt p WHERE p.job_id = j.id AND p.billed = 'yes'), "
                       "EXISTS (SELECT 1 FROM attempt u WHERE u.job_id = j.id AND u.billed = 'unknown') FROM job j "
                       "LEFT JOIN attempt a ON a.id = j.attempt_id WHERE j.id = ?"));
    return query.bind(job).first([job](const Row& row) {
        return Standing{.job = job,
            .state = jobStateFromName(row.text(0)).value_or(JobState::Unknown),
            .attempt = row.get<AttemptId>(1),
            .billed = row.text(2),
            .hasImages = row.flag(3),
            .hasGeneration = row.flag(4),
            .wasAskedAgain = row.flag(5),
            .isDiscarded = row.flag(6),
            .hasPaidAttempt = row.flag(7),
            .hasUnknownAttempt = row.flag(8)};
    });
}

Result<void> JobCommands::move(const Standing& job, JobEvent event, const QString& message)
{
    const Result<JobState> to =
        recordTransition(m_connection, job.job, job.attempt, job.state, event, message, m_nowMs);
    if (!to)
        return to.error();
    const Result<qint64> moved = execute(m_connection,
        QStringLiteral("UPDATE job SET state = ?, message = ?, detail = '', discard = 0, not_before_ms = 0, "
                       "failures = 0, state_since_ms = ?, finished_ms = ? WHERE id = ?"),
        jobStateName(*to), message, m_nowMs, isTerminal(*to) ? m_nowMs : 0, job.job);
    return moved ? Result<void>() : Result<void>(moved.error());
}

// act: const Standing& -> Result<bool>, true when it changed the job.
template <typename Act>
Result<QList<JobId>> JobCommands::forEach(const QList<JobId>& jobs, Act act)
{
    QList<JobId> changed;
    for (const JobId id : jobs) {
        const Result<std::optional<Standing>> job = standing(id);
        if (!job)
            return job.error();
        if (!*job)
            continue;
        const Result<bool> done = act(**job);
        if (!done)
            return done.error();
        if (*done)
            changed.append(id);
    }
    return changed;
}

Result<bool> JobCommands::cancelOne(const Standing& job)
{
    if (isWaiting(job.state) || isGivenUpOn(job.state))
        return move(job, JobEvent::Cancelled, cancelledMessage(job)).andThen([] { return Result<bool>(true); });
    if (!isInFlight(job.state) || job.isDiscarded)
        return false;
    return execute(m_connection, QStringLiteral("UPDATE job SET discard = 1, message = ? WHERE id = ?"),
        tr("Being cancelled: it was already sent, so the result will be discarded and is still charged."), job.job)
        .map([](qint64 changed) { return changed > 0; });
}

QString JobCommands::cancelledMessage(const Standing& job)
{
    if (job.isWrittenOff())
        return writtenOffMessage();
    if (job.hasPaidAttempt)
        return batchroom::cancelledMessage(EarlierCharge::Known);
    return batchroom::cancelledMessage(job.hasUnknownAttempt ? EarlierCharge::Possible : EarlierCharge::None);
}

Result<QList<JobId>> JobCommands::cancel(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) { return cancelOne(job); });
}

Result<QList<JobId>> JobCommands::cancelBatch(BatchId batch)
{
    Query query(m_connection,
        QStringLiteral("SELECT id FROM job WHERE batch_id = ? AND state IN ('draft', 'queued', 'held', 'submitting', "
                       "'accepted')"));
    const Result<QList<JobId>> jobs = query.bind(batch).all([](const Row& row) { return row.get<JobId>(0); });
    if (!jobs)
        return jobs.error();
    return cancel(*jobs);
}

Result<bool> JobCommands::retryOne(const Standing& job)
{
    const bool isRetryable = job.state == JobState::Failed || job.state == JobState::Dead
        || job.state == JobState::Expired || job.isCancelledUnsent();
    if (!isRetryable || job.isWrittenOff())
        return false;
    return move(job, job.canBeDownloadedAgain() ? JobEvent::FetchedAgain : JobEvent::Retried, {}).andThen([] {
        return Result<bool>(true);
    });
}

Result<QList<JobId>> JobCommands::retry(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) { return retryOne(job); });
}

Result<QList<JobId>> JobCommands::retryFailed(std::optional<BatchId> batch)
{
    Query query(m_connection,
        QStringLiteral("SELECT id FROM job WHERE state IN ('failed', 'dead') AND batch_id = COALESCE(?, batch_id) "
                       "ORDER BY position"));
    const Result<QList<JobId>> jobs = query.bind(batch).all([](const Row& row) { return row.get<JobId>(0); });
    if (!jobs)
        return jobs.error();
    return retry(*jobs);
}

Result<std::optional<JobCommands::LastStep>> JobCommands::lastStep(const Standing& job) const
{
    Query query(m_connection,
        QStringLiteral("SELECT t.from_state, t.to_state, COALESCE((SELECT r.message FROM job_transition r "
                       "WHERE r.job_id = t.job_id AND r.id < t.id ORDER BY r.id DESC LIMIT 1), '') "
                       "FROM job_transition t WHERE t.job_id = ? ORDER BY t.id DESC LIMIT 1"));
    return query.bind(job.job).first([](const Row& row) {
        return LastStep{.from = jobStateFromName(row.text(0)).value_or(JobState::Unknown),
            .to = jobStateFromName(row.text(1)).value_or(JobState::Unknown),
            .reason = row.text(2)};
    });
}

Result<bool> JobCommands::takeBackOne(const Standing& job)
{
    const Result<std::optional<LastStep>> step = lastStep(job);
    if (!step)
        return step.error();
    if (!*step || (*step)->to != job.state)
        return false;
    const std::optional<JobEvent> event = backTo((*step)->from);
    if (!event || !stateAfter(job.state, *event))
        return false;
    return move(job, *event, (*step)->reason).andThen([] { return Result<bool>(true); });
}

Result<QList<JobId>> JobCommands::takeBack(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) { return takeBackOne(job); });
}

Result<QList<JobId>> JobCommands::moveToFront(const QList<JobId>& jobs)
{
    const Result<std::optional<double>> first =
        selectValue<double>(m_connection, QStringLiteral("SELECT COALESCE(MIN(position), 0) FROM job"));
    if (!first)
        return first.error();
    double position = first->value_or(0) - static_cast<double>(jobs.size()) - 1;
    return forEach(jobs, [&](const Standing& job) -> Result<bool> {
        if (!isWaiting(job.state))
            return false;
        return execute(m_connection, QStringLiteral("UPDATE job SET position = ? WHERE id = ?"), ++position, job.job)
            .map([](qint64 changed) { return changed > 0; });
    });
}

// `before` none: behind everything of their priorities' ranges that waits.
Result<QList<JobId>> JobCommands::moveBefore(const QList<JobId>& jobs, JobId before)
{
    Result<Gap> gap = gapBefore(jobs, before);
    QList<JobId> spread; // lists show these too
    if (gap && gap->isTooNarrow(jobs.size())) {
        const Result<QList<JobId>> others = spreadWaiting();
        if (!others)
            return others.error();
        spread = *others;
        gap = gapBefore(jobs, before);
    }
    if (!gap)
        return gap.error();
    const double step = (gap->to - gap->from) / static_cast<double>(jobs.size() + 1);
    double position = gap->from;
    return forEach(jobs, [&](const Standing& job) -> Result<bool> {
        if (!isWaiting(job.state))
            return false;
        position += step;
        return execute(m_connection, QStringLiteral("UPDATE job SET position = ? WHERE id = ?"), position, job.job)
            .map([](qint64 changed) { return changed > 0; });
    }).map([&spread](const QList<JobId>& moved) { return spread + moved; });
}

// Between the job they shall stand before and the one that waits ahead of it now.
Result<JobCommands::Gap> JobCommands::gapBefore(const QList<JobId>& jobs, JobId before) const
{
    QStringList moved;
    for (const JobId job : jobs)
        moved.append(job.toString());
    const QString others =
        QStringLiteral("state IN ('draft', 'queued', 'held') AND id NOT IN (%1)").arg(moved.join(QLatin1Char(',')));
    using Position = std::optional<double>;
    const Result<std::optional<Position>> to = selectValue<Position>(
        m_connection, QStringLiteral("SELECT MIN(position) FROM job WHERE id = ? AND %1").arg(others), before);
    if (!to)
        return to.error();
    const Position end = to->value_or(std::nullopt);
    if (before && !end)
        return Error{ErrorCode::InvalidTransition,
            tr("The job these were to be put before is not waiting any more. Nothing was moved."), {}};
    const Result<std::optional<Position>> from = selectValue<Position>(m_connection,
        QStringLiteral("SELECT MAX(position) FROM job WHERE %1 AND position < ?").arg(others),
        end.value_or(std::numeric_limits<double>::max()));
    if (!from)
        return from.error();
    const Position start = from->value_or(std::nullopt);
    const double room = static_cast<double>(jobs.size()) + 1;
    if (end)
        return Gap{start.value_or(*end - room), *end};
    return Gap{start.value_or(0), start.value_or(0) + room};
}

// Whole numbers again, after many moves into the same place.
Result<QList<JobId>> JobCommands::spreadWaiting()
{
    Query waiting(m_connection,
        QStringLiteral("SELECT id, position FROM job WHERE state IN ('draft', 'queued', 'held') ORDER BY position"));
    const Result<QList<std::pair<JobId, double>>> jobs =
        waiting.all([](const Row& row) { return std::pair(row.get<JobId>(0), row.real(1)); });
    if (!jobs)
        return jobs.error();
    QList<JobId> changed;
    double last = std::numeric_limits<double>::lowest();
    for (const auto& [job, position] : *jobs) {
        last = std::max(std::ceil(position), last + 1);
        if (last == position)
            continue;
        changed.append(job);
        const Result<qint64> moved =
            execute(m_connection, QStringLiteral("UPDATE job SET position = ? WHERE id = ?"), last, job);
        if (!moved)
            return moved.error();
    }
    return changed;
}

Result<QList<JobId>> JobCommands::resend(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) -> Result<bool> {
        if (job.state != JobState::Unknown && !job.isWrittenOff())
            return false;
        return move(job, JobEvent::Resent, {}).andThen([] { return Result<bool>(true); });
    });
}

// What the attempt cost stays unknown until the provider has said so.
Result<QList<JobId>> JobCommands::askAgain(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) -> Result<bool> {
        if ((job.state != JobState::Unknown && !job.isWrittenOff()) || !job.hasGeneration)
            return false;
        return move(job, JobEvent::AskedAgain, {}).andThen([] { return Result<bool>(true); });
    });
}

Result<QList<JobId>> JobCommands::writeOff(const QList<JobId>& jobs)
{
    return forEach(jobs, [this](const Standing& job) -> Result<bool> {
        if (job.state != JobState::Unknown)
            return false;
        return move(job, JobEvent::WrittenOff, writtenOffMessage()).andThen([] { return Result<bool>(true); });
    });
}

Result<QList<JobId>> JobCommands::editAndRequeue(JobId job, const QString& prompt)
{
    if (prompt.trimmed().isEmpty())
        return Error{ErrorCode::BadInput, tr("The prompt is empty. Write what the image should show."), {}};
    const Result<StoredJob> stored = JobRepository(m_connection).load(job);
    if (!stored)
        return stored.error();
    const bool isQueuedAgain = stateAfter(stored->state, JobEvent::Edited).has_value();
    if (!isWaiting(stored->state) && !isQueuedAgain)
        return Error{ErrorCode::InvalidTransition,
            tr("Only a job that waits or was refused can be edited; job %1 is neither.").arg(job.value), {}};
    GenerationRequest request = stored->request;
    request.prompt = prompt;
    const Result<qint64> edited =
        execute(m_connection, QStringLiteral("UPDATE job SET prompt = ?, request = ? WHERE id = ?"), prompt,
            QString::fromUtf8(toJson(request)), job);
    if (!edited)
        return edited.error();
    if (!isQueuedAgain)
        return QList<JobId>{job};
    return forEach({job}, [this](const Standing& standing) {
        return move(standing, JobEvent::Edited, {}).andThen([] { return Result<bool>(true); });
    });
}

} // namespace batchroom
