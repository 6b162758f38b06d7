// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/work_session.h"

#include "app/cli/run_totals.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

namespace batchroom::cli {

namespace {

constexpr std::chrono::seconds callbackPatience{10};

bool isUnfinished(const BatchSummary& batch)
{
    for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
        if (it.value() > 0 && (!isTerminal(it.key()) || it.key() == JobState::Unknown))
            return true;
    return false;
}

// The campaigns of one sheet were queued together.
bool areOfOneRun(const BatchSummary& a, const BatchSummary& b)
{
    return a.id == b.id || (a.createdMs == b.createdMs && a.name == b.name && a.account == b.account);
}

Money usedBy(const BatchSummary& batch)
{
    return batch.spent + batch.committed + batch.unknown;
}

Money waitingIn(const QueueSnapshot& snapshot, BatchId batch)
{
    Money waiting;
    for (const JobRow& job : snapshot.jobs)
        if (job.batch == batch && (job.state == JobState::Queued || job.state == JobState::Held))
            waiting += job.price;
    return waiting;
}

QJsonObject jsonOf(const Variant& variant)
{
    return {
        {QStringLiteral("type"), QStringLiteral("variant")},
        {QStringLiteral("asset"), variant.asset.value},
        {QStringLiteral("preset"), variant.preset},
        {QStringLiteral("path"), variant.path},
        {QStringLiteral("width"), variant.size.width()},
        {QStringLiteral("height"), variant.size.height()},
        {QStringLiteral("bytes"), variant.bytes},
        {QStringLiteral("sha256"), variant.sha256},
    };
}

} // namespace

QJsonObject jsonOf(const Asset& asset, const QString& path)
{
    QJsonObject object{
        {QStringLiteral("type"), QStringLiteral("asset")},
        {QStringLiteral("id"), asset.id.value},
        {QStringLiteral("job"), asset.job.value},
        {QStringLiteral("batch"), asset.batch.value},
        {QStringLiteral("campaign"), asset.campaignName},
        {QStringLiteral("name"), asset.name},
        {QStringLiteral("path"), path},
        {QStringLiteral("sha256"), asset.sha256},
        {QStringLiteral("width"), asset.size.width()},
        {QStringLiteral("height"), asset.size.height()},
        {QStringLiteral("bytes"), asset.bytes},
        {QStringLiteral("model"), asset.recipe.request.model},
        {QStringLiteral("prompt"), asset.recipe.request.prompt},
        {QStringLiteral("returned_prompt"), asset.recipe.returnedPrompt},
        {QStringLiteral("price_usd"), asset.recipe.price.toDecimal()},
        {QStringLiteral("decision"), decisionName(asset.decision)},
        {QStringLiteral("rating"), asset.rating},
    };
    if (asset.recipe.seed)
        object.insert(QStringLiteral("seed"), *asset.recipe.seed);
    return object;
}

WorkSession::WorkSession(Studio& studio, Console& console, const Options& options, std::function<void(int)> finished)
    : m_studio(studio)
    , m_console(console)
    , m_options(options)
    , m_finished(std::move(finished))
{
    connectQueue();
}

void WorkSession::connectQueue()
{
    JobQueue& queue = m_studio.queue();
    connect(&queue, &JobQueue::jobsChanged, this, &WorkSession::noteJobs);
    connect(&queue, &JobQueue::batchAdded, this, [this](const BatchSummary& batch, const QList<JobRow>& jobs) {
        m_batches.insert(batch.id);
        noteJobs(jobs);
    });
    connect(&queue, &JobQueue::assetStored, this, [this](const AssetRow& asset) {
        if (isOurs(asset.batch))
            noteAsset(asset.id);
    });
    connect(&queue, &JobQueue::holdBegan, this, [this](const QString& account, const Hold& hold) {
        m_console.json(cli::jsonOf(account, hold));
        m_console.say(tr("On hold: %1").arg(hold.message));
    });
    connect(&queue, &JobQueue::batchHeld, this, [this](BatchId batch, const Hold& hold) {
        if (!isOurs(batch))
            return;
        m_console.json(cli::jsonOf(m_options.account, hold));
        m_console.say(tr("On hold: %1").arg(hold.message));
    });
    connect(&queue, &JobQueue::commandFailed, this, [this](const Error& error) { m_console.fail(error); });
    connect(&queue, &JobQueue::idle, this, [this] {
        if (m_isWorking)
            noteIdle();
    });
}

void WorkSession::releaseHold()
{
    // Starting a run is the person's word that the cause may be gone; if it is not, the next answer holds again. It is
    // no word about a dearer price.
    m_studio.queue().releaseHold(m_options.account, DearerPrice::AskedAgain);
}

void WorkSession::run(QList<BatchDraft> drafts, const QHash<QByteArray, Money>& quotes)
{
    releaseHold(); // forgets all quotes, so it comes first
    m_studio.queue().keepQuotes(m_options.account, quotes);
    SharedLimit limit{.caps = {}, .firstShort = drafts.size()};
    if (m_options.maxSpend) {
        QList<LimitShare> shares;
        for (const BatchDraft& draft : drafts)
            shares.append({.used = {}, .waiting = priceOf(draft)});
        limit = shareLimit(*m_options.maxSpend, shares);
        for (qsizetype i = 0; i < drafts.size(); ++i)
            drafts[i].cap = limit.caps[i];
    }
    m_studio.queue().enqueueTogether(drafts).then(this, [this, limit](const Result<QList<BatchId>>& batches) {
        if (!batches) {
            m_console.fail(batches.error());
            m_finished(batches.error().code == ErrorCode::BadInput ? badUsage : libraryUnavailable);
            return;
        }
        noteQueued(*batches, limit);
        beginWork();
    });
}

void WorkSession::noteQueued(const QList<BatchId>& batches, const SharedLimit& limit)
{
    for (qsizetype i = 0; i < batches.size(); ++i) {
        m_batches.insert(batches[i]);
        if (i == 0 || i < limit.firstShort)
            continue;
        m_studio.queue().pauseBatch(batches[i]);
        m_waitingTurn.append(batches[i]);
    }
}

void WorkSession::beginWork()
{
    m_isWorking = true;
    if (m_options.command == QLatin1StringView("resume"))
        m_studio.queue().resume();
    m_studio.queue().start(StartAs::Running);
}

void WorkSession::resume()
{
    m_studio.queue().snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (!snapshot) {
            m_console.fail(snapshot.error());
            m_finished(libraryUnavailable);
            return;
        }
        if (!isPriceAgreed(*snapshot)) {
            m_finished(held);
            return;
        }
        adoptUnfinished(*snapshot);
        limitAdopted(*snapshot);
        beginWork();
    });
}

// What was held for a dearer price goes on only by a word about that price.
bool WorkSession::isPriceAgreed(const QueueSnapshot& snapshot)
{
    const Hold hold = snapshot.holds.value(m_options.account);
    if (!hold.asked) {
        releaseHold();
        return true;
    }
    m_console.say(hold.message);
    if (!m_options.yes && !m_console.canAsk()) {
        m_console.fail({ErrorCode::BudgetReached,
            tr("The provider asks %1 for an image now, more than was planned. Nothing was sent. Add --yes to accept "
               "it, or cancel these jobs.")
                .arg(hold.asked->price.toText()),
            {}});
        return false;
    }
    if (!m_options.yes && !m_console.ask(tr("Go on at the new price? [y/N]")))
        return false;
    m_studio.queue().releaseHold(m_options.account, DearerPrice::Accepted);
    return true;
}

void WorkSession::adoptUnfinished(const QueueSnapshot& snapshot)
{
    QList<BatchSummary> unfinished;
    std::copy_if(snapshot.batches.cbegin(), snapshot.batches.cend(), std::back_inserter(unfinished), &isUnfinished);
    for (const BatchSummary& batch : snapshot.batches)
        if (std::any_of(unfinished.cbegin(), unfinished.cend(),
                [&](const BatchSummary& one) { return areOfOneRun(batch, one); }))
            m_batches.insert(batch.id);
    if (m_batches.isEmpty())
        for (const BatchSummary& batch : snapshot.batches)
            m_batches.insert(batch.id);
    for (const JobRow& job : snapshot.jobs)
        if (isOurs(job.batch))
            m_states.insert(job.id, job.state);
}

// A killed run may have left batches that were waiting for their turn. --max-spend is the new limit of all of them
// together, what they have cost so far included.
void WorkSession::limitAdopted(const QueueSnapshot& snapshot)
{
    JobQueue& queue = m_studio.queue();
    QList<BatchSummary> ours;
    for (auto batch = snapshot.batches.crbegin(); batch != snapshot.batches.crend(); ++batch)
        if (isOurs(batch->id))
            ours.append(*batch);
    for (const BatchSummary& batch : std::as_const(ours)) {
        const auto isOfItsRun = [&](const BatchSummary& one) { return areOfOneRun(batch, one); };
        if (!batch.isPaused)
            continue;
        // One that waited for its turn in a killed run, or at its limit; a batch alone was paused by a person.
        if (!batch.holdMessage.isEmpty() || std::count_if(ours.cbegin(), ours.cend(), isOfItsRun) > 1)
            queue.resumeBatch(batch.id);
        else
            m_console.say(
                tr("Batch %1 is paused. Go on with it: batchroom-cli continue --batch %1").arg(batch.id.value));
    }
    if (!m_options.maxSpend)
        return;
    QList<LimitShare> shares;
    for (const BatchSummary& batch : std::as_const(ours))
        shares.append({.used = usedBy(batch), .waiting = waitingIn(snapshot, batch.id)});
    const SharedLimit limit = shareLimit(*m_options.maxSpend, shares);
    for (qsizetype i = 0; i < ours.size(); ++i) {
        queue.setBatchCap(ours[i].id, limit.caps[i]);
        if (i > 0 && i >= limit.firstShort) {
            queue.pauseBatch(ours[i].id);
            m_waitingTurn.append(ours[i].id);
        }
    }
}

void WorkSession::noteIdle()
{
    if (m_waitingTurn.isEmpty()) {
        settle();
        return;
    }
    m_isWorking = false; // until the next one runs
    m_studio.queue().snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (snapshot && !snapshot->holds.contains(m_options.account) && !isLimitReached(*snapshot, m_batches))
            openNext(*snapshot);
        else
            settle();
    });
}

void WorkSession::openNext(const QueueSnapshot& snapshot)
{
    const BatchId next = m_waitingTurn.takeFirst();
    Money left = m_options.maxSpend.value_or(Money());
    for (const BatchSummary& batch : snapshot.batches)
        if (isOurs(batch.id) && batch.id != next)
            left = left - usedBy(batch);
    m_studio.queue().setBatchCap(next, std::max(left, Money()));
    m_studio.queue().resumeBatch(next);
    m_isWorking = true;
}

void WorkSession::noteJobs(const QList<JobRow>& jobs)
{
    QString note;
    for (const JobRow& job : jobs) {
        if (!isOurs(job.batch))
            continue;
        m_states.insert(job.id, job.state);
        m_console.json(cli::jsonOf(job));
        note = job.name.isEmpty() ? job.prompt.simplified() : job.name;
        if (needsPerson(job.state) || job.state == JobState::Failed || job.state == JobState::Withheld)
            m_console.say(tr("Row %1: %2 %3").arg(QString::number(job.row), jobStateName(job.state), job.message));
    }
    const auto settled = std::count_if(m_states.cbegin(), m_states.cend(),
        [](JobState state) { return isTerminal(state) || state == JobState::Unknown; });
    m_console.progress(static_cast<int>(settled), static_cast<int>(m_states.size()), note);
}

void WorkSession::noteAsset(AssetId id)
{
    if (m_console.form() != OutputForm::Json)
        return;
    ++m_pendingAssetLines;
    m_studio.assets().asset(id).then(this, [this](const Result<Asset>& asset) {
        --m_pendingAssetLines;
        if (asset)
            m_console.json(jsonOf(*asset, m_studio.originals().originalPath(*asset)));
        if (m_isSettling && m_pendingAssetLines == 0)
            settle();
    });
}

void WorkSession::settle()
{
    m_isWorking = false;
    m_isSettling = true;
    if (m_pendingAssetLines > 0)
        return;
    m_isSettling = false;
    m_studio.queue().snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (!snapshot) {
            m_console.fail(snapshot.error());
            m_finished(libraryUnavailable);
            return;
        }
        m_console.endProgress();
        if (m_options.exporting.presets.isEmpty())
            tellOthers(*snapshot);
        else
            exportPictures(*snapshot);
    });
}

void WorkSession::exportPictures(const QueueSnapshot& snapshot)
{
    QList<AssetId> ids;
    for (const JobRow& job : snapshot.jobs)
        if (isOurs(job.batch) && job.asset)
            ids.append(job.asset);
    m_studio.assets().assets(ids).then(this, [this, snapshot](const Result<QList<Asset>>& assets) {
        if (!assets || assets->isEmpty()) {
            if (!assets)
                m_console.fail(assets.error());
            tellOthers(snapshot);
            return;
        }
        ExportOptions options = m_options.exporting;
        if (options.folder.isEmpty())
            options.folder = m_studio.libraryFolder() + QStringLiteral("/exports");
        Exporter& exporter = m_studio.exporter();
        connect(&exporter, &Exporter::variantFinished, this, [this](const VariantResult& result, int done, int total) {
            if (result.error) {
                ++m_failedVariants;
                m_console.fail(*result.error);
            } else {
                ++m_variants;
                m_console.json(jsonOf(result.variant));
            }
            m_console.progress(done, total, tr("resized files"));
        });
        connect(&exporter, &Exporter::failed, this, [this, snapshot](const Error& error) {
            ++m_failedVariants;
            m_console.fail(error);
            tellOthers(snapshot);
        });
        connect(&exporter, &Exporter::finished, this, [this, snapshot](const ExportSummary& summary) {
            m_console.endProgress();
            m_console.say(tr("Resized files and manifest: %1").arg(QDir::toNativeSeparators(summary.manifestPath)));
            tellOthers(snapshot);
        });
        exporter.start(*assets, options);
    });
}

// Callbacks that cannot be delivered now stay in the outbox and are tried again by the next run with --callback.
void WorkSession::tellOthers(const QueueSnapshot& snapshot)
{
    QList<BatchSummary> batches;
    for (const BatchSummary& batch : snapshot.batches)
        if (isOurs(batch.id))
            batches.append(batch);
    QList<JobRow> jobs;
    for (const JobRow& job : snapshot.jobs)
        if (isOurs(job.batch))
            jobs.append(job);
    m_studio.finishCallbacks(batches, jobs, callbackPatience, [this, snapshot](const OutboxCounts& counts) {
        if (counts.waiting + counts.dead + counts.disabled > 0)
            m_console.say(tr("Callbacks: %1 delivered, %2 waiting, %3 given up.")
                              .arg(counts.delivered)
                              .arg(counts.waiting)
                              .arg(counts.dead + counts.disabled));
        sumUp(snapshot);
    });
}

void WorkSession::sumUp(const QueueSnapshot& snapshot)
{
    const RunTotals totals = totalsOf(snapshot, m_batches);
    for (auto it = snapshot.holds.cbegin(); it != snapshot.holds.cend(); ++it)
        if (totals.held > 0)
            m_console.say(tr("On hold: %1 Then: batchroom-cli resume").arg(it->message));
    if (snapshot.doubt)
        m_console.say(
            tr("An earlier state of the library was opened: %n waiting image(s) may have been sent since, for "
               "up to %1. Nothing was sent again. Answer with: batchroom-cli resolve JOB… "
               "--ask-again | --resend | --write-off",
                nullptr, snapshot.doubt->jobs)
                .arg(snapshot.doubt->possible.toText()));
    const QString lost = totals.unknown.isZero()
        ? QString()
        : tr(", %1 may have been charged for images whose answer was lost").arg(totals.unknown.toText());
    m_console.say(tr("%1 of %n image(s) done, %2 spent%3.", nullptr, totals.jobs)
                      .arg(QString::number(totals.count(JobState::Done)), totals.spent.toText(), lost));
    QJsonObject line = summaryLine(totals, m_variants);
    line.insert(QStringLiteral("campaigns"), campaignsOf(snapshot, m_batches));
    m_console.json(line);
    m_finished(exitCodeOf(totals, m_failedVariants));
}

} // namespace batchroom::cli
