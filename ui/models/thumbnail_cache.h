// SPDX-License-Identifier: GPL-3.0-or-later
// Thumbnails for what is on screen: read and decoded on one low-priority thread, most wanted first, kept up to a limit.
// Lives on the GUI thread and never blocks it. One instance a view, since wanted() replaces what was wanted before.
#pragma once

#include "app/core/ids.h"
#include "app/library/asset_store.h"

#include <QCache>
#include <QObject>
#include <QPixmap>

#include <memory>

namespace batchroom {

class AssetIndex;

class ThumbnailCache : public QObject {
    Q_OBJECT
public:
    ThumbnailCache(
        AssetStore& originals, AssetIndex& index, ThumbnailSize size, int maxKilobytes, QObject* parent = nullptr);
    ~ThumbnailCache() override;

    // Null while it is not there.
    QPixmap pixmap(AssetId asset) const;
    // What should be loaded, most wanted first; requests that are no longer in the list are dropped unless under way.
    void want(const QList<AssetId>& assets);

Q_SIGNALS:
    // Once per turn of the event loop at most.
    void loaded(const QList<batchroom::AssetId>& assets);

private:
    class Loader;
    void take();
    void makeAgain(AssetId asset);

    AssetStore& m_originals;
    AssetIndex& m_index;
    mutable QCache<AssetId, QPixmap> m_pixmaps;
    QSet<AssetId> m_hopeless; // neither a thumbnail nor an original to make it from
    std::unique_ptr<Loader> m_loader;
};

} // namespace batchroom
