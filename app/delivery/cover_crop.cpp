// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/exporter.h"

#include <algorithm>
#include <cmath>

namespace batchroom {

namespace {

// Where a window of `length` starts so that `focus` (0..1 of the whole) is as near to its middle as the edges allow.
int startOf(int whole, int length, double focus)
{
    const double wanted = std::isfinite(focus) ? std::clamp(focus, 0.0, 1.0) * whole - length / 2.0 : 0;
    return std::clamp(int(std::lround(wanted)), 0, whole - length);
}

} // namespace

QRect coverCrop(QSize picture, QSize target, QPointF focalPoint)
{
    if (picture.isEmpty() || target.isEmpty())
        return QRect(QPoint(0, 0), picture);
    const double ratio = double(target.width()) / target.height();
    int width = picture.width();
    int height = picture.height();
    if (qint64(width) * target.height() > qint64(height) * target.width())
        width = std::clamp(int(std::lround(height * ratio)), 1, width);
    else
        height = std::clamp(int(std::lround(width / ratio)), 1, height);
    return QRect(startOf(picture.width(), width, focalPoint.x()), startOf(picture.height(), height, focalPoint.y()),
        width, height);
}

double cropLoss(QSize picture, QSize target)
{
    if (picture.isEmpty() || target.isEmpty())
        return 0;
    const double one = double(picture.width()) * target.height();
    const double other = double(picture.height()) * target.width();
    return 1 - std::min(one, other) / std::max(one, other);
}

} // namespace batchroom
