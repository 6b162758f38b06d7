// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktop_notices.h"

#include "app/queue/job_queue.h"
#include "app/settings/preferences.h"
#include "ui/kit/icons.h"
#include "ui/models/work_status.h"

#include <QApplication>
#include <QLocale>
#include <QSystemTrayIcon>

#include <algorithm>
#include <utility>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto gatherTime = 400ms;
constexpr auto quietTime = 10s;
constexpr auto trayTime = 15s;

} // namespace

DesktopNotices::DesktopNotices(
    QWidget& window, JobQueue& queue, const WorkStatus& work, const PreferencesStore& preferences, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_work(work)
    , m_preferences(preferences)
    , m_show([this](const Notice& notice) { showInTray(notice); })
{
    for (QTimer* timer : {&m_gather, &m_quiet, &m_trayEnd})
        timer->setSingleShot(true);
    m_gather.setInterval(gatherTime);
    m_quiet.setInterval(quietTime);
    connect(&m_gather, &QTimer::timeout, this, &DesktopNotices::flush);
    connect(&m_quiet, &QTimer::timeout, this, &DesktopNotices::flush);
    connect(&m_trayEnd, &QTimer::timeout, this, [this] { m_tray.reset(); });
    connect(&queue, &JobQueue::batchFinished, this, &DesktopNotices::noteFinished);
    connect(&work, &WorkStatus::changed, this, &DesktopNotices::noteNeeds);
    connect(&queue, &JobQueue::holdBegan, this, [this](const QString&, const Hold& hold) { noteHold(hold.message); });
    connect(&queue, &JobQueue::batchHeld, this, [this](BatchId, const Hold& hold) { noteHold(hold.message); });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            forget();
    });
}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::noteFinished(BatchId batch)
{
    if (!m_preferences.current().notices.batchEnds)
        return;
    m_finished.append(batch);
    wake();
}

void DesktopNotices::noteNeeds()
{
    const int needs = m_work.figures().needPerson;
    const int before = std::exchange(m_knownNeeds, needs);
    if (before < 0 || needs <= before || !m_preferences.current().notices.needsPerson)
        return;
    m_needs += needs - before;
    wake();
}

void DesktopNotices::noteHold(const QString& message)
{
    if (!m_preferences.current().notices.holds)
        return;
    m_holds.append(message);
    wake();
}

bool DesktopNotices::isLookedAt() const
{
    return QApplication::activeWindow() != nullptr;
}

void DesktopNotices::wake()
{
    if (isLookedAt())
        forget();
    else if (!m_quiet.isActive() && !m_gather.isActive())
        m_gather.start();
}

void DesktopNotices::flush()
{
    const bool hasNews = !m_finished.isEmpty() || !m_holds.isEmpty() || m_needs > 0;
    if (!hasNews || isLookedAt()) {
        forget();
        return;
    }
    const Notice notice = composed();
    forget();
    m_quiet.start();
    QApplication::alert(&m_window);
    m_show(notice);
}

void DesktopNotices::forget()
{
    m_finished.clear();
    m_holds.clear();
    m_needs = 0;
    if (m_tray && isLookedAt())
        m_trayEnd.start(0ms); // not here: it may be the tray that calls
}

DesktopNotices::Notice DesktopNotices::composed() const
{
    const QLocale locale;
    QList<Notice> parts;
    if (!m_holds.isEmpty())
        parts.append({tr("The queue is on hold"), m_holds.last()});
    if (m_needs > 0)
        parts.append({m_needs == 1 ? tr("A job needs you") : tr("%1 jobs need you").arg(locale.toString(m_needs)),
            tr("The rest goes on. The answer is a click in the Queue.")});
    if (m_finished.size() > 1)
        parts.append({tr("%1 batches are done").arg(locale.toString(m_finished.size())), {}});
    for (const BatchSummary& batch : m_work.batches())
        if (m_finished.size() == 1 && batch.id == m_finished.first())
            parts.append({tr("“%1” is done").arg(batch.name),
                tr("%1 of %2 images are there.")
                    .arg(locale.toString(batch.count(JobState::Done)), locale.toString(batch.total()))});
    if (parts.size() == 1)
        return parts.first();
    QStringList lines;
    for (const Notice& part : std::as_const(parts))
        lines.append(part.title);
    return {tr("News from the queue"), lines.join(QLatin1Char('\n'))};
}

// An icon in the tray is only there as long as its message.
void DesktopNotices::showInTray(const Notice& notice)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>(appIcon());
        m_tray->setToolTip(tr("Batchroom"));
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, &DesktopNotices::openRequested);
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, &DesktopNotices::openRequested);
        m_tray->show();
    }
    m_tray->showMessage(notice.title, notice.text, appIcon());
    m_trayEnd.start(trayTime);
}

} // namespace batchroom
