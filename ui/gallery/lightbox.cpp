// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/lightbox.h"

#include "app/catalog/catalog.h"
#include "ui/actions/action_catalog.h"
#include "ui/gallery/crop_strip.h"
#include "ui/gallery/difference_pane.h"
#include "ui/gallery/filmstrip.h"
#include "ui/gallery/lightbox_bar.h"
#include "ui/gallery/original_loader.h"
#include "ui/gallery/picture_cell.h"
#include "ui/gallery/picture_view.h"
#include "ui/gallery/picture_words.h"
#include "ui/gallery/recipe_pane.h"
#include "ui/gallery/review_desk.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/models/gallery_rows.h"
#include "ui/models/thumbnail_cache.h"

#include <QCloseEvent>
#include <QGridLayout>

namespace batchroom {

namespace {

constexpr int previewKilobytes = 24 * 1024;
constexpr int stripKilobytes = 16 * 1024;
constexpr int sideWidth = 340;
constexpr int cropHeight = 72;
constexpr int gutter = 2;

} // namespace

Lightbox::Lightbox(const LightboxParts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_loader(new OriginalLoader(parts.index, parts.originals, this))
    , m_previews(new ThumbnailCache(parts.originals, parts.index, ThumbnailSize::Large, previewKilobytes, this))
    , m_strip(new ThumbnailCache(parts.originals, parts.index, ThumbnailSize::Small, stripKilobytes, this))
    , m_bar(new LightboxBar(parts.actions))
    , m_filmstrip(new Filmstrip(parts.rows, *m_strip, parts.words))
    , m_recipe(new RecipePane(parts.catalog, parts.actions))
    , m_difference(new DifferencePane(parts.catalog))
{
    setObjectName(QStringLiteral("lightbox"));
    setAccessibleName(tr("Picture"));
    setFocusPolicy(Qt::StrongFocus);
    m_recipe->setObjectName(QStringLiteral("lightboxRecipePane"));
    m_recipe->hidePicture();
    m_side = boxed(column({m_recipe, m_difference}, 0));
    auto* left = new Surface(ColorRole::Window);
    auto* strip = new Surface(ColorRole::Panel, Qt::TopEdge);
    strip->setLayout(column({m_filmstrip}, 0));
    left->setLayout(column({m_bar, Wide{makeCells()}, makeCropBar(), strip}, 0));
    setLayout(row({Wide{left}, m_side}, 0));
    connect(m_loader, &OriginalLoader::loaded, this, &Lightbox::takeOriginal);
    connect(m_loader, &OriginalLoader::failed, this, [this](AssetId asset, const Error& error) {
        for (PictureCell* cell : m_cells)
            if (cell->asset() == asset)
                cell->view().setProblem(error.what);
    });
    connect(m_previews, &ThumbnailCache::loaded, this, &Lightbox::takeThumbnails);
    connect(m_filmstrip, &Filmstrip::picked, this, &Lightbox::goTo);
    connect(&m_parts.rows, &GalleryRows::rowsChanged, this, &Lightbox::refreshReview);
    connect(&m_parts.words, &PictureWords::arrived, this, &Lightbox::nameCells);
    connect(m_bar, &LightboxBar::countRequested, this, &Lightbox::setCount);
    connect(m_bar, &LightboxBar::scaleRequested, this, &Lightbox::setScaleOfAll);
    connect(m_bar, &LightboxBar::linkedChanged, this, [this] { linkZoom(m_active); });
    connectActions();
    connectReviewActions();
}

Lightbox::~Lightbox() = default;

QWidget* Lightbox::makeCells()
{
    m_cellArea = new QWidget;
    auto* grid = new QGridLayout(m_cellArea);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gutter);
    for (int i = 0; i < mostShown; ++i) {
        auto* cell = new PictureCell;
        cell->setObjectName(QStringLiteral("pictureCell%1").arg(i));
        m_cells[static_cast<size_t>(i)] = cell;
        grid->addWidget(cell, i / 2, i % 2);
        connect(cell, &PictureCell::activated, this, [this, i] { activate(i); });
        connect(
            cell, &PictureCell::rated, this, [this, cell](int stars) { m_parts.desk.rate({cell->asset()}, stars); });
        connect(&cell->view(), &PictureView::zoomChanged, this, [this, i] { linkZoom(i); });
    }
    return m_cellArea;
}

QWidget* Lightbox::makeCropBar()
{
    m_crops = new CropStrip(cropHeight, CropStrip::Words::Yes);
    m_crops->setObjectName(QStringLiteral("lightboxCrops"));
    m_cropTitle = new TextLabel(tr("Crops"), FontRole::BodyStrong);
    auto* words = new TextLabel(tr("What is approved is what will be seen"), FontRole::Small, ColorRole::Muted);
    words->setWrapping(true);
    words->setFixedWidth(scaled(104));
    auto* bar = new Surface(ColorRole::Panel, Qt::TopEdge);
    bar->setLayout(row({column({m_cropTitle, words, Stretch{}}, 4), Wide{m_crops}}, 24, QMargins(16, 12, 16, 8)));
    m_cropBar = bar;
    return bar;
}

void Lightbox::open(AssetId asset)
{
    for (PictureCell* cell : m_cells)
        cell->view().setZoom({});
    show({asset}, 0);
    focusPicture();
}

void Lightbox::compare(const QList<AssetId>& assets)
{
    for (PictureCell* cell : m_cells)
        cell->view().setZoom({});
    show(assets.first(std::min<qsizetype>(assets.size(), mostShown)), 0);
    focusPicture();
}

void Lightbox::leave()
{
    if (m_isFullScreen)
        toggleFullScreen();
    m_shown.clear();
    m_assets.clear();
    m_loader->want({});
    m_parts.desk.setStage(nullptr);
}

void Lightbox::focusPicture()
{
    setFocus();
}

void Lightbox::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    setFocus();
}

void Lightbox::closeEvent(QCloseEvent* event)
{
    // The window's own close in full screen leads back into the place.
    if (m_isFullScreen) {
        event->ignore();
        toggleFullScreen();
        return;
    }
    QWidget::closeEvent(event);
}

// Larger text gets a wider pane as long as the pictures keep most of the room.
void Lightbox::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_side->setFixedWidth(std::clamp(width() * 36 / 100, sideWidth, scaled(sideWidth)));
}

void Lightbox::show(const QList<AssetId>& assets, int active)
{
    const bool isOtherCount = assets.size() != m_shown.size();
    m_shown = assets;
    m_active = std::clamp(active, 0, std::max(0, static_cast<int>(assets.size()) - 1));
    if (isOtherCount)
        arrangeCells();
    wantPictures();
    fillCells();
    m_filmstrip->setShown(m_shown, m_active);
    m_bar->setPosition(static_cast<int>(m_shown.size()), m_parts.rows.indexOf(activeAsset()) + 1, m_parts.rows.count());
    refreshReview();
    refreshZoom();
    fillSide();
    nameCells();
}

void Lightbox::arrangeCells()
{
    const int count = static_cast<int>(m_shown.size());
    auto* grid = static_cast<QGridLayout*>(m_cellArea->layout());
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, count > 2 ? 1 : 0);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, count > 1 ? 1 : 0);
    for (int i = 0; i < mostShown; ++i) {
        PictureCell* cell = m_cells[static_cast<size_t>(i)];
        cell->setLetter(count > 1 ? QChar(u'A' + i) : QChar());
        cell->setVisible(i < count);
        if (i >= count)
            cell->setAsset({});
    }
    m_recipe->setVisible(count == 1);
    m_difference->setVisible(count > 1);
    Possibilities possible = Possible::Always;
    m_parts.actions.setPossible(Place::Lightbox, possible.setFlag(Possible::Several, count > 1));
}

void Lightbox::fillCells()
{
    for (int i = 0; i < m_shown.size(); ++i) {
        PictureCell* cell = m_cells[static_cast<size_t>(i)];
        cell->setActive(i == m_active);
        const AssetId asset = m_shown[i];
        if (cell->asset() == asset)
            continue;
        cell->setAsset(asset);
        const int index = m_parts.rows.indexOf(asset);
        const QSize size = index < 0 ? QSize() : QSize(m_parts.rows.at(index).width, m_parts.rows.at(index).height);
        cell->view().setPicture(size, m_previews->pixmap(asset));
        if (const QImage original = m_loader->image(asset); !original.isNull())
            cell->view().setOriginal(original);
    }
}

void Lightbox::refreshReview()
{
    for (int i = 0; i < m_shown.size(); ++i) {
        const int index = m_parts.rows.indexOf(m_shown[i]);
        if (index < 0)
            continue;
        const AssetRow& row = m_parts.rows.at(index);
        m_cells[static_cast<size_t>(i)]->setReview(static_cast<Decision>(row.decision), row.rating);
        if (i == m_active && m_recipe->asset() && m_recipe->asset()->id == row.id)
            m_recipe->setReview(static_cast<Decision>(row.decision), row.rating);
    }
    nameCells();
}

// What the eye sees at a glance, for those who hear it.
void Lightbox::nameCells()
{
    for (int i = 0; i < m_shown.size(); ++i) {
        const int index = m_parts.rows.indexOf(m_shown[i]);
        if (index < 0)
            continue;
        const QString what = m_parts.words.of(m_shown[i]);
        const QString review = reviewWords(m_parts.rows.at(index));
        const QString words = what.isEmpty() ? review : QStringLiteral("%1, %2").arg(what, review);
        m_cells[static_cast<size_t>(i)]->setWords(words);
        if (i == m_active)
            setAccessibleName(words);
    }
}

void Lightbox::fillSide()
{
    const quint64 question = ++m_question;
    m_parts.index.assets(m_shown).then(this, [this, question](const Result<QList<Asset>>& assets) {
        if (question != m_question || !assets || assets->size() != m_shown.size())
            return;
        m_assets = *assets;
        if (m_assets.size() > 1)
            m_difference->setAssets(m_assets, m_active);
        else
            m_recipe->setAsset(m_assets.constFirst());
        fillCrops();
    });
}

void Lightbox::fillCrops()
{
    if (m_active >= m_assets.size())
        return;
    const Asset& asset = m_assets[m_active];
    m_cropTitle->setText(m_shown.size() > 1 ? tr("Crops of %1").arg(QChar(u'A' + m_active)) : tr("Crops"));
    m_crops->setPicture(asset.size, asset.focalPoint);
    m_crops->setPixmap(m_previews->pixmap(asset.id));
}

void Lightbox::setPresets(const QStringList& presets)
{
    QList<Preset> found;
    for (const QString& id : presets)
        if (const Preset* preset = m_parts.catalog.preset(id))
            found.append(*preset);
    m_presets = presets;
    m_crops->setPresets(found);
    m_cropBar->setVisible(!found.isEmpty() && !m_isFullScreen);
}

QList<AssetId> Lightbox::neighbours() const
{
    const int index = m_parts.rows.indexOf(activeAsset());
    QList<AssetId> ids;
    for (const int by : {1, -1, 2})
        if (const AssetId asset = m_parts.rows.idAt(index + by); index >= 0 && asset && !m_shown.contains(asset))
            ids.append(asset);
    return ids;
}

void Lightbox::wantPictures()
{
    const QList<AssetId> wanted = m_shown + neighbours();
    m_previews->want(wanted);
    m_loader->want(wanted);
}

void Lightbox::takeOriginal(AssetId asset, const QImage& image)
{
    for (PictureCell* cell : m_cells)
        if (cell->asset() == asset)
            cell->view().setOriginal(image);
    refreshZoom();
}

void Lightbox::takeThumbnails()
{
    for (PictureCell* cell : m_cells)
        if (cell->asset() && !cell->view().hasOriginal())
            cell->view().setPreview(m_previews->pixmap(cell->asset()));
    if (m_active < m_assets.size())
        m_crops->setPixmap(m_previews->pixmap(m_assets[m_active].id));
}

void Lightbox::activate(int cell)
{
    if (cell >= m_shown.size() || cell == m_active)
        return;
    m_active = cell;
    for (int i = 0; i < m_shown.size(); ++i)
        m_cells[static_cast<size_t>(i)]->setActive(i == m_active);
    m_filmstrip->setShown(m_shown, m_active);
    m_difference->setActive(m_active);
    fillCrops();
    refreshZoom();
    nameCells();
}

// More pictures side by side: the next ones of the grid, before it the ones in front.
void Lightbox::setCount(int pictures)
{
    QList<AssetId> assets = pictures == 1 ? QList<AssetId>{activeAsset()} : m_shown;
    assets = assets.first(std::min<qsizetype>(assets.size(), pictures));
    if (!assets.contains(activeAsset()))
        assets.last() = activeAsset();
    const int index = m_parts.rows.indexOf(activeAsset());
    for (const int direction : {1, -1})
        for (int i = index + direction; assets.size() < pictures && m_parts.rows.idAt(i); i += direction)
            if (!assets.contains(m_parts.rows.idAt(i)))
                assets.append(m_parts.rows.idAt(i));
    show(assets, static_cast<int>(assets.indexOf(activeAsset())));
    focusPicture();
}

void Lightbox::step(int by)
{
    for (int i = m_parts.rows.indexOf(activeAsset()) + by; m_parts.rows.idAt(i); i += by)
        if (!m_shown.contains(m_parts.rows.idAt(i))) {
            goTo(m_parts.rows.idAt(i));
            return;
        }
}

void Lightbox::goTo(AssetId asset)
{
    if (const auto at = m_shown.indexOf(asset); at >= 0) {
        activate(static_cast<int>(at));
        return;
    }
    QList<AssetId> assets = m_shown;
    assets[m_active] = asset;
    show(assets, m_active);
}

void Lightbox::refreshZoom()
{
    const PictureView& view = m_cells[static_cast<size_t>(m_active)]->view();
    m_bar->setZoom(view.scale(), view.zoom().isFit());
}

void Lightbox::linkZoom(int from)
{
    const PictureZoom zoom = m_cells[static_cast<size_t>(from)]->view().zoom();
    if (m_bar->isLinked())
        for (int i = 0; i < m_shown.size(); ++i)
            if (i != from)
                m_cells[static_cast<size_t>(i)]->view().setZoom(zoom);
    refreshZoom();
}

void Lightbox::setScaleOfAll(double scale)
{
    PictureView& view = m_cells[static_cast<size_t>(m_active)]->view();
    if (scale <= 0)
        view.setZoom({});
    else
        view.setScale(scale);
    linkZoom(m_active);
}

void Lightbox::setChrome(bool isShown)
{
    m_side->setVisible(isShown && m_wantsSide);
    m_cropBar->setVisible(isShown && !m_presets.isEmpty());
    m_filmstrip->parentWidget()->setVisible(isShown);
}

void Lightbox::toggleFullScreen()
{
    m_isFullScreen = !m_isFullScreen;
    setChrome(!m_isFullScreen);
    m_parts.desk.setStage(m_isFullScreen ? this : nullptr);
    if (m_isFullScreen) {
        setParent(nullptr, Qt::Window);
        setWindowTitle(tr("Batchroom"));
        showFullScreen();
        focusPicture();
        return;
    }
    hide();
    Q_EMIT leftFullScreen();
}

} // namespace batchroom
