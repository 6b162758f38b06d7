// SPDX-License-Identifier: GPL-3.0-or-later
// Colour palettes in small: own colours by their weight; a provider's preset as an impression of its mood (Ideogram
// does not publish the colours).
#pragma once

#include "app/core/generation.h"

#include <QPainter>

namespace batchroom {

void paintPaletteSwatch(QPainter& painter, const QRectF& rect, const Palette& palette, qreal radius = 4);

} // namespace batchroom
