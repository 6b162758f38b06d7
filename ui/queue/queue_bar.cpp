// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_bar.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"

#include <QLocale>

namespace batchroom {

namespace {

QString figure(int value)
{
    return QLocale().toString(value);
}

QString withCount(const QString& word, int count)
{
    return count > 0 ? word + QLatin1Char(' ') + figure(count) : word;
}

QString factsOf(const QueueFigures& figures)
{
    QStringList facts;
    if (figures.batches > 0)
        facts.append(
            figures.batches == 1 ? QueueBar::tr("1 batch") : QueueBar::tr("%1 batches").arg(figure(figures.batches)));
    if (figures.inFlight > 0)
        facts.append(QueueBar::tr("%1 in flight of %2").arg(figure(figures.inFlight), figure(figures.placeLimit)));
    else if (figures.waiting > 0)
        facts.append(QueueBar::tr("%1 waiting").arg(figure(figures.waiting)));
    if (figures.isPaused)
        facts.append(QueueBar::tr("paused"));
    if (figures.needsYou > 0)
        facts.append(figures.needsYou == 1 ? QueueBar::tr("1 needs you")
                                           : QueueBar::tr("%1 need you").arg(figure(figures.needsYou)));
    if (figures.failed > 0)
        facts.append(QueueBar::tr("%1 failed").arg(figure(figures.failed)));
    return facts.isEmpty() ? QueueBar::tr("Everything is done") : facts.join(QStringLiteral(", "));
}

} // namespace

QueueBar::QueueBar(ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Window, Qt::BottomEdge, parent)
    , m_actions(actions)
    , m_counts(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_filter(new SegmentedControl({tr("All"), tr("Running"), tr("Needs you"), tr("Failed")}))
    , m_retry(new Button(QString(), ButtonKind::Quiet))
    , m_pause(new Button(IconId::Pause, tr("Pause all")))
{
    setFixedHeight(scaled(48));
    m_counts->setElide(Qt::ElideRight);
    m_counts->setObjectName(QStringLiteral("queueCounts"));
    m_filter->setObjectName(QStringLiteral("queueFilter"));
    m_filter->setAccessibleName(tr("Which jobs are shown"));
    m_retry->setObjectName(QStringLiteral("retryFailedButton"));
    m_retry->setAction(actions[ActionId::QueueRetryFailed]);
    m_pause->setObjectName(QStringLiteral("pauseAllButton"));
    setLayout(row(
        {new TextLabel(tr("Queue"), FontRole::Title), Gap{4}, Wide{m_counts, 1}, m_filter, Gap{8}, m_retry, m_pause}, 8,
        QMargins(16, 0, 16, 0)));
    connect(m_filter, &SegmentedControl::currentChanged, this,
        [this](int index) { Q_EMIT filterChosen(static_cast<QueueFilter>(index)); });
    connect(m_pause, &QPushButton::clicked, this,
        [this] { m_actions[m_isPaused ? ActionId::QueueResumeAll : ActionId::QueuePauseAll]->trigger(); });
}

void QueueBar::setFigures(const QueueFigures& figures, bool isEmpty)
{
    m_isPaused = figures.isPaused;
    m_counts->setText(isEmpty ? QString() : factsOf(figures));
    m_filter->setVisible(!isEmpty);
    m_filter->setSegmentText(static_cast<int>(QueueFilter::Running), withCount(tr("Running"), figures.running));
    m_filter->setSegmentText(static_cast<int>(QueueFilter::NeedsYou), withCount(tr("Needs you"), figures.needsYou));
    m_filter->setSegmentText(static_cast<int>(QueueFilter::Failed), withCount(tr("Failed"), figures.failed));
    const QAction* action = m_actions[m_isPaused ? ActionId::QueueResumeAll : ActionId::QueuePauseAll];
    m_pause->setText(action->text());
    m_pause->setIconId(m_isPaused ? IconId::Play : IconId::Pause);
    m_pause->setEnabled(action->isEnabled());
    setTooltip(m_pause, action->text(), action->shortcut());
}

void QueueBar::setFilter(QueueFilter filter)
{
    m_filter->setCurrent(static_cast<int>(filter));
}

} // namespace batchroom
