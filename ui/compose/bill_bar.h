// SPDX-License-Identifier: GPL-3.0-or-later
// The footer is the bill: images, price by model, what is left today, how long it takes, what is wrong, and the one
// button.
#pragma once

#include "ui/kit/layout.h"
#include "ui/models/sheet_bill.h"

class QPushButton;

namespace batchroom {

class ActionCatalog;
class Button;
class IconButton;
class ModelShares;
class TextLabel;

// Two lines: what it is, how much.
class BillFact : public QWidget {
    Q_OBJECT
public:
    BillFact(const QString& title, QWidget* value, QWidget* parent = nullptr);
};

class BillBar : public Surface {
    Q_OBJECT
public:
    explicit BillBar(ActionCatalog& actions, QWidget* parent = nullptr);

    struct State {
        SheetBill bill;
        bool isCounting = false;
        bool isPressed = false; // its answer is not there yet: planned, or asked about
        bool isQueuing = false;
        std::optional<Money> leftToday; // none: no cap, or nothing is charged
        int places = 10;
    };
    void setState(const State& state);
    QWidget* queueButton() const; // what a question about the press opens at

Q_SIGNALS:
    void queueRequested();
    void queueLaterRequested();
    void nextWarningRequested();
    void nextErrorRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshProblems();
    void refreshButton();
    void dropWhatDoesNotFit();
    ActionCatalog& m_actions;
    State m_state;
    TextLabel* m_images;
    ModelShares* m_shares;
    TextLabel* m_left;
    TextLabel* m_duration;
    TextLabel* m_source;
    QWidget* m_sharesFact;
    QWidget* m_leftFact;
    QWidget* m_durationFact;
    QPushButton* m_warnings;
    QPushButton* m_errors;
    Button* m_queue;
    IconButton* m_later;
};

QString durationText(std::chrono::milliseconds duration);

} // namespace batchroom
