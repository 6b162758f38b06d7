// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/focus_target.h"

#include <QFocusEvent>
#include <QWidget>

namespace batchroom {

namespace {

class FocusHandOn : public QObject {
public:
    FocusHandOn(QWidget* frame, std::function<QWidget*()> target)
        : QObject(frame)
        , m_target(std::move(target))
    {
        frame->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::FocusIn)
            return false;
        QWidget* target = m_target();
        if (target && target->isVisible())
            target->setFocus(static_cast<QFocusEvent*>(event)->reason());
        return false;
    }

private:
    std::function<QWidget*()> m_target;
};

} // namespace

void handFocusOn(QWidget* frame, std::function<QWidget*()> target)
{
    new FocusHandOn(frame, std::move(target));
}

void handFocusOnAgain(QWidget* frame)
{
    if (!frame->hasFocus())
        return;
    frame->clearFocus();
    frame->setFocus(Qt::OtherFocusReason);
}

} // namespace batchroom
