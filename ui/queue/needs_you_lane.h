// SPDX-License-Identifier: GPL-3.0-or-later
// "Needs you": what waits for a person's answer, above the list, with the answers beside it. Hidden when there is
// nothing.
#pragma once

#include "ui/kit/cards.h"
#include "ui/queue/trouble_words.h"

#include <QHash>

class QVBoxLayout;

namespace batchroom {

class Button;
class ScrollArea;
class TextLabel;
class TroubleEntry;

class NeedsYouLane : public Card {
    Q_OBJECT
public:
    explicit NeedsYouLane(QueueList& list, QWidget* parent = nullptr);
    void refresh();
    // Never higher than this; more entries scroll.
    void setRoom(int pixels);
    bool editPrompt(JobId job); // false when the job has no entry
    void openAlikeMenu();
    bool hasAlikeAnswers() const;

Q_SIGNALS:
    void answered(const batchroom::Trouble& trouble, batchroom::TroubleAnswer answer, const QString& prompt);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange(const QList<Trouble>& troubles);
    void fit();

    QueueList& m_list;
    TextLabel* m_note;
    Button* m_alike;
    QWidget* m_content;
    QVBoxLayout* m_column;
    ScrollArea* m_scroll;
    QHash<QString, TroubleEntry*> m_entries; // by Trouble::key()
    QStringList m_order;
    JobId m_wanted; // its entry comes first
    int m_room = 400;
};

} // namespace batchroom
