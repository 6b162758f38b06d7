// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/recipe_pane.h"

#include "ui/actions/action_catalog.h"
#include "ui/gallery/crop_strip.h"
#include "ui/gallery/folded_text.h"
#include "ui/gallery/picture_box.h"
#include "ui/kit/buttons.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"
#include "ui/models/gallery_facts.h"

#include <QDateTime>
#include <QGridLayout>
#include <QStackedWidget>

namespace batchroom {

namespace {

constexpr int pictureBoxHeight = 184;
constexpr int lowPictureBoxHeight = 132; // so that the crops are in view in a low window
constexpr int lowPane = 780;
constexpr int cropHeight = 56;
constexpr int factColumn = 88;
constexpr int promptLines = 8;
constexpr int returnedLines = 2;

QWidget* divided(QLayout* layout)
{
    auto* part = new Surface(ColorRole::Panel, Qt::TopEdge);
    part->setLayout(layout);
    return part;
}

// The word and its swatch, as in the pickers.
class StyleValue : public QWidget {
public:
    StyleValue(const QString& id, const QString& words)
        : m_id(id)
        , m_words(words)
    {
        setAccessibleName(words);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {80, scaled(20)}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintStyleSwatch(painter, QRectF(0, (height() - 16) / 2, 16, 16), m_id, 3);
        paintText(painter, rect().adjusted(24, 0, 0, 0), m_words, FontRole::Body, theme().text);
    }

private:
    QString m_id;
    QString m_words;
};

} // namespace

RecipePane::RecipePane(const Catalog& catalog, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("recipePane"));
    setAccessibleName(tr("Recipe of the current picture"));
    auto* copy = new IconButton(IconId::Copy, tr("Copy the prompt"));
    copy->setObjectName(QStringLiteral("copyPromptButton"));
    copy->setSide(28);
    copy->setIconSide(16);
    connect(copy, &QAbstractButton::clicked, actions[ActionId::GalleryCopyPrompt], &QAction::trigger);
    connect(copy, &QAbstractButton::clicked, this, &RecipePane::copyPromptRequested);
    auto* head = new SectionHeader(tr("Recipe"));
    head->addAtEnd(copy);

    QWidget* review = makeReview();
    QWidget* recipe = makeRecipe();
    auto* content = new Surface(ColorRole::Panel);
    content->setLayout(column(
        {review, divided(column({head, recipe}, 4, QMargins(16, 12, 16, 12))), makeFacts(), m_cropPart, Stretch{}}, 0));
    auto* scroll = new ScrollArea(content);
    QWidget* full = boxed(column({Wide{scroll}, makeFooter()}, 0));
    auto* hint = new TextLabel(tr("Choose a picture to see its recipe."), FontRole::Body, ColorRole::Muted);
    hint->setWrapping(true);
    hint->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(boxed(column({Stretch{}, hint, Stretch{}}, 8, margins(32))));
    m_pages->addWidget(full);
    auto* surface = new Surface(ColorRole::Panel, Qt::LeftEdge);
    surface->setLayout(column({m_pages}, 0));
    setLayout(column({surface}, 0));
}

QWidget* RecipePane::makeReview()
{
    m_picture = new PictureBox;
    m_picture->setFixedHeight(pictureBoxHeight);
    m_stars = new StarRating;
    m_stars->setObjectName(QStringLiteral("recipeStars"));
    m_stars->setFocusPolicy(Qt::TabFocus); // after a click the arrows go on to the next picture
    m_badge = new Badge;
    m_note = new TextLabel(QString(), FontRole::Small, ColorRole::Warn);
    m_note->setWrapping(true);
    m_note->hide();
    connect(m_stars, &StarRating::rated, this, &RecipePane::rated);
    return boxed(column({m_picture, row({m_stars, Stretch{}, m_badge}), m_note}, 8, QMargins(16, 16, 16, 10)));
}

QWidget* RecipePane::makeRecipe()
{
    m_prompt = new FoldedText(FontRole::Body, ColorRole::Text, promptLines);
    m_prompt->setObjectName(QStringLiteral("recipePrompt"));
    m_returnedHead = new TextLabel(tr("Returned prompt"), FontRole::SmallMedium, ColorRole::Muted);
    m_returned = new FoldedText(FontRole::Body, ColorRole::Muted, returnedLines);
    return boxed(column({m_prompt, Gap{4}, m_returnedHead, m_returned}, 2));
}

QWidget* RecipePane::makeFacts()
{
    m_factGrid = new QGridLayout;
    m_factGrid->setContentsMargins(16, 12, 16, 12);
    m_factGrid->setHorizontalSpacing(0);
    m_factGrid->setVerticalSpacing(4);
    m_factGrid->setColumnMinimumWidth(0, factColumn);
    m_factGrid->setColumnStretch(1, 1);
    m_facts = divided(m_factGrid);
    m_crops = new CropStrip(cropHeight, CropStrip::Words::No);
    m_crops->setObjectName(QStringLiteral("recipeCrops"));
    auto* cropHead = new TextLabel(tr("Crops"), FontRole::SmallMedium, ColorRole::Muted);
    m_cropPart = divided(column({cropHead, m_crops}, 8, QMargins(16, 12, 16, 16)));
    return m_facts;
}

QWidget* RecipePane::makeFooter()
{
    auto* more = new Button(IconId::Wand, tr("More like this"), ButtonKind::Secondary);
    more->setObjectName(QStringLiteral("moreLikeThisButton"));
    m_deliver = new Button(IconId::Deliver, tr("Deliver"), ButtonKind::Primary);
    m_deliver->setObjectName(QStringLiteral("deliverButton"));
    connect(more, &QAbstractButton::clicked, this, &RecipePane::moreLikeThisRequested);
    connect(m_deliver, &QAbstractButton::clicked, this, &RecipePane::deliverRequested);
    for (Button* button : {more, m_deliver})
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* footer = new Surface(ColorRole::Panel, Qt::TopEdge);
    footer->setFixedHeight(scaled(56));
    footer->setLayout(row({Wide{more}, Wide{m_deliver}}, 8, margins(16, 12)));
    return footer;
}

void RecipePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_picture->setFixedHeight(height() < lowPane ? lowPictureBoxHeight : pictureBoxHeight);
}

void RecipePane::setAsset(const std::optional<Asset>& asset)
{
    const bool isOther = !asset || !m_asset || asset->id != m_asset->id;
    m_asset = asset;
    m_pages->setCurrentIndex(asset ? 1 : 0);
    if (!asset)
        return;
    if (isOther)
        m_picture->setPixmap({});
    m_picture->setPictureSize(asset->size);
    setReview(asset->decision, asset->rating);
    m_prompt->setText(asset->recipe.request.prompt);
    const QString& returned = asset->recipe.returnedPrompt;
    const bool isRewritten = !returned.isEmpty() && returned != asset->recipe.request.prompt;
    m_returnedHead->setVisible(isRewritten);
    m_returned->setVisible(isRewritten);
    m_returned->setText(returned);
    m_crops->setPicture(asset->size, asset->focalPoint);
    fillFacts();
}

void RecipePane::setReview(Decision decision, int rating)
{
    m_stars->setValue(rating);
    m_badge->setLook(lookOf(decision));
    const bool hasNote = decision == Decision::NeedsChange && m_asset && !m_asset->decisionNote.isEmpty();
    m_note->setVisible(hasNote);
    if (hasNote)
        m_note->setText(m_asset->decisionNote);
}

void RecipePane::fillFacts()
{
    while (QLayoutItem* item = m_factGrid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const RecipeFact& fact : recipeFacts(*m_asset, m_catalog, QDateTime::currentDateTime())) {
        auto* name = new TextLabel(fact.name, FontRole::Body, ColorRole::Muted);
        name->setMinimumHeight(scaled(20));
        m_factGrid->addWidget(name, line, 0);
        if (fact.field == RecipeField::Style) {
            m_factGrid->addWidget(new StyleValue(m_asset->recipe.request.style, fact.value), line++, 1);
            continue;
        }
        auto* value = new TextLabel(fact.value, fact.field == RecipeField::Seed ? FontRole::Mono : FontRole::Body);
        value->setElide(Qt::ElideRight);
        m_factGrid->addWidget(value, line++, 1);
    }
}

void RecipePane::setPixmap(const QPixmap& pixmap)
{
    m_picture->setPixmap(pixmap);
    m_crops->setPixmap(pixmap);
}

void RecipePane::setPresets(const QStringList& presets)
{
    QList<Preset> found;
    for (const QString& id : presets)
        if (const Preset* preset = m_catalog.preset(id))
            found.append(*preset);
    m_crops->setPresets(found);
    m_cropPart->setVisible(!found.isEmpty());
}

void RecipePane::setChosenCount(int count)
{
    m_deliver->setText(count > 1 ? tr("Deliver %1").arg(QLocale().toString(count)) : tr("Deliver"));
}

void RecipePane::hidePicture()
{
    m_picture->hide();
    m_cropPart->hide();
}

} // namespace batchroom
