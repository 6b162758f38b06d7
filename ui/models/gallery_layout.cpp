// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace batchroom {

namespace {

// Banners of 6:1 and strips of 1:6 would leave nothing for the others of their line.
constexpr double narrowest = 0.4;
constexpr double widest = 3.6;
constexpr int widestLine = std::numeric_limits<quint16>::max();

} // namespace

double shownAspect(const AssetRow& row)
{
    if (row.width == 0 || row.height == 0)
        return 1.0;
    return std::clamp(double(row.width) / row.height, narrowest, widest);
}

void GalleryLayout::build(const QList<AssetRow>& rows, GalleryShape shape, const GalleryMetrics& metrics, int apart)
{
    m_metrics = metrics;
    m_metrics.width = std::clamp(metrics.width, 1, widestLine);
    m_metrics.pictureHeight = std::max(8, metrics.pictureHeight);
    m_lines.clear();
    m_height = 0;
    const int count = static_cast<int>(rows.size());
    m_places.assign(static_cast<size_t>(count), Place());
    m_shape = shape;
    m_apart = std::clamp(apart, 0, count);
    addPart(rows, 0, m_apart);
    addPart(rows, m_apart, count);
}

void GalleryLayout::addPart(const QList<AssetRow>& rows, int begin, int end)
{
    if (m_shape == GalleryShape::Square)
        addSquares(begin, end);
    else
        addJustified(rows, begin, end);
}

void GalleryLayout::addInFront(const QList<AssetRow>& rows, int added)
{
    const auto others = std::partition_point(
        m_lines.begin(), m_lines.end(), [this](const GalleryLine& line) { return line.first < m_apart; });
    std::vector<GalleryLine> below(others, m_lines.end());
    const int topBefore = below.empty() ? m_height : below.front().top;
    const int heightBefore = m_height;
    m_places.insert(m_places.begin(), static_cast<size_t>(added), Place());
    m_apart += added;
    m_lines.clear();
    m_height = 0;
    addPart(rows, 0, m_apart);
    const int down = m_height - topBefore;
    for (GalleryLine& line : below) {
        line.first += added;
        line.top += down;
    }
    m_lines.insert(m_lines.end(), below.begin(), below.end());
    m_height = heightBefore + down;
}

void GalleryLayout::addLine(int first, int count, int pictureHeight)
{
    m_lines.push_back({first, count, m_height, pictureHeight});
    m_height += pictureHeight + m_metrics.captionHeight + m_metrics.lineGap;
}

void GalleryLayout::addSquares(int begin, int end)
{
    const int columns = std::max(1, (m_metrics.width + m_metrics.gap) / (m_metrics.pictureHeight + m_metrics.gap));
    const double side = double(m_metrics.width - (columns - 1) * m_metrics.gap) / columns;
    for (int first = begin; first < end; first += columns) {
        const int count = std::min(columns, end - first);
        for (int i = 0; i < count; ++i) {
            const int left = int(std::lround(i * (side + m_metrics.gap)));
            const int right = int(std::lround(i * (side + m_metrics.gap) + side));
            m_places[static_cast<size_t>(first + i)] = {quint16(left), quint16(std::max(1, right - left))};
        }
        addLine(first, count, std::max(1, int(side)));
    }
}

// A line is closed where its height comes nearest to the one aimed at.
void GalleryLayout::addJustified(const QList<AssetRow>& rows, int begin, int end)
{
    const double aim = m_metrics.pictureHeight;
    const auto heightOf = [this](double aspects, int count) {
        return std::max(1.0, double(m_metrics.width - (count - 1) * m_metrics.gap)) / aspects;
    };
    int first = begin;
    double aspects = 0;
    for (int i = begin; i < end; ++i) {
        const double with = aspects + shownAspect(rows[i]);
        const int count = i - first;
        const double heightWith = heightOf(with, count + 1);
        if (heightWith > aim) {
            aspects = with;
            continue;
        }
        const bool isBetterWithout = count > 0 && heightOf(aspects, count) / aim < aim / heightWith;
        if (isBetterWithout) {
            closeLine(rows, first, i, aspects, true);
            first = i;
            aspects = shownAspect(rows[i]);
            if (heightOf(aspects, 1) > aim)
                continue;
            closeLine(rows, first, i + 1, aspects, true);
        } else {
            closeLine(rows, first, i + 1, with, true);
        }
        first = i + 1;
        aspects = 0;
    }
    if (first < end)
        closeLine(rows, first, end, aspects, false);
}

void GalleryLayout::closeLine(const QList<AssetRow>& rows, int begin, int end, double aspects, bool isFull)
{
    const int count = end - begin;
    const double room = std::max(double(count), double(m_metrics.width - (count - 1) * m_metrics.gap));
    const double height = isFull ? room / aspects : std::min(double(m_metrics.pictureHeight), room / aspects);
    double before = 0;
    for (int i = begin; i < end; ++i) {
        const double after = before + shownAspect(rows[i]) * height;
        const int gaps = (i - begin) * m_metrics.gap;
        const int left = int(std::lround(before)) + gaps;
        const int right = int(std::lround(after)) + gaps;
        m_places[static_cast<size_t>(i)] = {quint16(std::min(left, widestLine)), quint16(std::max(1, right - left))};
        before = after;
    }
    addLine(begin, count, std::max(1, int(std::lround(height))));
}

int GalleryLayout::lineOf(int index) const
{
    const auto after = std::upper_bound(
        m_lines.begin(), m_lines.end(), index, [](int wanted, const GalleryLine& line) { return wanted < line.first; });
    return int(after - m_lines.begin()) - 1;
}

GalleryTile GalleryLayout::tileIn(const GalleryLine& line, int index) const
{
    const Place place = m_places[static_cast<size_t>(index)];
    const QRect picture(place.left, line.top, place.width, line.pictureHeight);
    return {index, picture, QRect(place.left, line.top + line.pictureHeight, place.width, m_metrics.captionHeight)};
}

GalleryTile GalleryLayout::tile(int index) const
{
    if (index < 0 || index >= count())
        return {};
    return tileIn(m_lines[static_cast<size_t>(lineOf(index))], index);
}

std::pair<int, int> GalleryLayout::linesBetween(int top, int bottom) const
{
    const auto first = std::partition_point(m_lines.begin(), m_lines.end(), [this, top](const GalleryLine& line) {
        return line.top + line.pictureHeight + m_metrics.captionHeight <= top;
    });
    const auto end =
        std::partition_point(first, m_lines.end(), [bottom](const GalleryLine& line) { return line.top <= bottom; });
    return {int(first - m_lines.begin()), int(end - m_lines.begin()) - 1};
}

int GalleryLayout::indexAt(QPoint point) const
{
    const QList<int> found = indexesIn(QRect(point, QSize(1, 1)));
    return found.isEmpty() ? -1 : found.constFirst();
}

QList<int> GalleryLayout::indexesIn(const QRect& area) const
{
    QList<int> found;
    const auto [first, last] = linesBetween(area.top(), area.bottom());
    for (int at = first; at <= last; ++at) {
        const GalleryLine& line = m_lines[static_cast<size_t>(at)];
        for (int i = line.first; i < line.first + line.count; ++i) {
            const GalleryTile tile = tileIn(line, i);
            if (tile.picture.united(tile.caption).intersects(area))
                found.append(i);
        }
    }
    return found;
}

int GalleryLayout::indexInNextLine(int index, int lines) const
{
    if (index < 0 || index >= count())
        return -1;
    const int from = lineOf(index);
    const int to = std::clamp(from + lines, 0, int(m_lines.size()) - 1);
    if (to == from)
        return index;
    const int middle = tile(index).picture.center().x();
    const GalleryLine& line = m_lines[static_cast<size_t>(to)];
    int best = line.first;
    int distance = std::numeric_limits<int>::max();
    for (int i = line.first; i < line.first + line.count; ++i) {
        const int off = std::abs(tileIn(line, i).picture.center().x() - middle);
        if (off < distance) {
            best = i;
            distance = off;
        }
    }
    return best;
}

} // namespace batchroom
