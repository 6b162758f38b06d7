// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

constexpr int samplesPerSide = 48;
constexpr quint32 nothingVisible = 0x808080;

struct Bin {
    int count = 0;
    std::array<int, 3> sums{};
};

} // namespace

// The mean of the fullest of 512 bins: a mean over all pixels would be mud.
quint32 dominantColor(const QImage& image)
{
    if (image.isNull())
        return nothingVisible;
    std::array<Bin, 512> bins{};
    const int stepX = std::max(1, image.width() / samplesPerSide);
    const int stepY = std::max(1, image.height() / samplesPerSide);
    for (int y = stepY / 2; y < image.height(); y += stepY) {
        for (int x = stepX / 2; x < image.width(); x += stepX) {
            const QRgb pixel = image.pixel(x, y);
            if (qAlpha(pixel) < 128)
                continue;
            Bin& bin =
                bins.at(size_t(qRed(pixel) >> 5) << 6 | size_t(qGreen(pixel) >> 5) << 3 | size_t(qBlue(pixel) >> 5));
            ++bin.count;
            bin.sums[0] += qRed(pixel);
            bin.sums[1] += qGreen(pixel);
            bin.sums[2] += qBlue(pixel);
        }
    }
    const Bin& fullest = *std::max_element(
        bins.begin(), bins.end(), [](const Bin& left, const Bin& right) { return left.count < right.count; });
    if (fullest.count == 0)
        return nothingVisible;
    const auto mean = [&fullest](size_t channel) { return quint32(fullest.sums[channel] / fullest.count); };
    return mean(0) << 16 | mean(1) << 8 | mean(2);
}

} // namespace batchroom
