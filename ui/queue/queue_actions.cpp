// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the Queue: buttons, menus and keys all end here.
#include "ui/kit/toast.h"
#include "ui/queue/cancel_card.h"
#include "ui/queue/needs_you_lane.h"
#include "ui/queue/queue_place.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/row_editor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

QString figure(qsizetype value)
{
    return QLocale().toString(value);
}

bool isRetryable(JobState state)
{
    return isFailedState(state) || state == JobState::Expired;
}

bool isCancellable(JobState state)
{
    return isWaitingState(state) || isInFlight(state);
}

// Given up for good, nothing is charged by that.
bool isDroppable(JobState state)
{
    return state == JobState::Rejected || state == JobState::Expired || isFailedState(state);
}

bool isUnknown(JobState state)
{
    return state == JobState::Unknown;
}

} // namespace

void QueuePlace::on(ActionId action, void (QueuePlace::*run)())
{
    connect(m_actions[action], &QAction::triggered, this, run);
}

void QueuePlace::connectActions()
{
    // Undo is one action for all places; the one in sight answers.
    connect(m_actions[ActionId::Undo], &QAction::triggered, this, [this] {
        if (isVisible())
            undoLast();
    });
    m_actions.attach(Place::Queue, this);
    connect(m_actions[ActionId::QueuePauseAll], &QAction::triggered, this, [this] { m_queue.pause(); });
    connect(m_actions[ActionId::QueueResumeAll], &QAction::triggered, this, [this] { m_queue.resume(); });
    connect(m_actions[ActionId::QueueRetryFailed], &QAction::triggered, this, [this] { retryFailed(std::nullopt); });
    connect(m_actions[ActionId::QueuePauseBatch], &QAction::triggered, this, [this] {
        if (const std::optional<BatchId> batch = chosenBatch())
            m_queue.pauseBatch(*batch);
    });
    connect(m_actions[ActionId::QueueResumeBatch], &QAction::triggered, this, [this] {
        if (const std::optional<BatchId> batch = chosenBatch())
            m_queue.resumeBatch(*batch);
    });
    connect(m_actions[ActionId::QueueSendAgain], &QAction::triggered, this,
        [this] { answerChosen(TroubleAnswer::SendAgain); });
    connect(m_actions[ActionId::QueueWriteOff], &QAction::triggered, this,
        [this] { answerChosen(TroubleAnswer::WriteOff); });
    connect(m_actions[ActionId::QueueAnswerAll], &QAction::triggered, m_lane, &NeedsYouLane::openAlikeMenu);
    connectPlanning();
    on(ActionId::QueueRetryJob, &QueuePlace::retryChosen);
    on(ActionId::QueueCancelJobs, &QueuePlace::cancelChosen);
    on(ActionId::QueueCancelBatch, &QueuePlace::cancelChosenBatch);
    on(ActionId::QueueMoveToFront, &QueuePlace::moveChosenToFront);
    on(ActionId::QueueEditPrompt, &QueuePlace::editChosenPrompt);
    on(ActionId::QueueShowPicture, &QueuePlace::showChosenPicture);
}

std::optional<BatchId> QueuePlace::chosenBatch() const
{
    return m_menuBatch ? m_menuBatch : m_view->currentBatch();
}

QList<JobId> QueuePlace::chosenIn(bool (*wanted)(JobState)) const
{
    QList<JobId> jobs;
    for (const JobId id : m_chosen)
        if (const JobRow* job = m_list->job(id); job && wanted(job->state))
            jobs.append(id);
    return jobs;
}

void QueuePlace::refreshPossible()
{
    const QueueFigures& figures = m_list->figures();
    const QList<JobId>& chosen = m_chosen;
    Possibilities possible = Possible::Always;
    possible.setFlag(Possible::Rows, !m_list->isEmpty());
    possible.setFlag(Possible::Selection, !chosen.isEmpty());
    possible.setFlag(Possible::Single, chosen.size() == 1);
    possible.setFlag(Possible::Running, !figures.isPaused && !m_list->isEmpty());
    possible.setFlag(Possible::Paused, figures.isPaused);
    possible.setFlag(Possible::Failed, figures.failed > 0);
    possible.setFlag(Possible::NeedsYou, figures.needsYou > 0);
    m_actions.setPossible(Place::Queue, possible);
    // The table knows selections; only the place knows what the chosen jobs allow.
    const auto only = [this](ActionId id, bool isPossible) {
        m_actions[id]->setEnabled(m_actions[id]->isEnabled() && isPossible);
    };
    const JobRow* single = chosen.size() == 1 ? m_list->job(chosen.first()) : nullptr;
    only(ActionId::QueueShowPicture, single && single->asset);
    only(ActionId::QueueEditPrompt, single && (single->state == JobState::Rejected || canEditInRow(single->state)));
    const auto anyOf = [&](bool (*wanted)(JobState)) {
        return std::any_of(chosen.begin(), chosen.end(), [&](JobId id) { return wanted(m_list->job(id)->state); });
    };
    only(ActionId::QueueRetryJob, anyOf(isRetryable));
    only(ActionId::QueueCancelJobs, anyOf(isCancellable) || anyOf(isDroppable));
    for (const ActionId id : {ActionId::QueueMoveToFront, ActionId::QueueMoveUp, ActionId::QueueMoveDown})
        only(id, anyOf(isWaitingState));
    refreshPlanning();
    only(ActionId::QueueAnswerAll, m_lane->hasAlikeAnswers());
}

void QueuePlace::toggleBatch(BatchId batch)
{
    const QueueBatch* known = m_list->batch(batch);
    if (!known)
        return;
    if (known->summary.isPaused)
        m_queue.resumeBatch(batch);
    else
        m_queue.pauseBatch(batch);
}

void QueuePlace::retryChosen()
{
    const QList<JobId> jobs = chosenIn(isRetryable);
    if (!jobs.isEmpty())
        retry(jobs);
}

void QueuePlace::retry(const QList<JobId>& jobs)
{
    m_queue.retryJobs(jobs);
    offerRetryBack(jobs);
}

void QueuePlace::retryFailed(std::optional<BatchId> id)
{
    QList<JobId> jobs;
    for (const QueueBatch* batch : m_list->batches())
        for (int i = 0; (!id || batch->summary.id == *id) && i < batch->jobCount(); ++i)
            if (isFailedState(batch->job(i).state))
                jobs.append(batch->job(i).id);
    m_queue.retryFailed(id);
    offerRetryBack(jobs);
}

void QueuePlace::offerRetryBack(const QList<JobId>& jobs)
{
    offerUndo(
        jobs.size() == 1 ? tr("1 job is queued again") : tr("%1 jobs are queued again").arg(figure(jobs.size())),
        [this, jobs] { takeBack(jobs); }, IconId::Retry);
}

// What stands where it stood anyway needs no taking back.
void QueuePlace::takeBack(QList<JobId> jobs)
{
    jobs.removeIf([this](JobId id) {
        const JobRow* job = m_list->job(id);
        return !job || isDroppable(job->state);
    });
    if (!jobs.isEmpty())
        m_queue.takeBack(jobs);
}

void QueuePlace::cancelChosen()
{
    const QList<JobId> dropped = chosenIn(isDroppable);
    if (!dropped.isEmpty())
        drop(dropped);
    const QList<JobId> jobs = chosenIn(isCancellable);
    const QRect row = m_view->visualRect(m_view->currentIndex());
    if (!jobs.isEmpty())
        cancel(jobs, QRect(m_view->viewport()->mapToGlobal(row.topLeft()), row.size()));
}

void QueuePlace::cancelChosenBatch()
{
    const std::optional<BatchId> id = chosenBatch();
    const QueueBatch* batch = id ? m_list->batch(*id) : nullptr;
    if (!batch)
        return;
    QList<JobId> jobs;
    for (int i = 0; i < batch->jobCount(); ++i)
        if (isCancellable(batch->job(i).state))
            jobs.append(batch->job(i).id);
    const QRect more = m_view->partRect(m_list->headOf(*id), QueuePart::More);
    if (!jobs.isEmpty())
        cancel(jobs, QRect(m_view->viewport()->mapToGlobal(more.topLeft()), more.size()));
}

// What was not sent can be queued again, so it is cancelled at once; what is in flight is asked about first.
void QueuePlace::cancel(const QList<JobId>& jobs, const QRect& anchor)
{
    QList<JobId> waiting;
    CancelChoice choice;
    choice.isFree = true;
    for (const JobId id : jobs) {
        const JobRow* job = m_list->job(id);
        if (job && isWaitingState(job->state))
            waiting.append(id);
        if (job && isInFlight(job->state))
            choice.isFree = choice.isFree && billingOf(job->account) == Billing::Free;
    }
    choice.waiting = static_cast<int>(waiting.size());
    choice.running = static_cast<int>(jobs.size() - waiting.size());
    if (choice.running == 0) {
        cancelWaiting(waiting);
        return;
    }
    auto* card = new CancelCard(choice, this);
    connect(card, &CancelCard::waitingChosen, this, [this, waiting] { cancelWaiting(waiting); });
    connect(card, &CancelCard::allChosen, this, [this, jobs] {
        m_queue.cancelJobs(jobs);
        toast()->show(
            jobs.size() == 1 ? tr("1 job cancelled") : tr("%1 jobs cancelled").arg(figure(jobs.size())), IconId::Stop);
    });
    card->openBelow(anchor);
}

void QueuePlace::cancelWaiting(const QList<JobId>& jobs)
{
    const bool wasNeverSent = std::all_of(jobs.cbegin(), jobs.cend(), [this](JobId id) {
        const JobRow* job = m_list->job(id);
        return job && job->attempts == 0;
    });
    m_queue.cancelJobs(jobs);
    const QString words = jobs.size() == 1 ? tr("1 job cancelled.") : tr("%1 jobs cancelled.").arg(figure(jobs.size()));
    offerUndo(
        wasNeverSent ? words + QLatin1Char(' ') + tr("Nothing was charged.") : words,
        [queue = &m_queue, jobs] { queue->retryJobs(jobs); }, IconId::Stop);
}

void QueuePlace::drop(const QList<JobId>& jobs)
{
    m_queue.cancelJobs(jobs);
    offerUndo(
        jobs.size() == 1 ? tr("1 job dropped") : tr("%1 jobs dropped").arg(figure(jobs.size())),
        [queue = &m_queue, jobs] { queue->takeBack(jobs); }, IconId::Stop);
}

// Answered is answered: a written off job waits for nobody any more.
void QueuePlace::writeOff(const QList<JobId>& jobs)
{
    m_queue.answerUnknown(jobs, UnknownAnswer::WriteOff);
    m_queue.cancelJobs(jobs);
    toast()->show(jobs.size() == 1 ? tr("1 job written off. It may have been charged.")
                                   : tr("%1 jobs written off. They may have been charged.").arg(figure(jobs.size())),
        IconId::Check);
}

void QueuePlace::answer(const Trouble& trouble, TroubleAnswer answer, const QString& prompt)
{
    switch (answer) {
    case TroubleAnswer::AskAgain: m_queue.answerUnknown(trouble.jobs, UnknownAnswer::AskAgain); break;
    case TroubleAnswer::SendAgain: m_queue.answerUnknown(trouble.jobs, UnknownAnswer::Resend); break;
    case TroubleAnswer::WriteOff: askToWriteOff(trouble.jobs, trouble.possible); break;
    case TroubleAnswer::Drop: drop(trouble.jobs); break;
    case TroubleAnswer::Retry: retry(trouble.jobs); break;
    case TroubleAnswer::SaveAndQueue: m_queue.editAndRequeue(trouble.jobs.first(), prompt); break;
    case TroubleAnswer::GoOn:
        if (trouble.batch)
            askForLimit(trouble.batch);
        else
            m_queue.releaseHold(trouble.account);
        break;
    case TroubleAnswer::OpenSettings: Q_EMIT openSettingsRequested(); break;
    case TroubleAnswer::ShowThem: setFilter(QueueFilter::NeedsYou); break;
    }
}

void QueuePlace::answerChosen(TroubleAnswer given)
{
    Trouble trouble;
    trouble.kind = TroubleKind::Unknown;
    trouble.jobs = chosenIn(isUnknown);
    if (!trouble.jobs.isEmpty())
        answer(trouble, given, {});
}

void QueuePlace::moveChosenToFront()
{
    QList<JobId> jobs = chosenIn(isWaitingState);
    if (jobs.isEmpty())
        return;
    const QList<JobId> order = m_list->waitingOrder();
    m_queue.moveToFront(jobs);
    offerOldOrder(
        jobs.size() == 1 ? tr("1 job is next") : tr("%1 jobs are next").arg(figure(jobs.size())), jobs, order);
}

void QueuePlace::editChosenPrompt()
{
    if (m_chosen.size() == 1)
        editPrompt(m_chosen.first());
}

void QueuePlace::showChosenPicture()
{
    const JobRow* job = m_chosen.size() == 1 ? m_list->job(m_chosen.first()) : nullptr;
    if (job && job->asset)
        Q_EMIT showAssetRequested(job->asset);
}

void QueuePlace::copyChosenPrompts()
{
    QStringList prompts;
    for (const JobId id : m_chosen)
        if (const JobRow* job = m_list->job(id))
            prompts.append(job->prompt);
    QGuiApplication::clipboard()->setText(prompts.join(QLatin1Char('\n')));
    toast()->show(
        prompts.size() == 1 ? tr("Prompt copied") : tr("%1 prompts copied").arg(figure(prompts.size())), IconId::Copy);
}

Toast* QueuePlace::toast()
{
    auto* known = window()->findChild<Toast*>();
    return known ? known : new Toast(window());
}

} // namespace batchroom
