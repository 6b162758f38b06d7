// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/prompt_preview.h"

#include "ui/compose/counted.h"
#include "ui/kit/paint.h"
#include "ui/kit/telling_text.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QToolTip>

namespace batchroom {

namespace {

constexpr int numberWidth = 22;
constexpr qsizetype longestShown = 2000;

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

// Expanded prompts differ in a few words, which a cut at any fixed place would take away.
QString PromptPreview::shownPrompt(int row, int width) const
{
    const auto textAt = [this](int at) { return m_prompts[at].left(longestShown); };
    return elidedAmong(
        textAt(row), neighboursOf(row, cellCount(), textAt), QFontMetrics(fontOf(FontRole::Body)), width);
}

void PromptPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRect line(0, 0, width(), scaled(24));
    for (qsizetype i = 0; i < m_prompts.size(); ++i) {
        paintText(painter, QRect(0, line.top(), scaled(numberWidth) - 8, line.height()), QString::number(i + 1),
            FontRole::Small, theme().muted, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
        const QRect room = line.adjusted(scaled(numberWidth), 0, 0, 0);
        paintText(painter, room, shownPrompt(static_cast<int>(i), room.width()), FontRole::Body, theme().text);
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
