// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/focus_ring.h"

#include "ui/kit/paint.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFocusEvent>
#include <QPointer>

namespace batchroom {
namespace {

constexpr int reach = 4;

// The widest ancestor that moves together with the widget: the window, or the content of a scroll area.
QWidget* carrierOf(const QWidget* widget)
{
    QWidget* carrier = widget->parentWidget();
    while (carrier && !carrier->isWindow() && carrier->parentWidget()) {
        const auto* area = qobject_cast<QAbstractScrollArea*>(carrier->parentWidget()->parentWidget());
        if (area && area->viewport() == carrier->parentWidget())
            break;
        carrier = carrier->parentWidget();
    }
    return carrier;
}

class Ring : public QWidget {
public:
    Ring(QWidget* target, QWidget* carrier, int radius)
        : QWidget(carrier)
        , m_target(target)
        , m_radius(radius)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
        for (QWidget* w = target; w && w != carrier; w = w->parentWidget())
            w->installEventFilter(this);
        follow();
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        switch (event->type()) {
        case QEvent::Move:
        case QEvent::Resize:
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::ZOrderChange: follow(); break;
        default: break;
        }
        return false;
    }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintFocusRing(painter, QRectF(rect()).adjusted(reach, reach, -reach, -reach), m_radius);
    }

private:
    void follow()
    {
        if (!m_target || !parentWidget())
            return;
        const QRect area(m_target->mapTo(parentWidget(), QPoint(0, 0)), m_target->size());
        setGeometry(area.adjusted(-reach, -reach, reach, reach));
        setVisible(m_target->isVisible());
        raise();
    }
    QPointer<QWidget> m_target;
    int m_radius;
};

class FocusFollower : public QObject {
public:
    FocusFollower(QWidget* widget, int radius)
        : QObject(widget)
        , m_radius(radius)
    {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* widget = static_cast<QWidget*>(watched);
        if (event->type() == QEvent::FocusIn) {
            const auto reason = static_cast<QFocusEvent*>(event)->reason();
            if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason)
                show(widget);
        } else if (event->type() == QEvent::KeyPress && widget->hasFocus() && !m_ring) {
            show(widget); // from here on the keyboard is in use
        } else if (event->type() == QEvent::FocusOut || event->type() == QEvent::MouseButtonPress) {
            delete m_ring;
        }
        return false;
    }

private:
    void show(QWidget* widget)
    {
        QWidget* carrier = carrierOf(widget);
        if (!carrier || m_ring)
            return;
        m_ring = new Ring(widget, carrier, m_radius);
        connect(widget, &QObject::destroyed, m_ring, [ring = m_ring] { delete ring; });
    }
    int m_radius;
    QPointer<QWidget> m_ring;
};

// Keys and clicks of the whole program.
class KeyboardWatch : public QObject {
public:
    explicit KeyboardWatch(QCoreApplication* application)
        : QObject(application)
    {
        application->installEventFilter(this);
    }
    bool isInUse() const { return m_isInUse; }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::MouseButtonPress)
            set(false);
        else if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
            note(static_cast<QKeyEvent*>(event)->key());
        return false;
    }

private:
    // A modifier alone may belong to a click.
    void note(int key)
    {
        if (key != Qt::Key_Control && key != Qt::Key_Shift && key != Qt::Key_Alt && key != Qt::Key_Meta)
            set(true);
    }
    void set(bool isInUse)
    {
        if (m_isInUse == isInUse)
            return;
        m_isInUse = isInUse;
        QWidget* focus = QApplication::focusWidget();
        auto* area = qobject_cast<QAbstractScrollArea*>(focus);
        if (focus)
            (area ? area->viewport() : focus)->update();
    }
    bool m_isInUse = false;
};

} // namespace

bool isKeyboardInUse()
{
    static QPointer<KeyboardWatch> watch;
    if (!watch && qApp)
        watch = new KeyboardWatch(qApp);
    return watch && watch->isInUse();
}

void followFocus(QWidget* widget, int radius)
{
    new FocusFollower(widget, radius);
}

void showFocusRing(QWidget* widget, int radius)
{
    if (QWidget* carrier = carrierOf(widget))
        (new Ring(widget, carrier, radius))->show();
}

} // namespace batchroom
