// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/stage_layout.h"

#include <algorithm>
#include <cmath>

namespace batchroom {

namespace {

QSizeF fitted(QSize shape, double width, double height)
{
    return QSizeF(shape).scaled(QSizeF(width, height), Qt::KeepAspectRatio);
}

double worth(const QSizeF& size)
{
    return std::sqrt(size.width() * size.height());
}

} // namespace

StageLayout stageLayout(const QRect& area, QSize picture, QSize result, int gap)
{
    const double room = area.width() - gap;
    if (picture.isEmpty() || result.isEmpty() || room < 2 || area.height() < 2)
        return {};
    QSizeF one;
    QSizeF other;
    double best = -1;
    for (int share = 30; share <= 70; share += 2) {
        const QSizeF left = fitted(picture, room * share / 100, area.height());
        const QSizeF right = fitted(result, room * (100 - share) / 100, area.height());
        // The smaller of the two counts more: neither may become a stamp.
        const double sum = worth(left) + worth(right) + std::min(worth(left), worth(right));
        if (sum > best + 0.01) {
            best = sum;
            one = left;
            other = right;
        }
    }
    const QSize left(std::max(1, int(one.width())), std::max(1, int(one.height())));
    const QSize right(std::max(1, int(other.width())), std::max(1, int(other.height())));
    const int start = area.left() + (area.width() - left.width() - gap - right.width()) / 2;
    const int top = area.top() + (area.height() - std::max(left.height(), right.height())) / 2;
    return {QRect(QPoint(start, top), left), QRect(QPoint(start + left.width() + gap, top), right)};
}

} // namespace batchroom
