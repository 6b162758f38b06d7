// SPDX-License-Identifier: GPL-3.0-or-later
// The pane at the right of the gallery: the current picture, what was decided about it, its recipe and its crops.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/asset.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

class QGridLayout;
class QStackedWidget;

namespace batchroom {

class ActionCatalog;
class Badge;
class Button;
class CropStrip;
class FoldedText;
class PictureBox;
class StarRating;
class TextLabel;

class RecipePane : public QWidget {
    Q_OBJECT
public:
    RecipePane(const Catalog& catalog, ActionCatalog& actions, QWidget* parent = nullptr);

    void setAsset(const std::optional<Asset>& asset);
    void setReview(Decision decision, int rating);
    void setPixmap(const QPixmap& pixmap);
    void setPresets(const QStringList& presets);
    void setChosenCount(int count); // what Deliver takes along
    // The lightbox shows the picture itself.
    void hidePicture();
    const std::optional<Asset>& asset() const { return m_asset; }

Q_SIGNALS:
    void rated(int stars);
    void copyPromptRequested();
    void moreLikeThisRequested();
    void deliverRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeReview();
    QWidget* makeRecipe();
    QWidget* makeFacts();
    QWidget* makeFooter();
    void fillFacts();

    const Catalog& m_catalog;
    std::optional<Asset> m_asset;
    QStackedWidget* m_pages;
    PictureBox* m_picture;
    StarRating* m_stars;
    Badge* m_badge;
    TextLabel* m_note;
    FoldedText* m_prompt;
    TextLabel* m_returnedHead;
    FoldedText* m_returned;
    QWidget* m_facts;
    QGridLayout* m_factGrid;
    QWidget* m_cropPart;
    CropStrip* m_crops;
    Button* m_deliver;
};

} // namespace batchroom
