// SPDX-License-Identifier: GPL-3.0-or-later
// Where a picture lies in a view and how large it is. Pure values: the same zoom fits pictures of other sizes, so that
// compared pictures move together.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace batchroom {

struct PictureZoom {
    double factor = 1;        // 1: the whole picture fits the view
    QPointF middle{0.5, 0.5}; // the point of the picture (0..1) in the middle of the view
    bool isFit() const { return factor <= 1.0; }
    friend bool operator==(const PictureZoom&, const PictureZoom&) = default;
};

inline constexpr double deepestScale = 16; // view pixels for one of the picture

// View pixels for one of the picture when all of it is shown.
double fitScale(QSize view, QSize picture);
double scaleOf(const PictureZoom& zoom, QSize view, QSize picture);
// One picture pixel is one view pixel (or `scale`).
PictureZoom zoomForScale(const PictureZoom& zoom, QSize view, QSize picture, double scale);
// The rectangle of the view that the picture fills; it may be larger than the view.
QRectF pictureRect(const PictureZoom& zoom, QSize view, QSize picture);
// The point of the picture under `pointer` stays there, as far as the edges allow.
PictureZoom zoomedAt(const PictureZoom& zoom, QSize view, QSize picture, QPointF pointer, double by);
PictureZoom movedBy(const PictureZoom& zoom, QSize view, QSize picture, QPointF by);
// Nothing but picture in the view where it is large enough, the middle where it is not.
PictureZoom kept(PictureZoom zoom, QSize view, QSize picture);

} // namespace batchroom
