// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/plan_event_tasks.h"

#include "app/library/asset_repository.h"
#include "app/library/asset_store.h"
#include "app/store/document_repository.h"
#include "app/store/job_repository.h"
#include "app/store/settled_work.h"
#include "app/store/store.h"
#include "app/studio/own_events.h"
#include "app/webhooks/callback_body.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostAtOnce = 5000;
// What is older than this when a rule first looks is history.
constexpr qint64 longestLookBackMs = inboxMemoryMs;

const QString settingsDocument = QStringLiteral("event-settings");

bool isWanted(const EventSettings& settings, CallbackType type)
{
    return std::any_of(settings.rules.begin(), settings.rules.end(),
        [&](const EventRule& rule) { return rule.isOn && rule.type == callbackTypeName(type); });
}

class OwnFacts {
public:
    OwnFacts(Store& store, const AssetStore& originals, const EventSettings& settings, qint64 sinceMs)
        : m_store(store)
        , m_originals(originals)
        , m_settings(settings)
        , m_sinceMs(sinceMs)
    {
    }

    Result<QList<EventFact>> read()
    {
        return readJobs().andThen([&] { return readBatches(); }).andThen([&] { return readExports(); }).andThen([&] {
            return Result<QList<EventFact>>(m_facts);
        });
    }

private:
    Result<void> readJobs()
    {
        const bool wantsPictures = isWanted(m_settings, CallbackType::GenerationCompleted);
        const bool wantsFailures = isWanted(m_settings, CallbackType::GenerationFailed);
        if (!wantsPictures && !wantsFailures)
            return {};
        const auto jobs = m_store.read<QList<JobRow>>([&](Connection& connection) -> Result<QList<JobRow>> {
            const Result<QList<JobId>> ids = jobsFinishedSince(connection, m_sinceMs, mostAtOnce);
            return ids ? JobRepository(connection).rows(*ids) : Result<QList<JobRow>>(ids.error());
        });
        if (!jobs)
            return jobs.error();
        QList<JobRow> failures;
        for (const JobRow& job : *jobs) {
            if (wantsFailures && isFailure(job.state))
                failures.append(job);
            else if (wantsPictures && job.state == JobState::Done && job.asset)
                if (const std::optional<Asset> asset = assetOf(job.asset))
                    m_facts.append(factOf(pictureEventOf(job, *asset, m_originals.originalPath(*asset)), job.asset));
        }
        if (!failures.isEmpty())
            for (const CallbackEvent& event : failureEventsOf(m_store, failures))
                m_facts.append(factOf(event, {}));
        return {};
    }

    Result<void> readBatches()
    {
        if (!isWanted(m_settings, CallbackType::BatchCompleted))
            return {};
        const auto batches = m_store.read<QList<FinishedBatch>>(
            [&](Connection& connection) { return batchesFinishedSince(connection, m_sinceMs); });
        if (!batches)
            return batches.error();
        for (const FinishedBatch& finished : *batches)
            m_facts.append(factOf(batchEventOf(finished.batch, finished.atMs), {}));
        return {};
    }

    Result<void> readExports()
    {
        if (!isWanted(m_settings, CallbackType::ImageReady))
            return {};
        const auto exports = m_store.read<QList<ExportedFiles>>(
            [&](Connection& connection) { return filesExportedSince(connection, m_sinceMs, mostAtOnce); });
        if (!exports)
            return exports.error();
        for (const ExportedFiles& files : *exports) {
            if (const std::optional<Asset> asset = assetOf(files.asset)) {
                // The picture as well: one made elsewhere has no job to tell it by.
                const QString occasion = QStringLiteral("%1 at %2").arg(files.asset.toString()).arg(files.atMs);
                m_facts.append(factOf(exportEventOf(*asset, files.paths, occasion, files.atMs), files.asset));
            }
        }
        return {};
    }

    std::optional<Asset> assetOf(AssetId id) const
    {
        const auto found =
            m_store.read<QList<Asset>>([&](Connection& connection) { return loadAssets(connection, {id}); });
        return found && !found->isEmpty() ? std::optional(found->constFirst()) : std::nullopt;
    }

    Store& m_store;
    const AssetStore& m_originals;
    const EventSettings& m_settings;
    const qint64 m_sinceMs;
    QList<EventFact> m_facts;
};

} // namespace

QString importAction()
{
    return QStringLiteral("import");
}

QString ruleAction(const EventRule& rule)
{
    return QStringLiteral("rule/") + rule.id;
}

QList<EventTaskDraft> tasksOf(const EventFact& fact, const EventSettings& settings)
{
    QList<EventTaskDraft> tasks;
    const QByteArray json = toJson(fact);
    const bool hasPictures = !fact.isOurs() && !fact.pictures.isEmpty();
    const bool isDone = fact.type == callbackTypeName(CallbackType::GenerationCompleted);
    bool wantsPictures = hasPictures && isDone && settings.imports.value(fact.sender).isAutomatic;
    for (const EventRule& rule : settings.rules) {
        if (!matches(rule, fact))
            continue;
        tasks.append({fact.key, ruleAction(rule), json});
        wantsPictures = wantsPictures || (hasPictures && rule.action == RuleAction::Export);
    }
    if (wantsPictures)
        tasks.prepend({fact.key, importAction(), json});
    return tasks;
}

Result<EventSettings> readEventSettings(Connection& connection)
{
    return document(connection, settingsDocument).map([](const std::optional<QByteArray>& json) {
        return eventSettingsFromJson(json.value_or(QByteArray()));
    });
}

Result<void> writeEventSettings(Connection& connection, const EventSettings& settings, qint64 nowMs)
{
    return putDocument(connection, settingsDocument, toJson(settings), std::chrono::milliseconds(nowMs));
}

std::optional<qint64> ownFactsWantedSince(const EventSettings& settings, qint64 nowMs)
{
    std::optional<qint64> since;
    for (const EventRule& rule : settings.rules)
        if (rule.isOn)
            since = std::min(since.value_or(rule.sinceMs), rule.sinceMs);
    return since ? std::optional(std::max(*since, nowMs - longestLookBackMs)) : std::nullopt;
}

Result<void> planOwnTasks(Store& store, const AssetStore& originals, const EventSettings& settings, qint64 sinceMs)
{
    const Result<QList<EventFact>> facts = OwnFacts(store, originals, settings, sinceMs).read();
    if (!facts)
        return facts.error();
    QList<EventTaskDraft> drafts;
    for (const EventFact& fact : *facts)
        drafts.append(tasksOf(fact, settings));
    if (drafts.isEmpty())
        return {};
    const qint64 now = store.clock().now().count();
    return store.write<void>([&](Connection& connection) -> Result<void> {
        EventTaskRepository tasks(connection);
        for (const EventTaskDraft& draft : drafts)
            if (const auto added = tasks.add(draft, now); !added)
                return added.error();
        return {};
    });
}

} // namespace batchroom
