// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/imaging/picture_buffers.h"
#include "app/imaging/picture_header.h"
#include "app/imaging/png_chunks.h"
#include "app/imaging/png_unfilter.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QImageReader>

#if BATCHROOM_HAS_LIBDEFLATE
#include <libdeflate.h>
#endif
#include <webp/decode.h>

#include <cstring>
#include <memory>
#include <mutex>

namespace batchroom {

namespace {

constexpr int readerLimitMegabytes = 384; // 40 million pixels of 16 bits a channel, and some room

Error outOfMemory()
{
    return {ErrorCode::PictureTooLarge,
        QCoreApplication::translate(
            "Imaging", "There is not enough free memory to read this picture. Close other programs and try again."),
        {}};
}

// Plain sRGB pixels in one of our two formats, without text, resolution or profile of the file they came from.
QImage asPlainSrgb(QImage image)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb)) {
        if (image.format() == QImage::Format_Indexed8 || image.pixelFormat().colorModel() != QPixelFormat::RGB)
            image = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        const QImage converted = image.convertedToColorSpace(QColorSpace(QColorSpace::SRgb));
        if (!converted.isNull())
            image = converted;
    }
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (image.isNull() || (image.textKeys().isEmpty() && !image.colorSpace().isValid()))
        return image;
    const QImage bare(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format());
    return bare.copy();
}

#if BATCHROOM_HAS_LIBDEFLATE

bool isPlain(const PngLayout& png)
{
    return png.bitDepth == 8 && (png.colorType == 2 || png.colorType == 6) && !png.isInterlaced && !png.hasTransparency
        && !png.hasForeignColor;
}

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

Result<QImage> decodePlainPng(QByteArrayView bytes, const PngLayout& png)
{
    const PngChannels channels = png.colorType == 2 ? PngChannels::Rgb : PngChannels::Rgba;
    const size_t rowBytes = size_t(png.size.width()) * size_t(channels) + 1;
    const size_t rawBytes = rowBytes * size_t(png.size.height());
    // Deflate cannot do better than 1 : 1032; a file that promises more is refused before memory is taken for it.
    if (png.dataBytes < rawBytes / 1040)
        return damagedPicture(QStringLiteral("png: too little data for its size"));

    const ScratchLease joined(ScratchUse::JoinedData, png.dataBytes);
    const ScratchLease rows(ScratchUse::FilteredRows, rawBytes + 16);
    const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
    QImage image =
        makePooledImage(png.size, channels == PngChannels::Rgb ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    if (joined.data() == nullptr || rows.data() == nullptr || !decompressor || image.isNull())
        return outOfMemory();

    joinPngData(bytes, png, joined.data());
    // Without a place for the real length, anything but exactly rawBytes is an error.
    const libdeflate_result inflated =
        libdeflate_zlib_decompress(decompressor.get(), joined.data(), png.dataBytes, rows.data(), rawBytes, nullptr);
    if (inflated != LIBDEFLATE_SUCCESS)
        return damagedPicture(QStringLiteral("png: inflate %1").arg(int(inflated)));
    std::memset(rows.data() + rawBytes, 0, 16);
    // QImage::bits() would copy were the image shared; it is not. Reading through void keeps alignment checks quiet.
    auto* pixels = static_cast<quint32*>(static_cast<void*>(image.bits()));
    if (!unfilterPng(rows.data(), channels, png.size.width(), png.size.height(), pixels))
        return damagedPicture(QStringLiteral("png: unknown row filter"));
    return image;
}

#endif

Result<QImage> decodeWithReader(QByteArrayView bytes, const QByteArray& format, QSize expected)
{
    static std::once_flag limitOnce;
    std::call_once(limitOnce, [] { QImageReader::setAllocationLimit(readerLimitMegabytes); });

    QByteArray view = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer(&view);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(false);
    QImage image;
    if (!reader.read(&image) || image.isNull())
        return damagedPicture(QString::fromLatin1(format) + QStringLiteral(": ") + reader.errorString());
    if (image.size() != expected)
        return damagedPicture(QString::fromLatin1(format) + QStringLiteral(": size differs from the header"));
    QImage plain = asPlainSrgb(std::move(image));
    if (plain.isNull())
        return outOfMemory();
    return plain;
}

Result<QImage> decodePng(QByteArrayView bytes, QSize size)
{
    const Result<PngLayout> png = readPngLayout(bytes);
    if (!png)
        return png.error();
#if BATCHROOM_HAS_LIBDEFLATE
    if (isPlain(*png))
        return decodePlainPng(bytes, *png);
#endif
    return decodeWithReader(bytes, QByteArrayLiteral("png"), size);
}

Result<QImage> decodeJpeg(QByteArrayView bytes, QSize size)
{
    const Result<void> whole = checkJpegIsWhole(bytes);
    if (!whole)
        return whole.error();
    return decodeWithReader(bytes, QByteArrayLiteral("jpeg"), size);
}

Result<QImage> decodeWebp(QByteArrayView bytes, QSize size)
{
    const Result<WebpLayout> webp = readWebpLayout(bytes);
    if (!webp)
        return webp.error();
    const auto* data = static_cast<const uint8_t*>(static_cast<const void*>(webp->file.data()));
    const size_t length = size_t(webp->file.size());
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data, length, &features) != VP8_STATUS_OK || features.has_animation != 0)
        return damagedPicture(QStringLiteral("webp: header"));
    if (QSize(features.width, features.height) != size)
        return damagedPicture(QStringLiteral("webp: two different sizes"));
    QImage image = makePooledImage(size, features.has_alpha != 0 ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (image.isNull())
        return outOfMemory();
    const size_t capacity = size_t(image.bytesPerLine()) * size_t(image.height());
    uchar* pixels = image.bits();
#if Q_BYTE_ORDER == Q_LITTLE_ENDIAN
    const uint8_t* decoded = WebPDecodeBGRAInto(data, length, pixels, capacity, int(image.bytesPerLine()));
#else
    const uint8_t* decoded = WebPDecodeARGBInto(data, length, pixels, capacity, int(image.bytesPerLine()));
#endif
    if (decoded == nullptr)
        return damagedPicture(QStringLiteral("webp: pixel data"));
    if (!webp->colorProfile.isEmpty())
        image.setColorSpace(QColorSpace::fromIccProfile(webp->colorProfile.toByteArray()));
    return asPlainSrgb(std::move(image));
}

} // namespace

Result<QImage> decodePicture(QByteArrayView bytes, const PictureLimits& limits)
{
    const Result<QSize> size = pictureSize(bytes, limits);
    if (!size)
        return size.error();
    switch (*pictureFormat(bytes)) {
    case PictureFormat::Png: return decodePng(bytes, *size);
    case PictureFormat::Jpeg: return decodeJpeg(bytes, *size);
    case PictureFormat::WebP: return decodeWebp(bytes, *size);
    }
    return damagedPicture({});
}

} // namespace batchroom
