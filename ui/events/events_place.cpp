// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/events_place.h"

#include "app/library/asset_index.h"
#include "ui/events/callback_pane.h"
#include "ui/events/failure_lane.h"
#include "ui/events/import_bar.h"
#include "ui/events/listener_strip.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/chips.h"
#include "ui/kit/focus_target.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/row_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>

namespace batchroom {

namespace {

constexpr int rowHeight = 36;
constexpr int timeWidth = 96;
constexpr int typeWidth = 272;
constexpr int bodyHeight = 240;
constexpr int receivedSegment = 3;
constexpr int sentSegment = 4;

RowSign signOf(EventEntry::Mood mood)
{
    switch (mood) {
    case EventEntry::Mood::Good: return {IconId::Check, ColorRole::Ok};
    case EventEntry::Mood::Bad: return {IconId::Attention, ColorRole::Bad};
    case EventEntry::Mood::Neutral: return {IconId::Info, ColorRole::Muted};
    }
    return {IconId::Info, ColorRole::Muted};
}

// Shows one mood or what came in, or all of them.
class MoodFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void show(std::optional<EventEntry::Mood> mood, bool isOnlyIncoming)
    {
        m_mood = mood;
        m_isOnlyIncoming = isOnlyIncoming;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        if (m_isOnlyIncoming)
            return index.data(EventLog::IncomingRole).toBool();
        return !m_mood || index.data(EventLog::MoodRole).toInt() == static_cast<int>(*m_mood);
    }

private:
    std::optional<EventEntry::Mood> m_mood;
    bool m_isOnlyIncoming = false;
};

} // namespace

EventsPlace::EventsPlace(
    JobQueue& queue, AssetIndex& assets, Exporter& exporter, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_assets(assets)
    , m_actions(actions)
    , m_log(new EventLog(queue, exporter, this))
    , m_shown(new MoodFilter(this))
    , m_listener(new ListenerStrip)
    , m_callbacks(new CallbackPane)
    , m_failures(new FailureLane)
    , m_import(new ImportBar)
{
    setObjectName(QStringLiteral("eventsPlace"));
    m_shown->setSourceModel(m_log);
    m_list = boxed(column({makeList(), makeBody()}, 12, margins(16)));
    auto* empty = new EmptyState(tr("Nothing has happened yet"),
        tr("Finished pictures, failures and exports are listed here while Batchroom is open."));
    empty->setPicture(QSize(96, 64),
        [](QPainter& painter, const QRect& box) { paintIcon(painter, IconId::Events, box, theme().muted, 40); });
    m_empty = boxed(column({Stretch{}, empty, Stretch{2}}, 0, margins(16)));
    m_needs = boxed(column({m_failures}, 0, QMargins(16, 16, 16, 0)));
    m_needs->hide();
    setLayout(column({makeBar(), m_listener, m_needs, Wide{m_list}, Wide{m_empty}, Wide{m_callbacks}}, 0));
    m_callbacks->hide();
    connect(m_failures, &FailureLane::showRequested, this, &EventsPlace::unfold);
    actions.attach(Place::Events, this);
    connect(actions[ActionId::EventsCopyBody], &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(m_body->toPlainText()); });
    connect(m_log, &QAbstractItemModel::rowsInserted, this, &EventsPlace::refresh);
    handFocusOn(this, [this] { return m_table; });
    refresh();
}

QWidget* EventsPlace::makeBar()
{
    auto* bar = new Surface(ColorRole::Window, Qt::BottomEdge);
    bar->setFixedHeight(scaled(48));
    m_count = new TextLabel(QString(), FontRole::Body, ColorRole::Muted);
    m_segments = new SegmentedControl({tr("All"), tr("Completed"), tr("Failed"), tr("Received"), tr("Sent")});
    m_segments->setObjectName(QStringLiteral("eventSegments"));
    bar->setLayout(
        row({new TextLabel(tr("Events"), FontRole::Title), m_count, Stretch{}, m_segments}, 8, margins(16, 0)));
    connect(m_segments, &SegmentedControl::currentChanged, this, &EventsPlace::filter);
    return bar;
}

QWidget* EventsPlace::makeList()
{
    auto* table = new RowTable;
    m_table = table;
    m_table->setObjectName(QStringLiteral("eventTable"));
    m_table->setAccessibleName(tr("Events"));
    m_table->setModel(m_shown);
    m_table->setItemDelegateForColumn(EventLog::What, new SignDelegate(*table, [](const QModelIndex& index) {
        return signOf(static_cast<EventEntry::Mood>(index.data(EventLog::MoodRole).toInt()));
    }));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->setDefaultSectionSize(scaled(rowHeight));
    m_table->horizontalHeader()->setSectionResizeMode(EventLog::What, QHeaderView::Stretch);
    m_table->setColumnWidth(EventLog::Time, scaled(timeWidth));
    m_table->setColumnWidth(EventLog::Type, scaled(typeWidth));
    auto* card = new Card;
    card->setLayout(column({m_table}, 0, margins(1)));
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventsPlace::showBody);
    return card;
}

QWidget* EventsPlace::makeBody()
{
    auto* card = new Card;
    m_bodyTitle = new TextLabel(QString(), FontRole::Section);
    auto* copy = new IconButton(IconId::Copy, tr("Copy body"));
    copy->setAction(m_actions[ActionId::EventsCopyBody]);
    m_body = new QPlainTextEdit;
    m_body->setObjectName(QStringLiteral("eventBody"));
    m_body->setReadOnly(true);
    m_body->setFont(fontOf(FontRole::Mono));
    m_body->setAccessibleName(tr("Body of the event"));
    card->setLayout(column({row({Wide{m_bodyTitle}, copy}), m_import, Wide{m_body}}, 8, margins(16, 12)));
    card->setFixedHeight(scaled(bodyHeight));
    card->hide();
    m_bodyPane = card;
    return card;
}

void EventsPlace::filter(int segment)
{
    std::optional<EventEntry::Mood> mood;
    if (segment == 1)
        mood = EventEntry::Mood::Good;
    else if (segment == 2)
        mood = EventEntry::Mood::Bad;
    static_cast<MoodFilter*>(m_shown)->show(mood, segment == receivedSegment);
    refresh();
}

void EventsPlace::showBody()
{
    const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
    m_bodyPane->setVisible(current.isValid());
    if (!current.isValid())
        return;
    const EventEntry entry = m_log->entry(current.row());
    m_bodyTitle->setText(entry.type);
    if (!entry.inbox || entry.inbox != m_import->event())
        m_import->clear();
    if (entry.inbox)
        Q_EMIT importStateWanted(entry.inbox);
    if (!entry.received.isEmpty() || entry.isIncoming) {
        showText(entry.received);
        return;
    }
    if (!entry.job.asset) {
        showText(EventLog::bodyOf(entry, std::nullopt, {}));
        return;
    }
    m_assets.asset(entry.job.asset).then(this, [this, entry](const Result<Asset>& asset) {
        if (asset)
            showText(EventLog::bodyOf(entry, *asset, asset->sha256 + QLatin1Char('.') + asset->extension));
        else
            showText(EventLog::bodyOf(entry, std::nullopt, {}));
    });
}

void EventsPlace::showText(const QByteArray& body)
{
    m_body->setPlainText(QString::fromUtf8(body));
}

InboxId EventsPlace::unfoldedEvent() const
{
    const QModelIndex current = m_shown->mapToSource(m_table->currentIndex());
    return current.isValid() ? m_log->entry(current.row()).inbox : InboxId();
}

void EventsPlace::showImport(const ImportState& state)
{
    if (state.event.id == unfoldedEvent())
        m_import->show(state);
}

void EventsPlace::unfold(InboxId event)
{
    const int row = m_log->rowOf(event);
    if (row < 0) {
        Q_EMIT eventWanted(event);
        return;
    }
    m_segments->setCurrent(0);
    filter(0);
    m_table->setCurrentIndex(m_shown->mapFromSource(m_log->index(row, 0)));
    m_table->setFocus();
}

void EventsPlace::showFailures(const QList<InboxEvent>& events)
{
    m_failures->show(events);
    m_needs->setVisible(!events.isEmpty());
}

void EventsPlace::refresh()
{
    const int events = m_log->rowCount();
    const bool isSent = m_segments->current() == sentSegment;
    m_list->setVisible(events > 0 && !isSent);
    m_empty->setVisible(events == 0 && !isSent);
    m_callbacks->setVisible(isSent);
    m_count->setText(events == 0 ? QString() : events == 1 ? tr("1 event") : tr("%1 events").arg(events));
}

} // namespace batchroom
