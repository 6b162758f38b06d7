// SPDX-License-Identifier: GPL-3.0-or-later
// A picture's recipe as a row of the sheet, for more like it: everything but the seed. Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/sheet.h"
#include "app/core/asset.h"

namespace batchroom {

SheetRow recipeRow(const Recipe& recipe, const Catalog& catalog);

} // namespace batchroom
