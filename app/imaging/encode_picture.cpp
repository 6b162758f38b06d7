// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/imaging/png_encode.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageWriter>

#include <webp/encode.h>

#include <algorithm>
#include <optional>

namespace batchroom {

namespace {

constexpr int lowestQuality = 10; // below it nobody would want the picture
constexpr int longestJpegSide = 65'500;

Error cannotEncode(PictureFormat format, const QString& detail)
{
    return {ErrorCode::Internal,
        QCoreApplication::translate("Imaging",
            "The picture could not be written as %1. Free some memory or choose another format and try again.")
            .arg(extensionOf(format).toUpper()),
        detail};
}

Error sideTooLong(QSize size, PictureFormat format, int longest)
{
    return {ErrorCode::PictureTooLarge,
        QCoreApplication::translate("Imaging",
            "The picture is %1 x %2 pixels; %3 files cannot be longer than %4 on a side. Choose another format.")
            .arg(size.width())
            .arg(size.height())
            .arg(extensionOf(format).toUpper())
            .arg(longest),
        {}};
}

// The pixels in one of our formats and nothing else: texts, profiles and resolution of the source stay behind.
QImage bareImage(const QImage& image)
{
    const QImage::Format format = image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32;
    return image.format() == format ? image : image.convertToFormat(format);
}

Result<QByteArray> encodeJpeg(const QImage& image, const EncodeOptions& options)
{
    if (std::max(image.width(), image.height()) > longestJpegSide)
        return sideTooLong(image.size(), PictureFormat::Jpeg, longestJpegSide);
    const QImage bare(image.constBits(), image.width(), image.height(), image.bytesPerLine(), QImage::Format_RGB32);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, QByteArrayLiteral("jpeg"));
    writer.setQuality(options.quality);
    writer.setOptimizedWrite(!options.isPreview);
    if (!writer.write(bare))
        return cannotEncode(PictureFormat::Jpeg, writer.errorString());
    return bytes;
}

struct WebpOutput {
    WebpOutput() { WebPMemoryWriterInit(&memory); }
    ~WebpOutput() { WebPMemoryWriterClear(&memory); }
    WebpOutput(const WebpOutput&) = delete;
    WebpOutput& operator=(const WebpOutput&) = delete;
    WebPMemoryWriter memory{};
};

struct WebpSource {
    WebpSource() { isReady = WebPPictureInit(&picture) != 0; }
    ~WebpSource() { WebPPictureFree(&picture); }
    WebpSource(const WebpSource&) = delete;
    WebpSource& operator=(const WebpSource&) = delete;
    WebPPicture picture{};
    bool isReady = false;
};

bool importPixels(WebPPicture& picture, const QImage& image)
{
    const uint8_t* bytes = image.constBits();
    const int stride = int(image.bytesPerLine());
#if Q_BYTE_ORDER == Q_LITTLE_ENDIAN
    return (image.hasAlphaChannel() ? WebPPictureImportBGRA(&picture, bytes, stride)
                                    : WebPPictureImportBGRX(&picture, bytes, stride))
        != 0;
#else
    const QImage rgba = image.convertToFormat(QImage::Format_RGBA8888);
    Q_UNUSED(bytes)
    Q_UNUSED(stride)
    return WebPPictureImportRGBA(&picture, rgba.constBits(), int(rgba.bytesPerLine())) != 0;
#endif
}

Result<QByteArray> encodeWebp(const QImage& image, const EncodeOptions& options)
{
    if (std::max(image.width(), image.height()) > WEBP_MAX_DIMENSION)
        return sideTooLong(image.size(), PictureFormat::WebP, WEBP_MAX_DIMENSION);
    WebPConfig config;
    WebpSource source;
    if (WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, float(options.quality)) == 0 || !source.isReady)
        return cannotEncode(PictureFormat::WebP, QStringLiteral("libwebp: other version"));
    config.method = options.smallest ? 4 : 2; // measured: 2 has 4's size at a third of its time
    WebpOutput output;
    source.picture.width = image.width();
    source.picture.height = image.height();
    source.picture.writer = WebPMemoryWrite;
    source.picture.custom_ptr = &output.memory;
    if (!importPixels(source.picture, image) || WebPEncode(&config, &source.picture) == 0)
        return cannotEncode(PictureFormat::WebP, QStringLiteral("libwebp: error %1").arg(source.picture.error_code));
    return QByteArray(
        static_cast<const char*>(static_cast<const void*>(output.memory.mem)), qsizetype(output.memory.size));
}

QString kilobytes(qint64 bytes)
{
    return QString::number((bytes + 1023) / 1024);
}

Error doesNotFit(const EncodeOptions& options, qint64 smallest, qint64 maxBytes)
{
    const QString what = options.format == PictureFormat::Png
        ? QCoreApplication::translate(
            "Imaging", "The PNG file has %1 KB, but at most %2 KB are allowed here. Choose JPEG or WebP.")
        : QCoreApplication::translate("Imaging",
            "Even at the lowest quality the file has %1 KB, but at most %2 KB are allowed here. Choose WebP or a "
            "smaller size.");
    return {ErrorCode::PictureTooLarge, what.arg(kilobytes(smallest), QString::number(maxBytes / 1024)), {}};
}

} // namespace

Result<QByteArray> encodePicture(const QImage& image, const EncodeOptions& options)
{
    if (image.isNull())
        return {ErrorCode::BadInput,
            QCoreApplication::translate("Imaging", "There is no picture to write. Choose another one.")};
    EncodeOptions bounded = options;
    bounded.quality = std::clamp(options.quality, 1, 100);
    const QImage bare = bareImage(image);
    if (bare.isNull())
        return cannotEncode(options.format, QStringLiteral("no memory"));
    switch (options.format) {
    case PictureFormat::Png: return encodePng(bare);
    case PictureFormat::Jpeg: return encodeJpeg(flattenedOnWhite(bare), bounded);
    case PictureFormat::WebP: return encodeWebp(bare, bounded);
    }
    return cannotEncode(options.format, QStringLiteral("unknown format"));
}

Result<FittedPicture> encodeWithin(const QImage& image, const EncodeOptions& options, qint64 maxBytes)
{
    EncodeOptions attempt = options;
    attempt.quality = std::clamp(options.quality, 1, 100);
    Result<QByteArray> wanted = encodePicture(image, attempt);
    if (!wanted)
        return wanted.error();
    if (maxBytes <= 0 || wanted->size() <= maxBytes)
        return FittedPicture{*std::move(wanted), attempt.quality};
    if (options.format == PictureFormat::Png)
        return doesNotFit(options, wanted->size(), maxBytes);

    std::optional<FittedPicture> best;
    qint64 smallest = wanted->size();
    int low = std::min(lowestQuality, attempt.quality);
    int high = attempt.quality - 1;
    while (low <= high) {
        attempt.quality = best || low == high ? (low + high + 1) / 2 : (low + high) / 2;
        Result<QByteArray> bytes = encodePicture(image, attempt);
        if (!bytes)
            return bytes.error();
        smallest = std::min<qint64>(smallest, bytes->size());
        if (bytes->size() <= maxBytes) {
            best = FittedPicture{*std::move(bytes), attempt.quality};
            low = attempt.quality + 1;
        } else {
            high = attempt.quality - 1;
        }
    }
    if (!best)
        return doesNotFit(options, smallest, maxBytes);
    return *std::move(best);
}

QImage flattenedOnWhite(const QImage& image)
{
    if (!image.hasAlphaChannel())
        return image;
    QImage flat = image.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < flat.height(); ++y) {
        auto* line = static_cast<QRgb*>(static_cast<void*>(flat.scanLine(y)));
        for (int x = 0; x < flat.width(); ++x) {
            const int alpha = qAlpha(line[x]);
            const auto over = [alpha](int level) { return (level * alpha + 255 * (255 - alpha) + 127) / 255; };
            line[x] = qRgb(over(qRed(line[x])), over(qGreen(line[x])), over(qBlue(line[x])));
        }
    }
    flat.reinterpretAsFormat(QImage::Format_RGB32);
    return flat;
}

} // namespace batchroom
