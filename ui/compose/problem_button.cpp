// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/problem_button.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"

#include <QFontMetrics>

namespace batchroom {

ProblemButton::ProblemButton(IconId icon, ColorRole role, QWidget* parent)
    : QPushButton(parent)
    , m_icon(icon)
    , m_role(role)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followFocus(this, controlRadius);
}

QSize ProblemButton::sizeHint() const
{
    return {QFontMetrics(fontOf(FontRole::BodyMedium)).horizontalAdvance(text()) + 12 + 16 + 8 + 12, scaled(32)};
}

void ProblemButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse() || isDown())
        paintPanel(painter, rect(), controlRadius, theme().press);
    const QColor& color = theme()[m_role];
    paintIcon(painter, m_icon, QRect(12, 0, 16, height()), color, 16);
    paintText(painter, rect().adjusted(36, 0, 0, 0), text(), FontRole::BodyMedium, color);
}

} // namespace batchroom
