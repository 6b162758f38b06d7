// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one tile of the grid: picture, ring, stars, decision. No state.
#pragma once

#include "app/core/asset.h"
#include "ui/models/gallery_layout.h"

#include <QPainter>
#include <QPixmap>

namespace batchroom {

struct TileLook {
    QPixmap picture;     // of the tile's size, or any other: then it is stretched; null: the colour alone
    double presence = 1; // 0..1 while a new picture fades in
    bool isChosen = false;
    bool isCurrent = false; // shown apart only when several are chosen or another one is
    bool hasFocus = false;
};

void paintTile(QPainter& painter, const GalleryTile& tile, const AssetRow& row, const TileLook& look);

} // namespace batchroom
