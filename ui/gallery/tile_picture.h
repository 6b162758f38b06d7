// SPDX-License-Identifier: GPL-3.0-or-later
// Thumbnails scaled to exactly the size of their tile, corners rounded, so that a frame only copies them. GUI thread.
#pragma once

#include "app/core/ids.h"

#include <QCache>
#include <QElapsedTimer>
#include <QPixmap>

namespace batchroom {

class TilePictures {
public:
    explicit TilePictures(int maxKilobytes);
    // Call at the start of a frame: scaling stops for this frame when its time is used up.
    void beginFrame();
    bool isOutOfTime() const;
    // Null when there is no scaled one of this size yet.
    QPixmap find(AssetId asset, QSize devicePixels) const;
    QPixmap make(AssetId asset, const QPixmap& thumbnail, QSize devicePixels, qreal dpr);
    void forget(AssetId asset) { m_pixmaps.remove(asset); }
    void clear() { m_pixmaps.clear(); }

private:
    mutable QCache<AssetId, QPixmap> m_pixmaps;
    QElapsedTimer m_frame;
};

// The middle part of a picture that has the proportions of `target`.
QRect coverPart(QSize picture, QSize target);

} // namespace batchroom
