// SPDX-License-Identifier: GPL-3.0-or-later
// The bar of the place: title, how many of how many, size, shape, order.
#pragma once

#include "ui/models/gallery_source.h"

#include <QWidget>

namespace batchroom {

class ComboButton;
class SegmentedControl;
class Slider;
class TextLabel;

class GalleryBar : public QWidget {
    Q_OBJECT
public:
    GalleryBar(GallerySource& source, const GalleryRows& rows, QWidget* parent = nullptr);
    void changeSize(int steps);

Q_SIGNALS:
    void shapeChanged(batchroom::GalleryShape shape);
    void pictureHeightChanged(int height);

private:
    void refreshLook();
    void refreshCount();
    GallerySource& m_source;
    const GalleryRows& m_rows;
    TextLabel* m_count;
    Slider* m_size;
    SegmentedControl* m_shape;
    ComboButton* m_sort;
};

} // namespace batchroom
