// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/attempt_ledger.h"

#include "app/store/job_repository.h"
#include "app/store/query.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace batchroom {

namespace {

const std::array<std::pair<Billed, QLatin1StringView>, 4> billedNames{{
    {Billed::Pending, QLatin1StringView("pending")},
    {Billed::Yes, QLatin1StringView("yes")},
    {Billed::No, QLatin1StringView("no")},
    {Billed::Unknown, QLatin1StringView("unknown")},
}};

struct JobToSend {
    QString account;
    QString request;
    QString batchName;
    std::optional<Money> batchCap;
    qint64 batch = 0;
};

Result<JobToSend> jobToSend(Connection& connection, JobId job)
{
    Query query(connection,
        QStringLiteral("SELECT b.account, j.request, b.name, b.cap_micros, b.id FROM job j "
                       "JOIN batch b ON b.id = j.batch_id JOIN account c ON c.name = b.account "
                       "WHERE j.id = ? AND j.state = 'queued' AND b.is_paused = 0 AND c.hold_reason IS NULL"));
    const Result<std::optional<JobToSend>> found = query.bind(job).first([](const Row& row) {
        return JobToSend{row.text(0), row.text(1), row.text(2), row.get<std::optional<Money>>(3), row.integer64(4)};
    });
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::InvalidTransition,
            QCoreApplication::translate("JobQueue", "Job %1 is not waiting any more.").arg(job.value), {}};
    return **found;
}

struct Used {
    Money all;
    Money pending;
};

Used usedFrom(const QList<std::pair<QString, Money>>& sums)
{
    Used used;
    for (const auto& [billed, money] : sums) {
        used.all += money;
        if (billed == QLatin1StringView("pending"))
            used.pending += money;
    }
    return used;
}

std::pair<QString, Money> sumFrom(const Row& row)
{
    return {row.text(0), row.money(1)};
}

Result<Used> usedByBatch(Connection& connection, qint64 batch)
{
    Query query(connection,
        QStringLiteral("SELECT a.billed, SUM(a.price_micros) FROM job j JOIN attempt a ON a.job_id = j.id "
                       "WHERE j.batch_id = ? AND a.billed <> 'no' GROUP BY a.billed"));
    return query.bind(batch).all(sumFrom).map(usedFrom);
}

Result<Used> usedByAccount(Connection& connection, const QString& account, qint64 sinceMs)
{
    Query query(connection,
        QStringLiteral("SELECT billed, SUM(price_micros) FROM attempt WHERE billed IN ('yes', 'pending', 'unknown') "
                       "AND account = ? AND intent_ms >= ? GROUP BY billed"));
    return query.bind(account, sinceMs).all(sumFrom).map(usedFrom);
}

QString hashOf(const QString& request)
{
    return QString::fromLatin1(QCryptographicHash::hash(request.toUtf8(), QCryptographicHash::Sha256).toHex());
}

bool isFinal(JobState state)
{
    return isTerminal(state) || state == JobState::Unknown;
}

Error staleAttempt(JobId job, AttemptId attempt)
{
    return {ErrorCode::StaleAttempt,
        QCoreApplication::translate("JobQueue", "An answer for job %1 came too late and was ignored.").arg(job.value),
        QStringLiteral("attempt %1 is not the one that counts").arg(attempt.value)};
}

} // namespace

QString billedName(Billed billed)
{
    for (const auto& [value, name] : billedNames)
        if (value == billed)
            return QString(name);
    return {};
}

std::optional<Billed> billedFromName(QStringView name)
{
    for (const auto& [value, word] : billedNames)
        if (name == word)
            return value;
    return std::nullopt;
}

QString cancelledMessage(EarlierCharge earlier)
{
    switch (earlier) {
    case EarlierCharge::Known: return QCoreApplication::translate("JobQueue", "Cancelled. It had been charged before.");
    case EarlierCharge::Possible:
        return QCoreApplication::translate("JobQueue", "Cancelled. An earlier try may have been charged.");
    case EarlierCharge::None: break;
    }
    return QCoreApplication::translate("JobQueue", "Cancelled. Nothing was charged.");
}

AttemptLedger::AttemptLedger(Connection& connection, qint64 nowMs)
    : m_connection(connection)
    , m_nowMs(nowMs)
{
}

Result<std::optional<CapRefusal>> AttemptLedger::checkCaps(JobId job, Money price, const SpendLimits& limits)
{
    std::optional<CapRefusal> refusal;
    const Result<JobToSend> sent = jobToSend(m_connection, job);
    if (!sent)
        return sent.error();
    const auto check = [&](CapScope scope, std::optional<Money> cap, auto used) -> Result<void> {
        if (refusal || !cap)
            return {};
        const Result<Used> sum = used();
        if (!sum)
            return sum.error();
        if (sum->all + price > *cap)
            refusal = CapRefusal{scope, sent->batchName, *cap, sum->all, sum->pending};
        return {};
    };
    // A free image cannot pass a cap, not even one that is already passed.
    if (price.isZero())
        return refusal;
    const Result<void> checked =
        check(CapScope::Batch, sent->batchCap, [&] { return usedByBatch(m_connection, sent->batch); })
            .andThen([&] {
                return check(CapScope::Day, limits.day,
                    [&] { return usedByAccount(m_connection, sent->account, limits.dayStartMs); });
            })
            .andThen([&] {
                return check(CapScope::Month, limits.month,
                    [&] { return usedByAccount(m_connection, sent->account, limits.monthStartMs); });
            });
    if (!checked)
        return checked.error();
    return refusal;
}

Result<std::variant<Intent, CapRefusal>> AttemptLedger::begin(JobId job, Money price, const SpendLimits& limits)
{
    using Begun = std::variant<Intent, CapRefusal>;
    const Result<JobToSend> sent = jobToSend(m_connection, job);
    if (!sent)
        return sent.error();
    const Result<std::optional<CapRefusal>> refusal = checkCaps(job, price, limits);
    if (!refusal)
        return refusal.error();
    if (*refusal)
        return Begun(**refusal);

    const Result<std::optional<int>> number = selectValue<int>(
        m_connection, QStringLiteral("SELECT COALESCE(MAX(number), 0) + 1 FROM attempt WHERE job_id = ?"), job);
    if (!number)
        return number.error();
    const Intent intent{.attempt = {}, .number = number->value_or(1)};
    const Result<AttemptId> attempt = insertRow<AttemptId>(m_connection,
        QStringLiteral("INSERT INTO attempt (job_id, number, account, request_hash, price_micros, intent_ms, outcome, "
                       "billed) VALUES (?, ?, ?, ?, ?, ?, 'submitting', 'pending')"),
        job, intent.number, sent->account, hashOf(sent->request), price, m_nowMs);
    if (!attempt)
        return attempt.error();
    const Result<qint64> moved = execute(m_connection,
        QStringLiteral("UPDATE job SET state = 'submitting', attempt_id = ?, attempts = attempts + 1, discard = 0, "
                       "message = '', detail = '', not_before_ms = 0, price_micros = ?, state_since_ms = ?, "
                       "started_ms = ?, finished_ms = 0 WHERE id = ? AND state = 'queued'"),
        *attempt, price, m_nowMs, m_nowMs, job);
    if (!moved)
        return moved.error();
    const Result<void> recorded =
        withoutState(recordTransition(m_connection, job, *attempt, JobState::Queued, JobEvent::Begun, {}, m_nowMs));
    if (!recorded)
        return recorded.error();
    return Begun(Intent{*attempt, intent.number});
}

Result<void> AttemptLedger::settle(JobId job, AttemptId attempt, JobState from, const Settlement& settlement)
{
    const Result<JobState> next =
        recordTransition(m_connection, job, attempt, from, settlement.event, settlement.message, m_nowMs);
    if (!next)
        return next.error();
    // The fence: nothing is written unless this attempt is still the one that counts.
    const Result<qint64> moved = execute(m_connection,
        QStringLiteral("UPDATE job SET state = ?, message = ?, detail = ?, failures = failures + ?, "
                       "attempts = attempts - ?, not_before_ms = ?, state_since_ms = ?, finished_ms = ?, "
                       "price_micros = COALESCE(?, price_micros) WHERE id = ? AND attempt_id = ? AND state = ?"),
        jobStateName(*next), settlement.message, settlement.detail, settlement.isFailure ? 1 : 0,
        settlement.usesUpAttempt ? 0 : 1, settlement.notBeforeMs, m_nowMs, isFinal(*next) ? m_nowMs : 0,
        settlement.charged, job, attempt, jobStateName(from));
    if (!moved)
        return moved.error();
    if (*moved == 0)
        return staleAttempt(job, attempt);
    const auto orKeep = [](const QString& text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    const std::optional<QString> images =
        settlement.images.isEmpty() ? std::nullopt : std::optional(QString::fromUtf8(toJson(settlement.images)));
    // What comes after the picture was paid for (its link died) does not change when the provider answered.
    const Result<qint64> written = execute(m_connection,
        QStringLiteral("UPDATE attempt SET settled_ms = CASE WHEN billed = 'yes' THEN settled_ms ELSE ? END, outcome = "
                       "?, billed = ?, message = ?, "
                       "http_status = COALESCE(?, http_status), generation_id = COALESCE(?, generation_id), "
                       "seed = COALESCE(?, seed), images = COALESCE(?, images), "
                       "quoted_micros = iif(? IS NULL, quoted_micros, COALESCE(quoted_micros, price_micros)), "
                       "price_micros = COALESCE(?, price_micros) WHERE id = ?"),
        m_nowMs, settlement.outcome, billedName(settlement.billed),
        settlement.detail.isEmpty() ? settlement.message : settlement.detail, settlement.status,
        orKeep(settlement.generationId), settlement.seed, images, settlement.charged, settlement.charged, attempt);
    return written ? Result<void>() : Result<void>(written.error());
}

Result<void> AttemptLedger::moveOn(
    JobId job, AttemptId attempt, JobState from, JobEvent event, const QString& message, const QString& detail)
{
    const Result<JobState> next = recordTransition(m_connection, job, attempt, from, event, message, m_nowMs);
    if (!next)
        return next.error();
    const Result<qint64> moved = execute(m_connection,
        QStringLiteral("UPDATE job SET state = ?, message = ?, detail = ?, state_since_ms = ? "
                       "WHERE id = ? AND attempt_id = ? AND state = ?"),
        jobStateName(*next), message, detail, m_nowMs, job, attempt, jobStateName(from));
    if (!moved)
        return moved.error();
    return *moved == 0 ? Result<void>(staleAttempt(job, attempt)) : Result<void>();
}

Result<void> AttemptLedger::replaceImages(JobId job, AttemptId attempt, const QList<ReturnedImage>& images)
{
    const Result<qint64> written = execute(m_connection,
        QStringLiteral("UPDATE attempt SET images = ? WHERE id = ? AND EXISTS (SELECT 1 FROM job WHERE job.id = ? "
                       "AND job.attempt_id = attempt.id)"),
        QString::fromUtf8(toJson(images)), attempt, job);
    if (!written)
        return written.error();
    if (*written == 0)
        return staleAttempt(job, attempt);
    return {};
}

Result<QList<JobId>> AttemptLedger::settleInterrupted(const Settlement& settlement)
{
    Query query(
        m_connection, QStringLiteral("SELECT id, attempt_id FROM job WHERE state = 'submitting' ORDER BY position"));
    const Result<QList<std::pair<JobId, AttemptId>>> found =
        query.all([](const Row& row) { return std::pair(row.get<JobId>(0), row.get<AttemptId>(1)); });
    if (!found)
        return found.error();
    QList<JobId> jobs;
    for (const auto& [job, attempt] : *found) {
        if (Result<void> done = settle(job, attempt, JobState::Submitting, settlement); !done)
            return done.error();
        jobs.append(job);
    }
    return jobs;
}

QByteArray toJson(const QList<ReturnedImage>& images)
{
    QJsonArray array;
    for (const ReturnedImage& image : images) {
        QJsonObject object{{QStringLiteral("url"), image.url.toString(QUrl::FullyEncoded)},
            {QStringLiteral("prompt"), image.prompt}, {QStringLiteral("safe"), image.isSafe}};
        if (image.resolution.isValid()) {
            object.insert(QStringLiteral("width"), image.resolution.width());
            object.insert(QStringLiteral("height"), image.resolution.height());
        }
        if (image.seed)
            object.insert(QStringLiteral("seed"), *image.seed);
        array.append(object);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<ReturnedImage> returnedImagesFromJson(const QByteArray& json)
{
    QList<ReturnedImage> images;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        ReturnedImage image;
        image.url = QUrl(object.value(QStringLiteral("url")).toString(), QUrl::StrictMode);
        image.prompt = object.value(QStringLiteral("prompt")).toString();
        image.isSafe = object.value(QStringLiteral("safe")).toBool(true);
        if (object.contains(QStringLiteral("width")))
            image.resolution =
                QSize(object.value(QStringLiteral("width")).toInt(), object.value(QStringLiteral("height")).toInt());
        if (object.contains(QStringLiteral("seed")))
            image.seed = object.value(QStringLiteral("seed")).toInteger();
        images.append(image);
    }
    return images;
}

} // namespace batchroom
