// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/tile_picture.h"

#include "ui/kit/paint.h"

#include <memory>

namespace batchroom {

namespace {

// A frame has 16.7 ms; painting what is there already takes about 3.
constexpr int scalingMilliseconds = 4;

QImage rounded(QImage image, qreal radius)
{
    QImage shaped(image.size(), QImage::Format_ARGB32_Premultiplied);
    shaped.fill(Qt::transparent);
    QPainter painter(&shaped);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(image));
    painter.drawRoundedRect(QRectF(image.rect()), radius, radius);
    return shaped;
}

} // namespace

QRect coverPart(QSize picture, QSize target)
{
    const QSize part = target.scaled(picture, Qt::KeepAspectRatio);
    const QSize sound = part.expandedTo(QSize(1, 1));
    return {
        (picture.width() - sound.width()) / 2, (picture.height() - sound.height()) / 2, sound.width(), sound.height()};
}

TilePictures::TilePictures(int maxKilobytes)
    : m_pixmaps(maxKilobytes)
{
    m_frame.start();
}

void TilePictures::beginFrame()
{
    m_frame.restart();
}

bool TilePictures::isOutOfTime() const
{
    return m_frame.elapsed() >= scalingMilliseconds;
}

QPixmap TilePictures::find(AssetId asset, QSize devicePixels) const
{
    const QPixmap* found = m_pixmaps.object(asset);
    return found && found->size() == devicePixels ? *found : QPixmap();
}

QPixmap TilePictures::make(AssetId asset, const QPixmap& thumbnail, QSize devicePixels, qreal dpr)
{
    const QRect part = coverPart(thumbnail.size(), devicePixels);
    const QImage cut = part == thumbnail.rect() ? thumbnail.toImage() : thumbnail.toImage().copy(part);
    const QImage scaled = cut.scaled(devicePixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    auto made = std::make_unique<QPixmap>(QPixmap::fromImage(rounded(scaled, controlRadius * dpr)));
    made->setDevicePixelRatio(dpr);
    const QPixmap pixmap = *made;
    m_pixmaps.insert(asset, made.release(), devicePixels.width() * devicePixels.height() * 4 / 1024 + 1);
    return pixmap;
}

} // namespace batchroom
