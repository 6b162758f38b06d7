// SPDX-License-Identifier: GPL-3.0-or-later
// Fills GalleryRows from the library as the look of the present campaign says, keeps that look with the campaign, and
// adds pictures as they are made. GUI thread; never blocks it.
#pragma once

#include "ui/models/gallery_look.h"
#include "ui/models/gallery_rows.h"

#include <QHash>
#include <QTimer>

#include <functional>

namespace batchroom {

class DocumentShelf;

struct BatchChoice {
    BatchId id;
    QString name;
};

class GallerySource : public QObject {
    Q_OBJECT
public:
    GallerySource(AssetIndex& index, DocumentShelf& shelf, GalleryRows& rows, QObject* parent = nullptr);
    ~GallerySource() override; // keeps what was set last

    const GalleryLook& look() const { return m_look; }
    std::optional<CampaignId> campaign() const { return m_campaign; }
    bool hasFilters() const { return !withoutCampaign(m_look.filter).isEmpty(); }
    bool isLoaded() const { return m_isLoaded; }
    int countOfAll() const { return m_countOfAll; } // of the campaign, filters aside
    QString batchName(BatchId batch) const { return m_batchNames.value(batch); }

    void setCampaign(std::optional<CampaignId> campaign); // also the first load
    void setFilter(const AssetFilter& filter);            // its campaign is ignored
    void clearFilters();
    void setShape(GalleryShape shape);
    void setPictureHeight(int height);
    // Shows this picture among others: filters that hide it go, the campaign too.
    void reveal(AssetId asset);
    // The batches of the campaign, newest first.
    void askForBatches(QObject* context, std::function<void(const QList<BatchChoice>&)> answer);

Q_SIGNALS:
    void lookChanged();
    void loaded();
    void revealed(int index);
    void failed(const QString& sentence);

private:
    static AssetFilter withoutCampaign(AssetFilter filter);
    AssetFilter filterNow() const;
    void takeLook(const GalleryLook& look);
    void keepLook();
    void load();
    void countAll();
    void addNew();
    void finishReveal();

    AssetIndex& m_index;
    DocumentShelf& m_shelf;
    GalleryRows& m_rows;
    GalleryLook m_look;
    std::optional<CampaignId> m_campaign;
    QHash<BatchId, QString> m_batchNames;
    QHash<QString, GalleryLook> m_kept; // newer than what the shelf may still be writing
    QTimer m_arrivals;
    QTimer m_keeping;
    quint64 m_question = 0; // answers to older questions are dropped
    int m_countOfAll = 0;
    bool m_isLoaded = false;
    bool m_isAdding = false;
    bool m_isAskingForLook = false;
    std::optional<AssetFilter> m_filterMeanwhile; // set while the look was still on its way
    AssetId m_toReveal;
};

} // namespace batchroom
