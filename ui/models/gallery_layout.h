// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pictures of the gallery lie: lines of equal width (justified) or equal squares. Pure; built once a width in
// one pass, asked by position in the logarithm of the lines. Four bytes a picture.
#pragma once

#include "app/core/asset.h"

#include <QRect>

#include <vector>

namespace batchroom {

enum class GalleryShape { Justified, Square };

struct GalleryMetrics {
    int width = 0;           // room for a line
    int pictureHeight = 195; // aimed at; side of a square
    int gap = 12;
    int captionHeight = 28;
    int lineGap = 8; // below the caption
};

// Pictures first … first + count - 1 side by side.
struct GalleryLine {
    int first = 0;
    int count = 0;
    int top = 0;
    int pictureHeight = 0;
};

struct GalleryTile {
    int index = -1;
    QRect picture;
    QRect caption;
};

class GalleryLayout {
public:
    // The first `apart` pictures get lines of their own, so that the lines of the others do not change when more
    // arrive in front of them.
    void build(const QList<AssetRow>& rows, GalleryShape shape, const GalleryMetrics& metrics, int apart = 0);

    // `added` pictures arrived in front: they join those that lie apart, the other lines only move down. `rows` has
    // them already. Does not look at the others again.
    void addInFront(const QList<AssetRow>& rows, int added);

    int height() const { return m_height; }
    int count() const { return static_cast<int>(m_places.size()); }
    const std::vector<GalleryLine>& lines() const { return m_lines; }
    const GalleryMetrics& metrics() const { return m_metrics; }

    GalleryTile tile(int index) const;
    int lineOf(int index) const;
    // Lines that touch top … bottom; empty: last < first.
    std::pair<int, int> linesBetween(int top, int bottom) const;
    // The picture (with its caption) at a point, or -1.
    int indexAt(QPoint point) const;
    // Pictures whose tile touches the area, in order.
    QList<int> indexesIn(const QRect& area) const;
    // The picture above or below whose middle is nearest; the same one at the ends.
    int indexInNextLine(int index, int lines) const;

private:
    struct Place {
        quint16 left = 0;
        quint16 width = 0;
    };
    void addPart(const QList<AssetRow>& rows, int begin, int end);
    void addSquares(int begin, int end);
    void addJustified(const QList<AssetRow>& rows, int begin, int end);
    void closeLine(const QList<AssetRow>& rows, int begin, int end, double aspects, bool isFull);
    void addLine(int first, int count, int pictureHeight);
    GalleryTile tileIn(const GalleryLine& line, int index) const;

    GalleryMetrics m_metrics;
    GalleryShape m_shape = GalleryShape::Justified;
    int m_apart = 0;
    std::vector<Place> m_places;
    std::vector<GalleryLine> m_lines;
    int m_height = 0;
};

// Width over height, kept within what a line can show.
double shownAspect(const AssetRow& row);

} // namespace batchroom
