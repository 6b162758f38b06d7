// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/new_row_strip.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"

namespace batchroom {

NewRowStrip::NewRowStrip(QWidget* parent)
    : QPushButton(tr("New row, or paste rows from a spreadsheet"), parent)
{
    setObjectName(QStringLiteral("newRowStrip"));
    setFocusPolicy(Qt::NoFocus); // Enter in the last row does the same
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

void NewRowStrip::setTextLeft(int left)
{
    m_textLeft = left;
    update();
}

void NewRowStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool isActive = underMouse() || isDown();
    const QColor& color = isActive ? theme().text : theme().muted;
    painter.fillRect(rect(), isActive ? theme().hover : theme().window);
    paintIcon(painter, IconId::Plus, QRect(0, 0, m_textLeft - 8, height()), color, 16);
    paintText(painter, rect().adjusted(m_textLeft, 0, -8, 0), text(), FontRole::Body, color);
}

} // namespace batchroom
