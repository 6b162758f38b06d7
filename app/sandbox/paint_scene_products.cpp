// SPDX-License-Identifier: GPL-3.0-or-later
// Packs on sets.
#include "app/sandbox/paint_props.h"
#include "app/sandbox/paint_scenes.h"
#include "app/sandbox/paint_sets.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace batchroom::paint {

namespace {

QPainterPath discPath(const QPointF& centre, double radius)
{
    QPainterPath path;
    path.addEllipse(centre, radius, radius);
    return path;
}

QColor citrusColour(Stage& s)
{
    return s.dice.pick(std::array{
        QColor(0xF5, 0x8A, 0x1F), QColor(0xFA, 0xC8, 0x2E), QColor(0xEF, 0x62, 0x4A), QColor(0xA3, 0xC9, 0x45)});
}

// A cut fruit leaning on the floor, with its shadow.
void standCitrus(Stage& s, const ProductSet& set, double x, double radius, double sink)
{
    const QPointF centre(x, set.floor + sink - radius * 0.97);
    QPainterPath foot;
    foot.addEllipse(
        QPointF(x + radius * 0.4 * (set.reach > 0 ? 1 : -1), set.floor + sink), radius * 1.0, radius * 0.16);
    softShape(s, foot, clear(darker(s.pal.ink, 0.3), set.shadow * 0.9), s.u * 0.014);
    const QColor peel = citrusColour(s);
    fillDisc(
        s.p, centre + QPointF(radius * 0.07 * (set.reach > 0 ? 1 : -1), radius * 0.01), radius, darker(peel, 0.24));
    drawCitrus(s.p, centre, radius, peel, s.dice.between(0, 36));
}

Label labelFor(Stage& s, const QString& name, const QString& line, Voice voice, const QColor& body)
{
    Label label;
    label.name = name;
    label.line = line;
    label.voice = voice;
    label.paper = s.pal.paper;
    label.ink = readableOn(s.pal.paper, {body, darker(body, 0.45), s.pal.ink}, 3.2);
    return label;
}

void lineUpCans(Stage& s, const ProductSet& set, int count)
{
    const QRectF all = standing(set, 0.54 * count + 0.22 * (count - 1), 0.9);
    const double width = all.width() / (count + 0.42 * (count - 1));
    const std::array pool{s.pal.main, s.pal.second, s.pal.third, s.pal.fourth, mix(s.pal.main, s.pal.third, 0.5),
        mix(s.pal.second, s.pal.fourth, 0.5)};
    const std::array names{s.brief.brand, u"Mint"_s, u"Sun"_s, u"Plum"_s, u"Lime"_s};
    QColor before = set.wall;
    std::size_t at = static_cast<std::size_t>(s.dice.below(4));
    for (int i = 0; i < count; ++i) {
        QColor colour = pool[at % pool.size()];
        for (int tries = 0; tries < 6 && (contrast(colour, set.wall) < 1.3 || contrast(colour, before) < 1.15); ++tries)
            colour = pool[++at % pool.size()];
        ++at;
        before = colour;
        const QRectF box(all.left() + i * width * 1.42, set.floor - width * 1.85, width, width * 1.85);
        castShadow(s, canOutline(box), set.floor - width * 0.01, set.reach, set.shadow);
        drawCan(s.p, box, colour,
            labelFor(s, i == 0 ? s.brief.brand : names[static_cast<std::size_t>(i) % names.size()], {},
                Voice::Condensed, colour));
    }
}

} // namespace

void paintCans(Stage& s)
{
    const bool many = s.brief.mentions({"lineup", "range", "row", "flavours", "flavors", "cans", "collection", "four",
                          "three", "flavour"})
        || (s.ratio() > (s.hasText() ? 2.2 : 1.3) && s.dice.chance(0.5));
    const ProductSet set = buildSet(s, Mood::Bright, many ? Subject::Broad : Subject::Upright);
    if (many) {
        const int asked = s.brief.mentions({"four"}) ? 4 : s.brief.mentions({"three"}) ? 3 : 0;
        lineUpCans(s, set,
            asked                                                      ? asked
                : set.split.art.width() > set.split.art.height() * 1.1 ? 3 + s.dice.below(2)
                                                                       : 3);
        setProductType(s, set, {Voice::Condensed, Voice::Grotesk});
        return;
    }
    const QColor colour = productColour(s, set);
    const QRectF can = standing(set, 0.52, 0.88);
    const double r = can.width() * s.dice.between(0.52, 0.62);
    const bool fruit =
        s.brief.mentions({"citrus", "orange", "lemon", "lime", "zest", "fruit", "grapefruit", "soda", "juice"})
        || s.dice.chance(0.5);
    const bool floating = fruit && s.dice.chance(0.5);
    if (floating) {
        const QPointF at(can.center().x() + can.width() * 0.92, can.top() + can.height() * 0.16);
        const double small = r * 0.72;
        softShape(s, discPath(at + QPointF(small * 0.25, small * 0.32), small), clear(darker(set.wall, 0.6), 0.30),
            s.u * 0.02);
        drawCitrus(s.p, at, small, citrusColour(s), s.dice.between(0, 36));
    }
    if (fruit)
        standCitrus(s, set, can.left() - r * 0.62, r, 0);
    castShadow(s, canOutline(can), set.floor, set.reach, set.shadow);
    drawCan(s.p, can, colour,
        labelFor(s, s.brief.brand, s.dice.chance(0.4) ? u"330 ML"_s : QString(), Voice::Condensed, colour));
    if (fruit)
        standCitrus(s, set, can.right() + r * 0.34, r * 0.82, r * 0.28);
    else
        for (const double side : {-1.0, 1.0}) {
            const QRectF back(can.center().x() + side * can.width() * 1.25 - can.width() * 0.4,
                set.floor - can.height() * 0.82, can.width() * 0.8, can.height() * 0.8);
            if (back.left() > s.u * 0.02 && back.right() < s.w() - s.u * 0.02)
                drawCan(
                    s.p, back, mix(colour, set.wall, 0.3), labelFor(s, s.brief.brand, {}, Voice::Condensed, colour));
        }
    setProductType(s, set, {Voice::Condensed, Voice::Grotesk, Voice::Script});
}

void paintBottle(Stage& s)
{
    const ProductSet set = buildSet(s, Mood::Bright);
    const QColor liquid = productColour(s, set);
    const QRectF box = standing(set, 0.33, 0.96);
    const double r = box.width() * 0.55;
    drawWholeFruit(s.p, QPointF(box.left() - r * 0.75, set.floor - r * 0.95), r * 0.9, citrusColour(s));
    castShadow(s, bottleOutline(box), set.floor, set.reach, set.shadow);
    drawBottle(s.p, box, liquid, readableOn(set.wall, {s.pal.third, s.pal.ink}, 1.8),
        labelFor(s, s.brief.brand, u"330 ML"_s, Voice::Condensed, liquid));
    standCitrus(s, set, box.right() + r * 0.55, r * 0.8, r * 0.2);
    setProductType(s, set, {Voice::Condensed, Voice::Serif, Voice::Grotesk});
}

void paintSkincare(Stage& s)
{
    const ProductSet set = buildSet(s, Mood::Calm);
    const QColor amber(0x9A, 0x54, 0x1E);
    const QColor glass = s.brief.explicitPalette
        ? productColour(s, set)
        : s.brief.subject.value_or(s.dice.chance(0.75) ? amber : QColor(0x2F, 0x5B, 0x4A));
    const QString brand = s.brief.brand.toLower();
    const QString kind = s.brief.mentions({"serum"})                          ? u"SERUM"_s
        : s.brief.mentions({"cream", "lotion", "moisturiser", "moisturizer"}) ? u"DAILY CREAM"_s
                                                                              : u"BODY OIL"_s;
    const bool tube = s.brief.mentions({"tube", "cream", "lotion", "sunscreen", "gel"});
    const QRectF box = standing(set, tube ? 0.42 : 0.43, 0.84);
    const double leafLength = box.height() * 0.52;
    if (s.brief.mentions({"leaf", "plant", "botanical", "natural", "stone"}) || s.dice.chance(0.7)) {
        const double side = set.reach > 0 ? 1 : -1;
        const QPointF root(box.center().x() + side * box.width() * 0.98, set.floor);
        const QColor green = s.brief.explicitPalette ? s.pal.third : QColor(0x7B, 0x93, 0x5C);
        softShape(s, leaf(root + QPointF(s.u * 0.02, 0), leafLength, leafLength * 0.4, side > 0 ? -62 : -118),
            clear(darker(set.wall, 0.7), 0.25), s.u * 0.02);
        drawLeaf(s.p, root, leafLength, leafLength * 0.38, side > 0 ? -66 : -114, green);
        drawLeaf(s.p, root, leafLength * 0.74, leafLength * 0.32, side > 0 ? -36 : -144, mix(green, s.pal.paper, 0.16));
    }
    if (tube) {
        castShadow(s, roundedBox(box, box.width() * 0.1), set.floor, set.reach, set.shadow);
        drawTube(s.p, box, mix(s.pal.paper, glass, 0.12), glass, labelFor(s, brand, kind, Voice::Serif, glass));
    } else {
        castShadow(s, dropperOutline(box), set.floor, set.reach, set.shadow);
        Label label = labelFor(s, brand, kind, Voice::Serif, glass);
        label.paper = mix(s.pal.paper, QColor(250, 244, 232), 0.6);
        label.ink = QColor(0x3A, 0x2A, 0x20);
        drawDropper(s.p, box, glass, label);
    }
    setProductType(s, set, {Voice::Serif, Voice::Serif, Voice::Condensed});
}

void paintPerfume(Stage& s)
{
    const bool dark = !s.brief.ground && (s.isPhoto() ? s.dice.chance(0.6) : s.dice.chance(0.4));
    const ProductSet set = buildSet(s, dark ? Mood::Dark : Mood::Calm);
    const QColor liquid = s.brief.subject.value_or(
        s.dice.pick(std::array{QColor(0xC8, 0x93, 0x3C), s.pal.main, QColor(0xD9, 0x9A, 0x8A)}));
    const QColor metal = s.dice.chance(0.6) ? QColor(0xC9, 0xA2, 0x5C) : QColor(0x2A, 0x28, 0x2C);
    const QRectF box = standing(set, 0.72, 0.84);
    if (dark)
        fillGlow(s.p, box.center(), box.height() * 1.1, liquid, 0.45, s.frame);
    QPainterPath whole = roundedBox(box.adjusted(0, box.height() * 0.28, 0, 0), box.width() * 0.09);
    whole.addRect(QRectF(box.left() + box.width() * 0.33, box.top(), box.width() * 0.34, box.height() * 0.3));
    castShadow(s, whole, set.floor, set.reach, set.shadow);
    QPainterPath caustic;
    caustic.addEllipse(
        QPointF(box.center().x() + box.width() * 0.36 * (set.reach > 0 ? 1 : -1), set.floor + box.height() * 0.02),
        box.width() * 0.42, box.height() * 0.035);
    softShape(s, caustic, clear(lighter(liquid, 0.35), 0.5), s.u * 0.012);
    Label label = labelFor(s, s.brief.brand, u"EAU DE PARFUM"_s, Voice::Serif, s.pal.ink);
    if (s.dice.chance(0.5)) {
        label.paper = QColor(0x1E, 0x1A, 0x1C);
        label.ink = QColor(0xE9, 0xCF, 0x96);
    }
    drawPerfume(s.p, box, liquid, metal, label);
    setProductType(s, set, {Voice::Serif, Voice::Serif, Voice::Script});
}

void paintCandle(Stage& s)
{
    const bool dark = !s.brief.ground && s.dice.chance(s.isPhoto() ? 0.75 : 0.5);
    const ProductSet set = buildSet(s, dark ? Mood::Dark : Mood::Calm);
    const QColor wax = s.brief.subject.value_or(s.dice.pick(
        std::array{QColor(0xEE, 0xDF, 0xC4), QColor(0xE8, 0xD3, 0xB6), mix(s.pal.paper, s.pal.second, 0.3)}));
    const QRectF box = standing(set, 0.62, 0.80);
    const QPointF flame(box.center().x(), box.top() + box.height() * 0.22);
    fillGlow(s.p, flame, s.u * (dark ? 0.62 : 0.4), QColor(0xFF, 0xA8, 0x3A), dark ? 0.75 : 0.35, s.frame);
    castShadow(s, roundedBox(box.adjusted(0, box.height() * 0.36, 0, 0), box.width() * 0.06), set.floor, set.reach,
        set.shadow);
    Label label = labelFor(s, s.brief.brand.toLower(), s.brief.mentions({"fig"}) ? u"FIG & CEDAR"_s : u"NO. 12"_s,
        Voice::Serif, s.pal.ink);
    label.paper = QColor(0x2C, 0x20, 0x18);
    label.ink = QColor(0xEB, 0xD8, 0xB2);
    drawCandle(s.p, box, wax, label);
    fillGlow(s.p, flame, box.height() * 0.34, QColor(0xFF, 0xD6, 0x80), 0.4, s.frame);
    setProductType(s, set, {Voice::Serif, Voice::Serif, Voice::Script});
}

void paintCoffee(Stage& s)
{
    const Split split = splitStage(s);
    const QColor table = s.brief.ground.value_or(
        s.dice.pick(std::array{s.pal.main, s.pal.third, mix(s.pal.paper, s.pal.second, 0.4), s.pal.main}));
    s.p.fillRect(s.frame, table);
    QPainterPath half(QPointF(0, s.h()));
    half.lineTo(s.w(), s.h() * s.dice.between(0.05, 0.5));
    half.lineTo(s.w(), s.h());
    half.closeSubpath();
    s.p.fillPath(half, luminance(table) > 0.3 ? mix(table, s.pal.second, 0.22) : darker(table, 0.22));
    const double radius = std::min(split.art.width(), split.art.height()) * (s.hasText() ? 0.44 : 0.38);
    const QPointF c = split.art.center();
    // Hard light: one long shadow to the lower right.
    QPainterPath shade;
    shade.setFillRule(Qt::WindingFill);
    for (int i = 0; i <= 16; ++i)
        shade.addEllipse(c + QPointF(radius, radius) * (0.02 * i), radius, radius);
    softShape(s, shade, clear(darker(table, 0.8), 0.38), s.u * (s.isPhoto() ? 0.016 : 0.004));
    const QColor china = s.brief.subject && luminance(*s.brief.subject) > 0.2
        ? *s.brief.subject
        : mix(QColor(250, 246, 238), s.pal.paper, 0.5);
    drawCupFromAbove(s.p, c, radius, china, s.dice.pick(std::array{-38.0, -12.0, 24.0, 205.0}), s.dice.chance(0.6));
    const std::array corners{QPointF(-1.32, -1.05), QPointF(1.34, 1.02), QPointF(-1.3, 1.12), QPointF(1.3, -1.1)};
    const int kept = s.dice.below(2);
    for (std::size_t k = 0; k < 2; ++k) {
        const QPointF at = c + corners[k + static_cast<std::size_t>(kept) * 2] * radius;
        for (int i = 0; i < 3; ++i) {
            const QPointF bean =
                at + QPointF(s.dice.between(-0.16, 0.16), (i - 1) * 0.25 + s.dice.between(-0.03, 0.03)) * radius;
            const double size = radius * 0.105;
            const QRectF group(at.x() - radius * 0.3, at.y() - radius * 0.42, radius * 0.6, radius * 0.84);
            if (!s.frame.contains(group) || split.type.intersects(group))
                continue;
            softShape(s, discPath(bean + QPointF(size * 0.4, size * 0.45), size * 0.85),
                clear(darker(table, 0.8), 0.35), s.u * 0.006);
            drawBean(s.p, bean, size, s.dice.between(0, 180));
        }
    }
    ProductSet set;
    set.split = split;
    set.wall = table;
    setProductType(s, set, {Voice::Script, Voice::Serif, Voice::Condensed});
}

void paintIcePop(Stage& s)
{
    Split split = splitStage(s);
    const QColor ground =
        s.brief.ground.value_or(s.dice.chance(0.6) ? s.pal.main : mix(s.pal.second, s.pal.paper, 0.25));
    s.p.fillRect(s.frame, ground);
    if (s.hasText() && s.ratio() <= 1.3) { // the words go under the ice
        const QRectF page = s.inset(0.075);
        const double share = 0.17;
        split.type = QRectF(page.left(), page.bottom() - page.height() * share, page.width(), page.height() * share);
        split.art = QRectF(page.left(), page.top(), page.width(), page.height() * (1 - share) - s.u * 0.04);
        split.align = Qt::AlignCenter;
    }
    const double reach = std::min(split.art.width(), split.art.height()) * 0.5;
    const QPointF c = split.art.center();
    const QColor disc = mix(ground, QColor(255, 252, 248), luminance(ground) > 0.7 ? 0.0 : 0.38);
    fillDisc(s.p, c, reach * 0.98, luminance(ground) > 0.7 ? mix(ground, s.pal.second, 0.5) : disc);
    const int count = split.art.width() > split.art.height() * 1.9 ? 3
        : s.brief.mentions({"three", "pops", "range"})             ? 3
                                                                   : 1;
    const double lean = s.dice.between(8, 17) * (s.dice.chance(0.8) ? 1 : -1);
    const std::array sets{std::array{QColor(0xFF, 0xE0, 0x4D), QColor(0xFF, 0x8A, 0x3C), QColor(0xE8, 0x32, 0x62)},
        std::array{QColor(0xFF, 0x9A, 0xB8), QColor(0xFF, 0xF3, 0xE6), QColor(0x6B, 0xC9, 0xA8)},
        std::array{QColor(0x8E, 0xDD, 0xF0), QColor(0x4F, 0x9F, 0xE8), QColor(0x6A, 0x4F, 0xCF)},
        std::array{s.pal.second, s.pal.third, s.pal.fourth}};
    const double height = reach * 1.8;
    std::size_t roll = static_cast<std::size_t>(s.dice.below(4));
    for (int i = 0; i < count; ++i, ++roll) {
        const auto& tones = s.brief.explicitPalette ? sets[3] : sets[roll % sets.size()];
        const QRectF box(-height * 0.215, -height * 0.5, height * 0.43, height);
        const QPointF at = c + QPointF((i - (count - 1) / 2.0) * height * 0.72, 0);
        const QTransform place = QTransform().translate(at.x(), at.y()).rotate(lean);
        softShape(s, place.map(icePopOutline(box)).translated(height * 0.075, height * 0.07),
            clear(darker(ground, 0.62), 0.36), s.u * (s.isPhoto() ? 0.02 : 0.008));
        s.p.save();
        s.p.setTransform(place, true);
        drawIcePop(s.p, box, tones[0], tones[1], tones[2]);
        s.p.restore();
    }
    ProductSet set;
    set.split = split;
    set.wall = ground;
    setProductType(s, set, {Voice::Condensed, Voice::Condensed, Voice::Script});
}

void paintDonut(Stage& s)
{
    const Split split = splitStage(s);
    const QColor ground = s.brief.ground.value_or(
        s.dice.pick(std::array{s.pal.main, mix(s.pal.fourth, s.pal.paper, 0.3), mix(s.pal.second, s.pal.paper, 0.2)}));
    s.p.fillRect(s.frame, ground);
    const QColor icing = s.brief.subject.value_or(s.dice.pick(std::array{
        QColor(0xFF, 0x7A, 0xB0), QColor(0x6B, 0x3A, 0x24), QColor(0xFB, 0xF1, 0xE2), QColor(0x9B, 0xDC, 0xC8)}));
    const QList<QColor> sprinkles{QColor(0xFF, 0xFF, 0xFF), QColor(0xFF, 0xD1, 0x3A), QColor(0x4B, 0xC4, 0xD9),
        QColor(0x6A, 0x4F, 0xCF), QColor(0xFF, 0x6B, 0x4A)};
    const QRectF art = split.art;
    const double side = std::min(art.width(), art.height());
    const int count = std::clamp(qRound(std::max(art.width(), art.height()) / side), 1, 3);
    const double radius = side * (count > 1 ? 0.42 : s.hasText() ? 0.47 : 0.42);
    for (int i = 0; i < count; ++i) {
        const double t = (i + 0.5) / count;
        const QPointF c = art.width() >= art.height() ? QPointF(art.left() + art.width() * t, art.center().y())
                                                      : QPointF(art.center().x(), art.top() + art.height() * t);
        QPainterPath ring = discPath(c + QPointF(radius * 0.12, radius * 0.14), radius);
        ring -= discPath(c + QPointF(radius * 0.12, radius * 0.14), radius * 0.24);
        softShape(s, ring, clear(darker(ground, 0.7), 0.4), s.u * 0.016);
        const QColor glaze = count == 1
            ? icing
            : std::array{icing, QColor(0x6B, 0x3A, 0x24), QColor(0xFB, 0xF1, 0xE2)}[static_cast<std::size_t>(i)];
        drawDonut(s.p, c, radius, glaze, sprinkles, Dice(s.dice.next()));
    }
    ProductSet set;
    set.split = split;
    set.wall = ground;
    setProductType(s, set, {Voice::Script, Voice::Grotesk, Voice::Condensed});
}

void paintSneaker(Stage& s)
{
    const ProductSet set = buildSet(s, Mood::Bright, Subject::Broad);
    const QColor upper = productColour(s, set);
    const QColor accent = readableOn(upper, {s.pal.second, s.pal.paper, s.pal.ink}, 1.6);
    const QRectF box = standing(set, 1.85, 0.8);
    castShadow(s, sneakerOutline(box), set.floor, set.reach, set.shadow);
    drawSneaker(s.p, box, upper, accent, QColor(252, 248, 240));
    setProductType(s, set, {Voice::Grotesk, Voice::Condensed});
}

void paintStillLife(Stage& s)
{
    const ProductSet set = buildSet(s, Mood::Calm, Subject::Broad);
    const QColor clay = productColour(s, set);
    const QRectF vase = standing(set, 0.56, 0.55);
    const QRectF box = vase.translated(-vase.width() * 0.42, 0);
    const QPointF mouth(box.center().x(), box.top());
    Dice twin = s.dice;
    drawStems(
        s.p, mouth, vase.height() * 0.98, s.brief.explicitPalette ? s.pal.second : QColor(0xC9, 0xA2, 0x5A), twin);
    castShadow(s, vaseOutline(box), set.floor, set.reach, set.shadow);
    drawVase(s.p, box, clay);
    const QRectF bowl(box.right() + vase.width() * 0.16, set.floor - vase.height() * 0.22 + s.u * 0.015,
        vase.width() * 0.74, vase.height() * 0.23);
    castShadow(s, roundedBox(bowl.adjusted(bowl.width() * 0.1, 0, -bowl.width() * 0.1, 0), bowl.height() * 0.4),
        bowl.bottom(), set.reach, set.shadow * 0.8);
    drawWholeFruit(s.p, QPointF(bowl.left() + bowl.width() * 0.36, bowl.top() - bowl.height() * 0.22),
        bowl.height() * 0.46, citrusColour(s));
    drawWholeFruit(s.p, QPointF(bowl.left() + bowl.width() * 0.68, bowl.top() - bowl.height() * 0.16),
        bowl.height() * 0.42, citrusColour(s));
    drawBowl(s.p, bowl, mix(QColor(250, 244, 234), s.pal.paper, 0.5));
    setProductType(s, set, {Voice::Serif, Voice::Serif, Voice::Script});
}

void paintBooks(Stage& s)
{
    const ProductSet set = buildSet(s, Mood::Calm, Subject::Broad);
    const QRectF all = standing(set, 1.05, 0.8);
    const int count = 5;
    const double thick = all.height() * 0.66 / count;
    const std::array tones{s.pal.main, s.pal.third, s.pal.second, s.pal.fourth, s.pal.ink};
    castShadow(s, roundedBox(all.adjusted(0, all.height() * 0.4, 0, 0), 2), set.floor, set.reach, set.shadow);
    double y = set.floor;
    for (int i = 0; i < count; ++i) {
        y -= thick;
        const double width = all.width() * s.dice.between(0.82, 1.0);
        const QRectF book(
            all.center().x() - width / 2 + all.width() * s.dice.between(-0.06, 0.06), y, width, thick * 0.97);
        const QColor tone = tones[static_cast<std::size_t>(i) % tones.size()];
        QLinearGradient shade(book.topLeft(), book.bottomLeft());
        shade.setColorAt(0, lighter(tone, 0.14));
        shade.setColorAt(1, darker(tone, 0.2));
        s.p.fillPath(roundedBox(book, thick * 0.12), shade);
        s.p.fillRect(QRectF(book.right() - width * 0.10, book.top() + thick * 0.14, width * 0.09, thick * 0.7),
            QColor(248, 240, 224));
        s.p.fillRect(
            QRectF(book.left() + width * 0.12, book.top(), width * 0.018, book.height()), clear(s.pal.paper, 0.75));
        s.p.fillRect(QRectF(book.left() + width * 0.22, book.top() + thick * 0.4, width * 0.3, thick * 0.14),
            clear(s.pal.paper, 0.6));
    }
    const QRectF cup(
        all.center().x() - all.width() * 0.13, y - all.height() * 0.2, all.width() * 0.26, all.height() * 0.2);
    s.p.setBrush(Qt::NoBrush);
    s.p.setPen(QPen(QColor(246, 240, 230), cup.width() * 0.1));
    s.p.drawEllipse(QPointF(cup.right(), cup.center().y()), cup.width() * 0.2, cup.height() * 0.26);
    QPainterPath mug = roundedBox(cup, cup.width() * 0.16);
    s.p.fillPath(mug, roundShade(cup, QColor(250, 246, 238), 0.2));
    setProductType(s, set, {Voice::Serif, Voice::Script, Voice::Serif});
}

} // namespace batchroom::paint
