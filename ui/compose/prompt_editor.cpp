// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/prompt_editor.h"

#include "ui/kit/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostLines = 8;

} // namespace

PromptEditor::PromptEditor(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setFont(fontOf(FontRole::Body));
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    setViewportMargins(5, 8, 3, 6);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEditor::fit);
}

void PromptEditor::begin(const QString& text)
{
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

void PromptEditor::setCell(const QRect& cell)
{
    m_cell = cell;
    fit();
}

void PromptEditor::fit()
{
    if (m_cell.isEmpty())
        return;
    QRect place = m_cell.adjusted(0, 0, -1, -1);
    const QRect room(0, 0, place.width() - 16, 100'000);
    const int wanted = fontMetrics().boundingRect(room, Qt::TextWordWrap, toPlainText() + u' ').height();
    const int line = fontMetrics().lineSpacing();
    const int height = std::max(place.height(), std::clamp(wanted, line, mostLines * line) + 20);
    setVerticalScrollBarPolicy(wanted > mostLines * line ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    place.setHeight(height);
    const int lowest = std::max(parentWidget()->height(), height) - 1;
    if (place.bottom() > lowest)
        place.moveBottom(lowest);
    setGeometry(place);
}

void PromptEditor::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::AltModifier))
        insertPlainText(QStringLiteral("\n"));
    else if (isEnter)
        Q_EMIT finished();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void PromptEditor::insertFromMimeData(const QMimeData* source)
{
    insertPlainText(source->text().trimmed());
}

} // namespace batchroom
