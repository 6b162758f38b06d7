// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture_header.h"

#include "app/imaging/picture.h"

#include <QCoreApplication>
#include <QtEndian>

namespace batchroom {

namespace {

constexpr int mostJpegScans = 400; // more is an attempt to keep the decoder busy

// One marker with its segment, or a marker without one.
struct JpegSegment {
    quint8 marker = 0;
    QByteArrayView payload;
    qsizetype end = 0;
};

bool standsAlone(quint8 marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd9);
}

std::optional<JpegSegment> segmentAt(QByteArrayView bytes, qsizetype offset)
{
    if (offset >= bytes.size() || quint8(bytes[offset]) != 0xff)
        return std::nullopt;
    while (offset < bytes.size() && quint8(bytes[offset]) == 0xff)
        ++offset;
    if (offset >= bytes.size())
        return std::nullopt;
    const quint8 marker = quint8(bytes[offset]);
    ++offset;
    if (standsAlone(marker))
        return JpegSegment{marker, {}, offset};
    if (bytes.size() - offset < 2)
        return std::nullopt;
    const quint16 length = qFromBigEndian<quint16>(bytes.data() + offset);
    if (length < 2 || length > bytes.size() - offset)
        return std::nullopt;
    return JpegSegment{marker, bytes.sliced(offset + 2, length - 2), offset + length};
}

bool isFrameHeader(quint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// Past the entropy-coded bytes of a scan, to the next marker that is neither stuffing nor a restart.
qsizetype endOfScan(QByteArrayView bytes, qsizetype offset)
{
    for (;;) {
        const qsizetype found = bytes.indexOf(char(0xff), offset);
        if (found < 0 || found + 1 >= bytes.size())
            return bytes.size();
        const quint8 next = quint8(bytes[found + 1]);
        if (next == 0xff) {
            offset = found + 1;
            continue;
        }
        if (next != 0x00 && (next < 0xd0 || next > 0xd7))
            return found;
        offset = found + 2;
    }
}

quint32 littleEndian24(const char* bytes)
{
    return quint32(quint8(bytes[0])) | quint32(quint8(bytes[1])) << 8 | quint32(quint8(bytes[2])) << 16;
}

} // namespace

Error damagedPicture(const QString& detail)
{
    return Error{ErrorCode::PictureDamaged,
        QCoreApplication::translate("Imaging",
            "The file is incomplete or damaged, or it is not a PNG, JPEG or WebP picture. It was not used. "
            "Download or save it again."),
        detail};
}

QSize pngHeaderSize(QByteArrayView bytes)
{
    if (bytes.size() < 33 || bytes.sliced(12, 4) != "IHDR" || qFromBigEndian<quint32>(bytes.data() + 8) != 13)
        return {};
    const quint32 width = qFromBigEndian<quint32>(bytes.data() + 16);
    const quint32 height = qFromBigEndian<quint32>(bytes.data() + 20);
    if (width > quint32(INT_MAX) || height > quint32(INT_MAX))
        return {};
    return QSize(int(width), int(height));
}

QSize jpegHeaderSize(QByteArrayView bytes)
{
    qsizetype offset = 2;
    while (const std::optional<JpegSegment> segment = segmentAt(bytes, offset)) {
        if (isFrameHeader(segment->marker)) {
            if (segment->payload.size() < 6)
                return {};
            return QSize(qFromBigEndian<quint16>(segment->payload.data() + 3),
                qFromBigEndian<quint16>(segment->payload.data() + 1));
        }
        if (segment->marker == 0xda || segment->marker == 0xd9)
            return {};
        offset = segment->end;
    }
    return {};
}

QSize webpHeaderSize(QByteArrayView bytes)
{
    if (bytes.size() < 30)
        return {};
    const QByteArrayView type = bytes.sliced(12, 4);
    const char* data = bytes.data() + 20;
    if (type == "VP8X")
        return QSize(int(littleEndian24(data + 4)) + 1, int(littleEndian24(data + 7)) + 1);
    if (type == "VP8L" && quint8(data[0]) == 0x2f) {
        const quint32 bits = qFromLittleEndian<quint32>(data + 1);
        return QSize(int(bits & 0x3fffU) + 1, int((bits >> 14) & 0x3fffU) + 1);
    }
    if (type == "VP8 " && bytes.sliced(23, 3) == QByteArrayView("\x9d\x01\x2a", 3)) {
        return QSize(qFromLittleEndian<quint16>(data + 6) & 0x3fff, qFromLittleEndian<quint16>(data + 8) & 0x3fff);
    }
    return {};
}

Result<void> checkJpegIsWhole(QByteArrayView bytes)
{
    qsizetype offset = 2;
    int scans = 0;
    while (const std::optional<JpegSegment> segment = segmentAt(bytes, offset)) {
        if (segment->marker == 0xd9) {
            if (scans > 0)
                return {};
            break;
        }
        offset = segment->end;
        if (segment->marker != 0xda)
            continue;
        if (++scans > mostJpegScans)
            return damagedPicture(QStringLiteral("jpeg: more than %1 scans").arg(mostJpegScans));
        offset = endOfScan(bytes, offset);
    }
    return damagedPicture(QStringLiteral("jpeg: broken or cut off at byte %1").arg(offset));
}

Result<WebpLayout> readWebpLayout(QByteArrayView bytes)
{
    const quint64 length = bytes.size() < 12 ? 0 : quint64(qFromLittleEndian<quint32>(bytes.data() + 4)) + 8;
    if (length < 20 || length > quint64(bytes.size()))
        return damagedPicture(QStringLiteral("webp: shorter than its container says"));
    WebpLayout layout;
    layout.file = bytes.first(qsizetype(length));
    bool hasPixels = false;
    qsizetype offset = 12;
    while (layout.file.size() - offset >= 8) {
        const QByteArrayView type = layout.file.sliced(offset, 4);
        const quint32 size = qFromLittleEndian<quint32>(layout.file.data() + offset + 4);
        if (size > quint64(layout.file.size() - offset - 8))
            return damagedPicture(QStringLiteral("webp: chunk at byte %1 ends outside the file").arg(offset));
        if (type == "ANIM" || type == "ANMF")
            return damagedPicture(QStringLiteral("webp: animation"));
        if (type == "ICCP")
            layout.colorProfile = layout.file.sliced(offset + 8, qsizetype(size));
        hasPixels = hasPixels || type == "VP8 " || type == "VP8L";
        offset += 8 + qsizetype(size) + qsizetype(size & 1U);
    }
    if (!hasPixels)
        return damagedPicture(QStringLiteral("webp: no pixel data"));
    return layout;
}

std::optional<PictureFormat> pictureFormat(QByteArrayView bytes)
{
    if (bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return PictureFormat::Png;
    if (bytes.startsWith(QByteArrayView("\xff\xd8\xff", 3)))
        return PictureFormat::Jpeg;
    if (bytes.size() >= 12 && bytes.startsWith("RIFF") && bytes.sliced(8, 4) == "WEBP")
        return PictureFormat::WebP;
    return std::nullopt;
}

QString extensionOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return QStringLiteral("png");
    case PictureFormat::Jpeg: return QStringLiteral("jpg");
    case PictureFormat::WebP: return QStringLiteral("webp");
    }
    return {};
}

std::optional<PictureFormat> formatFromName(QStringView name)
{
    const QStringView word = name.trimmed();
    const auto is = [word](QLatin1StringView other) { return word.compare(other, Qt::CaseInsensitive) == 0; };
    if (is(QLatin1StringView("png")))
        return PictureFormat::Png;
    if (is(QLatin1StringView("jpg")) || is(QLatin1StringView("jpeg")))
        return PictureFormat::Jpeg;
    if (is(QLatin1StringView("webp")))
        return PictureFormat::WebP;
    return std::nullopt;
}

Result<QSize> pictureSize(QByteArrayView bytes, const PictureLimits& limits)
{
    if (bytes.size() > limits.maxBytes) {
        return {ErrorCode::PictureTooLarge,
            QCoreApplication::translate("Imaging",
                "The picture has %1 MB, which is more than the %2 MB that are read. It was not used. Save it "
                "smaller or in another format.")
                .arg(QString::number(double(bytes.size()) / 1048576, 'f', 1))
                .arg(limits.maxBytes / 1048576)};
    }
    const std::optional<PictureFormat> format = pictureFormat(bytes);
    if (!format)
        return damagedPicture(
            QStringLiteral("magic bytes %1")
                .arg(QString::fromLatin1(bytes.first(qMin<qsizetype>(8, bytes.size())).toByteArray().toHex())));
    const QSize size = *format == PictureFormat::Png ? pngHeaderSize(bytes)
        : *format == PictureFormat::Jpeg             ? jpegHeaderSize(bytes)
                                                     : webpHeaderSize(bytes);
    if (size.isEmpty())
        return damagedPicture(QStringLiteral("%1: no usable size in the header").arg(extensionOf(*format)));
    if (qint64(size.width()) * size.height() > limits.maxPixels) {
        return {ErrorCode::PictureTooLarge,
            QCoreApplication::translate("Imaging",
                "The picture says it is %1 x %2 pixels, which is more than the %3 million that are read. It was not "
                "used. Make it smaller and try again.")
                .arg(size.width())
                .arg(size.height())
                .arg(limits.maxPixels / 1'000'000)};
    }
    return size;
}

} // namespace batchroom
