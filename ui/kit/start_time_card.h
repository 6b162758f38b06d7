// SPDX-License-Identifier: GPL-3.0-or-later
// Asks when something shall start: ready-made choices, or a day and a time. GUI thread.
#pragma once

#include "ui/kit/popups.h"

#include <QDateTime>

class QComboBox;
class QTimeEdit;

namespace batchroom {

class Button;
class TextLabel;

class StartTimeCard : public PopupCard {
    Q_OBJECT
public:
    struct Choice {
        QString words; // "Tonight at 22:00"
        QDateTime at;
    };
    // The fields begin with the first choice.
    StartTimeCard(const QString& title, const QList<Choice>& choices, QWidget* parent);

Q_SIGNALS:
    void chosen(const QDateTime& at);

private:
    QDateTime fieldTime() const;
    void refresh();
    void take(const QDateTime& at);
    QComboBox* m_day;
    QTimeEdit* m_time;
    TextLabel* m_problem;
    Button* m_start;
};

} // namespace batchroom
