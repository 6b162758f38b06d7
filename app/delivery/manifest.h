// SPDX-License-Identifier: GPL-3.0-or-later
// manifest.json beside exported files: what each of them is and where it came from. Blocks; any thread.
#pragma once

#include "app/delivery/exporter.h"

#include <QHash>

namespace batchroom {

// Adds the run to the folder's manifest and replaces it in one step; earlier entries stay. A manifest.json that is not
// ours is left alone and manifest-2.json is used. Returns the path. Without recipes the manifest has none either.
Result<QString> writeManifest(
    const QString& folder, const ExportSummary& summary, const QHash<AssetId, Asset>& assets, WriteRecipe recipe);

} // namespace batchroom
