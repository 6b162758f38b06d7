// SPDX-License-Identifier: GPL-3.0-or-later
// What the gallery asks: which pictures, in which order, and the decisions about them. Lives on the GUI thread; answers
// come as futures from its own reader pool, changes as signals.
#pragma once

#include "app/core/asset.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace batchroom {

class Store;

enum class AssetSort { NewestFirst, OldestFirst, BestFirst };

struct AssetFilter {
    QString text; // full text over prompts; all words, last one as prefix
    std::optional<CampaignId> campaign;
    QList<BatchId> batches;
    QStringList models;
    QStringList styles;
    QStringList aspects;
    QList<Decision> decisions;
    int minRating = 0;
    std::optional<bool> hasExports;
    AssetSort sort = AssetSort::NewestFirst;
    bool isEmpty() const;
    friend bool operator==(const AssetFilter&, const AssetFilter&) = default;
};

struct AssetTotals {
    int count = 0;
    qint64 bytes = 0;
    int approved = 0;
    int rejected = 0;
    int needChange = 0;
    int undecided = 0;
};

struct AssetSelection {
    QList<AssetRow> rows; // in view order
    AssetTotals totals;
};

// One undoable step; earlier values are kept so that undo() can put them back.
struct ReviewChange {
    QList<AssetId> assets;
    std::optional<Decision> decision;
    QString note; // with NeedsChange
    std::optional<int> rating;
};

class AssetIndex : public QObject {
    Q_OBJECT
public:
    explicit AssetIndex(Store& store, QObject* parent = nullptr);
    ~AssetIndex() override;

    QFuture<Result<AssetSelection>> select(const AssetFilter& filter) const;
    QFuture<Result<Asset>> asset(AssetId id) const;
    QFuture<Result<QList<Asset>>> assets(const QList<AssetId>& ids) const;
    // All assets of the library: count and bytes, for the status line.
    QFuture<Result<AssetTotals>> totals() const;

    void review(const ReviewChange& change);
    void setFocalPoint(AssetId asset, QPointF point);
    bool canUndo() const;
    void undo();
    // Told by the composition root when the queue stored one.
    void noteStored(const AssetRow& asset);

Q_SIGNALS:
    void assetAdded(const batchroom::AssetRow& asset);
    void reviewed(const QList<batchroom::AssetId>& assets, std::optional<batchroom::Decision> decision,
        std::optional<int> rating);
    void canUndoChanged(bool canUndo);
    void failed(const batchroom::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom
