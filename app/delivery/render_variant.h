// SPDX-License-Identifier: GPL-3.0-or-later
// One decoded picture and one preset make one file's bytes. Pure; any thread.
#pragma once

#include "app/delivery/exporter.h"

namespace batchroom {

struct RenderedVariant {
    QByteArray bytes;
    QRect crop;
    int quality = 0;
    double lossShare = 0;
    bool isEnlarged = false;
};

// Cropped around the asset's focal point, exactly the preset's pixels, within its byte limit with the recipe inside.
Result<RenderedVariant> renderVariant(
    const QImage& picture, const Asset& asset, const Preset& preset, const ExportOptions& options);

} // namespace batchroom
