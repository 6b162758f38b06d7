// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/popups.h"

#include "ui/kit/paint.h"

#include <QAction>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QPainterPath>
#include <QPointer>
#include <QScreen>
#include <QTimer>

namespace batchroom {
namespace {

// Where a screen has no compositor the corners of a translucent window would be black: cut them off.
void cutCorners(QWidget* window, int radius)
{
    if (QGuiApplication::platformName() != QLatin1StringView("xcb"))
        return;
    QPainterPath shape;
    shape.addRoundedRect(window->rect(), radius, radius);
    window->setMask(QRegion(shape.toFillPolygon().toPolygon()));
}

class Tip : public QWidget {
public:
    Tip(const QString& text, const QString& keys, QWidget* owner)
        : QWidget(owner, Qt::ToolTip | Qt::FramelessWindowHint)
        , m_text(text)
        , m_keys(keys)
    {
        setAttribute(Qt::WA_TranslucentBackground);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_ShowWithoutActivating);
        setAttribute(Qt::WA_DeleteOnClose);
        const QFontMetrics metrics(fontOf(FontRole::Small));
        const QSize words = metrics.boundingRect(QRect(0, 0, 320, 2000), Qt::TextWordWrap, text).size();
        const int keyRoom = keys.isEmpty() ? 0 : 8 + keyHintWidth(keys);
        resize(words.width() + 1 + keyRoom + 16, std::max(scaled(28), words.height() + 12));
        cutCorners(this, 6);
        QTimer::singleShot(8000, this, &QWidget::close);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintPanel(painter, rect(), 6, theme().raised, theme().controlEdge);
        painter.setFont(fontOf(FontRole::Small));
        painter.setPen(theme().text);
        painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_text);
        if (!m_keys.isEmpty())
            paintKeyHint(painter, QRect(width() - keyHintWidth(m_keys) - 8, 0, keyHintWidth(m_keys), height()), m_keys);
    }

private:
    QString m_text;
    QString m_keys;
};

class TipOwner : public QObject {
public:
    explicit TipOwner(QWidget* widget)
        : QObject(widget)
    {
        widget->installEventFilter(this);
    }
    void setKeys(const QString& keys) { m_keys = keys; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        switch (event->type()) {
        case QEvent::ToolTip:
            show(static_cast<QWidget*>(watched), static_cast<QHelpEvent*>(event)->globalPos());
            return true;
        case QEvent::Leave:
        case QEvent::Hide:
        case QEvent::MouseButtonPress:
        case QEvent::KeyPress:
        case QEvent::FocusOut:
        case QEvent::WindowDeactivate: delete m_tip; break;
        default: break;
        }
        return false;
    }

private:
    void show(QWidget* widget, QPoint pointer)
    {
        delete m_tip;
        if (widget->toolTip().isEmpty())
            return;
        m_tip = new Tip(widget->toolTip(), m_keys, widget->window());
        const QRect room = widget->screen()->availableGeometry();
        const QRect anchor(widget->mapToGlobal(QPoint(0, 0)), widget->size());
        QPoint at(std::min(pointer.x(), room.right() - m_tip->width()), anchor.bottom() + 6);
        if (at.y() + m_tip->height() > room.bottom())
            at.setY(anchor.top() - m_tip->height() - 6);
        m_tip->move(at);
        m_tip->show();
    }
    QString m_keys;
    QPointer<QWidget> m_tip;
};

} // namespace

PopupCard::PopupCard(QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint)
{
    setAttribute(Qt::WA_TranslucentBackground);
    setContentsMargins(5, 5, 5, 5); // edge 1 and padding 4
}

void PopupCard::openBelow(QWidget* anchor, int gap)
{
    openBelow(QRect(anchor->mapToGlobal(QPoint(0, 0)), anchor->size()), gap);
}

void PopupCard::openBelow(const QRect& globalAnchor, int gap)
{
    adjustSize();
    const QScreen* screen = QGuiApplication::screenAt(globalAnchor.center());
    const QRect room = (screen ? screen : QGuiApplication::primaryScreen())->availableGeometry();
    QPoint at(globalAnchor.left(), globalAnchor.bottom() + 1 + gap);
    if (at.y() + height() > room.bottom() && globalAnchor.top() - gap - height() >= room.top())
        at.setY(globalAnchor.top() - gap - height());
    at.setX(std::max(room.left(), std::min(at.x(), room.right() + 1 - width())));
    move(at);
    show();
    setFocus(Qt::PopupFocusReason);
    if (!focusWidget() || focusWidget() == this)
        focusNextChild();
}

void PopupCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(painter, rect(), cardRadius, theme().raised, theme().controlEdge);
}

void PopupCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void PopupCard::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    Q_EMIT closed();
}

void PopupCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    cutCorners(this, cardRadius);
}

void setDanger(QAction* action)
{
    action->setProperty("kitDanger", true);
}

QString keyText(const QKeySequence& keys)
{
    QString text = keys.toString(QKeySequence::NativeText);
#if !defined(Q_OS_MACOS)
    // "Ctrl+K" as "Ctrl K"; the key "+" itself stays.
    if (text.size() > 1)
        text = text.chopped(1).replace(QLatin1Char('+'), QLatin1Char(' ')) + text.last(1);
#endif
    return text;
}

void setTooltip(QWidget* widget, const QString& text, const QKeySequence& keys)
{
    setTooltip(widget, text, keyText(keys));
}

void setTooltip(QWidget* widget, const QString& text, const QString& keys)
{
    widget->setToolTip(text);
    TipOwner* owner = nullptr;
    for (QObject* child : widget->children()) {
        if ((owner = dynamic_cast<TipOwner*>(child)))
            break;
    }
    if (!owner)
        owner = new TipOwner(widget);
    owner->setKeys(keys);
}

} // namespace batchroom
