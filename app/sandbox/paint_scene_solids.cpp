// SPDX-License-Identifier: GPL-3.0-or-later
// The look of soft, glossy renders: solids on a seamless set, and type as balloons.
#include "app/sandbox/paint_props.h"
#include "app/sandbox/paint_scenes.h"
#include "app/sandbox/paint_solid.h"

#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>

namespace batchroom::paint {

namespace {

QPainterPath disc(const QPointF& c, double r)
{
    QPainterPath path;
    path.addEllipse(c, r, r);
    return path;
}

QPainterPath ring(const QPointF& c, double r, double tube)
{
    QPainterPath path;
    path.addEllipse(c, r, r);
    path.addEllipse(c, r - 2 * tube, r - 2 * tube);
    return path;
}

QPainterPath tubeAlong(const QPainterPath& line, double width)
{
    QPainterPathStroker pen;
    pen.setWidth(width);
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    QPainterPath path = pen.createStroke(line);
    path.setFillRule(Qt::WindingFill);
    return path;
}

QPainterPath star(const QPointF& c, double r)
{
    QPainterPath path;
    for (int i = 0; i < 10; ++i) {
        const double angle = -M_PI / 2 + M_PI * i / 5;
        const QPointF at = c + QPointF(std::cos(angle), std::sin(angle)) * (i % 2 ? r * 0.54 : r);
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    path.closeSubpath();
    return tubeAlong(path, r * 0.3) | path;
}

class SolidSet {
public:
    explicit SolidSet(Stage& stage)
        : m_stage(stage)
        , m_ground(stage.brief.ground.value_or(groundOf(stage)))
        , m_tones{stage.pal.main, stage.pal.second, stage.pal.third, stage.pal.fourth}
    {
        Stage& s = m_stage;
        fillVertical(s.p, s.frame, lighter(m_ground, 0.12), darker(m_ground, 0.04));
        fillGlow(s.p, s.at(0.36, 0.30), std::max(s.w(), s.h()) * 0.75, lighter(m_ground, 0.6), 0.7, s.frame);
        fillGlow(s.p, s.at(0.95, 1.05), std::max(s.w(), s.h()) * 0.7, mix(darker(m_ground, 0.3), s.pal.main, 0.3), 0.5,
            s.frame);
    }
    const QColor& ground() const { return m_ground; }
    QColor tone()
    {
        QColor colour = m_tones[m_next++ % m_tones.size()];
        if (contrast(colour, m_ground) < 1.18)
            colour = m_tones[m_next++ % m_tones.size()];
        return luminance(colour) < 0.03 ? lighter(colour, 0.22) : colour;
    }
    void roll(int by) { m_next += static_cast<std::size_t>(by); }
    void solid(const QPainterPath& outline, const QColor& colour, double bevel = 0, double gloss = 0.85,
        double lift = 1, double soft = 0.09)
    {
        const double drop = m_stage.u * 0.035 * lift;
        softShape(m_stage, outline.translated(drop * 0.7, drop * 1.25), clear(darker(m_ground, 0.72), 0.34),
            m_stage.u * 0.028 * lift);
        softShape(m_stage, outline.translated(drop * 0.18, drop * 0.3), clear(darker(m_ground, 0.8), 0.24),
            m_stage.u * 0.008);
        inflate(m_stage, outline, {colour, m_ground, gloss, bevel, soft});
    }

private:
    static QColor groundOf(Stage& s)
    {
        return mix(s.dice.pick(std::array{s.pal.main, s.pal.second, s.pal.fourth, s.pal.third}), s.pal.paper,
            s.dice.between(0.45, 0.72));
    }
    Stage& m_stage;
    QColor m_ground;
    std::array<QColor, 4> m_tones;
    std::size_t m_next = 0;
};

void solidArches(SolidSet& set, const QRectF& art)
{
    const double width = std::min(art.width() * 0.92, art.height() * 1.1);
    const double thick = width * 0.125;
    const QPointF foot(art.center().x(), art.top() + art.height() * 0.86);
    for (int i = 0; i < 3; ++i) {
        const double r = width / 2 - thick / 2 - i * thick * 1.12;
        QPainterPath line(foot + QPointF(-r, 0));
        line.lineTo(foot + QPointF(-r, -std::max(0.0, width * 0.12)));
        line.arcTo(QRectF(foot.x() - r, foot.y() - width * 0.12 - r, 2 * r, 2 * r), 180, -180);
        line.lineTo(foot + QPointF(r, 0));
        set.solid(tubeAlong(line, thick), set.tone());
    }
    set.solid(disc(foot - QPointF(0, thick * 0.55), thick * 0.8), set.tone());
}

void solidIcePop(Stage& s, SolidSet& set, const QRectF& art)
{
    const double height = std::min(art.height() * 0.98, art.width() * 1.5);
    const QRectF box(-height * 0.215, -height / 2, height * 0.43, height);
    const double ice = height * 0.74;
    const QTransform place = QTransform().translate(art.center().x(), art.center().y()).rotate(s.dice.between(9, 16));
    set.solid(place.map(roundedBox(
                  QRectF(-box.width() * 0.11, ice * 0.9 - height / 2, box.width() * 0.22, height - ice * 0.9),
                  box.width() * 0.11)),
        QColor(0xEB, 0xC8, 0x92), 0, 0.3);
    QPainterPath body;
    body.setFillRule(Qt::WindingFill);
    body.addRoundedRect(QRectF(box.left(), box.top(), box.width(), ice), box.width() * 0.46, box.width() * 0.46);
    body.addRoundedRect(
        QRectF(box.left(), box.top() + ice * 0.5, box.width(), ice * 0.5), box.width() * 0.2, box.width() * 0.2);
    set.solid(place.map(body.simplified()), s.brief.subject.value_or(set.tone()), box.width() * 0.3, 1);
    QPainterPath cap;
    cap.addRect(QRectF(box.left() - 2, box.top() - 2, box.width() + 4, ice * 0.46));
    cap -= waveBelow(QRectF(box.left() - 2, box.top(), box.width() + 4, ice), box.top() + ice * 0.40,
        box.width() * 0.07, box.width() * 0.8, 0.3);
    const QPainterPath glaze = body.simplified() & cap;
    inflate(s, place.map(glaze), {set.tone(), set.ground(), 1.0, box.width() * 0.3, 0.12});
}

void solidDonut(Stage& s, SolidSet& set, const QPointF& c, double r, const QColor& icing)
{
    set.solid(ring(c, r, r * 0.36), QColor(0xE3, 0xAA, 0x66), 0, 0.35);
    QPainterPath glaze;
    constexpr int lobes = 9;
    for (int i = 0; i <= 180; ++i) {
        const double a = 2 * M_PI * i / 180;
        const QPointF at = c + QPointF(std::cos(a), std::sin(a)) * r * (0.88 + 0.04 * std::sin(lobes * a + 1));
        i == 0 ? glaze.moveTo(at) : glaze.lineTo(at);
    }
    inflate(s, glaze - disc(c, r * 0.36), {icing, set.ground(), 1.0, 0, 0.12});
    for (int i = 0; i < 26; ++i) {
        const double a = qDegreesToRadians(i * 137.508);
        const QPointF at = c + QPointF(std::cos(a), std::sin(a)) * r * std::sqrt(0.2 + 0.42 * (i + 0.5) / 26);
        const double turn = s.dice.between(0, M_PI);
        QPainterPath line(at - QPointF(std::cos(turn), std::sin(turn)) * r * 0.045);
        line.lineTo(at + QPointF(std::cos(turn), std::sin(turn)) * r * 0.045);
        inflate(s, tubeAlong(line, r * 0.05), {set.tone(), set.ground(), 0.6, 0, 0.09});
    }
}

void solidCan(Stage& s, SolidSet& set, const QRectF& art)
{
    const double height = std::min(art.height() * 0.9, art.width() * 1.2);
    const QRectF box(art.center().x() - height * 0.27, art.center().y() - height / 2, height * 0.54, height);
    const QColor colour = s.brief.subject.value_or(set.tone());
    s.p.save();
    s.p.translate(box.center());
    s.p.rotate(s.dice.between(-14, 14));
    s.p.translate(-box.center());
    softShape(s, canOutline(box).translated(height * 0.09, height * 0.1), clear(darker(set.ground(), 0.72), 0.4),
        s.u * 0.035);
    drawCan(s.p, box, colour,
        {s.brief.brand, {}, s.pal.paper, readableOn(s.pal.paper, {colour, s.pal.ink}, 3), Voice::Grotesk});
    s.p.restore();
    for (int i = 0; i < 4; ++i) {
        const double side = i % 2 ? 1 : -1;
        const double r = height * s.dice.between(0.07, 0.12);
        const double reach = std::min(height * s.dice.between(0.42, 0.58), s.w() / 2 - r * 1.3);
        const QPointF at(box.center().x() + side * reach, box.top() + height * (0.14 + 0.24 * i));
        if (s.frame.adjusted(r, r, -r, -r).contains(at))
            set.solid(disc(at, r), set.tone(), 0, 1);
    }
}

void solidProduct(Stage& s, SolidSet& set, const QRectF& art)
{
    const double height = std::min(art.height() * 0.88, art.width() * 1.3);
    const QPointF c(art.center().x(), art.bottom() - art.height() * 0.06);
    const QColor body = s.brief.subject.value_or(set.tone());
    const double w = height * 0.44;
    set.solid(roundedBox(QRectF(c.x() - w * 0.95, c.y() - height * 0.11, w * 1.9, height * 0.15), height * 0.075),
        mix(set.ground(), s.pal.paper, 0.4), 0, 0.3);
    set.solid(
        roundedBox(QRectF(c.x() - w * 0.13, c.y() - height, w * 0.26, height * 0.34), w * 0.13), s.pal.ink, 0, 0.7);
    set.solid(roundedBox(QRectF(c.x() - w * 0.25, c.y() - height * 0.82, w * 0.5, height * 0.17), w * 0.06),
        lighter(s.pal.ink, 0.15), w * 0.2, 0.9);
    const QRectF glass(c.x() - w / 2, c.y() - height * 0.69, w, height * 0.58);
    set.solid(roundedBox(glass, w * 0.22), body, w * 0.42, 1);
    const QRectF tag(glass.left() + w * 0.14, glass.top() + glass.height() * 0.34, w * 0.72, glass.height() * 0.40);
    s.p.fillPath(roundedBox(tag, w * 0.06), s.pal.paper);
    TypeSetting name;
    name.voice = Voice::Grotesk;
    name.maxLines = 1;
    setLabel(s.p, s.brief.brand.toLower(), tag.adjusted(w * 0.08, tag.height() * 0.3, -w * 0.08, -tag.height() * 0.3),
        readableOn(s.pal.paper, {body, s.pal.ink}, 4), name);
    set.solid(disc(c + QPointF(w * 1.05, -height * 0.12), height * 0.1), set.tone(), 0, 1);
    set.solid(disc(c + QPointF(-w * 1.0, -height * 0.08), height * 0.065), set.tone(), 0, 1);
}

void solidHills(Stage& s, SolidSet& set, const QRectF&)
{
    set.solid(
        disc(s.at(s.dice.between(0.6, 0.75), s.hasText() ? 0.5 : 0.34), s.u * 0.15), lighter(s.pal.second, 0.1), 0, 1);
    for (int i = 0; i < 4; ++i) {
        const double y = s.h() * (0.62 + 0.1 * i);
        const QPainterPath hill = waveBelow(s.frame.adjusted(-s.u * 0.2, 0, s.u * 0.2, s.u * 0.3), y, s.u * 0.11,
            s.w() * 0.5 + s.u * (0.4 + 0.12 * i), s.dice.unit());
        set.solid(hill, set.tone(), s.u * 0.09, 0.55);
    }
    for (int i = 0; i < 2; ++i) {
        const QPointF c = s.at(0.18 + 0.52 * i, s.hasText() ? 0.42 : 0.2 + 0.08 * i);
        QPainterPath cloud = disc(c, s.u * 0.055) | disc(c + QPointF(s.u * 0.065, s.u * 0.012), s.u * 0.042)
            | disc(c - QPointF(s.u * 0.062, -s.u * 0.014), s.u * 0.038);
        set.solid(cloud, QColor(255, 252, 248), 0, 0.4);
    }
}

// Nothing asked for: a loose still life of primitives, one large, the others around it.
void solidPrimitives(Stage& s, SolidSet& set, const QRectF& art)
{
    const double side = std::min(art.width(), art.height());
    const QPointF c = art.center();
    const double spreadX = art.width() / side;
    const double spreadY = art.height() / side;
    const auto at = [&](double x, double y) { return c + QPointF(x * side * spreadX, y * side * spreadY); };
    const int lead = s.dice.below(3);
    QPainterPath squiggle(at(-0.38, 0.27));
    for (int i = 1; i <= 60; ++i)
        squiggle.lineTo(at(-0.38 + 0.76 * i / 60, 0.27 + 0.10 * std::sin(i * 0.26)));
    set.solid(tubeAlong(squiggle, side * 0.1), set.tone());
    if (lead == 0)
        set.solid(ring(at(-0.02, -0.08), side * 0.30, side * 0.085), set.tone());
    else if (lead == 1)
        set.solid(disc(at(0.0, -0.06), side * 0.27), set.tone(), 0, 1);
    else
        set.solid(star(at(0.0, -0.06), side * 0.28), set.tone());
    set.solid(disc(at(0.27, -0.28), side * 0.12), set.tone(), 0, 1);
    const QTransform tilt =
        QTransform().translate(at(-0.30, -0.22).x(), at(-0.30, -0.22).y()).rotate(s.dice.between(-60, -25));
    set.solid(
        tilt.map(roundedBox(QRectF(-side * 0.15, -side * 0.058, side * 0.30, side * 0.116), side * 0.058)), set.tone());
    set.solid(disc(at(-0.06, lead == 0 ? -0.08 : 0.33), side * (lead == 0 ? 0.10 : 0.075)), set.tone(), 0, 1);
    set.solid(ring(at(0.30, 0.30), side * 0.105, side * 0.034), set.tone());
    set.solid(disc(at(0.40, 0.0), side * 0.045), set.tone(), 0, 1);
    set.solid(disc(at(-0.40, 0.08), side * 0.055), set.tone(), 0, 1);
}

void balloonType(Stage& s, SolidSet& set, const Split& split)
{
    if (!s.hasText())
        return;
    TypeSetting setting;
    setting.voice = Voice::Grotesk;
    setting.align = split.align;
    setting.maxEm = s.u * 0.3;
    setting.tracking = 0.01;
    const QPainterPath thin =
        typeset(s.brief.lines.front(), split.type.adjusted(s.u * 0.02, s.u * 0.02, -s.u * 0.02, -s.u * 0.02), setting);
    if (thin.isEmpty())
        return;
    const double weight = s.u * 0.007;

    const QColor colour = readableOn(set.ground(), {s.pal.main, s.pal.third, s.pal.ink}, 2.6);
    // Counters need the odd-even rule of the outline: unite once.
    set.solid(thin.simplified().united(tubeAlong(thin.simplified(), weight)),
        luminance(colour) < 0.03 ? lighter(colour, 0.16) : colour, 0, 0.8, 0.4, 0.26);
    if (s.brief.lines.size() < 2)
        return;
    TypeSetting small;
    small.voice = Voice::Grotesk;
    small.align = (split.align & Qt::AlignHorizontal_Mask) | Qt::AlignTop;
    small.maxEm = s.u * 0.042;
    const double top = thin.boundingRect().bottom() + s.u * 0.05;
    setLabel(s.p, s.brief.lines[1], QRectF(split.type.left(), top, split.type.width(), s.u * 0.1),
        readableOn(set.ground(), {s.pal.ink, s.pal.paper}), small);
}

} // namespace

void paintSolids(Stage& s)
{
    const Split split = splitStage(s);
    SolidSet set(s);
    set.roll(s.dice.below(4));
    const Brief& b = s.brief;
    if (b.mentions({"pop", "popsicle", "lolly", "icecream", "gelato"}))
        solidIcePop(s, set, split.art);
    else if (b.mentions({"donut", "doughnut", "cake", "bakery"}))
        solidDonut(s, set, split.art.center(), std::min(split.art.width(), split.art.height()) * 0.44,
            b.subject.value_or(QColor(0xFF, 0x7A, 0xB0)));
    else if (b.mentions({"can", "soda", "drink", "lemonade", "beer", "energy"}))
        solidCan(s, set, split.art);
    else if (b.mentions({"bottle", "oil", "perfume", "serum", "skincare", "cream", "lotion", "candle", "cosmetic"}))
        solidProduct(s, set, split.art);
    else if (b.mentions({"mountain", "hill", "landscape", "trail", "island", "cloud", "outdoor", "valley"}))
        solidHills(s, set, split.art);
    else if (b.mentions({"arch", "arches", "rainbow", "opening"}))
        solidArches(set, split.art);
    else
        solidPrimitives(s, set, split.art);
    balloonType(s, set, split);
}

} // namespace batchroom::paint
