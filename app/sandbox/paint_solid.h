// SPDX-License-Identifier: GPL-3.0-or-later
// Inflates a flat outline into a lit, glossy solid: circles become spheres, rings tori, letters balloons. Each pixel is
// shaded from a height field made of the exact distance to the edge. Any thread.
#pragma once

#include "app/sandbox/paint_stage.h"

namespace batchroom::paint {

struct Material {
    QColor colour;
    QColor bounce;      // light thrown back by the floor
    double gloss = 0.8; // 0: clay, 1: glazed
    double bevel = 0;   // pixels from edge to the flat top; 0: as deep as the shape allows
    double soft = 0.09; // share of the depth by which ridges are rounded
};

void inflate(const Stage& stage, const QPainterPath& outline, const Material& material);

} // namespace batchroom::paint
