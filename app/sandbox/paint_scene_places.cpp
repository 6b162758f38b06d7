// SPDX-License-Identifier: GPL-3.0-or-later
// Places: ridges, shores, night markets, towns, and the patterns and leaves that grow there.
#include "app/sandbox/paint_props.h"
#include "app/sandbox/paint_scenes.h"

#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace batchroom::paint {

namespace {

// A soft, rolling ridge; three octaves keep it alive without noise.
QPainterPath rollingRidge(const QRectF& frame, double y, double height, double length, Dice& dice)
{
    const double a = dice.between(0, 6.28);
    const double b = dice.between(0, 6.28);
    QPainterPath path(QPointF(frame.left() - 2, frame.bottom() + 2));
    constexpr int steps = 120;
    for (int i = 0; i <= steps; ++i) {
        const double x = frame.left() - 2 + (frame.width() + 4) * i / steps;
        const double t = x / length * 6.28;
        const double rise = std::sin(t + a) * 0.6 + std::sin(t * 2.3 + b) * 0.28 + std::sin(t * 5.1 + a * 2) * 0.08;
        path.lineTo(x, y - height * rise);
    }
    path.lineTo(frame.right() + 2, frame.bottom() + 2);
    path.closeSubpath();
    return path;
}

struct Peak {
    QPointF top;
    double base;
    double half;
};

void drawPeaks(Stage& s, double base, double height, const QColor& colour, bool snow)
{
    const double half = height * s.dice.between(0.95, 1.25);
    double x = s.frame.left() - half * s.dice.between(0.1, 0.7);
    std::vector<Peak> peaks;
    while (x < s.frame.right() + half) {
        peaks.push_back({QPointF(x, base - height * s.dice.between(0.62, 1.0)), s.frame.bottom() + 2, half});
        x += half * s.dice.between(0.75, 1.15);
    }
    for (const Peak& peak : peaks) {
        const double drop = peak.base - peak.top.y();
        const double wide = drop * 1.12;
        QPainterPath left(peak.top);
        left.lineTo(peak.top.x() - wide, peak.base);
        left.lineTo(peak.top.x() + wide, peak.base);
        left.closeSubpath();
        s.p.fillPath(left, colour);
        QPainterPath shade(peak.top);
        shade.lineTo(peak.top.x() + wide, peak.base);
        shade.lineTo(peak.top.x() + wide * 0.12, peak.base);
        shade.lineTo(peak.top.x() + height * 0.10, peak.top.y() + height * 0.36);
        shade.lineTo(peak.top.x() - height * 0.05, peak.top.y() + height * 0.2);
        shade.closeSubpath();
        s.p.fillPath(shade, clear(darker(colour, 0.5), 0.35));
        if (!snow)
            continue;
        const auto at = [&](double dx, double dy) { return peak.top + QPointF(height * dx, height * dy); };
        QPainterPath cap(at(0, 0));
        cap.lineTo(at(-0.235, 0.21));
        cap.lineTo(at(-0.12, 0.17));
        cap.lineTo(at(-0.04, 0.25));
        cap.lineTo(at(0.06, 0.16));
        cap.lineTo(at(0.14, 0.23));
        cap.lineTo(at(0.235, 0.21));
        cap.closeSubpath();
        s.p.fillPath(cap, lighter(colour, 0.82));
    }
}

void drawPines(Stage& s, double ground, double height, const QColor& colour)
{
    QPainterPath trees;
    trees.setFillRule(Qt::WindingFill);
    for (double x = s.frame.left() - height * 0.2; x < s.frame.right() + height * 0.2;
         x += height * s.dice.between(0.22, 0.5)) {
        const double h = height * s.dice.between(0.5, 1.0);
        const double y = ground + height * s.dice.between(0.05, 0.25);
        for (int tier = 0; tier < 3; ++tier) {
            const double top = y - h + h * 0.24 * tier;
            const double half = h * (0.13 + 0.055 * tier);
            trees.moveTo(x, top);
            trees.lineTo(x - half, top + h * 0.42);
            trees.lineTo(x + half, top + h * 0.42);
            trees.closeSubpath();
        }
        trees.addRect(QRectF(x - h * 0.02, y - h * 0.2, h * 0.04, h * 0.4));
    }
    s.p.fillPath(trees, colour);
}

} // namespace

void paintMountains(Stage& s)
{
    const bool night = s.brief.mentions({"night", "midnight", "stars", "moon"})
        || (!s.brief.mentions({"sunset", "sunrise", "day", "morning", "golden"}) && s.dice.chance(0.2));
    const QColor sky = s.brief.ground.value_or(night ? darker(s.pal.main, 0.45) : mix(s.pal.second, s.pal.main, 0.25));
    const QColor low = night ? mix(sky, s.pal.third, 0.35) : lighter(mix(sky, s.pal.second, 0.4), 0.55);
    QLinearGradient air(0, 0, 0, s.h() * 0.72);
    air.setColorAt(0, sky);
    air.setColorAt(1, low);
    s.p.fillRect(s.frame, air);
    const bool wide = s.ratio() > 1.3;
    const bool textLeft = s.dice.chance(0.7);
    const double sunX =
        wide ? (textLeft ? s.dice.between(0.62, 0.82) : s.dice.between(0.2, 0.36)) : s.dice.between(0.3, 0.7);
    const QPointF sun = s.at(sunX, s.hasText() && !wide ? 0.42 : s.dice.between(0.26, 0.36));
    const double radius = s.u * s.dice.between(0.085, 0.13);
    const QColor light = lighter(night ? s.pal.paper : s.pal.second, 0.55);
    if (s.isPhoto() || night)
        fillGlow(s.p, sun, s.u * 0.75, light, night ? 0.3 : 0.65, s.frame);
    if (night) {
        for (int i = 0; i < 60; ++i)
            fillDisc(s.p, s.at(s.dice.unit(), s.dice.between(0, 0.55)), s.u * s.dice.between(0.0012, 0.003),
                clear(s.pal.paper, s.dice.between(0.35, 0.95)));
    }
    fillDisc(s.p, sun, radius, light);
    const bool peaked = s.brief.mentions({"peak", "alps", "alpine", "snow", "mountain", "summit"})
        ? s.dice.chance(0.75)
        : s.dice.chance(0.45);
    const QColor near = darker(mix(s.pal.main, s.pal.ink, 0.6), night ? 0.45 : 0.2);
    const int layers = 5;
    for (int i = 0; i < layers; ++i) {
        const double t = (i + 1.0) / layers;
        const QColor tone = mix(mix(low, mix(s.pal.main, s.pal.third, 0.25), 0.32 + 0.3 * t), near, t * t * 0.96);
        const double y = s.h() * (s.hasText() ? 0.58 + 0.088 * i : 0.50 + 0.105 * i);
        if (peaked && i < 3)
            drawPeaks(s, y + s.u * 0.1, s.u * ((s.hasText() ? 0.29 : 0.36) - 0.05 * i), tone, i == 0);
        else
            s.p.fillPath(rollingRidge(s.frame, y, s.u * (0.055 + 0.012 * i), s.u * (1.5 - 0.16 * i), s.dice), tone);
        if (i < layers - 1) {
            QLinearGradient mist(0, y, 0, y + s.h() * 0.16);
            mist.setColorAt(0, clear(low, 0));
            mist.setColorAt(1, clear(low, s.isPhoto() ? 0.5 : 0.22));
            s.p.fillRect(QRectF(0, y, s.w(), s.h() * 0.16), mist);
        }
    }
    drawPines(s, s.h() * 0.985, s.u * 0.15, darker(near, 0.4));
    const QRectF page = s.inset(0.08);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Serif, Voice::Condensed, Voice::Serif});
    style.colour = readableOn(mix(sky, low, 0.25), {s.pal.paper, s.pal.ink}, 2.7);
    style.halo = 0.16;
    const QRectF box = wide ? QRectF(textLeft ? page.left() : page.right() - page.width() * 0.56, page.top(),
                           page.width() * 0.56, s.h() * 0.26)
                            : QRectF(page.left(), page.top(), page.width(),
                                std::min(s.h() * 0.24, sun.y() - radius - page.top() - s.u * 0.04));
    setHeadline(s, box,
        (wide ? (textLeft ? Qt::AlignLeft : Qt::AlignRight) : Qt::AlignHCenter)
            | (wide ? Qt::AlignTop : Qt::AlignVCenter),
        style);
}

void paintBeach(Stage& s)
{
    // Seen from above; the shore runs along the longer side.
    const QColor sand = s.brief.explicitPalette ? mix(s.pal.paper, s.pal.second, 0.3) : QColor(0xF0, 0xD9, 0xAE);
    const QColor sea = s.brief.explicitPalette
        ? s.pal.main
        : s.dice.pick(std::array{QColor(0x1C, 0x93, 0xB0), QColor(0x10, 0x9A, 0xA6), QColor(0x21, 0x7F, 0xC0)});
    s.p.fillRect(s.frame, sand);
    const bool top = s.ratio() > 0.9 || s.dice.chance(0.5);
    s.p.save();
    QRectF area = s.frame;
    if (!top) { // turn the shore by a quarter, so that tall formats have it at the side
        s.p.translate(s.w(), 0);
        s.p.rotate(90);
        area = QRectF(0, 0, s.h(), s.w());
    }
    s.p.scale(1, -1);
    s.p.translate(0, -area.height());
    const double shore = area.height() * (1 - s.dice.between(0.36, 0.42));
    const double phase = s.dice.unit();
    const double length = s.u * 1.25;
    s.p.fillPath(waveBelow(area, shore - s.u * 0.075, s.u * 0.04, length, phase), darker(sand, 0.1));
    s.p.fillPath(waveBelow(area, shore - s.u * 0.035, s.u * 0.045, length, phase + 0.06), lighter(sea, 0.85));
    s.p.fillPath(waveBelow(area, shore, s.u * 0.043, length, phase + 0.08), lighter(sea, 0.42));
    s.p.fillPath(waveBelow(area, shore + s.u * 0.07, s.u * 0.04, length, phase + 0.15), lighter(sea, 0.18));
    s.p.fillPath(waveBelow(area, shore + s.u * 0.16, s.u * 0.045, length * 1.2, phase + 0.5), sea);
    s.p.fillPath(waveBelow(area, shore + s.u * 0.27, s.u * 0.04, length * 1.3, phase + 0.2), darker(sea, 0.18));
    s.p.restore();
    const QRectF beach = top ? QRectF(0, s.h() * 0.48, s.w(), s.h() * 0.52) : QRectF(0, 0, s.w() * 0.53, s.h());
    const double radius = s.u * 0.07;
    const std::array tones{
        s.pal.main, s.pal.second, s.pal.third, s.pal.fourth, QColor(0xE8, 0x43, 0x35), QColor(0x2F, 0x66, 0xD6)};
    const int columns = std::max(2, qRound(beach.width() / (radius * 3.5)));
    const int rows = std::max(s.u > beach.height() * 3 ? 1 : 2, static_cast<int>(beach.height() / (radius * 3.3)));
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            if (s.dice.chance(0.2) && x > 0)
                continue;
            const QPointF c(beach.left()
                    + beach.width() * (x + 0.5 + (y % 2 ? 0.16 : -0.16) + s.dice.between(-0.08, 0.08)) / columns,
                beach.top() + beach.height() * (y + 0.52 + s.dice.between(-0.1, 0.1)) / rows);
            QPainterPath towel =
                QTransform()
                    .translate(c.x() + radius * 0.9, c.y() + radius * 0.75)
                    .rotate(s.dice.between(-30, 30))
                    .map(roundedBox(QRectF(-radius * 0.36, -radius * 0.7, radius * 0.72, radius * 1.4), radius * 0.06));
            softShape(s, towel.translated(radius * 0.05, radius * 0.06), QColor(120, 80, 40, 80), radius * 0.06);
            s.p.fillPath(towel, s.dice.chance(0.5) ? s.pal.paper : lighter(s.dice.pick(tones), 0.5));
            QPainterPath disc;
            disc.addEllipse(c + QPointF(radius * 0.32, radius * 0.38), radius, radius);
            softShape(s, disc, QColor(110, 70, 40, 105), radius * 0.14);
            QColor tone = s.dice.pick(tones);
            for (int tries = 0; tries < 8 && contrast(tone, sand) < 1.7; ++tries)
                tone = s.dice.pick(tones);
            drawParasol(s.p, c, radius, tone, QColor(255, 252, 245), s.dice.between(0, 45));
        }
    }
    if (!s.hasText())
        return;
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Script, Voice::Grotesk});
    style.colour = QColor(255, 253, 246);
    const QRectF page = s.inset(0.07);
    const QRectF box = top ? QRectF(page.left(), page.top(), page.width(), s.h() * 0.36 - page.top() - s.u * 0.07)
                           : QRectF(s.w() * 0.66, page.top(), page.right() - s.w() * 0.66, page.height());
    setHeadline(s, box, Qt::AlignCenter, style);
}

void paintPaperWaves(Stage& s)
{
    const QColor sea = s.brief.ground.value_or(s.brief.explicitPalette
            ? s.pal.main
            : s.dice.pick(std::array{QColor(0x1F, 0x8F, 0xB0), QColor(0x16, 0xA3, 0xAE), QColor(0x2A, 0x7F, 0xC1),
                QColor(0x1F, 0x7A, 0x7C)}));
    fillVertical(s.p, s.frame, lighter(sea, 0.58), lighter(sea, 0.82));
    const bool wide = s.ratio() > 1.3;
    const double horizon = s.h() * (wide ? 0.44 : 0.48);
    const QPointF sun = wide ? QPointF(s.w() * s.dice.between(0.70, 0.84), horizon - s.u * 0.09)
                             : QPointF(s.w() * s.dice.between(0.34, 0.66), horizon - s.u * 0.07);
    fillDisc(s.p, sun, s.u * 0.13,
        s.pal.second == sea ? s.pal.main
                            : readableOn(lighter(sea, 0.6), {QColor(0xFF, 0x7A, 0x5C), s.pal.second}, 1.6));
    const int layers = 6;
    for (int i = 0; i < layers; ++i) {
        const double t = static_cast<double>(i) / (layers - 1);
        const QPainterPath wave = waveBelow(s.frame, horizon + (s.h() - horizon) * 0.165 * i + s.u * 0.01,
            s.u * (0.03 + 0.01 * t), s.u * (0.42 + 0.09 * i), s.dice.unit());
        softShape(s, wave.translated(0, -s.u * 0.012), clear(darker(sea, 0.7), 0.30), s.u * 0.02);
        s.p.fillPath(wave, mix(lighter(sea, 0.32), darker(sea, 0.42), t));
    }
    const QRectF page = s.inset(0.075);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Condensed, Voice::Script});
    style.colour = readableOn(lighter(sea, 0.68), {darker(sea, 0.55), s.pal.ink}, 4);
    const QRectF box = wide
        ? QRectF(page.left(), page.top(), page.width() * 0.54, horizon - page.top() - s.u * 0.09)
        : QRectF(page.left(), page.top(), page.width(), sun.y() - s.u * 0.13 - page.top() - s.u * 0.05);
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

void paintNightMarket(Stage& s)
{
    const QColor night = s.brief.explicitPalette
        ? s.pal.ink
        : s.dice.pick(std::array{QColor(0x1A, 0x0B, 0x38), QColor(0x0D, 0x12, 0x3A), QColor(0x2A, 0x08, 0x38)});
    const QColor neon = s.brief.explicitPalette
        ? s.pal.main
        : s.dice.pick(std::array{QColor(0xFF, 0x4F, 0xA3), QColor(0xFF, 0x5A, 0x6E), QColor(0x41, 0xE0, 0xE8)});
    const QColor warm = s.brief.explicitPalette ? s.pal.second : QColor(0xFF, 0xC8, 0x57);
    const double horizon = s.h() * ((s.ratio() > 1.3 ? 0.66 : 0.62) + s.dice.between(-0.03, 0.04));
    fillVertical(s.p, QRectF(0, 0, s.w(), horizon + 1), night, mix(night, neon, 0.34));
    fillVertical(
        s.p, QRectF(0, horizon, s.w(), s.h() - horizon), darker(mix(night, neon, 0.22), 0.2), darker(night, 0.45));
    for (int i = 0; i < 46; ++i)
        fillDisc(s.p, s.at(s.dice.unit(), s.dice.between(0, 0.5)), s.u * s.dice.between(0.001, 0.0028),
            clear(QColor(255, 240, 250), s.dice.between(0.2, 0.8)));
    const bool wide = s.ratio() > 1.3;
    const double radius = std::min(s.u * s.dice.between(0.24, 0.33), horizon * 0.42);
    const QPointF sun(wide && s.hasText() ? s.w() * 0.74 : s.w() * 0.5, horizon - radius * 0.66);
    fillGlow(s.p, sun, radius * 2.3, neon, 0.6, s.frame);
    QPainterPath disc;
    disc.addEllipse(sun, radius, radius);
    for (int i = 0; i < 7; ++i) {
        QPainterPath gap;
        gap.addRect(QRectF(
            sun.x() - radius, sun.y() - radius * 0.05 + radius * 0.125 * i, 2 * radius, radius * (0.014 + 0.008 * i)));
        disc -= gap;
    }
    QLinearGradient heat(sun - QPointF(0, radius), sun + QPointF(0, radius));
    heat.setColorAt(0, lighter(warm, 0.2));
    heat.setColorAt(0.75, neon);
    heat.setColorAt(1, darker(neon, 0.2));
    s.p.save();
    s.p.setClipRect(QRectF(0, 0, s.w(), horizon));
    s.p.fillPath(disc, heat);
    s.p.restore();
    const QPointF vanish(sun.x(), horizon);
    s.p.setBrush(Qt::NoBrush);
    const double wideReach = s.w() * 2.2 + s.h();
    for (int i = -26; i <= 26; ++i) {
        s.p.setPen(QPen(clear(neon, 0.62), std::max(1.0, s.u * 0.0026)));
        s.p.drawLine(vanish + QPointF(i * s.u * 0.012, 0), QPointF(vanish.x() + i * wideReach / 22, s.h() + s.u * 0.1));
    }
    for (int i = 0; i < 12; ++i) {
        const double t = std::pow(i / 11.0, 2.3);
        s.p.setPen(QPen(clear(neon, 0.35 + 0.4 * t), std::max(1.0, s.u * (0.0018 + 0.002 * t))));
        const double y = horizon + (s.h() - horizon) * t;
        s.p.drawLine(QPointF(0, y), QPointF(s.w(), y));
    }
    fillGlow(s.p, vanish, s.w() * 0.5, neon, 0.28, QRectF(0, horizon, s.w(), s.h() - horizon));
    const QRectF page = s.inset(0.075);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Condensed, Voice::Script});
    style.colour = lighter(warm, 0.45);
    style.secondColour = lighter(neon, 0.3);
    style.tracking = 0.03;
    const QRectF box = wide ? QRectF(page.left(), page.top() + page.height() * 0.08, page.width() * 0.44,
                           horizon - page.top() - page.height() * 0.16)
                            : QRectF(page.left(), page.top(), page.width(), sun.y() - radius - page.top() - s.u * 0.04);
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

namespace {

void drawSkyline(Stage& s, double ground, double tallest, const QColor& wall, const QColor& window, double lit)
{
    double x = s.frame.left() - s.u * 0.02;
    while (x < s.frame.right()) {
        const double width = s.u * s.dice.between(0.075, 0.14);
        const double height = tallest * s.dice.between(0.42, 1.0);
        const QRectF house(x, ground - height, width, s.frame.bottom() - ground + height + 2);
        s.p.fillRect(house, wall);
        if (s.dice.chance(0.3))
            s.p.fillRect(
                QRectF(x + width * 0.46, ground - height - tallest * 0.14, width * 0.05, tallest * 0.15), wall);
        if (s.dice.chance(0.3))
            s.p.fillRect(QRectF(x + width * 0.2, ground - height - tallest * 0.05, width * 0.5, tallest * 0.06), wall);
        const double pane = s.u * 0.0125;
        const int columns = std::max(2, static_cast<int>(width / (pane * 1.9)));
        const double gap = width / columns;
        for (double y = house.top() + pane * 1.2; y < s.frame.bottom() - pane; y += pane * 2.1) {
            for (int i = 0; i < columns; ++i) {
                if (s.dice.chance(lit))
                    s.p.fillRect(QRectF(x + gap * (i + 0.5) - pane * 0.42, y, pane * 0.84, pane * 1.15),
                        s.dice.chance(0.75) ? window : lighter(window, 0.4));
            }
        }
        x += width * s.dice.between(0.86, 1.06);
    }
}

} // namespace

void paintCity(Stage& s)
{
    const QColor dusk = s.brief.ground.value_or(s.brief.explicitPalette
            ? s.pal.main
            : s.dice.pick(std::array{QColor(0x3C, 0x2A, 0x6E), QColor(0x1E, 0x3A, 0x78), QColor(0x5A, 0x2A, 0x66)}));
    const QColor low = s.brief.explicitPalette
        ? s.pal.second
        : s.dice.pick(std::array{QColor(0xF2, 0x7A, 0x7C), QColor(0xF7, 0x9E, 0x63), QColor(0xE8, 0x6A, 0x9A)});
    QLinearGradient air(0, 0, 0, s.h() * 0.86);
    air.setColorAt(0, darker(dusk, 0.2));
    air.setColorAt(0.6, mix(dusk, low, 0.55));
    air.setColorAt(1, lighter(low, 0.25));
    s.p.fillRect(s.frame, air);
    const bool wide = s.ratio() > 1.3;
    const bool moonRight = s.dice.chance(0.7);
    const QPointF moon =
        wide ? s.at(moonRight ? 0.78 : 0.66, 0.28) : s.at(moonRight ? 0.76 : 0.28, s.hasText() ? 0.43 : 0.26);
    fillGlow(s.p, moon, s.u * 0.4, QColor(255, 230, 180), 0.4, s.frame);
    fillDisc(s.p, moon, s.u * 0.085, QColor(255, 236, 196));
    const double tall = std::min(s.h() * (s.hasText() ? 0.46 : 0.56), s.u * 0.78);
    drawSkyline(s, s.h() * 0.98, tall * 1.05, mix(dusk, low, 0.32), clear(QColor(255, 220, 150), 0.25), 0.16);
    fillVertical(s.p, QRectF(0, s.h() - tall, s.w(), tall), clear(low, 0), clear(low, 0.35));
    drawSkyline(s, s.h(), tall * 0.78, mix(darker(dusk, 0.35), low, 0.1), QColor(255, 206, 112), 0.34);
    drawSkyline(s, s.h() + tall * 0.04, tall * 0.46, darker(dusk, 0.68), QColor(255, 196, 92), 0.42);
    const QRectF page = s.inset(0.08);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Serif, Voice::Condensed});
    style.colour = QColor(255, 248, 236);
    style.secondColour = QColor(255, 220, 150);
    style.tracking = 0.02;
    const QRectF box = wide ? QRectF(page.left(), page.top(), page.width() * 0.5, s.h() - tall * 1.0 - page.top())
                            : QRectF(page.left(), page.top(), page.width(), moon.y() - s.u * 0.12 - page.top());
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

void paintBotanical(Stage& s)
{
    const bool dark = s.dice.chance(0.4);
    const QColor ground =
        s.brief.ground.value_or(dark ? darker(s.pal.main, luminance(s.pal.main) > 0.2 ? 0.72 : 0.3) : s.pal.paper);
    s.p.fillRect(s.frame, ground);
    const std::array greens{QColor(0x1F, 0x5A, 0x43), QColor(0x3B, 0x7D, 0x54), QColor(0x7F, 0xA3, 0x6B),
        QColor(0x14, 0x43, 0x38), QColor(0xA9, 0xBE, 0x86)};
    const auto tone = [&]() -> QColor {
        if (s.brief.explicitPalette)
            return s.dice.pick(std::array{s.pal.main, s.pal.second, s.pal.third, s.pal.fourth});
        return s.dice.chance(0.14) ? s.pal.second : s.dice.pick(greens);
    };
    // Sprays grow from the frame inwards, largest first.
    const int count = 15 + qRound(std::max(s.ratio(), 1 / s.ratio()) * 8);
    const double around = 2 * (s.w() + s.h());
    for (int i = 0; i < count; ++i) {
        double along = std::fmod(around * (i * 0.618034 + 0.02 * s.dice.unit()), around);
        QPointF base;
        if (along < s.w())
            base = QPointF(along, -s.u * 0.03);
        else if ((along -= s.w()) < s.h())
            base = QPointF(s.w() + s.u * 0.03, along);
        else if ((along -= s.h()) < s.w())
            base = QPointF(s.w() - along, s.h() + s.u * 0.03);
        else
            base = QPointF(-s.u * 0.03, s.h() - (along - s.w()));
        const QPointF inwards = s.frame.center() - base;
        const double angle = qRadiansToDegrees(std::atan2(inwards.y(), inwards.x())) + s.dice.between(-48, 48);
        const double length = s.u * s.dice.between(0.20, 0.34);
        const QColor colour = tone();
        softShape(s, leaf(base + QPointF(s.u * 0.01, s.u * 0.014), length, length * 0.42, angle),
            clear(darker(s.pal.ink, 0.5), dark ? 0.34 : 0.18), s.u * 0.014);
        drawLeaf(s.p, base, length, length * 0.44, angle, colour);
    }
    const QColor ink = readableOn(ground, {QColor(0x17, 0x4A, 0x3A), s.pal.paper, s.pal.ink});
    const double w = std::min(s.w() * 0.56, s.h() * 0.95);
    const double h = std::min(s.h() * 0.50, s.w() * 0.62);
    const QRectF card(s.w() / 2 - w / 2, s.h() / 2 - h / 2, w, h);
    if (!s.hasText()) {
        fillDisc(s.p, s.frame.center(), s.u * 0.15, readableOn(ground, {s.pal.second, s.pal.third}, 1.6));
        return;
    }
    QPainterPath cardPath;
    cardPath.addRect(card);
    softShape(s, cardPath.translated(0, s.u * 0.012), QColor(10, 20, 15, 70), s.u * 0.02);
    s.p.fillRect(card, ground);
    s.p.setBrush(Qt::NoBrush);
    s.p.setPen(QPen(ink, std::max(1.0, s.u * 0.0035)));
    const double rule = s.u * 0.022;
    s.p.drawRect(card.adjusted(rule, rule, -rule, -rule));
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Serif, Voice::Serif, Voice::Script});
    style.colour = ink;
    setHeadline(s, card.adjusted(w * 0.13, h * 0.2, -w * 0.13, -h * 0.2), Qt::AlignCenter, style);
}

namespace {

enum class Motif { Melon, Citrus, Cherry, Leaf, Geometric };

void drawMotif(Stage& s, Motif motif, const QPointF& at, double size, double turn, int index)
{
    const std::array tones{s.pal.main, s.pal.second, s.pal.third, s.pal.fourth};
    const QColor tone = tones[static_cast<std::size_t>(index) % tones.size()];
    switch (motif) {
    case Motif::Melon:
        drawMelonSlice(s.p, at, size, turn, s.brief.explicitPalette ? s.pal.main : QColor(0xF2, 0x48, 0x5E),
            s.brief.explicitPalette ? s.pal.third : QColor(0x2F, 0x8F, 0x58));
        break;
    case Motif::Citrus:
        drawCitrus(s.p, at, size * 0.78,
            s.brief.explicitPalette
                ? tone
                : std::array{QColor(0xF7, 0x8E, 0x1E), QColor(0xF9, 0xC6, 0x2B), QColor(0x9C, 0xC5, 0x3F),
                    QColor(0xEF, 0x5F, 0x45)}[static_cast<std::size_t>(index) % 4],
            turn);
        break;
    case Motif::Cherry:
        drawCherry(s.p, at, size * 0.95, turn * 0.4, s.brief.explicitPalette ? s.pal.main : QColor(0xD7, 0x26, 0x3D),
            QColor(0x2F, 0x7A, 0x4C));
        break;
    case Motif::Leaf:
        for (int k = -1; k <= 1; ++k)
            drawLeaf(s.p,
                at + QPointF(std::cos(qDegreesToRadians(turn)), std::sin(qDegreesToRadians(turn))) * -size * 0.7,
                size * (k == 0 ? 1.7 : 1.25), size * 0.6, turn + 40 * k, mix(tone, s.pal.ink, k == 0 ? 0.0 : 0.15));
        break;
    case Motif::Geometric: {
        s.p.save();
        s.p.translate(at);
        s.p.rotate(qRound(turn / 45) * 45.0);
        s.p.setPen(Qt::NoPen);
        s.p.setBrush(tone);
        if (index % 3 == 0)
            s.p.drawPie(QRectF(-size * 0.8, -size * 0.8, size * 1.6, size * 1.6), 0, 180 * 16);
        else if (index % 3 == 1)
            s.p.drawEllipse(QPointF(0, 0), size * 0.5, size * 0.5);
        else
            s.p.drawRoundedRect(QRectF(-size * 0.8, -size * 0.22, size * 1.6, size * 0.44), size * 0.22, size * 0.22);
        s.p.restore();
        break;
    }
    }
}

} // namespace

void paintPattern(Stage& s)
{
    Motif motif = s.dice.pick(std::array{Motif::Melon, Motif::Citrus, Motif::Cherry, Motif::Leaf, Motif::Geometric});
    if (s.brief.mentions({"watermelon", "melon"}))
        motif = Motif::Melon;
    else if (s.brief.mentions({"citrus", "orange", "lemon", "lime", "grapefruit"}))
        motif = Motif::Citrus;
    else if (s.brief.mentions({"cherry", "cherries", "berry"}))
        motif = Motif::Cherry;
    else if (s.brief.mentions({"leaf", "leave", "leaves", "botanical", "floral", "flower", "plant", "jungle"}))
        motif = Motif::Leaf;
    else if (s.brief.mentions({"geometric", "abstract", "memphis", "terrazzo"}))
        motif = Motif::Geometric;
    QColor ground = s.brief.ground.value_or(s.dice.pick(
        std::array{s.pal.paper, mix(s.pal.paper, s.pal.main, 0.2), mix(s.pal.paper, s.pal.second, 0.32), s.pal.ink}));
    if (motif == Motif::Cherry || motif == Motif::Melon)
        ground = luminance(ground) < 0.4 ? mix(s.pal.paper, s.pal.main, 0.16) : ground;
    s.p.fillRect(s.frame, ground);
    // A half-drop repeat whose period divides the frame: the picture tiles with itself.
    const int across = (motif == Motif::Geometric ? 5 : 3) + s.dice.below(2);
    const int columns = std::max(2, 2 * qRound(s.w() / s.u * across / 2.0));
    const int rows = std::max(2, qRound(s.h() / s.u * across * 0.9));
    const double dx = s.w() / columns;
    const double dy = s.h() / rows;
    const double size = std::min(dx, dy) * (motif == Motif::Geometric ? 0.5 : 0.40);
    const double lean = s.dice.between(-20, 20);
    for (int x = -1; x <= columns; ++x) {
        for (int y = -1; y <= rows; ++y) {
            const int column = (x + columns) % columns;
            const int row = (y + rows) % rows;
            Dice cell(s.brief.seed ^ stir(static_cast<quint64>(column * 131 + row)));
            const QPointF at(dx * (x + 0.5), dy * (y + (column % 2 ? 0.75 : 0.25)));
            drawMotif(s, motif, at, size * cell.between(0.92, 1.06),
                lean + cell.between(-38, 38) + (column % 2 ? 24 : 0), cell.below(12));
            if (motif != Motif::Geometric || cell.chance(0.6))
                fillDisc(s.p, at + QPointF(0, dy * 0.5), size * 0.07,
                    readableOn(ground, {s.pal.second, s.pal.main, s.pal.third}, 1.5));
        }
    }
    if (!s.hasText())
        return;
    const QRectF plate(s.w() * 0.5 - std::min(s.w() * 0.38, s.u * 0.7), s.h() * 0.5 - std::min(s.h() * 0.2, s.u * 0.24),
        2 * std::min(s.w() * 0.38, s.u * 0.7), 2 * std::min(s.h() * 0.2, s.u * 0.24));
    s.p.fillPath(roundedBox(plate, s.u * 0.02), s.pal.paper);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Script, Voice::Condensed});
    style.colour = readableOn(s.pal.paper, {s.pal.main, s.pal.ink}, 3.5);
    style.secondColour = s.pal.ink;
    setHeadline(s,
        plate.adjusted(plate.width() * 0.1, plate.height() * 0.18, -plate.width() * 0.1, -plate.height() * 0.18),
        Qt::AlignCenter, style);
}

} // namespace batchroom::paint
