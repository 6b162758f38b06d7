// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/callback_pane.h"

#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/row_table.h"
#include "ui/models/callback_list.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QPlainTextEdit>

namespace batchroom {

namespace {

constexpr int rowHeight = 36;
constexpr int timeWidth = 150;
constexpr int typeWidth = 248;
constexpr int toWidth = 260;
constexpr int bodyHeight = 220;

RowSign signOf(OutboxState state)
{
    switch (state) {
    case OutboxState::Delivered: return {IconId::Check, ColorRole::Ok};
    case OutboxState::Waiting: return {IconId::Clock, ColorRole::Muted};
    case OutboxState::Dead:
    case OutboxState::Disabled: break;
    }
    return {IconId::Attention, ColorRole::Bad};
}

} // namespace

CallbackPane::CallbackPane(QWidget* parent)
    : QWidget(parent)
    , m_list(new CallbackList(this))
{
    setObjectName(QStringLiteral("callbackPane"));
    m_log = boxed(column({makeTable(), makeBody()}, 12, margins(16)));
    auto* empty = new EmptyState(tr("Nothing was told to others yet"),
        tr("A rule in Settings can tell an address of yours when pictures are made, and so can batchroom-cli run "
           "--callback. Every try is listed here."));
    empty->setPicture(QSize(96, 64),
        [](QPainter& painter, const QRect& box) { paintIcon(painter, IconId::Send, box, theme().muted, 40); });
    m_empty = boxed(column({Stretch{}, empty, Stretch{2}}, 0, margins(16)));
    setLayout(column({Wide{m_log}, Wide{m_empty}}, 0));
    m_log->hide();
}

QWidget* CallbackPane::makeTable()
{
    auto* table = new RowTable;
    m_table = table;
    m_table->setObjectName(QStringLiteral("callbackTable"));
    m_table->setAccessibleName(tr("Callbacks"));
    m_table->setModel(m_list);
    m_table->setItemDelegateForColumn(CallbackList::What, new SignDelegate(*table, [](const QModelIndex& index) {
        return signOf(static_cast<OutboxState>(index.data(CallbackList::StateRole).toInt()));
    }));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->verticalHeader()->setDefaultSectionSize(scaled(rowHeight));
    m_table->horizontalHeader()->setSectionResizeMode(CallbackList::What, QHeaderView::Stretch);
    m_table->setColumnWidth(CallbackList::Time, scaled(timeWidth));
    m_table->setColumnWidth(CallbackList::Type, scaled(typeWidth));
    m_table->setColumnWidth(CallbackList::To, scaled(toWidth));
    auto* card = new Card;
    card->setLayout(column({m_table}, 0, margins(1)));
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CallbackPane::showChosen);
    connect(m_list, &QAbstractItemModel::dataChanged, this, &CallbackPane::showChosen);
    return card;
}

QWidget* CallbackPane::makeBody()
{
    auto* card = new Card;
    m_title = new TextLabel(QString(), FontRole::Section);
    m_words = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_words->setObjectName(QStringLiteral("callbackWords"));
    m_words->setWrapping(true);
    m_again = new Button(IconId::Retry, tr("Send again"), ButtonKind::Secondary);
    m_again->setObjectName(QStringLiteral("sendCallbackAgainButton"));
    m_body = new QPlainTextEdit;
    m_body->setObjectName(QStringLiteral("callbackBody"));
    m_body->setReadOnly(true);
    m_body->setFont(fontOf(FontRole::Mono));
    m_body->setAccessibleName(tr("Body of the callback"));
    card->setLayout(
        column({row({Wide{boxed(column({m_title, m_words}, 2))}, m_again}, 8), Wide{m_body}}, 8, margins(16, 12)));
    card->setFixedHeight(scaled(bodyHeight));
    card->hide();
    m_bodyPane = card;
    connect(m_again, &QAbstractButton::clicked, this, [this] { Q_EMIT sendAgainRequested(chosen()); });
    return card;
}

void CallbackPane::show(const QList<OutboxMessage>& messages, const QSet<QString>& served)
{
    const QList<OutboxId> before = chosen();
    m_list->show(messages, served);
    m_log->setVisible(!messages.isEmpty());
    m_empty->setVisible(messages.isEmpty());
    for (const OutboxId id : before)
        if (const int row = m_list->rowOf(id); row >= 0)
            m_table->selectionModel()->select(
                m_list->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    showChosen();
}

int CallbackPane::count() const
{
    return m_list->rowCount();
}

QList<OutboxId> CallbackPane::chosen() const
{
    QList<OutboxId> ids;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        ids.append(m_list->message(row.row()).id);
    return ids;
}

void CallbackPane::showChosen()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    m_bodyPane->setVisible(!rows.isEmpty());
    if (rows.isEmpty())
        return;
    const OutboxMessage& message = m_list->message(rows.constFirst().row());
    const bool isOne = rows.size() == 1;
    m_title->setText(isOne ? message.type : tr("%1 callbacks").arg(rows.size()));
    m_words->setText(isOne ? tr("%1. Id %2").arg(message.endpoint, message.messageId) : QString());
    m_body->setPlainText(isOne ? QString::fromUtf8(QJsonDocument::fromJson(message.body).toJson()) : QString());
}

void CallbackPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT shown();
}

} // namespace batchroom
