// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/paint.h"

#include "ui/kit/icons.h"

#include <QFontMetrics>
#include <QLinearGradient>
#include <QPainterPath>
#include <QRadialGradient>

#include <algorithm>
#include <cmath>

namespace batchroom {
namespace {

// Moves an edge to the device pixel grid, so that a 1-px line is one sharp line at any scale.
QRectF onPixels(const QPainter& painter, const QRectF& rect)
{
    const qreal dpr = painter.device()->devicePixelRatio();
    const auto snap = [dpr](qreal value) { return std::round(value * dpr) / dpr; };
    return QRectF(QPointF(snap(rect.left()), snap(rect.top())), QPointF(snap(rect.right()), snap(rect.bottom())));
}

void fillRounded(QPainter& painter, const QRectF& rect, qreal radius, const QBrush& brush)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

void paintDiagonal(QPainter& painter, const QRectF& rect, qreal radius, const QColor& upper, const QColor& lower)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect, radius, radius);
    painter.fillPath(clip, lower);
    QPainterPath half;
    half.addPolygon(QPolygonF({rect.topLeft(), rect.topRight(), rect.bottomLeft()}));
    half.closeSubpath();
    painter.fillPath(clip.intersected(half), upper);
    painter.restore();
}

QBrush leaning(const QRectF& rect, std::initializer_list<std::pair<double, QRgb>> stops, double lean = 0.3)
{
    const QPointF across(rect.width() * lean, 0);
    QLinearGradient gradient(rect.topLeft() + across / 2, rect.bottomLeft() + across);
    for (const auto& [place, rgb] : stops)
        gradient.setColorAt(place, QColor(rgb));
    return gradient;
}

QBrush slanted(const QRectF& rect, QRgb from, QRgb to)
{
    QLinearGradient gradient(rect.topLeft(), rect.bottomRight());
    gradient.setColorAt(0, QColor(from));
    gradient.setColorAt(1, QColor(to));
    return gradient;
}

QBrush sphere(const QRectF& rect)
{
    QRadialGradient gradient(rect.center() - QPointF(rect.width() * 0.15, rect.height() * 0.2), rect.width() * 0.75);
    gradient.setColorAt(0, QColor(0xFFE3D8FF));
    gradient.setColorAt(0.45, QColor(0xFF9B7BF0));
    gradient.setColorAt(1, QColor(0xFF4A3296));
    return gradient;
}

// Any style the catalogue learns later gets a colour of its own, the same every time.
QBrush ownColours(const QRectF& rect, QStringView id)
{
    uint hue = 7;
    for (const QChar c : id)
        hue = hue * 31 + c.unicode();
    const int degrees = static_cast<int>(hue % 360);
    return slanted(rect, QColor::fromHsl(degrees, 90, 140).rgb(), QColor::fromHsl((degrees + 40) % 360, 80, 85).rgb());
}

} // namespace

void paintPanel(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& edge,
    qreal edgeWidth, Qt::PenStyle edgeStyle)
{
    const QRectF box = onPixels(painter, rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : Qt::NoBrush);
    if (edge.isValid()) {
        QPen pen(edge, edgeWidth, edgeStyle == Qt::DashLine ? Qt::CustomDashLine : edgeStyle);
        if (edgeStyle == Qt::DashLine)
            pen.setDashPattern({3 / edgeWidth, 2.5 / edgeWidth});
        painter.setPen(pen);
        const qreal half = edgeWidth / 2;
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(box, radius, radius);
    }
    painter.restore();
}

void paintHorizontalLine(QPainter& painter, int x1, int x2, int y, const QColor& color)
{
    painter.fillRect(onPixels(painter, QRectF(x1, y, x2 - x1, 1)), color);
}

void paintVerticalLine(QPainter& painter, int x, int y1, int y2, const QColor& color)
{
    painter.fillRect(onPixels(painter, QRectF(x, y1, 1, y2 - y1)), color);
}

void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius, qreal distance)
{
    const qreal out = distance + 2;
    paintPanel(painter, rect.adjusted(-out, -out, out, out), radius + out, QColor(), theme().accent, 2);
}

void paintCurrentCell(QPainter& painter, const QRectF& rect)
{
    const QRectF box = onPixels(painter, rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), theme().accent);
    painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), theme().accent);
    painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), theme().accent);
    painter.fillRect(QRectF(box.right() - 2, box.top(), 2, box.height()), theme().accent);
    painter.restore();
}

int paintText(QPainter& painter, const QRect& rect, const QString& text, FontRole role, const QColor& color,
    Qt::Alignment alignment, Qt::TextElideMode elide)
{
    const QFont& face = fontOf(role);
    const QFontMetrics metrics(face);
    const QString shown = elide == Qt::ElideNone ? text : metrics.elidedText(text, elide, rect.width());
    painter.setFont(face);
    painter.setPen(color);
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

void paintAspectFrame(
    QPainter& painter, const QRectF& box, qreal width, qreal height, qreal longest, const QColor& color)
{
    const qreal scale = longest / std::max({width, height, 1.0});
    // Very flat shapes keep room for two strokes.
    const QSizeF size(std::max(5.0, std::round(width * scale)), std::max(5.0, std::round(height * scale)));
    QRectF frame(QPointF(), size);
    frame.moveCenter(box.center());
    frame.moveTopLeft(QPointF(std::round(frame.left()), std::round(frame.top())));
    paintPanel(painter, frame, 2, QColor(), color, 1.5);
}

void paintAspectFrame(QPainter& painter, const QRectF& box, QStringView ratio, qreal longest, const QColor& color)
{
    const auto split = ratio.indexOf(u':') >= 0 ? ratio.indexOf(u':') : ratio.indexOf(u'x');
    bool isWidth = false;
    bool isHeight = false;
    const double width = split > 0 ? ratio.left(split).toDouble(&isWidth) : 0;
    const double height = split > 0 ? ratio.mid(split + 1).toDouble(&isHeight) : 0;
    if (isWidth && isHeight && width > 0 && height > 0) {
        paintAspectFrame(painter, box, width, height, longest, color);
        return;
    }
    QRectF frame(0, 0, longest - 2, longest - 2);
    frame.moveCenter(box.center());
    paintPanel(painter, frame, 2, QColor(), color, 1.5, Qt::DashLine);
}

void paintStyleSwatch(QPainter& painter, const QRectF& rect, QStringView id, qreal radius)
{
    if (id == u"design")
        return paintDiagonal(painter, rect, radius, QColor(0xFFE8552D), QColor(0xFFF5A614));
    if (id == u"realistic")
        return fillRounded(
            painter, rect, radius, leaning(rect, {{0, 0xFF86AFC4}, {0.62, 0xFFE0BA92}, {1, 0xFF6E4C3C}}));
    if (id == u"render_3d")
        return fillRounded(painter, rect, radius, sphere(rect));
    if (id == u"anime")
        return fillRounded(painter, rect, radius,
            leaning(rect, {{0, 0xFF88D0F7}, {0.53, 0xFF88D0F7}, {0.54, 0xFFFF9DB8}, {1, 0xFFFF9DB8}}, 0));
    if (id == u"general")
        return fillRounded(painter, rect, radius, slanted(rect, 0xFF5E9C84, 0xFF263B47));
    if (id == u"fiction")
        return fillRounded(painter, rect, radius, slanted(rect, 0xFF3B2A63, 0xFFC7577A));
    if (id.isEmpty() || id == u"auto")
        return paintPanel(painter, rect, radius, QColor(), theme().muted, 1.5, Qt::DashLine);
    fillRounded(painter, rect, radius, ownColours(rect, id));
}

int keyHintWidth(const QString& keys)
{
    return std::max(scaled(16), QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(keys) + 8);
}

void paintKeyHint(QPainter& painter, const QRect& rect, const QString& keys)
{
    const int height = scaled(18);
    const QRect cap(rect.x(), rect.y() + (rect.height() - height) / 2, keyHintWidth(keys), height);
    paintPanel(painter, cap, 4, QColor(), theme().controlEdge);
    paintText(painter, cap, keys, FontRole::Small, theme().muted, Qt::AlignCenter, Qt::ElideNone);
}

void paintStars(QPainter& painter, const QPoint& topLeft, int stars, int size, int gap, const QColor& color)
{
    for (int i = 0; i < stars; ++i)
        paintIcon(
            painter, IconId::StarFilled, QRect(topLeft.x() + i * (size + gap), topLeft.y(), size, size), color, size);
}

void paintBar(QPainter& painter, const QRectF& rect, const QList<BarSegment>& segments, double total)
{
    const qreal radius = rect.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect, radius, radius);
    painter.fillPath(clip, theme().controlEdge);
    painter.setClipPath(clip);
    qreal x = rect.left();
    for (const BarSegment& segment : segments) {
        if (segment.value <= 0 || total <= 0)
            continue;
        // One of 10,000 is still seen.
        const qreal width = std::max(2.0, rect.width() * segment.value / total);
        painter.fillRect(QRectF(x, rect.top(), width, rect.height()), theme()[segment.role]);
        x += width;
    }
    painter.restore();
}

void paintShadow(QPainter& painter, const QRectF& rect, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    // Twelve thin layers add up to 28 %, or 14 % on light ground, where more looks like dirt; the shadow reaches 12 px
    // to the sides and 16 px below.
    constexpr int layers = 12;
    painter.setBrush(QColor(0, 0, 0, theme().isDark ? 6 : 3));
    for (int grow = 1; grow <= layers; ++grow)
        painter.drawRoundedRect(rect.adjusted(-grow, 4 - grow, grow, 4 + grow), radius + grow, radius + grow);
    painter.restore();
}

} // namespace batchroom
