// SPDX-License-Identifier: GPL-3.0-or-later
// The place bar of the Queue: figures, what to show, retry and pause.
#pragma once

#include "ui/actions/action_catalog.h"
#include "ui/kit/layout.h"
#include "ui/models/queue_list.h"

namespace batchroom {

class Button;
class SegmentedControl;
class TextLabel;

class QueueBar : public Surface {
    Q_OBJECT
public:
    explicit QueueBar(ActionCatalog& actions, QWidget* parent = nullptr);
    void setFigures(const QueueFigures& figures, bool isEmpty);
    void setFilter(QueueFilter filter);

Q_SIGNALS:
    void filterChosen(batchroom::QueueFilter filter);

private:
    ActionCatalog& m_actions;
    TextLabel* m_counts;
    SegmentedControl* m_filter;
    Button* m_retry;
    Button* m_pause;
    bool m_isPaused = false;
};

} // namespace batchroom
