// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/damaged_picture.h"

#include <QtEndian>

namespace batchroom {

namespace {

constexpr quint32 hugeSide = 30'000;

quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray chunk(const QByteArray& type, const QByteArray& data)
{
    return bigEndian(static_cast<quint32>(data.size())) + type + data + bigEndian(crc32(type + data));
}

// A few bytes that ask for 3.6 GB of memory.
QByteArray hugePicture()
{
    const QByteArray header = bigEndian(hugeSide) + bigEndian(hugeSide) + QByteArray("\x08\x06\x00\x00\x00", 5);
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", header)
        + chunk("IDAT", qCompress(QByteArray(1024, '\0')).mid(4)) + chunk("IEND", {});
}

QByteArray flipped(QByteArray png)
{
    for (qsizetype at = png.size() / 3; at < png.size(); at += std::max<qsizetype>(png.size() / 17, 1))
        png[at] = static_cast<char>(png.at(at) ^ 0x5a);
    return png;
}

} // namespace

bool damagesPicture(FaultKind kind)
{
    return kind == FaultKind::TruncatedImage || kind == FaultKind::CorruptImage || kind == FaultKind::WrongTypeImage
        || kind == FaultKind::HugeImage;
}

QByteArray damagedPicture(FaultKind kind, const QByteArray& png)
{
    switch (kind) {
    case FaultKind::TruncatedImage: return png.left(png.size() / 2);
    case FaultKind::CorruptImage: return flipped(png);
    case FaultKind::WrongTypeImage:
        return QByteArrayLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"><rect "
                                 "width=\"64\" height=\"64\"/></svg>");
    case FaultKind::HugeImage: return hugePicture();
    default: return png;
    }
}

} // namespace batchroom
