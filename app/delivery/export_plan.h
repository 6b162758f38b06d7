// SPDX-License-Identifier: GPL-3.0-or-later
// Which files an export will make and what they are called. Pure; any thread.
#pragma once

#include "app/delivery/exporter.h"
#include "app/delivery/new_file.h"

namespace batchroom {

struct PlannedPicture {
    Asset asset;
    QList<FileName> names; // one for each preset, different from all others of the export
};

struct ExportPlan {
    QList<Preset> presets; // without repetitions
    QList<PlannedPicture> pictures;
    int files() const { return int(presets.size() * pictures.size()); }
};

// BadInput says what is missing or wrong before anything is written.
Result<ExportPlan> planExport(const QList<Asset>& assets, const ExportOptions& options);

} // namespace batchroom
