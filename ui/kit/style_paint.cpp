// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/style_paint.h"

#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/popups.h"

#include <QAbstractButton>
#include <QAction>
#include <QMenu>

#include <algorithm>

namespace batchroom::style_paint {
namespace {

bool isEnabled(const QStyleOption& option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}
bool isHovered(const QStyleOption& option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_MouseOver);
}
bool isSunken(const QStyleOption& option)
{
    return option.state.testFlag(QStyle::State_Sunken);
}

// Paints everything until the end of the scope at 42 % when the control cannot be used.
class Fade {
public:
    Fade(QPainter& painter, const QStyleOption& option)
        : m_painter(painter)
    {
        m_painter.save();
        if (!isEnabled(option))
            m_painter.setOpacity(0.42);
    }
    ~Fade() { m_painter.restore(); }
    Fade(const Fade&) = delete;
    Fade& operator=(const Fade&) = delete;

private:
    QPainter& m_painter;
};

const QAction* actionAt(const QWidget* widget, const QRect& rect)
{
    const auto* menu = qobject_cast<const QMenu*>(widget);
    return menu ? menu->actionAt(rect.center()) : nullptr;
}

} // namespace

void inputFrame(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    const bool isInvalid = widget && widget->property("kitInvalid").toBool();
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintPanel(painter, option.rect, controlRadius, t.inputFill, isInvalid ? t.bad : t.accent, 2);
    else
        paintPanel(painter, option.rect, controlRadius, t.inputFill, isInvalid ? t.bad : t.controlEdge);
}

void checkIndicator(const QStyleOption& option, QPainter& painter)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    QRect box(0, 0, 16, 16);
    box.moveCenter(option.rect.center());
    const bool isOn = option.state.testFlag(QStyle::State_On);
    const bool isPartly = option.state.testFlag(QStyle::State_NoChange);
    if (!isOn && !isPartly) {
        paintPanel(painter, box, 4, isHovered(option) ? t.hover : t.inputFill, t.controlEdge);
        return;
    }
    paintPanel(painter, box, 4, isHovered(option) ? t.primaryHover : t.accent);
    paintIcon(painter, isPartly ? IconId::Minus : IconId::Check, box, t.onAccent, 14);
}

void radioIndicator(const QStyleOption& option, QPainter& painter)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    QRect box(0, 0, 16, 16);
    box.moveCenter(option.rect.center());
    if (!option.state.testFlag(QStyle::State_On)) {
        paintPanel(painter, box, 8, isHovered(option) ? t.hover : t.inputFill, t.controlEdge);
        return;
    }
    paintPanel(painter, box, 8, t.accent);
    paintPanel(painter, box.adjusted(5, 5, -5, -5), 3, t.onAccent);
}

void itemBackground(const QStyleOptionViewItem& option, QPainter& painter)
{
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect, theme().selection);
    else if (isHovered(option) && option.state.testFlag(QStyle::State_Enabled))
        painter.fillRect(option.rect, theme().hover);
    else if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
}

void branch(const QStyleOption& option, QPainter& painter)
{
    if (!option.state.testFlag(QStyle::State_Children))
        return;
    const bool isOpen = option.state.testFlag(QStyle::State_Open);
    paintIcon(painter, isOpen ? IconId::ChevronDown : IconId::ChevronRight, option.rect, theme().muted, 16);
}

void pushButton(const QStyleOptionButton& option, QPainter& painter)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    const bool isActive = isHovered(option) || isSunken(option) || option.state.testFlag(QStyle::State_On);
    if (option.features.testFlag(QStyleOptionButton::Flat)) {
        if (isActive)
            paintPanel(painter, option.rect, controlRadius, t.press);
    } else if (option.features.testFlag(QStyleOptionButton::DefaultButton)) {
        paintPanel(painter, option.rect, controlRadius, isActive ? t.primaryHover : t.accent);
    } else {
        paintPanel(painter, option.rect, controlRadius, isActive ? t.press : t.controlFill, t.controlEdge);
    }
}

void pushButtonLabel(const QStyleOptionButton& option, QPainter& painter)
{
    const Fade fade(painter, option);
    const bool isDefault = option.features.testFlag(QStyleOptionButton::DefaultButton);
    QString text = option.text;
    text.remove(QLatin1Char('&'));
    QRect area = option.rect;
    if (!option.icon.isNull()) {
        const QRect place(area.x() + 8, area.y() + (area.height() - 16) / 2, 16, 16);
        option.icon.paint(&painter, text.isEmpty() ? QRect(area.center() - QPoint(8, 8), QSize(16, 16)) : place);
        area.setLeft(area.left() + 24);
    }
    paintText(painter, area, text, isDefault ? FontRole::BodyStrong : FontRole::BodyMedium,
        isDefault ? theme().onAccent : theme().text, Qt::AlignCenter);
}

void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, const QWidget* widget)
{
    const Theme& t = theme();
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        paintHorizontalLine(painter, rect.left() + 8, rect.right() - 7, rect.center().y(), t.line);
        return;
    }
    const Fade fade(painter, option);
    if (option.state.testFlag(QStyle::State_Selected) && isEnabled(option))
        paintPanel(painter, rect, 4, t.selection);
    const QAction* action = actionAt(widget, rect);
    const bool isDanger = action && action->property("kitDanger").toBool();
    const QColor color = isDanger ? t.bad : t.text;
    const QRect iconBox(rect.left() + 8, rect.top(), 16, rect.height());
    const QVariant iconId = action ? action->property("kitIcon") : QVariant();
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        if (option.checked)
            paintIcon(painter, IconId::Check, iconBox, t.accent, 16);
    } else if (iconId.isValid()) {
        paintIcon(painter, static_cast<IconId>(iconId.toInt()), iconBox, color, 16);
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, QRect(iconBox.x(), iconBox.center().y() - 7, 16, 16));
    }
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    QString words = parts.value(0);
    words.remove(QLatin1Char('&'));
    paintText(painter, rect.adjusted(32, 0, -8, 0), words, FontRole::Body, color, Qt::AlignLeft | Qt::AlignVCenter,
        Qt::ElideMiddle);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, IconId::ChevronRight, QRect(rect.right() - 20, rect.top(), 16, rect.height()), t.muted, 16);
    else if (parts.size() > 1)
        paintText(painter, rect.adjusted(0, 0, -8, 0),
            keyText(QKeySequence::fromString(parts[1], QKeySequence::NativeText)), FontRole::Small, t.muted,
            Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
}

void headerSection(const QStyleOptionHeader& option, QPainter& painter)
{
    const bool isActive = isHovered(option) && option.state.testFlag(QStyle::State_Enabled);
    painter.fillRect(option.rect, isActive ? theme().hover : theme().panel);
    paintHorizontalLine(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), theme().line);
}

void headerLabel(const QStyleOptionHeader& option, QPainter& painter)
{
    const bool isSorted = option.sortIndicator != QStyleOptionHeader::None;
    const QRect area = option.rect.adjusted(0, 0, isSorted ? -16 : 0, 0); // PM_HeaderMargin is already out
    const Qt::Alignment alignment = option.textAlignment | Qt::AlignVCenter;
    paintText(painter, area, option.text, FontRole::SmallMedium, theme().muted, alignment);
}

void tabShape(const QStyleOptionTab& option, QPainter& painter)
{
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    if (isHovered(option) && !isChosen)
        paintPanel(painter, option.rect.adjusted(2, 4, -2, -4), controlRadius, theme().hover);
    if (isChosen)
        painter.fillRect(
            QRect(option.rect.left() + 8, option.rect.bottom() - 1, option.rect.width() - 16, 2), theme().accent);
}

void progress(const QStyleOptionProgressBar& option, QPainter& painter)
{
    const double span = option.maximum - option.minimum;
    const QRectF bar(option.rect.x(), option.rect.center().y() - 1, option.rect.width(), 4);
    if (span <= 0) // not known yet: a third of the track
        paintBar(painter, bar, {{1, ColorRole::Accent}}, 3);
    else
        paintBar(painter, bar, {{double(option.progress - option.minimum), ColorRole::Accent}}, span);
}

void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    const bool isInvalid = widget && widget->property("kitInvalid").toBool();
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const QColor fill = isHovered(option) && !option.editable ? t.hover : t.inputFill;
    paintPanel(painter, option.rect, controlRadius, fill,
        isInvalid      ? t.bad
            : hasFocus ? t.accent
                       : t.controlEdge,
        hasFocus ? 2 : 1);
    paintIcon(painter, IconId::ChevronDown,
        QRect(option.rect.right() - 23, option.rect.top(), 16, option.rect.height()), t.muted, 16);
}

void comboBoxLabel(const QStyleOptionComboBox& option, QPainter& painter)
{
    const Fade fade(painter, option);
    QRect area = option.rect.adjusted(8, 0, -28, 0);
    if (!option.currentIcon.isNull()) {
        option.currentIcon.paint(&painter, QRect(area.x(), area.center().y() - 7, 16, 16));
        area.setLeft(area.left() + 24);
    }
    if (!option.editable)
        paintText(painter, area, option.currentText, FontRole::Body, theme().text);
}

void spinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget)
{
    inputFrame(option, painter, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const Fade fade(painter, option);
    const int half = option.rect.height() / 2;
    const int x = option.rect.right() - 23;
    const bool isUp = option.activeSubControls.testFlag(QStyle::SC_SpinBoxUp);
    const bool isDown = option.activeSubControls.testFlag(QStyle::SC_SpinBoxDown);
    paintIcon(painter, IconId::ChevronUp, QRect(x, option.rect.top() + 2, 16, half - 2),
        isUp ? theme().text : theme().muted, 14);
    paintIcon(painter, IconId::ChevronDown, QRect(x, option.rect.top() + half, 16, half - 2),
        isDown ? theme().text : theme().muted, 14);
}

void scrollBar(const QStyleOptionSlider& option, const QRect& handle, QPainter& painter)
{
    if (option.maximum <= option.minimum)
        return;
    const bool isActive = isHovered(option) || isSunken(option);
    const int inset = isActive ? 1 : 2;
    QRectF thumb = handle;
    thumb = option.orientation == Qt::Vertical ? thumb.adjusted(inset, 2, -inset, -2)
                                               : thumb.adjusted(2, inset, -2, -inset);
    const QColor color = isActive ? theme().muted : theme().controlEdge;
    paintPanel(painter, thumb, std::min(thumb.width(), thumb.height()) / 2, color);
}

void slider(const QStyleOptionSlider& option, const QRect& handle, QPainter& painter)
{
    const Fade fade(painter, option);
    const Theme& t = theme();
    const QRectF rect = option.rect;
    const QPointF knob = QRectF(handle).center();
    if (option.orientation == Qt::Horizontal) {
        const QRectF track(rect.left(), rect.center().y() - 2, rect.width(), 4);
        paintPanel(painter, track, 2, t.controlEdge);
        QRectF done = track;
        if (option.upsideDown)
            done.setLeft(knob.x());
        else
            done.setRight(knob.x());
        paintPanel(painter, done, 2, t.muted);
    } else {
        paintPanel(painter, QRectF(rect.center().x() - 2, rect.top(), 4, rect.height()), 2, t.controlEdge);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isHovered(option) || isSunken(option) ? t.accent : t.knob);
    painter.drawEllipse(knob, 7, 7);
}

void toolButton(const QStyleOption& option, QPainter& painter)
{
    if (isHovered(option) || isSunken(option) || option.state.testFlag(QStyle::State_On))
        paintPanel(painter, option.rect, controlRadius, theme().press);
}

} // namespace batchroom::style_paint
