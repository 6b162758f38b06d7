// SPDX-License-Identifier: GPL-3.0-or-later
// Painting pieces shared by widgets, delegates and pictures. Everything lands on device pixels. No state.
#pragma once

#include "ui/kit/theme.h"

#include <QPainter>
#include <QStringView>

namespace batchroom {

inline constexpr int controlRadius = 6;
inline constexpr int cardRadius = 8;

// Fill and 1-px edge inside rect; an invalid colour leaves that part out.
void paintPanel(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& edge = QColor(),
    qreal edgeWidth = 1.0, Qt::PenStyle edgeStyle = Qt::SolidLine);
// One device pixel at 1x, 1 logical pixel above; y or x is the upper or left side.
void paintHorizontalLine(QPainter& painter, int x1, int x2, int y, const QColor& color);
void paintVerticalLine(QPainter& painter, int x, int y1, int y2, const QColor& color);
// 2-px accent ring, 2 px outside rect, for things that paint themselves (tiles, cells).
void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius, qreal distance = 2.0);
// 2-px accent line inside rect: the current cell.
void paintCurrentCell(QPainter& painter, const QRectF& rect);
// Text on one line, elided, vertically centred; returns the width that was used.
int paintText(QPainter& painter, const QRect& rect, const QString& text, FontRole font, const QColor& color,
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
// A frame of proportion width:height, its longest side `longest`, in the centre of box.
void paintAspectFrame(
    QPainter& painter, const QRectF& box, qreal width, qreal height, qreal longest, const QColor& color);
// "16:9", "4x5"; anything else ("auto") draws a dashed square.
void paintAspectFrame(QPainter& painter, const QRectF& box, QStringView ratio, qreal longest, const QColor& color);
// Small picture of a style by its catalogue id ("design", "render_3d"); any other id gets its own quiet colours.
void paintStyleSwatch(QPainter& painter, const QRectF& rect, QStringView styleId, qreal radius = 4);
// Key cap: "P", "Ctrl K". keyHintWidth() is what it takes.
int keyHintWidth(const QString& keys);
void paintKeyHint(QPainter& painter, const QRect& rect, const QString& keys);
// Row of stars (filled up to `stars`), each `size` wide with `gap` between.
void paintStars(QPainter& painter, const QPoint& topLeft, int stars, int size, int gap, const QColor& color);
// Part of a whole in a bar, side by side.
struct BarSegment {
    double value = 0;
    ColorRole role = ColorRole::Ok;
};
void paintBar(QPainter& painter, const QRectF& rect, const QList<BarSegment>& segments, double total);
// Soft shadow below a raised card, drawn outside rect: 12 px to the sides, 16 below.
void paintShadow(QPainter& painter, const QRectF& rect, qreal radius);

} // namespace batchroom
