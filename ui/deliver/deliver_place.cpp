// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/deliver_place.h"

#include "app/catalog/catalog.h"
#include "app/delivery/exporter.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"
#include "ui/actions/action_catalog.h"
#include "ui/deliver/crop_notice.h"
#include "ui/deliver/crop_stage.h"
#include "ui/deliver/deliver_footer.h"
#include "ui/deliver/export_desk.h"
#include "ui/deliver/file_options.h"
#include "ui/deliver/folder_choice.h"
#include "ui/deliver/picture_bar.h"
#include "ui/deliver/preset_pane.h"
#include "ui/deliver/run_pane.h"
#include "ui/deliver/variant_strip.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/models/deliver_crops.h"
#include "ui/models/deliver_pictures.h"
#include "ui/models/deliver_preview.h"
#include "ui/models/deliver_run.h"
#include "ui/models/preset_list.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int leftWidth = 296;
constexpr int rightWidth = 340;
constexpr int leastLeft = 280;
constexpr int leastRight = 284;
constexpr int comfortableMiddle = 480;
constexpr int lowPlace = 660;
constexpr std::chrono::milliseconds saveDelay{400};

// The library keeps originals/ab/<hash>.<ext>; exports/ lies beside originals/.
QString exportsFolder(const AssetStore& originals)
{
    const QString original = originals.originalPath(QStringLiteral("0000"), QStringLiteral("png"));
    return QDir::cleanPath(original + QStringLiteral("/../../../exports"));
}

} // namespace

DeliverPlace::DeliverPlace(const Catalog& catalog, AssetIndex& index, AssetStore& originals, Exporter& exporter,
    PreferencesStore& preferences, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_originals(originals)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_pictures(new DeliverPictures(index, this))
    , m_preview(new DeliverPreview(originals, index, this))
    , m_presets(new PresetList(catalog, this))
    , m_run(new DeliverRun(exporter, this))
    , m_desk(new ExportDesk(exporter, *m_pictures, *m_run, this))
    , m_panes(new SplitPane(Qt::Horizontal))
    , m_presetPane(new PresetPane(*m_presets, actions))
{
    setObjectName(QStringLiteral("deliverPlace"));
    actions.attach(Place::Deliver, this);
    m_presets->setChosen(preferences.current().exporting.presets);
    QWidget* right = makeRight();
    m_presetPane->setMinimumWidth(leastLeft);
    right->setMinimumWidth(leastRight);
    m_panes->addPane(m_presetPane, 0, scaled(leftWidth));
    m_panes->addPane(makeMiddle(), 1, 640);
    m_panes->addPane(right, 0, scaled(rightWidth));
    connect(m_panes, &SplitPane::splitterMoved, this, [this] { m_arePanesMoved = true; });
    setLayout(row({Wide{m_panes}}, 0));
    setFocusProxy(m_presetPane);
    m_save.setSingleShot(true);
    m_save.setInterval(saveDelay);
    connect(&m_save, &QTimer::timeout, this, &DeliverPlace::savePreferences);
    connectPictures();
    connectChoices();
    connectActions();
    connectRun();
    showPresets();
    showPictures();
}

DeliverPlace::~DeliverPlace()
{
    if (m_save.isActive())
        savePreferences();
}

QWidget* DeliverPlace::makeMiddle()
{
    m_empty = new EmptyState(tr("Nothing approved yet"),
        tr("Approve pictures in the Gallery with P. They wait here to be cut for every platform."));
    m_empty->setObjectName(QStringLiteral("deliverEmpty"));
    m_empty->setPicture({200, 76}, [](QPainter& painter, const QRect& box) {
        const QRect frames = box.adjusted(0, 0, 0, -16);
        const int third = frames.width() / 3;
        const QRect left(frames.left(), frames.top(), third, frames.height());
        paintAspectFrame(painter, left, 1.91, 1, 56, theme().controlEdge);
        paintAspectFrame(painter, left.translated(third, 0), 4, 5, 56, theme().accent);
        paintAspectFrame(painter, left.translated(2 * third, 0), 9, 16, 56, theme().controlEdge);
    });
    Button* toGallery = m_empty->setButton(tr("Go to the Gallery"));
    toGallery->setObjectName(QStringLiteral("openGalleryButton"));
    connect(toGallery, &Button::clicked, this, &DeliverPlace::openGalleryRequested);
    m_empty->hide();

    m_stage = new CropStage(m_actions);
    m_strip = new VariantStrip;
    m_notice = new CropNotice;
    auto* line = new Divider;
    m_work = boxed(column({Wide{m_stage}, line, m_strip, m_notice}, 0));
    auto* bar = new PictureBar(*m_pictures, m_actions);
    QWidget* middle = boxed(column({bar, Wide{m_work}, Wide{m_empty}}, 0));
    middle->setMinimumWidth(300);
    return middle;
}

QWidget* DeliverPlace::makeRight()
{
    const Preferences::Export& options = m_preferences.current().exporting;
    m_files = new FileOptions(options);
    m_folderChoice = new FolderChoice(exportsFolder(m_originals), options.folder);
    m_footer = new DeliverFooter(m_actions);
    auto* runPane = new RunPane(*m_run, m_actions);
    connect(runPane, &RunPane::openFileRequested, this,
        [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(runPane, &RunPane::otherFolderRequested, this, [this] { m_folderChoice->browse([this] { deliver(); }); });
    auto* pane = new Surface(ColorRole::Panel);
    pane->setLayout(column({m_files, new Divider, m_folderChoice, new Divider, Wide{runPane}, m_footer}, 0));
    return pane;
}

void DeliverPlace::connectPictures()
{
    connect(m_pictures, &DeliverPictures::changed, this, &DeliverPlace::showPictures);
    connect(m_pictures, &DeliverPictures::currentChanged, this, &DeliverPlace::showCurrent);
    connect(m_pictures, &DeliverPictures::assetLoaded, this, [this] {
        m_stage->setFocalPoint(m_pictures->focalPoint());
        m_strip->setFocalPoint(m_pictures->focalPoint());
        showExamples();
    });
    connect(m_pictures, &DeliverPictures::focalPointMoved, this, [this] {
        m_stage->setFocalPoint(m_pictures->focalPoint());
        m_strip->setFocalPoint(m_pictures->focalPoint());
    });
    connect(m_pictures, &DeliverPictures::stepsChanged, this, &DeliverPlace::showSteps);
    connect(m_pictures, &DeliverPictures::failed, m_desk, &ExportDesk::warn);
    connect(m_preview, &DeliverPreview::arrived, this, [this](AssetId asset) {
        if (asset == m_pictures->current())
            showPicture();
    });
    connect(m_preview, &DeliverPreview::failed, this, [this](AssetId asset, const QString& sentence) {
        if (asset == m_pictures->current())
            m_stage->setProblem(sentence);
    });
    connect(m_stage, &CropStage::pointMoved, m_pictures, &DeliverPictures::moveFocalPoint);
    connect(m_stage, &CropStage::pointKept, m_pictures, &DeliverPictures::keepFocalPoint);
}

void DeliverPlace::connectChoices()
{
    connect(m_presets, &PresetList::chosenChanged, this, [this] {
        showPresets();
        m_save.start();
    });
    connect(m_presetPane, &PresetPane::currentChanged, this, &DeliverPlace::setPreset);
    connect(m_strip, &VariantStrip::chosen, this, &DeliverPlace::setPreset);
    connect(m_notice, &CropNotice::lookRequested, this, &DeliverPlace::lookAtHarsh);
    connect(m_files, &FileOptions::changed, this, [this] {
        showWork();
        m_save.start();
    });
    connect(m_folderChoice, &FolderChoice::changed, this, [this] {
        showWork();
        m_save.start();
    });
    connect(
        &m_preferences, &PreferencesStore::changed, this, [this](const Preferences& before, const Preferences& after) {
            if (before.exporting != after.exporting && !m_save.isActive())
                takePreferences(after.exporting);
        });
}

void DeliverPlace::connectActions()
{
    connect(m_actions[ActionId::DeliverStart], &QAction::triggered, this, &DeliverPlace::deliver);
    connect(m_footer, &DeliverFooter::deliverRequested, this, &DeliverPlace::deliver);
    const auto openFolder = [this] { m_desk->openFolder(m_folderChoice->folder()); };
    connect(m_footer, &DeliverFooter::openFolderRequested, this, openFolder);
    connect(m_footer, &DeliverFooter::copyPathsRequested, m_desk, &ExportDesk::copyPaths);
    connect(m_actions[ActionId::DeliverOpenFolder], &QAction::triggered, this, openFolder);
    connect(m_actions[ActionId::DeliverCopyLinks], &QAction::triggered, m_desk, &ExportDesk::copyPaths);
    connect(m_actions[ActionId::DeliverStop], &QAction::triggered, m_desk, &ExportDesk::stop);
    // Undo is one action for all places; the one in sight answers.
    connect(m_actions[ActionId::Undo], &QAction::triggered, this, [this] {
        if (isVisible())
            m_pictures->undo();
    });
    connect(m_actions[ActionId::Redo], &QAction::triggered, this, [this] {
        if (isVisible())
            m_pictures->redo();
    });
}

void DeliverPlace::connectRun()
{
    QHash<QString, QString> names;
    for (const Preset& preset : m_catalog.presets())
        names.insert(preset.id, presetName(preset));
    m_run->setPresetNames(names);
    connect(m_run, &DeliverRun::progressed, this, &DeliverPlace::showWork);
    connect(m_run, &DeliverRun::stateChanged, this, &DeliverPlace::showWork);
    connect(m_desk, &ExportDesk::preparingChanged, this, &DeliverPlace::showWork);
}

void DeliverPlace::setAssets(const QList<AssetId>& assets)
{
    m_pictures->showAssets(assets);
}

void DeliverPlace::setCampaign(std::optional<CampaignId> campaign)
{
    m_pictures->setCampaign(campaign);
}

void DeliverPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_pictures->isLoaded())
        m_pictures->reload();
    showSteps();
}

void DeliverPlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pictures->keepFocalPoint();
}

void DeliverPlace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_strip->setCropHeight(height() < lowPlace ? 72 : 108);
    arrangePanes();
}

// In a narrow window the pictures keep their room and the panes at the sides give way.
void DeliverPlace::arrangePanes()
{
    if (m_arePanesMoved)
        return;
    const int missing = std::max(0, scaled(leftWidth) + scaled(rightWidth) + comfortableMiddle - width());
    const int left = std::max(leastLeft, scaled(leftWidth) - missing / 2);
    const int right = std::max(leastRight, scaled(rightWidth) - missing / 2);
    m_panes->setSizes({left, std::max(0, width() - left - right - 2 * m_panes->handleWidth()), right});
}

void DeliverPlace::showPictures()
{
    const bool isEmpty = m_pictures->isLoaded() && m_pictures->count() == 0;
    m_empty->setVisible(isEmpty);
    m_work->setVisible(!isEmpty);
    m_notice->show(*m_pictures, m_presets->chosenPresets());
    showCurrent();
}

void DeliverPlace::showCurrent()
{
    m_preview->want(m_pictures->current(), m_pictures->neighbours());
    m_stage->setProblem(QString());
    m_presets->setPicture(m_pictures->currentSize());
    m_stage->setFocalPoint(m_pictures->focalPoint());
    m_strip->setFocalPoint(m_pictures->focalPoint());
    showPicture();
    showExamples();
    showWork();
}

void DeliverPlace::showPicture()
{
    const PictureLevels levels = m_preview->levels(m_pictures->current());
    m_stage->setPicture(levels, m_pictures->currentSize());
    m_strip->setPicture(levels, m_pictures->currentSize());
}

void DeliverPlace::showPresets()
{
    const QList<Preset> chosen = m_presets->chosenPresets();
    m_strip->setPresets(chosen);
    m_notice->show(*m_pictures, chosen);
    if (!m_presets->preset(m_preset))
        setPreset(chosen.value(0).id);
    showExamples();
    showWork();
}

void DeliverPlace::setPreset(const QString& id)
{
    m_preset = id;
    const Preset* preset = m_presets->preset(id);
    m_stage->setPreset(preset ? *preset : Preset());
    m_strip->setCurrent(id);
    m_presetPane->setCurrent(id);
}

void DeliverPlace::showExamples()
{
    m_files->setSubject(m_pictures->asset(), m_pictures->currentRow() + 1, m_presets->chosenPresets());
}

QString DeliverPlace::obstacle() const
{
    if (m_desk->isPreparing())
        return tr("Getting the pictures ready...");
    if (m_pictures->count() == 0)
        return m_pictures->isLoaded() ? tr("Approve at least one picture first.") : tr("Looking for the pictures...");
    if (m_presets->chosen().isEmpty())
        return tr("Choose at least one size on the left.");
    if (!m_files->error().isEmpty())
        return tr("The file name needs mending first.");
    return {};
}

void DeliverPlace::showWork()
{
    const bool isRunning = m_run->isRunning();
    const QString why = obstacle();
    if (isRunning)
        m_footer->showRunning(m_run->done(), m_run->total());
    else
        m_footer->showWork(m_pictures->count() * int(m_presets->chosen().size()), why);
    const bool hasFiles = !isRunning && !m_run->summary().variants.isEmpty();
    m_footer->setHasFiles(hasFiles);
    Possibilities possible;
    possible.setFlag(Possible::Rows, m_pictures->count() > 0);
    possible.setFlag(Possible::Ready, !isRunning && why.isEmpty());
    possible.setFlag(Possible::Running, isRunning);
    possible.setFlag(Possible::Links, hasFiles);
    m_actions.setPossible(Place::Deliver, possible);
}

void DeliverPlace::showSteps()
{
    if (!isVisible())
        return;
    Possibilities everywhere = m_actions.possible(Place::Everywhere);
    everywhere.setFlag(Possible::UndoStep, m_pictures->canUndo());
    everywhere.setFlag(Possible::RedoStep, m_pictures->canRedo());
    m_actions.setPossible(Place::Everywhere, everywhere);
}

// One after the other: the pictures that lose too much, each with the size that takes it.
void DeliverPlace::lookAtHarsh()
{
    const QList<Preset> harsh = m_notice->harshPresets();
    const int row = m_pictures->nextHarshRow(harsh, m_pictures->currentRow());
    if (row < 0)
        return;
    const QSize size = m_pictures->all()[row].size;
    for (const Preset& preset : harsh) {
        if (!isHarsh(size, preset.size))
            continue;
        setPreset(preset.id);
        break;
    }
    m_pictures->setCurrentRow(row);
}

void DeliverPlace::deliver()
{
    if (m_run->isRunning() || !obstacle().isEmpty())
        return;
    const Preferences::Export& chosen = m_files->options();
    ExportOptions options;
    options.presets = m_presets->chosenPresets();
    options.folder = m_folderChoice->folder();
    options.format = formatFromName(chosen.format).value_or(PictureFormat::Jpeg);
    options.quality = chosen.quality;
    options.nameTemplate = chosen.nameTemplate;
    options.recipe = chosen.writeRecipe ? WriteRecipe::Yes : WriteRecipe::No;
    m_desk->begin(options);
}

void DeliverPlace::savePreferences()
{
    m_save.stop();
    Preferences preferences = m_preferences.current();
    Preferences::Export options = m_files->options();
    if (!m_files->error().isEmpty())
        options.nameTemplate = preferences.exporting.nameTemplate; // half a template is not kept
    options.presets = m_presets->chosen();
    options.folder = m_folderChoice->chosen();
    if (preferences.exporting == options)
        return;
    preferences.exporting = options;
    m_preferences.save(preferences);
}

// Somebody else changed them.
void DeliverPlace::takePreferences(const Preferences::Export& options)
{
    if (m_files->error().isEmpty())
        m_files->setOptions(options);
    m_folderChoice->setChosen(options.folder);
    m_presets->setChosen(options.presets);
    showWork();
}

} // namespace batchroom
