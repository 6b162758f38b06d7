// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures made from nothing for tests and benchmarks: alike in every run.
#pragma once

#include "app/imaging/png_chunks.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QImageWriter>
#include <QtEndian>

#include <cmath>

namespace batchroom::samples {

// A small generator whose numbers are the same everywhere.
class Dice {
public:
    explicit Dice(quint32 seed)
        : m_state(seed * 2654435761U + 1)
    {
    }
    quint32 next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 17;
        m_state ^= m_state << 5;
        return m_state;
    }
    int below(int limit) { return int(next() % quint32(limit)); }

private:
    quint32 m_state;
};

inline double latticeNoise(int x, int y, quint32 seed)
{
    quint32 hash = quint32(x) * 374761393U + quint32(y) * 668265263U + seed * 2246822519U;
    hash = (hash ^ (hash >> 13)) * 1274126177U;
    return double((hash ^ (hash >> 16)) & 0xffffU) / 65535.0;
}

inline double smoothNoise(double x, double y, quint32 seed)
{
    const int left = int(std::floor(x));
    const int top = int(std::floor(y));
    const double u = x - left;
    const double v = y - top;
    const double upper = latticeNoise(left, top, seed) * (1 - u) + latticeNoise(left + 1, top, seed) * u;
    const double lower = latticeNoise(left, top + 1, seed) * (1 - u) + latticeNoise(left + 1, top + 1, seed) * u;
    return upper * (1 - v) + lower * v;
}

// Soft colour fields, film grain under a soft mask, a disc, hard lines: what the codecs find in a photograph.
inline QImage photo(QSize size, quint32 seed, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(size, format);
    Dice dice(seed);
    const int grain = 4 + int(seed % 6U);
    const QPointF centre(size.width() * 0.6, size.height() * 0.4);
    const double radius = std::min(size.width(), size.height()) * 0.2;
    for (int y = 0; y < size.height(); ++y) {
        auto* line = static_cast<QRgb*>(static_cast<void*>(image.scanLine(y)));
        double field[3] = {};
        for (int x = 0; x < size.width(); ++x) {
            if (x % 4 == 0)
                for (quint32 channel = 0; channel < 3; ++channel)
                    field[channel] = 40 + 150 * smoothNoise(x / 170.0, y / 170.0, seed + channel)
                        + 40 * smoothNoise(x / 31.0, y / 31.0, seed + channel + 9);
            const double mask = smoothNoise(x / 400.0, y / 400.0, seed + 77);
            const double speck =
                (double(dice.next() & 0xffU) + double(dice.next() & 0xffU) - 255) / 255.0 * grain * mask;
            const bool isDisc = std::hypot(x - centre.x(), y - centre.y()) < radius;
            const bool isLine = (x + y / 3) % 211 < 2 || y % 307 < 3;
            const auto level = [&](int channel) {
                const double base = isLine ? 240 : isDisc ? 255 - field[channel] : field[channel];
                return std::clamp(int(base + speck), 0, 255);
            };
            const int alpha =
                format == QImage::Format_ARGB32 ? (isDisc ? dice.below(256) : (x * 255) / size.width()) : 255;
            line[x] = qRgba(level(0), level(1), level(2), alpha);
        }
    }
    return image;
}

// QImage's own comparison also looks at the declared colour space.
inline bool samePixels(QImage left, QImage right)
{
    left.convertTo(QImage::Format_ARGB32);
    right.convertTo(QImage::Format_ARGB32);
    left.setColorSpace({});
    right.setColorSpace({});
    return left == right;
}

inline QByteArray saved(const QImage& image, const char* format, int quality = 90)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    writer.write(image);
    return bytes;
}

inline void appendBigEndian(QByteArray& to, quint32 number)
{
    const quint32 swapped = qToBigEndian(number);
    to.append(static_cast<const char*>(static_cast<const void*>(&swapped)), 4);
}

inline QByteArray chunk(const QByteArray& type, const QByteArray& payload)
{
    QByteArray bytes;
    appendBigEndian(bytes, quint32(payload.size()));
    bytes += type + payload;
    appendBigEndian(bytes, crc32Of(QByteArrayView(bytes).sliced(4)));
    return bytes;
}

struct PngParts {
    QSize size;
    int bitDepth = 8;
    int colorType = 2;
    bool interlaced = false;
    QByteArray before; // whole chunks between IHDR and IDAT
    QByteArray rows;   // filtered, not compressed
    int dataChunk = 8192;
};

inline QByteArray zlibbed(const QByteArray& bytes, int level = 6)
{
    return qCompress(bytes, level).sliced(4);
}

inline QByteArray pngOf(const PngParts& parts)
{
    QByteArray header;
    appendBigEndian(header, quint32(parts.size.width()));
    appendBigEndian(header, quint32(parts.size.height()));
    header += char(parts.bitDepth);
    header += char(parts.colorType);
    header += QByteArray(2, '\0');
    header += char(parts.interlaced ? 1 : 0);
    QByteArray png("\x89PNG\r\n\x1a\n", 8);
    png += chunk("IHDR", header) + parts.before;
    const QByteArray data = zlibbed(parts.rows);
    for (qsizetype at = 0; at < data.size(); at += parts.dataChunk)
        png += chunk("IDAT", data.mid(at, parts.dataChunk));
    return png + chunk("IEND", {});
}

// The rows of a picture under one filter (0 to 4), or another one for each row (-1).
inline QByteArray filteredRows(const QImage& image, int channels, int filter)
{
    const auto byteAt = [&](int x, int y, int channel) -> int {
        if (x < 0 || y < 0)
            return 0;
        const QRgb pixel = image.pixel(x, y);
        const int levels[4] = {qRed(pixel), qGreen(pixel), qBlue(pixel), qAlpha(pixel)};
        return levels[channel];
    };
    QByteArray rows;
    for (int y = 0; y < image.height(); ++y) {
        const int kind = filter < 0 ? y % 5 : filter;
        rows += char(kind);
        for (int x = 0; x < image.width(); ++x) {
            for (int channel = 0; channel < channels; ++channel) {
                const int left = byteAt(x - 1, y, channel);
                const int up = byteAt(x, y - 1, channel);
                const int corner = x > 0 ? byteAt(x - 1, y - 1, channel) : 0;
                const int guess = left + up - corner;
                const int paeth =
                    std::abs(guess - left) <= std::abs(guess - up) && std::abs(guess - left) <= std::abs(guess - corner)
                    ? left
                    : std::abs(guess - up) <= std::abs(guess - corner) ? up
                                                                       : corner;
                const int guesses[5] = {0, left, up, (left + up) / 2, paeth};
                rows += char(byteAt(x, y, channel) - guesses[kind]);
            }
        }
    }
    return rows;
}

inline QByteArray plainPng(const QImage& image, int filter = -1)
{
    PngParts parts;
    parts.size = image.size();
    const int channels = image.hasAlphaChannel() ? 4 : 3;
    parts.colorType = channels == 4 ? 6 : 2;
    parts.rows = filteredRows(image, channels, filter);
    return pngOf(parts);
}

} // namespace batchroom::samples
