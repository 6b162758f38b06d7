// SPDX-License-Identifier: GPL-3.0-or-later
// What models.json and presets.json hold, read strictly: every problem named with file, entry and field.
#pragma once

#include "app/catalog/catalog.h"

namespace batchroom {

struct LoadedModels {
    std::vector<Model> models;
    QString defaultModel;
    QStringList palettePresets;
    std::vector<Counterpart> counterparts;
};

Result<LoadedModels> loadModels(const QByteArray& json);
Result<std::vector<Preset>> loadPresets(const QByteArray& json);

} // namespace batchroom
