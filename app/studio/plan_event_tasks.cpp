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

constexpr qsizetype longestKeptBody = 16 * 1024;
constexpr int jobsAtOnce = 1000;
// What is older than this when a rule first looks is history.
constexpr qint64 longestLookBackMs = inboxMemoryMs;
// Between a time that is written and its row that can be read.
constexpr qint64 overlapMs = 60'000;

const QString settingsDocument = QStringLiteral("event-settings");

bool isWanted(const EventSettings& settings, CallbackType type)
{
    return std::any_of(settings.rules.begin(), settings.rules.end(),
        [&](const EventRule& rule) { return rule.isOn && rule.type == callbackTypeName(type); });
}

class OwnFacts {
public:
    OwnFacts(Store& store, const AssetStore& originals, const EventSettings& settings, const LookedUntil& since)
        : m_store(store)
        , m_originals(originals)
        , m_settings(settings)
        , m_since(since)
        , m_variant(since.variant)
    {
    }
    qint64 newestVariant() const { return m_variant; }

    Result<QList<EventFact>> read()
    {
        return readJobs().andThen([&] { return readBatches(); }).andThen([&] { return readExports(); }).andThen([&] {
            return Result<QList<EventFact>>(m_facts);
        });
    }

private:
    Result<void> readJobs()
    {
        if (!isWanted(m_settings, CallbackType::GenerationCompleted)
            && !isWanted(m_settings, CallbackType::GenerationFailed))
            return {};
        FinishedJob last{{}, m_since.atMs};
        while (true) {
            const auto page = m_store.read<QList<FinishedJob>>(
                [&](Connection& connection) { return jobsFinishedAfter(connection, last, jobsAtOnce); });
            if (!page)
                return page.error();
            if (page->isEmpty())
                return {};
            last = page->constLast();
            if (const Result<void> taken = takeJobs(*page); !taken)
                return taken;
        }
    }

    Result<void> takeJobs(const QList<FinishedJob>& page)
    {
        QList<JobId> ids;
        for (const FinishedJob& job : page)
            ids.append(job.id);
        const auto jobs =
            m_store.read<QList<JobRow>>([&](Connection& connection) { return JobRepository(connection).rows(ids); });
        if (!jobs)
            return jobs.error();
        QList<JobRow> failures;
        for (const JobRow& job : *jobs) {
            if (isFailure(job.state) && isWanted(m_settings, CallbackType::GenerationFailed))
                failures.append(job);
            else if (job.state == JobState::Done && isWanted(m_settings, CallbackType::GenerationCompleted))
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
            [&](Connection& connection) { return batchesFinishedSince(connection, m_since.atMs); });
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
            [&](Connection& connection) { return filesExportedAfter(connection, m_since.variant, m_since.atMs); });
        if (!exports)
            return exports.error();
        for (const ExportedFiles& files : *exports) {
            m_variant = files.variant;
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
    const LookedUntil m_since;
    qint64 m_variant;
    QList<EventFact> m_facts;
};

// Only what is told to others needs all of it.
EventFact withoutLongBody(EventFact fact)
{
    if (fact.body.size() > longestKeptBody)
        fact.body.clear();
    return fact;
}

// None: no rule is on.
std::optional<qint64> ownFactsWantedSince(const EventSettings& settings, qint64 nowMs)
{
    std::optional<qint64> since;
    for (const EventRule& rule : settings.rules)
        if (rule.isOn)
            since = std::min(since.value_or(rule.sinceMs), rule.sinceMs);
    return since ? std::optional(std::max(*since, nowMs - longestLookBackMs)) : std::nullopt;
}

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
    const QByteArray brief = toJson(withoutLongBody(fact));
    const bool hasPictures = !fact.isOurs() && !fact.pictures.isEmpty();
    const bool isDone = fact.type == callbackTypeName(CallbackType::GenerationCompleted);
    bool wantsPictures = hasPictures && isDone && settings.imports.value(fact.sender).isAutomatic;
    for (const EventRule& rule : settings.rules) {
        if (!matches(rule, fact))
            continue;
        tasks.append({fact.key, ruleAction(rule), rule.action == RuleAction::Tell ? json : brief});
        wantsPictures = wantsPictures || (hasPictures && rule.action == RuleAction::Export);
    }
    if (wantsPictures)
        tasks.prepend({fact.key, importAction(), brief});
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

Result<void> planOwnTasks(Store& store, const AssetStore& originals, const EventSettings& settings)
{
    const qint64 now = store.clock().now().count();
    const std::optional<qint64> wanted = ownFactsWantedSince(settings, now);
    if (!wanted)
        return {};
    auto since = store.read<LookedUntil>(lookedUntil);
    if (!since)
        return since.error();
    const qint64 lookedAtMs = since->atMs;
    since->atMs = std::max(*wanted, lookedAtMs - overlapMs);
    OwnFacts own(store, originals, settings, *since);
    const Result<QList<EventFact>> facts = own.read();
    if (!facts)
        return facts.error();
    QList<EventTaskDraft> drafts;
    for (const EventFact& fact : *facts)
        drafts.append(tasksOf(fact, settings));
    if (drafts.isEmpty() && now >= lookedAtMs && now - lookedAtMs < overlapMs)
        return {}; // the disk has better things to do
    return store.write<void>(
        [&](Connection& connection) -> Result<void> {
            EventTaskRepository tasks(connection);
            for (const EventTaskDraft& draft : drafts)
                if (const auto added = tasks.add(draft, now); !added)
                    return added.error();
            return setLookedUntil(connection, {now, own.newestVariant()});
        },
        drafts.isEmpty() ? Commit::Relaxed : Commit::Durable);
}

} // namespace batchroom
