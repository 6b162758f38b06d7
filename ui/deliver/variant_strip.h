// SPDX-License-Identifier: GPL-3.0-or-later
// All chosen crops of the picture in a row; the one on the stage has a ring. Arrow keys and clicks choose another.
#pragma once

#include "ui/deliver/crop_view.h"
#include "ui/kit/painted_cells.h"

#include <QAbstractScrollArea>

namespace batchroom {

class VariantStrip : public QAbstractScrollArea, public PaintedCells {
    Q_OBJECT
public:
    explicit VariantStrip(QWidget* parent = nullptr);
    void setPresets(const QList<Preset>& presets);
    void setPicture(const PictureLevels& picture, QSize size);
    void setFocalPoint(QPointF point);
    void setCurrent(const QString& preset);
    void setCropHeight(int pixels); // 108 unless the window is low
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    // Of a crop in widget coordinates, wherever it is scrolled to; for tests.
    QRect areaOf(const QString& preset) const;
    QString wordsOf(const QString& preset) const;
    const QWidget* cellCanvas() const override { return viewport(); }
    int cellCount() const override { return int(m_tiles.size()); }
    QRect cellArea(int cell) const override;
    QString cellName(int cell) const override;
    int cellAt(QPoint point) const override { return tileAt(point); }
    int currentCell() const override { return currentTile(); }
    QStringList cellActions() const override;
    void doCellAction(const QString& action, int cell) override;

Q_SIGNALS:
    void chosen(const QString& preset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Tile {
        Preset preset;
        QRect picture; // unscrolled
        QRect words;
        QString name;
        QString mark; // "loses 73 %", "enlarged 1.4×"
        bool isHarsh = false;
    };
    void arrange();
    void describe(Tile& tile) const;
    void reveal();
    int tileAt(const QPoint& position) const;
    int currentTile() const;
    void paintTile(QPainter& painter, const Tile& tile, bool isCurrent, bool isHovered) const;

    CropSubject m_subject;
    QList<Tile> m_tiles;
    QString m_current;
    int m_hovered = -1;
    int m_cropHeight = 108;
};

} // namespace batchroom
