// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/hint_button.h"

#include "ui/kit/paint.h"

#include <QAction>

namespace batchroom {

HintButton::HintButton(QAction* action, const QString& keys, const QString& word, QWidget* parent)
    : QPushButton(word, parent)
    , m_keys(keys)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::NoFocus); // the key itself is the way without a mouse
    setAccessibleName(action->text());
    setEnabled(action->isEnabled());
    connect(action, &QAction::changed, this, [this, action] { setEnabled(action->isEnabled()); });
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

QSize HintButton::sizeHint() const
{
    const int words = QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(text());
    return {4 + keyHintWidth(m_keys) + 6 + words + 5, scaled(26)};
}

void HintButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.6);
    const bool isHovered = isEnabled() && underMouse();
    if (isHovered)
        paintPanel(painter, rect(), controlRadius, theme().hover);
    const int cap = keyHintWidth(m_keys);
    paintKeyHint(painter, QRect(4, 0, cap, height()), m_keys);
    paintText(painter, QRect(4 + cap + 6, 0, width() - cap - 10, height()), text(), FontRole::Small,
        isHovered ? theme().text : theme().muted);
}

} // namespace batchroom
