// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/png_unfilter.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#if defined(__SSE2__) || defined(_M_X64)
#define BATCHROOM_SSE2 1
#include <emmintrin.h>
#endif

namespace batchroom {

namespace {

enum class PngFilter : uchar { None, Sub, Up, Average, Paeth };

constexpr bool isOpaque(PngChannels channels)
{
    return channels == PngChannels::Rgb;
}

// RGB rows have alpha 0xff in the imagined pixels left of and above the picture and 0 in the coded ones: every filter
// then leaves 0xff there by itself, so no filter has to treat alpha apart.
template <PngChannels channels>
constexpr quint32 outside = isOpaque(channels) ? 0xff000000U : 0U;

template <PngChannels channels, typename Rows>
bool unfilterAll(const uchar* rows, int width, int height, quint32* pixels)
{
    const std::vector<quint32> none(size_t(width), outside<channels>);
    const quint32* above = none.data();
    const size_t rowBytes = size_t(width) * size_t(channels);
    for (int y = 0; y < height; ++y) {
        const uchar* coded = rows + 1;
        switch (PngFilter(rows[0])) {
        case PngFilter::None: Rows::none(coded, pixels, width); break;
        case PngFilter::Sub: Rows::sub(coded, pixels, width); break;
        case PngFilter::Up: Rows::up(coded, above, pixels, width); break;
        case PngFilter::Average: Rows::average(coded, above, pixels, width); break;
        case PngFilter::Paeth: Rows::paeth(coded, above, pixels, width); break;
        default: return false;
        }
        above = pixels;
        pixels += width;
        rows += rowBytes + 1;
    }
    return true;
}

template <PngChannels channels>
struct PortableRows {
    static constexpr int step = int(channels);

    static quint32 load(const uchar* coded)
    {
        const quint32 color = quint32(coded[0]) << 16 | quint32(coded[1]) << 8 | coded[2];
        if constexpr (isOpaque(channels))
            return color;
        else
            return quint32(coded[3]) << 24 | color;
    }
    static quint32 add(quint32 left, quint32 right)
    {
        const quint32 even = ((left & 0x00ff00ffU) + (right & 0x00ff00ffU)) & 0x00ff00ffU;
        const quint32 odd = ((left & 0xff00ff00U) + (right & 0xff00ff00U)) & 0xff00ff00U;
        return even | odd;
    }
    static void none(const uchar* coded, quint32* out, int width)
    {
        for (int x = 0; x < width; ++x)
            out[x] = load(coded + x * step) | outside<channels>;
    }
    static void sub(const uchar* coded, quint32* out, int width)
    {
        quint32 left = outside<channels>;
        for (int x = 0; x < width; ++x)
            out[x] = left = add(load(coded + x * step), left);
    }
    static void up(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        for (int x = 0; x < width; ++x)
            out[x] = add(load(coded + x * step), above[x]);
    }
    static void average(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        quint32 left = outside<channels>;
        for (int x = 0; x < width; ++x) {
            const quint32 mean = (left & above[x]) + (((left ^ above[x]) & 0xfefefefeU) >> 1);
            out[x] = left = add(load(coded + x * step), mean);
        }
    }
    static void paeth(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        quint32 left = outside<channels>;
        quint32 corner = outside<channels>;
        for (int x = 0; x < width; ++x) {
            quint32 guess = 0;
            for (int shift = 0; shift < 32; shift += 8)
                guess |= nearest(left >> shift & 0xff, above[x] >> shift & 0xff, corner >> shift & 0xff) << shift;
            corner = above[x];
            out[x] = left = add(load(coded + x * step), guess);
        }
    }
    static quint32 nearest(quint32 left, quint32 up, quint32 corner)
    {
        const int toLeft = std::abs(int(up) - int(corner));
        const int toUp = std::abs(int(left) - int(corner));
        const int toCorner = std::abs(int(left) + int(up) - 2 * int(corner));
        if (toLeft <= toUp && toLeft <= toCorner)
            return left;
        return toUp <= toCorner ? up : corner;
    }
};

#ifdef BATCHROOM_SSE2

template <PngChannels channels>
struct Sse2Rows {
    static constexpr int step = int(channels);

    // Reads four bytes also where three count: the buffer is longer than its rows.
    static quint32 load(const uchar* coded)
    {
        quint32 word = 0;
        std::memcpy(&word, coded, 4);
        const quint32 color = (word & 0xffU) << 16 | (word & 0xff00U) | (word >> 16 & 0xffU);
        if constexpr (isOpaque(channels))
            return color;
        else
            return color | (word & 0xff000000U);
    }
    static __m128i vector(quint32 pixel) { return _mm_cvtsi32_si128(int(pixel)); }
    static quint32 pixel(__m128i vector) { return quint32(_mm_cvtsi128_si32(vector)); }
    static __m128i wide(quint32 pixel) { return _mm_unpacklo_epi8(vector(pixel), _mm_setzero_si128()); }

    static void none(const uchar* coded, quint32* out, int width)
    {
        for (int x = 0; x < width; ++x)
            out[x] = load(coded + x * step) | outside<channels>;
    }
    static void sub(const uchar* coded, quint32* out, int width)
    {
        __m128i left = vector(outside<channels>);
        for (int x = 0; x < width; ++x) {
            left = _mm_add_epi8(left, vector(load(coded + x * step)));
            out[x] = pixel(left);
        }
    }
    static void up(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        for (int x = 0; x < width; ++x)
            out[x] = pixel(_mm_add_epi8(vector(load(coded + x * step)), vector(above[x])));
    }
    static void average(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        const __m128i one = _mm_set1_epi8(1);
        __m128i left = vector(outside<channels>);
        for (int x = 0; x < width; ++x) {
            const __m128i up = vector(above[x]);
            // avg rounds up; PNG rounds down
            const __m128i excess = _mm_and_si128(_mm_xor_si128(left, up), one);
            const __m128i mean = _mm_sub_epi8(_mm_avg_epu8(left, up), excess);
            left = _mm_add_epi8(mean, vector(load(coded + x * step)));
            out[x] = pixel(left);
        }
    }
    static __m128i magnitude(__m128i value) { return _mm_max_epi16(value, _mm_sub_epi16(_mm_setzero_si128(), value)); }
    static __m128i choose(__m128i mask, __m128i yes, __m128i no)
    {
        return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
    }
    static void paeth(const uchar* coded, const quint32* above, quint32* out, int width)
    {
        __m128i left = wide(outside<channels>);
        __m128i corner = left;
        for (int x = 0; x < width; ++x) {
            const __m128i up = wide(above[x]);
            const __m128i upStep = _mm_sub_epi16(up, corner);
            const __m128i leftStep = _mm_sub_epi16(left, corner);
            const __m128i toLeft = magnitude(upStep);
            const __m128i toUp = magnitude(leftStep);
            const __m128i toCorner = magnitude(_mm_add_epi16(upStep, leftStep));
            const __m128i smallest = _mm_min_epi16(toCorner, _mm_min_epi16(toLeft, toUp));
            const __m128i guess =
                choose(_mm_cmpeq_epi16(smallest, toLeft), left, choose(_mm_cmpeq_epi16(smallest, toUp), up, corner));
            corner = up;
            left = _mm_add_epi8(guess, wide(load(coded + x * step)));
            out[x] = pixel(_mm_packus_epi16(left, left));
        }
    }
};

#endif

} // namespace

bool portable::unfilterPng(const uchar* rows, PngChannels channels, int width, int height, quint32* pixels)
{
    return isOpaque(channels)
        ? unfilterAll<PngChannels::Rgb, PortableRows<PngChannels::Rgb>>(rows, width, height, pixels)
        : unfilterAll<PngChannels::Rgba, PortableRows<PngChannels::Rgba>>(rows, width, height, pixels);
}

bool unfilterPng(const uchar* rows, PngChannels channels, int width, int height, quint32* pixels)
{
#ifdef BATCHROOM_SSE2
    return isOpaque(channels)
        ? unfilterAll<PngChannels::Rgb, Sse2Rows<PngChannels::Rgb>>(rows, width, height, pixels)
        : unfilterAll<PngChannels::Rgba, Sse2Rows<PngChannels::Rgba>>(rows, width, height, pixels);
#else
    return portable::unfilterPng(rows, channels, width, height, pixels);
#endif
}

} // namespace batchroom
