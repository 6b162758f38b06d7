// SPDX-License-Identifier: GPL-3.0-or-later
// The gallery's row list: a filter turned into one statement over a covering index. Call inside Store::read().
#pragma once

#include "app/library/asset_index.h"
#include "app/store/connection.h"

namespace batchroom {

Result<AssetSelection> selectAssets(Connection& connection, const AssetFilter& filter);
Result<AssetTotals> totalsOfAll(Connection& connection);

} // namespace batchroom
