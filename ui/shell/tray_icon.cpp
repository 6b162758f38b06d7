// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray_icon.h"

#include "app/settings/quiet_hours.h"
#include "ui/kit/icons.h"

#include <QGuiApplication>
#include <QLocale>
#include <QMenu>
#include <QSystemTrayIcon>

#include <utility>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto messageTime = 15s;
constexpr qint64 anHour = 60LL * 60;

// In a menu a single & underlines the next letter.
QString plain(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString timeWords(const QDateTime& moment)
{
    const QLocale locale;
    const QString time = locale.toString(moment.time(), QStringLiteral("HH:mm"));
    if (moment.date() == QDate::currentDate())
        return time;
    if (moment.date() == QDate::currentDate().addDays(1))
        return TrayIcon::tr("tomorrow %1").arg(time);
    return locale.toString(moment, QStringLiteral("ddd d MMM HH:mm"));
}

// Elsewhere Qt takes no notice of a tray that comes later.
bool mayComeLater()
{
    return QGuiApplication::platformName() == QLatin1StringView("xcb");
}

} // namespace

TrayIcon::TrayIcon(QObject* parent)
    : QObject(parent)
    , m_quietSource([] { return Quiet(); })
    , m_menu(std::make_unique<QMenu>())
{
    m_messageEnd.setSingleShot(true);
    m_messageEnd.setInterval(messageTime);
    connect(&m_messageEnd, &QTimer::timeout, this, [this] {
        if (!m_isShown)
            dropIcon();
    });
    buildMenu();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::buildMenu()
{
    const auto add = [this](const QString& text, const char* name) {
        QAction* action = m_menu->addAction(text);
        action->setObjectName(QLatin1StringView(name));
        return action;
    };
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    QAction* open = add(tr("Open Batchroom"), "trayOpenAction");
    m_menu->setDefaultAction(open);
    m_doing = add({}, "trayDoingAction");
    m_doing->setEnabled(false);
    m_menu->addSeparator();
    m_pause = add({}, "trayPauseAction");
    m_needs = add({}, "trayNeedsYouAction");
    m_menu->addSeparator();
    m_quietNow = add({}, "trayQuietAction");
    m_quietHour = add(tr("Quiet for an hour"), "trayQuietHourAction");
    m_quietMorning = add({}, "trayQuietMorningAction");
    m_menu->addSeparator();
    QAction* quit = add(tr("Quit Batchroom"), "trayQuitAction");

    connect(open, &QAction::triggered, this, &TrayIcon::windowRequested);
    connect(m_pause, &QAction::triggered, this, [this] { Q_EMIT pauseRequested(!m_state.isPaused); });
    connect(m_needs, &QAction::triggered, this, &TrayIcon::needsYouRequested);
    connect(m_quietNow, &QAction::triggered, this, &TrayIcon::quietEndRequested);
    connect(m_quietHour, &QAction::triggered, this,
        [this] { Q_EMIT quietRequested(QDateTime::currentDateTime().addSecs(anHour)); });
    connect(m_quietMorning, &QAction::triggered, this,
        [this] { Q_EMIT quietRequested(nextMorning(QDateTime::currentDateTime())); });
    connect(quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(m_menu.get(), &QMenu::aboutToShow, this, &TrayIcon::refreshQuiet);
    refreshMenu();
}

void TrayIcon::setShown(bool isShown)
{
    if (isShown == m_isShown)
        return;
    m_isShown = isShown;
    if (isShown) {
        m_hasTray = QSystemTrayIcon::isSystemTrayAvailable();
        if (m_hasTray || mayComeLater())
            ensureIcon().show();
    } else if (!m_messageEnd.isActive()) {
        dropIcon();
    }
}

void TrayIcon::setState(const TrayState& state)
{
    const TrayState before = std::exchange(m_state, state);
    if (before == state)
        return;
    refreshMenu();
    if (!m_icon)
        return;
    // Each of them goes over the bus.
    if (before.mark != state.mark)
        m_icon->setIcon(trayIcon(state.mark));
    m_icon->setToolTip(trayToolTip(state));
}

void TrayIcon::setQuietSource(std::function<Quiet()> source)
{
    m_quietSource = std::move(source);
    refreshQuiet();
}

void TrayIcon::refreshMenu()
{
    m_doing->setText(plain(m_state.doing));
    m_pause->setText(m_state.isPaused ? tr("Resume everything") : tr("Pause everything"));
    m_pause->setEnabled(m_state.canPause);
    m_needs->setText(m_state.needPerson == 0
            ? tr("Nothing needs you")
            : tr("Show what needs you (%1)").arg(QLocale().toString(m_state.needPerson)));
    m_needs->setEnabled(m_state.needPerson > 0);
    refreshQuiet();
}

void TrayIcon::refreshQuiet()
{
    const Quiet quiet = m_quietSource();
    m_quietMorning->setText(tr("Quiet until %1").arg(timeWords(nextMorning(QDateTime::currentDateTime()))));
    m_quietHour->setVisible(!quiet.until);
    m_quietMorning->setVisible(!quiet.until);
    m_quietNow->setVisible(quiet.until.has_value());
    m_quietNow->setEnabled(quiet.isOnce);
    if (!quiet.until)
        return;
    const QString end = timeWords(*quiet.until);
    m_quietNow->setText(quiet.isOnce ? tr("Quiet until %1: end it now").arg(end) : tr("Quiet hours until %1").arg(end));
}

QSystemTrayIcon& TrayIcon::ensureIcon()
{
    if (m_icon)
        return *m_icon;
    m_icon = std::make_unique<QSystemTrayIcon>(trayIcon(m_state.mark));
    m_icon->setToolTip(trayToolTip(m_state));
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT noticeClicked(m_lastTold); });
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT windowRequested();
    });
    return *m_icon;
}

void TrayIcon::dropIcon()
{
    m_icon.reset();
}

bool TrayIcon::tell(const Notice& notice)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return false;
    m_lastTold = notice.target;
    ensureIcon().show();
    m_icon->showMessage(notice.title, notice.text, appIcon());
    m_messageEnd.start();
    return true;
}

} // namespace batchroom
