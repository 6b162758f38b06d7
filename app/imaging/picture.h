// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures from outside, read strictly: magic bytes decide the type, size is checked before a pixel is decoded, nothing
// but PNG, JPEG and WebP is ever read. Free functions; any thread.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <optional>

namespace batchroom {

enum class PictureFormat { Png, Jpeg, WebP };

struct PictureLimits {
    qint64 maxBytes = 64LL * 1024 * 1024;
    qint64 maxPixels = 40'000'000;
};

// By magic bytes only.
std::optional<PictureFormat> pictureFormat(QByteArrayView bytes);
QString extensionOf(PictureFormat format);                     // "png", "jpg", "webp"
std::optional<PictureFormat> formatFromName(QStringView name); // "jpeg", "jpg", "png", "webp", any case

// From the header alone. Errors: PictureDamaged, PictureTooLarge.
Result<QSize> pictureSize(QByteArrayView bytes, const PictureLimits& limits = {});
// All pixels, in sRGB, Format_RGB32 or (with alpha) Format_ARGB32. 8-bit RGB/RGBA PNGs take the libdeflate path,
// everything else QImageReader with the format forced. Truncated or corrupt data is an error, never half a picture.
Result<QImage> decodePicture(QByteArrayView bytes, const PictureLimits& limits = {});

// Lanczos-3, fixed point, in sRGB space (the convention of the trade). `crop` in pixels of the source, also between
// them; what lies outside the source is left out, and a crop with nothing inside means the whole picture.
QImage resampled(const QImage& source, QRectF crop, QSize target);

// All of an opaque picture for a preview, several times faster: halved as long as that leaves a fifth or more for
// Lanczos-3 to take away. Pictures with alpha or odd sides go through resampled().
QImage resampledForPreview(const QImage& source, QSize target);

struct EncodeOptions {
    PictureFormat format = PictureFormat::Jpeg;
    int quality = 85;       // 1 to 100; PNG ignores it
    bool smallest = false;  // WebP method 4 instead of 2
    bool isPreview = false; // JPEG in one pass: a third of the time for a few percent more bytes
};
// Nothing but the pixels goes into the file (a PNG also says that they are sRGB). JPEG flattens alpha on white.
Result<QByteArray> encodePicture(const QImage& image, const EncodeOptions& options);

struct FittedPicture {
    QByteArray bytes;
    int quality = 0; // the one it became
};
// Lowers the quality until the file has at most maxBytes (0: no limit). PictureTooLarge when nothing is small enough.
Result<FittedPicture> encodeWithin(const QImage& image, const EncodeOptions& options, qint64 maxBytes);

QImage flattenedOnWhite(const QImage& image);

// 0xRRGGBB that stands for the picture while its thumbnail is not there yet.
quint32 dominantColor(const QImage& image);

} // namespace batchroom
