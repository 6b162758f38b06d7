// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/png_encode.h"

#include "app/imaging/png_chunks.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>
#include <cstdlib>
#include <span>

#if BATCHROOM_HAS_LIBDEFLATE
#include <libdeflate.h>
#endif

namespace batchroom {

namespace {

constexpr int compressionLevel = 5; // measured: smaller and four times faster than zlib's 6
constexpr size_t filters = 5;

using Row = std::span<uchar>;

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
        for (size_t at = 0; at < rowBytes; ++at) {
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
