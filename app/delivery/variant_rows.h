// SPDX-License-Identifier: GPL-3.0-or-later
// What the library remembers of exports. Blocks; worker threads only.
#pragma once

#include "app/delivery/exporter.h"

namespace batchroom {

// One asset's files: a row each, and the asset's export count, in one transaction.
Result<void> storeVariants(Store& store, AssetId asset, const QList<Variant>& variants);

} // namespace batchroom
