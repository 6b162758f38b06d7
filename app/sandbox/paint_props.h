// SPDX-License-Identifier: GPL-3.0-or-later
// The things of a campaign: cans, bottles, candles, fruit, cups, sweets. Each draws itself into a box it never leaves.
#pragma once

#include "app/sandbox/paint_stage.h"

namespace batchroom::paint {

struct Label {
    QString name;
    QString line; // small print beneath, may be empty
    QColor paper;
    QColor ink;
    Voice voice = Voice::Condensed;
};

// Outlines, for shadows and for the solid look.
QPainterPath canOutline(const QRectF& box);
QPainterPath bottleOutline(const QRectF& box);
QPainterPath dropperOutline(const QRectF& box);
QPainterPath vaseOutline(const QRectF& box);

void drawCan(QPainter& p, const QRectF& box, const QColor& colour, const Label& label);
void drawBottle(QPainter& p, const QRectF& box, const QColor& liquid, const QColor& cap, const Label& label);
void drawDropper(QPainter& p, const QRectF& box, const QColor& glass, const Label& label);
void drawPerfume(QPainter& p, const QRectF& box, const QColor& liquid, const QColor& metal, const Label& label);
void drawCandle(QPainter& p, const QRectF& box, const QColor& wax, const Label& label);
void drawFlame(QPainter& p, const QPointF& foot, double height);
void drawTube(QPainter& p, const QRectF& box, const QColor& colour, const QColor& cap, const Label& label);
void drawVase(QPainter& p, const QRectF& box, const QColor& colour);
void drawStems(QPainter& p, const QPointF& mouth, double height, const QColor& colour, Dice& dice);
void drawBowl(QPainter& p, const QRectF& box, const QColor& colour);

void drawCitrus(QPainter& p, const QPointF& centre, double radius, const QColor& peel, double turn);
void drawWholeFruit(QPainter& p, const QPointF& centre, double radius, const QColor& colour);
void drawMelonSlice(
    QPainter& p, const QPointF& centre, double radius, double turn, const QColor& flesh, const QColor& rind);
void drawCherry(
    QPainter& p, const QPointF& centre, double radius, double turn, const QColor& colour, const QColor& stem);
void drawLeaf(QPainter& p, const QPointF& base, double length, double width, double degrees, const QColor& colour);

void drawCupFromAbove(
    QPainter& p, const QPointF& centre, double radius, const QColor& china, double handle, bool heart);
void drawBean(QPainter& p, const QPointF& centre, double size, double turn);
void drawIcePop(QPainter& p, const QRectF& box, const QColor& top, const QColor& middle, const QColor& bottom);
QPainterPath icePopOutline(const QRectF& box);
void drawDonut(
    QPainter& p, const QPointF& centre, double radius, const QColor& icing, const QList<QColor>& sprinkles, Dice dice);
void drawParasol(QPainter& p, const QPointF& centre, double radius, const QColor& one, const QColor& two, double turn);
void drawSneaker(QPainter& p, const QRectF& box, const QColor& upper, const QColor& accent, const QColor& sole);
QPainterPath sneakerOutline(const QRectF& box);

} // namespace batchroom::paint
