// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of the resampler. Weights have 14 bits after the point; what lies between the passes has 6, keeps
// overshoots, and is one row that stays in the first cache. Pure; any thread.
#pragma once

#include <QtGlobal>

#include <vector>

namespace batchroom {

// Which source pixels make each target pixel along one axis. `count` is even and the same for all.
struct Taps {
    int count = 0;
    std::vector<int> first;      // relative to the first pixel of the crop
    std::vector<qint16> weights; // count for each target pixel, together 1 << 14
};

// `rows`: taps.count rows of `bytes` 8-bit values each.
void blendRows(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended);
// `blended`: four 16-bit values a pixel, readable taps.count pixels past the last first tap.
void blendColumnsOpaque(const qint16* blended, const Taps& taps, quint32* pixels);
// Premultiplied: colours never exceed alpha.
void blendColumnsAlpha(const qint16* blended, const Taps& taps, quint32* pixels);
// Each pixel the mean of two by two: of `upper` and `lower` with twice as many. Rounds up at each step.
void halveRows(const uchar* upper, const uchar* lower, int pixels, quint32* halved);

// The same without SSE2, bit for bit.
namespace portable {
void blendRows(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended);
void blendColumnsOpaque(const qint16* blended, const Taps& taps, quint32* pixels);
void blendColumnsAlpha(const qint16* blended, const Taps& taps, quint32* pixels);
void halveRows(const uchar* upper, const uchar* lower, int pixels, quint32* halved);
} // namespace portable

} // namespace batchroom
