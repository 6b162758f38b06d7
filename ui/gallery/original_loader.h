// SPDX-License-Identifier: GPL-3.0-or-later
// Originals decoded off the GUI thread for the lightbox: the ones in view first, then their neighbours; kept up to a
// limit. Lives on the GUI thread and never blocks it.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace batchroom {

class AssetIndex;
class AssetStore;

class OriginalLoader : public QObject {
    Q_OBJECT
public:
    OriginalLoader(const AssetIndex& index, const AssetStore& originals, QObject* parent = nullptr);
    ~OriginalLoader() override;

    QImage image(AssetId asset) const; // null while it is not there
    // Most wanted first; what is no longer in the list is not begun.
    void want(const QList<AssetId>& assets);

Q_SIGNALS:
    void loaded(batchroom::AssetId asset, const QImage& image);
    void failed(batchroom::AssetId asset, const batchroom::Error& error);

private:
    void startNext();
    void take(AssetId asset, const Result<QImage>& image);

    const AssetIndex& m_index;
    const AssetStore& m_originals;
    mutable QCache<AssetId, QImage> m_images;
    QList<AssetId> m_wanted;
    QSet<AssetId> m_tried; // since the last want(): one too large to keep is not read again and again
    int m_running = 0;
    QThreadPool m_pool; // last: its work uses the originals
};

} // namespace batchroom
