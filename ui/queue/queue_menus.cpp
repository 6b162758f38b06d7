// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of a batch and of chosen jobs: which actions they offer.
#include "ui/kit/popups.h"
#include "ui/queue/queue_place.h"

#include <QMenu>

#include <algorithm>

namespace batchroom {

void QueuePlace::openBatchMenu(BatchId id, const QPoint& at)
{
    const QueueBatch* batch = m_list->batch(id);
    if (!batch)
        return;
    m_menuBatch = id;
    QMenu* menu =
        m_actions.menu({batch->summary.isPaused ? ActionId::QueueResumeBatch : ActionId::QueuePauseBatch}, this);
    menu->setObjectName(QStringLiteral("batchMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QList<JobId> waiting;
    for (const int i : batch->waitingOrder())
        waiting.append(batch->job(i).id);
    QAction* front = menu->addAction(themedIcon(IconId::ToFront), tr("Move to front"));
    front->setEnabled(!waiting.isEmpty());
    connect(front, &QAction::triggered, this, [this, waiting] {
        const QList<JobId> order = m_list->waitingOrder();
        m_queue.moveToFront(waiting);
        offerOldOrder(tr("This batch is next"), waiting, order);
    });
    addPlanning(*menu, *batch);
    QAction* again = menu->addAction(themedIcon(IconId::Retry), tr("Retry failed"));
    again->setEnabled(batch->failed() > 0);
    connect(again, &QAction::triggered, this, [this, id] { retryFailed(id); });
    connect(menu->addAction(themedIcon(IconId::Money), tr("Limit of this batch…")), &QAction::triggered, this,
        [this, id] { askForLimit(id); });
    menu->addAction(batch->showsAll ? tr("Show less") : tr("Show all jobs"), this,
            [this, id, all = !batch->showsAll] {
                m_list->setExpanded(id, true);
                m_list->setShowsAll(id, all);
            })
        ->setEnabled(!batch->isSmall());
    menu->addSeparator();
    menu->addAction(m_actions[ActionId::QueueCancelBatch]);
    m_actions[ActionId::QueueCancelBatch]->setEnabled(batch->waiting() + batch->running() > 0);
    // The actions run before the menu is gone; after it the keys mean the current row again.
    connect(menu, &QObject::destroyed, this, [this] { m_menuBatch.reset(); });
    menu->popup(at);
}

void QueuePlace::openJobMenu(const QPoint& at)
{
    refreshPossible();
    QMenu* menu = m_actions.menu({ActionId::QueueShowPicture, ActionId::QueueEditPrompt}, this);
    menu->setObjectName(QStringLiteral("jobMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(themedIcon(IconId::Copy), tr("Copy prompt")), &QAction::triggered, this,
        &QueuePlace::copyChosenPrompts);
    menu->addSeparator();
    menu->addAction(m_actions[ActionId::QueueMoveToFront]);
    menu->addAction(m_actions[ActionId::QueueMoveUp]);
    menu->addAction(m_actions[ActionId::QueueMoveDown]);
    menu->addAction(m_actions[ActionId::QueueRetryJob]);
    const bool hasUnknown = std::any_of(m_chosen.cbegin(), m_chosen.cend(),
        [this](JobId id) { return m_list->job(id) && m_list->job(id)->state == JobState::Unknown; });
    if (hasUnknown) {
        menu->addAction(m_actions[ActionId::QueueSendAgain]);
        menu->addAction(m_actions[ActionId::QueueWriteOff]);
    }
    menu->addSeparator();
    menu->addAction(m_actions[ActionId::QueueCancelJobs]);
    menu->popup(at);
}

} // namespace batchroom
