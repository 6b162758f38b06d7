// SPDX-License-Identifier: GPL-3.0-or-later
// The chunks of a PNG: lengths and checksums are checked for all of them before anything is decoded. Any thread.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QSize>

namespace batchroom {

struct PngLayout {
    QSize size;
    int bitDepth = 0;
    int colorType = 0;
    bool isInterlaced = false;
    bool hasTransparency = false; // tRNS
    bool hasForeignColor = false; // anything but plain sRGB is declared
    qsizetype firstData = 0;      // offset of the first IDAT chunk
    size_t dataBytes = 0;         // of all IDAT chunks together
};

Result<PngLayout> readPngLayout(QByteArrayView png);
// Copies the payload of all IDAT chunks of a checked file to `to`, layout.dataBytes long.
void joinPngData(QByteArrayView png, const PngLayout& layout, uchar* to);

quint32 crc32Of(QByteArrayView bytes);

} // namespace batchroom
