// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_place.h"

#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/focus_target.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/models/approved_counts.h"
#include "ui/queue/needs_you_lane.h"
#include "ui/queue/queue_bar.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/row_pictures.h"

#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace batchroom {

namespace {

// The lane may take this part of the place; more of it scrolls.
constexpr double laneShare = 0.46;
constexpr int laneGap = 8;

// Three job rows coming to life: a frame, a half-made one, a picture.
void paintConveyor(QPainter& painter, const QRect& box)
{
    const Theme& colors = theme();
    const int height = 32;
    const int gap = 8;
    const double done[] = {1.0, 0.6, 0.0};
    for (int i = 0; i < 3; ++i) {
        const QRect row(box.left(), box.top() + i * (height + gap), box.width(), height);
        paintPanel(painter, row, controlRadius, colors.panel, colors.line);
        const QRect picture(row.left() + 6, row.top() + 6, 20, 20);
        if (i == 0)
            paintStyleSwatch(painter, picture, u"design");
        else
            paintPanel(painter, picture, 4, QColor(), colors.controlEdge, 1.0, Qt::DashLine);
        paintPanel(painter, QRectF(row.left() + 36, row.center().y() - 2, 76 - i * 14, 4), 2, colors.controlEdge);
        const QRectF bar(row.right() - 64, row.center().y() - 2, 52, 4);
        paintBar(painter, bar, {{done[i], i == 0 ? ColorRole::Ok : ColorRole::Accent}}, 1.0);
    }
}

} // namespace

QueuePlace::QueuePlace(const Catalog& catalog, JobQueue& queue, AssetIndex& index, AssetStore& originals,
    ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_actions(actions)
    , m_list(new QueueList(catalog, queue, this))
    , m_approved(new ApprovedCounts(index, this))
    , m_pictures(new RowPictures(originals, index, this))
    , m_bar(new QueueBar(actions))
    , m_lane(new NeedsYouLane(*m_list))
    , m_view(new QueueView(*m_list, *m_pictures))
    , m_pages(new QStackedWidget)
    , m_empty(new EmptyState(
          tr("Nothing queued yet"), tr("Write prompts in Compose and queue them; here you watch them being made.")))
    , m_nothingHere(new EmptyState({}, {}))
{
    setObjectName(QStringLiteral("queuePlace"));
    m_list->setStateWords([](JobState state) { return lookOf(state).word; });
    build();
    followList();
    connectActions();
    handFocusOn(this, [this]() -> QWidget* {
        const QWidget* page = m_pages->currentWidget();
        if (page == m_empty)
            return m_empty->button();
        return page == m_nothingHere ? static_cast<QWidget*>(m_nothingHere->button()) : m_view;
    });
    refreshFigures();
}

void QueuePlace::build()
{
    m_empty->setObjectName(QStringLiteral("queueEmptyState"));
    m_empty->setPicture({240, 128}, paintConveyor);
    Button* compose = m_empty->setButton(tr("Go to Compose"));
    compose->setObjectName(QStringLiteral("goToComposeButton"));
    connect(compose, &QPushButton::clicked, this, &QueuePlace::openComposeRequested);
    Button* all = m_nothingHere->setButton(tr("Show all jobs"));
    all->setObjectName(QStringLiteral("showAllJobsButton"));
    connect(all, &QPushButton::clicked, this, [this] { setFilter(QueueFilter::All); });

    auto* blank = new QWidget; // while the library is being read
    m_pages->addWidget(blank);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_nothingHere);
    m_pages->addWidget(m_view);
    m_laneRow = column({m_lane}, 0, QMargins(queuePadding, 0, queuePadding, 0));
    setLayout(column({m_bar, m_laneRow, Wide{m_pages, 1}}, 0));
}

void QueuePlace::followList()
{
    connect(m_approved, &ApprovedCounts::counted, m_list, &QueueList::setApproved);
    connect(m_list, &QueueList::figuresChanged, this, &QueuePlace::refreshFigures);
    connect(m_list, &QueueList::troublesChanged, this, &QueuePlace::refreshTroubles);
    connect(m_list, &QueueList::loaded, this, [this] {
        refreshContent();
        showWanted();
    });
    connect(m_list, &QAbstractItemModel::rowsInserted, this, &QueuePlace::refreshContent);
    connect(m_list, &QAbstractItemModel::rowsRemoved, this, &QueuePlace::refreshContent);
    connect(m_list, &QueueList::failedToLoad, this, [this](const Error& error) {
        m_nothingHere->setTitle(tr("The queue could not be read"));
        m_nothingHere->setSentence(error.what);
        m_nothingHere->button()->hide();
        m_pages->setCurrentWidget(m_nothingHere);
    });
    connect(m_bar, &QueueBar::filterChosen, this, &QueuePlace::setFilter);
    connect(m_lane, &NeedsYouLane::answered, this, &QueuePlace::answer);
    connect(m_view, &QueueView::choiceChanged, this, [this] {
        m_chosen = m_view->selectedJobs();
        refreshPossible();
    });
    connect(m_list, &QueueList::figuresChanged, this, &QueuePlace::watchEditor);
    connect(m_view, &QueueView::moveRequested, this, &QueuePlace::moveJobs);
    connect(m_view, &QueueView::editRequested, this, &QueuePlace::editPrompt);
    connect(m_view, &QueueView::startNowRequested, this, &QueuePlace::startNow);
    connect(m_view, &QueueView::pauseToggled, this, &QueuePlace::toggleBatch);
    connect(m_view, &QueueView::batchMenuRequested, this, &QueuePlace::openBatchMenu);
    connect(m_view, &QueueView::jobMenuRequested, this, &QueuePlace::openJobMenu);
    connect(m_view, &QueueView::pictureRequested, this, &QueuePlace::showAssetRequested);
}

void QueuePlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_isAsked, true))
        QTimer::singleShot(0, this, [this] { m_list->load(); });
    m_approved->setWatched(true);
    showUndo();
}

void QueuePlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_approved->setWatched(false);
}

void QueuePlace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_lane->setRoom(static_cast<int>((height() - m_bar->height()) * laneShare));
}

void QueuePlace::setFilter(QueueFilter filter)
{
    m_bar->setFilter(filter);
    m_list->setFilter(filter);
    refreshContent();
}

void QueuePlace::showBatch(BatchId batch)
{
    m_wantedBatch = batch;
    showWanted();
}

void QueuePlace::showNeedsYou()
{
    m_wantedBatch.reset();
    setFilter(QueueFilter::NeedsYou);
}

void QueuePlace::showWanted()
{
    if (!m_wantedBatch || !m_list->isLoaded())
        return;
    const BatchId batch = *std::exchange(m_wantedBatch, std::nullopt);
    if (!m_list->batch(batch))
        return;
    setFilter(QueueFilter::All);
    m_list->setExpanded(batch, true);
    const QModelIndex head = m_list->index(m_list->headOf(batch), 0);
    m_view->setCurrentIndex(head);
    m_view->scrollTo(head);
}

void QueuePlace::setUsageQuestion(
    std::function<void(QObject*, const std::function<void(const Result<QStringList>&)>&)> question)
{
    m_lane->setUsageQuestion(std::move(question));
}

void QueuePlace::refreshContent()
{
    if (!m_list->isLoaded())
        return;
    QWidget* page = m_view;
    if (m_list->isEmpty())
        page = m_empty;
    else if (m_list->rowCount() == 0)
        page = m_nothingHere;
    if (page == m_nothingHere) {
        switch (m_list->filter()) {
        case QueueFilter::Running:
            m_nothingHere->setTitle(tr("Nothing is running"));
            m_nothingHere->setSentence(m_list->figures().isPaused ? tr("The queue is paused.")
                                                                  : tr("What is sent or being made shows up here."));
            break;
        case QueueFilter::NeedsYou:
            m_nothingHere->setTitle(tr("Nothing needs you"));
            m_nothingHere->setSentence(tr("Jobs that wait for your answer show up here."));
            break;
        default:
            m_nothingHere->setTitle(tr("Nothing has failed"));
            m_nothingHere->setSentence(tr("Jobs that could not be made show up here."));
        }
    }
    if (m_pages->currentWidget() == page)
        return;
    m_pages->setCurrentWidget(page);
    handFocusOnAgain(this);
}

void QueuePlace::refreshFigures()
{
    refreshPossible();
    m_bar->setFigures(m_list->figures(), m_list->isEmpty());
    const int needed = m_list->figures().needsYou + static_cast<int>(m_list->holds().size());
    if (m_list->isLoaded() && needed != std::exchange(m_needed, needed))
        Q_EMIT needsPersonChanged(needed);
}

void QueuePlace::refreshTroubles()
{
    m_lane->refresh();
    // Rows that scroll away do not touch the lane.
    const bool hasLane = !m_lane->isHidden();
    m_laneRow->setContentsMargins(queuePadding, hasLane ? queuePadding : 0, queuePadding, hasLane ? laneGap : 0);
    refreshFigures();
}

} // namespace batchroom
