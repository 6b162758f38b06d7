// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_sets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace batchroom::paint {

namespace {

QColor wallColour(Stage& s, Mood mood)
{
    const QColor asked = s.brief.ground.value_or(QColor());
    if (mood == Mood::Dark)
        return asked.isValid() ? darker(asked, luminance(asked) > 0.12 ? 0.6 : 0.1) : darker(s.pal.ink, 0.25);
    if (asked.isValid())
        return mood == Mood::Calm ? mix(asked, s.pal.paper, 0.18) : asked;
    if (mood == Mood::Calm)
        return mix(s.pal.paper, s.dice.pick(std::array{s.pal.main, s.pal.fourth, s.pal.second}), 0.34);
    const QColor loud = s.dice.pick(std::array{s.pal.main, s.pal.second, s.pal.fourth, s.pal.main});
    return s.dice.chance(0.5)    ? mix(loud, s.pal.paper, 0.52)
        : luminance(loud) < 0.05 ? mix(loud, s.pal.paper, 0.2)
                                 : mix(loud, s.pal.paper, 0.1);
}

// A window's light across the wall: two slanted panes, soft at the edge.
void windowLight(const Stage& s, double x, double horizon, bool crossed)
{
    const double w = s.u * 0.34;
    const double slant = s.u * 0.34;
    const double top = -s.u * 0.1;
    QPainterPath panes;
    for (int i = 0; i < 2; ++i) {
        const double left = x + i * w * 0.58;
        const double cut = crossed ? horizon * 0.44 : horizon + s.u;
        for (int k = 0; k < (crossed ? 2 : 1); ++k) {
            const double y0 = k == 0 ? top : cut + s.u * 0.025;
            const double y1 = k == 0 ? std::min(cut, horizon + s.u * 0.4) : horizon + s.u * 0.3;
            const auto shift = [&](double y) { return left - slant * (y - top) / std::max(1.0, horizon - top); };
            panes.moveTo(shift(y0), y0);
            panes.lineTo(shift(y0) + w * 0.52, y0);
            panes.lineTo(shift(y1) + w * 0.52, y1);
            panes.lineTo(shift(y1), y1);
            panes.closeSubpath();
        }
    }
    softShape(s, panes, QColor(255, 248, 230, 92), s.u * 0.012);
}

void leafShadow(Stage& s, const QPointF& root)
{
    QPainterPath fronds;
    fronds.setFillRule(Qt::WindingFill);
    for (int i = 0; i < 6; ++i)
        fronds.addPath(leaf(root, s.u * s.dice.between(0.4, 0.62), s.u * 0.1, 96 + 17.0 * i + s.dice.between(-6, 6)));
    softShape(s, fronds, clear(darker(s.pal.ink, 0.3), 0.15), s.u * 0.02);
}

void rays(const Stage& s, const QPointF& from, const QColor& colour)
{
    QPainterPath path;
    constexpr int count = 11;
    const double reach = s.w() + s.h();
    for (int i = 0; i < count; ++i) {
        const double a = M_PI * (1 + (i + 0.25) / count);
        const double b = M_PI * (1 + (i + 0.75) / count);
        path.moveTo(from);
        path.lineTo(from + QPointF(std::cos(a), std::sin(a)) * reach);
        path.lineTo(from + QPointF(std::cos(b), std::sin(b)) * reach);
        path.closeSubpath();
    }
    s.p.fillPath(path, colour);
}

// Tall paper panels behind the product, each a little in front of the last.
void panels(Stage& s, const QRectF& art, const QColor& wall)
{
    const double width = std::min(art.width() * 0.34, s.u * 0.30);
    for (int i = 0; i < 3; ++i) {
        const double x = art.center().x() + (i - 1.5 + 0.12) * width * 0.98;
        const QRectF panel(x, art.top() + art.height() * (0.20 - 0.07 * i), width, s.h());
        QPainterPath path;
        path.addRect(panel);
        softShape(s, path.translated(s.u * 0.008, s.u * 0.004), clear(darker(wall, 0.7), 0.2), s.u * 0.012);
        s.p.fillPath(path, mix(wall, i == 1 ? s.pal.paper : mix(s.pal.second, s.pal.paper, 0.3), i == 1 ? 0.5 : 0.32));
    }
}

void plinth(const Stage& s, const QRectF& art, double floor, const QColor& colour, double half)
{
    const double x = art.center().x();
    const double lip = half * 0.2;
    const double thick = std::max(s.u * 0.06, s.frame.bottom() - floor - s.u * 0.09) * 0.75;
    QPainterPath side;
    side.moveTo(x - half, floor);
    side.lineTo(x - half, floor + thick);
    side.arcTo(QRectF(x - half, floor + thick - lip, 2 * half, 2 * lip), 180, 180);
    side.lineTo(x + half, floor);
    side.closeSubpath();
    QPainterPath ground;
    ground.addEllipse(QPointF(x + half * 0.14, floor + thick + lip * 0.2), half * 1.1, lip);
    softShape(s, ground, clear(darker(colour, 0.85), 0.35), s.u * 0.025);
    s.p.fillPath(side, roundShade(QRectF(x - half, floor, 2 * half, thick), darker(colour, 0.08), 0.05));
    QLinearGradient top(x - half, 0, x + half, 0);
    top.setColorAt(0, lighter(colour, 0.34));
    top.setColorAt(1, darker(colour, 0.03));
    s.p.setPen(Qt::NoPen);
    s.p.setBrush(top);
    s.p.drawEllipse(QPointF(x, floor), half, lip);
}

} // namespace

ProductSet buildSet(Stage& s, Mood mood, Subject subject)
{
    ProductSet set;
    set.split = splitStage(s);
    const QRectF& art = set.split.art;
    const bool below = s.hasText() && s.ratio() <= 1.3;
    set.floor = art.top() + art.height() * (below ? 0.90 : 0.86);
    set.wall = wallColour(s, mood);
    set.reach = s.dice.chance(0.75) ? s.dice.between(0.4, 0.8) : -s.dice.between(0.4, 0.7);
    set.shadow = mood == Mood::Dark ? 0.6 : s.isPhoto() ? 0.36 : 0.28;
    const double horizon = set.floor - std::min(art.height() * 0.13, s.u * 0.14);
    // Niches and plinths are narrow: only upright things fit.
    const int kind = subject == Subject::Broad
        ? std::array{0, 1, 3, 5, 6}[static_cast<std::size_t>(s.dice.below(s.isPhoto() ? 3 : 5))]
        : s.dice.below(s.isPhoto() ? 5 : 7);
    const bool contrasting = kind == 0 && mood == Mood::Bright;
    set.table = contrasting
        ? mix(s.dice.pick(std::array{s.pal.second, s.pal.third, s.pal.fourth, s.pal.main}), set.wall, 0.35)
        : mood == Mood::Dark ? darker(set.wall, 0.4)
                             : mix(darker(set.wall, 0.13), s.pal.main, 0.08);
    fillVertical(
        s.p, s.frame, lighter(set.wall, mood == Mood::Dark ? 0.06 : 0.24), darker(set.wall, s.isPhoto() ? 0.1 : 0.0));
    if (s.isPhoto() && mood != Mood::Dark)
        fillGlow(s.p, QPointF(art.center().x() - s.u * 0.25, art.top() + art.height() * 0.25),
            std::max(s.w(), s.h()) * 0.62, QColor(255, 250, 238), 0.5, s.frame);
    if (mood == Mood::Dark)
        fillGlow(s.p, QPointF(art.center().x(), art.center().y()), s.u * 0.9, lighter(set.wall, 0.3), 0.5, s.frame);
    if (kind == 5)
        rays(s, QPointF(art.center().x(), horizon), mix(set.wall, s.pal.paper, mood == Mood::Dark ? 0.06 : 0.26));
    else if (kind == 6)
        panels(s, art, set.wall);
    const double reachUp = std::min(art.height() * 0.47, art.width() * 0.47);
    if (mood != Mood::Dark) {
        if (kind == 1) {
            const QColor disc = mix(set.wall, s.pal.paper, luminance(set.wall) > 0.75 ? 0.0 : 0.42);
            fillDisc(s.p, QPointF(art.center().x(), set.floor - reachUp * 0.95), reachUp * 0.93,
                luminance(set.wall) > 0.75 ? mix(set.wall, s.pal.second, 0.45) : disc);
        } else if (kind == 2) {
            const double half = std::min(art.width() * 0.36, art.height() * 0.34);
            const QRectF niche(
                art.center().x() - half, set.floor - std::min(art.height() * 0.84, half * 2.9), 2 * half, set.floor);
            s.p.fillPath(arch(niche), darker(set.wall, 0.16));
            const QRectF inner = niche.translated(half * 0.10, half * 0.06);
            s.p.save();
            s.p.setClipPath(arch(niche));
            QLinearGradient depth(niche.topLeft(), niche.topRight());
            depth.setColorAt(0, darker(set.wall, 0.24));
            depth.setColorAt(1, mix(set.wall, s.pal.paper, 0.2));
            s.p.fillPath(arch(inner), depth);
            s.p.restore();
        }
    }
    QLinearGradient table(0, horizon, 0, s.h());
    table.setColorAt(0, kind == 3 ? mix(set.table, set.wall, 0.6) : lighter(set.table, 0.06));
    table.setColorAt(1, mood == Mood::Dark ? darker(set.table, 0.35) : set.table);
    s.p.fillRect(QRectF(0, horizon, s.w(), s.h() - horizon), table);
    if (mood != Mood::Dark && (s.isPhoto() || kind == 3)) {
        windowLight(s, art.center().x() + art.width() * s.dice.between(-0.05, 0.25), horizon, s.dice.chance(0.5));
        if (s.isPhoto() && s.dice.chance(0.45))
            leafShadow(s, QPointF(set.reach > 0 ? s.w() * 1.02 : s.w() * 0.98, -s.u * 0.06));
    }
    if (kind == 4) {
        const QColor stone = mood == Mood::Dark ? lighter(set.wall, 0.12) : mix(set.wall, s.pal.paper, 0.45);
        plinth(s, art, set.floor, stone, std::min(art.width() * 0.44, art.height() * 0.36));
    }
    return set;
}

QRectF standing(const ProductSet& set, double shape, double share)
{
    const QRectF& art = set.split.art;
    double height = (set.floor - art.top()) * share;
    double width = height * shape;
    const double most = art.width() * (shape > 1 ? 0.97 : 0.82);
    if (width > most) {
        width = most;
        height = width / shape;
    }
    return {art.center().x() - width / 2, set.floor - height, width, height};
}

void setProductType(Stage& s, const ProductSet& set, std::initializer_list<Voice> voices)
{
    if (!s.hasText())
        return;
    HeadlineStyle style;
    style.voice = pickVoice(s, voices);
    style.colour = readableOn(set.wall, {darker(s.pal.main, 0.35), s.pal.ink, s.pal.paper}, 4.2);
    style.secondColour = style.colour;
    if (style.voice == Voice::Grotesk)
        style.tracking = -0.04;
    style.maxEm = s.u * 0.30;
    setHeadline(s, set.split.type, set.split.align, style);
}

QColor productColour(Stage& s, const ProductSet& set)
{
    if (s.brief.subject && contrast(*s.brief.subject, set.wall) > 1.25)
        return *s.brief.subject;
    const std::array all{s.pal.main, s.pal.second, s.pal.third, s.pal.fourth};
    QColor colour = s.dice.pick(all);
    for (int tries = 0; tries < 10 && (contrast(colour, set.wall) < 1.7 || luminance(colour) > 0.75); ++tries)
        colour = s.dice.pick(all);
    if (contrast(colour, set.wall) < 1.4)
        colour = luminance(set.wall) > 0.3 ? darker(colour, 0.35) : lighter(colour, 0.4);
    return colour;
}

QString labelName(const Stage& s)
{
    return s.brief.brand;
}

} // namespace batchroom::paint
