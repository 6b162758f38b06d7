// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/preset_pane.h"

#include "ui/actions/action_catalog.h"
#include "ui/deliver/own_size_card.h"
#include "ui/deliver/preset_delegate.h"
#include "ui/kit/buttons.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/models/preset_list.h"

#include <QListView>
#include <QScopedValueRollback>

namespace batchroom {

PresetPane::PresetPane(PresetList& presets, ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Panel, {}, parent)
    , m_presets(presets)
    , m_count(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_ownSize(new Button(IconId::Plus, tr("Own size"), ButtonKind::Quiet))
    , m_search(new SearchField(tr("Platform or size")))
    , m_list(new QListView)
    , m_nothingText(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
{
    m_count->setObjectName(QStringLiteral("presetCount"));
    m_ownSize->setObjectName(QStringLiteral("ownSizeButton"));
    m_search->setObjectName(QStringLiteral("presetSearch"));
    m_search->setAccessibleName(tr("Search the sizes"));
    m_list->setObjectName(QStringLiteral("presetList"));
    m_list->setAccessibleName(tr("Sizes by platform"));
    m_list->setModel(&presets);
    m_list->setItemDelegate(new PresetDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->setAutoFillBackground(false);
    m_nothingText->setWrapping(true);
    m_nothing = boxed(column({m_nothingText, Stretch{}}, 8, margins(16, 12)));
    m_nothing->hide();

    auto* head = new Surface(ColorRole::Panel, Qt::BottomEdge);
    head->setFixedHeight(scaled(48));
    head->setLayout(
        row({new TextLabel(tr("Sizes"), FontRole::Section), m_count, Stretch{}, m_ownSize}, 8, QMargins(16, 0, 8, 0)));
    setLayout(column({head, boxed(row({Wide{m_search}}, 0, QMargins(16, 12, 16, 8))), Wide{m_list}, m_nothing}, 0));

    connect(m_search, &SearchField::textChanged, this, &PresetPane::search);
    connect(m_ownSize, &Button::clicked, this, &PresetPane::openOwnSize);
    connect(actions[ActionId::DeliverNewPreset], &QAction::triggered, this, &PresetPane::openOwnSize);
    setTooltip(m_ownSize, tr("Add a size of your own"), actions[ActionId::DeliverNewPreset]->shortcut());
    connect(&presets, &PresetList::chosenChanged, this, &PresetPane::showCount);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (m_isSilent || !index.isValid())
            return;
        m_current = index.data(PresetList::IdRole).toString();
        Q_EMIT currentChanged(m_current);
    });
    setFocusProxy(m_list);
    showCount();
}

QString PresetPane::current() const
{
    return m_current;
}

void PresetPane::setCurrent(const QString& preset)
{
    m_current = preset;
    const QScopedValueRollback silence(m_isSilent, true);
    const QModelIndex index = m_presets.indexOf(preset);
    if (!index.isValid()) {
        m_list->clearSelection();
        return;
    }
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void PresetPane::showCount()
{
    m_count->setText(tr("%1 on").arg(m_presets.chosen().size()));
}

void PresetPane::search(const QString& text)
{
    {
        const QScopedValueRollback silence(m_isSilent, true);
        m_presets.setSearch(text);
    }
    const bool isEmpty = m_presets.rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    m_nothingText->setText(tr("No size is called “%1”. Clear the search, or add your own size.").arg(text.trimmed()));
    if (!isEmpty)
        setCurrent(m_current);
}

void PresetPane::openOwnSize()
{
    auto* card = new OwnSizeCard(this);
    connect(card, &OwnSizeCard::chosen, this, &PresetPane::addOwnSize);
    card->openBelow(m_ownSize);
}

void PresetPane::addOwnSize(QSize size)
{
    m_search->clear();
    const QString id = m_presets.addOwnSize(size);
    setCurrent(id);
    Q_EMIT currentChanged(id);
}

} // namespace batchroom
