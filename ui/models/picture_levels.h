// SPDX-License-Identifier: GPL-3.0-or-later
// A picture in a few sizes, each half of the one before, so that any part of it is painted fast and without jagged
// edges. A value; any thread.
#pragma once

#include <QImage>
#include <QList>
#include <QRectF>

class QPainter;

namespace batchroom {

class PictureLevels {
public:
    PictureLevels() = default;
    // At most `longestSide` pixels on the longest side. Takes a while for large pictures: worker threads.
    PictureLevels(const QImage& picture, int longestSide);

    bool isNull() const { return m_levels.isEmpty(); }
    int kilobytes() const;
    // `part` in 0..1 of width and height.
    void paint(QPainter& painter, const QRectF& target, const QRectF& part) const;

private:
    QList<QImage> m_levels; // largest first
};

} // namespace batchroom
