// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence at the bottom of the window that goes away by itself, with an optional button (Undo). It stands above what
// must stay readable there: see keepClearOfToasts().
#pragma once

#include "ui/kit/icons.h"

#include <QTimer>
#include <QWidget>

#include <functional>

namespace batchroom {

class Button;
class TextLabel;

// One per window; the newest message replaces the one before. Stays while it is hovered or has the focus; Escape
// closes.
class Toast : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget* window);
    void show(const QString& text, IconId icon = IconId::Check, ColorRole role = ColorRole::Ok);
    // The button runs `answer` once and closes the toast.
    void show(const QString& text, const QString& button, std::function<void()> answer, IconId icon = IconId::Check,
        ColorRole role = ColorRole::Ok);
    void setDuration(std::chrono::milliseconds duration) { m_timer.setInterval(duration); } // 6 s
    QString text() const;
    void place(); // anew, after something changed around it

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTimer m_timer;
    TextLabel* m_text;
    Button* m_button;
    IconId m_icon = IconId::Check;
    ColorRole m_role = ColorRole::Ok;
    std::function<void()> m_answer;
};

// Footers and status lines with figures and the one button: while `widget` is seen, toasts are above it.
void keepClearOfToasts(QWidget* widget);

} // namespace batchroom
