// SPDX-License-Identifier: GPL-3.0-or-later
// Lanczos-3 in double precision and two measures of likeness, written plainly: what the fast resampler is held against.
#pragma once

#include <QImage>

#include <cmath>
#include <vector>

namespace batchroom::samples {

inline double lanczos3(double x)
{
    if (std::abs(x) >= 3)
        return 0;
    if (std::abs(x) < 1e-12)
        return 1;
    return 3 * std::sin(M_PI * x) * std::sin(M_PI * x / 3) / (M_PI * M_PI * x * x);
}

struct Reach {
    int from = 0;
    std::vector<double> weights;
};

inline std::vector<Reach> reaches(double offset, double length, int low, int high, int target)
{
    std::vector<Reach> all;
    const double scale = length / target;
    const double stretch = std::max(1.0, scale);
    for (int at = 0; at < target; ++at) {
        const double centre = offset + (at + 0.5) * scale;
        Reach reach;
        reach.from = std::max(low, int(std::floor(centre - 3 * stretch)));
        double total = 0;
        for (int source = reach.from; source < std::min(high, int(std::ceil(centre + 3 * stretch))); ++source) {
            reach.weights.push_back(lanczos3((source + 0.5 - centre) / stretch));
            total += reach.weights.back();
        }
        for (double& weight : reach.weights)
            weight /= total;
        all.push_back(reach);
    }
    return all;
}

// Opaque pictures only; rounded to whole levels at the very end.
inline QImage lanczosReference(const QImage& source, const QRectF& crop, QSize target)
{
    const QRect whole = crop.toAlignedRect();
    const std::vector<Reach> columns = reaches(crop.x(), crop.width(), whole.left(), whole.right() + 1, target.width());
    const std::vector<Reach> rows = reaches(crop.y(), crop.height(), whole.top(), whole.bottom() + 1, target.height());
    QImage result(target, QImage::Format_RGB32);
    std::vector<double> between(size_t(target.width()) * size_t(source.height()) * 3);
    const auto cell = [&](int x, int y) { return (size_t(y) * size_t(target.width()) + size_t(x)) * 3; };
    for (int y = whole.top(); y <= whole.bottom(); ++y) {
        for (int x = 0; x < target.width(); ++x) {
            const Reach& reach = columns[size_t(x)];
            for (size_t tap = 0; tap < reach.weights.size(); ++tap) {
                const QRgb pixel = source.pixel(reach.from + int(tap), y);
                between[cell(x, y)] += reach.weights[tap] * qRed(pixel);
                between[cell(x, y) + 1] += reach.weights[tap] * qGreen(pixel);
                between[cell(x, y) + 2] += reach.weights[tap] * qBlue(pixel);
            }
        }
    }
    for (int y = 0; y < target.height(); ++y) {
        const Reach& reach = rows[size_t(y)];
        for (int x = 0; x < target.width(); ++x) {
            double sums[3] = {};
            for (size_t tap = 0; tap < reach.weights.size(); ++tap)
                for (size_t channel = 0; channel < 3; ++channel)
                    sums[channel] += reach.weights[tap] * between[cell(x, reach.from + int(tap)) + channel];
            const auto level = [&](int channel) { return std::clamp(int(std::lround(sums[channel])), 0, 255); };
            result.setPixel(x, y, qRgb(level(0), level(1), level(2)));
        }
    }
    return result;
}

// Over the green channel in windows of 8 x 8, 4 apart.
inline double ssim(const QImage& left, const QImage& right)
{
    constexpr double c1 = 6.5025;
    constexpr double c2 = 58.5225;
    double sum = 0;
    int windows = 0;
    for (int top = 0; top + 8 <= left.height(); top += 4) {
        for (int start = 0; start + 8 <= left.width(); start += 4) {
            double a = 0;
            double b = 0;
            double aa = 0;
            double bb = 0;
            double ab = 0;
            for (int y = top; y < top + 8; ++y) {
                for (int x = start; x < start + 8; ++x) {
                    const double u = qGreen(left.pixel(x, y));
                    const double v = qGreen(right.pixel(x, y));
                    a += u;
                    b += v;
                    aa += u * u;
                    bb += v * v;
                    ab += u * v;
                }
            }
            a /= 64;
            b /= 64;
            const double va = aa / 64 - a * a;
            const double vb = bb / 64 - b * b;
            const double co = ab / 64 - a * b;
            sum += (2 * a * b + c1) * (2 * co + c2) / ((a * a + b * b + c1) * (va + vb + c2));
            ++windows;
        }
    }
    return windows == 0 ? 1 : sum / windows;
}

inline double psnr(const QImage& left, const QImage& right)
{
    double squares = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) {
            const QRgb a = left.pixel(x, y);
            const QRgb b = right.pixel(x, y);
            squares +=
                std::pow(qRed(a) - qRed(b), 2) + std::pow(qGreen(a) - qGreen(b), 2) + std::pow(qBlue(a) - qBlue(b), 2);
        }
    }
    const double mean = squares / (3.0 * left.width() * left.height());
    return mean <= 0 ? 99 : 10 * std::log10(255.0 * 255.0 / mean);
}

} // namespace batchroom::samples
