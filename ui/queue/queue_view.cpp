// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_view.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/paint.h"
#include "ui/kit/telling_text.h"
#include "ui/queue/row_pictures.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

namespace batchroom {

namespace {

bool isButton(QueuePart part)
{
    return part == QueuePart::Pause || part == QueuePart::More || part == QueuePart::StartNow;
}

} // namespace

QueueView::QueueView(QueueList& list, RowPictures& pictures, QWidget* parent)
    : QListView(parent)
    , m_list(list)
    , m_pictures(pictures)
{
    setObjectName(QStringLiteral("queueView"));
    setAccessibleName(tr("Batches and jobs"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setModel(&m_list);
    connect(&m_list, &QAbstractItemModel::rowsRemoved, this, &QueueView::rowsMoved);
    connect(&m_list, &QAbstractItemModel::rowsMoved, this, &QueueView::rowsMoved);
    connect(&m_pictures, &RowPictures::changed, this, [this] { viewport()->update(); });
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &QueueView::tick);
    m_dragScroll.setInterval(16);
    connect(&m_dragScroll, &QTimer::timeout, this, &QueueView::scrollForDrag);
    m_settle.setSingleShot(true);
    m_settle.setInterval(30);
    connect(&m_settle, &QTimer::timeout, this, &QueueView::wantPictures);
}

QList<JobId> QueueView::selectedJobs() const
{
    QModelIndexList chosen = selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QList<JobId> jobs;
    for (const QModelIndex& index : chosen)
        if (const JobRow* job = m_list.at(index.row()).job)
            jobs.append(job->id);
    return jobs;
}

std::optional<BatchId> QueueView::currentBatch() const
{
    const QueueRow row = currentIndex().isValid() ? m_list.at(currentIndex().row()) : QueueRow();
    return row.batch ? std::optional(row.batch->summary.id) : std::nullopt;
}

void QueueView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme().window);
    ensurePlaced();
    const QRect dirty = event->rect().translated(0, verticalOffset());
    painter.translate(0, -verticalOffset());
    for (const Placed& card : m_placed) {
        if (card.bottom < dirty.top())
            continue;
        if (card.top > dirty.bottom())
            break;
        paintCard(painter, card, dirty);
    }
    paintDrag(painter);
}

void QueueView::paintCard(QPainter& painter, const Placed& card, const QRect& dirty)
{
    // A card of 20,000 rows is higher than a painter can round: its far ends are left out.
    const int margin = 2 * cardRadius;
    const int top = std::max(card.top, dirty.top() - margin);
    const int bottom = std::min(card.bottom, dirty.bottom() + margin);
    const QRectF box(queuePadding, top, cardWidth(), bottom - top);
    paintPanel(painter, box, cardRadius, theme().panel);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath inside;
    inside.addRoundedRect(box.adjusted(1, 1, -1, -1), cardRadius - 1, cardRadius - 1);
    painter.setClipPath(inside);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int jobsTop = card.top + queueHeadHeight();
    const int first = std::clamp((dirty.top() - jobsTop) / queueJobHeight(), 0, std::max(0, card.section.jobs - 1));
    const int last = std::clamp((dirty.bottom() - jobsTop) / queueJobHeight(), -1, card.section.jobs - 1);
    if (dirty.top() < jobsTop)
        paintRow(painter, card.section.firstRow, rowRect(card.section.firstRow));
    for (int i = first; i <= last; ++i)
        paintRow(painter, card.section.firstRow + 1 + i, rowRect(card.section.firstRow + 1 + i));
    const int footer = card.section.firstRow + card.section.rowCount() - 1;
    if (card.section.hasFooter && rowRect(footer).intersects(dirty))
        paintRow(painter, footer, rowRect(footer));
    painter.restore();
    paintPanel(painter, box, cardRadius, QColor(), theme().line);
}

void QueueView::paintRow(QPainter& painter, int row, const QRect& rect)
{
    const QueueRow content = m_list.at(row);
    if (!content.batch)
        return;
    QueueRowLook look;
    look.isHovered = m_hovered.row == row;
    look.hovered = look.isHovered ? m_hovered.part : QueuePart::None;
    look.isSelected = content.job && selectionModel()->isSelected(m_list.index(row));
    look.isDragged = content.job && m_drag && m_drag->moved.contains(content.job->id);
    look.isCurrent = hasFocus() && isKeyboardInUse() && currentIndex().row() == row;
    switch (content.kind) {
    case QueueRowKind::Head: paintQueueHead(painter, rect, m_list, *content.batch, look); break;
    case QueueRowKind::Footer: paintQueueFooter(painter, rect, m_list, *content.batch, look); break;
    case QueueRowKind::Job:
        look.neighbours = neighboursOf(row, m_list.rowCount(), [this, &content](int at) {
            const QueueRow other = m_list.at(at);
            return other.job && other.batch == content.batch ? other.job->prompt.simplified() : QString();
        });
        paintQueueJob(painter, rect, m_list, *content.job, m_pictures, devicePixelRatioF(), look);
        break;
    }
}

// Seconds pass only where they can be seen.
void QueueView::tick()
{
    if (m_list.figures().running == 0 && !m_list.hasScheduled())
        return;
    const QPoint below(queuePadding + 1, viewport()->height() - 1);
    const int first = std::max(0, rowAtY(verticalOffset()));
    const int last = indexAt(below).isValid() ? indexAt(below).row() : m_list.rowCount() - 1;
    for (int row = first; row <= last; ++row) {
        const QRect rect = toViewport(rowRect(row));
        if (rect.top() > viewport()->height())
            break;
        if (const JobRow* job = m_list.at(row).job; job && isRunningState(job->state))
            viewport()->update(rect);
    }
}

void QueueView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void QueueView::showEvent(QShowEvent* event)
{
    QListView::showEvent(event);
    m_tick.start();
    m_settle.start();
}

void QueueView::hideEvent(QHideEvent* event)
{
    m_tick.stop();
    endDrag(false);
    QListView::hideEvent(event);
}

void QueueView::timerEvent(QTimerEvent* event)
{
    QAbstractItemView::timerEvent(event);
}

void QueueView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    Q_EMIT choiceChanged();
}

void QueueView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (previous.isValid())
        updateRows(previous.row(), previous.row());
    if (current.isValid())
        updateRows(current.row(), current.row());
    if (current.isValid() && hasFocus()) {
        QAccessibleEvent focused(this, QAccessible::Focus);
        focused.setChild(current.row());
        QAccessible::updateAccessibility(&focused);
    }
    Q_EMIT choiceChanged();
}

void QueueView::setHovered(const Spot& spot)
{
    if (spot == m_hovered)
        return;
    const int before = m_hovered.row;
    m_hovered = spot;
    if (before >= 0)
        updateRows(before, before);
    if (spot.row >= 0)
        updateRows(spot.row, spot.row);
    const bool isHand = spot.row >= 0 && (spot.part != QueuePart::Row || isToggle(m_list.at(spot.row)));
    viewport()->setCursor(isHand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

bool QueueView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    return QAbstractItemView::viewportEvent(event);
}

void QueueView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->button() == Qt::LeftButton ? spotAt(event->position().toPoint()) : Spot();
    if (isButton(m_pressed.part) || pressForDrag(event))
        return;
    QAbstractItemView::mousePressEvent(event);
}

void QueueView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag && event->buttons().testFlag(Qt::LeftButton)) {
        dragTo(event->position().toPoint());
        return;
    }
    setHovered(spotAt(event->position().toPoint()));
    if (!isButton(m_pressed.part))
        QAbstractItemView::mouseMoveEvent(event);
}

void QueueView::mouseReleaseEvent(QMouseEvent* event)
{
    const Spot released = spotAt(event->position().toPoint());
    const Spot pressed = std::exchange(m_pressed, Spot());
    if (m_drag && event->button() == Qt::LeftButton) {
        const bool wasDragged = !m_drag->jobs.isEmpty();
        endDrag(true);
        if (wasDragged)
            return;
    }
    if (!isButton(pressed.part))
        QAbstractItemView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && released == pressed && event->modifiers() == Qt::NoModifier)
        press(released);
}

void QueueView::press(const Spot& spot)
{
    const QueueRow row = spot.row >= 0 ? m_list.at(spot.row) : QueueRow();
    if (!row.batch)
        return;
    switch (spot.part) {
    case QueuePart::Pause: Q_EMIT pauseToggled(row.batch->summary.id); break;
    case QueuePart::More:
        Q_EMIT batchMenuRequested(
            row.batch->summary.id, viewport()->mapToGlobal(partRect(spot.row, spot.part).bottomLeft()));
        break;
    case QueuePart::Picture: Q_EMIT pictureRequested(row.job->asset); break;
    case QueuePart::StartNow: Q_EMIT startNowRequested(row.batch->summary.id); break;
    case QueuePart::Row: toggle(spot.row); break;
    case QueuePart::None: break;
    }
}

// Heads fold, footers show all or less.
bool QueueView::isToggle(const QueueRow& row) const
{
    return row.batch
        && (row.kind == QueueRowKind::Head
            || (row.kind == QueueRowKind::Footer && !m_list.footerAction(*row.batch).isEmpty()));
}

bool QueueView::toggle(int row)
{
    const QueueRow content = m_list.at(row);
    if (!isToggle(content))
        return false;
    if (content.kind == QueueRowKind::Head)
        m_list.setExpanded(content.batch->summary.id, !content.batch->isExpanded);
    else
        m_list.setShowsAll(content.batch->summary.id, !content.batch->showsAll);
    return true;
}

void QueueView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Spot spot = spotAt(event->position().toPoint());
    const JobRow* job = spot.row >= 0 ? m_list.at(spot.row).job : nullptr;
    if (job && job->asset)
        Q_EMIT pictureRequested(job->asset);
    else if (job)
        Q_EMIT editRequested(job->id);
    else
        mousePressEvent(event); // two quick clicks on a head or a button are two clicks
}

void QueueView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QPoint at =
        byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft() + QPoint(queuePadding, 0)) : event->globalPos();
    const QueueRow row = m_list.at(index.row());
    setCurrentIndex(index);
    if (row.job)
        Q_EMIT jobMenuRequested(at);
    else
        Q_EMIT batchMenuRequested(row.batch->summary.id, at);
}

// Given the focus, not tabbed into: no row is current before a key or a click says so.
void QueueView::focusInEvent(QFocusEvent* event)
{
    const bool isTabbed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isTabbed || currentIndex().isValid())
        QListView::focusInEvent(event);
    else
        QAbstractScrollArea::focusInEvent(event);
}

void QueueView::keyPressEvent(QKeyEvent* event)
{
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    const QueueRow content = row >= 0 ? m_list.at(row) : QueueRow();
    const bool isHead = content.batch && content.kind == QueueRowKind::Head;
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_drag) {
            endDrag(false);
            return;
        }
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (row >= 0 && toggle(row))
            return;
        break;
    case Qt::Key_Right:
        if (isHead && !content.batch->isExpanded)
            toggle(row);
        return;
    case Qt::Key_Left:
        if (isHead && content.batch->isExpanded)
            toggle(row);
        else if (content.batch)
            setCurrentIndex(m_list.index(m_list.headOf(content.batch->summary.id)));
        return;
    default: break;
    }
    QAbstractItemView::keyPressEvent(event);
    // A key to where the current row already is brings it back into view all the same.
    if (event->key() >= Qt::Key_Home && event->key() <= Qt::Key_PageDown)
        scrollTo(currentIndex());
}

} // namespace batchroom
