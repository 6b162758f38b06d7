// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_place.h"

#include "app/library/asset_store.h"
#include "app/settings/preferences.h"
#include "ui/actions/action_catalog.h"
#include "ui/gallery/filter_bar.h"
#include "ui/gallery/gallery_bar.h"
#include "ui/gallery/gallery_grid.h"
#include "ui/gallery/lightbox.h"
#include "ui/gallery/picture_words.h"
#include "ui/gallery/recipe_pane.h"
#include "ui/gallery/review_desk.h"
#include "ui/gallery/selection_line.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/focus_target.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/models/cost_words.h"
#include "ui/models/gallery_source.h"
#include "ui/models/thumbnail_cache.h"

#include <QStackedWidget>
#include <QTimer>
#include <QWheelEvent>

namespace batchroom {

namespace {

// Together with the scaled tiles of the grid: 256 MB.
constexpr int smallKilobytes = 64 * 1024;
constexpr int largeKilobytes = 120 * 1024;
constexpr int singleKilobytes = 8 * 1024;
constexpr int paneWidth = 320;

// Three small pictures side by side, as styles are shown in Compose.
void paintSamples(QPainter& painter, const QRect& box)
{
    const QLatin1StringView styles[] = {
        QLatin1StringView("design"), QLatin1StringView("realistic"), QLatin1StringView("render_3d")};
    const int widths[] = {52, 96, 52};
    int x = box.center().x() - (52 + 96 + 52 + 16) / 2;
    for (size_t i = 0; i < std::size(styles); ++i) {
        paintStyleSwatch(painter, QRectF(x, box.top(), widths[i], 60), QString(styles[i]), controlRadius);
        x += widths[i] + 8;
    }
}

} // namespace

GalleryPlace::GalleryPlace(const Catalog& catalog, AssetIndex& index, AssetStore& originals, DocumentShelf& shelf,
    PreferencesStore& preferences, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_index(index)
    , m_originals(originals)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_small(new ThumbnailCache(originals, index, ThumbnailSize::Small, smallKilobytes, this))
    , m_large(new ThumbnailCache(originals, index, ThumbnailSize::Large, largeKilobytes, this))
    , m_single(new ThumbnailCache(originals, index, ThumbnailSize::Large, singleKilobytes, this))
    , m_rows(new GalleryRows(this))
    , m_source(new GallerySource(index, shelf, *m_rows, this))
    , m_costs(new CampaignCosts(this))
    , m_words(new PictureWords(index, this))
    , m_grid(new GalleryGrid(*m_rows, *m_small, *m_large))
    , m_desk(new ReviewDesk(index, *m_rows, this))
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("galleryPlace"));
    m_gridPage = makeGridPage(catalog);
    m_pages->addWidget(m_gridPage);
    setLayout(column({m_pages}, 0));
    m_actions.attach(Place::Gallery, m_gridPage);
    connectParts();
    connectActions();
    connectReviewActions();
    handFocusOn(this, [this]() -> QWidget* {
        if (m_pages->currentWidget() != m_gridPage)
            return m_lightbox;
        return m_middle->currentWidget() == m_grid ? static_cast<QWidget*>(m_grid) : m_empty->button();
    });
    refreshPossible();
}

GalleryPlace::~GalleryPlace() = default;

QWidget* GalleryPlace::makeGridPage(const Catalog& catalog)
{
    m_bar = new GalleryBar(*m_source, *m_rows);
    m_filters = new FilterBar(catalog, *m_source, m_actions);
    m_line = new SelectionLine(*m_rows, m_actions);
    m_empty = new EmptyState(QString(), QString());
    m_empty->setObjectName(QStringLiteral("galleryEmpty"));
    m_empty->setPicture({232, 76}, paintSamples);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_grid);
    m_middle->addWidget(m_empty);
    m_pane = new RecipePane(catalog, m_actions);
    m_pane->setFixedWidth(paneWidth);
    m_pane->setPresets(m_preferences.current().exporting.presets);
    auto* left = new Surface(ColorRole::Window);
    left->setLayout(column({m_bar, m_filters, Wide{m_middle}, m_line}, 0));
    return boxed(row({Wide{left}, m_pane}, 0));
}

void GalleryPlace::connectParts()
{
    m_grid->setWords(*m_words);
    connect(m_bar, &GalleryBar::shapeChanged, m_grid, &GalleryGrid::setShape);
    connect(m_bar, &GalleryBar::pictureHeightChanged, m_grid, &GalleryGrid::setPictureHeight);
    connect(m_source, &GallerySource::loaded, this, &GalleryPlace::refreshEmpty);
    connect(m_source, &GallerySource::loaded, m_line, &SelectionLine::refresh);
    connect(m_source, &GallerySource::loaded, this, &GalleryPlace::refreshPossible);
    connect(m_source, &GallerySource::lookChanged, this, &GalleryPlace::refreshPossible);
    connect(m_source, &GallerySource::loaded, this, &GalleryPlace::refreshCost);
    connect(m_costs, &CampaignCosts::changed, this, &GalleryPlace::refreshCost);
    connect(&m_index, &AssetIndex::assetAdded, m_costs, &CampaignCosts::touch);
    connect(m_source, &GallerySource::revealed, this, [this](int index) {
        m_grid->ensureVisible(index);
        m_grid->setFocus();
    });
    connect(m_source, &GallerySource::failed, m_desk, &ReviewDesk::warn);
    connect(m_rows, &GalleryRows::chosenChanged, this, &GalleryPlace::refreshPossible);
    connect(m_rows, &GalleryRows::currentChanged, this, &GalleryPlace::showCurrentRecipe);
    connect(&m_index, &AssetIndex::reviewed, this, &GalleryPlace::takeReviewed);
    connect(&m_index, &AssetIndex::canUndoChanged, this, &GalleryPlace::refreshPossible);
    connect(&m_preferences, &PreferencesStore::changed, this, [this](const Preferences&, const Preferences& after) {
        m_pane->setPresets(after.exporting.presets);
        if (m_lightbox)
            m_lightbox->setPresets(after.exporting.presets);
    });
    connect(m_grid, &GalleryGrid::openRequested, this, [this] { openLightbox(false); });
    connect(m_grid, &GalleryGrid::menuRequested, this, &GalleryPlace::openMenu);
    connect(m_single, &ThumbnailCache::loaded, this, [this] {
        if (m_pane->asset())
            m_pane->setPixmap(m_single->pixmap(m_pane->asset()->id));
    });
    connect(m_pane, &RecipePane::rated, this, [this](int stars) {
        if (m_pane->asset())
            m_desk->rate({m_pane->asset()->id}, stars);
    });
    connect(m_pane, &RecipePane::moreLikeThisRequested, this, [this] {
        if (m_pane->asset())
            moreLikeThis(m_pane->asset()->id);
    });
    connect(m_pane, &RecipePane::deliverRequested, this, [this] {
        if (m_rows->chosen().isEmpty() && m_pane->asset())
            Q_EMIT deliverRequested({m_pane->asset()->id});
        else
            deliverChosen();
    });
}

// All of them chosen at once means all that are any good; rejected ones alone were meant.
void GalleryPlace::deliverChosen()
{
    const QList<AssetId> chosen = m_rows->chosen();
    QList<AssetId> wanted = chosen;
    wanted.removeIf([this](AssetId asset) {
        const int at = m_rows->indexOf(asset);
        return at >= 0 && Decision(m_rows->at(at).decision) == Decision::Rejected;
    });
    const qsizetype left = chosen.size() - wanted.size();
    Q_EMIT deliverRequested(wanted.isEmpty() ? chosen : wanted);
    if (left > 0 && !wanted.isEmpty())
        m_desk->say(
            left == 1 ? tr("1 rejected picture is left out") : tr("%1 rejected pictures are left out").arg(left));
}

void GalleryPlace::setCampaign(std::optional<CampaignId> campaign)
{
    closeLightbox();
    m_source->setCampaign(campaign);
}

void GalleryPlace::search(const QString& text)
{
    closeLightbox();
    AssetFilter filter = m_source->look().filter;
    filter.text = text.trimmed();
    m_source->setFilter(filter);
}

void GalleryPlace::showAsset(AssetId asset)
{
    closeLightbox();
    m_source->reveal(asset);
}

void GalleryPlace::showBatch(BatchId batch)
{
    closeLightbox();
    AssetFilter filter;
    filter.sort = m_source->look().filter.sort;
    filter.batches = {batch};
    m_source->setFilter(filter);
}

void GalleryPlace::setCostSource(CampaignCosts::Source source)
{
    m_costs->setSource(std::move(source));
}

void GalleryPlace::noteCosts()
{
    m_costs->touch();
}

void GalleryPlace::refreshCost()
{
    const std::optional<CampaignCost> cost = m_costs->of(m_source->campaign());
    m_bar->setCost(cost ? shortCostWords(*cost) : QString(), cost ? costSentences(*cost) : QString());
}

// Painted first, loaded afterwards.
void GalleryPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshPossible();
    m_costs->setWatched(true);
    if (m_wasShown)
        return;
    m_wasShown = true;
    m_grid->setFocus();
    QTimer::singleShot(0, this, [this] {
        if (!m_source->isLoaded())
            m_source->setCampaign(m_source->campaign());
    });
}

void GalleryPlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_costs->setWatched(false);
}

// Ctrl and the wheel change the size, as everywhere else where pictures are.
void GalleryPlace::wheelEvent(QWheelEvent* event)
{
    const bool isOverGrid = m_pages->currentWidget() == m_gridPage;
    if (isOverGrid && event->modifiers().testFlag(Qt::ControlModifier) && event->angleDelta().y() != 0)
        m_bar->changeSize(event->angleDelta().y() > 0 ? 1 : -1);
    else
        QWidget::wheelEvent(event);
}

void GalleryPlace::refreshEmpty()
{
    const bool isEmpty = m_source->isLoaded() && m_rows->count() == 0;
    m_middle->setCurrentIndex(isEmpty ? 1 : 0);
    const bool isFiltered = m_source->hasFilters();
    m_filters->setVisible(!isEmpty || isFiltered);
    m_line->setVisible(!isEmpty);
    m_pane->setVisible(m_wantsRecipe && (!isEmpty || isFiltered));
    if (!isEmpty)
        return;
    m_empty->setTitle(isFiltered ? tr("Nothing matches these filters") : tr("No pictures yet"));
    m_empty->setSentence(isFiltered ? tr("Clear them to see everything again.")
                                    : tr("They arrive here while a batch runs, newest first."));
    Button* button = m_empty->setButton(isFiltered ? tr("Clear the filters") : tr("Go to Compose"));
    button->setObjectName(QStringLiteral("galleryEmptyButton"));
    button->disconnect(this);
    connect(button, &QAbstractButton::clicked, this, [this] {
        if (m_source->hasFilters())
            m_source->clearFilters();
        else
            Q_EMIT openComposeRequested();
    });
}

void GalleryPlace::showCurrentRecipe()
{
    const AssetId current = m_rows->currentId();
    const quint64 question = ++m_recipeQuestion;
    if (!current) {
        m_pane->setAsset(std::nullopt);
        return;
    }
    m_single->want({current});
    m_index.asset(current).then(this, [this, question](const Result<Asset>& asset) {
        if (question != m_recipeQuestion || !asset)
            return;
        m_pane->setAsset(*asset);
        const QPixmap large = m_single->pixmap(asset->id);
        m_pane->setPixmap(large.isNull() ? m_grid->thumbnail(asset->id) : large);
    });
}

void GalleryPlace::takeReviewed(
    const QList<AssetId>& assets, std::optional<Decision> decision, std::optional<int> rating)
{
    if (decision)
        m_costs->touch();
    if (!m_pane->asset() || !assets.contains(m_pane->asset()->id))
        return;
    if (decision) {
        showCurrentRecipe(); // with the reason
        return;
    }
    m_pane->setReview(m_pane->asset()->decision, rating.value_or(m_pane->asset()->rating));
}

} // namespace batchroom
