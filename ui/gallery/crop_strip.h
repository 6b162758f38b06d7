// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture will look like on the chosen platforms: its crops side by side, with a warning where much is lost.
#pragma once

#include "app/core/preset.h"
#include "ui/kit/painted_cells.h"

#include <QPixmap>
#include <QPointF>
#include <QWidget>

namespace batchroom {

inline constexpr double muchLost = 0.2; // of the picture's area

class CropStrip : public QWidget, public PaintedCells {
    Q_OBJECT
public:
    enum class Words { No, Yes }; // label and size below each crop
    CropStrip(int pictureHeight, Words words, QWidget* parent = nullptr);
    void setPresets(const QList<Preset>& presets);
    void setPicture(QSize size, QPointF focalPoint); // invalid size: none
    void setPixmap(const QPixmap& pixmap);
    QStringList descriptions() const; // one a crop, as read to people
    const QWidget* cellCanvas() const override { return this; }
    int cellCount() const override { return m_size.isValid() ? static_cast<int>(m_presets.size()) : 0; }
    QRect cellArea(int cell) const override { return crops().value(cell).area; }
    QString cellName(int cell) const override { return descriptions().value(cell); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Crop {
        Preset preset;
        QRect area; // in the widget
        QRect part; // of the picture
        double loss = 0;
    };
    QList<Crop> crops() const;
    int shownHeight() const;
    void paintCrop(QPainter& painter, const Crop& crop) const;
    void refreshWords();
    int m_height;
    Words m_words;
    QList<Preset> m_presets;
    QSize m_size;
    QPointF m_focalPoint{0.5, 0.5};
    QPixmap m_pixmap;
};

} // namespace batchroom
