// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/painter.h"

#include "app/sandbox/paint_finish.h"
#include "app/sandbox/paint_scenes.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int largestSide = 8192;

void finish(QImage& image, const paint::Brief& brief)
{
    switch (brief.look) {
    case paint::Look::Photo:
        paint::addVignette(image, 0.20);
        paint::addGrain(image, 9, brief.seed);
        break;
    case paint::Look::Story: paint::addGrain(image, 11, brief.seed); break;
    case paint::Look::Flat: paint::addGrain(image, 7, brief.seed); break;
    case paint::Look::Solid:
    case paint::Look::Anime: paint::addGrain(image, 3, brief.seed); break;
    }
}

} // namespace

QImage paintPicture(const PaintRequest& request)
{
    const QSize size(
        std::clamp(request.size.width(), 1, largestSide), std::clamp(request.size.height(), 1, largestSide));
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        return image;
    const paint::Brief brief = paint::readBrief(request);
    image.fill(brief.palette.paper);
    {
        QPainter p(&image);
        p.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        p.setPen(Qt::NoPen);
        const QRectF frame(QPointF(0, 0), QSizeF(size));
        paint::Stage stage{p, frame, static_cast<double>(std::min(size.width(), size.height())), brief, brief.palette,
            paint::Dice(brief.seed)};
        const paint::Scene scene = paint::chooseScene(brief, stage.dice);
        scene(stage);
    }
    finish(image, brief);
    return image;
}

} // namespace batchroom
