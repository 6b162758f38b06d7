// SPDX-License-Identifier: GPL-3.0-or-later
// What the queue has to say to the whole window: holds, a start after a crash, an earlier state of the library.
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "ui/models/work_status.h"
#include "ui/queue/queue_place.h"
#include "ui/shell/banner.h"
#include "ui/shell/main_window.h"

#include <QDateTime>
#include <QLocale>

namespace batchroom {

namespace {

// Of a banner.
QString subjectOf(const QString& account)
{
    return QStringLiteral("account ") + account;
}

QString subjectOf(BatchId batch)
{
    return QStringLiteral("batch ") + batch.toString();
}

} // namespace

void MainWindow::connectQueue()
{
    connect(m_work, &WorkStatus::changed, this, &MainWindow::refreshWork);
    connect(m_work, &WorkStatus::campaignsChanged, this, [this] { m_topBar->setCampaigns(m_work->campaigns()); });
    connect(&m_studio->assets(), &AssetIndex::assetAdded, this, &MainWindow::refreshLibrary);
    connect(&m_studio->queue(), &JobQueue::commandFailed, this, [this](const Error& error) {
        m_banner->show({IconId::Attention, ColorRole::Bad, tr("That did not work"), error.what, {}, {}});
    });
    connectHolds();
}

void MainWindow::connectHolds()
{
    JobQueue& queue = m_studio->queue();
    connect(&queue, &JobQueue::holdBegan, this, [this](const QString& account, const Hold& hold) {
        const bool needsKey = hold.reason == HoldReason::KeyMissing || hold.reason == HoldReason::KeyRefused;
        if (hold.reason == HoldReason::KeyRefused)
            showKeyState(KeyState::Refused);
        const auto answer = [this, account, needsKey] {
            if (needsKey)
                goTo(Place::Settings);
            else
                m_studio->queue().releaseHold(account);
        };
        m_banner->show({.icon = IconId::Pause,
            .title = tr("The queue is on hold"),
            .text = hold.message,
            .button = needsKey ? tr("Open Settings") : tr("Go on"),
            .answer = answer,
            .subject = subjectOf(account)});
    });
    connect(
        &queue, &JobQueue::holdEnded, this, [this](const QString& account) { m_banner->withdraw(subjectOf(account)); });
    connect(&queue, &JobQueue::batchHeld, this, &MainWindow::showBatchHold);
    connect(&queue, &JobQueue::batchesChanged, this, [this](const QList<BatchSummary>& batches) {
        for (const BatchSummary& batch : batches)
            if (batch.holdMessage.isEmpty() || batch.count(JobState::Queued) + batch.count(JobState::Held) == 0)
                m_banner->withdraw(subjectOf(batch.id));
    });
}

// The sentence names the batch and its limit; the Queue has the answers beside it.
void MainWindow::showBatchHold(BatchId batch, const Hold& hold)
{
    m_banner->show({.icon = IconId::Money,
        .title = tr("A batch is on hold"),
        .text = hold.message,
        .button = tr("Raise the limit…"),
        .answer =
            [this, batch] {
                goTo(Place::Queue);
                m_queue->showBatch(batch);
            },
        .otherButton = tr("Continue"),
        .otherAnswer = [this, batch] { m_studio->queue().resumeBatch(batch); },
        .subject = subjectOf(batch)});
}

// After a crash nothing runs before a person has looked (design: the money rules).
void MainWindow::startQueue()
{
    JobQueue& queue = m_studio->queue();
    if (!m_studio->wasUncleanlyClosed()) {
        queue.start(StartAs::Running);
        return;
    }
    queue.snapshot().then(this, [this, &queue](const Result<QueueSnapshot>& snapshot) {
        if (snapshot && snapshot->doubt) {
            queue.start(StartAs::Paused);
            showDoubt(*snapshot->doubt);
            return;
        }
        bool hasWork = false;
        if (snapshot)
            for (const BatchSummary& batch : snapshot->batches)
                for (auto it = batch.counts.cbegin(); it != batch.counts.cend(); ++it)
                    hasWork = hasWork || (it.value() > 0 && !isTerminal(it.key()));
        queue.start(hasWork ? StartAs::Paused : StartAs::Running);
        if (hasWork)
            showUncleanStart();
    });
}

// What was being sent is unknown only once the queue has looked; commands and questions are answered in turn.
void MainWindow::showUncleanStart()
{
    JobQueue& queue = m_studio->queue();
    queue.snapshot().then(this, [this, &queue](const Result<QueueSnapshot>& snapshot) {
        int unknown = 0;
        Money possible;
        if (snapshot)
            for (const BatchSummary& batch : snapshot->batches) {
                unknown += batch.count(JobState::Unknown);
                possible += batch.unknown;
            }
        const QString money = unknown == 0
            ? tr("Nothing is lost and nothing was sent again.")
            : tr("%n image(s) were being sent; up to %1 may have been charged for them. Nothing was sent again.",
                nullptr, unknown)
                  .arg(possible.toText());
        m_banner->show({IconId::Pause, ColorRole::Warn, tr("Batchroom was not closed properly"),
            tr("The queue is paused.") + QLatin1Char(' ') + money, tr("Go on"), [&queue] { queue.resume(); }});
    });
}

// The window opens all the same, but it must not pay as if the person had set no limit.
void MainWindow::showCapsTrouble()
{
    if (m_preferences.capsTrouble())
        m_banner->show({.icon = IconId::Money,
            .title = tr("Your spending limits are unknown"),
            .text = tr("Your settings file cannot be read: nothing is paid for until you set the limits again."),
            .button = tr("Open Settings"),
            .answer = [this] { goTo(Place::Settings); }});
}

void MainWindow::showDoubt(const QueueDoubt& doubt)
{
    const QString state = doubt.sinceMs > 0
        ? tr("This is its state of %1. What was queued later is not in it.")
              .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(doubt.sinceMs), QLocale::ShortFormat))
        : tr("Its newest part is lost.");
    const QString money = doubt.jobs == 0
        ? tr("Images may have been paid for since then.")
        : tr("%n waiting image(s) may have been sent since then, for up to %1. Nothing was sent again; each waits for "
             "your answer.",
            nullptr, doubt.jobs)
              .arg(doubt.possible.toText());
    m_banner->show({IconId::Attention, ColorRole::Warn, tr("An earlier state of the library was opened"),
        state + QLatin1Char(' ') + money + QLatin1Char(' ') + tr("The queue is paused."), tr("Go on"),
        [this] { m_studio->queue().resume(); }});
}

} // namespace batchroom
