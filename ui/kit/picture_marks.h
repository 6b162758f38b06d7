// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn upon pictures: what a crop leaves out, the focal point, zones that an app covers, thirds. Black and
// white in every theme, since the picture below is the background.
#pragma once

#include <QPainter>
#include <QString>

namespace batchroom {

// Everything of `whole` outside `crop` darkened, a white line around the crop.
void paintCrop(QPainter& painter, const QRectF& whole, const QRectF& crop);
// 44 px across. `isActive`: it is being moved.
void paintFocalPoint(QPainter& painter, const QPointF& center, bool isActive);
// Hatched up to `safe`, a dashed line around it, the words at the top left of what is covered.
void paintCoveredZone(QPainter& painter, const QRectF& whole, const QRectF& safe, const QString& words);
void paintThirds(QPainter& painter, const QRectF& rect);

} // namespace batchroom
