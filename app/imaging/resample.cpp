// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/imaging/resample_rows.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <numbers>
#include <tuple>
#include <vector>

namespace batchroom {

namespace {

constexpr double lobes = 3;
constexpr int weightOne = 1 << 14;
// Beyond this the 14-bit weights of single pixels become too coarse; the rest is done in a second step.
constexpr double strongestReduction = 64;

double lanczos(double x)
{
    x = std::abs(x);
    if (x >= lobes)
        return 0;
    if (x < 1e-9)
        return 1;
    const double angle = std::numbers::pi * x;
    return lobes * std::sin(angle) * std::sin(angle / lobes) / (angle * angle);
}

// Whole weights whose sum is exact: what rounding leaves over goes to the largest.
void quantise(const std::vector<double>& exact, qint16* weights)
{
    double total = 0;
    for (const double weight : exact)
        total += weight;
    int left = weightOne;
    size_t largest = 0;
    for (size_t at = 0; at < exact.size(); ++at) {
        const int weight = int(std::lround(exact[at] / total * weightOne));
        weights[at] = qint16(weight);
        left -= weight;
        if (exact[at] > exact[largest])
            largest = at;
    }
    weights[largest] = qint16(weights[largest] + left);
}

// One axis: `length` source pixels from `offset` on (both may be fractional) of which `available` whole ones exist.
Taps makeTaps(double offset, double length, int available, int target)
{
    const double scale = length / target;
    const double stretch = std::max(1.0, scale);
    const double reach = lobes * stretch;
    Taps taps;
    const int most = std::min(int(std::ceil(reach * 2)), available);
    taps.count = most + (most & 1);
    taps.first.resize(size_t(target));
    taps.weights.assign(size_t(target) * size_t(taps.count), 0);
    std::vector<double> exact;
    for (int at = 0; at < target; ++at) {
        const double centre = offset + (at + 0.5) * scale;
        const int from = std::clamp(int(std::floor(centre - reach - 0.5)) + 1, 0, available - 1);
        const int to =
            std::clamp(int(std::ceil(centre + reach - 0.5)), from + 1, std::min(available, from + taps.count));
        exact.clear();
        for (int source = from; source < to; ++source)
            exact.push_back(lanczos((source + 0.5 - centre) / stretch));
        taps.first[size_t(at)] = from;
        quantise(exact, taps.weights.data() + size_t(at) * size_t(taps.count));
    }
    return taps;
}

// The last ones of this thread: the pictures of a batch, and the presets they are made for, have the same few sizes.
std::shared_ptr<const Taps> keptTaps(double offset, double length, int available, int target)
{
    using Wanted = std::tuple<double, double, int, int>;
    constexpr size_t most = 16;
    thread_local std::deque<std::pair<Wanted, std::shared_ptr<const Taps>>> kept;
    const Wanted wanted(offset, length, available, target);
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const auto& one) { return one.first == wanted; });
    if (found != kept.end())
        return found->second;
    if (kept.size() == most)
        kept.pop_front();
    return kept.emplace_back(wanted, std::make_shared<const Taps>(makeTaps(offset, length, available, target))).second;
}

QRectF clampedCrop(const QImage& source, const QRectF& crop)
{
    const QRectF whole(QPointF(0, 0), QSizeF(source.size()));
    const bool isFinite = std::isfinite(crop.x()) && std::isfinite(crop.y()) && std::isfinite(crop.width())
        && std::isfinite(crop.height());
    const QRectF inside = isFinite ? crop.normalized().intersected(whole) : whole;
    return inside.isEmpty() ? whole : inside;
}

QImage resampleOnce(const QImage& source, const QRectF& crop, const QRect& pixels, QSize target)
{
    const bool hasAlpha = source.format() == QImage::Format_ARGB32_Premultiplied;
    QImage result(target, source.format());
    if (result.isNull())
        return {};
    const std::shared_ptr<const Taps> columns =
        keptTaps(crop.x() - pixels.x(), crop.width(), pixels.width(), target.width());
    const std::shared_ptr<const Taps> rows =
        keptTaps(crop.y() - pixels.y(), crop.height(), pixels.height(), target.height());
    std::vector<qint16> blended(size_t(pixels.width() + columns->count) * 4, 0);
    std::vector<const uchar*> lines(size_t(rows->count));
    for (int y = 0; y < target.height(); ++y) {
        for (int tap = 0; tap < rows->count; ++tap) {
            const int line = std::min(rows->first[size_t(y)] + tap, pixels.height() - 1);
            lines[size_t(tap)] = source.constScanLine(pixels.y() + line) + qsizetype(pixels.x()) * 4;
        }
        blendRows(lines.data(), rows->weights.data() + size_t(y) * size_t(rows->count), rows->count, pixels.width() * 4,
            blended.data());
        auto* out = static_cast<quint32*>(static_cast<void*>(result.scanLine(y)));
        if (hasAlpha)
            blendColumnsAlpha(blended.data(), *columns, out);
        else
            blendColumnsOpaque(blended.data(), *columns, out);
    }
    return result;
}

// `source` is RGB32 or premultiplied.
QImage resampleInSteps(const QImage& source, const QRectF& crop, QSize target)
{
    const QSize between(std::max(target.width(), int(std::ceil(crop.width() / strongestReduction))),
        std::max(target.height(), int(std::ceil(crop.height() / strongestReduction))));
    const QImage once = resampleOnce(source, crop, crop.toAlignedRect().intersected(source.rect()), between);
    if (between == target || once.isNull())
        return once;
    return resampleInSteps(once, QRectF(once.rect()), target);
}

QImage halved(const QImage& source)
{
    QImage half(source.size() / 2, QImage::Format_RGB32);
    for (int y = 0; y < half.height(); ++y)
        halveRows(source.constScanLine(y * 2), source.constScanLine(y * 2 + 1), half.width(),
            static_cast<quint32*>(static_cast<void*>(half.scanLine(y))));
    return half;
}

} // namespace

QImage resampledForPreview(const QImage& source, QSize target)
{
    constexpr double leastForLanczos = 1.25;
    QImage picture = source;
    const auto isWorthHalving = [&] {
        const bool isEven = picture.width() % 2 == 0 && picture.height() % 2 == 0;
        return isEven && picture.format() == QImage::Format_RGB32
            && picture.width() >= 2 * leastForLanczos * target.width()
            && picture.height() >= 2 * leastForLanczos * target.height();
    };
    while (!target.isEmpty() && isWorthHalving())
        picture = halved(picture);
    return resampled(picture, QRectF(picture.rect()), target);
}

QImage resampled(const QImage& source, QRectF crop, QSize target)
{
    if (source.isNull() || target.isEmpty())
        return {};
    const QRectF inside = clampedCrop(source, crop);
    const QRect whole = inside.toAlignedRect();
    if (whole.size() == target && QRectF(whole) == inside)
        return source.copy(whole).convertToFormat(
            source.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (!source.hasAlphaChannel())
        return resampleInSteps(source.convertToFormat(QImage::Format_RGB32), inside, target);
    // Only the crop is premultiplied; the source stays as it is.
    const QImage part =
        source.copy(whole.intersected(source.rect())).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    return resampleInSteps(part, inside.translated(-whole.topLeft()), target).convertToFormat(QImage::Format_ARGB32);
}

} // namespace batchroom
