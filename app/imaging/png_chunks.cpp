// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/png_chunks.h"

#include "app/imaging/picture_header.h"

#include <QtEndian>

#include <array>
#include <cstring>
#include <optional>

#if BATCHROOM_HAS_LIBDEFLATE
#include <libdeflate.h>
#endif

namespace batchroom {

namespace {

constexpr qsizetype signatureBytes = 8;
constexpr qsizetype chunkFrame = 12; // length, type, checksum

struct Chunk {
    QByteArrayView type;
    QByteArrayView payload;
    qsizetype end = 0;
};

// A chunk whose frame lies inside the file; its checksum is not looked at.
std::optional<Chunk> chunkAt(QByteArrayView png, qsizetype offset)
{
    if (png.size() - offset < chunkFrame)
        return std::nullopt;
    const quint32 length = qFromBigEndian<quint32>(png.data() + offset);
    if (length > quint64(png.size() - offset - chunkFrame))
        return std::nullopt;
    return Chunk{
        png.sliced(offset + 4, 4), png.sliced(offset + 8, qsizetype(length)), offset + chunkFrame + qsizetype(length)};
}

bool checksumHolds(QByteArrayView png, qsizetype offset, const Chunk& chunk)
{
    const QByteArrayView covered = png.sliced(offset + 4, chunk.payload.size() + 4);
    return crc32Of(covered) == qFromBigEndian<quint32>(png.data() + chunk.end - 4);
}

bool isCritical(QByteArrayView type)
{
    return (type[0] & 0x20) == 0;
}

// What one walk over the file collects.
class LayoutWalk {
public:
    // False when the chunk cannot stand where it does.
    bool take(const Chunk& chunk, qsizetype offset)
    {
        const QByteArrayView type = chunk.type;
        if (type == "IDAT") {
            if (m_dataEnded)
                return false;
            if (!m_hasData)
                layout.firstData = offset;
            m_hasData = true;
            layout.dataBytes += size_t(chunk.payload.size());
            return true;
        }
        m_dataEnded = m_hasData;
        if (type == "tRNS")
            layout.hasTransparency = true;
        else if (type == "sRGB")
            m_isSrgb = true;
        else if (type == "iCCP" || type == "cICP")
            m_hasProfile = true;
        else if (type == "gAMA" || type == "cHRM")
            m_hasGamma = true;
        return !isCritical(type) || type == "PLTE";
    }

    bool finish()
    {
        layout.hasForeignColor = m_hasProfile || (m_hasGamma && !m_isSrgb);
        return m_hasData;
    }

    PngLayout layout;

private:
    bool m_hasData = false;
    bool m_dataEnded = false;
    bool m_isSrgb = false;
    bool m_hasProfile = false;
    bool m_hasGamma = false;
};

} // namespace

quint32 crc32Of(QByteArrayView bytes)
{
#if BATCHROOM_HAS_LIBDEFLATE
    return libdeflate_crc32(0, bytes.data(), size_t(bytes.size()));
#else
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> entries{};
        for (quint32 index = 0; index < 256; ++index) {
            quint32 value = index;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320U : 0U);
            entries[index] = value;
        }
        return entries;
    }();
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ quint8(byte)) & 0xffU];
    return ~crc;
#endif
}

Result<PngLayout> readPngLayout(QByteArrayView png)
{
    const std::optional<Chunk> header = png.size() < signatureBytes ? std::nullopt : chunkAt(png, signatureBytes);
    if (!header || header->type != "IHDR" || header->payload.size() != 13)
        return damagedPicture(QStringLiteral("png: no header chunk"));
    if (!checksumHolds(png, signatureBytes, *header))
        return damagedPicture(QStringLiteral("png: checksum of IHDR"));

    LayoutWalk walk;
    const QByteArrayView fields = header->payload;
    const quint32 width = qFromBigEndian<quint32>(fields.data());
    const quint32 height = qFromBigEndian<quint32>(fields.data() + 4);
    if (width == 0 || height == 0 || width > quint32(INT_MAX) || height > quint32(INT_MAX))
        return damagedPicture(QStringLiteral("png: size"));
    walk.layout.size = QSize(int(width), int(height));
    walk.layout.bitDepth = quint8(fields[8]);
    walk.layout.colorType = quint8(fields[9]);
    walk.layout.isInterlaced = fields[12] != 0;
    if (fields[10] != 0 || fields[11] != 0 || quint8(fields[12]) > 1)
        return damagedPicture(QStringLiteral("png: unknown method"));

    qsizetype offset = header->end;
    for (;;) {
        const std::optional<Chunk> chunk = chunkAt(png, offset);
        if (!chunk)
            return damagedPicture(QStringLiteral("png: ends early at byte %1").arg(offset));
        if (!checksumHolds(png, offset, *chunk))
            return damagedPicture(QStringLiteral("png: checksum at byte %1").arg(offset));
        if (chunk->type == "IEND")
            break;
        if (!walk.take(*chunk, offset))
            return damagedPicture(QStringLiteral("png: misplaced or unknown chunk at byte %1").arg(offset));
        offset = chunk->end;
    }
    if (!walk.finish())
        return damagedPicture(QStringLiteral("png: no pixel data"));
    return walk.layout;
}

void joinPngData(QByteArrayView png, const PngLayout& layout, uchar* to)
{
    qsizetype offset = layout.firstData;
    while (const std::optional<Chunk> chunk = chunkAt(png, offset)) {
        if (chunk->type != "IDAT")
            return;
        std::memcpy(to, chunk->payload.data(), size_t(chunk->payload.size()));
        to += chunk->payload.size();
        offset = chunk->end;
    }
}

} // namespace batchroom
