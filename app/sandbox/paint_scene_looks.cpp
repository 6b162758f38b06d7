// SPDX-License-Identifier: GPL-3.0-or-later
// Two looks with their own way to see the world: cel-shaded anime skies, and washes of watercolour.
#include "app/sandbox/paint_scenes.h"

#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>

namespace batchroom::paint {

namespace {

// A cumulus with a flat foot: discs along an arc; lit top, blue underside.
void cumulus(Stage& s, const QPointF& foot, double width, const QColor& lit, const QColor& shade)
{
    QPainterPath body;
    body.setFillRule(Qt::WindingFill);
    QPainterPath light;
    light.setFillRule(Qt::WindingFill);
    const int puffs = 11;
    for (int i = 0; i < puffs; ++i) {
        const double t = (i + 0.5) / puffs;
        const double hump = std::pow(std::sin(M_PI * t), 0.8);
        const double r = width * (0.055 + 0.10 * hump) * s.dice.between(0.8, 1.15);
        const QPointF c =
            foot + QPointF((t - 0.5) * width * 0.86, -width * 0.20 * hump * s.dice.between(0.5, 1.1) - r * 0.55);
        body.addEllipse(c, r, r);
        body.addRect(QRectF(c.x() - r * 0.8, c.y(), r * 1.6, std::max(0.0, foot.y() - c.y())));
        light.addEllipse(c - QPointF(r * 0.1, r * 0.16), r * 0.9, r * 0.88);
        if (hump > 0.55) {
            const QPointF up = c - QPointF(width * s.dice.between(-0.05, 0.05), r * s.dice.between(0.75, 1.15));
            body.addEllipse(up, r * 0.78, r * 0.78);
            light.addEllipse(up - QPointF(r * 0.08, r * 0.12), r * 0.72, r * 0.7);
        }
    }
    s.p.save();
    s.p.setClipRect(QRectF(-s.w(), -s.h(), 3 * s.w(), s.h() + foot.y()));
    s.p.fillPath(body, shade);
    s.p.fillPath(light, lit);
    s.p.restore();
}

void grassHill(Stage& s, double y, double rise, const QColor& colour, double phase)
{
    const QPainterPath hill = waveBelow(s.frame, y, rise, s.w() * 0.9 + s.u * 0.9, phase);
    s.p.fillPath(hill, colour);
    s.p.fillPath(hill.translated(s.u * 0.02, s.u * 0.035), darker(colour, 0.13));
}

void townLights(Stage& s, double y, const QColor& wall, const QColor& light)
{
    double x = -s.u * 0.02;
    while (x < s.w()) {
        const double w = s.u * s.dice.between(0.05, 0.1);
        const double h = s.u * s.dice.between(0.03, 0.13);
        s.p.fillRect(QRectF(x, y - h, w, h + s.u * 0.3), wall);
        if (s.dice.chance(0.5)) {
            QPainterPath roof(QPointF(x - w * 0.08, y - h));
            roof.lineTo(x + w * 0.5, y - h - w * 0.36);
            roof.lineTo(x + w * 1.08, y - h);
            s.p.fillPath(roof, darker(wall, 0.25));
        }
        for (int i = 0; i < 3; ++i) {
            if (s.dice.chance(0.62))
                s.p.fillRect(
                    QRectF(x + w * (0.16 + 0.27 * i), y - h * s.dice.between(0.35, 0.8), w * 0.13, w * 0.17), light);
        }
        x += w * s.dice.between(0.94, 1.3);
    }
}

void poleAndWires(Stage& s, double ground)
{
    const QColor ink(38, 34, 62);
    const double x = s.w() * s.dice.pick(std::array{0.14, 0.86});
    const double top = ground - std::min(s.h() * 0.5, s.u * 0.62);
    s.p.fillRect(QRectF(x, top, s.u * 0.011, s.h() - top), ink);
    for (int i = 0; i < 2; ++i)
        s.p.fillRect(QRectF(x - s.u * 0.05, top + s.u * (0.03 + 0.045 * i), s.u * 0.11, s.u * 0.008), ink);
    s.p.setBrush(Qt::NoBrush);
    s.p.setPen(QPen(ink, std::max(1.0, s.u * 0.0026)));
    for (int i = 0; i < 3; ++i) {
        const QPointF from(x - s.u * 0.045 + i * s.u * 0.05, top + s.u * 0.03);
        for (const double side : {-0.2, 1.2}) {
            QPainterPath wire(from);
            wire.quadTo(QPointF((from.x() + s.w() * side) / 2, from.y() + s.u * 0.1),
                QPointF(s.w() * side, from.y() - s.u * 0.04 * i));
            s.p.drawPath(wire);
        }
    }
    s.p.setPen(Qt::NoPen);
}

enum class Hour { Day, Dusk, Night };

struct Air {
    QColor top, low, cloudLit, cloudShade;
};

Air airOf(Stage& s, Hour hour)
{
    if (s.brief.explicitPalette)
        return {darker(s.pal.main, 0.1), mix(s.pal.second, s.pal.paper, 0.4), s.pal.paper,
            mix(s.pal.paper, s.pal.main, 0.4)};
    switch (hour) {
    case Hour::Day:
        return {QColor(0x1E, 0x78, 0xD8), QColor(0xB4, 0xE6, 0xF8), QColor(0xFF, 0xFF, 0xFF), QColor(0xBF, 0xDD, 0xF5)};
    case Hour::Dusk:
        return {QColor(0x5A, 0x4B, 0xA8), QColor(0xFF, 0xB2, 0x8A), QColor(0xFF, 0xD9, 0xC8), QColor(0xD0, 0x86, 0xB4)};
    case Hour::Night: break;
    }
    return {QColor(0x0B, 0x16, 0x46), QColor(0x3D, 0x5F, 0xA8), QColor(0x6B, 0x85, 0xC8), QColor(0x35, 0x4C, 0x94)};
}

void skyLife(Stage& s, Hour hour)
{
    if (hour == Hour::Night) {
        for (int i = 0; i < 110; ++i)
            fillDisc(s.p, s.at(s.dice.unit(), s.dice.between(0, 0.68)), s.u * s.dice.between(0.001, 0.0034),
                clear(QColor(255, 248, 226), s.dice.between(0.3, 1)));
        QPainterPath streak(s.at(0.62, 0.12));
        streak.lineTo(s.at(0.62, 0.12) + QPointF(s.u * 0.16, s.u * 0.07));
        streak.lineTo(s.at(0.62, 0.12) + QPointF(s.u * 0.158, s.u * 0.075));
        s.p.fillPath(streak, QColor(255, 255, 255, 200));
    } else if (hour == Hour::Dusk) {
        const QPointF sun = s.at(s.dice.between(0.55, 0.7), 0.64);
        fillGlow(s.p, sun, s.u * 0.6, QColor(255, 226, 150), 0.8, s.frame);
        fillDisc(s.p, sun, s.u * 0.09, QColor(255, 244, 205));
    }
}

} // namespace

void paintAnime(Stage& s)
{
    const Brief& b = s.brief;
    const Hour hour = b.mentions({"night", "midnight", "stars", "neon", "market"}) ? Hour::Night
        : b.mentions({"sunset", "dusk", "evening", "golden"})                      ? Hour::Dusk
        : b.mentions({"day", "blue", "summer", "sunny", "noon"})
        ? Hour::Day
        : s.dice.pick(std::array{Hour::Day, Hour::Day, Hour::Dusk, Hour::Night});
    const Air air = airOf(s, hour);
    fillVertical(s.p, QRectF(0, 0, s.w(), s.h() * 0.8), air.top, air.low);
    skyLife(s, hour);
    const bool wide = s.ratio() > 1.3;
    const double lead = wide && s.hasText() ? 0.74 : s.dice.between(0.35, 0.68);
    const double big = std::min(s.w() * 0.9, s.u * 1.05);
    const bool tall = s.ratio() < 0.8;
    cumulus(s, s.at(wide && s.hasText() ? 0.46 : 1.02 - lead * 0.9, 0.68), big * (wide && s.hasText() ? 0.42 : 0.62),
        mix(air.cloudLit, air.low, 0.3), mix(air.cloudShade, air.low, 0.4));
    cumulus(s, s.at(lead, tall ? 0.64 : 0.68), big, air.cloudLit, air.cloudShade);
    if (!s.hasText())
        cumulus(s, s.at(0.16, 0.22), s.u * 0.34, mix(air.cloudLit, air.top, 0.1), mix(air.cloudShade, air.top, 0.2));
    const bool sea = b.mentions({"sea", "beach", "swim", "ocean", "wave", "summer", "coast", "surf", "island"})
        || s.dice.chance(0.3);
    const bool town =
        b.mentions({"city", "town", "street", "market", "night", "tokyo", "train"}) || s.dice.chance(0.35);
    const QColor green = b.explicitPalette ? s.pal.third
        : hour == Hour::Day                ? QColor(0x5A, 0xB5, 0x4B)
        : hour == Hour::Dusk               ? QColor(0x6C, 0x5A, 0x8E)
                                           : QColor(0x1C, 0x2E, 0x5E);
    const QColor far = mix(green, air.low, 0.6);
    grassHill(s, s.h() * 0.70, s.u * 0.045, far, s.dice.unit());
    if (town)
        townLights(s, s.h() * 0.76, mix(mix(green, QColor(60, 60, 110), 0.5), air.low, 0.12),
            hour == Hour::Day ? QColor(255, 255, 245) : QColor(255, 214, 122));
    if (sea) {
        const QColor water = b.explicitPalette ? s.pal.main
            : hour == Hour::Day                ? QColor(0x1B, 0x8F, 0xC9)
                                               : mix(air.top, air.low, 0.25);
        fillVertical(s.p, QRectF(0, s.h() * 0.76, s.w(), s.h() * 0.24), mix(water, air.low, 0.35), water);
        for (int i = 0; i < 26; ++i) {
            const double t = s.dice.unit();
            const double y = s.h() * (0.77 + 0.13 * t);
            const double w = s.u * (0.03 + 0.1 * t) * s.dice.between(0.5, 1.3);
            s.p.fillPath(
                roundedBox(QRectF(s.w() * s.dice.unit() - w / 2, y, w, s.u * (0.003 + 0.004 * t)), s.u * 0.002),
                clear(QColor(255, 255, 255), 0.65));
        }
    }
    grassHill(s, s.h() * (sea ? 0.93 : 0.84), s.u * 0.05,
        mix(green, QColor(255, 255, 160), hour == Hour::Day ? 0.18 : 0.0), s.dice.unit());
    grassHill(s, s.h() * 0.95, s.u * 0.04, darker(green, 0.25), s.dice.unit());
    QPainterPath blades;
    blades.setFillRule(Qt::WindingFill);
    for (int i = 0; i < qRound(70 * s.w() / s.u); ++i) {
        const QPointF root(s.w() * s.dice.unit(), s.h() * 1.01);
        const double h = s.u * s.dice.between(0.03, 0.09);
        const double lean = s.dice.between(-0.4, 0.6) * h;
        blades.moveTo(root);
        blades.quadTo(root + QPointF(lean * 0.2, -h * 0.6), root + QPointF(lean, -h));
        blades.quadTo(root + QPointF(lean * 0.2 + h * 0.07, -h * 0.5), root + QPointF(h * 0.09, 0));
    }
    s.p.fillPath(blades, darker(green, 0.42));
    if (!sea && s.dice.chance(0.6))
        poleAndWires(s, s.h() * 0.88);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Grotesk, Voice::Condensed});
    style.colour = QColor(255, 255, 255);
    style.halo = 0.34;
    style.maxEm = s.u * 0.26;
    const QRectF page = s.inset(0.075);
    const QRectF box = wide ? QRectF(page.left(), page.top(), page.width() * 0.5, page.height() * 0.46)
                            : QRectF(page.left(), page.top(), page.width(), page.height() * (tall ? 0.22 : 0.25));
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

namespace {

QPainterPath torn(const QRectF& frame, double y, double height, Dice& dice)
{
    const double a = dice.between(0, 6.28);
    const double b = dice.between(0, 6.28);
    const double k = dice.between(0.8, 1.5);
    QPainterPath path(QPointF(frame.left() - 4, frame.bottom() + 4));
    constexpr int steps = 160;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double rise = std::sin(t * 6.28 * k + a) * 0.62 + std::sin(t * 6.28 * k * 2.7 + b) * 0.25
            + std::sin(t * 80 + a) * 0.02 + dice.between(-0.012, 0.012);
        path.lineTo(frame.left() - 4 + (frame.width() + 8) * t, y - height * rise);
    }
    path.lineTo(frame.right() + 4, frame.bottom() + 4);
    path.closeSubpath();
    return path;
}

// One wash: thin layers of slightly different edges, and pigment that gathers at the rim.
void wash(Stage& s, const QPainterPath& shape, const QColor& colour)
{
    s.p.fillPath(shape, clear(colour, 0.50));
    softShape(s, shape.translated(s.u * 0.004, s.u * 0.01), clear(colour, 0.34), s.u * 0.02);
    s.p.save();
    s.p.setClipPath(shape);
    for (int i = 0; i < 5; ++i)
        fillGlow(s.p, s.at(s.dice.unit(), s.dice.between(0.3, 1)), s.u * s.dice.between(0.15, 0.4),
            s.dice.chance(0.5) ? darker(colour, 0.25) : lighter(colour, 0.5), 0.35, s.frame);
    s.p.strokePath(shape, QPen(clear(darker(colour, 0.3), 0.4), s.u * 0.006));
    s.p.restore();
}

void birds(Stage& s, const QPointF& at, const QColor& ink)
{
    s.p.setBrush(Qt::NoBrush);
    for (int i = 0; i < 5; ++i) {
        const QPointF c = at + QPointF(s.u * (0.06 * i), s.u * (i % 2 ? 0.03 : -0.012 * i));
        const double w = s.u * (0.022 - 0.002 * i);
        QPainterPath wings(c - QPointF(w, w * 0.3));
        wings.quadTo(c - QPointF(w * 0.4, w * 0.7), c);
        wings.quadTo(c + QPointF(w * 0.4, -w * 0.7), c + QPointF(w, -w * 0.3));
        s.p.strokePath(wings, QPen(ink, s.u * 0.004, Qt::SolidLine, Qt::RoundCap));
    }
}

} // namespace

void paintStory(Stage& s)
{
    const QColor paper = mix(QColor(252, 247, 236), s.pal.paper, 0.5);
    s.p.fillRect(s.frame, paper);
    const bool night = s.brief.mentions({"night", "moon", "stars", "midnight"}) || s.dice.chance(0.3);
    const QColor air =
        s.brief.ground.value_or(night ? mix(s.pal.ink, s.pal.main, 0.5) : mix(s.pal.fourth, s.pal.main, 0.3));
    QLinearGradient sky(0, 0, 0, s.h() * 0.75);
    sky.setColorAt(0, clear(air, night ? 0.92 : 0.62));
    sky.setColorAt(1, clear(air, 0.06));
    s.p.fillRect(s.frame, sky);
    for (int i = 0; i < 9; ++i)
        fillGlow(s.p, s.at(s.dice.unit(), s.dice.between(0, 0.6)), s.u * s.dice.between(0.2, 0.45),
            s.dice.chance(0.6) ? paper : mix(air, s.pal.second, 0.5), 0.34, s.frame);
    const bool wide = s.ratio() > 1.3;
    const QPointF sun =
        wide ? s.at(s.dice.between(0.62, 0.8), 0.34) : s.at(s.dice.between(0.34, 0.66), s.hasText() ? 0.44 : 0.32);
    QPainterPath disc;
    disc.addEllipse(sun, s.u * 0.12, s.u * 0.12);
    fillGlow(s.p, sun, s.u * 0.34, lighter(s.pal.second, 0.4), 0.5, s.frame);
    wash(s, disc, night ? QColor(250, 238, 200) : s.pal.second);
    const std::array tones{s.pal.fourth, s.pal.main, s.pal.third, s.pal.main, s.pal.ink};
    for (int i = 0; i < 5; ++i) {
        const double t = i / 4.0;
        const QPainterPath ridge = torn(s.frame, s.h() * (0.54 + 0.105 * i), s.u * (0.10 - 0.012 * i), s.dice);
        s.p.fillPath(ridge, clear(paper, 0.75));
        wash(s, ridge, mix(mix(tones[static_cast<std::size_t>(i)], air, 0.45 * (1 - t)), paper, 0.25 * (1 - t)));
    }
    birds(s, wide ? s.at(0.5, 0.42) : s.at(0.2, s.hasText() ? 0.38 : 0.24), clear(s.pal.ink, 0.7));
    QPainterPath tree;
    tree.setFillRule(Qt::WindingFill);
    for (int i = 0; i < 5; ++i) {
        const QPointF root = s.at(0.06 + 0.035 * i + (i > 2 ? 0.6 : 0), 0.97);
        const double h = s.u * s.dice.between(0.1, 0.2);
        tree.addPath(leaf(root, h, h * 0.42, -90));
    }
    wash(s, tree, darker(s.pal.third, 0.35));
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Serif, Voice::Script, Voice::Serif});
    style.colour = readableOn(mix(paper, air, night ? 0.8 : 0.42), {s.pal.ink, paper}, 3.5);
    const QRectF page = s.inset(0.085);
    const QRectF box = wide ? QRectF(page.left(), page.top(), page.width() * 0.5, s.h() * 0.36)
                            : QRectF(page.left(), page.top(), page.width(), sun.y() - s.u * 0.16 - page.top());
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

} // namespace batchroom::paint
