// SPDX-License-Identifier: GPL-3.0-or-later
// The Deliver place: which pictures go out, in which sizes, cropped around which point, named how and into which
// folder; and how far the export is. Keeps its state while hidden. GUI thread.
#pragma once

#include "app/core/ids.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace batchroom {

class ActionCatalog;
class AssetIndex;
class AssetStore;
class Catalog;
class Exporter;
class PreferencesStore;

class DeliverPlace : public QWidget {
    Q_OBJECT
public:
    DeliverPlace(const Catalog& catalog, AssetIndex& index, AssetStore& originals, Exporter& exporter,
        PreferencesStore& preferences, ActionCatalog& actions, QWidget* parent = nullptr);

public Q_SLOTS:
    // Empty: the approved ones, as they come and go.
    void setAssets(const QList<batchroom::AssetId>& assets);
    // Which approved ones; nothing: those of the whole library.
    void setCampaign(std::optional<batchroom::CampaignId> campaign);

Q_SIGNALS:
    void openGalleryRequested();
};

} // namespace batchroom
