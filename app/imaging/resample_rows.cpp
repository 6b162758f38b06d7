// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/resample_rows.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__SSE2__) || defined(_M_X64)
#define BATCHROOM_SSE2 1
#include <emmintrin.h>
#endif

namespace batchroom {

namespace {

constexpr int rowShift = 8;     // 14 bits of weight to 6 between the passes
constexpr int columnShift = 20; // 6 + 14 bits to whole levels

enum class Alpha { Opaque, Premultiplied };

void blendRowBytes(const uchar* const* rows, const qint16* weights, int count, int from, int to, qint16* blended)
{
    for (int at = from; at < to; ++at) {
        int sum = 1 << (rowShift - 1);
        for (int tap = 0; tap < count; ++tap)
            sum += int(rows[tap][at]) * int(weights[tap]);
        blended[at] = qint16(std::clamp(sum >> rowShift, -32768, 32767));
    }
}

template <Alpha alpha>
quint32 finishPixel(const std::array<int, 4>& sums)
{
    std::array<quint32, 4> levels{};
    for (size_t channel = 0; channel < 4; ++channel)
        levels[channel] = quint32(std::clamp(sums[channel] >> columnShift, 0, 255));
    if constexpr (alpha == Alpha::Opaque)
        return 0xff000000U | levels[2] << 16 | levels[1] << 8 | levels[0];
    const quint32 most = levels[3];
    return most << 24 | std::min(levels[2], most) << 16 | std::min(levels[1], most) << 8 | std::min(levels[0], most);
}

template <Alpha alpha>
void blendColumnsPortable(const qint16* blended, const Taps& taps, quint32* pixels)
{
    const size_t count = size_t(taps.count);
    for (size_t x = 0; x < taps.first.size(); ++x) {
        const qint16* source = blended + qsizetype(taps.first[x]) * 4;
        const qint16* weights = taps.weights.data() + x * count;
        std::array<int, 4> sums{};
        sums.fill(1 << (columnShift - 1));
        for (size_t tap = 0; tap < count; ++tap)
            for (size_t channel = 0; channel < 4; ++channel)
                sums[channel] += int(source[tap * 4 + channel]) * int(weights[tap]);
        pixels[x] = finishPixel<alpha>(sums);
    }
}

void halveRowsFrom(const uchar* upper, const uchar* lower, int from, int pixels, quint32* halved)
{
    const auto mean = [](int a, int b) { return (a + b + 1) >> 1; };
    for (int x = from; x < pixels; ++x) {
        quint32 pixel = 0;
        for (int channel = 0; channel < 4; ++channel) {
            const qsizetype left = qsizetype(x) * 8 + channel;
            const qsizetype right = left + 4;
            const int value = mean(mean(upper[left], lower[left]), mean(upper[right], lower[right]));
            pixel |= quint32(value) << (8 * channel);
        }
        halved[x] = pixel;
    }
}

#ifdef BATCHROOM_SSE2

__m128i loadVector(const void* from)
{
    return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

void storeVector(void* to, __m128i vector)
{
    _mm_storeu_si128(static_cast<__m128i*>(to), vector);
}

// Two neighbouring weights in each 32-bit lane, as pmaddwd wants them.
__m128i weightPair(const qint16* weights)
{
    int pair = 0;
    std::memcpy(&pair, weights, sizeof pair);
    return _mm_set1_epi32(pair);
}

// Two pixels of four 16-bit values, interleaved and multiplied by their pair of weights.
__m128i twoTaps(const qint16* source, __m128i pair)
{
    const __m128i both = loadVector(source);
    return _mm_madd_epi16(_mm_unpacklo_epi16(both, _mm_srli_si128(both, 8)), pair);
}

template <Alpha alpha>
void blendColumnsSse2(const qint16* blended, const Taps& taps, quint32* pixels)
{
    const __m128i half = _mm_set1_epi32(1 << (columnShift - 1));
    const size_t count = size_t(taps.count);
    for (size_t x = 0; x < taps.first.size(); ++x) {
        const qint16* source = blended + qsizetype(taps.first[x]) * 4;
        const qint16* weights = taps.weights.data() + x * count;
        __m128i even = half;
        __m128i odd = _mm_setzero_si128();
        size_t tap = 0;
        for (; tap + 4 <= count; tap += 4) {
            even = _mm_add_epi32(even, twoTaps(source + tap * 4, weightPair(weights + tap)));
            odd = _mm_add_epi32(odd, twoTaps(source + tap * 4 + 8, weightPair(weights + tap + 2)));
        }
        if (tap < count)
            even = _mm_add_epi32(even, twoTaps(source + tap * 4, weightPair(weights + tap)));
        const __m128i sums = _mm_srai_epi32(_mm_add_epi32(even, odd), columnShift);
        const __m128i words = _mm_packs_epi32(sums, sums);
        __m128i levels = _mm_packus_epi16(words, words);
        if constexpr (alpha == Alpha::Opaque) {
            pixels[x] = quint32(_mm_cvtsi128_si32(levels)) | 0xff000000U;
        } else {
            const quint32 most = (quint32(_mm_cvtsi128_si32(levels)) >> 24) * 0x01010101U;
            levels = _mm_min_epu8(levels, _mm_cvtsi32_si128(int(most)));
            pixels[x] = quint32(_mm_cvtsi128_si32(levels));
        }
    }
}

void blendRowsSse2(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended)
{
    const __m128i zero = _mm_setzero_si128();
    const __m128i half = _mm_set1_epi32(1 << (rowShift - 1));
    int at = 0;
    for (; at + 16 <= bytes; at += 16) {
        __m128i sum0 = half;
        __m128i sum1 = half;
        __m128i sum2 = half;
        __m128i sum3 = half;
        for (int tap = 0; tap < count; tap += 2) {
            const __m128i pair = weightPair(weights + tap);
            const __m128i upper = loadVector(rows[tap] + at);
            const __m128i lower = loadVector(rows[tap + 1] + at);
            const __m128i low = _mm_unpacklo_epi8(upper, lower);
            const __m128i high = _mm_unpackhi_epi8(upper, lower);
            sum0 = _mm_add_epi32(sum0, _mm_madd_epi16(_mm_unpacklo_epi8(low, zero), pair));
            sum1 = _mm_add_epi32(sum1, _mm_madd_epi16(_mm_unpackhi_epi8(low, zero), pair));
            sum2 = _mm_add_epi32(sum2, _mm_madd_epi16(_mm_unpacklo_epi8(high, zero), pair));
            sum3 = _mm_add_epi32(sum3, _mm_madd_epi16(_mm_unpackhi_epi8(high, zero), pair));
        }
        storeVector(blended + at, _mm_packs_epi32(_mm_srai_epi32(sum0, rowShift), _mm_srai_epi32(sum1, rowShift)));
        storeVector(blended + at + 8, _mm_packs_epi32(_mm_srai_epi32(sum2, rowShift), _mm_srai_epi32(sum3, rowShift)));
    }
    blendRowBytes(rows, weights, count, at, bytes, blended);
}

void halveRowsSse2(const uchar* upper, const uchar* lower, int pixels, quint32* halved)
{
    int x = 0;
    for (; x + 4 <= pixels; x += 4) {
        const uchar* above = upper + qsizetype(x) * 8;
        const uchar* below = lower + qsizetype(x) * 8;
        const __m128 first = _mm_castsi128_ps(_mm_avg_epu8(loadVector(above), loadVector(below)));
        const __m128 second = _mm_castsi128_ps(_mm_avg_epu8(loadVector(above + 16), loadVector(below + 16)));
        const __m128i left = _mm_castps_si128(_mm_shuffle_ps(first, second, _MM_SHUFFLE(2, 0, 2, 0)));
        const __m128i right = _mm_castps_si128(_mm_shuffle_ps(first, second, _MM_SHUFFLE(3, 1, 3, 1)));
        storeVector(halved + x, _mm_avg_epu8(left, right));
    }
    halveRowsFrom(upper, lower, x, pixels, halved);
}

#endif

} // namespace

void portable::blendRows(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended)
{
    blendRowBytes(rows, weights, count, 0, bytes, blended);
}

void portable::blendColumnsOpaque(const qint16* blended, const Taps& taps, quint32* pixels)
{
    blendColumnsPortable<Alpha::Opaque>(blended, taps, pixels);
}

void portable::blendColumnsAlpha(const qint16* blended, const Taps& taps, quint32* pixels)
{
    blendColumnsPortable<Alpha::Premultiplied>(blended, taps, pixels);
}

void portable::halveRows(const uchar* upper, const uchar* lower, int pixels, quint32* halved)
{
    halveRowsFrom(upper, lower, 0, pixels, halved);
}

#ifdef BATCHROOM_SSE2

void halveRows(const uchar* upper, const uchar* lower, int pixels, quint32* halved)
{
    halveRowsSse2(upper, lower, pixels, halved);
}

void blendRows(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended)
{
    blendRowsSse2(rows, weights, count, bytes, blended);
}

void blendColumnsOpaque(const qint16* blended, const Taps& taps, quint32* pixels)
{
    blendColumnsSse2<Alpha::Opaque>(blended, taps, pixels);
}

void blendColumnsAlpha(const qint16* blended, const Taps& taps, quint32* pixels)
{
    blendColumnsSse2<Alpha::Premultiplied>(blended, taps, pixels);
}

#else

void halveRows(const uchar* upper, const uchar* lower, int pixels, quint32* halved)
{
    portable::halveRows(upper, lower, pixels, halved);
}

void blendRows(const uchar* const* rows, const qint16* weights, int count, int bytes, qint16* blended)
{
    portable::blendRows(rows, weights, count, bytes, blended);
}

void blendColumnsOpaque(const qint16* blended, const Taps& taps, quint32* pixels)
{
    portable::blendColumnsOpaque(blended, taps, pixels);
}

void blendColumnsAlpha(const qint16* blended, const Taps& taps, quint32* pixels)
{
    portable::blendColumnsAlpha(blended, taps, pixels);
}

#endif

} // namespace batchroom
