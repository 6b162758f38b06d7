// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe inside files that leave the library: XMP (with IPTC DigitalSourceType trainedAlgorithmicMedia) in every
// format, plus a "parameters" text in PNG and an EXIF comment in JPEG and WebP. Originals are never touched. Any
// thread.
#pragma once

#include "app/core/asset.h"
#include "app/core/result.h"

#include <QByteArray>

namespace batchroom {

// The same pixels with the recipe added; the picture's own format decides where.
Result<QByteArray> withRecipe(const QByteArray& picture, const Recipe& recipe);
// NotFound when the file carries none of ours.
Result<Recipe> recipeFromFile(const QByteArray& picture);

} // namespace batchroom
