// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray_state.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace batchroom {

namespace {

constexpr qsizetype longestName = 40;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Tray)
};

QString shortened(const QString& name)
{
    const QString oneLine = name.simplified();
    return oneLine.size() <= longestName ? oneLine : oneLine.left(longestName - 1) + QChar(0x2026);
}

QString subjectOf(const QList<BatchSummary>& batches)
{
    int unfinished = 0;
    QString name;
    for (const BatchSummary& batch : batches) {
        if (isSettled(batch))
            continue;
        ++unfinished;
        name = shortened(batch.name);
    }
    return unfinished == 1 ? name : Words::tr("%1 batches").arg(QLocale().toString(unfinished));
}

QString startWords(qint64 startMs)
{
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(startMs);
    return QLocale().toString(
        start, start.date() == QDate::currentDate() ? QStringLiteral("HH:mm") : QStringLiteral("ddd d MMM HH:mm"));
}

bool standsStill(const WorkFigures& figures)
{
    return figures.isRunning() && !figures.isMoving && figures.nextStartMs == 0;
}

TraySign signOf(const WorkFigures& figures)
{
    if (figures.held > 0)
        return TraySign::Held;
    if (figures.needPerson > 0)
        return TraySign::NeedsYou;
    return figures.isPaused || standsStill(figures) ? TraySign::Paused : TraySign::None;
}

QString doingOf(const WorkFigures& figures, const QList<BatchSummary>& batches)
{
    if (!figures.isRunning())
        return figures.isPaused ? Words::tr("Everything is paused") : Words::tr("Nothing is running");
    const QLocale locale;
    const QString progress = Words::tr("%1: %2 of %3, %4 spent")
                                 .arg(subjectOf(batches), locale.toString(figures.done), locale.toString(figures.total),
                                     figures.spent.toText());
    if (figures.held > 0 && !figures.isMoving)
        return Words::tr("On hold") + QStringLiteral(" · ") + progress;
    if (figures.isPaused || standsStill(figures))
        return Words::tr("Paused") + QStringLiteral(" · ") + progress;
    if (!figures.isMoving)
        return Words::tr("%1: starts at %2").arg(subjectOf(batches), startWords(figures.nextStartMs));
    return progress;
}

} // namespace

TrayState trayStateOf(const WorkFigures& figures, const QList<BatchSummary>& batches)
{
    TrayState state;
    state.mark = {figures.isMoving, signOf(figures)};
    state.doing = doingOf(figures, batches);
    state.needPerson = figures.needPerson;
    state.isPaused = figures.isPaused;
    state.canPause = figures.isRunning() || figures.isPaused;
    return state;
}

QString needsYouWords(int needPerson)
{
    return needPerson == 1 ? Words::tr("1 job needs you")
                           : Words::tr("%1 jobs need you").arg(QLocale().toString(needPerson));
}

QString trayToolTip(const TrayState& state)
{
    QStringList lines{QStringLiteral("Batchroom"), state.doing};
    if (state.needPerson > 0)
        lines.append(needsYouWords(state.needPerson));
    return lines.join(QLatin1Char('\n'));
}

} // namespace batchroom
