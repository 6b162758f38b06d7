// SPDX-License-Identifier: GPL-3.0-or-later
// The sets products stand on: wall, table, window light, arch niches, plinths.
#pragma once

#include "app/sandbox/paint_stage.h"

namespace batchroom::paint {

enum class Mood { Bright, Calm, Dark };

struct ProductSet {
    Split split;
    QColor wall;
    QColor table;
    double floor = 0;   // where things stand
    double reach = 0.5; // direction of shadows
    double shadow = 0.3;
};

// Fills the frame and says where the product goes.
enum class Subject { Upright, Broad };
ProductSet buildSet(Stage& stage, Mood mood, Subject subject = Subject::Upright);
// The largest box of this shape (width / height) that stands on the floor in the middle of the art area.
QRectF standing(const ProductSet& set, double shape, double share);
// The brief's text in the set's type area.
void setProductType(Stage& stage, const ProductSet& set, std::initializer_list<Voice> voices);
// A colour of the palette (or the prompt's own) that stands out from the wall.
QColor productColour(Stage& stage, const ProductSet& set);
QString labelName(const Stage& stage);

} // namespace batchroom::paint
