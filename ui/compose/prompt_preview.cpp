// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/prompt_preview.h"

#include "ui/compose/counted.h"
#include "ui/kit/paint.h"

#include <QHelpEvent>
#include <QToolTip>

namespace batchroom {

namespace {

constexpr int numberWidth = 22;

} // namespace

PromptPreview::PromptPreview(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("promptPreview"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("First prompts"));
}

void PromptPreview::setPrompts(const QStringList& prompts, qint64 total)
{
    m_prompts = prompts;
    m_total = total;
    updateGeometry();
    update();
}

QSize PromptPreview::sizeHint() const
{
    const bool hasMore = m_total > m_prompts.size();
    return {280, scaled(24) * (static_cast<int>(m_prompts.size()) + (hasMore ? 1 : 0))};
}

QRect PromptPreview::cellArea(int cell) const
{
    return {0, cell * scaled(24), width(), scaled(24)};
}

void PromptPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRect line(0, 0, width(), scaled(24));
    for (qsizetype i = 0; i < m_prompts.size(); ++i) {
        paintText(painter, QRect(0, line.top(), scaled(numberWidth) - 8, line.height()), QString::number(i + 1),
            FontRole::Small, theme().muted, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
        paintText(painter, line.adjusted(scaled(numberWidth), 0, 0, 0), m_prompts[i].left(1000), FontRole::Body,
            theme().text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        line.translate(0, line.height());
    }
    if (m_total > m_prompts.size())
        paintText(painter, line.adjusted(scaled(numberWidth), 0, 0, 0),
            counted(static_cast<int>(m_total - m_prompts.size()), tr("and 1 more"), tr("and %1 more")), FontRole::Small,
            theme().muted);
}

bool PromptPreview::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString prompt = m_prompts.value(help->pos().y() / scaled(24));
        QToolTip::showText(help->globalPos(), prompt.toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace batchroom
