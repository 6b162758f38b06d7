// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktop_notices.h"

#include "app/delivery/exporter.h"
#include "app/queue/job_queue.h"
#include "app/settings/preferences.h"
#include "ui/models/work_status.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto gatherTime = 400ms;
constexpr auto pauseTime = 10s;
// A timer stands still while the computer sleeps, and the clock may be set: so it is asked now and then.
constexpr auto clockTime = 20s;

QString subjectOf(BatchId batch)
{
    return QStringLiteral("batch ") + batch.toString();
}

QString subjectOf(const QString& account)
{
    return QStringLiteral("account ") + account;
}

} // namespace

DesktopNotices::DesktopNotices(QWidget& window, JobQueue& queue, const WorkStatus& work,
    const PreferencesStore& preferences, Show show, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_work(work)
    , m_preferences(preferences)
    , m_show(std::move(show))
    , m_now([] { return QDateTime::currentDateTime(); })
{
    for (QTimer* timer : {&m_gather, &m_pause, &m_quiet}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &DesktopNotices::flush);
    }
    m_gather.setInterval(gatherTime);
    m_pause.setInterval(pauseTime);
    m_quiet.setInterval(clockTime);
    connect(&queue, &JobQueue::batchFinished, this, &DesktopNotices::noteFinished);
    connect(&work, &WorkStatus::changed, this, &DesktopNotices::noteNeeds);
    connect(&queue, &JobQueue::holdBegan, this,
        [this](const QString& account, const Hold& hold) { noteHold(subjectOf(account), hold.message); });
    connect(&queue, &JobQueue::holdEnded, this,
        [this](const QString& account) { m_news.holds.remove(subjectOf(account)); });
    connect(&queue, &JobQueue::batchHeld, this,
        [this](BatchId batch, const Hold& hold) { noteHold(subjectOf(batch), hold.message); });
    connect(&preferences, &PreferencesStore::changed, this, &DesktopNotices::lookAtClock);
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            forget();
    });
}

void DesktopNotices::noteFinished(BatchId batch)
{
    if (!m_preferences.current().notices.batchEnds)
        return;
    if (!m_news.finished.contains(batch))
        m_news.finished.append(batch);
    wake();
}

void DesktopNotices::noteNeeds()
{
    const int needs = m_work.figures().needPerson;
    const int before = std::exchange(m_knownNeeds, needs);
    if (before < 0 || needs <= before || !m_preferences.current().notices.needsPerson)
        return;
    m_news.needs += needs - before;
    wake();
}

void DesktopNotices::noteHold(const QString& subject, const QString& message)
{
    if (!m_preferences.current().notices.holds)
        return;
    m_news.holds.insert(subject, message);
    wake();
}

void DesktopNotices::noteFailureElsewhere(const QString& sentence)
{
    if (!m_preferences.current().notices.failsElsewhere)
        return;
    m_news.failures.append(sentence);
    wake();
}

// Who stopped it knows.
void DesktopNotices::noteExport(const ExportSummary& summary)
{
    if (summary.isCancelled)
        return;
    const QLocale locale;
    const QString files = tr("%n file(s) exported", nullptr, static_cast<int>(summary.variants.size()));
    const QString folder = summary.variants.isEmpty()
        ? QString()
        : tr("They are in “%1”.")
              .arg(QDir::toNativeSeparators(QFileInfo(summary.variants.constFirst().path).absolutePath()));
    if (summary.failures.isEmpty())
        addExport({files, folder, {NoticeTarget::Where::Deliver}, false});
    else
        addExport({tr("%1, %2 failed").arg(files, locale.toString(summary.failures.size())),
            tr("Deliver says which and why."), {NoticeTarget::Where::Deliver}, true});
}

void DesktopNotices::noteExportFailure(const Error& error)
{
    addExport({tr("The export could not begin"), error.what, {NoticeTarget::Where::Deliver}, true});
}

void DesktopNotices::noteRule(const QString& title, const QString& text)
{
    m_news.rules.append({title, text, {NoticeTarget::Where::Events}, false});
    wake();
}

void DesktopNotices::addExport(const Notice& notice)
{
    if (!m_preferences.current().notices.exportEnds)
        return;
    m_news.exports.append(notice);
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
    else if (!m_pause.isActive() && !m_gather.isActive() && !m_quiet.isActive())
        m_gather.start();
}

void DesktopNotices::lookAtClock()
{
    if (m_quiet.isActive())
        flush();
}

void DesktopNotices::flush()
{
    m_quiet.stop();
    dropAnswered();
    if (m_news.isEmpty() || isLookedAt()) {
        forget();
        return;
    }
    if (quietUntil(m_preferences.current().notices, m_now())) {
        m_wasQuiet = true;
        m_quiet.start();
        return;
    }
    const Notice notice = noticeOf(m_news, m_work.batches(), m_wasQuiet);
    forget();
    m_pause.start();
    QApplication::alert(&m_window);
    m_show(notice);
}

void DesktopNotices::forget()
{
    m_news = {};
    m_wasQuiet = false;
    m_quiet.stop();
}

// Somebody may have answered on the command line or from the tray while the message waited.
void DesktopNotices::dropAnswered()
{
    m_news.needs = std::min(m_news.needs, m_work.figures().needPerson);
    for (const BatchSummary& batch : m_work.batches())
        if (batch.holdMessage.isEmpty())
            m_news.holds.remove(subjectOf(batch.id));
}

} // namespace batchroom
