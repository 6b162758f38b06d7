// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/chips.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QButtonGroup>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRadioButton>

namespace batchroom {
namespace {

constexpr int crossRoom = 22;

class Segment : public QRadioButton {
public:
    explicit Segment(const QString& text)
        : QRadioButton(text)
    {
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        followFocus(this, controlRadius);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(fontOf(FontRole::SmallMedium));
        return {std::max(24, metrics.horizontalAdvance(text()) + 20), scaled(28)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& t = theme();
        if (!isEnabled())
            painter.setOpacity(0.42);
        const bool isHovered = isEnabled() && underMouse();
        const QWidget* frame = parentWidget();
        if (isChecked() || isHovered) {
            // The frame's own rounded shape, of which this is one part.
            painter.save();
            painter.setClipRect(rect());
            paintPanel(painter, QRectF(-x(), 0, frame->width(), height()), controlRadius,
                isChecked() ? t.press : t.hover, t.controlEdge);
            painter.restore();
        }
        if (x() + width() < frame->width())
            paintVerticalLine(painter, width() - 1, 0, height(), t.controlEdge);
        paintText(painter, rect(), text(), FontRole::SmallMedium, isChecked() || isHovered ? t.text : t.muted,
            Qt::AlignCenter);
    }
};

} // namespace

Chip::Chip(const QString& text, Kind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followFocus(this, kind == Kind::Value ? 4 : 14);
}

void Chip::setOn(bool on)
{
    m_isOn = on;
    updateGeometry();
    update();
}

void Chip::setRemovable(bool removable)
{
    m_isRemovable = removable;
    updateGeometry();
    update();
}

bool Chip::showsCross() const
{
    return m_isRemovable.value_or(m_kind == Kind::Filter && m_isOn);
}

QRect Chip::crossArea() const
{
    return QRect(width() - crossRoom - 6, 0, crossRoom + 6, height());
}

QSize Chip::sizeHint() const
{
    const int words = QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(text());
    const int padding = m_kind == Kind::Value ? 8 : 10;
    const int plus = m_kind == Kind::Add ? 22 : 0;
    return {plus + words + 2 * padding + 1 + (showsCross() ? crossRoom : 0), scaled(m_kind == Kind::Value ? 24 : 28)};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.42);
    const Theme& t = theme();
    const bool isActive = isEnabled() && (underMouse() || isDown());
    const qreal radius = m_kind == Kind::Value ? 4 : height() / 2.0;
    const QColor rest = m_kind == Kind::Value ? t.controlFill : m_isOn ? t.selection : QColor();
    const QColor edge = m_kind == Kind::Value ? QColor() : m_isOn ? t.selectionEdge : t.controlEdge;
    paintPanel(painter, rect(), radius, isActive && !m_isOn ? t.press : rest, edge, 1,
        m_kind == Kind::Add ? Qt::DashLine : Qt::SolidLine);
    int x = m_kind == Kind::Value ? 8 : 10;
    if (m_kind == Kind::Add) {
        paintIcon(painter, IconId::Plus, QRect(x, 0, 16, height()), isActive ? t.text : t.muted, 16);
        x += 22;
    }
    const int end = width() - (showsCross() ? crossRoom + 6 : 8);
    paintText(painter, QRect(x, 0, end - x, height()), text(), FontRole::SmallMedium,
        m_kind == Kind::Add && !isActive ? t.muted : t.text);
    if (showsCross())
        paintIcon(
            painter, IconId::Close, QRect(width() - crossRoom - 2, 0, 16, height()), isActive ? t.text : t.muted, 16);
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    if (showsCross() && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeRequested();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent* event)
{
    if (showsCross() && event->button() == Qt::LeftButton && crossArea().contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removeRequested();
        return;
    }
    QPushButton::mouseReleaseEvent(event);
}

ColorRole softFillOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Accent: return ColorRole::Selection;
    case ColorRole::Ok: return ColorRole::SoftOk;
    case ColorRole::Warn: return ColorRole::SoftWarn;
    case ColorRole::Bad: return ColorRole::SoftBad;
    default: return ColorRole::ControlFill;
    }
}

int badgeWidth(const BadgeLook& look)
{
    return 6 + 14 + 4 + QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(look.word) + 8 + 1;
}

QRect paintBadge(QPainter& painter, const QRect& rect, const BadgeLook& look)
{
    const int height = scaled(20);
    const QRect area(
        rect.x(), rect.y() + (rect.height() - height) / 2, std::min(badgeWidth(look), rect.width()), height);
    const QColor& color = theme()[look.role];
    paintPanel(painter, area, height / 2.0, theme()[softFillOf(look.role)]);
    paintIcon(painter, look.icon, QRect(area.x() + 6, area.y(), 14, height), color, 14);
    paintText(painter, area.adjusted(24, 0, -7, 0), look.word, FontRole::SmallMedium, color);
    return area;
}

Badge::Badge(const BadgeLook& look, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look);
}

void Badge::setLook(const BadgeLook& look)
{
    m_look = look;
    setAccessibleName(look.word);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return {badgeWidth(m_look), scaled(20)};
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBadge(painter, rect(), m_look);
}

SegmentedControl::SegmentedControl(const QStringList& segments, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setLayout(row({}, 0));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::currentChanged);
    setSegments(segments);
}

void SegmentedControl::setSegments(const QStringList& segments)
{
    const int before = std::max(0, current());
    for (QAbstractButton* button : m_group->buttons()) {
        m_group->removeButton(button);
        delete button;
    }
    for (const QString& text : segments) {
        auto* segment = new Segment(text);
        m_group->addButton(segment, static_cast<int>(m_group->buttons().size()));
        layout()->addWidget(segment);
    }
    setCurrent(std::min(before, count() - 1));
}

void SegmentedControl::setSegmentText(int index, const QString& text)
{
    if (QAbstractButton* button = m_group->button(index)) {
        button->setText(text);
        button->updateGeometry();
    }
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_group->buttons().size());
}
int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(painter, rect(), controlRadius, theme().panel, theme().controlEdge);
}

} // namespace batchroom
