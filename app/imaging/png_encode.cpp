// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/png_encode.h"

#include "app/imaging/png_chunks.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

#if BATCHROOM_HAS_LIBDEFLATE
#include <libdeflate.h>
#endif
#if defined(__SSE2__) || defined(_M_X64)
#define BATCHROOM_SSE2 1
#include <emmintrin.h>
#endif

namespace batchroom {

namespace {

constexpr int compressionLevel = 5; // measured: smaller and four times faster than zlib's 6
constexpr size_t filters = 5;

bool hasTransparentPixel(const QImage& image)
{
    if (!image.hasAlphaChannel())
        return false;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = static_cast<const QRgb*>(static_cast<const void*>(image.constScanLine(y)));
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(line[x]) != 255)
                return true;
    }
    return false;
}

void copyPixels(const QImage& image, int y, int channels, uchar* to)
{
    const auto* line = static_cast<const QRgb*>(static_cast<const void*>(image.constScanLine(y)));
    for (int x = 0; x < image.width(); ++x) {
        to[0] = uchar(qRed(line[x]));
        to[1] = uchar(qGreen(line[x]));
        to[2] = uchar(qBlue(line[x]));
        if (channels == 4)
            to[3] = uchar(qAlpha(line[x]));
        to += channels;
    }
}

uchar paethGuess(int left, int up, int corner)
{
    const int toLeft = std::abs(up - corner);
    const int toUp = std::abs(left - corner);
    const int toCorner = std::abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner)
        return uchar(left);
    return uchar(toUp <= toCorner ? up : corner);
}

quint32 cost(uchar difference)
{
    return difference < 128 ? difference : 256U - difference;
}

#ifdef BATCHROOM_SSE2

__m128i sixteen(const uchar* bytes)
{
    return _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(bytes)));
}

__m128i meanOf(__m128i left, __m128i up)
{
    const __m128i excess = _mm_and_si128(_mm_xor_si128(left, up), _mm_set1_epi8(1));
    return _mm_sub_epi8(_mm_avg_epu8(left, up), excess);
}

__m128i distance(__m128i one, __m128i other)
{
    return _mm_or_si128(_mm_subs_epu8(one, other), _mm_subs_epu8(other, one));
}

__m128i choose(__m128i mask, __m128i yes, __m128i no)
{
    return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
}

// |left + up - 2 corner| without leaving bytes: the two steps add up when they go the same way, else they cancel. Where
// the sum saturates it is not the smallest anyway.
__m128i paethGuesses(__m128i left, __m128i up, __m128i corner)
{
    const __m128i toLeft = distance(up, corner);
    const __m128i toUp = distance(left, corner);
    const __m128i upRises = _mm_cmpeq_epi8(_mm_max_epu8(up, corner), up);
    const __m128i leftRises = _mm_cmpeq_epi8(_mm_max_epu8(left, corner), left);
    const __m128i sameWay = _mm_cmpeq_epi8(upRises, leftRises);
    const __m128i toCorner = choose(sameWay, _mm_adds_epu8(toLeft, toUp), distance(toLeft, toUp));
    const __m128i nearest = _mm_min_epu8(toCorner, _mm_min_epu8(toLeft, toUp));
    return choose(_mm_cmpeq_epi8(nearest, toLeft), left, choose(_mm_cmpeq_epi8(nearest, toUp), up, corner));
}

#endif

// All five filters of a row at once, then the one whose differences are smallest (the rule the PNG book proposes).
class RowFilter {
public:
    RowFilter(size_t rowBytes, size_t channels)
        : m_channels(channels)
        , m_row(rowBytes + channels, 0)
        , m_above(rowBytes + channels, 0)
    {
        for (std::vector<uchar>& candidate : m_candidates)
            candidate.resize(rowBytes);
    }

    // Where the next row's plain bytes go.
    uchar* plainRow() { return m_row.data() + m_channels; }

    void write(uchar* to)
    {
        std::array<quint64, filters> costs{};
        const size_t rowBytes = m_candidates[0].size();
        const size_t done = filterSixteens(costs);
        for (size_t at = done; at < rowBytes; ++at) {
            const uchar value = m_row[at + m_channels];
            const uchar left = m_row[at];
            const uchar up = m_above[at + m_channels];
            const uchar corner = m_above[at];
            const std::array<uchar, filters> coded{value, uchar(value - left), uchar(value - up),
                uchar(value - (left + up) / 2), uchar(value - paethGuess(left, up, corner))};
            for (size_t filter = 0; filter < filters; ++filter) {
                m_candidates[filter][at] = coded[filter];
                costs[filter] += cost(coded[filter]);
            }
        }
        const size_t best = size_t(std::min_element(costs.begin(), costs.end()) - costs.begin());
        to[0] = uchar(best);
        std::copy(m_candidates[best].begin(), m_candidates[best].end(), to + 1);
        std::swap(m_row, m_above);
    }

private:
    // How many bytes from the start of the row are done.
    size_t filterSixteens([[maybe_unused]] std::array<quint64, filters>& costs)
    {
        size_t at = 0;
#ifdef BATCHROOM_SSE2
        __m128i sums[filters] = {};
        for (; at + 16 <= m_candidates[0].size(); at += 16) {
            const __m128i value = sixteen(m_row.data() + at + m_channels);
            const __m128i left = sixteen(m_row.data() + at);
            const __m128i up = sixteen(m_above.data() + at + m_channels);
            const __m128i corner = sixteen(m_above.data() + at);
            const __m128i coded[filters] = {value, _mm_sub_epi8(value, left), _mm_sub_epi8(value, up),
                _mm_sub_epi8(value, meanOf(left, up)), _mm_sub_epi8(value, paethGuesses(left, up, corner))};
            const __m128i zero = _mm_setzero_si128();
            for (size_t filter = 0; filter < filters; ++filter) {
                _mm_storeu_si128(
                    static_cast<__m128i*>(static_cast<void*>(m_candidates[filter].data() + at)), coded[filter]);
                const __m128i magnitude = _mm_min_epu8(coded[filter], _mm_sub_epi8(zero, coded[filter]));
                sums[filter] = _mm_add_epi64(sums[filter], _mm_sad_epu8(magnitude, zero));
            }
        }
        for (size_t filter = 0; filter < filters; ++filter) {
            std::array<quint64, 2> halves{};
            _mm_storeu_si128(static_cast<__m128i*>(static_cast<void*>(halves.data())), sums[filter]);
            costs[filter] = halves[0] + halves[1];
        }
#endif
        return at;
    }

    size_t m_channels;
    std::vector<uchar> m_row; // both begin with one pixel of zeros: the left neighbour of the first
    std::vector<uchar> m_above;
    std::array<std::vector<uchar>, filters> m_candidates;
};

QByteArray filteredRows(const QImage& image, int channels)
{
    const qsizetype rowBytes = qsizetype(image.width()) * channels;
    QByteArray rows((rowBytes + 1) * image.height(), Qt::Uninitialized);
    auto* to = static_cast<uchar*>(static_cast<void*>(rows.data()));
    RowFilter filter{size_t(rowBytes), size_t(channels)};
    for (int y = 0; y < image.height(); ++y) {
        copyPixels(image, y, channels, filter.plainRow());
        filter.write(to);
        to += rowBytes + 1;
    }
    return rows;
}

#if BATCHROOM_HAS_LIBDEFLATE

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

QByteArray deflated(const QByteArray& bytes)
{
    const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
        libdeflate_alloc_compressor(compressionLevel));
    if (!compressor)
        return {};
    QByteArray out(
        qsizetype(libdeflate_zlib_compress_bound(compressor.get(), size_t(bytes.size()))), Qt::Uninitialized);
    const size_t length = libdeflate_zlib_compress(
        compressor.get(), bytes.constData(), size_t(bytes.size()), out.data(), size_t(out.size()));
    out.truncate(qsizetype(length));
    return out;
}

#else

QByteArray deflated(const QByteArray& bytes)
{
    return qCompress(bytes, compressionLevel).sliced(4); // behind Qt's own length
}

#endif

void appendNumber(QByteArray& to, quint32 number)
{
    const quint32 bigEndian = qToBigEndian(number);
    to.append(static_cast<const char*>(static_cast<const void*>(&bigEndian)), sizeof bigEndian);
}

void appendChunk(QByteArray& png, QByteArrayView type, QByteArrayView payload)
{
    appendNumber(png, quint32(payload.size()));
    const qsizetype covered = png.size();
    png.append(type).append(payload);
    appendNumber(png, crc32Of(QByteArrayView(png).sliced(covered)));
}

} // namespace

Result<QByteArray> encodePng(const QImage& image)
{
    const int channels = hasTransparentPixel(image) ? 4 : 3;
    const QByteArray data = deflated(filteredRows(image, channels));
    if (data.isEmpty())
        return {ErrorCode::Internal,
            QCoreApplication::translate("Imaging",
                "The picture could not be written as PNG because there was not enough memory. Close other programs "
                "and try again.")};
    QByteArray header;
    appendNumber(header, quint32(image.width()));
    appendNumber(header, quint32(image.height()));
    header.append(char(8)).append(channels == 4 ? char(6) : char(2)).append(QByteArray(3, '\0'));

    QByteArray png;
    png.reserve(data.size() + 128);
    png.append(QByteArrayView("\x89PNG\r\n\x1a\n", 8));
    appendChunk(png, "IHDR", header);
    appendChunk(png, "sRGB", QByteArrayView("\0", 1));
    appendChunk(png, "IDAT", data);
    appendChunk(png, "IEND", {});
    return png;
}

} // namespace batchroom
