// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/export_desk.h"

#include "ui/kit/toast.h"
#include "ui/models/deliver_pictures.h"
#include "ui/models/deliver_run.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QUrl>

namespace batchroom {

ExportDesk::ExportDesk(Exporter& exporter, DeliverPictures& pictures, DeliverRun& run, QWidget* place)
    : QObject(place)
    , m_exporter(exporter)
    , m_pictures(pictures)
    , m_run(run)
    , m_place(place)
{
    connect(&m_run, &DeliverRun::stateChanged, this, [this] {
        if (m_run.state() == DeliverRun::State::Finished || m_run.state() == DeliverRun::State::Failed)
            tellEnd();
    });
}

void ExportDesk::begin(const ExportOptions& options)
{
    m_pictures.keepFocalPoint();
    m_isPreparing = true;
    Q_EMIT preparingChanged();
    m_pictures.load().then(this, [this, options](const Result<QList<Asset>>& found) {
        m_isPreparing = false;
        if (found) {
            QList<Asset> assets = *found;
            m_pictures.applyPoints(assets);
            m_folder = options.folder;
            m_exporter.start(assets, options);
        } else {
            warn(found.error().what);
        }
        Q_EMIT preparingChanged();
    });
}

void ExportDesk::stop()
{
    m_exporter.cancel();
    m_run.noteStopping();
}

void ExportDesk::tellEnd()
{
    if (m_run.state() == DeliverRun::State::Failed) {
        if (!m_place->isVisible()) // there it stands beside its way out
            warn(m_run.error().what);
        return;
    }
    const ExportSummary& summary = m_run.summary();
    const int good = int(summary.variants.size());
    const QString files = good == 1 ? tr("1 file") : tr("%1 files").arg(QLocale().toString(good));
    const int failed = m_run.failedFiles();
    if (summary.isCancelled) {
        warn(tr("Stopped. %1 of %2 were finished and stay.").arg(files, QLocale().toString(m_run.total())));
        return;
    }
    if (failed > 0) {
        warn(tr("%1 delivered, %2 failed. The list says why.").arg(files).arg(failed));
        return;
    }
    // Short, so that it covers no button: the folder is one click away.
    const QString text = tr("%1 and %2 delivered").arg(files, QFileInfo(summary.manifestPath).fileName());
    toast().show(text, tr("Open folder"), [this] { openFolder(m_folder); });
}

void ExportDesk::openFolder(const QString& chosen)
{
    const QString folder = m_folder.isEmpty() ? chosen : m_folder;
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        warn(tr("No program opens folders here. The files are in %1.").arg(QDir::toNativeSeparators(folder)));
}

// As text for a message and as files for a file manager.
void ExportDesk::copyPaths()
{
    const QStringList paths = m_run.paths();
    if (paths.isEmpty())
        return;
    QStringList lines;
    QList<QUrl> urls;
    for (const QString& path : paths) {
        lines.append(QDir::toNativeSeparators(path));
        urls.append(QUrl::fromLocalFile(path));
    }
    auto* copied = new QMimeData;
    copied->setText(lines.join(u'\n'));
    copied->setUrls(urls);
    QGuiApplication::clipboard()->setMimeData(copied);
    say(paths.size() == 1 ? tr("1 path copied") : tr("%1 paths copied").arg(QLocale().toString(paths.size())));
}

void ExportDesk::say(const QString& sentence)
{
    toast().show(sentence);
}

void ExportDesk::warn(const QString& sentence)
{
    toast().show(sentence, IconId::Warn, ColorRole::Warn);
}

Toast& ExportDesk::toast()
{
    QWidget* window = m_place->window();
    if (!m_toast)
        m_toast = window->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    if (!m_toast)
        m_toast = new Toast(window);
    return *m_toast;
}

} // namespace batchroom
