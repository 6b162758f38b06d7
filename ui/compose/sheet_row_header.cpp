// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_row_header.h"

#include "ui/compose/sheet_view.h"
#include "ui/kit/icons.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>

#include <chrono>

namespace batchroom {

SheetRowHeader::SheetRowHeader(SheetView& view)
    : QHeaderView(Qt::Vertical, &view)
    , m_view(view)
    , m_line(new Surface(ColorRole::Accent, {}, &view))
{
    setObjectName(QStringLiteral("sheetRowHeader"));
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    m_line->hide();
    m_scrollTimer.setInterval(std::chrono::milliseconds(40));
    connect(&m_scrollTimer, &QTimer::timeout, this, [this] {
        QScrollBar* bar = m_view.verticalScrollBar();
        bar->setValue(bar->value() + (m_pointer < 0 ? -20 : 20));
        showGap(m_pointer);
    });
}

QSize SheetRowHeader::sizeHint() const
{
    // Five figures find room at any font.
    const int figures = QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(QString::number(count())) + 20;
    return {std::max(scaled(40), figures), QHeaderView::sizeHint().height()};
}

void SheetRowHeader::paintEvent(QPaintEvent* event)
{
    QHeaderView::paintEvent(event);
    const int bottom = length() - offset();
    if (bottom < viewport()->height())
        QPainter(viewport()).fillRect(0, bottom, viewport()->width(), viewport()->height() - bottom, theme().window);
}

void SheetRowHeader::paintSection(QPainter* painter, const QRect& rect, int row) const
{
    const Theme& t = theme();
    const bool isChosen = m_view.selectionModel() && m_view.selectionModel()->rowIntersectsSelection(row, {});
    const bool isWhole = isChosen && m_view.selectionModel()->isRowSelected(row, {});
    painter->fillRect(rect, isWhole ? t.selection : t.window);
    paintHorizontalLine(*painter, rect.left(), rect.right() + 1, rect.bottom(), t.line);
    paintVerticalLine(*painter, rect.right(), rect.top(), rect.bottom(), t.sheetLine);
    if (row == m_hovered || (m_isDragging && isWhole))
        paintIcon(*painter, IconId::Drag, rect, t.muted, 16);
    else
        paintText(*painter, rect, QString::number(row + 1), FontRole::Small, isChosen ? t.text : t.muted,
            Qt::AlignCenter, Qt::ElideNone);
}

int SheetRowHeader::rowAt(int y) const
{
    return logicalIndexAt(y);
}

int SheetRowHeader::gapAt(int y) const
{
    const int row = rowAt(std::clamp(y, 0, viewport()->height() - 1));
    if (row < 0)
        return count();
    const int middle = sectionViewportPosition(row) + sectionSize(row) / 2;
    return y > middle ? row + 1 : row;
}

void SheetRowHeader::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || row < 0) {
        QHeaderView::mousePressEvent(event);
        return;
    }
    m_pressedRow = row;
    m_pressedAt = event->position().toPoint().y();
    m_view.setFocus(Qt::MouseFocusReason);
    const bool isModified = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    if (isModified || !m_view.selectionModel()->isRowSelected(row, {}))
        m_view.chooseRow(row, event->modifiers());
}

void SheetRowHeader::mouseMoveEvent(QMouseEvent* event)
{
    const int y = event->position().toPoint().y();
    setHovered(rowAt(y));
    if (m_pressedRow < 0)
        return;
    if (!m_isDragging && std::abs(y - m_pressedAt) >= QApplication::startDragDistance()) {
        m_isDragging = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (m_isDragging)
        showGap(y);
}

void SheetRowHeader::showGap(int y)
{
    m_pointer = y;
    const bool isOutside = y < 0 || y >= viewport()->height();
    if (isOutside && !m_scrollTimer.isActive())
        m_scrollTimer.start();
    else if (!isOutside)
        m_scrollTimer.stop();
    const int gap = gapAt(y);
    const int at =
        gap < count() ? sectionViewportPosition(gap) : sectionViewportPosition(count() - 1) + sectionSize(count() - 1);
    const int top = m_view.viewport()->y();
    m_line->setGeometry(
        x(), std::clamp(top + at - 1, top, top + viewport()->height() - 2), width() + m_view.viewport()->width(), 2);
    m_line->show();
    m_line->raise();
    viewport()->update();
}

void SheetRowHeader::mouseReleaseEvent(QMouseEvent* event)
{
    const bool wasDragging = m_isDragging;
    const int pressed = std::exchange(m_pressedRow, -1);
    const int gap = gapAt(event->position().toPoint().y());
    endDrag();
    if (wasDragging)
        Q_EMIT rowsDropped(m_view.chosenRows(), gap);
    else if (pressed >= 0 && event->modifiers() == Qt::NoModifier)
        m_view.chooseRow(pressed, Qt::NoModifier);
}

void SheetRowHeader::endDrag()
{
    m_isDragging = false;
    m_scrollTimer.stop();
    m_line->hide();
    viewport()->unsetCursor();
    viewport()->update();
}

void SheetRowHeader::leaveEvent(QEvent* event)
{
    setHovered(-1);
    QHeaderView::leaveEvent(event);
}

void SheetRowHeader::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_isDragging) {
        m_pressedRow = -1;
        endDrag();
        return;
    }
    QHeaderView::keyPressEvent(event);
}

void SheetRowHeader::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

} // namespace batchroom
