// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/work_session.h"

#include "app/cli/rule_work.h"
#include "app/cli/run_totals.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

namespace batchroom::cli {

namespace {

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
        if (isOurs(batch))
            sayBatchHold(hold);
    });
    connect(&queue, &JobQueue::commandFailed, this, [this](const Error& error) { m_console.fail(error); });
    watchPauses();
    connect(&queue, &JobQueue::idle, this, [this] {
        if (m_isWorking)
            noteIdle();
    });
}

// A batch knows its share alone.
void WorkSession::sayBatchHold(const Hold& hold)
{
    Hold told = hold;
    if (m_options.maxSpend && m_batches.size() > 1)
        told.message += QLatin1Char(' ')
            + tr("--max-spend %1 is for all %n campaign(s) of this sheet together.", nullptr,
                static_cast<int>(m_batches.size()))
                  .arg(m_options.maxSpend->toText());
    m_console.json(cli::jsonOf(m_options.account, told));
    m_console.say(tr("On hold: %1").arg(told.message));
}

// Whoever steers this library from another terminal may pause it and go on later; the work waits for that.
void WorkSession::watchPauses()
{
    JobQueue& queue = m_studio.queue();
    connect(&queue, &JobQueue::pausedChanged, this, [this](bool isPaused) {
        if (!m_isWorking || m_studio.queue().isBroken())
            return;
        m_isPaused = isPaused;
        m_console.json({{QStringLiteral("type"), QStringLiteral("queue")}, {QStringLiteral("paused"), isPaused}});
        m_console.say(isPaused ? tr("Paused. Go on with: batchroom-cli continue") : tr("Going on."));
    });
    connect(&queue, &JobQueue::batchesChanged, this, [this](const QList<BatchSummary>& batches) {
        for (const BatchSummary& batch : batches) {
            const bool isByCommand = batch.isPaused && batch.holdMessage.isEmpty() && isOurs(batch.id)
                && !m_waitingTurn.contains(batch.id) && !m_pausedBefore.contains(batch.id);
            if (isByCommand)
                m_pausedMeanwhile.insert(batch.id);
            else
                m_pausedMeanwhile.remove(batch.id);
            if (!batch.isPaused)
                m_pausedBefore.remove(batch.id);
        }
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
    m_rules = carryOutRules(m_studio, m_console, TellsTasks::OnlyToPeople);
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
    for (const BatchSummary& batch : snapshot.batches)
        if (batch.isPaused)
            m_pausedBefore.insert(batch.id);
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

bool WorkSession::isPausedMeanwhile() const
{
    return !m_studio.queue().isBroken() && (m_isPaused || !m_pausedMeanwhile.isEmpty());
}

void WorkSession::noteIdle()
{
    if (isPausedMeanwhile())
        return;
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
        else if (job.state == JobState::Accepted || job.state == JobState::Ready)
            sayDelay(job);
    }
    const auto settled = std::count_if(m_states.cbegin(), m_states.cend(),
        [](JobState state) { return isTerminal(state) || state == JobState::Unknown; });
    m_console.progress(static_cast<int>(settled), static_cast<int>(m_states.size()), note);
}

// What is paid for is asked for and fetched again for up to a day; nobody should wonder meanwhile.
void WorkSession::sayDelay(const JobRow& job)
{
    if (job.message.isEmpty() || std::exchange(m_delays[job.id], job.message) == job.message)
        return;
    m_console.say(tr("Row %1 waits: %2").arg(QString::number(job.row), job.message));
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

} // namespace batchroom::cli
