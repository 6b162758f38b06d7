// SPDX-License-Identifier: GPL-3.0-or-later
// status, jobs, assets: what is in the library.
#include "app/cli/batch_lines.h"
#include "app/cli/commands.h"
#include "app/cli/open_studio.h"
#include "app/cli/run_totals.h"
#include "app/cli/work_session.h"
#include "app/settings/stored_caps.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace batchroom::cli {

namespace {

using cli::jsonOf; // together with those below

QString tr(const char* text)
{
    return QCoreApplication::translate("ListCommands", text);
}

QString campaignOf(const QueueSnapshot& snapshot, BatchId batch)
{
    for (const BatchSummary& summary : snapshot.batches)
        if (summary.id == batch)
            return summary.campaignName;
    return {};
}

bool matches(const JobRow& job, const QueueSnapshot& snapshot, const Options& options)
{
    return (!options.state || job.state == *options.state) && (!options.batch || job.batch == *options.batch)
        && (options.search.isEmpty() || job.prompt.contains(options.search, Qt::CaseInsensitive)
            || job.name.contains(options.search, Qt::CaseInsensitive))
        && (options.campaign.isEmpty()
            || campaignOf(snapshot, job.batch).compare(options.campaign, Qt::CaseInsensitive) == 0);
}

QJsonObject jsonOf(const CampaignCost& cost)
{
    const std::optional<Money> each = cost.perApproved();
    return {
        {QStringLiteral("type"), QStringLiteral("campaign")},
        {QStringLiteral("name"), cost.name},
        {QStringLiteral("spent_usd"), cost.spent.toDecimal()},
        {QStringLiteral("unknown_usd"), cost.unknown.toDecimal()},
        {QStringLiteral("images"), cost.images},
        {QStringLiteral("approved"), cost.approved},
        {QStringLiteral("per_approved_usd"), each ? QJsonValue(each->toDecimal()) : QJsonValue()},
    };
}

void sayCost(Console& console, const CampaignCost& cost)
{
    console.json(jsonOf(cost));
    if (const std::optional<Money> each = cost.perApproved())
        console.say(tr("Campaign “%1”: %2 for %3 approved of %4 images, %5 each.")
                        .arg(cost.name, cost.spent.toText())
                        .arg(cost.approved)
                        .arg(cost.images)
                        .arg(each->toText()));
}

QJsonArray accountsOf(const QueueSnapshot& snapshot)
{
    QJsonArray accounts;
    for (const SpendSummary& spend : snapshot.spend)
        accounts.append(QJsonObject{
            {QStringLiteral("account"), spend.account},
            {QStringLiteral("today_usd"), spend.today.toDecimal()},
            {QStringLiteral("month_usd"), spend.thisMonth.toDecimal()},
            {QStringLiteral("committed_usd"), spend.committed.toDecimal()},
            {QStringLiteral("unknown_usd"), spend.unknown.toDecimal()},
            {QStringLiteral("held"), snapshot.holds.contains(spend.account)},
        });
    return accounts;
}

// As chosen in the window; null, with the reason said, when they cannot be read.
QJsonValue capsOfWindow(Console& console)
{
    const auto amount = [](const std::optional<Money>& cap) {
        return cap ? QJsonValue(cap->toDecimal()) : QJsonValue(QJsonValue::Null);
    };
    const Result<Preferences::Caps> caps = storedCaps();
    if (!caps) {
        console.fail(caps.error());
        return QJsonValue::Null;
    }
    return QJsonObject{{QStringLiteral("batch"), amount(caps->batch)}, {QStringLiteral("day"), amount(caps->day)},
        {QStringLiteral("month"), amount(caps->month)}};
}

void sayStatus(Console& console, const QueueSnapshot& snapshot)
{
    QMap<JobState, int> counts;
    Money spent;
    Money committed;
    Money unknown;
    QSet<BatchId> all;
    for (const BatchSummary& batch : snapshot.batches) {
        all.insert(batch.id);
        for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
            counts[it.key()] += it.value();
        spent += batch.spent;
        committed += batch.committed;
        unknown += batch.unknown;
        console.json(jsonOf(batch));
        console.say(lineOf(batch));
    }
    QJsonObject states;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        states.insert(jobStateName(it.key()), it.value());
        if (it.value() > 0)
            console.say(QStringLiteral("%1 %2").arg(jobStateName(it.key()), -12).arg(it.value()));
    }
    console.say(tr("Spent %1, in flight %2, may have been charged %3.")
                    .arg(spent.toText(), committed.toText(), unknown.toText()));
    for (auto it = snapshot.holds.cbegin(); it != snapshot.holds.cend(); ++it) {
        console.json(jsonOf(it.key(), it.value()));
        console.say(tr("On hold (%1): %2").arg(it.key(), it->message));
    }
    console.json({
        {QStringLiteral("type"), QStringLiteral("status")},
        {QStringLiteral("batches"), snapshot.batches.size()},
        {QStringLiteral("states"), states},
        {QStringLiteral("paused"), snapshot.isPaused},
        {QStringLiteral("in_flight"), snapshot.inFlight},
        {QStringLiteral("place_limit"), snapshot.placeLimit},
        {QStringLiteral("spent_usd"), spent.toDecimal()},
        {QStringLiteral("committed_usd"), committed.toDecimal()},
        {QStringLiteral("unknown_usd"), unknown.toDecimal()},
        {QStringLiteral("campaigns"), campaignsOf(snapshot, all)},
        {QStringLiteral("accounts"), accountsOf(snapshot)},
        {QStringLiteral("caps_usd"), capsOfWindow(console)},
    });
}

AssetFilter filterOf(const Options& options, const QueueSnapshot& snapshot)
{
    AssetFilter filter;
    filter.text = options.search;
    if (options.batch)
        filter.batches.append(*options.batch);
    if (options.decisionFilter)
        filter.decisions.append(*options.decisionFilter);
    if (!options.campaign.isEmpty()) {
        filter.campaign = CampaignId{-1}; // matches nothing unless the name is known
        for (const BatchSummary& batch : snapshot.batches)
            if (batch.campaignName.compare(options.campaign, Qt::CaseInsensitive) == 0)
                filter.campaign = batch.campaign;
    }
    return filter;
}

void sayAsset(Console& console, const Asset& asset, const QString& path)
{
    console.json(jsonOf(asset, path));
    console.say(QStringLiteral("%1  %2x%3  %4  %5")
                    .arg(asset.id.value, 6)
                    .arg(asset.size.width())
                    .arg(asset.size.height())
                    .arg(path, asset.recipe.request.prompt.simplified().left(60)));
}

void sayJob(Console& console, const JobRow& job)
{
    console.json(jsonOf(job));
    console.say(QStringLiteral("%1  %2  %3  %4  %5")
                    .arg(job.id.value, 6)
                    .arg(jobStateName(job.state), -11)
                    .arg(job.price.toText(), 7)
                    .arg(job.model, job.prompt.simplified().left(60)));
    if (!job.message.isEmpty())
        console.say(QStringLiteral("        ") + job.message);
}

// Some at a time: the window whose library it is goes on meanwhile.
class JobListing : public QObject {
public:
    JobListing(const Options& options, Console& console, Finish finish)
        : m_options(options)
        , m_console(console)
        , m_finish(std::move(finish))
    {
    }
    void show(const QueueSnapshot& snapshot)
    {
        for (const JobRow& job : snapshot.jobs)
            if ((m_options.limit == 0 || m_jobs.size() < m_options.limit) && matches(job, snapshot, m_options))
                m_jobs.append(job);
        showSome();
    }

private:
    static constexpr qsizetype atOnce = 200;

    void showSome()
    {
        const qsizetype end = std::min(m_jobs.size(), m_shown + atOnce);
        for (; m_shown < end; ++m_shown)
            sayJob(m_console, m_jobs.at(m_shown));
        if (m_shown < m_jobs.size())
            QMetaObject::invokeMethod(
                this, [this] { showSome(); }, Qt::QueuedConnection);
        else
            m_finish(everythingDone);
    }

    const Options& m_options;
    Console& m_console;
    const Finish m_finish;
    QList<JobRow> m_jobs;
    qsizetype m_shown = 0;
};

} // namespace

Session beginStatus(Studio& studio, const Options&, Console& console, const Finish& finish)
{
    auto guard = std::make_shared<QObject>();
    QObject* context = guard.get();
    studio.queue().campaignCosts().then(
        context, [&studio, &console, context, finish](const Result<QList<CampaignCost>>& costs) {
            if (costs)
                for (const CampaignCost& cost : *costs)
                    sayCost(console, cost);
            studio.queue().snapshot().then(context, [&console, finish](const Result<QueueSnapshot>& snapshot) {
                if (snapshot)
                    sayStatus(console, *snapshot);
                else
                    console.fail(snapshot.error());
                finish(snapshot ? everythingDone : libraryUnavailable);
            });
        });
    return guard;
}

Session beginJobs(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto listing = std::make_shared<JobListing>(options, console, finish);
    studio.queue().snapshot().then(
        listing.get(), [&console, finish, listing = listing.get()](const Result<QueueSnapshot>& snapshot) {
            if (snapshot) {
                listing->show(*snapshot);
                return;
            }
            console.fail(snapshot.error());
            finish(libraryUnavailable);
        });
    return listing;
}

Session beginAssets(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto guard = std::make_shared<QObject>();
    QObject* context = guard.get();
    const auto show = [&studio, &console, finish](const Result<QList<Asset>>& assets) {
        if (!assets)
            console.fail(assets.error());
        else
            for (const Asset& asset : *assets)
                sayAsset(console, asset, studio.originals().originalPath(asset));
        finish(assets ? everythingDone : libraryUnavailable);
    };
    const auto select = [&studio, &console, &options, context, show, finish](const Result<AssetSelection>& selection) {
        if (!selection) {
            console.fail(selection.error());
            finish(libraryUnavailable);
            return;
        }
        QList<AssetId> ids;
        for (const AssetRow& row : selection->rows)
            if (options.limit == 0 || ids.size() < options.limit)
                ids.append(row.id);
        studio.assets().assets(ids).then(context, show);
    };
    studio.queue().snapshot().then(
        context, [&studio, &options, context, select](const Result<QueueSnapshot>& snapshot) {
            studio.assets().select(filterOf(options, snapshot ? *snapshot : QueueSnapshot{})).then(context, select);
        });
    return guard;
}

} // namespace batchroom::cli
