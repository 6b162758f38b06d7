// SPDX-License-Identifier: GPL-3.0-or-later
// What leads into the window from the tray and from messages on the desktop.
#include "ui/gallery/gallery_place.h"
#include "ui/queue/queue_place.h"
#include "ui/shell/desktop_presence.h"
#include "ui/shell/main_window.h"

#include <algorithm>

namespace batchroom {

void MainWindow::connectDesktop()
{
    m_desktop = new DesktopPresence(*this, *m_studio, *m_work, m_preferences, this);
    connect(m_desktop, &DesktopPresence::windowRequested, this, &MainWindow::comeToFront);
    connect(m_desktop, &DesktopPresence::noticeFollowed, this, &MainWindow::follow);
    connect(m_desktop, &DesktopPresence::quitRequested, this, &QWidget::close);
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::follow(const NoticeTarget& target)
{
    comeToFront();
    switch (target.where) {
    case NoticeTarget::Where::Queue:
        goTo(Place::Queue);
        if (target.batch)
            m_queue->showBatch(*target.batch);
        break;
    case NoticeTarget::Where::NeedsYou:
        goTo(Place::Queue);
        m_queue->showNeedsYou();
        break;
    case NoticeTarget::Where::Gallery:
        goTo(Place::Gallery);
        if (target.batch)
            showBatchInGallery(*target.batch);
        break;
    case NoticeTarget::Where::Deliver: goTo(Place::Deliver); break;
    case NoticeTarget::Where::Events: goTo(Place::Events); break;
    }
}

// Under another campaign the batch would show nothing.
void MainWindow::showBatchInGallery(BatchId batch)
{
    const QList<BatchSummary>& batches = m_work->batches();
    const auto known = std::find_if(
        batches.cbegin(), batches.cend(), [batch](const BatchSummary& candidate) { return candidate.id == batch; });
    const QString chosen = m_topBar->campaign();
    if (known != batches.cend() && !chosen.isEmpty() && chosen != known->campaignName)
        m_topBar->choose(known->campaignName);
    m_gallery->showBatch(batch);
}

} // namespace batchroom
