// SPDX-License-Identifier: GPL-3.0-or-later
// The two pictures of the stage: the whole one with its focal point, and what a preset makes of it.
#pragma once

#include "app/core/preset.h"
#include "ui/models/picture_levels.h"

#include <QTimer>
#include <QWidget>

namespace batchroom {

// What both show. A value.
struct CropSubject {
    PictureLevels picture;
    QSize size; // pixels of the original
    QPointF focalPoint{0.5, 0.5};
    Preset preset;
    bool showsSafeZones = true;
    bool showsGrid = false;
    QRectF crop() const; // in 0..1 of the picture
};

// The picture fills the widget. Drag or arrow keys move the focal point (Shift: further).
class FocalView : public QWidget {
    Q_OBJECT
public:
    explicit FocalView(QWidget* parent = nullptr);
    void setSubject(const CropSubject& subject);

Q_SIGNALS:
    void pointMoved(QPointF point); // 0..1, while it moves
    void pointKept();               // let go, or no key for a while

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void moveTo(const QPointF& position);
    CropSubject m_subject;
    QTimer m_keysRest;
    bool m_isDragging = false;
};

class ResultView : public QWidget {
    Q_OBJECT
public:
    explicit ResultView(QWidget* parent = nullptr);
    void setSubject(const CropSubject& subject);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    CropSubject m_subject;
};

} // namespace batchroom
