// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/palette_swatch.h"

#include "ui/kit/paint.h"

#include <QPainterPath>

#include <algorithm>

namespace batchroom {
namespace {

struct Mood {
    QLatin1StringView name;
    std::array<QRgb, 4> colors;
};

constexpr Mood moods[]{
    {QLatin1StringView("ember"), {0xFF3A1210, 0xFFA3281C, 0xFFE8602C, 0xFFF7B267}},
    {QLatin1StringView("fresh"), {0xFF2FA866, 0xFFA8D94E, 0xFFF4E04D, 0xFFF7FBEF}},
    {QLatin1StringView("jungle"), {0xFF12301F, 0xFF2E6B3A, 0xFF7DA453, 0xFFD9C27A}},
    {QLatin1StringView("magic"), {0xFF2B1B5A, 0xFF6C3BD1, 0xFFD157C6, 0xFFF7A8E0}},
    {QLatin1StringView("melon"), {0xFFFF6F61, 0xFFFF9E80, 0xFFFFD8B5, 0xFF6CC08B}},
    {QLatin1StringView("mosaic"), {0xFF1F6F8B, 0xFFE8A33D, 0xFFC8432F, 0xFFF1E6CE}},
    {QLatin1StringView("pastel"), {0xFFF7C9D4, 0xFFCDE7F0, 0xFFFBEFC4, 0xFFD7E8CD}},
    {QLatin1StringView("ultramarine"), {0xFF0E1A66, 0xFF2340C9, 0xFF5F8BF0, 0xFFD6E3FB}},
};

struct Stripe {
    QColor color;
    double weight = 1;
};

QList<Stripe> stripesOf(const Palette& palette)
{
    QList<Stripe> stripes;
    for (const PaletteColor& member : palette.members)
        stripes.append({QColor(member.hex), member.weight.value_or(0.25)});
    for (const Mood& mood : moods) {
        if (palette.name.compare(mood.name, Qt::CaseInsensitive) == 0)
            for (const QRgb color : mood.colors)
                stripes.append({QColor(color), 1});
    }
    return stripes;
}

} // namespace

void paintPaletteSwatch(QPainter& painter, const QRectF& rect, const Palette& palette, qreal radius)
{
    const QList<Stripe> stripes = stripesOf(palette);
    if (stripes.isEmpty()) {
        paintPanel(painter, rect, radius, QColor(), theme().muted, 1.5, Qt::DashLine);
        return;
    }
    double total = 0;
    for (const Stripe& stripe : stripes)
        total += stripe.weight;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect, radius, radius);
    painter.setClipPath(clip);
    qreal x = rect.left();
    for (const Stripe& stripe : stripes) {
        const qreal width = rect.width() * stripe.weight / total;
        painter.fillRect(QRectF(x, rect.top(), width + 0.5, rect.height()), stripe.color);
        x += width;
    }
    painter.restore();
    paintPanel(painter, rect, radius, QColor(), theme().line);
}

} // namespace batchroom
