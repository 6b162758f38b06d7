// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures around the one in the lightbox, in the order of the grid; a click goes there.
#pragma once

#include "ui/kit/painted_cells.h"
#include "ui/models/gallery_rows.h"

#include <QWidget>

namespace batchroom {

class PictureWords;
class ThumbnailCache;

class Filmstrip : public QWidget, public PaintedCells {
    Q_OBJECT
public:
    Filmstrip(GalleryRows& rows, ThumbnailCache& thumbnails, PictureWords& words, QWidget* parent = nullptr);
    // The active picture is in the middle where there is room on both sides; the others are the compared ones.
    void setShown(const QList<AssetId>& shown, int active);
    QSize sizeHint() const override;
    const QWidget* cellCanvas() const override { return this; }
    int cellCount() const override { return static_cast<int>(m_frames.size()); }
    QRect cellArea(int cell) const override { return m_frames[cell].area; }
    QString cellName(int cell) const override;
    int currentCell() const override;
    qint64 cellKey(int cell) const override { return m_rows.idAt(m_frames[cell].index).value; }
    int cellOfKey(qint64 key) const override;
    QStringList cellActions() const override;
    void doCellAction(const QString& action, int cell) override;

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
    PictureWords& m_words;
    QList<AssetId> m_shown;
    int m_active = 0;
    QList<Frame> m_frames;
};

} // namespace batchroom
