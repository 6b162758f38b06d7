// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen of Batchroom outside its window: the tray icon and the messages, following the work and the preferences.
// Messages go to the desktop's own service, else to the tray. GUI thread.
#pragma once

#include "ui/shell/desktop_notices.h"
#include "ui/shell/tray_icon.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace batchroom {

class NotificationServer;
class Studio;

class DesktopPresence : public QObject {
    Q_OBJECT
public:
    DesktopPresence(
        QWidget& window, Studio& studio, const WorkStatus& work, PreferencesStore& preferences, QObject* parent);
    ~DesktopPresence() override;
    // Now, whoever looks; done: whether the desktop took it.
    void tellTest(const std::function<void(bool)>& done);
    const TrayIcon& tray() const { return *m_tray; }
    bool isTrayMissing() const; // it is wanted and not there

Q_SIGNALS:
    void windowRequested();
    void noticeFollowed(const batchroom::NoticeTarget& target);
    void quitRequested();

private:
    void followStudio(Studio& studio);
    void connectTray(Studio& studio);
    void tell(const Notice& notice, const std::function<void(bool)>& done);
    void askForTray();
    void showTray();
    void refreshTray();
    void setQuietUntil(qint64 untilMs);
    TrayIcon::Quiet quiet() const;

    PreferencesStore& m_preferences;
    const WorkStatus& m_work;
    [[maybe_unused]] NotificationServer* m_server = nullptr; // where there is a bus
    TrayIcon* m_tray;
    DesktopNotices* m_notices;
    QTimer m_trayPace;
    bool m_isTrayAwake = true; // whoever keeps it answers
};

} // namespace batchroom
