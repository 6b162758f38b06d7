// SPDX-License-Identifier: GPL-3.0-or-later
// On/off, amounts, ratings, progress. Qt's own classes underneath, so keyboard and screen readers work as everywhere.
#pragma once

#include "ui/kit/paint.h"

#include <QCheckBox>
#include <QProgressBar>
#include <QSlider>

namespace batchroom {

// QCheckBox itself has the kit's look. Switch is for what takes effect at once. toggled(bool), setChecked().
class Switch : public QCheckBox {
    Q_OBJECT
public:
    explicit Switch(const QString& text = QString(), QWidget* parent = nullptr);
    void setWrapping(bool wraps); // where the words may be longer than the room
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return m_wraps; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool m_wraps = false;
};

// Thin horizontal slider; a click jumps there. valueChanged(int).
class Slider : public QSlider {
    Q_OBJECT
public:
    explicit Slider(const QString& accessibleName, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void mousePressEvent(QMouseEvent* event) override;
};

// 0 to 5 stars: keys 0-5, arrows, click (the same star again clears). valueChanged(int) also on setValue().
class StarRating : public QSlider {
    Q_OBJECT
public:
    explicit StarRating(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void rated(int stars); // by the person

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int starAt(const QPointF& position) const;
    int m_hovered = 0;
};

// 4 px high; segments side by side: Ok done, Accent in flight, Warn needs you, Bad failed.
class ProgressBar : public QProgressBar {
    Q_OBJECT
public:
    explicit ProgressBar(QWidget* parent = nullptr);
    void setSegments(const QList<BarSegment>& segments, double total);
    void setFraction(double fraction, ColorRole role = ColorRole::Accent); // 0 to 1
    QSize sizeHint() const override { return {160, 4}; }
    QSize minimumSizeHint() const override { return {24, 4}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<BarSegment> m_segments;
    double m_total = 1;
};

} // namespace batchroom
