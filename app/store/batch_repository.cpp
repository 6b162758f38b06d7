// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/batch_repository.h"

#include "app/core/asset.h"
#include "app/store/job_repository.h"
#include "app/store/query.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

QString conditionFor(const QSet<BatchId>& batches)
{
    QStringList words;
    for (const BatchId batch : batches)
        words.append(batch.toString());
    return QStringLiteral("b.id IN (%1)").arg(words.join(QLatin1Char(',')));
}

Error noBatch(BatchId batch)
{
    return {ErrorCode::NotFound, tr("There is no batch %1 in this library.").arg(batch.value), {}};
}

BatchPriority priorityOf(int stored)
{
    return static_cast<BatchPriority>(std::clamp(stored, -1, 1));
}

BatchSummary summaryFrom(const Row& row)
{
    BatchSummary summary;
    summary.id = row.get<BatchId>(0);
    summary.campaign = row.get<CampaignId>(1);
    summary.campaignName = row.text(2);
    summary.name = row.text(3);
    summary.account = row.text(4);
    summary.createdMs = row.integer64(5);
    summary.isPaused = row.flag(6);
    summary.holdMessage = row.text(7);
    summary.cap = row.get<std::optional<Money>>(8);
    summary.priority = priorityOf(row.integer(9));
    summary.startMs = row.integer64(10);
    return summary;
}

void addMoney(BatchSummary& summary, const QString& billed, Money money)
{
    if (billed == QLatin1StringView("yes"))
        summary.spent += money;
    else if (billed == QLatin1StringView("pending"))
        summary.committed += money;
    else if (billed == QLatin1StringView("unknown"))
        summary.unknown += money;
}

} // namespace

BatchRepository::BatchRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<CampaignId> BatchRepository::ensureCampaign(const QString& name, qint64 nowMs)
{
    const Result<std::optional<CampaignId>> known =
        selectValue<CampaignId>(m_connection, QStringLiteral("SELECT id FROM campaign WHERE name = ?"), name);
    if (!known)
        return known.error();
    if (*known)
        return **known;
    return insertRow<CampaignId>(
        m_connection, QStringLiteral("INSERT INTO campaign (name, created_ms) VALUES (?, ?)"), name, nowMs);
}

Result<BatchId> BatchRepository::create(const BatchDraft& draft, qint64 nowMs)
{
    const QString campaignName = draft.campaign.trimmed();
    const Result<CampaignId> campaign =
        ensureCampaign(campaignName.isEmpty() ? tr("No campaign") : campaignName, nowMs);
    if (!campaign)
        return campaign.error();
    const Result<BatchId> batch = insertRow<BatchId>(m_connection,
        QStringLiteral(
            "INSERT INTO batch (campaign_id, name, account, mode, cap_micros, priority, start_ms, created_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        *campaign, draft.name, draft.account,
        draft.mode == SubmitMode::Synchronous ? QStringLiteral("sync") : QStringLiteral("async"), draft.cap,
        static_cast<int>(draft.priority), draft.startMs, nowMs);
    if (!batch)
        return batch.error();
    const Result<QList<JobId>> jobs = JobRepository(m_connection).insert(*batch, draft, nowMs);
    if (!jobs)
        return jobs.error();
    return *batch;
}

Result<QList<BatchSummary>> BatchRepository::summaries(const QSet<BatchId>& batches) const
{
    return read(conditionFor(batches));
}

Result<QList<BatchSummary>> BatchRepository::allSummaries() const
{
    return read(QStringLiteral("TRUE"));
}

Result<QList<BatchSummary>> BatchRepository::read(const QString& condition) const
{
    Query batches(m_connection,
        QStringLiteral("SELECT b.id, b.campaign_id, c.name, b.name, b.account, b.created_ms, b.is_paused, "
                       "b.hold_message, b.cap_micros, b.priority, b.start_ms FROM batch b "
                       "JOIN campaign c ON c.id = b.campaign_id WHERE %1 ORDER BY b.id DESC")
            .arg(condition));
    Result<QList<BatchSummary>> list = batches.all(summaryFrom);
    if (!list)
        return list;
    QHash<BatchId, BatchSummary*> byId;
    for (BatchSummary& summary : *list)
        byId.insert(summary.id, &summary);

    Query counts(m_connection,
        QStringLiteral("SELECT j.batch_id, j.state, COUNT(*), SUM(j.price_micros) FROM batch b "
                       "JOIN job j ON j.batch_id = b.id WHERE %1 GROUP BY j.batch_id, j.state")
            .arg(condition));
    Result<void> counted = counts.each([&](const Row& row) {
        BatchSummary* summary = byId.value(row.get<BatchId>(0));
        if (!summary)
            return;
        summary->counts[jobStateFromName(row.text(1)).value_or(JobState::Unknown)] += row.integer(2);
        summary->planned += row.money(3);
    });
    if (!counted)
        return counted.error();

    Query money(m_connection,
        QStringLiteral("SELECT j.batch_id, a.billed, SUM(a.price_micros), SUM(a.quoted_micros), "
                       "SUM(iif(a.quoted_micros IS NULL, 0, a.price_micros)) FROM batch b "
                       "JOIN job j ON j.batch_id = b.id JOIN attempt a ON a.job_id = j.id "
                       "WHERE %1 AND a.billed <> 'no' GROUP BY j.batch_id, a.billed")
            .arg(condition));
    Result<void> summed = money.each([&](const Row& row) {
        BatchSummary* summary = byId.value(row.get<BatchId>(0));
        if (!summary)
            return;
        addMoney(*summary, row.text(1), row.money(2));
        if (row.text(1) != QLatin1StringView("yes"))
            return;
        summary->quoted += row.money(3);
        summary->charged += row.money(4);
    });
    if (!summed)
        return summed.error();
    return list;
}

Result<QSet<BatchId>> BatchRepository::unfinished(const QSet<BatchId>& batches) const
{
    return readUnfinished(conditionFor(batches));
}

Result<QSet<BatchId>> BatchRepository::allUnfinished() const
{
    return readUnfinished(QStringLiteral("TRUE"));
}

Result<QSet<BatchId>> BatchRepository::readUnfinished(const QString& condition) const
{
    Query query(m_connection,
        QStringLiteral("SELECT b.id FROM batch b WHERE %1 AND EXISTS (SELECT 1 FROM job j WHERE j.batch_id = b.id AND "
                       "j.state IN ('draft', 'queued', 'held', 'submitting', 'accepted', 'ready', 'downloading'))")
            .arg(condition));
    return query.all([](const Row& row) { return row.get<BatchId>(0); }).map([](const QList<BatchId>& list) {
        return QSet<BatchId>(list.begin(), list.end());
    });
}

Result<void> BatchRepository::setPaused(BatchId batch, bool isPaused)
{
    const Result<qint64> changed = execute(m_connection,
        QStringLiteral("UPDATE batch SET is_paused = ?, hold_message = NULL WHERE id = ?"), isPaused, batch);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return noBatch(batch);
    return {};
}

Result<bool> BatchRepository::hold(BatchId batch, const QString& message)
{
    return execute(m_connection,
        QStringLiteral("UPDATE batch SET is_paused = 1, hold_message = ? WHERE id = ? AND is_paused = 0"), message,
        batch)
        .map([](qint64 changed) { return changed > 0; });
}

Result<void> BatchRepository::setCap(BatchId batch, std::optional<Money> cap)
{
    const Result<qint64> changed = execute(m_connection,
        QStringLiteral("UPDATE batch SET cap_micros = ?, is_paused = iif(hold_message IS NULL, is_paused, 0), "
                       "hold_message = NULL WHERE id = ?"),
        cap, batch);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return noBatch(batch);
    return {};
}

Result<void> BatchRepository::setStart(BatchId batch, qint64 startMs)
{
    const Result<qint64> changed =
        execute(m_connection, QStringLiteral("UPDATE batch SET start_ms = ? WHERE id = ?"), startMs, batch);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return noBatch(batch);
    return {};
}

// What waits moves into the range of its new priority, in the order it has.
Result<QList<JobId>> BatchRepository::setPriority(BatchId batch, BatchPriority priority)
{
    const Result<std::optional<int>> before =
        selectValue<int>(m_connection, QStringLiteral("SELECT priority FROM batch WHERE id = ?"), batch);
    if (!before)
        return before.error();
    if (!*before)
        return noBatch(batch);
    const double shift = frontOf(priority) - frontOf(priorityOf(**before));
    const Result<qint64> stored = execute(
        m_connection, QStringLiteral("UPDATE batch SET priority = ? WHERE id = ?"), static_cast<int>(priority), batch);
    if (!stored)
        return stored.error();
    Query move(m_connection,
        QStringLiteral("UPDATE job SET position = position + ? WHERE batch_id = ? AND state IN ('draft', 'queued', "
                       "'held') RETURNING id"));
    return move.bind(shift, batch).all([](const Row& row) { return row.get<JobId>(0); });
}

Result<QList<CampaignCost>> BatchRepository::campaignCosts() const
{
    // What was made for nothing must not make the paid pictures look cheaper; where all was for nothing it counts.
    Query query(m_connection,
        QStringLiteral(
            "WITH counted AS (SELECT s.campaign_id, s.decision, t.price_micros > 0 AS is_paid FROM asset s "
            "JOIN attempt t ON t.id = s.attempt_id), "
            "paid AS (SELECT DISTINCT campaign_id FROM counted WHERE is_paid) "
            "SELECT c.id, c.name, "
            "(SELECT COALESCE(SUM(a.price_micros), 0) FROM batch b JOIN job j ON j.batch_id = b.id JOIN attempt a ON "
            "a.job_id = j.id WHERE b.campaign_id = c.id AND a.billed = 'yes'), "
            "(SELECT COALESCE(SUM(a.price_micros), 0) FROM batch b JOIN job j ON j.batch_id = b.id JOIN attempt a ON "
            "a.job_id = j.id WHERE b.campaign_id = c.id AND a.billed = 'unknown'), "
            "(SELECT COUNT(*) FROM counted s WHERE s.campaign_id = c.id AND (s.is_paid OR c.id NOT IN paid)), "
            "(SELECT COUNT(*) FROM counted s WHERE s.campaign_id = c.id AND (s.is_paid OR c.id NOT IN paid) "
            "AND s.decision = ?) "
            "FROM campaign c ORDER BY c.name"));
    return query.bind(static_cast<int>(Decision::Approved)).all([](const Row& row) {
        return CampaignCost{
            row.get<CampaignId>(0), row.text(1), row.money(2), row.money(3), row.integer(4), row.integer(5)};
    });
}

Result<DuplicateWork> BatchRepository::duplicatesOf(const QList<BatchDraft>& drafts) const
{
    QHash<QString, bool> known; // a recipe -> whether its picture is there
    Query query(m_connection,
        QStringLiteral("SELECT b.account || ' ' || j.request, j.state = 'done' FROM job j JOIN batch b ON b.id = "
                       "j.batch_id WHERE j.state IN ('draft', 'queued', 'held', 'submitting', 'accepted', 'ready', "
                       "'downloading', 'unknown', 'done')"));
    const Result<void> read = query.each([&known](const Row& row) {
        bool& isDone = known[row.text(0)];
        isDone = isDone || row.flag(1);
    });
    if (!read)
        return read.error();
    DuplicateWork found;
    QSet<int> rows;
    for (const BatchDraft& draft : drafts) {
        for (const JobDraft& job : draft.jobs) {
            const auto same =
                known.constFind(draft.account + QLatin1Char(' ') + QString::fromUtf8(toJson(job.request)));
            if (same == known.constEnd())
                continue;
            ++(*same ? found.done : found.waiting);
            found.price += billingOf(draft.account) == Billing::Free ? Money() : job.price;
            rows.insert(job.row);
            found.images.append({job.row, job.indexInRow});
        }
    }
    found.rows = QList<int>(rows.begin(), rows.end());
    std::sort(found.rows.begin(), found.rows.end());
    return found;
}

Result<BatchId> BatchRepository::newest() const
{
    const Result<std::optional<BatchId>> id =
        selectValue<BatchId>(m_connection, QStringLiteral("SELECT MAX(id) FROM batch"));
    if (!id)
        return id.error();
    return id->value_or(BatchId{});
}

} // namespace batchroom
