// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/trouble_entry.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/queue/prompt_edit.h"

#include <QLayoutItem>

#include <memory>

namespace batchroom {

namespace {

QString objectNameOf(TroubleAnswer answer)
{
    switch (answer) {
    case TroubleAnswer::AskAgain: return QStringLiteral("askAgainButton");
    case TroubleAnswer::SendAgain: return QStringLiteral("sendAgainButton");
    case TroubleAnswer::WriteOff: return QStringLiteral("writeOffButton");
    case TroubleAnswer::Drop: return QStringLiteral("dropButton");
    case TroubleAnswer::Retry: return QStringLiteral("retryButton");
    case TroubleAnswer::SaveAndQueue: return QStringLiteral("saveAndQueueButton");
    case TroubleAnswer::GoOn: return QStringLiteral("goOnButton");
    case TroubleAnswer::OpenSettings: return QStringLiteral("openSettingsButton");
    case TroubleAnswer::ShowThem: return QStringLiteral("showThemButton");
    }
    return {};
}

} // namespace

TroubleEntry::TroubleEntry(const Trouble& trouble, const QueueList& list, QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(IconId::Attention, ColorRole::Warn, 20))
    , m_title(new TextLabel({}, FontRole::BodyMedium))
    , m_prompt(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_facts(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_message(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_fold(new Button(IconId::ChevronRight, tr("Technical details"), ButtonKind::Quiet))
    , m_detail(new TextLabel({}, FontRole::Mono, ColorRole::Muted))
    , m_buttons(row({}))
{
    setObjectName(QStringLiteral("troubleEntry"));
    m_prompt->setElide(Qt::ElideMiddle);
    m_message->setWrapping(true);
    m_detail->setWrapping(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->hide();
    m_fold->setObjectName(QStringLiteral("technicalDetailsButton"));
    m_fold->setSize(ButtonSize::Small);
    m_fold->setMuted(true);
    connect(m_fold, &QPushButton::clicked, this, &TroubleEntry::toggleDetail);

    auto* lead = row({m_title, m_prompt, m_facts, Stretch{}}, 8);
    lead->setStretchFactor(m_prompt, 0);
    auto* meaning = row({Wide{m_message, 1}, Aligned{m_fold, Qt::AlignTop}}, 8);
    auto* words = column({lead, meaning}, 2);
    if (trouble.kind == TroubleKind::Refused) {
        m_edit = new PromptEdit;
        m_edit->setObjectName(QStringLiteral("refusedPromptEdit"));
        m_edit->setAccessibleName(tr("Refused prompt"));
        m_edit->setPlainText(trouble.first.prompt);
        connect(m_edit, &QPlainTextEdit::textChanged, this, &TroubleEntry::refreshSave);
        connect(m_edit, &PromptEdit::accepted, this, [this] {
            if (m_save && m_save->isEnabled())
                m_save->click();
        });
        words->addSpacing(6);
        words->addWidget(m_edit);
    }
    words->addWidget(m_detail);
    const auto alignment = m_edit ? Qt::AlignBottom : Qt::AlignVCenter;
    auto* line = row({Aligned{m_icon, Qt::AlignTop}, words, Gap{4}}, 12, margins(16, 12));
    line->setStretchFactor(words, 1);
    line->addLayout(m_buttons);
    line->setAlignment(m_buttons, alignment);
    setLayout(line);
    setTrouble(trouble, list);
}

void TroubleEntry::setTrouble(const Trouble& trouble, const QueueList& list)
{
    m_trouble = trouble;
    const TroubleWords words = wordsOf(trouble, list);
    m_icon->setIconId(words.icon);
    m_icon->setColorRole(words.role);
    m_title->setText(words.title);
    m_prompt->setText(words.prompt);
    m_prompt->setVisible(!words.prompt.isEmpty());
    m_facts->setText(words.facts);
    m_facts->setVisible(!words.facts.isEmpty());
    m_message->setText(words.message);
    m_detail->setText(words.detail);
    m_fold->setVisible(!words.detail.isEmpty());
    setAccessibleName(words.title);
    setAccessibleDescription(words.prompt + QLatin1Char(' ') + words.message);
    buildButtons();
    refreshSave();
}

// The buttons stay the same objects while their answers do, so that the focus and a press are not lost.
void TroubleEntry::buildButtons()
{
    const QList<TroubleButton> wanted = buttonsOf(m_trouble);
    bool isSame = m_buttons->count() == wanted.size();
    for (int i = 0; isSame && i < wanted.size(); ++i)
        isSame = m_buttons->itemAt(i)->widget()->objectName() == objectNameOf(wanted[i].answer);
    while (!isSame && m_buttons->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_buttons->takeAt(0));
        item->widget()->deleteLater();
    }
    for (int i = 0; i < wanted.size(); ++i) {
        const TroubleButton& spec = wanted[i];
        if (isSame) {
            static_cast<Button*>(m_buttons->itemAt(i)->widget())->setText(spec.text);
            continue;
        }
        auto* button = new Button(spec.text, spec.isQuiet ? ButtonKind::Quiet : ButtonKind::Secondary);
        button->setIconId(spec.icon);
        button->setObjectName(objectNameOf(spec.answer));
        connect(button, &QPushButton::clicked, this, [this, answer = spec.answer] {
            Q_EMIT answered(answer, m_edit ? m_edit->toPlainText().trimmed() : QString());
        });
        if (spec.answer == TroubleAnswer::SaveAndQueue)
            m_save = button;
        m_buttons->addWidget(button);
    }
}

void TroubleEntry::refreshSave()
{
    if (m_save && m_edit)
        m_save->setEnabled(!m_edit->toPlainText().trimmed().isEmpty());
}

void TroubleEntry::toggleDetail()
{
    m_detail->setVisible(m_detail->isHidden());
    m_fold->setIconId(m_detail->isHidden() ? IconId::ChevronRight : IconId::ChevronDown);
}

void TroubleEntry::editPrompt()
{
    if (!m_edit)
        return;
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->moveCursor(QTextCursor::End);
}

} // namespace batchroom
