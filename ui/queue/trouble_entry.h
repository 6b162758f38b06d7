// SPDX-License-Identifier: GPL-3.0-or-later
// One entry of the "Needs you" lane: what happened, what it means for money, the answers. Keeps what is being typed
// while news about the same job come in.
#pragma once

#include "ui/queue/trouble_words.h"

#include <QWidget>

class QHBoxLayout;

namespace batchroom {

class Button;
class IconLabel;
class PromptEdit;
class TextLabel;

class TroubleEntry : public QWidget {
    Q_OBJECT
public:
    explicit TroubleEntry(const Trouble& trouble, const QueueList& list, QWidget* parent = nullptr);
    void setTrouble(const Trouble& trouble, const QueueList& list);
    const Trouble& trouble() const { return m_trouble; }
    void editPrompt(); // puts the cursor into the prompt

Q_SIGNALS:
    void answered(batchroom::TroubleAnswer answer, const QString& prompt);

private:
    void buildButtons();
    void toggleDetail();
    void refreshSave();

    Trouble m_trouble;
    IconLabel* m_icon;
    TextLabel* m_title;
    TextLabel* m_prompt;
    TextLabel* m_facts;
    TextLabel* m_message;
    Button* m_fold;
    TextLabel* m_detail;
    PromptEdit* m_edit = nullptr; // refused prompts only
    Button* m_save = nullptr;
    QHBoxLayout* m_buttons;
};

} // namespace batchroom
