// SPDX-License-Identifier: GPL-3.0-or-later
// The frame with the five places and Settings. Paints at once; the library arrives later with attach(). The Studio must
// outlive the window. GUI thread.
#pragma once

#include "app/core/error.h"
#include "app/core/secret.h"
#include "app/library/asset_index.h"
#include "app/store/inbox_repository.h"
#include "ui/actions/action_catalog.h"
#include "ui/shell/top_bar.h"

#include <QWidget>

#include <functional>

class QStackedWidget;

namespace batchroom {

class Banner;
class ComposePlace;
class DeliverPlace;
class DesktopPresence;
class EventsPlace;
class GalleryPlace;
class KeyStore;
class LibraryFailure;
class PreferencesStore;
class QueuePlace;
class Rail;
class SearchPalette;
class SettingsPlace;
class StatusLine;
struct Arrival;
struct CallbackDelivery;
struct EventRule;
struct EventTask;
class Studio;
class ThemeSource;
class WorkStatus;
struct Hold;
struct LibraryWays;
struct NoticeTarget;
struct QueueDoubt;

class MainWindow : public QWidget {
    Q_OBJECT
public:
    MainWindow(PreferencesStore& preferences, KeyStore& keys, ThemeSource& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    void attach(Studio& studio);
    // The library could not be opened.
    void showFailure(const Error& error, const LibraryWays& ways);
    void goTo(Place place);
    Place currentPlace() const { return m_place; }

Q_SIGNALS:
    void firstPainted();
    // The person chose another library folder in Settings; it is opened at the next start.
    void libraryFolderChosen(const QString& folder);

protected:
    void paintEvent(QPaintEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void connectPreferences();
    void connectActions();
    void connectQueue();
    void connectHolds();
    void showBatchHold(BatchId batch, const Hold& hold);
    void startQueue();
    void showUncleanStart();
    void showCapsTrouble();
    void connectEvents();
    void applyListener();
    void applyPublicAddress();
    void connectCallbacks();
    void listen(const Result<Secret>& secret);
    void noteArrival(const Arrival& arrival);
    void connectDesktop();
    void comeToFront();
    void follow(const NoticeTarget& target);
    void showBatchInGallery(BatchId batch);
    void connectImports();
    void connectEventSettings();
    void showImport(InboxId event);
    void readImportCampaigns();
    void noteWork(const EventTask& task);
    void noteTold(const CallbackDelivery& delivery);
    void readTellSecrets();
    void saveRule(const EventRule& rule, const Secret& secret);
    QString taskTitle(const EventTask& task) const;
    void showNotice(const QString& title, const QString& text);
    void showDoubt(const QueueDoubt& doubt);
    void applyPreferences();
    void loadKey();
    void useKey(const Secret& key); // a person gave it
    void takeKey(const Secret& key, bool isNew);
    void showKeyState(KeyState state);
    void setCampaign(const QString& name);
    void refreshWork();
    void refreshLibrary();
    void showLibraryFacts();
    void connectSearch();
    void searchPictures(const QString& text);
    void takeFromPalette(const QString& id);
    void run(ActionId id);
    QWidget* ensurePlace(Place place);
    ComposePlace* ensureCompose();
    QueuePlace* ensureQueue();
    GalleryPlace* ensureGallery();
    DeliverPlace* ensureDeliver();
    EventsPlace* ensureEvents();
    SettingsPlace* ensureSettings();
    void restoreGeometryOrDefault();
    void removeFailure();
    void watchFocus();
    void focusPlace();

    PreferencesStore& m_preferences;
    KeyStore& m_keys;
    ThemeSource& m_theme;
    Studio* m_studio = nullptr;
    ActionCatalog* m_actions;
    WorkStatus* m_work = nullptr;
    DesktopPresence* m_desktop = nullptr; // soon after attach()
    TopBar* m_topBar;
    Banner* m_banner;
    Rail* m_rail;
    StatusLine* m_statusLine;
    QStackedWidget* m_stack;
    SearchPalette* m_palette;
    LibraryFailure* m_failure = nullptr; // while no library is open
    ComposePlace* m_compose = nullptr;
    QueuePlace* m_queue = nullptr;
    GalleryPlace* m_gallery = nullptr;
    DeliverPlace* m_deliver = nullptr;
    EventsPlace* m_events = nullptr;
    SettingsPlace* m_settings = nullptr;
    Place m_place = Place::Compose;
    KeyState m_keyState = KeyState::NotNeeded;
    QList<Secret> m_gitHubSecrets;
    Secret m_adminKey; // of this session alone; empty: the keyring is asked
    AssetTotals m_libraryTotals;
    bool m_hasPainted = false;
    bool m_isCountingLibrary = false;
};

} // namespace batchroom
