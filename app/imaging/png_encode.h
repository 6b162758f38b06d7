// SPDX-License-Identifier: GPL-3.0-or-later
// Writes 8-bit RGB or RGBA PNGs with adaptive row filters: about four times faster than Qt's writer and smaller. Any
// thread.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QImage>

namespace batchroom {

// `image` is RGB32 or ARGB32; fully opaque pictures are written without alpha.
Result<QByteArray> encodePng(const QImage& image);

} // namespace batchroom
