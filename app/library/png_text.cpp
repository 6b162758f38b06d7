// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/png_text.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>
#include <optional>

namespace batchroom {

namespace {

constexpr qsizetype signatureSize = 8;
constexpr qsizetype chunkOverhead = 12; // length, type, CRC

constexpr std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table{};
    for (quint32 n = 0; n < table.size(); ++n) {
        quint32 value = n;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
        table.at(n) = value;
    }
    return table;
}

quint32 crc32(QByteArrayView bytes)
{
    static constexpr std::array<quint32, 256> table = crcTable();
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes)
        crc = table.at((crc ^ static_cast<quint8>(byte)) & 0xff) ^ (crc >> 8);
    return crc ^ 0xffffffffU;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray chunk(const QByteArray& type, const QByteArray& body)
{
    const QByteArray covered = type + body;
    return bigEndian(static_cast<quint32>(body.size())) + covered + bigEndian(crc32(covered));
}

bool isLatin1(const QString& text)
{
    return QString::fromLatin1(text.toLatin1()) == text;
}

QByteArray textChunk(const QByteArray& keyword, const QString& text)
{
    if (isLatin1(text))
        return chunk("tEXt", keyword + '\0' + text.toLatin1());
    // Not compressed, no language, no translated keyword.
    return chunk("iTXt", keyword + QByteArray(5, '\0') + text.toUtf8());
}

struct Chunk {
    qsizetype offset = 0;
    qsizetype size = 0; // with its overhead
    QByteArrayView type;
    QByteArrayView body;
};

std::optional<Chunk> chunkAt(QByteArrayView png, qsizetype offset)
{
    if (png.size() - offset < chunkOverhead)
        return std::nullopt;
    const qsizetype length = qFromBigEndian<quint32>(png.data() + offset);
    if (length > png.size() - offset - chunkOverhead)
        return std::nullopt;
    return Chunk{offset, length + chunkOverhead, png.sliced(offset + 4, 4), png.sliced(offset + 8, length)};
}

bool isTextOf(const Chunk& chunk, const QByteArray& keyword)
{
    return (chunk.type == QByteArrayView("tEXt") || chunk.type == QByteArrayView("iTXt"))
        && chunk.body.startsWith(keyword + '\0');
}

QString textOf(const Chunk& chunk, const QByteArray& keyword)
{
    const QByteArrayView rest = chunk.body.sliced(keyword.size() + 1);
    if (chunk.type == QByteArrayView("tEXt"))
        return QString::fromLatin1(rest);
    if (rest.size() < 2 || rest.at(0) != '\0') // compressed: not written by us
        return {};
    const qsizetype language = rest.indexOf('\0', 2);
    const qsizetype translated = language < 0 ? -1 : rest.indexOf('\0', language + 1);
    return translated < 0 ? QString() : QString::fromUtf8(rest.sliced(translated + 1));
}

} // namespace

Result<QByteArray> withPngText(const QByteArray& png, const QByteArray& keyword, const QString& text)
{
    const std::optional<Chunk> header = chunkAt(png, signatureSize);
    if (!header || header->type != QByteArrayView("IHDR"))
        return Error{ErrorCode::PictureDamaged,
            QCoreApplication::translate("Recipe", "The picture is damaged; its recipe cannot be written into it."),
            QStringLiteral("no IHDR")};
    QByteArray out;
    out.reserve(png.size() + text.size() * 4 + 64);
    out.append(png.first(header->offset + header->size)).append(textChunk(keyword, text));
    qsizetype offset = header->offset + header->size;
    while (const std::optional<Chunk> next = chunkAt(png, offset)) {
        if (!isTextOf(*next, keyword))
            out.append(png.sliced(next->offset, next->size));
        offset += next->size;
    }
    return out.append(png.sliced(offset));
}

QString pngText(const QByteArray& png, const QByteArray& keyword)
{
    qsizetype offset = signatureSize;
    while (const std::optional<Chunk> next = chunkAt(png, offset)) {
        if (isTextOf(*next, keyword))
            return textOf(*next, keyword);
        offset += next->size;
    }
    return {};
}

} // namespace batchroom
