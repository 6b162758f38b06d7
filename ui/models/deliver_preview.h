// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures large enough to judge a crop: first the thumbnail, then the original, read and decoded on threads of its
// own, a handful kept. Lives on the GUI thread and never blocks it.
#pragma once

#include "app/core/asset.h"
#include "app/core/result.h"
#include "ui/models/picture_levels.h"

#include <QCache>
#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace batchroom {

class AssetIndex;
class AssetStore;

class DeliverPreview : public QObject {
    Q_OBJECT
public:
    DeliverPreview(AssetStore& originals, AssetIndex& index, QObject* parent = nullptr);
    ~DeliverPreview() override;

    // What is looked at, and what will be next; earlier wishes that nobody has begun with are dropped.
    void want(AssetId shown, const QList<AssetId>& soon);
    // Null while nothing is there.
    const PictureLevels& levels(AssetId asset) const;

Q_SIGNALS:
    void arrived(batchroom::AssetId asset);
    void failed(batchroom::AssetId asset, const QString& sentence); // its original cannot be shown

private:
    struct Kept {
        PictureLevels levels;
        bool isOriginal = false;
    };
    void begin(AssetId asset, const std::stop_token& stop);
    void decode(const Asset& asset, const std::stop_token& stop);
    void keep(AssetId asset, const PictureLevels& levels, bool isOriginal);

    AssetStore& m_originals;
    AssetIndex& m_index;
    QCache<AssetId, Kept> m_kept;
    std::stop_source m_stop;
    QThreadPool m_pool; // last: its threads use everything above
};

} // namespace batchroom
