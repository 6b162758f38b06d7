// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktop_presence.h"

#include "app/settings/preferences.h"
#include "app/studio/event_desk.h"
#include "app/studio/studio.h"
#include "ui/models/work_status.h"

#if defined(BATCHROOM_HAS_DBUS)
#include "ui/shell/notification_server.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#endif

#include <QApplication>

namespace batchroom {

namespace {

// The queue tells up to 20 times a second; in the tray nobody reads that fast.
constexpr std::chrono::milliseconds trayPace(500);
#if defined(BATCHROOM_HAS_DBUS)
constexpr int trayPatience = 10'000; // ms
#endif

} // namespace

DesktopPresence::DesktopPresence(
    QWidget& window, Studio& studio, const WorkStatus& work, PreferencesStore& preferences, QObject* parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_work(work)
    , m_tray(new TrayIcon(this))
    , m_notices(new DesktopNotices(
          window, studio.queue(), work, preferences, [this](const Notice& notice) { tell(notice, [](bool) {}); }, this))
{
#if defined(BATCHROOM_HAS_DBUS)
    m_server = new NotificationServer(QDBusConnection::sessionBus(), this);
    connect(m_server, &NotificationServer::clicked, this, &DesktopPresence::noticeFollowed);
    connect(qApp, &QGuiApplication::focusWindowChanged, m_server, [this](const QWindow* focused) {
        if (focused)
            m_server->withdraw();
    });
#endif
    m_trayPace.setSingleShot(true);
    m_trayPace.setInterval(trayPace);
    connect(&m_trayPace, &QTimer::timeout, this, &DesktopPresence::refreshTray);
    connect(&work, &WorkStatus::changed, this, [this] {
        if (!m_trayPace.isActive())
            m_trayPace.start();
    });
    followStudio(studio);
    connectTray(studio);
}

DesktopPresence::~DesktopPresence() = default;

void DesktopPresence::followStudio(Studio& studio)
{
    connect(&studio.exporter(), &Exporter::finished, m_notices, &DesktopNotices::noteExport);
    connect(&studio.exporter(), &Exporter::failed, m_notices, &DesktopNotices::noteExportFailure);
    connect(&studio.events(), &EventDesk::ruleSaid, m_notices, &DesktopNotices::noteRule);
    connect(&studio.events(), &EventDesk::handled, m_notices, [this](const InboxEvent& event) {
        if (event.event.type == QLatin1StringView("ideogram.generation.failed"))
            m_notices->noteFailureElsewhere(event.outcome);
    });
}

void DesktopPresence::connectTray(Studio& studio)
{
    connect(m_tray, &TrayIcon::windowRequested, this, &DesktopPresence::windowRequested);
    connect(m_tray, &TrayIcon::noticeClicked, this, &DesktopPresence::noticeFollowed);
    connect(
        m_tray, &TrayIcon::needsYouRequested, this, [this] { Q_EMIT noticeFollowed({NoticeTarget::Where::NeedsYou}); });
    connect(m_tray, &TrayIcon::pauseRequested, this, [&queue = studio.queue()](bool isWanted) {
        if (isWanted)
            queue.pause();
        else
            queue.resume();
    });
    connect(m_tray, &TrayIcon::quietRequested, this,
        [this](const QDateTime& until) { setQuietUntil(until.toMSecsSinceEpoch()); });
    connect(m_tray, &TrayIcon::quietEndRequested, this, [this] { setQuietUntil(0); });
    connect(m_tray, &TrayIcon::quitRequested, this, &DesktopPresence::quitRequested);
    connect(&m_preferences, &PreferencesStore::changed, this, [this] {
        showTray();
        m_tray->refreshQuiet();
    });
    m_tray->setQuietSource([this] { return quiet(); });
    refreshTray();
    askForTray();
}

// Qt asks the keeper of the tray and waits for the answer; one that hangs must not hang the window.
void DesktopPresence::askForTray()
{
#if defined(BATCHROOM_HAS_DBUS)
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        m_isTrayAwake = false;
        QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.kde.StatusNotifierWatcher"),
            QStringLiteral("/StatusNotifierWatcher"), QStringLiteral("org.freedesktop.DBus.Peer"),
            QStringLiteral("Ping"));
        question.setAutoStartService(false);
        auto* asked = new QDBusPendingCallWatcher(bus.asyncCall(question, trayPatience), this);
        connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
            asked->deleteLater();
            m_isTrayAwake = asked->error().type() != QDBusError::NoReply;
            showTray();
        });
        return;
    }
#endif
    showTray();
}

void DesktopPresence::showTray()
{
    if (m_isTrayAwake)
        m_tray->setShown(m_preferences.current().tray.isShown);
}

bool DesktopPresence::isTrayMissing() const
{
    return m_preferences.current().tray.isShown && !m_tray->isSeen();
}

void DesktopPresence::refreshTray()
{
    m_tray->setState(trayStateOf(m_work.figures(), m_work.batches()));
}

void DesktopPresence::setQuietUntil(qint64 untilMs)
{
    Preferences preferences = m_preferences.current();
    preferences.notices.quietUntilMs = untilMs;
    m_preferences.save(preferences);
}

TrayIcon::Quiet DesktopPresence::quiet() const
{
    const QDateTime now = QDateTime::currentDateTime();
    const Preferences::Notices& notices = m_preferences.current().notices;
    return {quietUntil(notices, now), notices.quietUntilMs > now.toMSecsSinceEpoch()};
}

void DesktopPresence::tellTest(const std::function<void(bool)>& done)
{
    tell({tr("This is what a message looks like"), tr("A click on it leads to what it is about."),
             {NoticeTarget::Where::Queue}, false},
        done);
}

void DesktopPresence::tell(const Notice& notice, const std::function<void(bool)>& done)
{
    const bool hasSound = m_preferences.current().notices.hasSound;
    const auto tellInTray = [this, notice, hasSound, done] {
        const bool isTaken = m_isTrayAwake && m_tray->tell(notice);
        if (isTaken && hasSound)
            QApplication::beep();
        done(isTaken);
    };
#if defined(BATCHROOM_HAS_DBUS)
    m_server->tell(notice, hasSound ? NoticeSound::On : NoticeSound::Off, [tellInTray, done](bool isTaken) {
        if (isTaken)
            done(true);
        else
            tellInTray();
    });
#else
    tellInTray();
#endif
}

} // namespace batchroom
