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
    resize(place.size());
    // A plain text document measures itself in lines.
    const int lines = std::clamp(qRound(document()->size().height()), 1, mostLines);
    const int height = std::max(place.height(), lines * fontMetrics().lineSpacing() + 18);
    place.setHeight(height);
    const int room = parentWidget()->height();
    if (place.bottom() > room)
        place.moveBottom(std::max(room, height));
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
