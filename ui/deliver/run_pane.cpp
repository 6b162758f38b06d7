// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/run_pane.h"

#include "ui/actions/action_catalog.h"
#include "ui/deliver/run_delegate.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"
#include "ui/models/deliver_run.h"

#include <QListView>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

QString shownTime(std::chrono::milliseconds time)
{
    const auto seconds = std::max<qint64>(1, time.count() / 1000);
    return seconds < 90 ? RunPane::tr("about %1 s").arg(seconds) : RunPane::tr("about %1 min").arg((seconds + 30) / 60);
}

QString joined(const QString& one, const QString& other)
{
    return one.isEmpty() || other.isEmpty() ? one + other : one + u' ' + other;
}

} // namespace

RunPane::RunPane(DeliverRun& run, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_head(new SectionHeader(QString()))
    , m_stop(new Button(IconId::Stop, tr("Stop"), ButtonKind::Quiet))
    , m_bar(new ProgressBar)
    , m_sentence(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_otherFolder(new Button(IconId::Folder, tr("Deliver to another folder...")))
    , m_list(new QListView)
{
    setObjectName(QStringLiteral("runPane"));
    m_stop->setAction(actions[ActionId::DeliverStop]);
    m_stop->setObjectName(QStringLiteral("stopDeliveryButton"));
    m_stop->setSize(ButtonSize::Small);
    m_bar->setAccessibleName(tr("Progress of the files"));
    m_sentence->setObjectName(QStringLiteral("runSentence"));
    m_sentence->setWrapping(true);
    m_list->setObjectName(QStringLiteral("runList"));
    m_list->setAccessibleName(tr("Files of this delivery"));
    m_list->setModel(&run);
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(scaled(56));
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // takes what the others leave
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_head->addAtEnd(m_stop);
    m_otherFolder->setObjectName(QStringLiteral("otherFolderButton"));
    m_otherFolder->setSize(ButtonSize::Small);
    QWidget* top =
        boxed(column({m_head, m_bar, m_sentence, Aligned{m_otherFolder, Qt::AlignLeft}}, 6, QMargins(16, 12, 16, 6)));
    top->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setLayout(column({top, Wide{m_list}, Stretch{0}}, 0));
    connect(&run, &DeliverRun::stateChanged, this, &RunPane::showState);
    connect(&run, &DeliverRun::progressed, this, &RunPane::showProgress);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        const QString path = index.data(DeliverRun::PathRole).toString();
        if (!path.isEmpty())
            Q_EMIT openFileRequested(path);
    });
    connect(m_otherFolder, &Button::clicked, this, &RunPane::otherFolderRequested);
    showState();
}

void RunPane::showState()
{
    const DeliverRun::State state = m_run.state();
    const bool isIdle = state == DeliverRun::State::Idle;
    m_stop->setVisible(m_run.isRunning());
    m_otherFolder->setVisible(m_run.isFolderAtFault());
    m_bar->setVisible(!isIdle && state != DeliverRun::State::Failed);
    m_list->setVisible(!isIdle); // leaves its room to the sentence
    m_sentence->setColorRole(state == DeliverRun::State::Failed ? ColorRole::Bad : ColorRole::Muted);
    switch (state) {
    case DeliverRun::State::Running:
    case DeliverRun::State::Stopping: m_head->setTitle(tr("Running now")); break;
    case DeliverRun::State::Finished:
        m_head->setTitle(m_run.summary().isCancelled ? tr("Stopped") : tr("Delivered"));
        break;
    case DeliverRun::State::Failed: m_head->setTitle(tr("Nothing was delivered")); break;
    default: m_head->setTitle(tr("Progress")); break;
    }
    showProgress();
}

void RunPane::showProgress()
{
    const int good = m_run.done() - std::min(m_run.done(), m_run.failedFiles());
    m_bar->setSegments(
        {{double(good), ColorRole::Ok}, {double(m_run.failedFiles()), ColorRole::Bad}}, std::max(1, m_run.total()));
    const bool counts = m_run.state() != DeliverRun::State::Idle && m_run.state() != DeliverRun::State::Failed;
    m_head->setNote(
        counts ? tr("%1 of %2").arg(QLocale().toString(m_run.done()), QLocale().toString(m_run.total())) : QString());
    m_sentence->setText(sentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
}

QString RunPane::sentence() const
{
    const int failed = m_run.failedFiles();
    const QString failures = failed == 0 ? QString()
        : failed == 1                    ? tr("1 failed, the reason is below.")
                                         : tr("%1 failed, the reasons are below.").arg(failed);
    switch (m_run.state()) {
    case DeliverRun::State::Idle: return tr("Every file appears here as soon as it is written.");
    case DeliverRun::State::Stopping: return tr("Stopping after the files that are being written...");
    case DeliverRun::State::Failed: return m_run.error().what;
    case DeliverRun::State::Running: {
        const QString left =
            m_run.remaining().count() > 0 ? tr("%1 left.").arg(shownTime(m_run.remaining())) : QString();
        return joined(left, failures);
    }
    case DeliverRun::State::Finished: break;
    }
    const QString kept = m_run.summary().isCancelled ? tr("What was finished before stays.") : QString();
    return joined(kept, failures);
}

} // namespace batchroom
