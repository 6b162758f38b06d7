// SPDX-License-Identifier: GPL-3.0-or-later
// The Gallery: grid, filters, review by keyboard, recipe pane, and the lightbox over them. GUI thread; the first load
// happens after the first showing.
#pragma once

#include "app/core/asset.h"
#include "ui/models/campaign_costs.h"

#include <QWidget>

#include <memory>
#include <optional>

class QStackedWidget;

namespace batchroom {

class ActionCatalog;
class AssetIndex;
class AssetStore;
class Catalog;
class DocumentShelf;
class EmptyState;
class FilterBar;
class GalleryBar;
class GalleryGrid;
class GalleryRows;
class GallerySource;
class Lightbox;
class PictureWords;
class PreferencesStore;
class RecipePane;
class ReviewDesk;
class SelectionLine;
class ThumbnailCache;

class GalleryPlace : public QWidget {
    Q_OBJECT
public:
    GalleryPlace(const Catalog& catalog, AssetIndex& index, AssetStore& originals, DocumentShelf& shelf,
        PreferencesStore& preferences, ActionCatalog& actions, QWidget* parent = nullptr);
    ~GalleryPlace() override;

    GalleryGrid& grid() const { return *m_grid; }
    GalleryRows& rows() const { return *m_rows; }
    void setCostSource(CampaignCosts::Source source);

public Q_SLOTS:
    void setCampaign(std::optional<batchroom::CampaignId> campaign);
    void search(const QString& text);
    void showAsset(batchroom::AssetId asset);
    void showBatch(batchroom::BatchId batch); // and no other, of the campaign chosen
    void noteCosts();                         // money was spent

Q_SIGNALS:
    void deliverRequested(const QList<batchroom::AssetId>& assets);
    void moreLikeThisRequested(const batchroom::Recipe& recipe);
    void openComposeRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void deliverChosen();
    QWidget* makeGridPage(const Catalog& catalog);
    void connectParts();
    void connectActions();
    void connectReviewActions();
    void refreshPossible();
    void refreshEmpty();
    void refreshCost();
    void showCurrentRecipe();
    void takeReviewed(const QList<AssetId>& assets, std::optional<Decision> decision, std::optional<int> rating);
    void openMenu(QPoint globalPosition);
    void openLightbox(bool isComparing);
    void closeLightbox();
    void askForChange();
    void moreLikeThis(AssetId asset);
    void copyPrompts();
    void copyPicture();
    void showFile();
    void toggleRecipe();
    void undo();

    const Catalog& m_catalog;
    AssetIndex& m_index;
    AssetStore& m_originals;
    PreferencesStore& m_preferences;
    ActionCatalog& m_actions;
    ThumbnailCache* m_small;
    ThumbnailCache* m_large;
    ThumbnailCache* m_single; // of the current picture alone, for the pane
    GalleryRows* m_rows;
    GallerySource* m_source;
    CampaignCosts* m_costs;
    PictureWords* m_words;
    GalleryGrid* m_grid;
    ReviewDesk* m_desk;
    QStackedWidget* m_pages;
    QWidget* m_gridPage = nullptr;
    GalleryBar* m_bar = nullptr;
    FilterBar* m_filters = nullptr;
    QStackedWidget* m_middle = nullptr; // grid or empty state
    EmptyState* m_empty = nullptr;
    SelectionLine* m_line = nullptr;
    RecipePane* m_pane = nullptr;
    Lightbox* m_lightbox = nullptr;
    quint64 m_recipeQuestion = 0;
    bool m_wasShown = false;
    bool m_wantsRecipe = true;
};

} // namespace batchroom
