// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_stage.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace batchroom::paint {

namespace {

void blurRows(std::vector<uchar>& from, std::vector<uchar>& to, int width, int height, int radius)
{
    // Writes transposed, so that two calls blur both directions.
    const int window = 2 * radius + 1;
    for (int y = 0; y < height; ++y) {
        const uchar* row = from.data() + static_cast<std::ptrdiff_t>(y) * width;
        int sum = 0;
        for (int x = -radius; x <= radius; ++x)
            sum += row[std::clamp(x, 0, width - 1)];
        for (int x = 0; x < width; ++x) {
            to[static_cast<std::size_t>(x) * static_cast<std::size_t>(height) + static_cast<std::size_t>(y)] =
                static_cast<uchar>(sum / window);
            sum += row[std::min(x + radius + 1, width - 1)] - row[std::max(x - radius, 0)];
        }
    }
}

void blurMask(std::vector<uchar>& mask, int width, int height, int radius)
{
    std::vector<uchar> other(mask.size());
    for (int pass = 0; pass < 3; ++pass) {
        blurRows(mask, other, width, height, radius);
        blurRows(other, mask, height, width, radius);
    }
}

} // namespace

Split splitStage(Stage& stage)
{
    Split split;
    const QRectF page = stage.inset(0.075);
    if (!stage.hasText()) {
        split.art = page;
        return split;
    }
    const bool swapped = stage.dice.chance(0.3);
    if (stage.ratio() > 1.3) {
        const double share = stage.ratio() > 2.2 ? 0.5 : 0.43;
        const double gap = stage.u * 0.06;
        const QRectF left(page.left(), page.top(), page.width() * share, page.height());
        const QRectF right(left.right() + gap, page.top(), page.width() - left.width() - gap, page.height());
        split.type = swapped ? QRectF(page.right() - left.width(), page.top(), left.width(), page.height()) : left;
        split.art = swapped ? QRectF(page.left(), page.top(), right.width(), page.height()) : right;
        split.align = Qt::AlignLeft | Qt::AlignVCenter;
        split.type.adjust(0, page.height() * 0.14, 0, -page.height() * 0.14);
    } else {
        const double share = stage.ratio() < 0.6 ? 0.25 : 0.24;
        const QRectF top(page.left(), page.top(), page.width(), page.height() * share);
        split.type = top;
        split.art = QRectF(
            page.left(), top.bottom() + stage.u * 0.03, page.width(), page.bottom() - top.bottom() - stage.u * 0.03);
        split.align = (swapped ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter;
    }
    return split;
}

void setLabel(QPainter& p, const QString& text, const QRectF& box, const QColor& colour, const TypeSetting& setting)
{
    p.fillPath(typeset(text, box, setting), colour);
}

Voice pickVoice(Stage& stage, std::initializer_list<Voice> voices)
{
    return *(voices.begin() + stage.dice.below(static_cast<int>(voices.size())));
}

void setHeadline(Stage& stage, const QRectF& box, Qt::Alignment align, const HeadlineStyle& style)
{
    const QStringList& lines = stage.brief.lines;
    if (lines.isEmpty() || box.isEmpty())
        return;
    QRectF rest = box;
    QRectF main = box;
    const bool more = lines.size() > 1;
    if (more)
        main.setHeight(box.height() * 0.74);
    TypeSetting setting;
    // A script in capitals cannot be read.
    const bool shouted = lines.front() == lines.front().toUpper();
    setting.voice = style.voice == Voice::Script && shouted ? Voice::Condensed : style.voice;
    setting.align = more ? (align & Qt::AlignHorizontal_Mask) | Qt::AlignBottom : align;
    setting.tracking = style.tracking;
    setting.flush = style.flush;
    setting.maxEm = style.maxEm;
    const QPainterPath head = typeset(lines.front(), main, setting);
    if (style.halo > 0) {
        const bool light = luminance(style.colour) > 0.4;
        softShape(stage, head.translated(0, stage.u * 0.003),
            clear(light ? darker(stage.pal.ink, 0.2) : lighter(stage.pal.paper, 0.3), style.halo), stage.u * 0.022);
    }
    stage.p.fillPath(head, style.colour);
    if (!more)
        return;
    rest.setTop((head.isEmpty() ? main.bottom() : head.boundingRect().bottom()) + box.height() * 0.08);
    TypeSetting small;
    small.voice = style.voice == Voice::Script || style.voice == Voice::Grotesk ? Voice::Grotesk : Voice::Condensed;
    small.align = (align & Qt::AlignHorizontal_Mask) | Qt::AlignTop;
    small.tracking = 0.08;
    small.maxEm = std::min(stage.u * 0.068, style.maxEm * 0.5);
    small.maxLines = 3;
    const QString text = lines.mid(1).join(QStringLiteral("  ·  "));
    stage.p.fillPath(typeset(text, rest, small), style.secondColour.isValid() ? style.secondColour : style.colour);
}

void fillVertical(QPainter& p, const QRectF& box, const QColor& top, const QColor& bottom)
{
    QLinearGradient gradient(box.topLeft(), box.bottomLeft());
    gradient.setColorAt(0, top);
    gradient.setColorAt(1, bottom);
    p.fillRect(box, gradient);
}

void fillGlow(
    QPainter& p, const QPointF& centre, double radius, const QColor& colour, double strength, const QRectF& within)
{
    QRadialGradient gradient(centre, radius);
    for (int i = 0; i <= 6; ++i) {
        const double t = i / 6.0;
        gradient.setColorAt(t, clear(colour, strength * (1 - t) * (1 - t)));
    }
    p.fillRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius).intersected(within), gradient);
}

void fillDisc(QPainter& p, const QPointF& centre, double radius, const QBrush& brush)
{
    p.setPen(Qt::NoPen);
    p.setBrush(brush);
    p.drawEllipse(centre, radius, radius);
}

void softShape(const Stage& stage, const QPainterPath& path, const QColor& colour, double blur)
{
    const double reach = blur * 2.2 + 2;
    const QRectF area = path.boundingRect()
                            .adjusted(-reach, -reach, reach, reach)
                            .intersected(stage.frame.adjusted(-reach, -reach, reach, reach));
    if (area.isEmpty())
        return;
    const double scale = std::min({1.0, 5.0 / std::max(blur, 0.5), 900.0 / std::max(area.width(), area.height())});
    const int width = std::max(2, static_cast<int>(std::ceil(area.width() * scale)));
    const int height = std::max(2, static_cast<int>(std::ceil(area.height() * scale)));
    QImage mask(width, height, QImage::Format_Grayscale8);
    mask.fill(0);
    {
        QPainter p(&mask);
        p.setRenderHint(QPainter::Antialiasing);
        p.scale(width / area.width(), height / area.height());
        p.translate(-area.topLeft());
        p.fillPath(path, Qt::white);
    }
    std::vector<uchar> levels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
        std::copy_n(mask.constScanLine(y), width, levels.begin() + static_cast<std::ptrdiff_t>(y) * width);
    blurMask(levels, width, height, std::max(1, qRound(blur * scale * 0.62)));
    QImage soft(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        auto* row = reinterpret_cast<QRgb*>(soft.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const int level =
                levels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]
                * colour.alpha() / 255;
            row[x] =
                qRgba(colour.red() * level / 255, colour.green() * level / 255, colour.blue() * level / 255, level);
        }
    }
    stage.p.drawImage(area, soft);
}

void castShadow(const Stage& stage, const QPainterPath& silhouette, double floor, double reach, double strength)
{
    const QRectF box = silhouette.boundingRect();
    // x' = x + (floor - y) * reach, y' = floor - (floor - y) * flat
    const double flat = 0.2;
    const QTransform fall(1, 0, -reach, flat, floor * reach, floor * (1 - flat));
    const QColor shade = clear(darker(stage.pal.ink, 0.35), strength);
    softShape(stage, fall.map(silhouette), clear(shade, strength * 0.75), stage.u * 0.018);
    QPainterPath contact;
    contact.addEllipse(QPointF(box.center().x() + box.width() * 0.05 * (reach > 0 ? 1 : -1), floor), box.width() * 0.54,
        std::max(box.width() * 0.06, stage.u * 0.008));
    softShape(stage, contact, clear(shade, strength), stage.u * 0.012);
}

QPainterPath waveBelow(const QRectF& frame, double y, double height, double length, double phase)
{
    QPainterPath path;
    const double half = length / 2;
    double x = frame.left() - length * (phase - std::floor(phase)) - length;
    path.moveTo(x, y);
    double sign = 1;
    while (x < frame.right() + half) {
        path.cubicTo(x + half * 0.36, y - sign * height, x + half * 0.64, y - sign * height, x + half, y);
        x += half;
        sign = -sign;
    }
    path.lineTo(x, frame.bottom() + 2);
    path.lineTo(frame.left() - 2 * length, frame.bottom() + 2);
    path.closeSubpath();
    return path;
}

QPainterPath roundedBox(const QRectF& box, double radius)
{
    QPainterPath path;
    path.addRoundedRect(box, radius, radius);
    return path;
}

QPainterPath arch(const QRectF& box)
{
    const double d = box.width();
    QPainterPath path(box.bottomLeft());
    path.lineTo(box.left(), box.top() + d / 2);
    path.arcTo(QRectF(box.left(), box.top(), d, d), 180, -180);
    path.lineTo(box.bottomRight());
    path.closeSubpath();
    return path;
}

QPainterPath leaf(const QPointF& base, double length, double width, double degrees)
{
    QPainterPath path;
    path.cubicTo(length * 0.22, -width * 0.72, length * 0.66, -width * 0.66, length, 0);
    path.cubicTo(length * 0.66, width * 0.40, length * 0.22, width * 0.52, 0, 0);
    return QTransform().translate(base.x(), base.y()).rotate(degrees).map(path);
}

QLinearGradient roundShade(const QRectF& box, const QColor& colour, double gloss)
{
    QLinearGradient shade(box.topLeft(), box.topRight());
    shade.setColorAt(0.0, darker(colour, 0.34));
    shade.setColorAt(0.10, darker(colour, 0.10));
    shade.setColorAt(0.22, lighter(colour, 0.16 + 0.30 * gloss));
    shade.setColorAt(0.30, lighter(colour, 0.10 + 0.22 * gloss));
    shade.setColorAt(0.42, colour);
    shade.setColorAt(0.72, darker(colour, 0.14));
    shade.setColorAt(0.90, darker(colour, 0.36));
    shade.setColorAt(0.96, darker(colour, 0.26));
    shade.setColorAt(1.0, darker(colour, 0.40));
    return shade;
}

} // namespace batchroom::paint
