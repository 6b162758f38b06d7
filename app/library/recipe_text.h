// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe in the plain words other programs show: the prompt, then one line of parameters.
#pragma once

#include "app/core/asset.h"

namespace batchroom {

QString recipeText(const Recipe& recipe, QSize pictureSize);

} // namespace batchroom
