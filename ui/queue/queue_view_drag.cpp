// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that wait are dragged to another place of their batch; an editor over a row goes with it.
#include "ui/kit/paint.h"
#include "ui/queue/queue_view.h"

#include <QApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int scrollZone = 32;
constexpr int mostScroll = 14;  // a frame
constexpr int editorInset = 20; // its words begin where the prompt's do
constexpr int widestEditor = 720;

} // namespace

// True when the press is no choice of its own (yet).
bool QueueView::pressForDrag(QMouseEvent* event)
{
    m_drag.reset();
    const QueueRow row = m_pressed.row >= 0 ? m_list.at(m_pressed.row) : QueueRow();
    const bool isPlain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    if (!isPlain || !row.job || !isWaitingState(row.job->state) || m_list.filter() != QueueFilter::All)
        return false;
    const QModelIndex index = m_list.index(m_pressed.row);
    Drag drag;
    drag.batch = row.batch->summary.id;
    drag.pressed = event->position().toPoint();
    drag.isChoiceKept = selectionModel()->isSelected(index) && selectionModel()->selectedIndexes().size() > 1;
    m_drag = drag;
    if (!drag.isChoiceKept)
        return false;
    setFocus(Qt::MouseFocusReason);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    return true;
}

void QueueView::dragTo(const QPoint& at)
{
    if (m_drag->jobs.isEmpty()) {
        if ((at - m_drag->pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        const QueueBatch* batch = m_list.batch(m_drag->batch);
        const QList<JobId> selected = selectedJobs();
        const QSet<JobId> chosen(selected.begin(), selected.end());
        if (batch)
            for (const int i : batch->waitingOrder())
                if (chosen.contains(batch->job(i).id))
                    m_drag->jobs.append(batch->job(i).id);
        m_drag->moved = {m_drag->jobs.begin(), m_drag->jobs.end()};
        if (m_drag->jobs.isEmpty()) {
            m_drag.reset();
            return;
        }
        setHovered({});
        viewport()->setCursor(Qt::ClosedHandCursor);
        m_dragScroll.start();
    }
    m_drag->at = at;
    m_drag->gap = -1;
    if (const Placed* card = draggedCard()) {
        const int jobsTop = card->top + queueHeadHeight();
        const int wanted = (at.y() + verticalOffset() - jobsTop + queueJobHeight() / 2) / queueJobHeight();
        int firstWaiting = card->section.jobs;
        while (firstWaiting > 0 && isWaitingState(m_list.at(card->section.firstRow + firstWaiting).job->state))
            --firstWaiting;
        m_drag->gap = std::clamp(wanted, firstWaiting, card->section.jobs);
    }
    viewport()->update();
}

const QueueView::Placed* QueueView::draggedCard() const
{
    ensurePlaced();
    const auto found = std::find_if(m_placed.begin(), m_placed.end(),
        [this](const Placed& card) { return card.section.batch->summary.id == m_drag->batch; });
    return found == m_placed.end() ? nullptr : &*found;
}

// The job that will be sent right after those that are dragged; none: nothing is.
JobId QueueView::jobBelowGap() const
{
    const Placed* card = draggedCard();
    const auto jobAt = [&](int within) { return m_list.at(card->section.firstRow + 1 + within).job; };
    for (int i = m_drag->gap; i < card->section.jobs; ++i)
        if (!m_drag->moved.contains(jobAt(i)->id))
            return jobAt(i)->id;
    // Below the last row there may be more that has none: what follows the row above the line.
    const QList<JobId> order = m_list.waitingOrder();
    for (int i = m_drag->gap - 1; i >= 0; --i) {
        if (m_drag->moved.contains(jobAt(i)->id))
            continue;
        for (qsizetype next = order.indexOf(jobAt(i)->id) + 1; next > 0 && next < order.size(); ++next)
            if (!m_drag->moved.contains(order[next]))
                return order[next];
        break;
    }
    return {};
}

void QueueView::endDrag(bool isWanted)
{
    if (!m_drag)
        return;
    m_dragScroll.stop();
    if (!m_drag->jobs.isEmpty())
        dragTo(m_drag->at); // rows may have come and gone since the pointer moved
    const bool isMove = isWanted && m_drag->gap >= 0 && draggedCard();
    const JobId before = isMove ? jobBelowGap() : JobId();
    const Drag ended = *std::exchange(m_drag, std::nullopt);
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->update();
    if (ended.jobs.isEmpty()) {
        // It was only a click: now it is a choice.
        if (isWanted && ended.isChoiceKept)
            selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
        return;
    }
    if (isMove)
        Q_EMIT moveRequested(ended.jobs, before);
}

void QueueView::scrollForDrag()
{
    if (!m_drag)
        return;
    const int above = scrollZone - m_drag->at.y();
    const int below = m_drag->at.y() - (viewport()->height() - scrollZone);
    const int by = above > 0 ? -above : below > 0 ? below : 0;
    if (by == 0)
        return;
    QScrollBar* bar = verticalScrollBar();
    const int before = bar->value();
    bar->setValue(before + std::clamp(by / 2, -mostScroll, mostScroll));
    if (bar->value() != before)
        dragTo(m_drag->at);
}

void QueueView::paintDrag(QPainter& painter) const
{
    const Placed* card = m_drag && m_drag->gap >= 0 ? draggedCard() : nullptr;
    if (!card)
        return;
    const Theme& colors = theme();
    const int y = card->top + queueHeadHeight() + m_drag->gap * queueJobHeight();
    const QRectF line(queuePadding + 6, y - 1, cardWidth() - 12, 2);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, line, 1, colors.accent);
    paintPanel(painter, QRectF(line.left() - 4, y - 4, 8, 8), 4, colors.accent);
    const auto count = m_drag->jobs.size();
    const QString words = count == 1 ? tr("Move 1 job") : tr("Move %1 jobs").arg(QLocale().toString(count));
    const int wide = QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(words) + 24;
    QRect pill(m_drag->at.x() + 14, m_drag->at.y() + verticalOffset() + 12, wide, scaled(28));
    pill.moveRight(std::min(pill.right(), queuePadding + cardWidth() - 8));
    paintShadow(painter, pill, controlRadius);
    paintPanel(painter, pill, controlRadius, colors.raised, colors.controlEdge);
    paintText(painter, pill, words, FontRole::SmallMedium, colors.text, Qt::AlignCenter);
}

void QueueView::setEditor(QWidget* editor, JobId job)
{
    delete m_editor;
    m_editor = editor;
    m_edited = job;
    if (!editor)
        return;
    editor->setParent(viewport());
    scrollTo(m_list.index(m_list.rowOf(job)));
    placeEditor();
}

void QueueView::placeEditor()
{
    if (!m_editor)
        return;
    const int row = m_list.rowOf(m_edited);
    m_editor->setVisible(row >= 0);
    if (row < 0)
        return;
    const QRect at = toViewport(rowRect(row));
    const QueueJobLayout parts = queueJobLayout(at);
    const int left = parts.prompt.left() - editorInset;
    const int width = std::min(at.right() - left - editorInset, std::max(scaled(widestEditor), parts.prompt.width()));
    const int height = std::max(m_editor->sizeHint().height(), m_editor->heightForWidth(width));
    const int lowest = viewport()->height() - height - 4;
    // As long as the row is in view, all of the editor is.
    const bool isInView = at.bottom() > 0 && at.top() < viewport()->height();
    m_editor->setGeometry(left, isInView ? std::max(4, std::min(at.top() - 2, lowest)) : at.top(), width, height);
}

} // namespace batchroom
