// SPDX-License-Identifier: GPL-3.0-or-later
// What a person plans in the Queue: the order, when a batch starts, what a job that waits shall show.
#include "ui/kit/start_time_card.h"
#include "ui/kit/toast.h"
#include "ui/queue/limit_card.h"
#include "ui/queue/needs_you_lane.h"
#include "ui/queue/queue_place.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/row_editor.h"
#include "ui/queue/write_off_card.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QSet>

#include <algorithm>

namespace batchroom {

namespace {

struct PriorityChoice {
    ActionId action;
    BatchPriority priority;
};
constexpr PriorityChoice priorities[]{{ActionId::QueuePriorityFirst, BatchPriority::First},
    {ActionId::QueuePriorityNormal, BatchPriority::Normal}, {ActionId::QueuePriorityLater, BatchPriority::Later}};

QList<JobId> movedOrder(QList<JobId> order, const QList<JobId>& jobs, JobId before)
{
    const QSet<JobId> moved(jobs.begin(), jobs.end());
    order.removeIf([&moved](JobId job) { return moved.contains(job); });
    const qsizetype at = before ? order.indexOf(before) : order.size();
    if (at < 0)
        return order;
    QList<JobId> result = order.first(at);
    result.append(jobs);
    result.append(order.sliced(at));
    return result;
}

// Those of `jobs` that wait in this batch, by their places in its order.
QList<int> placesOf(const QueueBatch& batch, const QSet<JobId>& jobs)
{
    QList<int> places;
    const std::vector<int>& order = batch.waitingOrder();
    for (size_t i = 0; i < order.size(); ++i)
        if (jobs.contains(batch.job(order[i]).id))
            places.append(static_cast<int>(i));
    return places;
}

JobId idAt(const QueueBatch& batch, int place)
{
    return batch.job(batch.waitingOrder()[static_cast<size_t>(place)]).id;
}

} // namespace

void QueuePlace::connectPlanning()
{
    connect(m_actions[ActionId::QueueMoveUp], &QAction::triggered, this, [this] { stepChosen(Step::Up); });
    connect(m_actions[ActionId::QueueMoveDown], &QAction::triggered, this, [this] { stepChosen(Step::Down); });
    auto* group = new QActionGroup(this);
    for (const PriorityChoice& choice : priorities) {
        QAction* action = m_actions[choice.action];
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, priority = choice.priority] { setPriority(priority); });
    }
    connect(m_actions[ActionId::QueueStartAt], &QAction::triggered, this, [this] {
        if (const std::optional<BatchId> batch = chosenBatch())
            askForStart(*batch);
    });
    connect(m_actions[ActionId::QueueStartNow], &QAction::triggered, this, [this] {
        if (const std::optional<BatchId> batch = chosenBatch())
            startNow(*batch);
    });
    connect(&m_queue, &JobQueue::commandFailed, m_list, &QueueList::refresh);
}

void QueuePlace::refreshPlanning()
{
    const std::optional<BatchId> id = chosenBatch();
    const QueueBatch* batch = id ? m_list->batch(*id) : nullptr;
    const bool waits = batch && batch->waiting() > 0;
    for (const PriorityChoice& choice : priorities) {
        m_actions[choice.action]->setEnabled(waits);
        m_actions[choice.action]->setChecked(batch && batch->summary.priority == choice.priority);
    }
    m_actions[ActionId::QueueStartAt]->setEnabled(waits);
    m_actions[ActionId::QueueStartNow]->setEnabled(batch && m_list->isScheduled(*batch));
}

// One place up or down among what waits of the same batch; several move together.
void QueuePlace::stepChosen(Step step)
{
    const QSet<JobId> chosen(m_chosen.begin(), m_chosen.end());
    for (const QueueBatch* batch : m_list->batches()) {
        const QList<int> places = placesOf(*batch, chosen);
        if (places.isEmpty())
            continue;
        QList<JobId> jobs;
        for (const int place : places)
            jobs.append(idAt(*batch, place));
        const int waiting = static_cast<int>(batch->waitingOrder().size());
        if (step == Step::Up && places.first() > 0)
            moveJobs(jobs, idAt(*batch, places.first() - 1));
        if (step == Step::Up || places.last() + 1 >= waiting)
            continue;
        // Behind the one that follows: right before whatever comes after that.
        const QList<JobId> order = m_list->waitingOrder();
        qsizetype after = order.indexOf(idAt(*batch, places.last() + 1)) + 1;
        while (after < order.size() && chosen.contains(order[after]))
            ++after;
        moveJobs(jobs, order.value(after));
    }
}

void QueuePlace::moveJobs(const QList<JobId>& jobs, JobId before)
{
    const QList<JobId> order = m_list->waitingOrder();
    if (movedOrder(order, jobs, before) == order)
        return;
    m_queue.moveBefore(jobs, before);
    m_list->placeBefore(jobs, before);
    offerOldOrder(
        jobs.size() == 1 ? tr("1 job moved") : tr("%1 jobs moved").arg(QLocale().toString(jobs.size())), jobs, order);
    m_view->scrollTo(m_view->currentIndex());
}

// Several moves of the same jobs in a row are taken back together.
void QueuePlace::offerOldOrder(const QString& words, const QList<JobId>& jobs, const QList<JobId>& order)
{
    if (jobs != m_lastMoved || toast()->isHidden())
        m_orderBefore = order;
    m_lastMoved = jobs;
    offerUndo(
        words, [this, jobs, old = m_orderBefore] { restoreOrder(jobs, old); }, IconId::ToFront);
}

void QueuePlace::restoreOrder(const QList<JobId>& jobs, const QList<JobId>& order)
{
    m_lastMoved.clear();
    QSet<JobId> notYet(jobs.begin(), jobs.end());
    const auto waits = [this](JobId id) {
        const JobRow* job = m_list->job(id);
        return job && isWaitingState(job->state);
    };
    // From behind, so that every one finds what it stood before in its place again.
    JobId anchor;
    QList<JobId> together;
    const auto put = [&] {
        if (together.isEmpty())
            return;
        m_queue.moveBefore(together, anchor);
        anchor = together.first();
        together.clear();
    };
    for (auto id = order.crbegin(); id != order.crend(); ++id) {
        if (!waits(*id))
            continue;
        if (notYet.contains(*id)) {
            together.prepend(*id);
            continue;
        }
        put();
        anchor = *id;
    }
    put();
}

void QueuePlace::setPriority(BatchPriority priority)
{
    const std::optional<BatchId> id = chosenBatch();
    const QueueBatch* batch = id ? m_list->batch(*id) : nullptr;
    if (!batch || batch->summary.priority == priority)
        return;
    const QString words = priority == BatchPriority::First ? tr("“%1” comes first now")
        : priority == BatchPriority::Later                 ? tr("“%1” comes after the others now")
                                                           : tr("“%1” comes in its turn now");
    m_queue.setBatchPriority(*id, priority);
    offerUndo(
        words.arg(batch->summary.name),
        [queue = &m_queue, id = *id, before = batch->summary.priority] { queue->setBatchPriority(id, before); },
        IconId::Queue);
}

void QueuePlace::askForStart(BatchId id)
{
    const QueueBatch* batch = m_list->batch(id);
    const int head = m_list->headOf(id);
    if (!batch || head < 0)
        return;
    QList<StartTimeCard::Choice> choices;
    for (const StartChoice& choice : startChoices(m_list->now()))
        choices.append({choice.words, QDateTime::fromMSecsSinceEpoch(choice.startMs)});
    auto* card = new StartTimeCard(tr("Start “%1” at").arg(batch->summary.name), choices, this);
    connect(card, &StartTimeCard::chosen, this, [this, id, before = batch->summary.startMs](const QDateTime& at) {
        m_queue.setBatchStart(id, at.toMSecsSinceEpoch());
        offerUndo(
            tr("It starts %1").arg(startTimeWords(at.toMSecsSinceEpoch(), m_list->now())),
            [queue = &m_queue, id, before] { queue->setBatchStart(id, before); }, IconId::Clock);
    });
    const QRect more = m_view->partRect(head, QueuePart::More);
    card->openBelow(QRect(m_view->viewport()->mapToGlobal(more.topLeft()), more.size()));
}

void QueuePlace::startNow(BatchId id)
{
    const QueueBatch* batch = m_list->batch(id);
    if (!batch || !m_list->isScheduled(*batch))
        return;
    m_queue.setBatchStart(id, 0);
    toast()->show(tr("“%1” starts now").arg(batch->summary.name), IconId::Play);
}

void QueuePlace::addPlanning(QMenu& menu, const QueueBatch& batch)
{
    refreshPlanning();
    auto* priority = new QMenu(tr("Priority"), &menu);
    priority->setObjectName(QStringLiteral("priorityMenu"));
    for (const PriorityChoice& choice : priorities)
        priority->addAction(m_actions[choice.action]);
    priority->setEnabled(batch.waiting() > 0);
    menu.addMenu(priority);
    menu.addAction(m_actions[ActionId::QueueStartAt]);
    if (m_list->isScheduled(batch))
        menu.addAction(m_actions[ActionId::QueueStartNow]);
}

// A refused prompt has its editor in the lane.
void QueuePlace::editPrompt(JobId id)
{
    const JobRow* job = m_list->job(id);
    if (!job)
        return;
    if (!canEditInRow(job->state)) {
        m_lane->editPrompt(id);
        return;
    }
    m_view->setCurrentIndex(m_list->index(m_list->rowOf(id)));
    auto* editor = new RowEditor(*job);
    m_view->setEditor(editor, id);
    connect(editor, &RowEditor::heightChanged, m_view, &QueueView::placeEditor);
    connect(editor, &RowEditor::cancelled, this, &QueuePlace::closeEditor);
    connect(
        editor, &RowEditor::saved, this, [this, edited = *job](const QString& prompt) { savePrompt(edited, prompt); });
    editor->show();
    editor->begin();
}

void QueuePlace::savePrompt(const JobRow& job, const QString& prompt)
{
    closeEditor();
    if (job.state == JobState::Withheld) {
        m_queue.editAndRequeue(job.id, prompt);
        toast()->show(tr("Queued again with the new prompt"), IconId::Retry);
        return;
    }
    if (prompt == job.prompt)
        return;
    m_queue.editAndRequeue(job.id, prompt);
    offerUndo(
        tr("The prompt is changed"),
        [this, job] {
            if (const JobRow* now = m_list->job(job.id); now && isWaitingState(now->state))
                m_queue.editAndRequeue(job.id, job.prompt);
            else
                toast()->show(tr("It was sent already, with the new prompt."), IconId::Info, ColorRole::Warn);
        },
        IconId::Pencil);
}

void QueuePlace::offerUndo(const QString& words, std::function<void()> undo, IconId icon)
{
    m_undo = std::move(undo);
    toast()->show(
        words, tr("Undo"), [this] { undoLast(); }, icon);
    showUndo();
}

void QueuePlace::undoLast()
{
    if (const auto undo = std::exchange(m_undo, {})) {
        toast()->hide();
        undo();
    }
    showUndo();
}

void QueuePlace::showUndo()
{
    if (!isVisible())
        return;
    Possibilities everywhere = m_actions.possible(Place::Everywhere);
    everywhere.setFlag(Possible::UndoStep, m_undo != nullptr);
    m_actions.setPossible(Place::Everywhere, everywhere);
}

void QueuePlace::askForLimit(BatchId id)
{
    const QueueBatch* batch = m_list->batch(id);
    const int head = m_list->headOf(id);
    if (!batch || head < 0)
        return;
    auto* card = new LimitCard(batch->summary, this);
    connect(card, &LimitCard::chosen, this,
        [this, id, name = batch->summary.name, before = batch->summary.cap](std::optional<Money> cap) {
            m_queue.setBatchCap(id, cap);
            offerUndo(
                cap ? tr("The limit of “%1” is %2 now").arg(name, cap->toText())
                    : tr("“%1” has no limit now").arg(name),
                [queue = &m_queue, id, before] { queue->setBatchCap(id, before); }, IconId::Money);
        });
    const QRect more = m_view->partRect(head, QueuePart::More);
    card->openBelow(QRect(m_view->viewport()->mapToGlobal(more.topLeft()), more.size()));
}

// Several at once cannot be looked at one by one, and it cannot be taken back.
void QueuePlace::askToWriteOff(const QList<JobId>& jobs, Money possible)
{
    if (jobs.size() < 2) {
        writeOff(jobs);
        return;
    }
    auto* card = new WriteOffCard(static_cast<int>(jobs.size()), possible, this);
    connect(card, &WriteOffCard::agreed, this, [this, jobs] { writeOff(jobs); });
    card->openBelow(QRect(m_lane->mapToGlobal(QPoint(0, 0)), QSize(m_lane->width(), scaled(40))));
}

void QueuePlace::closeEditor()
{
    if (!m_view->editor())
        return;
    m_view->editor()->deleteLater();
    m_view->editor()->hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

// What is sent meanwhile cannot be changed any more.
void QueuePlace::watchEditor()
{
    const auto* editor = qobject_cast<RowEditor*>(m_view->editor());
    if (!editor || editor->isHidden())
        return;
    const JobRow* job = m_list->job(editor->job().id);
    if (job && canEditInRow(job->state))
        return;
    closeEditor();
    toast()->show(tr("It is being sent: its prompt cannot be changed any more."), IconId::Info, ColorRole::Warn);
}

} // namespace batchroom
