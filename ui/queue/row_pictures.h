// SPDX-License-Identifier: GPL-3.0-or-later
// The small pictures of the job rows: loaded for what is visible, cropped to a square, a new one fades in. GUI thread.
#pragma once

#include "app/core/ids.h"
#include "ui/models/thumbnail_cache.h"

#include <QCache>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

class QPainter;

namespace batchroom {

class RowPictures : public QObject {
    Q_OBJECT
public:
    RowPictures(AssetStore& originals, AssetIndex& index, QObject* parent = nullptr);
    // Visible ones, most wanted first.
    void want(const QList<AssetId>& assets);
    // A dashed frame while there is nothing to show.
    void paint(QPainter& painter, const QRect& box, AssetId asset, qreal dpr);

Q_SIGNALS:
    void changed(const QList<batchroom::AssetId>& assets);

private:
    QPixmap square(AssetId asset, int side, qreal dpr);
    void beginFade(const QList<AssetId>& assets);
    void stepFades();

    ThumbnailCache m_thumbnails;
    QCache<std::pair<AssetId, int>, QPixmap> m_squares; // by asset and side in device pixels
    QHash<AssetId, qint64> m_fades;                     // when each began, of m_clock
    QList<AssetId> m_wanted;
    QElapsedTimer m_clock;
    QTimer m_frame;
};

} // namespace batchroom
