// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "app/library/document_shelf.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "ui/kit/buttons.h"
#include "ui/kit/fields.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/settings/settings_place.h"
#include "ui/shell/banner.h"
#include "ui/shell/rail.h"
#include "ui/shell/save_diagnostics.h"
#include "ui/shell/search_palette.h"
#include "ui/shell/status_line.h"

#include <QCloseEvent>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

namespace batchroom {

namespace {

constexpr QSize startSize{1440, 900};
constexpr QSize leastSize{960, 620};
const QString geometryKey = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(PreferencesStore& preferences, KeyStore& keys, ThemeSource& theme, QWidget* parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_theme(theme)
    , m_actions(new ActionCatalog(this))
    , m_topBar(new TopBar)
    , m_banner(new Banner)
    , m_rail(new Rail)
    , m_statusLine(new StatusLine)
    , m_stack(new QStackedWidget)
    , m_palette(new SearchPalette(*m_topBar->search(), this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Batchroom"));
    setWindowIcon(appIcon());
    setMinimumSize(leastSize);
    QWidget* middle = boxed(row({m_rail, Wide{m_stack}}, 0));
    setLayout(column({m_topBar, m_banner, Wide{middle}, m_statusLine}, 0));
    m_actions->attach(Place::Everywhere, this);
    connectActions();
    connectSearch();
    connectPreferences();
    restoreGeometryOrDefault();
    watchFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectPreferences()
{
    connect(&m_preferences, &PreferencesStore::changed, this, &MainWindow::applyPreferences);
    connect(
        &m_preferences, &PreferencesStore::changed, this, [this](const Preferences& before, const Preferences& after) {
            if (before.listener.isOn != after.listener.isOn || before.listener.port != after.listener.port)
                applyListener();
            else if (before.listener != after.listener && m_studio)
                applyPublicAddress();
        });
    connect(&m_preferences, &PreferencesStore::notSaved, this, [this](const Error& error) {
        m_banner->show({IconId::Attention, ColorRole::Bad, tr("Your settings were not saved"), error.what, {}});
    });
}

void MainWindow::connectActions()
{
    const std::pair<ActionId, Place> places[]{
        {ActionId::GoCompose, Place::Compose},
        {ActionId::GoQueue, Place::Queue},
        {ActionId::GoGallery, Place::Gallery},
        {ActionId::GoDeliver, Place::Deliver},
        {ActionId::GoEvents, Place::Events},
        {ActionId::GoSettings, Place::Settings},
    };
    for (const auto& [action, place] : places)
        connect((*m_actions)[action], &QAction::triggered, this, [this, place = place] { goTo(place); });
    connect(m_rail, &Rail::chosen, this, &MainWindow::goTo);
    connect(m_statusLine, &StatusLine::queueRequested, this, [this] { goTo(Place::Queue); });
    connect(m_topBar, &TopBar::accountRequested, this, [this] { goTo(Place::Settings); });
    connect(m_topBar, &TopBar::campaignChosen, this, &MainWindow::setCampaign);
    connect((*m_actions)[ActionId::NewCampaign], &QAction::triggered, m_topBar, &TopBar::askForCampaign);
    connect((*m_actions)[ActionId::About], &QAction::triggered, this, [this] { goTo(Place::Settings); });
    connect((*m_actions)[ActionId::ShowShortcuts], &QAction::triggered, m_palette, &SearchPalette::openForActions);
    connect((*m_actions)[ActionId::CopyDiagnostics], &QAction::triggered, this, [this] {
        const QString chosen = m_preferences.current().library.folder;
        const QString folder = chosen.isEmpty() ? defaultLibraryFolder() : chosen;
        askForDiagnostics(*this, m_preferences, m_keys, m_studio ? m_studio->libraryFolder() : folder);
    });
    // Nobody makes a backup yet: what does nothing is not offered.
    (*m_actions)[ActionId::SettingsBackUp]->setVisible(false);
    connect((*m_actions)[ActionId::Quit], &QAction::triggered, this, &QWidget::close);
}

void MainWindow::attach(Studio& studio)
{
    m_studio = &studio;
    removeFailure();
    m_work = new WorkStatus(studio.queue(), m_preferences.current().accounts.active, this);
    connectQueue();
    applyPreferences();
    goTo(m_place);
    refreshLibrary();
    showCapsTrouble();
    startQueue();
    // It lists from now on, so it must be there before it is first looked at.
    QTimer::singleShot(0, this, [this] {
        ensureEvents();
        connectEvents();
        connectDesktop();
    });
}

void MainWindow::goTo(Place place)
{
    m_place = place;
    m_rail->setCurrent(place);
    if (!m_studio)
        return;
    QWidget* widget = ensurePlace(place);
    // Steps to undo are those of the place in view; it says so itself when it is shown.
    if (m_stack->currentWidget() != widget)
        m_actions->setPossible(Place::Everywhere, Possible::Always);
    m_stack->setCurrentWidget(widget);
    widget->setFocus();
}

void MainWindow::applyPreferences()
{
    const Preferences& preferences = m_preferences.current();
    const ThemeChoice choice = preferences.appearance.theme;
    m_theme.setMode(choice == ThemeChoice::Light ? ThemeMode::Light
            : choice == ThemeChoice::Dark        ? ThemeMode::Dark
                                                 : ThemeMode::System);
    if (!m_studio)
        return;
    JobQueue::Options options;
    options.placeLimit = preferences.queue.placeLimit;
    options.caps = {preferences.caps.batch, preferences.caps.day, preferences.caps.month};
    m_studio->queue().setOptions(options);
    m_work->setAccount(preferences.accounts.active);
    if (billingOf(preferences.accounts.active) == Billing::Free)
        showKeyState(KeyState::NotNeeded);
    else if (m_keyState == KeyState::NotNeeded)
        loadKey();
    else
        showKeyState(m_keyState);
}

// The keyring is asked only when the account needs it: on some systems it opens a dialog.
void MainWindow::loadKey()
{
    showKeyState(KeyState::Unknown);
    if (const Secret key = keyFromEnvironment(); !key.isEmpty()) {
        takeKey(key, false);
        return;
    }
    m_keys.read(m_preferences.current().accounts.active, this, [this](const Result<Secret>& key) {
        if (key)
            takeKey(*key, false);
        else
            showKeyState(KeyState::Missing);
    });
}

void MainWindow::useKey(const Secret& key)
{
    takeKey(key, true);
}

// A hold for another reason than the key waits for a person's word, and so does a dearer price.
void MainWindow::takeKey(const Secret& key, bool isNew)
{
    m_studio->setKey(key);
    if (key.isEmpty()) {
        showKeyState(KeyState::Missing);
        return;
    }
    m_studio->queue().noteKey(QStringLiteral("ideogram"), isNew);
    m_studio->checkKey(key, this, [this](const Result<void>& checked) {
        if (checked)
            showKeyState(KeyState::Works);
        else if (checked.error().code == ErrorCode::KeyRefused)
            showKeyState(KeyState::Refused);
        else
            showKeyState(KeyState::Unknown);
    });
}

void MainWindow::showKeyState(KeyState state)
{
    m_keyState = state;
    m_topBar->setAccount(m_preferences.current().accounts.active, state);
}

void MainWindow::refreshWork()
{
    const WorkFigures& figures = m_work->figures();
    m_statusLine->showWork(figures);
    m_topBar->showSpend(figures.today, figures.dayCap);
    m_rail->setCount(Place::Queue, figures.needPerson);
}

void MainWindow::refreshLibrary()
{
    if (m_isCountingLibrary)
        return;
    m_isCountingLibrary = true;
    // Counting again for each of 300 arriving pictures would only make the disk busy.
    QTimer::singleShot(std::chrono::milliseconds(400), this, [this] {
        m_studio->assets().totals().then(this, [this](const Result<AssetTotals>& totals) {
            m_isCountingLibrary = false;
            if (!totals)
                return;
            m_libraryTotals = *totals;
            m_statusLine->showLibrary(totals->count, totals->bytes);
            showLibraryFacts();
        });
    });
}

void MainWindow::showLibraryFacts()
{
    if (m_settings)
        m_settings->setLibraryFacts(m_studio->libraryFolder(), m_libraryTotals.count, m_libraryTotals.bytes);
}

void MainWindow::restoreGeometryOrDefault()
{
    if (restoreGeometry(QSettings().value(geometryKey).toByteArray()))
        return;
    const QSize available = screen() ? screen()->availableSize() : startSize;
    resize(startSize.boundedTo(available));
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().window);
    if (m_hasPainted)
        return;
    m_hasPainted = true;
    QTimer::singleShot(0, this, &MainWindow::firstPainted);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue(geometryKey, saveGeometry());
    event->accept();
}

} // namespace batchroom
