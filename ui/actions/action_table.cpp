// SPDX-License-Identifier: GPL-3.0-or-later
// The table. One line an action; the order is that of ActionId, which a test checks.
#include "ui/actions/action_catalog.h"

#include <QCoreApplication>

#include <array>

#define WORDS(text) QT_TRANSLATE_NOOP("Actions", text)

namespace batchroom {
namespace {

constexpr Possibilities always = Possible::Always;
constexpr Possibilities rows = Possible::Rows;
constexpr Possibilities chosen = Possible::Selection;
constexpr Possibilities single = Possible::Single;
constexpr Possibilities ready = Possible::Ready;

constexpr auto table = std::to_array<ActionSpec>({
    {ActionId::GoCompose, Place::Everywhere, WORDS("Compose"), IconId::Compose, "Ctrl+1", always},
    {ActionId::GoQueue, Place::Everywhere, WORDS("Queue"), IconId::Queue, "Ctrl+2", always},
    {ActionId::GoGallery, Place::Everywhere, WORDS("Gallery"), IconId::Gallery, "Ctrl+3", always},
    {ActionId::GoDeliver, Place::Everywhere, WORDS("Deliver"), IconId::Deliver, "Ctrl+4", always},
    {ActionId::GoEvents, Place::Everywhere, WORDS("Events"), IconId::Events, "Ctrl+5", always},
    {ActionId::GoSettings, Place::Everywhere, WORDS("Settings"), IconId::Settings, "Ctrl+,", always},
    {ActionId::Search, Place::Everywhere, WORDS("Search"), IconId::Search, "Ctrl+K", always},
    {ActionId::Undo, Place::Everywhere, WORDS("Undo"), IconId::Undo, "Ctrl+Z", Possible::UndoStep},
    {ActionId::Redo, Place::Everywhere, WORDS("Redo"), IconId::Redo, "Ctrl+Shift+Z; Ctrl+Y", Possible::RedoStep},
    {ActionId::NewCampaign, Place::Everywhere, WORDS("New campaign..."), IconId::Plus, "Ctrl+Shift+N", always},
    {ActionId::ShowShortcuts, Place::Everywhere, WORDS("Keyboard shortcuts"), IconId::Keyboard, "F1; Ctrl+/", always},
    {ActionId::CopyDiagnostics, Place::Everywhere, WORDS("Save a diagnostics file..."), IconId::Info, "", always},
    {ActionId::About, Place::Everywhere, WORDS("About Batchroom"), IconId::Info, "", always},
    {ActionId::Quit, Place::Everywhere, WORDS("Quit"), std::nullopt, "Ctrl+Q", always, false, WORDS("Quit Batchroom")},

    {ActionId::ComposeQueueNow, Place::Compose, WORDS("Queue the sheet"), IconId::Queue, "Ctrl+Return; Ctrl+Enter",
        ready},
    {ActionId::ComposeNewRow, Place::Compose, WORDS("Row"), IconId::Plus, "Ctrl+Shift+Return", always, false,
        WORDS("Add a row")},
    {ActionId::ComposeFillDown, Place::Compose, WORDS("Fill down"), IconId::FillDown, "Ctrl+Shift+D", chosen},
    {ActionId::ComposeDuplicateRows, Place::Compose, WORDS("Duplicate rows"), IconId::Copy, "Ctrl+D", chosen},
    {ActionId::ComposeDeleteRows, Place::Compose, WORDS("Delete rows"), IconId::Trash, "Ctrl+-", chosen, true},
    {ActionId::ComposeClearCells, Place::Compose, WORDS("Clear cells"), IconId::Close, "Del; Backspace", chosen},
    {ActionId::ComposeCut, Place::Compose, WORDS("Cut"), std::nullopt, "Ctrl+X", chosen, false, WORDS("Cut cells")},
    {ActionId::ComposeCopy, Place::Compose, WORDS("Copy"), IconId::Copy, "Ctrl+C", chosen, false, WORDS("Copy cells")},
    {ActionId::ComposePaste, Place::Compose, WORDS("Paste"), std::nullopt, "Ctrl+V", always, false,
        WORDS("Paste cells")},
    {ActionId::ComposeSelectAll, Place::Compose, WORDS("Select all"), std::nullopt, "Ctrl+A", rows, false,
        WORDS("Select all cells")},
    {ActionId::ComposeOpenPicker, Place::Compose, WORDS("Edit the cell"), IconId::Pencil, "F2", chosen},
    {ActionId::ComposeMoveRowUp, Place::Compose, WORDS("Move rows up"), IconId::ArrowUp, "Alt+Up", chosen},
    {ActionId::ComposeMoveRowDown, Place::Compose, WORDS("Move rows down"), IconId::ArrowDown, "Alt+Down", chosen},
    {ActionId::ComposeImport, Place::Compose, WORDS("Import..."), IconId::Table, "Ctrl+O", always, false,
        WORDS("Import a sheet...")},
    {ActionId::ComposeExport, Place::Compose, WORDS("Export..."), IconId::Upload, "Ctrl+S", rows, false,
        WORDS("Export the sheet...")},
    {ActionId::ComposeAddBriefRows, Place::Compose, WORDS("Add the brief's rows"), IconId::Plus, "Ctrl+B", always},
    {ActionId::ComposeReplaceSheet, Place::Compose, WORDS("Replace sheet"), std::nullopt, "Ctrl+Shift+B", always, false,
        WORDS("Replace the sheet by the brief's rows")},

    {ActionId::QueuePauseAll, Place::Queue, WORDS("Pause all"), IconId::Pause, "Ctrl+P", Possible::Running, false,
        WORDS("Pause the queue")},
    {ActionId::QueueResumeAll, Place::Queue, WORDS("Resume all"), IconId::Play, "Ctrl+Shift+P", Possible::Paused, false,
        WORDS("Resume the queue")},
    {ActionId::QueuePauseBatch, Place::Queue, WORDS("Pause batch"), IconId::Pause, "", always},
    {ActionId::QueueResumeBatch, Place::Queue, WORDS("Resume batch"), IconId::Play, "", always},
    {ActionId::QueueRetryFailed, Place::Queue, WORDS("Retry failed"), IconId::Retry, "Ctrl+R", Possible::Failed, false,
        WORDS("Retry all failed jobs")},
    {ActionId::QueueRetryJob, Place::Queue, WORDS("Retry"), IconId::Retry, "R", chosen, false, WORDS("Retry jobs")},
    {ActionId::QueueCancelJobs, Place::Queue, WORDS("Cancel"), IconId::Stop, "Del", chosen, true, WORDS("Cancel jobs")},
    {ActionId::QueueCancelBatch, Place::Queue, WORDS("Cancel batch"), IconId::Stop, "", always, true},
    {ActionId::QueueMoveToFront, Place::Queue, WORDS("Move to front"), IconId::ToFront, "Ctrl+Home", chosen},
    {ActionId::QueueEditPrompt, Place::Queue, WORDS("Edit the prompt"), IconId::Pencil, "F2", single},
    {ActionId::QueueSendAgain, Place::Queue, WORDS("Send again"), IconId::Retry, "", Possible::NeedsYou, false,
        WORDS("Send jobs again")},
    {ActionId::QueueWriteOff, Place::Queue, WORDS("Write off"), IconId::Close, "", Possible::NeedsYou, false,
        WORDS("Write jobs off")},
    {ActionId::QueueAnswerAll, Place::Queue, WORDS("Answer all alike"), IconId::Check, "", Possible::NeedsYou},
    {ActionId::QueueShowPicture, Place::Queue, WORDS("Show in Gallery"), IconId::Gallery, "Return; Enter", single},

    {ActionId::GalleryOpen, Place::Gallery, WORDS("Open"), IconId::Expand, "Space", chosen, false,
        WORDS("Open the picture")},
    {ActionId::GalleryRecipe, Place::Gallery, WORDS("Recipe"), IconId::Info, "Return; Enter", chosen, false,
        WORDS("Show the recipe")},
    {ActionId::GalleryApprove, Place::Gallery, WORDS("Approve"), IconId::Check, "P", chosen},
    {ActionId::GalleryReject, Place::Gallery, WORDS("Reject"), IconId::Close, "X", chosen},
    {ActionId::GalleryNeedsChange, Place::Gallery, WORDS("Needs change..."), IconId::Pencil, "N", chosen},
    {ActionId::GalleryClearDecision, Place::Gallery, WORDS("Clear decision"), IconId::Minus, "U", chosen},
    {ActionId::GalleryRate0, Place::Gallery, WORDS("No stars"), IconId::Star, "0", chosen},
    {ActionId::GalleryRate1, Place::Gallery, WORDS("1 star"), IconId::Star, "1", chosen},
    {ActionId::GalleryRate2, Place::Gallery, WORDS("2 stars"), IconId::Star, "2", chosen},
    {ActionId::GalleryRate3, Place::Gallery, WORDS("3 stars"), IconId::Star, "3", chosen},
    {ActionId::GalleryRate4, Place::Gallery, WORDS("4 stars"), IconId::Star, "4", chosen},
    {ActionId::GalleryRate5, Place::Gallery, WORDS("5 stars"), IconId::Star, "5", chosen},
    {ActionId::GalleryCompare, Place::Gallery, WORDS("Compare"), IconId::Compare, "C", Possible::Several},
    {ActionId::GalleryFullScreen, Place::Gallery, WORDS("Full screen"), IconId::Expand, "F; F11", chosen},
    {ActionId::GalleryExport, Place::Gallery, WORDS("Export..."), IconId::Upload, "E", chosen, false,
        WORDS("Export pictures...")},
    {ActionId::GalleryMoreLikeThis, Place::Gallery, WORDS("More like this"), IconId::Wand, "M", chosen},
    {ActionId::GalleryDeliver, Place::Gallery, WORDS("Deliver"), IconId::Deliver, "Ctrl+E", chosen, false,
        WORDS("Deliver the chosen pictures")},
    {ActionId::GalleryCopyPrompt, Place::Gallery, WORDS("Copy the prompt"), IconId::Copy, "Ctrl+Shift+C", chosen},
    {ActionId::GalleryCopyPicture, Place::Gallery, WORDS("Copy the picture"), IconId::Image, "Ctrl+C", single},
    {ActionId::GalleryShowFile, Place::Gallery, WORDS("Show the file"), IconId::Folder, "Ctrl+Shift+O", single},
    {ActionId::GalleryDelete, Place::Gallery, WORDS("Delete"), IconId::Trash, "Del", chosen, true},
    {ActionId::GalleryFilterText, Place::Gallery, WORDS("Filter by text"), IconId::Search, "Ctrl+F; /", always, false,
        WORDS("Filter pictures by text")},
    {ActionId::GalleryClearFilters, Place::Gallery, WORDS("Clear"), IconId::Close, "Ctrl+Shift+F", Possible::Filters,
        false, WORDS("Clear the filters")},
    {ActionId::GalleryLarger, Place::Gallery, WORDS("Larger pictures"), IconId::Zoom, "Ctrl++; Ctrl+=", always},
    {ActionId::GallerySmaller, Place::Gallery, WORDS("Smaller pictures"), IconId::Minus, "Ctrl+-", always},

    {ActionId::LightboxClose, Place::Lightbox, WORDS("Back to the gallery"), IconId::ArrowLeft, "Esc; Space", always},
    {ActionId::LightboxPrevious, Place::Lightbox, WORDS("Previous picture"), IconId::ChevronLeft, "Left", always},
    {ActionId::LightboxNext, Place::Lightbox, WORDS("Next picture"), IconId::ChevronRight, "Right", always},
    {ActionId::LightboxFit, Place::Lightbox, WORDS("Fit"), IconId::Fit, "Ctrl+0", always, false,
        WORDS("Fit to the window")},
    {ActionId::LightboxActualSize, Place::Lightbox, WORDS("Actual pixels"), IconId::Zoom, "Z", always},
    {ActionId::LightboxZoomIn, Place::Lightbox, WORDS("Zoom in"), IconId::Plus, "+; =; Ctrl++; Ctrl+=", always},
    {ActionId::LightboxZoomOut, Place::Lightbox, WORDS("Zoom out"), IconId::Minus, "-; Ctrl+-", always},
    {ActionId::LightboxSwap, Place::Lightbox, WORDS("Other side"), IconId::Compare, "Tab", Possible::Several, false,
        WORDS("Go to the other side")},
    {ActionId::LightboxApprove, Place::Lightbox, WORDS("Approve"), IconId::Check, "P", always},
    {ActionId::LightboxReject, Place::Lightbox, WORDS("Reject"), IconId::Close, "X", always},
    {ActionId::LightboxNeedsChange, Place::Lightbox, WORDS("Needs change..."), IconId::Pencil, "N", always},
    {ActionId::LightboxClearDecision, Place::Lightbox, WORDS("Clear decision"), IconId::Minus, "U", always},
    {ActionId::LightboxRate0, Place::Lightbox, WORDS("No stars"), IconId::Star, "0", always},
    {ActionId::LightboxRate1, Place::Lightbox, WORDS("1 star"), IconId::Star, "1", always},
    {ActionId::LightboxRate2, Place::Lightbox, WORDS("2 stars"), IconId::Star, "2", always},
    {ActionId::LightboxRate3, Place::Lightbox, WORDS("3 stars"), IconId::Star, "3", always},
    {ActionId::LightboxRate4, Place::Lightbox, WORDS("4 stars"), IconId::Star, "4", always},
    {ActionId::LightboxRate5, Place::Lightbox, WORDS("5 stars"), IconId::Star, "5", always},
    {ActionId::LightboxRecipe, Place::Lightbox, WORDS("Recipe"), IconId::Info, "Return; Enter", always, false,
        WORDS("Show the recipe")},
    {ActionId::LightboxMoreLikeThis, Place::Lightbox, WORDS("More like this"), IconId::Wand, "M", always},
    {ActionId::LightboxFullScreen, Place::Lightbox, WORDS("Full screen"), IconId::Expand, "F; F11", always},

    {ActionId::DeliverStart, Place::Deliver, WORDS("Deliver"), IconId::Deliver, "Ctrl+Return; Ctrl+Enter", ready, false,
        WORDS("Start delivering")},
    {ActionId::DeliverStop, Place::Deliver, WORDS("Stop"), IconId::Stop, "Ctrl+.", Possible::Running, true,
        WORDS("Stop delivering")},
    {ActionId::DeliverCopyLinks, Place::Deliver, WORDS("Copy paths"), IconId::Copy, "Ctrl+Shift+C", Possible::Links,
        false, WORDS("Copy paths of the files")},
    {ActionId::DeliverOpenFolder, Place::Deliver, WORDS("Open the folder"), IconId::Folder, "Ctrl+Shift+O", always,
        false, WORDS("Open the delivery folder")},
    {ActionId::DeliverNewPreset, Place::Deliver, WORDS("Own size"), IconId::Plus, "Ctrl+N", always, false,
        WORDS("Add an own size")},
    {ActionId::DeliverPrevious, Place::Deliver, WORDS("Previous picture"), IconId::ChevronLeft, "Alt+Left", rows},
    {ActionId::DeliverNext, Place::Deliver, WORDS("Next picture"), IconId::ChevronRight, "Alt+Right", rows},
    {ActionId::DeliverToggleSafeZones, Place::Deliver, WORDS("Safe zones"), std::nullopt, "S", always, false,
        WORDS("Show or hide safe zones")},
    {ActionId::DeliverToggleGrid, Place::Deliver, WORDS("Grid"), IconId::Grid, "G", always, false,
        WORDS("Show or hide the grid")},
    {ActionId::DeliverCenterFocalPoint, Place::Deliver, WORDS("Focal point to the middle"), IconId::Focal, "Home",
        rows},

    {ActionId::EventsSendTest, Place::Events, WORDS("Send a test event"), IconId::Send, "Ctrl+T", Possible::Listening},
    {ActionId::EventsCopyAddress, Place::Events, WORDS("Copy the address"), IconId::Copy, "Ctrl+Shift+C",
        Possible::Listening, false, WORDS("Copy the address of the listener")},
    {ActionId::EventsResend, Place::Events, WORDS("Resend"), IconId::Retry, "R", single, false,
        WORDS("Resend the callback")},
    {ActionId::EventsShowBody, Place::Events, WORDS("Show the body"), IconId::ChevronRight, "Return; Enter", single,
        false, WORDS("Show the body of the event")},
    {ActionId::EventsCopyBody, Place::Events, WORDS("Copy the body"), IconId::Copy, "Ctrl+C", single, false,
        WORDS("Copy the body of the event")},

    {ActionId::SettingsAddKey, Place::Settings, WORDS("Add a key..."), IconId::Key, "", always},
    {ActionId::SettingsBackUp, Place::Settings, WORDS("Back up the library..."), IconId::Disk, "", always},
    {ActionId::SettingsOpenLibrary, Place::Settings, WORDS("Open the library folder"), IconId::Folder, "", always},
    {ActionId::SettingsOpenLogs, Place::Settings, WORDS("Open the log folder"), IconId::Folder, "", always},
});

} // namespace

std::span<const ActionSpec> actionTable()
{
    return table;
}

} // namespace batchroom
