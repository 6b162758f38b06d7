// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/picture_levels.h"

#include "app/imaging/picture.h"

#include <QPainter>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int smallestSide = 160;

QImage scaledTo(const QImage& picture, QSize size)
{
    return resampled(picture, QRectF(QPointF(0, 0), QSizeF(picture.size())), size);
}

} // namespace

PictureLevels::PictureLevels(const QImage& picture, int longestSide)
{
    if (picture.isNull())
        return;
    const bool isLarger = std::max(picture.width(), picture.height()) > longestSide;
    QImage level = isLarger
        ? scaledTo(picture, picture.size().scaled(longestSide, longestSide, Qt::KeepAspectRatio).expandedTo({1, 1}))
        : picture;
    m_levels.append(level);
    while (std::max(level.width(), level.height()) >= 2 * smallestSide) {
        level = scaledTo(level, (level.size() / 2).expandedTo({1, 1}));
        m_levels.append(level);
    }
}

int PictureLevels::kilobytes() const
{
    qint64 bytes = 0;
    for (const QImage& level : m_levels)
        bytes += level.sizeInBytes();
    return int(bytes / 1024) + 1;
}

void PictureLevels::paint(QPainter& painter, const QRectF& target, const QRectF& part) const
{
    if (isNull() || target.isEmpty() || part.isEmpty())
        return;
    const double needed = target.width() * painter.device()->devicePixelRatio() / part.width();
    const QImage* best = &m_levels.first();
    for (const QImage& level : m_levels)
        if (level.width() >= needed)
            best = &level;
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, *best,
        QRectF(part.x() * best->width(), part.y() * best->height(), part.width() * best->width(),
            part.height() * best->height()));
    painter.restore();
}

} // namespace batchroom
