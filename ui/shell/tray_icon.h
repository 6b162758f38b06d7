// SPDX-License-Identifier: GPL-3.0-or-later
// Batchroom in the system's tray: a mark with the state, words about the work, a menu with what one wants without
// opening the window. It shows and asks; others act. Without it a message may still have one for as long as it lasts.
// GUI thread.
#pragma once

#include "ui/shell/notice.h"
#include "ui/shell/tray_state.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace batchroom {

class TrayIcon : public QObject {
    Q_OBJECT
public:
    explicit TrayIcon(QObject* parent = nullptr);
    ~TrayIcon() override;
    // Where the system has a tray, which is asked here: on a Linux desktop that may wait for whoever keeps the tray.
    void setShown(bool isShown);
    bool isSeen() const { return m_isShown && m_hasTray; }
    void setState(const TrayState& state);
    // What is asked whenever the menu opens: until when messages are held back, and whether that was asked for once.
    struct Quiet {
        std::optional<QDateTime> until;
        bool isOnce = false;
    };
    void setQuietSource(std::function<Quiet()> source);
    void refreshQuiet(); // it may have another answer now
    // False: the system has no tray that shows messages. Asks for it too.
    bool tell(const Notice& notice);
    const QMenu& menu() const { return *m_menu; }

Q_SIGNALS:
    void windowRequested();
    void noticeClicked(const batchroom::NoticeTarget& target);
    void needsYouRequested();
    void pauseRequested(bool isWanted); // of everything
    void quietRequested(const QDateTime& until);
    void quietEndRequested();
    void quitRequested();

private:
    void buildMenu();
    void refreshMenu();
    QSystemTrayIcon& ensureIcon();
    void dropIcon();

    std::function<Quiet()> m_quietSource;
    TrayState m_state;
    bool m_isShown = false;
    bool m_hasTray = false;
    NoticeTarget m_lastTold;
    std::unique_ptr<QMenu> m_menu; // outlives the icon
    QAction* m_doing = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_needs = nullptr;
    QAction* m_quietHour = nullptr;
    QAction* m_quietMorning = nullptr;
    QAction* m_quietNow = nullptr;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_messageEnd; // of an icon that is there for a message alone
};

} // namespace batchroom
