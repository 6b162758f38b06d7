// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures around the one in the lightbox, in the order of the grid; a click goes there.
#pragma once

#include "ui/models/gallery_rows.h"

#include <QWidget>

namespace batchroom {

class ThumbnailCache;

class Filmstrip : public QWidget {
    Q_OBJECT
public:
    Filmstrip(GalleryRows& rows, ThumbnailCache& thumbnails, QWidget* parent = nullptr);
    // The active picture is in the middle where there is room on both sides; the others are the compared ones.
    void setShown(const QList<AssetId>& shown, int active);
    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(batchroom::AssetId asset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Frame {
        int index = -1;
        QRect area;
    };
    void arrange();
    int widthOf(int index) const;
    void paintFrame(QPainter& painter, const Frame& frame) const;

    GalleryRows& m_rows;
    ThumbnailCache& m_thumbnails;
    QList<AssetId> m_shown;
    int m_active = 0;
    QList<Frame> m_frames;
};

} // namespace batchroom
