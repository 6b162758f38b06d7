// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_finish.h"

#include "app/sandbox/paint_dice.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace batchroom::paint {

void addGrain(QImage& image, int strength, quint64 seed)
{
    // One tile, entered at another place in every row, so that no repetition shows.
    constexpr int side = 1 << 16;
    std::vector<qint8> tile(side);
    Dice dice(seed);
    for (qint8& grain : tile) {
        const quint64 roll = dice.next();
        const int bell = static_cast<int>(roll & 0xFF) + static_cast<int>((roll >> 8) & 0xFF)
            + static_cast<int>((roll >> 16) & 0xFF) - 382;
        grain = static_cast<qint8>(bell * strength / 382);
    }
    for (int y = 0; y < image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        int at = static_cast<int>(dice.next() & (side - 1));
        for (int x = 0; x < image.width(); ++x, at = (at + 1) & (side - 1)) {
            const int grain = tile[static_cast<std::size_t>(at)];
            const QRgb c = row[x];
            row[x] = qRgb(std::clamp(qRed(c) + grain, 0, 255), std::clamp(qGreen(c) + grain, 0, 255),
                std::clamp(qBlue(c) + grain, 0, 255));
        }
    }
}

void addVignette(QImage& image, double strength)
{
    QPainter p(&image);
    const QPointF centre(image.width() * 0.47, image.height() * 0.45);
    p.translate(centre);
    p.scale(image.width() / 2.0, image.height() / 2.0);
    QRadialGradient fall(QPointF(0, 0), 1.5);
    fall.setColorAt(0, QColor(20, 10, 18, 0));
    fall.setColorAt(0.5, QColor(20, 10, 18, 0));
    fall.setColorAt(1, QColor(20, 10, 18, std::clamp(static_cast<int>(strength * 255), 0, 255)));
    p.fillRect(QRectF(-1.2, -1.2, 2.4, 2.4), fall);
}

} // namespace batchroom::paint
