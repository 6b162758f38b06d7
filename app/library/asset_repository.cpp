// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_repository.h"

#include "app/library/asset_store.h"
#include "app/library/recipe_json.h"
#include "app/store/batch_repository.h"
#include "app/store/job_repository.h"
#include "app/store/query.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace batchroom {

namespace {

struct JobFence {
    QString state;
    AttemptId attempt;
    bool isDiscarded = false;
    BatchId batch;
    CampaignId campaign;
};

Error stale(JobId job, AttemptId attempt, const QString& detail)
{
    return {ErrorCode::StaleAttempt,
        QCoreApplication::translate("AssetStore",
            "This picture came too late: its job was already decided. It was not "
            "stored."),
        QStringLiteral("job %1, attempt %2: %3").arg(job.toString(), attempt.toString(), detail)};
}

Error discarded(JobId job)
{
    return {ErrorCode::Cancelled,
        QCoreApplication::translate("AssetStore",
            "The job was cancelled while its picture was on the way. The picture "
            "was not kept."),
        QStringLiteral("job %1").arg(job.toString())};
}

Result<JobFence> loadFence(Connection& connection, JobId job, AttemptId attempt)
{
    Query query(connection,
        QStringLiteral("SELECT j.state, j.attempt_id, j.discard, j.batch_id, b.campaign_id FROM job j JOIN batch b ON "
                       "b.id = j.batch_id WHERE j.id = ?"));
    Result<std::optional<JobFence>> found = query.bind(job).first([](const Row& row) {
        return JobFence{row.text(0), row.get<AttemptId>(1), row.flag(2), row.get<BatchId>(3), row.get<CampaignId>(4)};
    });
    if (!found)
        return found.error();
    if (!*found)
        return stale(job, attempt, QStringLiteral("no such job"));
    const JobFence& fence = **found;
    if (fence.attempt != attempt)
        return stale(job, attempt, QStringLiteral("the job names attempt %1").arg(fence.attempt.toString()));
    if (fence.state != jobStateName(JobState::Ready) && fence.state != jobStateName(JobState::Downloading))
        return stale(job, attempt, QStringLiteral("the job is %1").arg(fence.state));
    return fence;
}

// The fence is repeated in the statement, so that it cannot be passed by a mistake above it.
Result<void> moveJob(Connection& connection, JobId job, AttemptId attempt, const QString& from, JobEvent event,
    AssetId asset, qint64 nowMs)
{
    const Result<JobState> to = recordTransition(
        connection, job, attempt, jobStateFromName(from).value_or(JobState::Unknown), event, {}, nowMs);
    if (!to)
        return to.error();
    Result<qint64> moved = execute(connection,
        QStringLiteral("UPDATE job SET state = ?, asset_id = ?, message = '', detail = '', not_before_ms = 0, "
                       "state_since_ms = ?, finished_ms = ? WHERE id = ? AND attempt_id = ? AND state = ?"),
        jobStateName(*to), asset, nowMs, nowMs, job, attempt, from);
    if (!moved)
        return moved.error();
    if (*moved != 1)
        return stale(job, attempt, QStringLiteral("the job is not %1 any more").arg(from));
    return {};
}

Result<bool> isTaken(Connection& connection, AssetId id)
{
    Result<std::optional<int>> found =
        selectValue<int>(connection, QStringLiteral("SELECT 1 FROM asset WHERE id = ?"), id);
    if (!found)
        return found.error();
    return found->has_value();
}

// Where an asset comes from: a job of this library, or somebody else's event.
struct Belonging {
    JobId job;
    AttemptId attempt;
    BatchId batch;
    CampaignId campaign;
    std::optional<QString> origin;
};

struct DescribedPicture {
    const QString& name;
    const Recipe& recipe;
    const StoredPicture& picture;
};

Result<AssetId> insertRowOf(
    Connection& connection, const DescribedPicture& asset, const Belonging& belonging, qint64 nowMs)
{
    const StoredPicture& picture = asset.picture;
    const Result<bool> taken = isTaken(connection, picture.id);
    if (!taken)
        return taken.error();
    const Recipe& recipe = asset.recipe;
    return insertRow<AssetId>(connection,
        QStringLiteral(
            "INSERT INTO asset (id, job_id, attempt_id, batch_id, campaign_id, name, sha256, extension, width, "
            "height, bytes, color, model, style, aspect, price_micros, recipe, created_ms, origin) VALUES (?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        *taken ? AssetId() : picture.id, belonging.job, belonging.attempt, belonging.batch, belonging.campaign,
        asset.name, picture.sha256, picture.extension, picture.size.width(), picture.size.height(), picture.bytes,
        picture.color, recipe.request.model, recipe.request.style, recipe.request.aspect, recipe.price,
        QString::fromUtf8(toJson(recipe)), recipe.createdMs > 0 ? recipe.createdMs : nowMs, belonging.origin);
}

Result<void> insertText(Connection& connection, AssetId id, const DescribedPicture& asset)
{
    Result<qint64> done = execute(connection,
        QStringLiteral("INSERT INTO asset_text (rowid, prompt, returned_prompt, name) VALUES (?, ?, ?, ?)"), id,
        asset.recipe.request.prompt, asset.recipe.returnedPrompt, asset.name);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<AssetId> insertDescribed(
    Connection& connection, const DescribedPicture& asset, const Belonging& belonging, qint64 nowMs)
{
    const Result<AssetId> id = insertRowOf(connection, asset, belonging, nowMs);
    if (!id)
        return id.error();
    if (Result<void> done = insertText(connection, *id, asset); !done)
        return done.error();
    return *id;
}

AssetRow newRow(AssetId id, BatchId batch, const StoredPicture& picture)
{
    return {id, batch, static_cast<quint16>(picture.size.width()), static_cast<quint16>(picture.size.height()),
        picture.color, static_cast<quint32>((picture.bytes + 1023) / 1024), 0, 0};
}

Result<std::optional<AssetRow>> firstRow(Connection& connection, const QString& condition, const QString& value)
{
    Query query(connection,
        QStringLiteral("SELECT id, batch_id, width, height, color, bytes, decision, rating FROM asset WHERE %1 ORDER "
                       "BY id LIMIT 1")
            .arg(condition));
    return query.bind(value).first([](const Row& row) {
        return AssetRow{row.get<AssetId>(0), row.get<BatchId>(1), static_cast<quint16>(row.integer(2)),
            static_cast<quint16>(row.integer(3)), row.get<quint32>(4),
            static_cast<quint32>((row.integer64(5) + 1023) / 1024), static_cast<quint8>(row.integer(6)),
            static_cast<quint8>(row.integer(7))};
    });
}

QString toJsonArray(const QList<AssetId>& ids)
{
    QJsonArray array;
    for (const AssetId id : ids)
        array.append(id.value);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

// A recipe that cannot be read costs the picture its parameters, never its place in the gallery.
Recipe storedRecipe(const Row& row, int column)
{
    const Result<Recipe> recipe = recipeFromJson(row.text(column).toUtf8());
    return recipe ? *recipe : Recipe();
}

Asset toAsset(const Row& row)
{
    Asset asset;
    asset.id = row.get<AssetId>(0);
    asset.job = row.get<JobId>(1);
    asset.batch = row.get<BatchId>(2);
    // Made elsewhere: no batch of ours.
    asset.batchName = asset.batch ? row.text(3) : QCoreApplication::translate("AssetStore", "Imported");
    asset.campaign = row.get<CampaignId>(4);
    asset.campaignName = row.text(5);
    asset.name = row.text(6);
    asset.sha256 = row.text(7);
    asset.extension = row.text(8);
    asset.size = QSize(row.integer(9), row.integer(10));
    asset.bytes = row.integer64(11);
    asset.decision = static_cast<Decision>(row.integer(12));
    asset.decisionNote = row.text(13);
    asset.rating = row.integer(14);
    asset.exportCount = row.integer(15);
    asset.focalPoint = QPointF(row.real(16), row.real(17));
    asset.recipe = storedRecipe(row, 18);
    return asset;
}

} // namespace

Result<Fence> checkFence(Connection& connection, JobId job, AttemptId attempt)
{
    return loadFence(connection, job, attempt).map([](const JobFence& fence) {
        return fence.isDiscarded ? Fence::Discarded : Fence::Holds;
    });
}

Result<void> cancelDiscarded(Connection& connection, JobId job, AttemptId attempt, qint64 nowMs)
{
    const Result<JobFence> fence = loadFence(connection, job, attempt);
    if (!fence)
        return fence.error();
    return moveJob(connection, job, attempt, fence->state, JobEvent::ResultDiscarded, {}, nowMs);
}

Result<AssetRow> insertAsset(Connection& connection, const NewAsset& asset, const StoredPicture& picture, qint64 nowMs)
{
    const Result<JobFence> fence = loadFence(connection, asset.job, asset.attempt);
    if (!fence)
        return fence.error();
    if (fence->isDiscarded)
        return discarded(asset.job);
    const Result<AssetId> id = insertDescribed(connection, {asset.name, asset.recipe, picture},
        {asset.job, asset.attempt, fence->batch, fence->campaign, std::nullopt}, nowMs);
    if (!id)
        return id.error();
    if (Result<void> done = moveJob(connection, asset.job, asset.attempt, fence->state, JobEvent::Stored, *id, nowMs);
        !done)
        return done.error();
    return newRow(*id, fence->batch, picture);
}

Result<std::optional<AssetRow>> assetOfOrigin(Connection& connection, const QString& origin)
{
    return firstRow(connection, QStringLiteral("origin = ?"), origin);
}

Result<std::optional<AssetRow>> assetOfOriginal(Connection& connection, const QString& sha256)
{
    return firstRow(connection, QStringLiteral("sha256 = ?"), sha256);
}

Result<AssetRow> insertImport(
    Connection& connection, const NewImport& import, const StoredPicture& picture, qint64 nowMs)
{
    const Result<CampaignId> campaign = BatchRepository(connection).ensureCampaign(import.campaign, nowMs);
    if (!campaign)
        return campaign.error();
    Recipe recipe = import.recipe;
    recipe.price = Money();
    const Result<AssetId> id =
        insertDescribed(connection, {import.name, recipe, picture}, {{}, {}, {}, *campaign, import.origin}, nowMs);
    if (!id)
        return id.error();
    return newRow(*id, {}, picture);
}

Result<QList<std::pair<CampaignId, QString>>> campaignsOfImports(Connection& connection)
{
    Query query(connection,
        QStringLiteral("SELECT id, name FROM campaign WHERE id IN (SELECT campaign_id FROM asset WHERE origin IS NOT "
                       "NULL) ORDER BY name"));
    return query.all([](const Row& row) { return std::pair(row.get<CampaignId>(0), row.text(1)); });
}

Result<AssetId> nextAssetId(Connection& connection)
{
    return selectValue<AssetId>(connection, QStringLiteral("SELECT coalesce(max(id), 0) + 1 FROM asset"))
        .map([](const std::optional<AssetId>& id) { return id.value_or(AssetId{1}); });
}

Result<bool> isOriginalUsed(Connection& connection, const QString& sha256)
{
    return selectValue<int>(connection, QStringLiteral("SELECT 1 FROM asset WHERE sha256 = ? LIMIT 1"), sha256)
        .map([](const std::optional<int>& found) { return found.has_value(); });
}

Result<QList<OriginalRow>> allOriginals(Connection& connection)
{
    Query query(connection, QStringLiteral("SELECT DISTINCT sha256, extension, bytes FROM asset ORDER BY id"));
    return query.all([](const Row& row) { return OriginalRow{row.text(0), row.text(1), row.integer64(2)}; });
}

Result<QList<Asset>> loadAssets(Connection& connection, const QList<AssetId>& ids)
{
    Query query(connection,
        QStringLiteral(
            "SELECT a.id, a.job_id, a.batch_id, b.name, a.campaign_id, c.name, a.name, a.sha256, a.extension, "
            "a.width, a.height, a.bytes, a.decision, a.decision_note, a.rating, a.export_count, a.focal_x, "
            "a.focal_y, a.recipe FROM json_each(?) wanted JOIN asset a ON a.id = wanted.value LEFT JOIN batch b "
            "ON b.id = a.batch_id JOIN campaign c ON c.id = a.campaign_id ORDER BY wanted.key"));
    return query.bind(toJsonArray(ids)).all(toAsset);
}

Result<void> setFocalPoint(Connection& connection, AssetId asset, QPointF point)
{
    Result<qint64> changed =
        execute(connection, QStringLiteral("UPDATE asset SET focal_x = ?, focal_y = ? WHERE id = ?"), double{point.x()},
            double{point.y()}, asset);
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return Error{ErrorCode::NotFound,
            QCoreApplication::translate("AssetIndex", "This picture is not in the library any more."),
            asset.toString()};
    return {};
}

} // namespace batchroom
