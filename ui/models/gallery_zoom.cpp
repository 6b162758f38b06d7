// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_zoom.h"

#include <algorithm>
#include <cmath>

namespace batchroom {

namespace {

// A small picture is not blown up to fill the view: fit means 1:1 at most.
constexpr double largestFit = 1.0;

double keptMiddle(double middle, double view, double length)
{
    if (length <= view)
        return 0.5;
    const double half = view / 2 / length;
    return std::clamp(middle, half, 1 - half);
}

} // namespace

double fitScale(QSize view, QSize picture)
{
    if (view.isEmpty() || picture.isEmpty())
        return 1;
    return std::min({double(view.width()) / picture.width(), double(view.height()) / picture.height(), largestFit});
}

double scaleOf(const PictureZoom& zoom, QSize view, QSize picture)
{
    return fitScale(view, picture) * zoom.factor;
}

PictureZoom kept(PictureZoom zoom, QSize view, QSize picture)
{
    const double fit = fitScale(view, picture);
    zoom.factor = std::isfinite(zoom.factor) ? std::clamp(zoom.factor, 1.0, std::max(1.0, deepestScale / fit)) : 1.0;
    const double scale = fit * zoom.factor;
    zoom.middle = {keptMiddle(zoom.middle.x(), view.width(), picture.width() * scale),
        keptMiddle(zoom.middle.y(), view.height(), picture.height() * scale)};
    return zoom;
}

PictureZoom zoomForScale(const PictureZoom& zoom, QSize view, QSize picture, double scale)
{
    PictureZoom changed = zoom;
    changed.factor = scale / fitScale(view, picture);
    return kept(changed, view, picture);
}

QRectF pictureRect(const PictureZoom& zoom, QSize view, QSize picture)
{
    const double scale = scaleOf(zoom, view, picture);
    const QSizeF size(picture.width() * scale, picture.height() * scale);
    return {QPointF(view.width() / 2.0 - zoom.middle.x() * size.width(),
                view.height() / 2.0 - zoom.middle.y() * size.height()),
        size};
}

PictureZoom zoomedAt(const PictureZoom& zoom, QSize view, QSize picture, QPointF pointer, double by)
{
    const QRectF before = pictureRect(zoom, view, picture);
    if (before.isEmpty())
        return zoom;
    const QPointF under((pointer.x() - before.x()) / before.width(), (pointer.y() - before.y()) / before.height());
    PictureZoom changed = zoom;
    changed.factor = std::clamp(zoom.factor * by, 1.0, std::max(1.0, deepestScale / fitScale(view, picture)));
    const double scale = scaleOf(changed, view, picture);
    const QPointF fromMiddle = pointer - QPointF(view.width() / 2.0, view.height() / 2.0);
    changed.middle = {under.x() - fromMiddle.x() / (picture.width() * scale),
        under.y() - fromMiddle.y() / (picture.height() * scale)};
    return kept(changed, view, picture);
}

PictureZoom movedBy(const PictureZoom& zoom, QSize view, QSize picture, QPointF by)
{
    const double scale = scaleOf(zoom, view, picture);
    if (picture.isEmpty() || scale <= 0)
        return zoom;
    PictureZoom changed = zoom;
    changed.middle -= QPointF(by.x() / (picture.width() * scale), by.y() / (picture.height() * scale));
    return kept(changed, view, picture);
}

} // namespace batchroom
