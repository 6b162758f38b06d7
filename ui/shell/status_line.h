// SPDX-License-Identifier: GPL-3.0-or-later
// The one line at the bottom: the running work at the left, what needs a person and the library at the right. A click
// on the work goes to the Queue. GUI thread.
#pragma once

#include "ui/models/work_status.h"

#include <QWidget>

namespace batchroom {

class ProgressBar;
class IconLabel;
class TextLabel;

class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void showWork(const WorkFigures& figures);
    void showLibrary(int pictures, qint64 bytes);
    void showOpening();
    void showNotOpen();

Q_SIGNALS:
    void queueRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    IconLabel* m_icon;
    TextLabel* m_lead;
    TextLabel* m_facts;
    ProgressBar* m_bar;
    IconLabel* m_attentionIcon;
    TextLabel* m_attention;
    TextLabel* m_library;
};

} // namespace batchroom
