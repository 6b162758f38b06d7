// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/run_event_task.h"

#include "app/catalog/catalog.h"
#include "app/library/asset_repository.h"
#include "app/library/asset_store.h"
#include "app/queue/schedule.h"
#include "app/store/outbox_repository.h"
#include "app/store/settled_work.h"
#include "app/store/store.h"
#include "app/studio/plan_event_tasks.h"
#include "app/webhooks/callback_body.h"
#include "app/webhooks/callback_endpoint.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QLocale>

#include <algorithm>
#include <map>

namespace batchroom {

namespace {

using std::chrono::milliseconds;

// An import that is under way wakes its event's other tasks when it is settled; this is for the case that it does not.
constexpr std::chrono::minutes waitForImport{30};

QString tr(const char* text)
{
    return QCoreApplication::translate("EventTask", text);
}

QString shortPrompt(const EventFact& fact)
{
    const QString prompt = fact.prompt.simplified();
    return prompt.size() > 120 ? prompt.left(119) + QChar(0x2026) : prompt;
}

DesktopNotice noticeOf(const EventFact& fact, const EventRule& rule)
{
    const QString what = ruleTypeText(rule.type);
    QStringList parts;
    if (!fact.campaign.isEmpty())
        parts.append(fact.campaign);
    if (!fact.problem.isEmpty())
        parts.append(fact.problem);
    else if (!fact.prompt.isEmpty())
        parts.append(shortPrompt(fact));
    else if (!fact.isOurs())
        parts.append(fact.type);
    return {what.left(1).toUpper() + what.mid(1), parts.join(QStringLiteral(": "))};
}

class TaskRun {
public:
    TaskRun(const ImportTools& tools, RandomSource& random, const EventTask& task, std::stop_token stop)
        : m_tools(tools)
        , m_random(random)
        , m_fact(factFromJson(task.draft.fact))
        , m_stop(std::move(stop))
    {
        m_end.task = task;
    }

    TaskEnd run()
    {
        const auto settings = m_tools.store.read<EventSettings>(readEventSettings);
        if (!settings)
            tryLater(settings.error().what);
        else if (m_end.task.draft.action == importAction())
            import(settings->imports.value(m_fact.sender));
        else
            carryOut(*settings);
        return m_end;
    }

private:
    void settle(EventTaskState state, const QString& outcome)
    {
        m_end.settlement.state = state;
        m_end.settlement.outcome = outcome;
    }

    void tryLater(const QString& reason, std::optional<milliseconds> asked = {})
    {
        const int tries = m_end.task.tries;
        if (tries + 1 >= mostEventTaskTries) {
            settle(EventTaskState::Dead, reason);
            return;
        }
        const milliseconds wait =
            std::max({backoff(tries, m_random, longestEventTaskPause), milliseconds(250) * (1 << std::min(tries, 7)),
                std::min<milliseconds>(asked.value_or(milliseconds(0)), longestEventTaskPause)});
        m_end.settlement.nextTryMs = m_tools.clock.now().count() + wait.count();
        settle(EventTaskState::Waiting, tr("%1 It is tried again by itself.").arg(reason));
    }

    void import(const ImportPolicy& policy)
    {
        const ImportTry done = importPictures(m_tools, m_fact, policy, m_stop);
        m_end.added = done.added;
        m_end.settlement.assets = done.assets;
        m_end.isStopped = done.isStopped;
        const QString sentence = sentenceOf(done, m_fact);
        if (done.missing == 0 && !done.assets.isEmpty())
            settle(EventTaskState::Done, sentence);
        else if (done.canRepeat)
            tryLater(sentence, done.retryAfter);
        else
            settle(EventTaskState::Dead, sentence);
    }

    void carryOut(const EventSettings& settings)
    {
        const auto rule = std::find_if(settings.rules.begin(), settings.rules.end(),
            [&](const EventRule& known) { return ruleAction(known) == m_end.task.draft.action; });
        if (rule == settings.rules.end() || !rule->isOn) {
            settle(EventTaskState::Done, tr("Its rule is gone or off; nothing was done."));
            return;
        }
        switch (rule->action) {
        case RuleAction::Notify:
            m_end.notice = noticeOf(m_fact, *rule);
            settle(EventTaskState::Done, tr("A message was shown."));
            break;
        case RuleAction::Export: exportPictures(*rule); break;
        case RuleAction::Tell: tell(*rule); break;
        }
    }

    // Which pictures the event is about; nothing when that is settled already, one way or the other.
    std::optional<QList<AssetId>> picturesOfFact()
    {
        if (m_fact.asset)
            return QList<AssetId>{m_fact.asset};
        if (m_fact.isOurs()) {
            const auto assets = m_tools.store.read<QList<AssetId>>(
                [&](Connection& connection) { return assetsOfBatch(connection, m_fact.batch); });
            if (assets)
                return *assets;
            tryLater(assets.error().what);
            return std::nullopt;
        }
        const auto imported = m_tools.store.read<std::optional<EventTask>>(
            [&](Connection& connection) { return EventTaskRepository(connection).find(m_fact.key, importAction()); });
        if (!imported)
            tryLater(imported.error().what);
        else if (!*imported)
            settle(EventTaskState::Dead, tr("The event names no pictures."));
        else if ((*imported)->state == EventTaskState::Done)
            return (*imported)->assets;
        else if ((*imported)->state == EventTaskState::Dead)
            settle(EventTaskState::Dead, tr("Nothing was exported, because its pictures are not in the library."));
        else
            waitForPictures();
        return std::nullopt;
    }

    void waitForPictures()
    {
        m_end.isWaitingForImport = true;
        m_end.settlement.nextTryMs =
            m_tools.clock.now().count() + std::chrono::duration_cast<milliseconds>(waitForImport).count();
        settle(EventTaskState::Waiting, tr("It waits until the pictures are in the library."));
    }

    void exportPictures(const EventRule& rule)
    {
        const std::optional<QList<AssetId>> ids = picturesOfFact();
        if (!ids)
            return;
        ExportOptions options;
        options.folder = QDir::cleanPath(rule.folder);
        QList<Preset> presets;
        for (const QString& name : rule.presets)
            if (const Preset* preset = m_tools.catalog.preset(name))
                presets.append(*preset);
        if (presets.isEmpty()) {
            settle(EventTaskState::Dead, tr("None of the rule's presets exists any more. Choose others in Settings."));
            return;
        }
        const auto assets =
            m_tools.store.read<QList<Asset>>([&](Connection& connection) { return loadAssets(connection, *ids); });
        if (!assets) {
            tryLater(assets.error().what);
            return;
        }
        exportMissing(*assets, presets, options);
    }

    // What a killed try has written already is left out; alike pictures are one export.
    void exportMissing(const QList<Asset>& assets, const QList<Preset>& presets, ExportOptions options)
    {
        std::map<QStringList, QList<Asset>> groups;
        for (const Asset& asset : assets) {
            if (asset.decision == Decision::Rejected)
                continue;
            const auto there = m_tools.store.read<QStringList>([&](Connection& connection) {
                return presetsExported(connection, asset.id, options.folder, m_end.task.createdMs);
            });
            if (!there) {
                tryLater(there.error().what);
                return;
            }
            QStringList missing;
            for (const Preset& preset : presets)
                if (!there->contains(preset.id))
                    missing.append(preset.id);
            m_files += static_cast<int>(presets.size() - missing.size());
            if (!missing.isEmpty())
                groups[missing].append(asset);
        }
        m_end.settlement.assets.clear();
        for (const auto& [names, group] : groups) {
            options.presets.clear();
            for (const Preset& preset : presets)
                if (names.contains(preset.id))
                    options.presets.append(preset);
            if (!exportGroup(group, options))
                return;
        }
        settle(EventTaskState::Done,
            m_files == 0       ? tr("There was no picture to export.")
                : m_files == 1 ? tr("1 file is in %1.").arg(QDir::toNativeSeparators(options.folder))
                               : tr("%1 files are in %2.").arg(m_files).arg(QDir::toNativeSeparators(options.folder)));
    }

    bool exportGroup(const QList<Asset>& assets, const ExportOptions& options)
    {
        const Result<ExportSummary> made = runExport(assets, options, m_tools.originals, m_tools.store, {}, m_stop);
        if (!made) {
            tryLater(made.error().what);
            return false;
        }
        m_files += static_cast<int>(made->variants.size());
        note(*made);
        if (m_stop.stop_requested()) {
            m_end.isStopped = true;
            return false;
        }
        if (!made->failures.isEmpty() && made->failures.constFirst().error) {
            tryLater(made->failures.constFirst().error->what);
            return false;
        }
        return true;
    }

    void note(const ExportSummary& made)
    {
        if (!m_end.exported)
            m_end.exported = made;
        else
            m_end.exported->variants += made.variants;
    }

    void tell(const EventRule& rule)
    {
        const Result<CallbackEndpoint> endpoint = CallbackEndpoint::create(rule.address, {}, rule.reach);
        if (!endpoint) {
            settle(EventTaskState::Dead, endpoint.error().what);
            return;
        }
        const auto added = m_tools.store.write<bool>([&](Connection& connection) -> Result<bool> {
            OutboxRepository outbox(connection);
            const Result<QString> library = outbox.libraryId();
            if (!library)
                return library.error();
            const QByteArray name =
                QStringLiteral("%1\n%2\n%3\n%4").arg(*library, endpoint->key(), rule.id, m_fact.key).toUtf8();
            const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).left(16).toHex();
            return outbox.add({.messageId = QStringLiteral("msg_") + QString::fromLatin1(hash),
                                  .type = m_fact.type,
                                  .job = m_fact.job,
                                  .batch = m_fact.batch,
                                  .endpoint = endpoint->key(),
                                  .body = m_fact.body},
                m_tools.clock.now().count());
        });
        if (!added) {
            tryLater(added.error().what);
            return;
        }
        m_end.isOutboxFuller = true;
        settle(EventTaskState::Done, tr("It goes to %1.").arg(displayUrl(rule.address)));
    }

    const ImportTools& m_tools;
    RandomSource& m_random;
    const EventFact m_fact;
    const std::stop_token m_stop;
    TaskEnd m_end;
    int m_files = 0;
};

} // namespace

TaskEnd runEventTask(const ImportTools& tools, RandomSource& random, const EventTask& task, std::stop_token stop)
{
    return TaskRun(tools, random, task, std::move(stop)).run();
}

} // namespace batchroom
