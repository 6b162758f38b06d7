// SPDX-License-Identifier: GPL-3.0-or-later
// "Needs you": what waits for a person's answer, above the list, with the answers beside it. Hidden when there is
// nothing.
#pragma once

#include "ui/kit/cards.h"
#include "ui/queue/trouble_words.h"

#include <QHash>

#include <functional>

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
    // Asks the provider what it billed; done gets sentences for the person, on this thread, unless context died.
    using UsageQuestion =
        std::function<void(QObject* context, const std::function<void(const Result<QStringList>&)>& done)>;
    void setUsageQuestion(UsageQuestion question);

Q_SIGNALS:
    void answered(const batchroom::Trouble& trouble, batchroom::TroubleAnswer answer, const QString& prompt);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange(const QList<Trouble>& troubles);
    void fit();
    void askUsage();
    void showUsage(const QString& text, ColorRole role);

    QueueList& m_list;
    TextLabel* m_note;
    Button* m_check;
    Button* m_alike;
    TextLabel* m_usage;
    UsageQuestion m_askUsage;
    QWidget* m_content;
    QVBoxLayout* m_column;
    ScrollArea* m_scroll;
    QHash<QString, TroubleEntry*> m_entries; // by Trouble::key()
    QStringList m_order;
    JobId m_wanted; // its entry comes first
    int m_room = 400;
};

} // namespace batchroom
