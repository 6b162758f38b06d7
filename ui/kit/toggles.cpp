// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/toggles.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/icons.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>

#include <algorithm>

namespace batchroom {
namespace {

constexpr int trackWidth = 32;
constexpr int trackHeight = 18;
constexpr int wordsGap = 8;
constexpr int leastWrapping = 120;
constexpr int starSide = 20;
constexpr int starStep = 24;

} // namespace

Switch::Switch(const QString& text, QWidget* parent)
    : QCheckBox(text, parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    followFocus(this, 9);
}

void Switch::setWrapping(bool wraps)
{
    m_wraps = wraps;
    QSizePolicy policy(wraps ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
    policy.setHeightForWidth(wraps);
    setSizePolicy(policy);
    updateGeometry();
}

QSize Switch::minimumSizeHint() const
{
    return m_wraps ? QSize(scaled(leastWrapping), sizeHint().height()) : sizeHint();
}

int Switch::heightForWidth(int width) const
{
    if (!m_wraps)
        return -1;
    const QRect words(0, 0, std::max(1, width - trackWidth - wordsGap), 0);
    const QFontMetrics metrics(font());
    return std::max(24, metrics.boundingRect(words, Qt::TextWordWrap, text()).height());
}

QSize Switch::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int words = text().isEmpty() ? 0 : wordsGap + metrics.horizontalAdvance(text());
    return {trackWidth + words, std::max(24, metrics.height())};
}

void Switch::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.42);
    const Theme& t = theme();
    const QRectF track(0, (height() - trackHeight) / 2.0, trackWidth, trackHeight);
    const bool isHovered = isEnabled() && underMouse();
    const QColor on = isHovered ? t.primaryHover : t.accent;
    paintPanel(painter, track, trackHeight / 2.0, isChecked() ? on : t.controlEdge);
    const qreal x = isChecked() ? track.right() - 16 : track.left() + 2;
    paintPanel(painter, QRectF(x, track.top() + 2, 14, 14), 7, isChecked() ? t.onAccent : t.knob);
    const QRect words = rect().adjusted(trackWidth + wordsGap, 0, 0, 0);
    if (m_wraps) {
        painter.setFont(fontOf(FontRole::Body));
        painter.setPen(t.text);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text());
    } else if (!text().isEmpty()) {
        paintText(painter, words, text(), FontRole::Body, t.text);
    }
}

bool Switch::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

void Switch::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QCheckBox::keyPressEvent(event);
}

Slider::Slider(const QString& accessibleName, QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
{
    setAccessibleName(accessibleName);
    followFocus(this, 6);
}

QSize Slider::sizeHint() const
{
    return {96, 24};
}

void Slider::mousePressEvent(QMouseEvent* event)
{
    // The base class would step by a page towards the click; people expect the knob under the pointer.
    if (event->button() == Qt::LeftButton) {
        const int span = std::max(1, width() - 14);
        setValue(QStyle::sliderValueFromPosition(
            minimum(), maximum(), static_cast<int>(event->position().x()) - 7, span, isRightToLeft()));
    }
    QSlider::mousePressEvent(event);
}

StarRating::StarRating(QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
{
    setRange(0, 5);
    setPageStep(1);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Rating"));
    setAccessibleDescription(tr("0 to 5 stars"));
    followFocus(this, 4);
}

QSize StarRating::sizeHint() const
{
    return {5 * starStep, 24};
}

int StarRating::starAt(const QPointF& position) const
{
    return std::clamp(static_cast<int>(position.x()) / starStep + 1, 1, 5);
}

void StarRating::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.42);
    const int filled = m_hovered > 0 ? m_hovered : value();
    for (int i = 0; i < 5; ++i) {
        const QRect box(i * starStep + (starStep - starSide) / 2, 0, starSide, height());
        const bool isFilled = i < filled;
        paintIcon(painter, isFilled ? IconId::StarFilled : IconId::Star, box, isFilled ? theme().accent : theme().muted,
            starSide);
    }
}

void StarRating::mousePressEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void StarRating::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = isEnabled() ? starAt(event->position()) : 0;
    update();
}

void StarRating::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    const int stars = starAt(event->position());
    m_hovered = 0;
    setValue(stars == value() ? 0 : stars);
    update();
    Q_EMIT rated(value());
}

void StarRating::leaveEvent(QEvent* event)
{
    m_hovered = 0;
    update();
    QSlider::leaveEvent(event);
}

void StarRating::keyPressEvent(QKeyEvent* event)
{
    const int before = value();
    if (event->key() >= Qt::Key_0 && event->key() <= Qt::Key_5 && event->modifiers() == Qt::NoModifier)
        setValue(event->key() - Qt::Key_0);
    else
        QSlider::keyPressEvent(event);
    if (value() != before)
        Q_EMIT rated(value());
}

ProgressBar::ProgressBar(QWidget* parent)
    : QProgressBar(parent)
{
    setRange(0, 1000);
    setValue(0);
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressBar::setSegments(const QList<BarSegment>& segments, double total)
{
    m_segments = segments;
    m_total = total;
    double done = 0;
    for (const BarSegment& segment : segments)
        done += segment.role == ColorRole::Accent && segments.size() > 1 ? 0 : segment.value;
    setValue(total > 0 ? std::clamp(static_cast<int>(done / total * 1000), 0, 1000) : 0);
    update();
}

void ProgressBar::setFraction(double fraction, ColorRole role)
{
    setSegments({{std::clamp(fraction, 0.0, 1.0), role}}, 1);
}

void ProgressBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int thick = std::min(height(), 4);
    paintBar(painter, QRectF(0, (height() - thick) / 2.0, width(), thick), m_segments, m_total);
}

} // namespace batchroom
