// SPDX-License-Identifier: GPL-3.0-or-later
// Packs: everything with a label.
#include "app/sandbox/paint_props.h"

#include <algorithm>

namespace batchroom::paint {

namespace {

QRectF part(const QRectF& box, double x0, double y0, double x1, double y1)
{
    return {box.left() + box.width() * x0, box.top() + box.height() * y0, box.width() * (x1 - x0),
        box.height() * (y1 - y0)};
}

void shadeLabel(QPainter& p, const QRectF& box, const QColor& paper)
{
    QLinearGradient shade(box.topLeft(), box.topRight());
    shade.setColorAt(0, darker(paper, 0.26));
    shade.setColorAt(0.16, darker(paper, 0.05));
    shade.setColorAt(0.3, lighter(paper, 0.4));
    shade.setColorAt(0.6, paper);
    shade.setColorAt(1, darker(paper, 0.30));
    p.fillRect(box, shade);
}

void printLabel(QPainter& p, const QRectF& box, const Label& label)
{
    const bool two = !label.line.isEmpty();
    TypeSetting name;
    name.voice = label.voice;
    name.tracking = 0.02;
    name.maxEm = box.height() * 0.62;
    name.maxLines = 1;
    const QRectF room = part(box, 0.13, two ? 0.14 : 0.2, 0.87, two ? 0.62 : 0.8);
    setLabel(p, label.name, room, label.ink, name);
    if (!two)
        return;
    TypeSetting line;
    line.voice = label.voice == Voice::Serif ? Voice::Grotesk : label.voice;
    line.tracking = 0.14;
    line.maxEm = box.height() * 0.17;
    line.maxLines = 1;
    setLabel(p, label.line, part(box, 0.12, 0.68, 0.88, 0.84), clear(label.ink, 0.75), line);
}

void streak(QPainter& p, const QRectF& box, double alpha)
{
    QLinearGradient light(box.topLeft(), box.bottomLeft());
    light.setColorAt(0, QColor(255, 255, 255, 0));
    light.setColorAt(0.12, QColor(255, 255, 255, static_cast<int>(alpha * 255)));
    light.setColorAt(0.8, QColor(255, 255, 255, static_cast<int>(alpha * 200)));
    light.setColorAt(1, QColor(255, 255, 255, 0));
    p.fillPath(roundedBox(box, box.width() / 2), light);
}

} // namespace

QPainterPath canOutline(const QRectF& box)
{
    const double w = box.width();
    const double h = box.height();
    const double neck = w * 0.11;
    QPainterPath path(box.topLeft() + QPointF(neck, w * 0.05));
    path.cubicTo(box.topLeft() + QPointF(neck, -w * 0.02), box.topRight() + QPointF(-neck, -w * 0.02),
        box.topRight() + QPointF(-neck, w * 0.05));
    path.cubicTo(box.topRight() + QPointF(-neck * 0.8, w * 0.12), box.topRight() + QPointF(0, w * 0.14),
        box.topRight() + QPointF(0, w * 0.25));
    path.lineTo(box.right(), box.bottom() - w * 0.17);
    path.cubicTo(QPointF(box.right(), box.bottom() - w * 0.06),
        QPointF(box.right() - neck * 0.6, box.bottom() - w * 0.06), QPointF(box.right() - neck, box.bottom()));
    path.cubicTo(QPointF(box.center().x() + w * 0.2, box.top() + h + w * 0.02),
        QPointF(box.center().x() - w * 0.2, box.top() + h + w * 0.02), QPointF(box.left() + neck, box.bottom()));
    path.cubicTo(QPointF(box.left() + neck * 0.6, box.bottom() - w * 0.06),
        QPointF(box.left(), box.bottom() - w * 0.06), QPointF(box.left(), box.bottom() - w * 0.17));
    path.lineTo(box.left(), box.top() + w * 0.25);
    path.cubicTo(box.topLeft() + QPointF(0, w * 0.14), box.topLeft() + QPointF(neck * 0.8, w * 0.12),
        box.topLeft() + QPointF(neck, w * 0.05));
    return path;
}

void drawCan(QPainter& p, const QRectF& box, const QColor& colour, const Label& label)
{
    const QPainterPath body = canOutline(box);
    p.save();
    p.fillPath(body, roundShade(box, colour, 0.9));
    p.setClipPath(body, Qt::IntersectClip);
    const QColor metal(214, 220, 224);
    p.fillRect(part(box, 0, 0, 1, 0.045), roundShade(box, metal, 1));
    p.fillRect(part(box, 0, 0.965, 1, 1), roundShade(box, darker(metal, 0.25), 1));
    const QRectF band = part(box, 0, 0.42, 1, 0.68);
    shadeLabel(p, band, label.paper);
    p.restore();
    const double rim = box.width() * 0.055;
    p.setPen(Qt::NoPen);
    p.setBrush(roundShade(box, QColor(196, 204, 210), 1));
    p.drawEllipse(QRectF(box.left() + box.width() * 0.105, box.top() - rim * 0.35, box.width() * 0.79, rim * 1.7));
    p.setBrush(QColor(150, 160, 168));
    p.drawEllipse(QRectF(box.left() + box.width() * 0.16, box.top() + rim * 0.02, box.width() * 0.68, rim));
    printLabel(p, band, label);
    streak(p, part(box, 0.14, 0.10, 0.20, 0.92), 0.42);
}

QPainterPath bottleOutline(const QRectF& box)
{
    const double w = box.width();
    const double h = box.height();
    const auto at = [&](double x, double y) { return QPointF(box.left() + w * x, box.top() + h * y); };
    QPainterPath path(at(0.36, 0));
    path.lineTo(at(0.64, 0));
    path.lineTo(at(0.64, 0.20));
    path.cubicTo(at(0.65, 0.31), at(1, 0.33), at(1, 0.46));
    path.lineTo(at(1, 0.955));
    path.quadTo(at(1, 1), at(0.87, 1));
    path.lineTo(at(0.13, 1));
    path.quadTo(at(0, 1), at(0, 0.955));
    path.lineTo(at(0, 0.46));
    path.cubicTo(at(0, 0.33), at(0.35, 0.31), at(0.36, 0.20));
    path.closeSubpath();
    return path;
}

void drawBottle(QPainter& p, const QRectF& box, const QColor& liquid, const QColor& cap, const Label& label)
{
    const QPainterPath body = bottleOutline(box);
    p.save();
    p.fillPath(body, roundShade(box, mix(liquid, QColor(255, 255, 255), 0.12), 0.7));
    p.setClipPath(body, Qt::IntersectClip);
    p.fillRect(part(box, 0, 0, 1, 0.22), QColor(255, 255, 255, 70));
    QLinearGradient depth(box.topLeft(), box.bottomLeft());
    depth.setColorAt(0.3, clear(darker(liquid, 0.5), 0));
    depth.setColorAt(1, clear(darker(liquid, 0.6), 0.35));
    p.fillRect(box, depth);
    const QRectF tag = part(box, 0, 0.56, 1, 0.84);
    shadeLabel(p, tag, label.paper);
    p.restore();
    printLabel(p, tag, label);
    p.fillPath(roundedBox(part(box, 0.32, -0.01, 0.68, 0.095), box.width() * 0.04),
        roundShade(part(box, 0.32, 0, 0.68, 0.1), cap, 0.6));
    p.fillRect(part(box, 0.34, 0.105, 0.66, 0.118), clear(darker(cap, 0.3), 0.8));
    streak(p, part(box, 0.12, 0.42, 0.18, 0.95), 0.5);
}

QPainterPath dropperOutline(const QRectF& box)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addPath(roundedBox(part(box, 0.41, 0, 0.59, 0.28), box.width() * 0.09));
    path.addPath(roundedBox(part(box, 0.27, 0.22, 0.73, 0.375), box.width() * 0.03));
    path.addPath(roundedBox(part(box, 0, 0.365, 1, 1), box.width() * 0.13));
    return path;
}

void drawDropper(QPainter& p, const QRectF& box, const QColor& glass, const Label& label)
{
    const QColor rubber(46, 36, 31);
    p.fillPath(roundedBox(part(box, 0.41, 0, 0.59, 0.28), box.width() * 0.09),
        roundShade(part(box, 0.41, 0, 0.59, 0.28), rubber, 0.5));
    const QRectF collar = part(box, 0.27, 0.22, 0.73, 0.365);
    p.fillPath(roundedBox(collar, box.width() * 0.03), roundShade(collar, lighter(rubber, 0.06), 0.7));
    for (int i = 1; i < 12; ++i) {
        const double x = collar.left() + collar.width() * i / 12;
        p.fillRect(QRectF(x, collar.top() + collar.height() * 0.2, collar.width() * 0.012, collar.height() * 0.62),
            QColor(0, 0, 0, 70));
    }
    const QRectF glassBox = part(box, 0, 0.365, 1, 1);
    const QPainterPath body = roundedBox(glassBox, box.width() * 0.13);
    p.save();
    p.fillPath(body, roundShade(glassBox, glass, 0.55));
    p.setClipPath(body, Qt::IntersectClip);
    QRadialGradient through(
        QPointF(glassBox.center().x() + box.width() * 0.1, glassBox.bottom() - box.height() * 0.06), box.width() * 0.8);
    through.setColorAt(0, clear(lighter(glass, 0.45), 0.65));
    through.setColorAt(1, clear(lighter(glass, 0.45), 0));
    p.fillRect(glassBox, through);
    p.fillRect(part(box, 0, 0.365, 1, 0.42), clear(darker(glass, 0.7), 0.35));
    p.restore();
    const QRectF tag = part(box, 0.1, 0.545, 0.9, 0.865);
    shadeLabel(p, tag, label.paper);
    printLabel(p, tag, label);
    streak(p, part(box, 0.05, 0.41, 0.095, 0.96), 0.55);
    streak(p, part(box, 0.92, 0.45, 0.945, 0.93), 0.25);
}

void drawPerfume(QPainter& p, const QRectF& box, const QColor& liquid, const QColor& metal, const Label& label)
{
    const QRectF capBox = part(box, 0.33, 0, 0.67, 0.22);
    const QRectF neck = part(box, 0.40, 0.21, 0.60, 0.29);
    const QRectF glass = part(box, 0, 0.28, 1, 1);
    p.fillRect(neck, roundShade(neck, lighter(metal, 0.2), 1));
    p.fillPath(roundedBox(capBox, box.width() * 0.025), roundShade(capBox, metal, 0.9));
    QLinearGradient crystal(glass.topLeft(), glass.bottomRight());
    crystal.setColorAt(0, clear(lighter(liquid, 0.72), 0.92));
    crystal.setColorAt(0.5, clear(lighter(liquid, 0.45), 0.92));
    crystal.setColorAt(1, clear(darker(liquid, 0.15), 0.95));
    p.fillPath(roundedBox(glass, box.width() * 0.09), crystal);
    const QRectF inner = part(box, 0.075, 0.36, 0.925, 0.935);
    p.fillPath(roundedBox(inner, box.width() * 0.05), roundShade(inner, liquid, 0.6));
    QLinearGradient facet(inner.topLeft(), inner.bottomRight());
    facet.setColorAt(0.0, QColor(255, 255, 255, 110));
    facet.setColorAt(0.38, QColor(255, 255, 255, 20));
    facet.setColorAt(0.385, QColor(255, 255, 255, 0));
    p.fillPath(roundedBox(inner, box.width() * 0.05), facet);
    const QRectF tag = part(box, 0.22, 0.50, 0.78, 0.80);
    p.fillRect(tag, label.paper);
    p.setPen(QPen(clear(label.ink, 0.6), std::max(1.0, box.width() * 0.006)));
    p.setBrush(Qt::NoBrush);
    p.drawRect(tag.adjusted(box.width() * 0.025, box.width() * 0.025, -box.width() * 0.025, -box.width() * 0.025));
    printLabel(p, tag, label);
    streak(p, part(box, 0.028, 0.36, 0.05, 0.92), 0.8);
}

void drawFlame(QPainter& p, const QPointF& foot, double height)
{
    const auto at = [&](double x, double y) { return foot + QPointF(height * x, -height * y); };
    QPainterPath flame(at(0, 0));
    flame.cubicTo(at(-0.36, 0.12), at(-0.26, 0.5), at(0.02, 1));
    flame.cubicTo(at(0.10, 0.62), at(0.38, 0.3), at(0, 0));
    QRadialGradient heat(at(0, 0.26), height * 0.72);
    heat.setColorAt(0, QColor(255, 252, 226));
    heat.setColorAt(0.45, QColor(255, 214, 102));
    heat.setColorAt(1, QColor(255, 142, 36, 235));
    p.fillPath(flame, heat);
}

void drawCandle(QPainter& p, const QRectF& box, const QColor& wax, const Label& label)
{
    const QRectF body = part(box, 0, 0.34, 1, 1);
    const double lip = box.width() * 0.13;
    QPainterPath jar;
    jar.setFillRule(Qt::WindingFill);
    jar.addRect(QRectF(body.left(), body.top() + lip / 2, body.width(), body.height() - lip));
    jar.addEllipse(QRectF(body.left(), body.top(), body.width(), lip));
    jar.addEllipse(QRectF(body.left(), body.bottom() - lip, body.width(), lip));
    p.fillPath(jar, roundShade(body, wax, 0.25));
    const QPointF wick(box.center().x(), body.top() + lip * 0.55);
    QRadialGradient pool(wick, box.width() * 0.5);
    pool.setColorAt(0, QColor(255, 238, 178));
    pool.setColorAt(1, lighter(wax, 0.25));
    p.setPen(Qt::NoPen);
    p.setBrush(pool);
    p.drawEllipse(QRectF(body.left(), body.top(), body.width(), lip));
    p.setPen(QPen(QColor(64, 42, 30), std::max(1.0, box.width() * 0.018), Qt::SolidLine, Qt::RoundCap));
    p.drawLine(wick, wick - QPointF(0, box.height() * 0.07));
    drawFlame(p, wick - QPointF(0, box.height() * 0.045), box.height() * 0.27);
    const QRectF tag = part(box, 0.24, 0.55, 0.76, 0.84);
    p.fillRect(tag, label.paper);
    printLabel(p, tag, label);
}

void drawTube(QPainter& p, const QRectF& box, const QColor& colour, const QColor& cap, const Label& label)
{
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    QPainterPath tube(at(0, 0));
    tube.lineTo(at(1, 0));
    tube.lineTo(at(0.88, 0.86));
    tube.lineTo(at(0.12, 0.86));
    tube.closeSubpath();
    p.fillPath(tube, roundShade(box, colour, 0.35));
    p.fillRect(part(box, 0, 0, 1, 0.045), clear(darker(colour, 0.5), 0.22));
    const QRectF lid = part(box, 0.15, 0.86, 0.85, 1);
    p.fillPath(roundedBox(lid, box.width() * 0.04), roundShade(lid, cap, 0.5));
    Label print = label;
    print.ink = readableOn(colour, {label.ink, label.paper});
    printLabel(p, part(box, 0.14, 0.26, 0.86, 0.56), print);
    streak(p, part(box, 0.17, 0.07, 0.215, 0.82), 0.4);
}

} // namespace batchroom::paint
