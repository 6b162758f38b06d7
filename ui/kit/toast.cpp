// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/toast.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>

#include <algorithm>
#include <chrono>
#include <utility>

namespace batchroom {
namespace {

constexpr int shadowRoom = 16;
constexpr int distance = 12; // to what is below
const QString zoneName = QStringLiteral("clearOfToasts");

class ClearZone : public QObject {
public:
    explicit ClearZone(QWidget* widget)
        : QObject(widget)
    {
        setObjectName(zoneName);
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool isMoved = event->type() == QEvent::Show || event->type() == QEvent::Hide
            || event->type() == QEvent::Move || event->type() == QEvent::Resize;
        if (!isMoved)
            return false;
        const QWidget* window = static_cast<QWidget*>(watched)->window();
        auto* toast = window->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
        if (toast && toast->isVisible())
            QMetaObject::invokeMethod(toast, &Toast::place, Qt::QueuedConnection); // its surroundings move too
        return false;
    }
};

// Where the lowest card of this width may end.
int floorOf(const QWidget& window, int left, int width)
{
    int floor = window.height();
    for (const QObject* zone : window.findChildren<QObject*>(zoneName)) {
        const auto* widget = static_cast<QWidget*>(zone->parent());
        const QRect area(widget->mapTo(&window, QPoint(0, 0)), widget->size());
        if (widget->isVisible() && area.left() < left + width && area.right() >= left)
            floor = std::min(floor, area.top());
    }
    return floor - distance;
}

} // namespace

void keepClearOfToasts(QWidget* widget)
{
    new ClearZone(widget);
}

Toast::Toast(QWidget* window)
    : QWidget(window)
    , m_text(new TextLabel({}, FontRole::Body))
    , m_button(new Button({}, ButtonKind::Quiet))
{
    setObjectName(QStringLiteral("toast"));
    m_button->setObjectName(QStringLiteral("toastButton"));
    m_text->setElide(Qt::ElideMiddle);
    m_button->setSize(ButtonSize::Small);
    setLayout(row({Gap{28}, Wide{m_text, 1}, Gap{8}, m_button}, 0,
        QMargins(shadowRoom + 16, shadowRoom, shadowRoom + 8, shadowRoom)));
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::seconds(6));
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!underMouse() && !m_button->hasFocus())
            hide();
        else
            m_timer.start();
    });
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto answer = std::exchange(m_answer, nullptr))
            answer();
    });
    window->installEventFilter(this);
    hide();
}

void Toast::show(const QString& text, IconId icon, ColorRole role)
{
    show(text, {}, nullptr, icon, role);
}

void Toast::show(const QString& text, const QString& button, std::function<void()> answer, IconId icon, ColorRole role)
{
    m_icon = icon;
    m_role = role;
    m_answer = std::move(answer);
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    setAccessibleName(text);
    place();
    QWidget::show();
    raise();
    m_timer.start();
    QAccessibleEvent announced(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announced);
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::place()
{
    const QWidget* window = parentWidget();
    layout()->activate();
    const int width = std::min(window->width() - 32, std::max(280, sizeHint().width()));
    const int left = (window->width() - width) / 2;
    const int bottom = floorOf(*window, left + shadowRoom, width - 2 * shadowRoom) + shadowRoom;
    const int height = scaled(44) + 2 * shadowRoom;
    setGeometry(left, bottom - height, width, height);
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect card = rect().adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom);
    paintShadow(painter, card, cardRadius);
    paintPanel(painter, card, cardRadius, theme().raised, theme().controlEdge);
    paintIcon(painter, m_icon, QRect(card.x() + 12, card.y(), 20, card.height()), theme()[m_role], 20);
}

bool Toast::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return false;
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_timer.stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    m_timer.start();
    QWidget::leaveEvent(event);
}

void Toast::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

} // namespace batchroom
