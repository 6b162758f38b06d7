// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a person who looks elsewhere what the queue came to: a batch ended, a job needs an answer, a hold began. One
// message at a time with everything since the last; none while a window of ours is in front. GUI thread.
#pragma once

#include "app/core/job.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QSystemTrayIcon;
class QWidget;

namespace batchroom {

class JobQueue;
class PreferencesStore;
class WorkStatus;

class DesktopNotices : public QObject {
    Q_OBJECT
public:
    struct Notice {
        QString title;
        QString text;
    };
    using Show = std::function<void(const Notice&)>;

    DesktopNotices(QWidget& window, JobQueue& queue, const WorkStatus& work, const PreferencesStore& preferences,
        QObject* parent = nullptr);
    ~DesktopNotices() override;
    void setShow(Show show) { m_show = std::move(show); }                            // in the system's tray unless told
    void setQuietTime(std::chrono::milliseconds time) { m_quiet.setInterval(time); } // 10 s

Q_SIGNALS:
    void openRequested(); // the message was clicked

private:
    void noteFinished(BatchId batch);
    void noteNeeds();
    void noteHold(const QString& message);
    bool isLookedAt() const;
    void wake();
    void flush();
    void forget();
    Notice composed() const;
    void showInTray(const Notice& notice);

    QWidget& m_window;
    const WorkStatus& m_work;
    const PreferencesStore& m_preferences;
    Show m_show;
    std::unique_ptr<QSystemTrayIcon> m_tray; // there while a message is
    QTimer m_gather;                         // what comes together is told together
    QTimer m_quiet;                          // since the last message
    QTimer m_trayEnd;
    QList<BatchId> m_finished;
    QStringList m_holds;
    int m_needs = 0;       // more than were told
    int m_knownNeeds = -1; // -1: the queue has not been read
};

} // namespace batchroom
