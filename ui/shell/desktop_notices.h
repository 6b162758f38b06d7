// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a person who looks elsewhere what it came to: a batch ended, a job needs an answer, a hold began, a picture
// failed elsewhere, files were exported. One message at a time with everything since the last; none while a window of
// ours is in front, none while it is to be quiet: then one afterwards, with what is still true of it. GUI thread.
#pragma once

#include "ui/shell/notice.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <functional>

class QWidget;

namespace batchroom {

struct ExportSummary;
struct Error;
class JobQueue;
class PreferencesStore;
class WorkStatus;

class DesktopNotices : public QObject {
    Q_OBJECT
public:
    using Show = std::function<void(const Notice&)>;

    DesktopNotices(QWidget& window, JobQueue& queue, const WorkStatus& work, const PreferencesStore& preferences,
        Show show, QObject* parent = nullptr);
    void setPause(std::chrono::milliseconds between) { m_pause.setInterval(between); } // 10 s
    void setNow(std::function<QDateTime()> now) { m_now = std::move(now); }
    void noteFailureElsewhere(const QString& sentence);
    void noteExport(const ExportSummary& summary);
    void noteExportFailure(const Error& error);
    void noteRule(const QString& title, const QString& text); // one the person made for being told
    // Quiet may have ended or begun.
    void lookAtClock();

private:
    void noteFinished(BatchId batch);
    void noteNeeds();
    void noteHold(const QString& subject, const QString& message);
    void addExport(const Notice& notice);
    bool isLookedAt() const;
    void wake();
    void flush();
    void forget();
    void dropAnswered();

    QWidget& m_window;
    const WorkStatus& m_work;
    const PreferencesStore& m_preferences;
    Show m_show;
    std::function<QDateTime()> m_now;
    QTimer m_gather; // what comes together is told together
    QTimer m_pause;  // since the last message
    QTimer m_quiet;  // until the clock is looked at again
    News m_news;
    bool m_wasQuiet = false; // some of the news waited for the quiet to end
    int m_knownNeeds = -1;   // -1: the queue has not been read
};

} // namespace batchroom
