// SPDX-License-Identifier: GPL-3.0-or-later
// A strip under the top bar for what concerns the whole work: started paused after a crash, an account on hold, a
// library in trouble. The newest is in view; earlier ones come back when it is answered. GUI thread.
#pragma once

#include "ui/kit/icons.h"

#include <QList>
#include <QWidget>

#include <functional>

namespace batchroom {

class Button;
class IconLabel;
class TextLabel;

struct BannerMessage {
    IconId icon = IconId::Attention;
    ColorRole role = ColorRole::Warn;
    QString title;
    QString text;
    QString button;
    std::function<void()> answer{};
    QString otherButton{}; // a second way out
    std::function<void()> otherAnswer{};
    QString subject{}; // what it is about: a newer one replaces it, withdraw() takes it away
};

class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    void show(const BannerMessage& message);
    // What the message was about is over; one about something else stays.
    void withdraw(const QString& subject);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void answer(std::function<void()> BannerMessage::*which);
    void dismiss();
    void showNewest();

    QList<BannerMessage> m_messages; // the last is in view
    IconLabel* m_icon;
    TextLabel* m_title;
    TextLabel* m_text;
    Button* m_other;
    Button* m_button;
};

} // namespace batchroom
