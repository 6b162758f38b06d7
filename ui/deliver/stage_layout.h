// SPDX-License-Identifier: GPL-3.0-or-later
// Where the picture and the result of its crop lie beside each other. Pure.
#pragma once

#include <QRect>

namespace batchroom {

struct StageLayout {
    QRect picture;
    QRect result;
};

// Both as large as they can be: equally high where their shapes allow it, else each in its share of the width. In the
// middle of `area`, with `gap` between.
StageLayout stageLayout(const QRect& area, QSize picture, QSize result, int gap);

} // namespace batchroom
