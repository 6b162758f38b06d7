// SPDX-License-Identifier: GPL-3.0-or-later
// Posters in which type leads.
#include "app/sandbox/paint_scenes.h"

#include <QRegularExpression>
#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace batchroom::paint {

namespace {

// Stripes that thin a sun out towards the horizon.
void stripedSun(QPainter& p, const QPointF& centre, double radius, const QColor& top, const QColor& bottom, int gaps)
{
    QPainterPath sun;
    sun.addEllipse(centre, radius, radius);
    for (int i = 0; i < gaps; ++i) {
        const double t = (i + 1.0) / (gaps + 1.0);
        const double y = centre.y() + radius * (0.05 + 0.95 * t);
        QPainterPath gap;
        gap.addRect(QRectF(centre.x() - radius * 1.1, y, radius * 2.2, radius * 0.018 + radius * 0.05 * t));
        sun -= gap;
    }
    QLinearGradient fade(centre - QPointF(0, radius), centre + QPointF(0, radius));
    fade.setColorAt(0, top);
    fade.setColorAt(1, bottom);
    p.fillPath(sun, fade);
}

} // namespace

void paintSunset(Stage& s)
{
    const bool wide = s.ratio() > 1.3;
    const QColor sky = s.brief.ground.value_or(s.pal.main);
    const QColor low = mix(lighter(sky, 0.1), s.pal.second, 0.62);
    fillVertical(s.p, s.frame, sky, low);
    const double radius = s.hasText() && !wide ? std::min(s.u * 0.32, s.h() * 0.24)
                                               : std::min(s.u * s.dice.between(0.30, 0.36), s.h() * 0.36);
    const QPointF centre(wide && s.hasText() ? s.w() * 0.74 : s.w() * (wide ? 0.62 : 0.5),
        s.h()
            * (wide               ? 0.48
                    : s.hasText() ? 0.58
                                  : 0.5));
    const double horizon = s.h() * s.dice.between(0.73, 0.78);
    for (int i = 0; i < 7; ++i) {
        const double y = horizon - s.h() * (0.015 + 0.048 * i);
        s.p.fillRect(QRectF(0, y, s.w(), s.u * (0.012 - 0.0013 * i)), clear(sky, 0.55 - 0.06 * i));
    }
    stripedSun(s.p, centre, radius, lighter(s.pal.second, 0.35), s.pal.second, 6);
    const double phase = s.dice.unit();
    const QColor sea = s.pal.third;
    for (int i = 0; i < 4; ++i) {
        const double y = horizon + s.h() * 0.062 * i + s.u * 0.012;
        s.p.fillPath(waveBelow(s.frame, y, s.u * 0.034, s.u * (0.66 + 0.1 * i), phase + 0.31 * i),
            mix(lighter(sea, 0.22), darker(sea, 0.45), i / 3.0));
    }
    const QRectF page = s.inset(0.075);
    const QRectF box = wide
        ? QRectF(page.left(), page.top() + page.height() * 0.06, page.width() * 0.46,
            horizon - page.top() - page.height() * 0.18)
        : QRectF(page.left(), page.top(), page.width(), std::max(s.h() * 0.3, centre.y() - radius * 0.1 - page.top()));
    HeadlineStyle style;
    style.colour = readableOn(sky, {s.pal.paper, s.pal.ink}, 2.6);
    style.flush = s.brief.lines.size() && s.brief.lines.front().size() < 26;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Condensed, Voice::Grotesk});
    if (s.hasText() && wide)
        setHeadline(s, box, Qt::AlignLeft | Qt::AlignVCenter, style);
    else if (s.hasText())
        setHeadline(s, QRectF(box.left(), box.top(), box.width(), centre.y() - radius - s.u * 0.03 - box.top()),
            Qt::AlignHCenter | Qt::AlignVCenter, style);
}

namespace {

void bauhausCell(Stage& s, const QRectF& cell, const QColor& ground, const QColor& one, const QColor& two)
{
    QPainter& p = s.p;
    p.fillRect(cell.adjusted(0, 0, 0.6, 0.6), ground);
    const double d = cell.width();
    p.save();
    p.setClipRect(cell.adjusted(0, 0, 0.6, 0.6), Qt::IntersectClip);
    p.setPen(Qt::NoPen);
    p.setBrush(one);
    const int corner = s.dice.below(4);
    const QPointF at(corner % 2 ? cell.right() : cell.left(), corner / 2 ? cell.bottom() : cell.top());
    switch (s.dice.below(8)) {
    case 0: // quarter
    case 1:
        p.drawEllipse(at, d, d);
        if (s.dice.chance(0.4))
            fillDisc(p, at, d * 0.5, two);
        break;
    case 2: // disc
        p.drawEllipse(cell.center(), d * 0.36, d * 0.36);
        break;
    case 3: // half
        p.drawPie(cell.adjusted(0, d / 2 * (corner % 2), 0, d / 2 * (corner % 2)).translated(0, corner % 2 ? 0 : 0), 0,
            180 * 16);
        break;
    case 4: // two halves
        p.drawPie(QRectF(cell.left(), cell.top(), d, d), 0, 180 * 16);
        p.setBrush(two);
        p.drawPie(QRectF(cell.left(), cell.top() + d / 2, d, d), 0, 180 * 16);
        break;
    case 5: { // triangle
        QPainterPath path(at);
        path.lineTo(corner % 2 ? cell.left() : cell.right(), at.y());
        path.lineTo(at.x(), corner / 2 ? cell.top() : cell.bottom());
        p.fillPath(path, one);
        break;
    }
    case 6: // leaf
        p.drawPath([&] {
            QPainterPath a, b;
            a.addEllipse(at, d, d);
            b.addEllipse(QPointF(cell.left() + cell.right() - at.x(), cell.top() + cell.bottom() - at.y()), d, d);
            return a & b;
        }());
        break;
    default: // rings
        fillDisc(p, at, d, one);
        fillDisc(p, at, d * 0.68, ground);
        fillDisc(p, at, d * 0.36, two);
    }
    p.restore();
}

} // namespace

void paintBauhaus(Stage& s)
{
    // Square cells that cover the frame exactly: as many along the short side as the roll says.
    const int across = s.dice.chance(0.5) ? 3 : 4;
    const double cell = s.u / across;
    const int columns = static_cast<int>(std::ceil(s.w() / cell - 0.02));
    const int rows = static_cast<int>(std::ceil(s.h() / cell - 0.02));
    const double left = (s.w() - columns * cell) / 2;
    const double top = (s.h() - rows * cell) / 2;
    const std::array grounds{s.pal.paper, s.pal.main, s.pal.second, s.pal.ink, s.pal.third, s.pal.fourth, s.pal.paper};
    QColor above = s.pal.paper;
    std::vector<QColor> last(static_cast<std::size_t>(columns), QColor());
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            QColor ground = s.dice.pick(grounds);
            for (int tries = 0; tries < 6 && (ground == above || ground == last[static_cast<std::size_t>(x)]); ++tries)
                ground = s.dice.pick(grounds);
            const auto other = [&] {
                QColor colour = s.dice.pick(grounds);
                for (int tries = 0; tries < 12 && contrast(colour, ground) < 1.45; ++tries)
                    colour = s.dice.pick(grounds);
                return colour;
            };
            const QColor one = other();
            bauhausCell(s, QRectF(left + x * cell, top + y * cell, cell, cell), ground, one, other());
            above = last[static_cast<std::size_t>(x)] = ground;
        }
    }
    if (!s.hasText())
        return;
    // The headline takes whole cells, so that it sits in the grid.
    const bool wide = s.ratio() > 1.3;
    const int spanX = wide ? std::max(2, qRound(columns * 0.52)) : columns;
    const int spanY = wide ? (rows > 3 ? 2 : 1) : std::max(1, qRound(rows * 0.3));
    const int row = wide     ? std::max(0, (rows - spanY) / 2)
        : s.dice.chance(0.5) ? std::max(0, rows - spanY - (rows > 4 ? 1 : 0))
                             : (rows - spanY) / 2;
    const QRectF plate = QRectF(left, top + row * cell, spanX * cell, spanY * cell).intersected(s.frame);
    s.p.fillRect(plate, s.pal.paper);
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Grotesk});
    style.colour = s.pal.ink;
    style.secondColour = readableOn(s.pal.paper, {s.pal.main, s.pal.ink}, 3);
    const double gap = std::min(cell * 0.2, s.u * 0.06);
    setHeadline(s, plate.adjusted(gap, gap, -gap, -gap), Qt::AlignLeft | Qt::AlignVCenter, style);
}

void paintArches(Stage& s)
{
    const QColor ground =
        s.brief.ground.value_or(s.brief.subject.value_or(s.dice.chance(0.7) ? s.pal.main : s.pal.paper));
    s.p.fillRect(s.frame, ground);
    const bool wide = s.ratio() > 1.3;
    const QRectF page = s.inset(0.08);
    const bool text = s.hasText();
    const double width = wide ? std::min(s.h() * 0.86, s.w() * 0.42) : s.w() * (text ? 0.66 : 0.74);
    const double height = std::min(s.h() * (wide ? 0.84 : text ? 0.60 : 0.80), width * 1.7);
    const double x = wide ? (text ? s.w() * 0.72 : s.w() * 0.5) : s.w() * 0.5;
    QRectF door(x - width / 2, s.h() - height, width, height + 2);
    const std::array ring{
        readableOn(ground, {s.pal.paper, s.pal.second}, 1.5), s.pal.second, s.pal.third, s.pal.fourth, s.pal.main};
    const int shift = s.dice.below(3);
    const int rings = 4 + s.dice.below(2);
    const double step = width / 2 / (rings + 1.3);
    QColor before = ground;
    int at = 0;
    for (int i = 0; i < rings; ++i) {
        QColor colour = i == 0 ? ring[0] : ring[static_cast<std::size_t>((at + shift) % 5)];
        for (int tries = 0; tries < 5 && (contrast(colour, before) < 1.3 || contrast(colour, ground) < 1.3); ++tries)
            colour = ring[static_cast<std::size_t>((++at + shift) % 5)];
        if (contrast(colour, before) < 1.25)
            colour = luminance(before) > 0.3 ? darker(before, 0.4) : lighter(before, 0.4);
        s.p.fillPath(arch(door), colour);
        before = colour;
        ++at;
        door.adjust(step, step, -step, 0);
    }
    s.p.fillPath(arch(door), ground);
    fillDisc(s.p, QPointF(door.center().x(), door.top() + door.width() * 0.62), door.width() * 0.3,
        readableOn(ground, {s.pal.second, s.pal.third, s.pal.paper}, 1.8));
    if (!text) {
        if (wide) {
            for (const double side : {-1.0, 1.0}) {
                const QPointF c(x + side * (width * 0.5 + (s.w() - width) * 0.25), s.h());
                fillDisc(s.p, c, std::min(s.h() * 0.3, (s.w() - width) * 0.2),
                    clear(readableOn(ground, {s.pal.second, s.pal.paper}, 1.4), 0.9));
                fillDisc(s.p, c, std::min(s.h() * 0.18, (s.w() - width) * 0.12), ground);
            }
        }
        return;
    }
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Serif, Voice::Serif, Voice::Condensed});
    style.colour = readableOn(ground, {s.pal.paper, s.pal.ink});
    style.secondColour = readableOn(ground, {s.pal.second, s.pal.paper, s.pal.ink}, 3);
    const QRectF box = wide ? QRectF(page.left(), page.top() + page.height() * 0.15,
                           x - width / 2 - page.left() - s.u * 0.08, page.height() * 0.7)
                            : QRectF(page.left(), page.top(), page.width(), s.h() - height - page.top() - s.u * 0.06);
    setHeadline(s, box, wide ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, style);
}

void paintSunburst(Stage& s)
{
    const QColor ground = s.brief.ground.value_or(s.pal.main);
    const QColor ray = luminance(ground) > 0.25 ? mix(ground, s.pal.paper, 0.22) : mix(ground, s.pal.third, 0.28);
    s.p.fillRect(s.frame, ground);
    const QPointF centre(s.w() / 2, s.h() * (s.dice.chance(0.3) ? 0.56 : 0.5));
    const int rays = 14 + 2 * s.dice.below(6);
    const double reach = s.w() + s.h();
    const double turn = s.dice.between(0, 12);
    QPainterPath path;
    for (int i = 0; i < rays; ++i) {
        const double a = qDegreesToRadians(turn + 360.0 * i / rays);
        const double b = qDegreesToRadians(turn + 360.0 * (i + 0.5) / rays);
        path.moveTo(centre);
        path.lineTo(centre + QPointF(std::cos(a), std::sin(a)) * reach);
        path.lineTo(centre + QPointF(std::cos(b), std::sin(b)) * reach);
        path.closeSubpath();
    }
    s.p.fillPath(path, ray);
    const double radius = s.u * (s.hasText() ? 0.385 : 0.27);
    const int form = s.dice.below(3);
    QPainterPath badge;
    if (form == 0) {
        badge.addEllipse(centre, radius, radius);
    } else {
        const int points = form == 1 ? 24 : 14;
        const double depth = form == 1 ? 0.055 : 0.09;
        for (int i = 0; i <= points * 12; ++i) {
            const double a = 2 * M_PI * i / (points * 12);
            const double r = radius * (1 + depth * std::cos(points * a) - depth * 0.4);
            const QPointF to = centre + QPointF(std::cos(a), std::sin(a)) * r;
            i == 0 ? badge.moveTo(to) : badge.lineTo(to);
        }
    }
    softShape(s, badge.translated(0, s.u * 0.014), clear(darker(ground, 0.75), 0.32), s.u * 0.02);
    s.p.fillPath(badge, s.pal.paper);
    const QColor line = readableOn(s.pal.paper, {ground, s.pal.ink}, 2.4);
    s.p.setBrush(Qt::NoBrush);
    s.p.setPen(QPen(line, s.u * 0.005));
    s.p.drawEllipse(centre, radius * 0.89, radius * 0.89);
    if (!s.hasText()) {
        fillDisc(s.p, centre, radius * 0.62, s.pal.second);
        fillDisc(s.p, centre, radius * 0.36, line);
        return;
    }
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Script, Voice::Script, Voice::Condensed});
    style.colour = line;
    style.secondColour = readableOn(s.pal.paper, {s.pal.third, s.pal.ink}, 3);
    setHeadline(s, QRectF(centre.x() - radius * 0.70, centre.y() - radius * 0.46, radius * 1.40, radius * 0.92),
        Qt::AlignCenter, style);
}

void paintBigNumber(Stage& s)
{
    static const QRegularExpression figure(QStringLiteral("[-–−]?\\d{1,3}\\s?%|[$€£]\\s?\\d{1,4}|\\b\\d{1,4}\\b"));
    const QColor ground = s.brief.ground.value_or(s.dice.pick(std::array{s.pal.main, s.pal.main, s.pal.second}));
    const QColor ink = readableOn(ground, {s.pal.ink, s.pal.paper});
    s.p.fillRect(s.frame, ground);
    QString number;
    QString rest = s.brief.lines.isEmpty() ? QString() : s.brief.lines.front();
    if (const auto match = figure.match(rest); match.hasMatch()) {
        number = match.captured().remove(u' ');
        rest = rest.remove(match.capturedStart(), match.capturedLength()).simplified();
        if (rest.size() < 2)
            rest.clear();
    }
    for (const QString& more : s.brief.lines.mid(1))
        rest += (rest.isEmpty() ? QString() : QStringLiteral(" · ")) + more;
    const double band = rest.isEmpty() ? 0 : s.h() * (s.ratio() > 1.6 ? 0.24 : s.ratio() < 0.7 ? 0.13 : 0.17);
    const bool low = s.dice.chance(0.7);
    const double edge = s.u * 0.07;
    const QRectF bandBox(0, low ? s.h() - band - edge : edge, s.w(), band);
    const QRectF room(edge, low ? edge : edge + band, s.w() - 2 * edge, s.h() - 2 * edge - band);
    switch (s.dice.below(3)) {
    case 0:
        fillDisc(s.p, room.center(), std::min(room.width(), room.height()) * 0.5, mix(ground, s.pal.paper, 0.24));
        break;
    case 1: {
        QPainterPath slope(QPointF(0, s.h() * 0.62));
        slope.lineTo(s.w(), s.h() * 0.3);
        slope.lineTo(s.w(), s.h());
        slope.lineTo(0, s.h());
        s.p.fillPath(slope, mix(ground, luminance(ground) > 0.2 ? s.pal.paper : s.pal.third, 0.22));
        break;
    }
    default: break;
    }
    TypeSetting big;
    big.voice = Voice::Grotesk;
    big.tracking = -0.05;
    big.maxLines = number.isEmpty() ? 5 : 1;
    const QRectF inner = room.adjusted(0, room.height() * 0.1, 0, -room.height() * 0.1);
    const QString text = number.isEmpty() ? (rest.isEmpty() ? QStringLiteral("%") : rest) : number;
    setLabel(s.p, text, inner, ink, big);
    if (band <= 0 || number.isEmpty())
        return;
    s.p.fillRect(bandBox, ink);
    TypeSetting small;
    small.voice = Voice::Condensed;
    small.tracking = 0.08;
    small.maxLines = 2;
    setLabel(s.p, rest, bandBox.adjusted(edge, band * 0.27, -edge, -band * 0.27), ground, small);
}

void paintTargets(Stage& s)
{
    const QColor paper = s.brief.ground.value_or(s.pal.paper);
    s.p.fillRect(s.frame, paper);
    const bool wide = s.ratio() > 1.3;
    const bool corner = s.dice.chance(0.35);
    const QPointF centre = wide ? s.at(0.70, corner ? 0.9 : 0.5) : s.at(corner ? 0.95 : 0.5, s.hasText() ? 0.40 : 0.5);
    const double radius = (corner ? 0.86 : s.hasText() ? 0.5 : 0.47) * s.u * (wide ? 0.96 : 1.0);
    const QColor one = readableOn(paper, {s.pal.main, s.pal.third, s.pal.ink}, 1.9);
    const QColor two = readableOn(paper, {s.pal.ink, s.pal.third}, 3);
    const int rings = 5 + s.dice.below(3);
    for (int i = 0; i < rings; ++i) {
        const double outer = radius * (1 - static_cast<double>(i) / rings);
        const double band = radius / rings * 0.54;
        fillDisc(s.p, centre, outer, i % 2 ? two : one);
        fillDisc(s.p, centre, outer - band, i + 1 == rings ? (i % 2 ? one : two) : paper);
    }
    if (!s.hasText())
        return;
    const QRectF page = s.inset(0.07);
    HeadlineStyle style;
    style.voice = Voice::Grotesk;
    style.colour = readableOn(paper, {s.pal.ink, s.pal.paper});
    style.secondColour = readableOn(paper, {one, s.pal.ink}, 2.5);
    style.tracking = -0.045;
    const double below = centre.y() + radius * (corner ? 0.88 : 1.0) + s.u * 0.05 < page.bottom() - s.h() * 0.15
        ? (corner ? 0.88 : 1.05)
        : 0.62;
    const QRectF box = wide
        ? QRectF(page.left(), page.top() + page.height() * 0.18, page.width() * 0.40, page.height() * 0.82)
        : QRectF(page.left(), centre.y() + radius * below, page.width(), page.bottom() - centre.y() - radius * below);
    const QRectF safe =
        box.height() > s.h() * 0.16 ? box : QRectF(page.left(), page.bottom() - s.h() * 0.2, page.width(), s.h() * 0.2);
    if (!wide) {
        // The rings run into the type's ground and end there: letters never cross lines.
        fillVertical(s.p, QRectF(0, safe.top() - s.u * 0.035, s.w(), s.h()), paper, paper);
    }
    setHeadline(s, safe, Qt::AlignLeft | Qt::AlignBottom, style);
}

void paintChecker(Stage& s)
{
    const QColor ground = s.brief.ground.value_or(s.pal.main);
    const QColor other = readableOn(ground, {s.pal.second, s.pal.paper, s.pal.fourth}, 1.6);
    s.p.fillRect(s.frame, ground);
    const int across = 5 + s.dice.below(3);
    const double cell = s.u / across;
    const double middle = s.hasText() ? 0.44 : 0.0;
    const bool rounded = s.dice.chance(0.35);
    const int columns = static_cast<int>(std::ceil(s.w() / cell));
    const int rows = static_cast<int>(std::ceil(s.h() / cell));
    const double left = (s.w() - columns * cell) / 2;
    const double top = (s.h() - rows * cell) / 2;
    const int keep = std::max(s.hasText() ? 2 : 0, qRound(rows * middle));
    const int firstFree = (rows - keep) / 2;
    for (int y = 0; y < rows; ++y) {
        if (y >= firstFree && y < firstFree + keep)
            continue;
        for (int x = 0; x < columns; ++x) {
            if ((x + y) % 2)
                continue;
            const QRectF box(left + x * cell, top + y * cell, cell, cell);
            if (rounded)
                fillDisc(s.p, box.center(), cell * 0.5, other);
            else
                s.p.fillRect(box, other);
        }
    }
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Condensed, Voice::Grotesk});
    style.colour = readableOn(ground, {s.pal.paper, s.pal.ink}, 3.2);
    style.secondColour = readableOn(ground, {other, s.pal.paper}, 2.5);
    style.flush = s.hasText() && s.brief.lines.front().size() < 24;
    const QRectF free(0, top + firstFree * cell, s.w(), keep * cell);
    setHeadline(
        s, free.adjusted(s.u * 0.09, free.height() * 0.14, -s.u * 0.09, -free.height() * 0.14), Qt::AlignCenter, style);
}

void paintSwiss(Stage& s)
{
    const QColor ground = s.brief.ground.value_or(s.pal.main);
    const QColor ink = readableOn(ground, {s.pal.paper, s.pal.ink}, 3);
    const QColor dark = readableOn(ground, {s.pal.ink, s.pal.second, s.pal.paper}, 2);
    s.p.fillRect(s.frame, ground);
    const double tilt = s.dice.pick(std::array{-12.0, -9.0, -7.0, 0.0});
    const QPointF pivot = s.frame.center();
    s.p.save();
    s.p.translate(pivot);
    s.p.rotate(tilt);
    s.p.translate(-pivot);
    const double far = s.w() + s.h();
    const double bar = s.u * s.dice.between(0.02, 0.03);
    switch (s.dice.below(3)) {
    case 0: s.p.fillRect(QRectF(-far, s.h() * 0.76, 2 * far, bar), dark); break;
    case 1:
        for (int i = 0; i < 5; ++i)
            s.p.fillRect(QRectF(-far, s.h() * 0.74 + bar * 2.2 * i, 2 * far, bar * (1.3 - 0.24 * i)), dark);
        break;
    default: s.p.fillRect(QRectF(-far, s.h() * 0.72, 2 * far, far), dark);
    }
    if (s.hasText()) {
        HeadlineStyle style;
        style.voice = Voice::Grotesk;
        style.colour = ink;
        style.tracking = -0.045;
        style.flush = s.brief.lines.front().size() < 22 && s.dice.chance(0.6);
        const double slack = std::abs(std::sin(qDegreesToRadians(tilt))) * s.u * 0.32;
        const QRectF page = s.inset(0.08).adjusted(slack * 0.55, slack, -slack * 0.55, 0);
        setHeadline(s, QRectF(page.left(), page.top() + s.h() * 0.05, page.width(), s.h() * 0.66 - page.top()),
            Qt::AlignLeft | Qt::AlignBottom, style);
    } else {
        const double r = s.u * 0.27;
        fillDisc(s.p, QPointF(s.w() * 0.5, s.h() * 0.74 - r * 1.02), r, ink);
        s.p.fillRect(QRectF(s.w() * 0.5 + r * 0.2, s.h() * 0.74 - r * 2.02, r * 0.8, r), dark);
    }
    s.p.restore();
}

void paintGlow(Stage& s)
{
    const bool night = luminance(s.pal.main) < 0.08;
    const QColor ground = night ? darker(s.pal.main, 0.35) : mix(s.pal.paper, s.pal.main, 0.22);
    s.p.fillRect(s.frame, ground);
    const std::array lights{s.pal.main, s.pal.second, s.pal.third, s.pal.fourth, mix(s.pal.main, s.pal.second, 0.5)};
    const double long_ = std::max(s.w(), s.h());
    for (std::size_t i = 0; i < 6; ++i) {
        const QPointF c =
            s.at(s.dice.between(-0.05, 1.05), i % 2 ? s.dice.between(0.55, 1.05) : s.dice.between(-0.05, 0.5));
        fillGlow(s.p, c, long_ * s.dice.between(0.42, 0.7), lights[i % lights.size()], night ? 0.75 : 0.85, s.frame);
    }
    if (!s.hasText()) {
        QPainterPath disc;
        disc.addEllipse(s.at(0.5, 0.5), s.u * 0.24, s.u * 0.24);
        QLinearGradient ball(s.at(0.5, 0.5) - QPointF(0, s.u * 0.24), s.at(0.5, 0.5) + QPointF(0, s.u * 0.24));
        ball.setColorAt(0, clear(s.pal.paper, 0.95));
        ball.setColorAt(1, clear(s.pal.second, 0.4));
        s.p.fillPath(disc, ball);
        return;
    }
    HeadlineStyle style;
    style.voice = pickVoice(s, {Voice::Serif, Voice::Script, Voice::Serif});
    const QColor middle = mix(mix(ground, s.pal.main, 0.45), s.pal.second, 0.3);
    style.colour = readableOn(middle, {s.pal.paper, s.pal.ink}, 4.2);
    const QRectF page = s.inset(0.12);
    setHeadline(s, page.adjusted(0, page.height() * 0.22, 0, -page.height() * 0.22), Qt::AlignCenter, style);
}

} // namespace batchroom::paint
