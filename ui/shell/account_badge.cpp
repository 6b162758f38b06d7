// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/account_badge.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"

namespace batchroom {

namespace {

constexpr int padding = 8;
constexpr int iconSide = 16;

int widthOf(const QString& text, FontRole role)
{
    return QFontMetrics(fontOf(role)).horizontalAdvance(text);
}

} // namespace

AccountBadge::AccountBadge(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("accountButton"));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    followFocus(this, controlRadius);
}

void AccountBadge::setLook(IconId icon, ColorRole role, const QString& name, const QString& state)
{
    m_icon = icon;
    m_role = role;
    m_name = name;
    m_state = state;
    setAccessibleName(tr("Account: %1, %2").arg(name, state));
    updateGeometry();
    update();
}

QSize AccountBadge::sizeHint() const
{
    return {padding * 2 + iconSide + 6 + widthOf(m_name, FontRole::BodyMedium) + 6 + widthOf(m_state, FontRole::Body),
        scaled(28)};
}

void AccountBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown())
        paintPanel(painter, rect(), controlRadius, isDown() ? theme().press : theme().hover);
    int x = padding;
    paintIcon(painter, m_icon, QRect(x, 0, iconSide, height()), theme()[m_role], iconSide);
    x += iconSide + 6;
    x += paintText(painter, QRect(x, 0, width() - x, height()), m_name, FontRole::BodyMedium, theme().text) + 6;
    paintText(painter, QRect(x, 0, width() - x, height()), m_state, FontRole::Body,
        m_role == ColorRole::Bad || m_role == ColorRole::Warn ? theme()[m_role] : theme().muted);
}

} // namespace batchroom
