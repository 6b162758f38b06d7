// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas a scene works on, and the strokes every scene shares: soft shadows, gradients, waves, headlines.
#pragma once

#include "app/sandbox/paint_brief.h"
#include "app/sandbox/paint_type.h"

#include <QPainter>

namespace batchroom::paint {

struct Stage {
    QPainter& p;
    QRectF frame;
    double u; // the shorter side: the unit of every measure
    const Brief& brief;
    const Palette& pal;
    Dice dice;

    double w() const { return frame.width(); }
    double h() const { return frame.height(); }
    double ratio() const { return frame.width() / frame.height(); }
    QPointF at(double x, double y) const { return {frame.width() * x, frame.height() * y}; }
    QRectF inset(double share) const { return frame.adjusted(u * share, u * share, -u * share, -u * share); }
    bool hasText() const { return !brief.lines.isEmpty(); }
    bool isPhoto() const { return brief.look == Look::Photo; }
};

// Where type and where the subject go. Without text the subject has the whole frame.
struct Split {
    QRectF type;
    QRectF art;
    Qt::Alignment align = Qt::AlignCenter;
};
Split splitStage(Stage& stage);

struct HeadlineStyle {
    Voice voice = Voice::Condensed;
    QColor colour;
    QColor secondColour; // further lines; invalid: like the first
    double tracking = 0.01;
    bool flush = false;
    double maxEm = 1e9;
    double halo = 0; // soft shade behind the letters where the ground is busy
};
// Sets every quoted line into the box: the first large, the others small beneath.
void setHeadline(Stage& stage, const QRectF& box, Qt::Alignment align, const HeadlineStyle& style);
Voice pickVoice(Stage& stage, std::initializer_list<Voice> voices);
void setLabel(QPainter& p, const QString& text, const QRectF& box, const QColor& colour, const TypeSetting& setting);

void fillVertical(QPainter& p, const QRectF& box, const QColor& top, const QColor& bottom);
void fillGlow(
    QPainter& p, const QPointF& centre, double radius, const QColor& colour, double strength, const QRectF& within);
void fillDisc(QPainter& p, const QPointF& centre, double radius, const QBrush& brush);
// A shape without an edge: shadows, light, haze. `blur` in pixels.
void softShape(const Stage& stage, const QPainterPath& path, const QColor& colour, double blur);
// The shadow of something standing on the floor, falling to the back right (reach > 0) or back left.
void castShadow(const Stage& stage, const QPainterPath& silhouette, double floor, double reach, double strength);
// Everything below a wavy line, down to the bottom of the frame.
QPainterPath waveBelow(const QRectF& frame, double y, double height, double length, double phase);
QPainterPath roundedBox(const QRectF& box, double radius);
QPainterPath arch(const QRectF& box); // a door with a round top
QPainterPath leaf(const QPointF& base, double length, double width, double degrees);
// Light and dark across a cylinder lit from the left.
QLinearGradient roundShade(const QRectF& box, const QColor& colour, double gloss);

} // namespace batchroom::paint
