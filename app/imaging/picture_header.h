// SPDX-License-Identifier: GPL-3.0-or-later
// What the bytes in front of the pixels say, and whether the file is there to its end. Any thread.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QSize>

namespace batchroom {

Error damagedPicture(const QString& detail);

// No checks but those needed to find the two numbers; invalid when they are not there.
QSize pngHeaderSize(QByteArrayView bytes);
QSize jpegHeaderSize(QByteArrayView bytes);
QSize webpHeaderSize(QByteArrayView bytes);

// Every segment lies inside the file and the last scan is followed by the end marker: libjpeg would fill what is
// missing with grey and call it a picture.
Result<void> checkJpegIsWhole(QByteArrayView bytes);

struct WebpLayout {
    QByteArrayView file; // as long as the container says, without what follows
    QByteArrayView colorProfile;
};
Result<WebpLayout> readWebpLayout(QByteArrayView bytes);

} // namespace batchroom
