// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/buttons.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"
#include "ui/kit/popups.h"

#include <QAction>
#include <QFontMetrics>
#include <QKeyEvent>

namespace batchroom {
namespace {

constexpr int iconSide = 16;
constexpr int iconGap = 8;
constexpr qreal disabledOpacity = 0.42;

bool isPressed(const QPushButton& button)
{
    return button.isDown() || button.isChecked();
}
bool isHovered(const QPushButton& button)
{
    return button.isEnabled() && button.underMouse();
}

void prepare(QPushButton* button, int radius)
{
    button->setAttribute(Qt::WA_Hover);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followFocus(button, radius);
}

bool pressesByKey(QPushButton* button, const QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return false;
    if (button->menu())
        button->showMenu();
    else
        button->click();
    return true;
}

// The button does what the action does and looks as possible as it is.
void follow(QPushButton* button, QAction* action, const std::function<void()>& takeWords)
{
    const auto refresh = [button, action, takeWords] {
        takeWords();
        button->setEnabled(action->isEnabled());
        button->setCheckable(action->isCheckable());
        button->setChecked(action->isChecked());
        setTooltip(button, action->toolTip(), action->shortcut());
    };
    button->setEnabled(action->isEnabled());
    takeWords();
    setTooltip(button, action->toolTip(), action->shortcut());
    if (action->isCheckable()) {
        button->setCheckable(true);
        button->setChecked(action->isChecked());
    }
    QObject::connect(action, &QAction::changed, button, refresh);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

std::optional<IconId> iconOf(const QAction& action)
{
    const QVariant id = action.property("kitIcon");
    return id.isValid() ? std::optional(static_cast<IconId>(id.toInt())) : std::nullopt;
}

struct Colours {
    QColor fill, edge, text;
};

Colours primaryColours(const QPushButton& button)
{
    const Theme& t = theme();
    return {isPressed(button) ? t.primaryPress : isHovered(button) ? t.primaryHover : t.accent, {}, t.onAccent};
}

Colours colours(ButtonKind kind, const QPushButton& button, bool isMuted)
{
    const Theme& t = theme();
    const bool isActive = isPressed(button) || isHovered(button);
    switch (kind) {
    case ButtonKind::Primary: return primaryColours(button);
    case ButtonKind::Secondary:
        return {isPressed(button) ? t.controlEdge : isActive ? t.press : t.controlFill, t.controlEdge, t.text};
    case ButtonKind::Quiet: return {isActive ? t.press : QColor(), {}, isMuted && !isActive ? t.muted : t.text};
    case ButtonKind::Danger: return {isActive ? t.softBad : QColor(), t.badEdge, t.bad};
    }
    return {};
}

FontRole faceOf(ButtonKind kind, ButtonSize size)
{
    if (size == ButtonSize::Large)
        return FontRole::Section;
    if (kind == ButtonKind::Primary)
        return FontRole::BodyStrong;
    return size == ButtonSize::Small ? FontRole::SmallMedium : FontRole::BodyMedium;
}

int heightOf(ButtonSize size)
{
    return scaled(size == ButtonSize::Small ? 28 : size == ButtonSize::Medium ? 32 : 40);
}
int paddingOf(ButtonSize size)
{
    return size == ButtonSize::Small ? 8 : size == ButtonSize::Medium ? 12 : 20;
}

QString plainText(const QString& text)
{
    QString plain = text;
    return plain.remove(QLatin1Char('&'));
}

} // namespace

Button::Button(const QString& text, ButtonKind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    prepare(this, controlRadius);
}

Button::Button(IconId icon, const QString& text, ButtonKind kind, QWidget* parent)
    : Button(text, kind, parent)
{
    m_icon = icon;
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setSize(ButtonSize size)
{
    m_size = size;
    updateGeometry();
    update();
}

void Button::setIconId(std::optional<IconId> icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

void Button::setMuted(bool muted)
{
    m_isMuted = muted;
    update();
}

void Button::setAction(QAction* action)
{
    follow(this, action, [this, action] {
        setText(action->iconText());
        setIconId(iconOf(*action));
    });
}

QSize Button::sizeHint() const
{
    const QFontMetrics metrics(fontOf(faceOf(m_kind, m_size)));
    const int words = metrics.horizontalAdvance(plainText(text()));
    const int picture = m_icon ? iconSide + (words > 0 ? iconGap : 0) : 0;
    return {words + picture + 2 * paddingOf(m_size) + 1, heightOf(m_size)};
}

void Button::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(disabledOpacity);
    const Colours c = colours(m_kind, *this, m_isMuted);
    if (c.fill.isValid() || c.edge.isValid())
        paintPanel(painter, rect(), controlRadius, c.fill, c.edge);
    const FontRole face = faceOf(m_kind, m_size);
    const QString words = plainText(text());
    const int room = width() - 2 * (paddingOf(m_size) - 2);
    const int picture = m_icon ? iconSide + (words.isEmpty() ? 0 : iconGap) : 0;
    const int wordWidth = std::min(QFontMetrics(fontOf(face)).horizontalAdvance(words) + 1, room - picture);
    int x = (width() - picture - wordWidth) / 2;
    if (m_icon) {
        paintIcon(painter, *m_icon, QRect(x, 0, iconSide, height()), c.text, iconSide);
        x += picture;
    }
    paintText(painter, QRect(x, 0, wordWidth, height()), words, face, c.text);
}

void Button::keyPressEvent(QKeyEvent* event)
{
    if (!pressesByKey(this, event))
        QPushButton::keyPressEvent(event);
}

IconButton::IconButton(IconId icon, const QString& name, QWidget* parent)
    : QPushButton(parent)
    , m_icon(icon)
{
    prepare(this, controlRadius);
    setAccessibleName(name);
    setTooltip(this, name);
}

void IconButton::setIconId(IconId icon)
{
    m_icon = icon;
    update();
}

void IconButton::setSide(int side)
{
    m_side = std::max(24, side);
    updateGeometry();
}

void IconButton::setIconSide(int side)
{
    m_iconSide = side;
    update();
}

void IconButton::setColor(ColorRole role)
{
    m_color = role;
    update();
}

void IconButton::setAction(QAction* action)
{
    follow(this, action, [this, action] { setAccessibleName(plainText(action->text())); });
}

QSize IconButton::sizeHint() const
{
    return {m_side, m_side};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(disabledOpacity);
    const bool isActive = isPressed(*this) || isHovered(*this);
    if (isActive)
        paintPanel(painter, rect(), controlRadius, theme().press);
    paintIcon(
        painter, m_icon, rect(), isActive && m_color == ColorRole::Muted ? theme().text : theme()[m_color], m_iconSide);
}

void IconButton::keyPressEvent(QKeyEvent* event)
{
    if (!pressesByKey(this, event))
        QPushButton::keyPressEvent(event);
}

ComboButton::ComboButton(const QString& text, Look look, QWidget* parent)
    : QPushButton(text, parent)
    , m_look(look)
{
    prepare(this, controlRadius);
    setSizePolicy(look == Look::Input ? QSizePolicy::Minimum : QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFontRole(look == Look::Input ? FontRole::Body : FontRole::BodyMedium);
}

void ComboButton::setPicture(std::function<void(QPainter&, const QRect&)> paint)
{
    m_picture = std::move(paint);
    updateGeometry();
    update();
}

void ComboButton::setFontRole(FontRole role)
{
    m_font = role;
    updateGeometry();
    update();
}

void ComboButton::setInvalid(bool invalid)
{
    m_isInvalid = invalid;
    update();
}

void ComboButton::setCompact(bool compact)
{
    m_isCompact = compact;
    updateGeometry();
}

QSize ComboButton::sizeHint() const
{
    const int words = QFontMetrics(fontOf(m_font)).horizontalAdvance(text());
    return {8 + (m_picture ? 28 : 0) + words + 12 + 16 + 8, scaled(m_isCompact ? 28 : 32)};
}

QSize ComboButton::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 64), sizeHint().height()};
}

void ComboButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(disabledOpacity);
    const Theme& t = theme();
    const bool isActive = isDown() || isHovered(*this);
    const QColor edge = m_isInvalid ? t.bad : t.controlEdge;
    switch (m_look) {
    case Look::Input: paintPanel(painter, rect(), controlRadius, isActive ? t.hover : t.inputFill, edge); break;
    case Look::Control: paintPanel(painter, rect(), controlRadius, isActive ? t.press : t.controlFill, edge); break;
    case Look::Plain:
        if (isActive)
            paintPanel(painter, rect(), controlRadius, t.press);
        break;
    }
    int x = m_look == Look::Input ? 8 : 10;
    if (m_picture) {
        m_picture(painter, QRect(x, (height() - 20) / 2, 20, 20));
        x += 28;
    }
    const int end = width() - 8 - 16;
    paintText(painter, QRect(x, 0, end - 4 - x, height()), text(), m_font, t.text);
    paintIcon(painter, IconId::ChevronDown, QRect(end, 0, 16, height()), t.muted, 16);
}

void ComboButton::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Down || event->key() == Qt::Key_F4;
    if (opens) {
        if (menu())
            showMenu();
        else
            click();
        return;
    }
    if (!pressesByKey(this, event))
        QPushButton::keyPressEvent(event);
}

} // namespace batchroom
