// SPDX-License-Identifier: GPL-3.0-or-later
// Things without a label: fruit, leaves, cups, sweets, vases, shoes.
#include "app/sandbox/paint_props.h"

#include <QtMath>

#include <algorithm>
#include <cmath>

namespace batchroom::paint {

namespace {

QPointF polar(const QPointF& centre, double radius, double degrees)
{
    const double angle = qDegreesToRadians(degrees);
    return centre + QPointF(radius * std::cos(angle), radius * std::sin(angle));
}

QRadialGradient ball(const QPointF& centre, double radius, const QColor& colour)
{
    QRadialGradient shade(centre, radius * 1.15, centre - QPointF(radius * 0.42, radius * 0.48));
    shade.setColorAt(0, lighter(colour, 0.55));
    shade.setColorAt(0.3, lighter(colour, 0.14));
    shade.setColorAt(0.65, colour);
    shade.setColorAt(1, darker(colour, 0.42));
    return shade;
}

} // namespace

void drawCitrus(QPainter& p, const QPointF& centre, double radius, const QColor& peel, double turn)
{
    const QColor pith = mix(peel, QColor(255, 250, 232), 0.86);
    fillDisc(p, centre, radius, peel);
    fillDisc(p, centre, radius * 0.9, pith);
    constexpr int segments = 10;
    for (int i = 0; i < segments; ++i) {
        const double from = turn + 360.0 * i / segments;
        const double step = 360.0 / segments;
        const double inner = radius * 0.11;
        const double outer = radius * 0.81;
        QPainterPath wedge(polar(centre, inner, from + step / 2));
        wedge.lineTo(polar(centre, outer * 0.94, from + step * 0.10));
        wedge.quadTo(polar(centre, outer * 1.08, from + step / 2), polar(centre, outer * 0.94, from + step * 0.90));
        wedge.closeSubpath();
        QPainterPathStroker round;
        round.setWidth(radius * 0.035);
        round.setJoinStyle(Qt::RoundJoin);
        QPainterPath soft = round.createStroke(wedge);
        soft.setFillRule(Qt::WindingFill);
        QRadialGradient juice(centre, radius * 0.85);
        juice.setColorAt(0, lighter(peel, 0.35));
        juice.setColorAt(1, lighter(peel, 0.04));
        p.fillPath(wedge, juice);
        p.fillPath(soft, juice);
        const QColor gleam(255, 255, 255, 70);
        p.setPen(QPen(gleam, radius * 0.022, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(polar(centre, radius * 0.42, from + step * 0.42), polar(centre, radius * 0.62, from + step * 0.36));
    }
    p.setPen(Qt::NoPen);
}

void drawWholeFruit(QPainter& p, const QPointF& centre, double radius, const QColor& colour)
{
    fillDisc(p, centre, radius, ball(centre, radius, colour));
    p.setBrush(clear(darker(colour, 0.55), 0.5));
    p.drawEllipse(centre + QPointF(radius * 0.15, -radius * 0.78), radius * 0.09, radius * 0.05);
    drawLeaf(p, centre + QPointF(radius * 0.16, -radius * 0.8), radius * 0.85, radius * 0.42, -28, QColor(70, 128, 72));
}

void drawMelonSlice(
    QPainter& p, const QPointF& centre, double radius, double turn, const QColor& flesh, const QColor& rind)
{
    p.save();
    p.translate(centre);
    p.rotate(turn);
    const auto half = [](double r) {
        QPainterPath path;
        path.moveTo(-r, 0);
        path.arcTo(QRectF(-r, -r, 2 * r, 2 * r), 180, 180);
        path.closeSubpath();
        return path;
    };
    p.translate(0, -radius * 0.42);
    p.fillPath(half(radius), rind);
    p.fillPath(half(radius * 0.9), mix(rind, QColor(255, 255, 240), 0.82));
    p.fillPath(half(radius * 0.82), flesh);
    const QColor seed = darker(mix(flesh, QColor(40, 20, 24), 0.75), 0.4);
    const double seeds[][2] = {
        {-0.48, 0.2}, {-0.2, 0.24}, {0.12, 0.2}, {0.44, 0.22}, {-0.32, 0.46}, {0.0, 0.5}, {0.3, 0.46}};
    for (const auto& at : seeds) {
        const QPointF spot(radius * at[0], radius * at[1]);
        QPainterPath drop(spot + QPointF(0, -radius * 0.06));
        drop.quadTo(spot + QPointF(radius * 0.055, radius * 0.05), spot + QPointF(0, radius * 0.055));
        drop.quadTo(spot + QPointF(-radius * 0.055, radius * 0.05), spot + QPointF(0, -radius * 0.06));
        p.fillPath(drop, seed);
    }
    p.restore();
}

void drawCherry(
    QPainter& p, const QPointF& centre, double radius, double turn, const QColor& colour, const QColor& stem)
{
    p.save();
    p.translate(centre);
    p.rotate(turn);
    const QPointF left(-radius * 0.55, radius * 0.5);
    const QPointF right(radius * 0.55, radius * 0.38);
    const QPointF top(radius * 0.15, -radius * 0.9);
    QPainterPath stems(left);
    stems.quadTo(QPointF(-radius * 0.3, -radius * 0.4), top);
    stems.quadTo(QPointF(radius * 0.55, -radius * 0.3), right);
    p.strokePath(stems, QPen(stem, radius * 0.09, Qt::SolidLine, Qt::RoundCap));
    fillDisc(p, left, radius * 0.46, colour);
    fillDisc(p, right, radius * 0.46, mix(colour, QColor(60, 0, 20), 0.14));
    fillDisc(p, left + QPointF(-radius * 0.16, -radius * 0.16), radius * 0.09, QColor(255, 255, 255, 190));
    fillDisc(p, right + QPointF(-radius * 0.16, -radius * 0.16), radius * 0.09, QColor(255, 255, 255, 190));
    p.fillPath(leaf(top, radius * 0.8, radius * 0.42, -8), stem);
    p.restore();
}

void drawLeaf(QPainter& p, const QPointF& base, double length, double width, double degrees, const QColor& colour)
{
    p.save();
    p.translate(base);
    p.rotate(degrees);
    const QPainterPath blade = leaf({0, 0}, length, width, 0);
    QLinearGradient shade(0, 0, length, 0);
    shade.setColorAt(0, darker(colour, 0.28));
    shade.setColorAt(1, lighter(colour, 0.1));
    p.fillPath(blade, shade);
    QPainterPath under(QPointF(0, 0));
    under.cubicTo(length * 0.3, -width * 0.06, length * 0.7, -width * 0.06, length, 0);
    under.cubicTo(length * 0.66, width * 0.40, length * 0.22, width * 0.52, 0, 0);
    p.fillPath(under, clear(darker(colour, 0.6), 0.2));
    p.setPen(QPen(clear(lighter(colour, 0.55), 0.6), std::max(0.8, length * 0.008), Qt::SolidLine, Qt::RoundCap));
    p.drawLine(QPointF(length * 0.03, 0), QPointF(length * 0.9, -width * 0.02));
    p.setPen(QPen(clear(lighter(colour, 0.5), 0.3), std::max(0.6, length * 0.005)));
    for (int i = 1; i < 6; ++i) {
        const double x = length * (0.12 + 0.12 * i);
        const double rise = width * 0.36 * std::sin(3.14 * (x / length));
        p.drawLine(QPointF(x, 0), QPointF(x + length * 0.09, -rise));
        p.drawLine(QPointF(x, 0), QPointF(x + length * 0.09, rise * 0.72));
    }
    p.restore();
}

void drawCupFromAbove(QPainter& p, const QPointF& centre, double radius, const QColor& china, double handle, bool heart)
{
    fillDisc(p, centre, radius, ball(centre, radius * 1.6, darker(china, 0.05)));
    fillDisc(p, centre, radius * 0.74, clear(darker(china, 0.35), 0.35));
    fillDisc(p, centre, radius * 0.71, darker(china, 0.08));
    p.save();
    p.translate(centre);
    p.rotate(handle);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(china, radius * 0.12, Qt::SolidLine, Qt::RoundCap));
    p.drawEllipse(QPointF(radius * 0.70, 0), radius * 0.17, radius * 0.14);
    p.restore();
    fillDisc(p, centre, radius * 0.62, china);
    fillDisc(p, centre, radius * 0.545, darker(china, 0.3));
    const QColor coffee(92, 52, 30);
    const QPointF surface = centre + QPointF(radius * 0.01, radius * 0.015);
    QRadialGradient brew(surface, radius * 0.53);
    brew.setColorAt(0, QColor(150, 96, 58));
    brew.setColorAt(0.72, QColor(128, 76, 44));
    brew.setColorAt(1, coffee);
    fillDisc(p, surface, radius * 0.525, brew);
    const QColor milk(246, 228, 202);
    const double s = radius * 0.27;
    if (heart) {
        p.setBrush(clear(milk, 0.35));
        p.drawEllipse(surface, s * 1.5, s * 1.45);
        const auto at = [&](double x, double y) { return surface + QPointF(s * x, s * y); };
        QPainterPath shape(at(0, 1.1));
        shape.cubicTo(at(-0.5, 0.55), at(-1.2, 0.1), at(-0.95, -0.55));
        shape.cubicTo(at(-0.75, -1.0), at(-0.15, -0.95), at(0, -0.4));
        shape.cubicTo(at(0.15, -0.95), at(0.75, -1.0), at(0.95, -0.55));
        shape.cubicTo(at(1.2, 0.1), at(0.5, 0.55), at(0, 1.1));
        p.fillPath(shape, milk);
        return;
    }
    for (int i = 0; i < 4; ++i) {
        const double y = -0.9 + 0.5 * i;
        const double half = 1.15 - 0.22 * i;
        QPainterPath band(surface + QPointF(-s * half, s * y));
        band.quadTo(surface + QPointF(0, s * (y + 0.62)), surface + QPointF(s * half, s * y));
        p.strokePath(band, QPen(milk, s * 0.2, Qt::SolidLine, Qt::RoundCap));
    }
    p.strokePath(
        [&] {
            QPainterPath line(surface + QPointF(0, -s * 0.9));
            line.lineTo(surface + QPointF(0, s * 1.1));
            return line;
        }(),
        QPen(milk, s * 0.14, Qt::SolidLine, Qt::RoundCap));
    p.setPen(Qt::NoPen);
}

void drawBean(QPainter& p, const QPointF& centre, double size, double turn)
{
    p.save();
    p.translate(centre);
    p.rotate(turn);
    QRadialGradient shade(QPointF(-size * 0.2, -size * 0.3), size * 1.4);
    shade.setColorAt(0, QColor(128, 78, 48));
    shade.setColorAt(1, QColor(56, 30, 18));
    p.setPen(Qt::NoPen);
    p.setBrush(shade);
    p.drawEllipse(QPointF(0, 0), size, size * 0.68);
    QPainterPath seam(QPointF(-size * 0.88, 0));
    seam.cubicTo(-size * 0.3, -size * 0.3, size * 0.3, size * 0.3, size * 0.88, 0);
    p.strokePath(seam, QPen(QColor(34, 17, 10), size * 0.13, Qt::SolidLine, Qt::RoundCap));
    p.restore();
}

QPainterPath icePopOutline(const QRectF& box)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const double w = box.width();
    const double ice = box.height() * 0.74;
    path.addRoundedRect(QRectF(box.left(), box.top(), w, ice), w * 0.46, w * 0.46);
    path.addRoundedRect(QRectF(box.left(), box.top() + ice * 0.5, w, ice * 0.5), w * 0.16, w * 0.16);
    path.addRoundedRect(
        QRectF(box.center().x() - w * 0.1, box.top() + ice * 0.9, w * 0.2, box.height() - ice * 0.9), w * 0.1, w * 0.1);
    return path.simplified();
}

void drawIcePop(QPainter& p, const QRectF& box, const QColor& top, const QColor& middle, const QColor& bottom)
{
    const double w = box.width();
    const double ice = box.height() * 0.74;
    const QRectF stick(box.center().x() - w * 0.1, box.top() + ice * 0.9, w * 0.2, box.height() - ice * 0.9);
    p.fillPath(roundedBox(stick, w * 0.1), roundShade(stick, QColor(232, 196, 144), 0.1));
    p.fillRect(QRectF(stick.left(), box.top() + ice, stick.width(), ice * 0.03), QColor(120, 74, 30, 90));
    QPainterPath body;
    body.setFillRule(Qt::WindingFill);
    body.addRoundedRect(QRectF(box.left(), box.top(), w, ice), w * 0.46, w * 0.46);
    body.addRoundedRect(QRectF(box.left(), box.top() + ice * 0.5, w, ice * 0.5), w * 0.16, w * 0.16);
    p.save();
    p.setClipPath(body, Qt::IntersectClip);
    const QRectF block(box.left(), box.top(), w, ice);
    p.fillRect(block, top);
    p.fillPath(waveBelow(block, box.top() + ice * 0.42, w * 0.05, w * 1.1, 0.2), middle);
    p.fillPath(waveBelow(block, box.top() + ice * 0.72, w * 0.05, w * 1.1, 0.6), bottom);
    QLinearGradient side(block.topLeft(), block.topRight());
    side.setColorAt(0, QColor(255, 255, 255, 60));
    side.setColorAt(0.3, QColor(255, 255, 255, 0));
    side.setColorAt(0.7, QColor(60, 0, 30, 0));
    side.setColorAt(1, QColor(60, 0, 30, 70));
    p.fillRect(block, side);
    for (const double x : {0.32, 0.68}) {
        const QRectF groove(box.left() + w * (x - 0.035), box.top() + ice * 0.2, w * 0.07, ice * 0.58);
        p.fillPath(roundedBox(groove, w * 0.035), QColor(70, 0, 30, 34));
        p.fillPath(roundedBox(groove.translated(w * 0.018, 0), w * 0.035), QColor(255, 255, 255, 46));
    }
    p.fillPath(roundedBox(QRectF(box.left() + w * 0.11, box.top() + ice * 0.16, w * 0.07, ice * 0.34), w * 0.035),
        QColor(255, 255, 255, 150));
    p.restore();
}

void drawDonut(
    QPainter& p, const QPointF& centre, double radius, const QColor& icing, const QList<QColor>& sprinkles, Dice dice)
{
    QPainterPath dough;
    dough.addEllipse(centre, radius, radius);
    QPainterPath hole;
    hole.addEllipse(centre, radius * 0.26, radius * 0.26);
    QRadialGradient crust(centre, radius);
    crust.setColorAt(0.2, QColor(176, 112, 58));
    crust.setColorAt(0.5, QColor(226, 166, 98));
    crust.setColorAt(0.93, QColor(218, 154, 84));
    crust.setColorAt(1, QColor(172, 108, 54));
    p.fillPath(dough - hole, crust);
    QPainterPath glaze;
    constexpr int lobes = 11;
    for (int i = 0; i <= lobes * 2; ++i) {
        const double angle = 180.0 * i / lobes;
        const double r = radius * (i % 2 ? 0.86 : 0.945);
        const QPointF to = polar(centre, r, angle);
        if (i == 0)
            glaze.moveTo(to);
        else {
            const double before = radius * (i % 2 ? 0.945 : 0.86);
            glaze.cubicTo(
                polar(centre, before, angle - 90.0 / lobes - 2), polar(centre, r, angle - 90.0 / lobes + 2), to);
        }
    }
    QPainterPath inner;
    inner.addEllipse(centre, radius * 0.33, radius * 0.33);
    QRadialGradient shine(centre, radius, centre - QPointF(radius * 0.2, radius * 0.25));
    shine.setColorAt(0.0, darker(icing, 0.1));
    shine.setColorAt(0.55, lighter(icing, 0.12));
    shine.setColorAt(0.8, icing);
    shine.setColorAt(1, darker(icing, 0.16));
    p.fillPath(glaze - inner, shine);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(QColor(255, 255, 255, 120), radius * 0.045, Qt::SolidLine, Qt::RoundCap));
    p.drawArc(QRectF(centre.x() - radius * 0.72, centre.y() - radius * 0.72, radius * 1.44, radius * 1.44), 118 * 16,
        48 * 16);
    constexpr int count = 64;
    for (int i = 0; i < count; ++i) {
        // Golden angle: even cover without a grid.
        const double r = radius * std::sqrt(0.155 + 0.50 * (i + 0.5) / count);
        const double angle = i * 137.508;
        const QPointF at = polar(centre, r, angle);
        const QPointF along = polar({0, 0}, radius * 0.036, dice.between(0, 180));
        p.setPen(QPen(dice.pick(sprinkles), radius * 0.034, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(at - along, at + along);
    }
    p.setPen(Qt::NoPen);
}

void drawParasol(QPainter& p, const QPointF& centre, double radius, const QColor& one, const QColor& two, double turn)
{
    const QRectF box(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    p.setPen(Qt::NoPen);
    for (int i = 0; i < 8; ++i) {
        p.setBrush(i % 2 ? one : two);
        p.drawPie(box, qRound((turn + 45 * i) * 16), 45 * 16 + 8);
    }
    QRadialGradient light(centre, radius, centre - QPointF(radius * 0.35, radius * 0.4));
    light.setColorAt(0, QColor(255, 255, 255, 80));
    light.setColorAt(0.6, QColor(255, 255, 255, 0));
    light.setColorAt(1, QColor(20, 10, 40, 60));
    fillDisc(p, centre, radius, light);
    fillDisc(p, centre, radius * 0.07, QColor(255, 255, 255));
}

QPainterPath vaseOutline(const QRectF& box)
{
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    QPainterPath path(at(0.36, 0));
    path.lineTo(at(0.64, 0));
    path.cubicTo(at(0.60, 0.18), at(0.60, 0.24), at(0.66, 0.30));
    path.cubicTo(at(1.08, 0.46), at(1.08, 0.80), at(0.70, 1));
    path.lineTo(at(0.30, 1));
    path.cubicTo(at(-0.08, 0.80), at(-0.08, 0.46), at(0.34, 0.30));
    path.cubicTo(at(0.40, 0.24), at(0.40, 0.18), at(0.36, 0));
    return path;
}

void drawVase(QPainter& p, const QRectF& box, const QColor& colour)
{
    const QPainterPath body = vaseOutline(box);
    QRadialGradient shade(QPointF(box.left() + box.width() * 0.34, box.top() + box.height() * 0.5), box.width() * 0.85);
    shade.setColorAt(0, lighter(colour, 0.26));
    shade.setColorAt(0.45, colour);
    shade.setColorAt(1, darker(colour, 0.55));
    p.fillPath(body, shade);
    p.setPen(Qt::NoPen);
    p.setBrush(darker(colour, 0.6));
    p.drawEllipse(QRectF(
        box.left() + box.width() * 0.37, box.top() - box.width() * 0.02, box.width() * 0.26, box.width() * 0.05));
}

void drawStems(QPainter& p, const QPointF& mouth, double height, const QColor& colour, Dice& dice)
{
    const int count = 5 + dice.below(3);
    for (int i = 0; i < count; ++i) {
        const double lean = (i - (count - 1) / 2.0) / count * 1.2 + dice.between(-0.06, 0.06);
        const double tall = height * dice.between(0.74, 1.0) * (1 - std::abs(lean) * 0.28);
        const QPointF tip = mouth + QPointF(lean * height * 0.62, -tall);
        QPainterPath stem(mouth);
        stem.quadTo(mouth + QPointF(lean * height * 0.10, -tall * 0.6), tip);
        p.strokePath(stem, QPen(darker(colour, 0.3), std::max(1.0, height * 0.009), Qt::SolidLine, Qt::RoundCap));
        const double angle = qRadiansToDegrees(std::atan2(-tall, lean * height * 0.9));
        for (int k = 0; k < 7; ++k) {
            const QPointF at = stem.pointAtPercent(0.70 + 0.05 * k);
            const double side = k % 2 ? 24 : -24;
            p.fillPath(leaf(at, height * (0.115 - 0.008 * k), height * 0.034, angle + side),
                mix(colour, lighter(colour, 0.4), k / 9.0));
        }
        p.fillPath(leaf(tip, height * 0.08, height * 0.034, angle), lighter(colour, 0.3));
    }
}

void drawBowl(QPainter& p, const QRectF& box, const QColor& colour)
{
    QPainterPath bowl(box.topLeft());
    bowl.lineTo(box.topRight());
    bowl.cubicTo(box.topRight() + QPointF(0, box.height() * 0.8),
        QPointF(box.right() - box.width() * 0.25, box.bottom()),
        QPointF(box.right() - box.width() * 0.34, box.bottom()));
    bowl.lineTo(box.left() + box.width() * 0.34, box.bottom());
    bowl.cubicTo(QPointF(box.left() + box.width() * 0.25, box.bottom()), box.topLeft() + QPointF(0, box.height() * 0.8),
        box.topLeft());
    p.fillPath(bowl, roundShade(box, colour, 0.15));
    p.setPen(Qt::NoPen);
    p.setBrush(darker(colour, 0.28));
    p.drawEllipse(QRectF(box.left(), box.top() - box.width() * 0.045, box.width(), box.width() * 0.09));
}

QPainterPath sneakerOutline(const QRectF& box)
{
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    QPainterPath path(at(0.04, 0.94));
    path.cubicTo(at(0.0, 0.60), at(0.03, 0.30), at(0.08, 0.02));
    path.cubicTo(at(0.12, -0.02), at(0.16, 0.12), at(0.24, 0.16));
    path.cubicTo(at(0.29, 0.18), at(0.33, 0.10), at(0.37, 0.0));
    path.cubicTo(at(0.46, 0.24), at(0.56, 0.42), at(0.70, 0.50));
    path.cubicTo(at(0.88, 0.58), at(0.99, 0.66), at(0.99, 0.86));
    path.cubicTo(at(1.0, 0.98), at(0.96, 1.0), at(0.92, 1.0));
    path.lineTo(at(0.09, 1.0));
    path.cubicTo(at(0.05, 1.0), at(0.04, 0.98), at(0.04, 0.94));
    return path;
}

void drawSneaker(QPainter& p, const QRectF& box, const QColor& upper, const QColor& accent, const QColor& sole)
{
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    const QPainterPath outline = sneakerOutline(box);
    p.save();
    QLinearGradient body(box.topLeft(), box.bottomRight());
    body.setColorAt(0, lighter(upper, 0.18));
    body.setColorAt(0.5, upper);
    body.setColorAt(1, darker(upper, 0.22));
    p.fillPath(outline, body);
    p.setClipPath(outline, Qt::IntersectClip);
    QPainterPath toe(at(0.72, 0.84));
    toe.cubicTo(at(0.70, 0.66), at(0.76, 0.54), at(0.84, 0.54));
    toe.lineTo(at(1.05, 0.5));
    toe.lineTo(at(1.05, 1));
    toe.closeSubpath();
    p.fillPath(toe, darker(upper, 0.14));
    QPainterPath heel(at(0, 0.1));
    heel.lineTo(at(0.1, 0.2));
    heel.cubicTo(at(0.17, 0.4), at(0.19, 0.6), at(0.18, 0.9));
    heel.lineTo(at(0, 0.9));
    heel.closeSubpath();
    p.fillPath(heel, accent);
    QPainterPath swoop(at(0.24, 0.84));
    swoop.cubicTo(at(0.36, 0.66), at(0.42, 0.48), at(0.43, 0.30));
    swoop.lineTo(at(0.50, 0.40));
    swoop.cubicTo(at(0.50, 0.58), at(0.46, 0.72), at(0.40, 0.84));
    swoop.closeSubpath();
    p.fillPath(swoop, accent);
    QPainterPath stripe(at(0.47, 0.84));
    stripe.cubicTo(at(0.53, 0.72), at(0.56, 0.62), at(0.56, 0.44));
    stripe.lineTo(at(0.60, 0.47));
    stripe.cubicTo(at(0.61, 0.62), at(0.58, 0.74), at(0.54, 0.84));
    stripe.closeSubpath();
    p.fillPath(stripe, lighter(accent, 0.2));
    QPainterPath base(at(-0.05, 0.82));
    base.cubicTo(at(0.3, 0.86), at(0.6, 0.82), at(1.05, 0.80));
    base.lineTo(at(1.05, 1.1));
    base.lineTo(at(-0.05, 1.1));
    base.closeSubpath();
    p.fillPath(base, sole);
    p.fillRect(QRectF(at(-0.05, 0.955), at(1.05, 1.1)), mix(accent, sole, 0.15));
    p.restore();
    for (int i = 0; i < 5; ++i) {
        const double t = i / 4.0;
        p.setPen(QPen(sole, box.height() * 0.035, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(at(0.345 + 0.20 * t, 0.13 + 0.26 * t), at(0.405 + 0.20 * t, 0.10 + 0.295 * t));
    }
    p.setPen(Qt::NoPen);
}

} // namespace batchroom::paint
