// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of the Queue say.
#include "ui/models/cost_words.h"
#include "ui/models/queue_list_section.h"
#include "ui/models/work_status.h"

#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

QString figure(int value)
{
    return QLocale().toString(value);
}

// Time is known to the second at best; a bar that is full too early lies.
constexpr double mostByTime = 0.92;

struct Shown {
    int running = 0;
    int waiting = 0;
    int done = 0;
    int needsYou = 0;
    int failed = 0;
    int withheld = 0;
};

} // namespace

QString QueueList::progressWords(const QueueBatch& batch) const
{
    return tr("%1 of %2").arg(figure(batch.count(JobState::Done)), figure(batch.total()));
}

QString QueueList::timeWords(const QueueBatch& batch) const
{
    if (batch.running() + batch.waiting() == 0)
        return {};
    if (m_holds.contains(batch.summary.account))
        return tr("on hold");
    if (!batch.summary.holdMessage.isEmpty())
        return tr("at its limit");
    if (batch.summary.isPaused || m_figures.isPaused)
        return tr("paused");
    const Section* home = section(batch.summary.id);
    const auto time = home ? home->countdown.left(now()) : std::nullopt;
    return time ? tr("%1 left").arg(aboutDuration(*time)) : QString();
}

QString QueueList::startWords(const QueueBatch& batch) const
{
    return isScheduled(batch) ? tr("Starts %1").arg(startTimeWords(batch.summary.startMs, now())) : QString();
}

QString QueueList::priorityWord(const QueueBatch& batch) const
{
    if (batch.isFinished() || batch.summary.priority == BatchPriority::Normal)
        return {};
    return batch.summary.priority == BatchPriority::First ? tr("First") : tr("Later");
}

QString QueueList::stateWord(const JobRow& job) const
{
    const QString word = m_stateWords(job.state);
    const bool isBilled = job.state == JobState::Withheld && billingOf(job.account) == Billing::Charged;
    return isBilled ? tr("%1, billed").arg(word) : word;
}

QString QueueList::footerWords(const QueueBatch& batch) const
{
    const Section* home = section(batch.summary.id);
    return home ? home->footer : QString();
}

QString QueueList::composedFooter(const Section& section) const
{
    const QueueBatch& batch = section.batch;
    Shown shown;
    for (const int index : section.jobs) {
        const JobState state = batch.job(index).state;
        shown.running += isRunningState(state) ? 1 : 0;
        shown.waiting += isWaitingState(state) ? 1 : 0;
        shown.done += state == JobState::Done ? 1 : 0;
        shown.needsYou += needsPerson(state) ? 1 : 0;
        shown.failed += state == JobState::Failed ? 1 : 0;
        shown.withheld += state == JobState::Withheld ? 1 : 0;
    }
    // What has a row already is "more"; what has none is just counted.
    const auto part = [](int all, int visible, const QString& plain, const QString& more) {
        const int rest = all - visible;
        return rest <= 0 ? QString() : (visible > 0 ? more : plain).arg(figure(rest));
    };
    QStringList parts{
        part(batch.waiting(), shown.waiting, tr("%1 waiting"), tr("%1 more waiting")),
        part(batch.running(), shown.running, tr("%1 in flight"), tr("%1 more in flight")),
        part(batch.count(JobState::Done), shown.done, tr("%1 done"), tr("%1 more done")),
        part(batch.needsYou(), shown.needsYou, tr("%1 need you"), tr("%1 more need you")),
        part(batch.count(JobState::Failed), shown.failed, tr("%1 failed"), tr("%1 more failed")),
        part(batch.count(JobState::Withheld), shown.withheld, tr("%1 withheld"), tr("%1 more withheld")),
        part(batch.count(JobState::Cancelled), 0, tr("%1 cancelled"), {}),
    };
    parts.removeAll(QString());
    return batch.showsAll ? tr("All %1 are shown").arg(figure(batch.jobCount())) : parts.join(QStringLiteral(", "));
}

QString QueueList::footerAction(const QueueBatch& batch) const
{
    if (batch.isSmall())
        return {};
    return batch.showsAll ? tr("Show less") : tr("Show all %1").arg(figure(batch.jobCount()));
}

QString QueueList::sumWords(const QueueBatch& batch) const
{
    return costWords(batch.summary, m_approved.value(batch.summary.id));
}

double QueueList::progress(const JobRow& job) const
{
    switch (job.state) {
    case JobState::Ready:
    case JobState::Downloading: return 0.96;
    case JobState::Accepted: {
        if (job.startedMs <= 0)
            return 0;
        const auto typical = static_cast<double>(m_times.of(job).count());
        const auto elapsed = static_cast<double>(std::max<qint64>(0, now() - job.startedMs));
        return std::min(mostByTime, elapsed / std::max(1.0, typical));
    }
    default: return -1;
    }
}

QString QueueList::spoken(const QueueRow& row) const
{
    if (!row.batch)
        return {};
    const QueueBatch& batch = *row.batch;
    QStringList parts;
    switch (row.kind) {
    case QueueRowKind::Head:
        parts = {batch.summary.name, batch.summary.campaignName, priorityWord(batch), startWords(batch),
            progressWords(batch), timeWords(batch),
            tr("%1 of %2 spent").arg(batch.summary.spent.toText(), batch.summary.planned.toText())};
        break;
    case QueueRowKind::Footer:
        parts = {footerWords(batch), batch.tellsCost() ? sumWords(batch) : QString(), footerAction(batch)};
        break;
    case QueueRowKind::Job:
        parts = {row.job->prompt, modelWords(m_catalog, *row.job), stateWord(*row.job), elapsedWords(*row.job, now()),
            priceWords(row.job->account, row.job->price), row.job->message};
        break;
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariant QueueList::data(const QModelIndex& index, int role) const
{
    const QueueRow row = index.isValid() ? at(index.row()) : QueueRow();
    if (!row.batch)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return spoken(row);
    if (role == Qt::ToolTipRole && row.kind == QueueRowKind::Head)
        return sumWords(*row.batch);
    if (role == Qt::ToolTipRole && row.job)
        return row.job->message.isEmpty() ? row.job->prompt
                                          : row.job->prompt + QStringLiteral("\n\n") + row.job->message;
    return {};
}

Qt::ItemFlags QueueList::flags(const QModelIndex& index) const
{
    const QueueRow row = index.isValid() ? at(index.row()) : QueueRow();
    if (!row.batch)
        return Qt::NoItemFlags;
    return row.job ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                   : Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

} // namespace batchroom
