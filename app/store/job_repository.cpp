// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/job_repository.h"

#include "app/core/job_transitions.h"
#include "app/store/attempt_ledger.h"
#include "app/store/query.h"
#include "app/store/transition_log.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace batchroom {

namespace {

QString metadataToText(const QMap<QString, QString>& metadata)
{
    QJsonObject object;
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        object.insert(it.key(), it.value());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QMap<QString, QString> metadataFromText(const QString& text)
{
    QMap<QString, QString> metadata;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        metadata.insert(it.key(), it.value().toString());
    return metadata;
}

// Ids are integers of our own, so they may stand in the statement itself.
template <typename Ids>
QString idList(const Ids& ids)
{
    QStringList words;
    for (const auto& id : ids)
        words.append(id.toString());
    return words.join(QLatin1Char(','));
}

JobState stateOf(const QString& word)
{
    // An unknown word can only come from damage or a newer program; it must never look like something to be sent.
    return jobStateFromName(word).value_or(JobState::Unknown);
}

EarlierCharge earlierChargeFrom(const QString& billed)
{
    if (billed.contains(QLatin1StringView("yes")))
        return EarlierCharge::Known;
    return billed.contains(QLatin1StringView("unknown")) ? EarlierCharge::Possible : EarlierCharge::None;
}

QString rowSelect(const QString& condition)
{
    return QStringLiteral(
        "SELECT j.id, j.batch_id, j.sheet_row, j.index_in_row, j.state, b.account, j.model, j.style, j.aspect, "
        "j.speed, j.prompt, j.name, j.price_micros, j.message, j.detail, j.asset_id, j.attempts, j.state_since_ms, "
        "j.started_ms, j.finished_ms, j.state = 'unknown' AND EXISTS (SELECT 1 FROM attempt a WHERE a.id = "
        "j.attempt_id "
        "AND a.generation_id IS NOT NULL), j.position FROM job j JOIN batch b ON b.id = j.batch_id WHERE %1 "
        "ORDER BY j.batch_id, j.sheet_row, j.index_in_row, j.id")
        .arg(condition);
}

JobRow rowFrom(const Row& row)
{
    return {.id = row.get<JobId>(0),
        .batch = row.get<BatchId>(1),
        .row = row.integer(2),
        .indexInRow = row.integer(3),
        .state = stateOf(row.text(4)),
        .account = row.text(5),
        .model = row.text(6),
        .style = row.text(7),
        .aspect = row.text(8),
        .speed = row.text(9),
        .prompt = row.text(10),
        .name = row.text(11),
        .price = row.money(12),
        .message = row.text(13),
        .detail = row.text(14),
        .asset = row.get<AssetId>(15),
        .attempts = row.integer(16),
        .stateSinceMs = row.integer64(17),
        .startedMs = row.integer64(18),
        .finishedMs = row.integer64(19),
        .position = row.real(21),
        .canAskAgain = row.flag(20)};
}

QString waitingCondition(BatchScope scope, const QSet<BatchId>& without)
{
    return QStringLiteral("j.state = 'queued' AND b.account = ? AND b.is_paused = 0 AND b.id > %1 AND b.id NOT IN (%2)")
        .arg(scope.olderUpTo)
        .arg(idList(without));
}

} // namespace

double frontOf(BatchPriority priority)
{
    constexpr double betweenPriorities = 1e9; // far more than there will ever be jobs
    return -static_cast<int>(priority) * betweenPriorities;
}

Result<double> lastPosition(Connection& connection, BatchPriority priority)
{
    const Result<std::optional<std::optional<double>>> last = selectValue<std::optional<double>>(connection,
        QStringLiteral("SELECT MAX(j.position) FROM batch b JOIN job j ON j.batch_id = b.id WHERE b.priority = ?"),
        static_cast<int>(priority));
    if (!last)
        return last.error();
    return std::max(frontOf(priority), last->value_or(std::nullopt).value_or(frontOf(priority)));
}

JobRepository::JobRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<QList<JobId>> JobRepository::insert(BatchId batch, const BatchDraft& draft, qint64 nowMs)
{
    const Result<double> last = lastPosition(m_connection, draft.priority);
    if (!last)
        return last.error();
    double position = *last;
    Query query(m_connection,
        QStringLiteral("INSERT INTO job (batch_id, sheet_row, index_in_row, state, position, request, model, style, "
                       "aspect, speed, prompt, name, metadata, price_micros, state_since_ms) "
                       "VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    QList<JobId> ids;
    ids.reserve(draft.jobs.size());
    const bool isFree = billingOf(draft.account) == Billing::Free;
    for (const JobDraft& job : draft.jobs) {
        const GenerationRequest& request = job.request;
        query.bind(batch, job.row, job.indexInRow, ++position, QString::fromUtf8(toJson(request)), request.model,
            request.style, request.aspect, request.speed, request.prompt, job.name, metadataToText(job.metadata),
            isFree ? Money() : job.price, nowMs);
        if (Result<void> done = query.run(); !done)
            return done.error();
        ids.append(JobId{query.insertedId()});
    }
    return ids;
}

Result<StoredJob> JobRepository::load(JobId job) const
{
    Query query(m_connection,
        QStringLiteral("SELECT j.id, j.batch_id, b.account, b.mode, j.state, j.request, j.name, j.metadata, "
                       "j.price_micros, j.failures, j.discard, j.attempt_id, a.generation_id, a.images, a.seed, "
                       "a.intent_ms, a.settled_ms, j.state = 'accepted' AND a.billed = 'unknown', "
                       "(SELECT group_concat(e.billed) FROM attempt e WHERE e.job_id = j.id AND e.id <> j.attempt_id) "
                       "FROM job j JOIN batch b ON b.id = j.batch_id "
                       "LEFT JOIN attempt a ON a.id = j.attempt_id WHERE j.id = ?"));
    Result<GenerationRequest> request = GenerationRequest{};
    const Result<std::optional<StoredJob>> found = query.bind(job).first([&](const Row& row) {
        request = generationRequestFromJson(row.text(5).toUtf8());
        return StoredJob{.id = row.get<JobId>(0),
            .batch = row.get<BatchId>(1),
            .account = row.text(2),
            .mode = row.text(3) == QLatin1StringView("sync") ? SubmitMode::Synchronous : SubmitMode::Asynchronous,
            .state = stateOf(row.text(4)),
            .request = request.valueOr({}),
            .name = row.text(6),
            .metadata = metadataFromText(row.text(7)),
            .price = row.money(8),
            .failures = row.integer(9),
            .isDiscarded = row.flag(10),
            .isAskedAgain = row.flag(17),
            .earlierCharge = earlierChargeFrom(row.text(18)),
            .attempt = row.get<AttemptId>(11),
            .generationId = row.text(12),
            .images = returnedImagesFromJson(row.text(13).toUtf8()),
            .seed = row.get<std::optional<qint64>>(14),
            .intentMs = row.integer64(15),
            .settledMs = row.integer64(16)};
    });
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::NotFound,
            QCoreApplication::translate("JobQueue", "There is no job %1 in this library.").arg(job.value), {}};
    if (!request)
        return request.error();
    return **found;
}

Result<QList<JobRow>> JobRepository::rows(const QList<JobId>& jobs) const
{
    constexpr qsizetype chunk = 500;
    QList<JobRow> all;
    for (qsizetype start = 0; start < jobs.size(); start += chunk) {
        const QString list = idList(jobs.mid(start, chunk));
        Query query(m_connection, rowSelect(QStringLiteral("j.id IN (%1)").arg(list)));
        const Result<QList<JobRow>> part = query.all(rowFrom);
        if (!part)
            return part.error();
        all.append(*part);
    }
    return all;
}

Result<QList<JobRow>> JobRepository::rowsOfBatch(BatchId batch) const
{
    Query query(m_connection, rowSelect(QStringLiteral("j.batch_id = ?")));
    return query.bind(batch).all(rowFrom);
}

Result<QList<JobRow>> JobRepository::allRows() const
{
    Query query(m_connection, rowSelect(QStringLiteral("TRUE")));
    return query.all(rowFrom);
}

Result<bool> JobRepository::hasQueued(const QString& account, BatchScope scope, const QSet<BatchId>& without) const
{
    Query query(m_connection,
        QStringLiteral("SELECT 1 FROM batch b CROSS JOIN job j INDEXED BY job_by_batch ON j.batch_id = b.id "
                       "WHERE %1 LIMIT 1")
            .arg(waitingCondition(scope, without)));
    return query.bind(account).first([](const Row&) { return true; }).map([](const std::optional<bool>& found) {
        return found.value_or(false);
    });
}

Result<QList<QueuedJob>> JobRepository::due(
    const QString& account, BatchScope scope, const QSet<BatchId>& without, qint64 nowMs, int limit) const
{
    // INDEXED BY: walking in queue order and stopping early beats sorting everything that waits.
    Query query(m_connection,
        QStringLiteral("SELECT j.id, j.batch_id, j.not_before_ms FROM job j INDEXED BY job_by_state "
                       "CROSS JOIN batch b ON b.id = j.batch_id WHERE %1 "
                       "AND j.not_before_ms NOT BETWEEN ? AND ? AND b.start_ms <= ? "
                       "ORDER BY j.position LIMIT ?")
            .arg(waitingCondition(scope, without)));
    return query.bind(account, nowMs + 1, nowMs + longestDelayMs, nowMs, limit).all([&account](const Row& row) {
        return QueuedJob{
            .id = row.get<JobId>(0), .batch = row.get<BatchId>(1), .account = account, .notBeforeMs = row.integer64(2)};
    });
}

Result<std::optional<qint64>> JobRepository::nextDueMs(
    const QString& account, BatchScope scope, const QSet<BatchId>& without, qint64 nowMs) const
{
    Query query(m_connection,
        QStringLiteral("SELECT MIN(MAX(j.not_before_ms, b.start_ms)) FROM job j JOIN batch b ON b.id = j.batch_id "
                       "WHERE %1 AND MAX(j.not_before_ms, b.start_ms) > ?")
            .arg(waitingCondition(scope, without)));
    const Result<std::optional<std::optional<qint64>>> found =
        query.bind(account, nowMs).first([](const Row& row) { return row.get<std::optional<qint64>>(0); });
    if (!found)
        return found.error();
    return found->value_or(std::nullopt);
}

Result<void> JobRepository::bringForward(qint64 ms)
{
    const Result<qint64> changed = execute(m_connection,
        QStringLiteral("UPDATE job SET not_before_ms = MAX(0, not_before_ms - ?) "
                       "WHERE state = 'queued' AND not_before_ms > 0"),
        ms);
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<void> JobRepository::putOff(JobId job, qint64 notBeforeMs, const QString& message, const QString& detail)
{
    const Result<qint64> changed = execute(m_connection,
        QStringLiteral("UPDATE job SET not_before_ms = ?, message = ?, detail = ? WHERE id = ? AND state = 'queued'"),
        notBeforeMs, message, detail, job);
    if (!changed)
        return changed.error();
    return {};
}

Result<void> JobRepository::rejectUnsent(JobId job, const QString& message, const QString& detail, qint64 nowMs)
{
    const Result<qint64> changed = execute(m_connection,
        QStringLiteral("UPDATE job SET state = 'rejected', message = ?, detail = ?, state_since_ms = ?, "
                       "finished_ms = ? WHERE id = ? AND state = 'queued'"),
        message, detail, nowMs, nowMs, job);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return {};
    return withoutState(
        recordTransition(m_connection, job, {}, JobState::Queued, JobEvent::RefusedUnsent, message, nowMs));
}

Result<void> JobRepository::acceptPrice(const QString& account, const PriceAsked& asked)
{
    QList<JobId> jobs;
    Query waiting(m_connection,
        QStringLiteral("SELECT j.id, j.request FROM job j JOIN batch b ON b.id = j.batch_id "
                       "WHERE j.state IN ('queued', 'held') AND b.account = ? AND j.price_micros < ?"));
    const Result<void> found = waiting.bind(account, asked.price).each([&](const Row& row) {
        const Result<GenerationRequest> request = generationRequestFromJson(row.text(1).toUtf8());
        if (request && optionSet(*request) == asked.options)
            jobs.append(row.get<JobId>(0));
    });
    if (!found)
        return found.error();
    for (const JobId job : jobs) {
        const Result<qint64> raised =
            execute(m_connection, QStringLiteral("UPDATE job SET price_micros = ? WHERE id = ?"), asked.price, job);
        if (!raised)
            return raised.error();
    }
    return {};
}

Result<QList<JobId>> JobRepository::inStates(const QList<JobState>& states, BatchScope scope) const
{
    QStringList words;
    for (const JobState state : states)
        words.append(QLatin1Char('\'') + jobStateName(state) + QLatin1Char('\''));
    Query query(m_connection,
        QStringLiteral("SELECT id FROM job WHERE state IN (%1) AND batch_id > ? ORDER BY position")
            .arg(words.join(QLatin1Char(','))));
    return query.bind(scope.olderUpTo).all([](const Row& row) { return row.get<JobId>(0); });
}

Result<JobState> recordTransition(Connection& connection, JobId job, AttemptId attempt, JobState from, JobEvent event,
    const QString& message, qint64 nowMs)
{
    const std::optional<JobState> to = stateAfter(from, event);
    if (!to)
        return Error{ErrorCode::InvalidTransition,
            QCoreApplication::translate("JobQueue", "Job %1 is “%2”, where “%3” has no meaning. Nothing was changed.")
                .arg(job.value)
                .arg(jobStateName(from), jobEventName(event)),
            {}};
    const Result<qint64> done = execute(connection,
        QStringLiteral("INSERT INTO job_transition (job_id, attempt_id, at_ms, from_state, to_state, message) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        job, attempt, nowMs, jobStateName(from), jobStateName(*to), message);
    if (!done)
        return done.error();
    logTransition(connection, job, attempt, from, *to, message);
    return *to;
}

Result<void> withoutState(const Result<JobState>& recorded)
{
    return recorded ? Result<void>() : Result<void>(recorded.error());
}

} // namespace batchroom
