// SPDX-License-Identifier: GPL-3.0-or-later
// One picture that can be zoomed at the pointer and dragged. Paints what is there at once (preview, then original) and
// a finely scaled one shortly after the last change. GUI thread.
#pragma once

#include "ui/models/gallery_zoom.h"

#include <QImage>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace batchroom {

class PictureView : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);

    void setPicture(QSize size, const QPixmap& preview); // another picture: the zoom stays
    void setPreview(const QPixmap& preview);
    void setOriginal(const QImage& image);
    void setProblem(const QString& words);
    const PictureZoom& zoom() const { return m_zoom; }
    void setZoom(const PictureZoom& zoom);
    double scale() const; // view pixels for one of the picture
    void setScale(double scale);
    void zoomBy(double factor); // in the middle
    QSize pictureSize() const { return m_size; }
    bool hasOriginal() const { return !m_original.isNull(); }

Q_SIGNALS:
    void zoomChanged(const batchroom::PictureZoom& zoom); // by the person
    void activated();                                     // clicked

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QSize viewPixels() const;
    void change(const PictureZoom& zoom);
    void unsettle();
    void settle();

    PictureZoom m_zoom;
    QSize m_size;
    QPixmap m_preview;
    QImage m_original;
    QString m_problem;
    QPixmap m_settled; // exactly what is in view, finely scaled
    QTimer m_settling;
    quint64 m_settleQuestion = 0;
    std::optional<QPointF> m_dragged;
};

} // namespace batchroom
