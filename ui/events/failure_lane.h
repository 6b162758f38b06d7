// SPDX-License-Identifier: GPL-3.0-or-later
// "Needs you" of Events: what failed elsewhere and nobody has seen yet. Hidden when there is nothing. GUI thread.
#pragma once

#include "app/store/inbox_repository.h"
#include "ui/kit/cards.h"

class QVBoxLayout;

namespace batchroom {

class Button;
class TextLabel;

class FailureLane : public Card {
    Q_OBJECT
public:
    explicit FailureLane(QWidget* parent = nullptr);
    void show(const QList<InboxEvent>& events); // newest first

Q_SIGNALS:
    void seen(const QList<batchroom::InboxId>& events);
    void showRequested(batchroom::InboxId event);

private:
    QWidget* makeRow(const InboxEvent& event);

    TextLabel* m_note;
    Button* m_seeAll;
    QVBoxLayout* m_rows;
    QList<InboxEvent> m_events;
};

} // namespace batchroom
