// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keys of the grid.
#include "ui/gallery/gallery_grid.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

namespace batchroom {

namespace {

GalleryRows::Pick pickFor(Qt::KeyboardModifiers modifiers, bool isMouse)
{
    if (modifiers.testFlag(Qt::ShiftModifier))
        return GalleryRows::Pick::Extend;
    if (modifiers.testFlag(Qt::ControlModifier))
        return isMouse ? GalleryRows::Pick::Toggle : GalleryRows::Pick::Keep;
    return GalleryRows::Pick::Only;
}

} // namespace

// Where the key leads, or -1 when it is none of ours.
int GalleryGrid::targetOf(const QKeyEvent& event) const
{
    const int current = m_rows.current();
    const int last = m_rows.count() - 1;
    const int linesOfPage =
        std::max(1, viewport()->height() / std::max(1, m_pictureHeight + m_layout.metrics().captionHeight) - 1);
    if (current < 0) {
        const bool isMove = event.key() == Qt::Key_Left || event.key() == Qt::Key_Right || event.key() == Qt::Key_Up
            || event.key() == Qt::Key_Down || event.key() == Qt::Key_Home || event.key() == Qt::Key_PageUp
            || event.key() == Qt::Key_PageDown;
        return event.key() == Qt::Key_End ? last : isMove ? std::max(0, visibleRange().first) : -1;
    }
    switch (event.key()) {
    case Qt::Key_Left: return std::max(0, current - 1);
    case Qt::Key_Right: return std::min(last, current + 1);
    case Qt::Key_Up: return m_layout.indexInNextLine(current, -1);
    case Qt::Key_Down: return m_layout.indexInNextLine(current, 1);
    case Qt::Key_PageUp: return m_layout.indexInNextLine(current, -linesOfPage);
    case Qt::Key_PageDown: return m_layout.indexInNextLine(current, linesOfPage);
    case Qt::Key_Home: return 0;
    case Qt::Key_End: return last;
    default: return -1;
    }
}

void GalleryGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        m_rows.pickAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_rows.chosenCount() > 0) {
        m_rows.pickNone();
        return;
    }
    const int target = m_rows.count() > 0 ? targetOf(*event) : -1;
    if (target < 0) {
        event->ignore();
        return;
    }
    if (target == 0 && event->key() == Qt::Key_Home)
        goToTop();
    m_rows.pick(target, pickFor(event->modifiers(), false));
    ensureVisible(target);
}

void GalleryGrid::mousePressEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    const int index = m_layout.indexAt(toContent(at));
    m_pressed = at;
    m_pressedIndex = -1;
    if (event->button() == Qt::RightButton) {
        if (index >= 0 && !m_rows.isChosen(index))
            m_rows.pick(index, GalleryRows::Pick::Only);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (index < 0) {
        const bool isAdded = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
        if (!isAdded)
            m_rows.pickNone();
        m_band = Band{toContent(at), toContent(at), isAdded};
        return;
    }
    const GalleryRows::Pick how = pickFor(event->modifiers(), true);
    if (how == GalleryRows::Pick::Only && m_rows.isChosen(index) && m_rows.chosenCount() > 1) {
        m_pressedIndex = index;
        m_rows.pick(index, GalleryRows::Pick::Keep);
        return;
    }
    m_rows.pick(index, how);
}

void GalleryGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (m_band)
        moveBand(event->position().toPoint());
}

void GalleryGrid::moveBand(QPoint to)
{
    if (to.y() < 0)
        verticalScrollBar()->setValue(scrolled() + to.y() / 2);
    else if (to.y() > viewport()->height())
        verticalScrollBar()->setValue(scrolled() + (to.y() - viewport()->height()) / 2);
    m_band->to = toContent(to);
    m_rows.pickRange(m_layout.indexesIn(QRect(m_band->from, m_band->to).normalized()), m_band->isAdded);
}

void GalleryGrid::mouseReleaseEvent(QMouseEvent*)
{
    if (m_band) {
        m_band.reset();
        viewport()->update();
    }
    if (m_pressedIndex >= 0)
        m_rows.pick(m_pressedIndex, GalleryRows::Pick::Only);
    m_pressedIndex = -1;
}

void GalleryGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_layout.indexAt(toContent(event->position().toPoint())) >= 0)
        Q_EMIT openRequested();
}

void GalleryGrid::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_rows.chosenCount() == 0)
        return;
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    Q_EMIT menuRequested(isByKey ? viewport()->mapToGlobal(tileArea(m_rows.current()).center()) : event->globalPos());
}

// Ctrl and the wheel belong to the size slider of the place.
void GalleryGrid::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier))
        event->ignore();
    else
        QAbstractScrollArea::wheelEvent(event);
}

void GalleryGrid::focusInEvent(QFocusEvent* event)
{
    if (m_rows.current() < 0 && m_rows.count() > 0 && event->reason() != Qt::MouseFocusReason)
        m_rows.pick(std::max(0, visibleRange().first), GalleryRows::Pick::Only);
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
    if (m_rows.current() >= 0)
        announceCurrent();
}

void GalleryGrid::focusOutEvent(QFocusEvent* event)
{
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

} // namespace batchroom
