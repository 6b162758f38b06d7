// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/picture_marks.h"

#include "ui/kit/theme.h"

#include <QFontMetrics>
#include <QPainterPath>

#include <cmath>
#include <utility>

namespace batchroom {
namespace {

QColor black(double opacity)
{
    QColor color(Qt::black);
    color.setAlphaF(float(opacity));
    return color;
}

QColor white(double opacity)
{
    QColor color(Qt::white);
    color.setAlphaF(float(opacity));
    return color;
}

QPainterPath ring(const QRectF& outer, const QRectF& inner)
{
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    path.addRect(outer);
    path.addRect(inner);
    return path;
}

// Stripes of 6 px at 45 degrees over a first tint.
void paintStripes(QPainter& painter, const QRectF& area)
{
    constexpr qreal step = 17;
    painter.setPen(QPen(black(0.27), step / 2, Qt::SolidLine, Qt::FlatCap));
    for (qreal x = area.left() - area.height(); x < area.right() + step; x += step)
        painter.drawLine(QPointF(x, area.bottom() + step), QPointF(x + area.height() + 2 * step, area.top() - step));
}

void paintFocalRing(QPainter& painter, const QPointF& center, const QColor& color, qreal width)
{
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(center, 13, 13);
    for (const QPointF& way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
        painter.drawLine(center + way * 9, center + way * 20);
}

} // namespace

void paintCrop(QPainter& painter, const QRectF& whole, const QRectF& crop)
{
    painter.save();
    painter.fillPath(ring(whole, crop), black(0.55));
    painter.setPen(QPen(white(1), 1.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(crop.adjusted(0.75, 0.75, -0.75, -0.75));
    painter.restore();
}

void paintFocalPoint(QPainter& painter, const QPointF& center, bool isActive)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintFocalRing(painter, center, black(0.5), 4);
    paintFocalRing(painter, center, white(1), 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().accent);
    painter.drawEllipse(center, isActive ? 4.0 : 2.5, isActive ? 4.0 : 2.5);
    painter.restore();
}

void paintCoveredZone(QPainter& painter, const QRectF& whole, const QRectF& safe, const QString& words)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(ring(whole, safe));
    painter.fillRect(whole, black(0.48));
    paintStripes(painter, whole);
    painter.setClipping(false);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPen dashed(white(0.9), 1);
    dashed.setDashPattern({3, 3});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(safe.adjusted(0, 0, -1, -1));

    const QFontMetrics metrics(fontOf(FontRole::Small));
    const bool fitsAbove = safe.top() - whole.top() >= metrics.height() + 8;
    const bool fitsBelow = whole.bottom() - safe.bottom() >= metrics.height() + 8;
    if (!words.isEmpty() && (fitsAbove || fitsBelow)) {
        const qreal top = fitsAbove ? whole.top() : safe.bottom();
        const QRectF place(whole.left() + 8, top + 4, whole.width() - 16, metrics.height());
        painter.setFont(fontOf(FontRole::Small));
        painter.setPen(white(1));
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, int(place.width())));
    }
    painter.restore();
}

void paintThirds(QPainter& painter, const QRectF& rect)
{
    painter.save();
    for (const auto& [color, shift] : {std::pair(black(0.4), 1.0), std::pair(white(0.75), 0.0)}) {
        painter.setPen(QPen(color, 1));
        for (const int third : {1, 2}) {
            const qreal x = std::round(rect.left() + rect.width() * third / 3) + 0.5 + shift;
            const qreal y = std::round(rect.top() + rect.height() * third / 3) + 0.5 + shift;
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
        }
    }
    painter.restore();
}

} // namespace batchroom
