// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/prompt_edit.h"

#include "ui/kit/theme.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostLines = 4;

} // namespace

PromptEdit::PromptEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setFont(fontOf(FontRole::Body));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    // One line stands in the middle of an input's height.
    const int above = std::max(2, (scaled(32) - 2 * frameWidth() - 1 - QFontMetrics(font()).lineSpacing()) / 2);
    setViewportMargins(8, above, 8, above);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEdit::followLines);
}

// Until it is as high as it gets there is nothing to scroll.
void PromptEdit::followLines()
{
    if (m_lines == visibleLines())
        return;
    m_lines = visibleLines();
    setVerticalScrollBarPolicy(m_lines < mostLines ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateGeometry();
}

int PromptEdit::visibleLines() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < mostLines; block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    return std::clamp(lines, 1, mostLines);
}

QSize PromptEdit::sizeHint() const
{
    const int line = QFontMetrics(font()).lineSpacing();
    return {360, std::max(scaled(32), line * (m_lines - 1) + scaled(32))};
}

void PromptEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    followLines();
}

// Enter and the other plain keys are text here, whatever the place around it does with them.
bool PromptEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isPlain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
        if (isPlain && key->key() != Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier)) {
        Q_EMIT accepted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace batchroom
