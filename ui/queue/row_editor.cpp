// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/row_editor.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/models/queue_words.h"
#include "ui/queue/prompt_edit.h"

#include <QKeyEvent>

namespace batchroom {

namespace {

QString sentenceFor(const JobRow& job)
{
    if (job.state != JobState::Withheld)
        return RowEditor::tr("It has not been sent. The new prompt costs what the old one did.");
    if (billingOf(job.account) == Billing::Free)
        return RowEditor::tr("The safety check withheld this picture. A new one is free.");
    return RowEditor::tr("The safety check withheld this picture after it was made: it was billed. A new image is paid "
                         "for again, %1.")
        .arg(job.price.toText());
}

} // namespace

bool canEditInRow(JobState state)
{
    return isWaitingState(state) || state == JobState::Withheld;
}

RowEditor::RowEditor(const JobRow& job, QWidget* parent)
    : QWidget(parent)
    , m_job(job)
    , m_edit(new PromptEdit)
    , m_save(new Button(tr("Save")))
{
    setObjectName(QStringLiteral("rowEditor"));
    setAccessibleName(tr("Edit the prompt"));
    m_edit->setObjectName(QStringLiteral("rowPromptEdit"));
    m_edit->setAccessibleName(tr("Prompt"));
    m_edit->setPlainText(job.prompt);
    m_save->setObjectName(QStringLiteral("saveRowButton"));
    if (job.state == JobState::Withheld)
        m_save->setText(tr("Save and queue · %1").arg(priceWords(job.account, job.price)));
    auto* cancel = new Button(tr("Cancel"), ButtonKind::Quiet);
    cancel->setObjectName(QStringLiteral("cancelRowButton"));
    auto* words = new TextLabel(sentenceFor(job), FontRole::Small, ColorRole::Muted);
    words->setObjectName(QStringLiteral("rowEditorWords"));
    words->setWrapping(true);
    setLayout(column({m_edit, row({Wide{words, 1}, Gap{8}, cancel, m_save}, 8)}, 8, margins(12)));
    connect(m_edit, &QPlainTextEdit::textChanged, this,
        [this] { m_save->setEnabled(!m_edit->toPlainText().trimmed().isEmpty()); });
    connect(m_edit, &PromptEdit::accepted, this, &RowEditor::save);
    connect(m_save, &QPushButton::clicked, this, &RowEditor::save);
    connect(cancel, &QPushButton::clicked, this, &RowEditor::cancelled);
}

void RowEditor::begin()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->moveCursor(QTextCursor::End);
}

void RowEditor::save()
{
    const QString prompt = m_edit->toPlainText().trimmed();
    if (!prompt.isEmpty())
        Q_EMIT saved(prompt);
}

bool RowEditor::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        Q_EMIT heightChanged();
    return QWidget::event(event);
}

void RowEditor::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, rect(), cardRadius, theme().raised, theme().controlEdge);
}

void RowEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

} // namespace batchroom
