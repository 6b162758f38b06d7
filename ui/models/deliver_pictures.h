// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures to deliver in their order, the one that is looked at, and its focal point with undo. Follows the
// library: what gets approved joins, what loses its approval leaves. GUI thread, never blocks it.
#pragma once

#include "app/core/asset.h"
#include "app/core/preset.h"
#include "app/core/result.h"

#include <QCache>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <optional>

namespace batchroom {

class AssetIndex;

struct DeliverPicture {
    AssetId asset;
    QSize size;
    friend bool operator==(const DeliverPicture&, const DeliverPicture&) = default;
};

class DeliverPictures : public QObject {
    Q_OBJECT
public:
    explicit DeliverPictures(AssetIndex& index, QObject* parent = nullptr);

    void showApproved();
    void showAssets(const QList<AssetId>& assets);
    void setCampaign(std::optional<CampaignId> campaign); // of the approved ones
    bool isOfApproved() const { return m_isOfApproved; }  // those that are shown now
    bool isLoaded() const { return m_isLoaded; }
    // Asks the library again, once a turn of the event loop.
    void reload();

    int count() const { return int(m_pictures.size()); }
    const QList<DeliverPicture>& all() const { return m_pictures; }
    int currentRow() const { return m_current; } // -1: none
    void setCurrentRow(int row);
    AssetId current() const;
    QSize currentSize() const;
    // With everything that is known about it; nothing while it is being read.
    const std::optional<Asset>& asset() const { return m_asset; }
    QPointF focalPoint() const;
    // For reading ahead.
    QList<AssetId> neighbours() const;

    int harshCount(const QList<Preset>& presets) const; // pictures that lose too much in one of them
    int nextHarshRow(const QList<Preset>& presets, int after) const;

    // Shows the crop there; keepFocalPoint() writes it down as one step.
    void moveFocalPoint(QPointF point);
    void keepFocalPoint();
    bool canUndo() const { return m_doneSteps > 0; }
    bool canRedo() const { return m_doneSteps < m_steps.size(); }
    void undo();
    void redo();

    // All of them in order, with their newest focal points.
    QFuture<Result<QList<Asset>>> load() const;
    void applyPoints(QList<Asset>& assets) const;

Q_SIGNALS:
    void changed();        // other pictures, or none
    void currentChanged(); // another one is looked at
    void assetLoaded();
    void focalPointMoved();
    void stepsChanged();
    void failed(const QString& sentence);

private:
    struct Step {
        AssetId asset;
        QPointF before;
        QPointF after;
    };
    void ask();
    int rowOf(AssetId asset) const; // -1: not among them
    bool wantsApproved() const { return m_assets.isEmpty(); }
    void take(const QList<DeliverPicture>& pictures);
    void loadCurrent();
    void becomeCurrent(const Asset& asset);
    void write(AssetId asset, QPointF point);
    void show(AssetId asset);

    AssetIndex& m_index;
    QTimer m_reload;
    QList<AssetId> m_assets; // empty: the approved ones
    std::optional<CampaignId> m_campaign;
    QList<DeliverPicture> m_pictures;
    QHash<std::pair<int, int>, int> m_sizes; // how many there are of each
    quint64 m_question = 0;
    bool m_isLoaded = false;
    bool m_isOfApproved = true;
    int m_current = -1;
    std::optional<Asset> m_asset;
    QCache<AssetId, Asset> m_recent;
    QHash<AssetId, QPointF> m_points; // moved here: newer than what the library may still answer
    std::optional<QPointF> m_before;  // where the point was when the move began
    QList<Step> m_steps;
    qsizetype m_doneSteps = 0;
};

} // namespace batchroom
