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
    // What the campaign cost; empty: nothing to say. The detail is what the pointer over it says.
    void setCost(const QString& words, const QString& detail);

Q_SIGNALS:
    void shapeChanged(batchroom::GalleryShape shape);
    void pictureHeightChanged(int height);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showCostIfItFits();
    void refreshLook();
    void refreshCount();
    GallerySource& m_source;
    const GalleryRows& m_rows;
    TextLabel* m_count;
    TextLabel* m_cost;
    QWidget* m_costPart;
    QWidget* m_surface;
    Slider* m_size;
    SegmentedControl* m_shape;
    ComboButton* m_sort;
};

} // namespace batchroom
