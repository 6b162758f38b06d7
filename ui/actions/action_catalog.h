// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window in one table: words, icon, keys, place, when it is possible. Menus, buttons, context
// menus, Ctrl+K, the page of shortcuts and the tooltips are made from it. GUI thread. Use:
// catalog.attach(Place::Gallery, galleryScreen); connect(catalog[ActionId::GalleryApprove], &QAction::triggered, ...);
//      catalog.setPossible(Place::Gallery, Possible::Selection | Possible::Pictures) whenever that changes.
#pragma once

#include "ui/kit/icons.h"

#include <QAction>
#include <QFlags>
#include <QHash>
#include <QList>
#include <QObject>

#include <optional>
#include <span>
#include <vector>

class QMenu;
class QWidget;

namespace batchroom {

enum class Place { Everywhere, Compose, Queue, Gallery, Lightbox, Deliver, Events, Settings };

enum class ActionId {
    // Everywhere
    GoCompose,
    GoQueue,
    GoGallery,
    GoDeliver,
    GoEvents,
    GoSettings,
    Search,
    Undo,
    Redo,
    NewCampaign,
    ShowShortcuts,
    CopyDiagnostics,
    About,
    Quit,
    // Compose
    ComposeQueueNow,
    ComposeQueueLater,
    ComposeNewRow,
    ComposeFillDown,
    ComposeDuplicateRows,
    ComposeDeleteRows,
    ComposeClearCells,
    ComposeCut,
    ComposeCopy,
    ComposePaste,
    ComposeSelectAll,
    ComposeOpenPicker,
    ComposeMoveRowUp,
    ComposeMoveRowDown,
    ComposeImport,
    ComposeExport,
    ComposeAddBriefRows,
    ComposeReplaceSheet,
    // Queue
    QueuePauseAll,
    QueueResumeAll,
    QueuePauseBatch,
    QueueResumeBatch,
    QueueRetryFailed,
    QueueRetryJob,
    QueueCancelJobs,
    QueueCancelBatch,
    QueueMoveToFront,
    QueueMoveUp,
    QueueMoveDown,
    QueuePriorityFirst,
    QueuePriorityNormal,
    QueuePriorityLater,
    QueueStartAt,
    QueueStartNow,
    QueueEditPrompt,
    QueueSendAgain,
    QueueWriteOff,
    QueueAnswerAll,
    QueueShowPicture,
    // Gallery
    GalleryOpen,
    GalleryRecipe,
    GalleryApprove,
    GalleryReject,
    GalleryNeedsChange,
    GalleryClearDecision,
    GalleryRate0,
    GalleryRate1,
    GalleryRate2,
    GalleryRate3,
    GalleryRate4,
    GalleryRate5,
    GalleryCompare,
    GalleryFullScreen,
    GalleryExport,
    GalleryMoreLikeThis,
    GalleryDeliver,
    GalleryCopyPrompt,
    GalleryCopyPicture,
    GalleryShowFile,
    GalleryDelete,
    GalleryFilterText,
    GalleryClearFilters,
    GalleryLarger,
    GallerySmaller,
    // Lightbox
    LightboxClose,
    LightboxPrevious,
    LightboxNext,
    LightboxFit,
    LightboxActualSize,
    LightboxZoomIn,
    LightboxZoomOut,
    LightboxSwap,
    LightboxApprove,
    LightboxReject,
    LightboxNeedsChange,
    LightboxClearDecision,
    LightboxRate0,
    LightboxRate1,
    LightboxRate2,
    LightboxRate3,
    LightboxRate4,
    LightboxRate5,
    LightboxRecipe,
    LightboxMoreLikeThis,
    LightboxFullScreen,
    // Deliver
    DeliverStart,
    DeliverStop,
    DeliverCopyLinks,
    DeliverOpenFolder,
    DeliverNewPreset,
    DeliverPrevious,
    DeliverNext,
    DeliverToggleSafeZones,
    DeliverToggleGrid,
    DeliverCenterFocalPoint,
    // Events
    EventsSendTest,
    EventsCopyAddress,
    EventsResend,
    EventsShowBody,
    EventsCopyBody,
    // Settings
    SettingsAddKey,
    SettingsBackUp,
    SettingsOpenLibrary,
    SettingsOpenLogs,
};

// What must be there for an action to make sense; the place tells with setPossible().
enum class Possible {
    Always = 0,
    Rows = 0x1,       // the sheet, the list, the grid has something
    Selection = 0x2,  // at least one chosen
    Single = 0x4,     // exactly one chosen
    Several = 0x8,    // two to four chosen
    Running = 0x10,   // something runs
    Paused = 0x20,    // something is paused
    Failed = 0x40,    // something failed
    NeedsYou = 0x80,  // something waits for an answer
    UndoStep = 0x100, // there is something to undo
    RedoStep = 0x200,
    Ready = 0x400, // the one primary action can go: bill is valid, files and a destination are chosen
    Links = 0x800, // there are links to copy
    Filters = 0x1000,
    Clipboard = 0x2000,
    Listening = 0x4000,
    Idle = 0x8000, // nothing runs
};
Q_DECLARE_FLAGS(Possibilities, Possible)
Q_DECLARE_OPERATORS_FOR_FLAGS(Possibilities)

struct ActionSpec {
    ActionId id;
    Place place;
    const char* text; // source text, context "Actions"
    std::optional<IconId> icon;
    const char* keys; // portable text; several split by "; "; empty: none
    Possibilities needs = Possible::Always;
    bool isDanger = false;
    const char* phrase = nullptr; // what a list of all actions says when the word of the button is too short there
};

std::span<const ActionSpec> actionTable();
const ActionSpec& specOf(ActionId id);
QString actionText(const ActionSpec& spec);   // translated
QString actionPhrase(const ActionSpec& spec); // translated; understood without its surroundings
QList<QKeySequence> actionKeys(const ActionSpec& spec);
QString placeName(Place place); // translated

// The QActions, made from the table. Owned by the window.
class ActionCatalog : public QObject {
    Q_OBJECT
public:
    explicit ActionCatalog(QObject* parent = nullptr);
    QAction* operator[](ActionId id) const;
    QList<QAction*> actionsOf(Place place) const;
    // Keys of a place work while the focus is inside its widget; those of Everywhere in the whole window.
    void attach(Place place, QWidget* widget);
    void setPossible(Place place, Possibilities possible);
    Possibilities possible(Place place) const;
    // A context menu of these actions; std::nullopt is a separator.
    QMenu* menu(std::initializer_list<std::optional<ActionId>> ids, QWidget* parent) const;

private:
    std::vector<QAction*> m_actions;
    QHash<Place, Possibilities> m_possible;
};

} // namespace batchroom
