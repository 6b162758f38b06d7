// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/compose/counted.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/models/sheet_model.h"

#include <QMenu>

namespace batchroom {

namespace {

Button* actionButton(const ActionCatalog& actions, ActionId id, const char* name)
{
    auto* button = new Button({}, ButtonKind::Quiet);
    button->setAction(actions[id]);
    button->setObjectName(QLatin1StringView(name));
    return button;
}

} // namespace

SheetBar::SheetBar(SheetModel& model, SheetView& view, ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Window, Qt::BottomEdge, parent)
    , m_model(model)
    , m_view(view)
    , m_actions(actions)
    , m_count(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_menu(new QMenu(this))
    , m_divider(new Divider(Qt::Vertical))
{
    setFixedHeight(scaled(48));
    m_count->setObjectName(QStringLiteral("sheetRowCount"));
    auto* undo = new IconButton(IconId::Undo, tr("Undo"));
    undo->setObjectName(QStringLiteral("undoButton"));
    undo->setAction(actions[ActionId::Undo]);
    auto* more = new IconButton(IconId::More, tr("More"));
    more->setObjectName(QStringLiteral("sheetMoreButton"));
    Button* newRow = actionButton(actions, ActionId::ComposeNewRow, "newRowButton");
    Button* fillDown = actionButton(actions, ActionId::ComposeFillDown, "fillDownButton");
    Button* import = actionButton(actions, ActionId::ComposeImport, "importButton");
    Button* exporting = actionButton(actions, ActionId::ComposeExport, "exportButton");
    setLayout(row({new TextLabel(tr("Compose"), FontRole::Title), Gap{4}, m_count, Stretch{}, newRow, fillDown,
                      m_divider, import, exporting, undo, more},
        8, margins(16, 0)));
    m_droppable = {exporting, fillDown, m_divider, import};
    connect(m_menu, &QMenu::aboutToShow, this, &SheetBar::fillMenu);
    connect(more, &QAbstractButton::clicked, this,
        [this, more] { m_menu->popup(more->mapToGlobal(QPoint(0, more->height() + 4))); });
    connect(&model, &SheetModel::billChanged, this, &SheetBar::refreshCount);
    refreshCount();
}

void SheetBar::setBriefShown(bool isShown)
{
    m_isBriefShown = isShown;
}

void SheetBar::refreshCount()
{
    m_count->setText(counted(m_model.rowCount(), tr("1 row"), tr("%1 rows")));
}

void SheetBar::fillMenu()
{
    m_menu->clear();
    QMenu* columns = m_menu->addMenu(tr("Columns"));
    columns->menuAction()->setProperty("kitIcon", static_cast<int>(IconId::Table));
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const SheetField& field = m_model.field(column);
        const bool isAlways = field.kind == SheetField::Kind::Price || field.is(SheetColumn::Prompt);
        if (isAlways)
            continue;
        QAction* action = columns->addAction(fieldTitle(field));
        action->setCheckable(true);
        action->setChecked(m_view.isColumnShown(column));
        // What holds something is not hidden: nothing is sent that cannot be seen.
        action->setEnabled(m_view.canHide(column));
        connect(action, &QAction::toggled, &m_view,
            [view = &m_view, column](bool isOn) { view->setColumnWanted(column, isOn); });
    }
    QAction* brief = m_menu->addAction(tr("Brief pane"));
    brief->setCheckable(true);
    brief->setChecked(m_isBriefShown);
    connect(brief, &QAction::toggled, this, &SheetBar::briefToggled);
    m_menu->addSeparator();
    for (const ActionId id : {ActionId::ComposeNewRow, ActionId::ComposeFillDown, ActionId::ComposeDuplicateRows,
             ActionId::ComposeImport, ActionId::ComposeExport, ActionId::Redo})
        m_menu->addAction(m_actions[id]);
    m_menu->addSeparator();
    QAction* clear = m_menu->addAction(themedIcon(IconId::Trash), tr("Clear the sheet"));
    clear->setEnabled(m_model.rowCount() > 0);
    setDanger(clear);
    connect(clear, &QAction::triggered, this, &SheetBar::clearSheetRequested);
}

// Everything that gives way is in the menu too.
void SheetBar::resizeEvent(QResizeEvent* event)
{
    Surface::resizeEvent(event);
    for (QWidget* widget : m_droppable)
        widget->setVisible(true);
    for (QWidget* widget : m_droppable) {
        layout()->invalidate();
        if (layout()->sizeHint().width() <= width())
            return;
        widget->setVisible(false);
    }
}

} // namespace batchroom
