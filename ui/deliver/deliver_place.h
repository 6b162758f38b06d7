// SPDX-License-Identifier: GPL-3.0-or-later
// The Deliver place: which pictures go out, in which sizes, cropped around which point, named how and into which
// folder; and how far the export is. Keeps its state while hidden. GUI thread.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"
#include "app/settings/preferences.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace batchroom {

class ActionCatalog;
class AssetIndex;
class AssetStore;
class Catalog;
class CropNotice;
class CropStage;
class VariantStrip;
class DeliverFooter;
class DeliverPictures;
class DeliverPreview;
class DeliverRun;
class EmptyState;
class ExportDesk;
class Exporter;
class FileOptions;
class FolderChoice;
class PresetList;
class PresetPane;
class SplitPane;

class DeliverPlace : public QWidget {
    Q_OBJECT
public:
    DeliverPlace(const Catalog& catalog, AssetIndex& index, AssetStore& originals, Exporter& exporter,
        PreferencesStore& preferences, ActionCatalog& actions, QWidget* parent = nullptr);
    ~DeliverPlace() override;

public Q_SLOTS:
    // Empty: the approved ones, as they come and go.
    void setAssets(const QList<batchroom::AssetId>& assets);
    // Which approved ones; nothing: those of the whole library.
    void setCampaign(std::optional<batchroom::CampaignId> campaign);

Q_SIGNALS:
    void openGalleryRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeMiddle();
    void arrangePanes();
    QWidget* makeRight();
    void connectPictures();
    void connectChoices();
    void connectActions();
    void connectRun();

    void showPictures();
    void showCurrent();
    void showPicture();
    void showPresets();
    void setPreset(const QString& preset);
    void showExamples();
    void showWork();
    void showSteps();
    void lookAtHarsh();

    QString obstacle() const;
    void deliver();
    void savePreferences();
    void takePreferences(const Preferences::Export& options);

    const Catalog& m_catalog;
    AssetStore& m_originals;
    PreferencesStore& m_preferences;
    ActionCatalog& m_actions;
    DeliverPictures* m_pictures;
    DeliverPreview* m_preview;
    PresetList* m_presets;
    DeliverRun* m_run;
    ExportDesk* m_desk;
    QTimer m_save;
    QString m_preset; // the one on the stage

    SplitPane* m_panes;
    bool m_arePanesMoved = false; // by the person
    PresetPane* m_presetPane;
    EmptyState* m_empty = nullptr;
    QWidget* m_work = nullptr;
    CropStage* m_stage = nullptr;
    VariantStrip* m_strip = nullptr;
    CropNotice* m_notice = nullptr;
    FileOptions* m_files = nullptr;
    FolderChoice* m_folderChoice = nullptr;
    DeliverFooter* m_footer = nullptr;
};

} // namespace batchroom
