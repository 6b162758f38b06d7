// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe as JSON: how the library keeps it and how it travels inside files. Free functions; any thread.
#pragma once

#include "app/core/asset.h"

#include <QByteArray>

namespace batchroom {

QByteArray toJson(const Recipe& recipe);
// PictureDamaged when it cannot be read.
Result<Recipe> recipeFromJson(const QByteArray& json);

} // namespace batchroom
