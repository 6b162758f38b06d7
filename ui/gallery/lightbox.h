// SPDX-License-Identifier: GPL-3.0-or-later
// One picture large, or two to four side by side, inside the place. Keys decide about the active one and nothing else.
// GUI thread; originals are decoded elsewhere.
#pragma once

#include "app/library/asset_index.h"
#include "ui/models/gallery_zoom.h"

#include <QWidget>

#include <array>

namespace batchroom {

class ActionCatalog;
class AssetStore;
class Catalog;
class CropStrip;
class DifferencePane;
class Filmstrip;
class GalleryRows;
class LightboxBar;
class OriginalLoader;
class PictureCell;
class PictureWords;
class RecipePane;
class ReviewDesk;
class TextLabel;
class ThumbnailCache;

struct LightboxParts {
    const Catalog& catalog;
    AssetIndex& index;
    AssetStore& originals;
    ActionCatalog& actions;
    GalleryRows& rows;
    ReviewDesk& desk;
    PictureWords& words;
};

class Lightbox : public QWidget {
    Q_OBJECT
public:
    explicit Lightbox(const LightboxParts& parts, QWidget* parent = nullptr);
    ~Lightbox() override;

    void open(AssetId asset);
    void compare(const QList<AssetId>& assets); // two to four
    void leave();                               // out of full screen, nothing shown any more
    bool isOpen() const { return !m_shown.isEmpty(); }
    const QList<AssetId>& shown() const { return m_shown; }
    AssetId activeAsset() const { return m_shown.value(m_active); }
    void setPresets(const QStringList& presets);
    void toggleFullScreen();
    void focusPicture();

Q_SIGNALS:
    void closed();
    void leftFullScreen();
    void moreLikeThisRequested(batchroom::AssetId asset);
    void deliverRequested(const QList<batchroom::AssetId>& assets);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    static constexpr int mostShown = 4;
    QWidget* makeCells();
    QWidget* makeCropBar();
    void connectActions();
    void connectReviewActions();
    void show(const QList<AssetId>& assets, int active);
    void arrangeCells();
    void fillCells();
    void fillSide();
    void fillCrops();
    void refreshReview();
    void refreshZoom();
    void activate(int cell);
    void setCount(int pictures);
    void step(int by);
    void goTo(AssetId asset);
    void wantPictures();
    void takeOriginal(AssetId asset, const QImage& image);
    void takeThumbnails();
    void linkZoom(int from);
    void setScaleOfAll(double scale);
    void decide(Decision decision);
    void askForChange();
    void keepActive();
    void setChrome(bool isShown);
    void nameCells();
    QList<AssetId> neighbours() const;

    LightboxParts m_parts;
    OriginalLoader* m_loader;
    ThumbnailCache* m_previews;
    ThumbnailCache* m_strip;
    LightboxBar* m_bar;
    std::array<PictureCell*, mostShown> m_cells{};
    QWidget* m_cellArea = nullptr;
    QWidget* m_cropBar = nullptr;
    TextLabel* m_cropTitle = nullptr;
    CropStrip* m_crops = nullptr;
    Filmstrip* m_filmstrip;
    QWidget* m_side;
    RecipePane* m_recipe;
    DifferencePane* m_difference;
    QList<AssetId> m_shown;
    QList<Asset> m_assets; // of the shown ones, once known
    QStringList m_presets;
    int m_active = 0;
    quint64 m_question = 0;
    bool m_isFullScreen = false;
    bool m_wantsSide = true;
};

} // namespace batchroom
