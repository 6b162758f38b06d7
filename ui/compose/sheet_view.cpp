// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and editors of the sheet. Its columns: sheet_view_columns.cpp, sheet_view_pin.cpp; what is chosen:
// sheet_view_choice.cpp.
#include "ui/compose/sheet_view.h"

#include "ui/compose/new_row_strip.h"
#include "ui/compose/price_pin.h"
#include "ui/compose/sheet_delegate.h"
#include "ui/compose/sheet_row_header.h"
#include "ui/kit/theme.h"
#include "ui/models/sheet_model.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace batchroom {

SheetView::SheetView(SheetModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new SheetDelegate(model, this))
    , m_rowHeader(new SheetRowHeader(*this))
    , m_pin(new PricePin(*this))
    , m_strip(new NewRowStrip(this))
{
    setObjectName(QStringLiteral("sheetView"));
    setAccessibleName(tr("Sheet"));
    setVerticalHeader(m_rowHeader);
    m_rowHeader->setDefaultSectionSize(scaled(40));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    setShowGrid(false);
    setWordWrap(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectItems);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(true);
    horizontalHeader()->setFixedHeight(scaled(32));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    connect(m_strip, &QAbstractButton::clicked, this, &SheetView::newRowRequested);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &SheetView::placePin);
    // What is shown of a prompt depends on the rows above and below; a price may stand in the pin.
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        viewport()->update();
        m_pin->update();
    });
    connect(&model, &QAbstractItemModel::columnsInserted, this, &SheetView::refreshColumns);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &SheetView::placeStrip);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &SheetView::placeStrip);
    refreshColumns();
}

void SheetView::editCurrent(const QString& typed)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEditable))
        return;
    scrollTo(index);
    const bool isDigit = !typed.isEmpty() && typed.front().isDigit();
    const SheetField& field = m_model.field(index.column());
    const bool isNumber = field.is(SheetColumn::Images) || field.is(SheetColumn::Seed);
    const bool isHex = field.is(SheetColumn::Palette) && typed.startsWith(u'#');
    if (hasPicker(m_model, index.column()) && !(isNumber && isDigit) && !isHex) {
        Q_EMIT pickerRequested(index, typed);
        return;
    }
    m_delegate->setTyped(typed);
    edit(index);
}

void SheetView::commitEditor()
{
    auto* editor = viewport()->findChild<QWidget*>(QStringLiteral("cellEditor"));
    if (editor && state() == EditingState) {
        commitData(editor);
        closeEditor(editor, QAbstractItemDelegate::NoHint);
    }
}

QRect SheetView::globalCell(const QModelIndex& index) const
{
    const QRect cell = visualRect(index).intersected(viewport()->rect());
    return {viewport()->mapToGlobal(cell.topLeft()), cell.size()};
}

void SheetView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isTyped = !event->text().isEmpty() && event->text().front().isPrint()
        && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier
            || modifiers == (Qt::ControlModifier | Qt::AltModifier)); // AltGr
    if (isEnter && currentIndex().isValid() && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        moveBy(modifiers == Qt::NoModifier ? 1 : -1);
    } else if (event->key() == Qt::Key_Escape && currentIndex().isValid()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
    } else if (event->key() == Qt::Key_Space && hasPicker(m_model, std::max(0, currentIndex().column()))
        && modifiers == Qt::NoModifier) {
        editCurrent();
    } else if (isTyped && currentIndex().isValid()) {
        editCurrent(event->text());
    } else {
        QTableView::keyPressEvent(event);
    }
}

void SheetView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    m_wasCurrent = index.isValid() && index == currentIndex() && hasFocus();
    m_pressed = index;
    QTableView::mousePressEvent(event);
}

// A second click on a cell with a picker opens it.
void SheetView::mouseReleaseEvent(QMouseEvent* event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool isPlain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    if (!isPlain || !index.isValid() || index != m_pressed || index != currentIndex())
        return;
    const bool isOnChevron = event->position().x() > visualRect(index).right() - 28;
    if (m_wasCurrent && hasPicker(m_model, index.column()) && (isOnChevron || chosenCells().size() <= 1))
        editCurrent();
}

void SheetView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return;
    // A picker opens when the button is let go: opened now, that would close it.
    if (hasPicker(m_model, index.column()))
        m_wasCurrent = index == currentIndex();
    else
        editCurrent();
}

void SheetView::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        at = globalCell(currentIndex()).bottomLeft();
    else if (const QModelIndex index = indexAt(event->pos()); index.isValid() && !selectionModel()->isSelected(index))
        chooseCell(index);
    Q_EMIT menuRequested(at);
}

// The view makes a first cell current without choosing it; here the current cell is always chosen.
void SheetView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (currentIndex().isValid() && selectionModel()->selection().isEmpty())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
}

void SheetView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layoutColumns();
    placeStrip();
}

void SheetView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    placeStrip();
    Q_EMIT scrolled();
}

// Room for the last line below the last row.
void SheetView::updateGeometries()
{
    QTableView::updateGeometries();
    const int height = m_rowHeader->length() + scaled(40);
    const int room = viewport()->height();
    if (m_rowHeader->length() > 0 && height > room)
        verticalScrollBar()->setRange(0, height - room);
    placeStrip();
}

void SheetView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        m_rowHeader->setDefaultSectionSize(scaled(40));
        horizontalHeader()->setFixedHeight(scaled(32));
        layoutColumns();
    }
}

void SheetView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    m_pin->update();
    Q_EMIT chosenChanged();
}

void SheetView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    m_rowHeader->viewport()->update();
    m_pin->update();
    Q_EMIT chosenChanged();
}

void SheetView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    // Tab moves on, but does not open the next editor.
    const bool isTab = hint == QAbstractItemDelegate::EditNextItem || hint == QAbstractItemDelegate::EditPreviousItem;
    QTableView::closeEditor(editor, isTab ? QAbstractItemDelegate::NoHint : hint);
    if (!currentIndex().isValid())
        return;
    if (hint == QAbstractItemDelegate::SubmitModelCache)
        moveBy(1); // Enter
    else if (isTab)
        chooseCell(moveCursor(hint == QAbstractItemDelegate::EditNextItem ? MoveNext : MovePrevious, Qt::NoModifier));
}

int SheetView::rowsBottom() const
{
    return m_rowHeader->length() - m_rowHeader->offset();
}

void SheetView::placeStrip()
{
    placePin();
    const int top = rowsBottom();
    const QRect room = viewport()->geometry();
    m_strip->setVisible(top < room.height());
    const int height = std::min(scaled(40), room.height() - top);
    m_strip->setGeometry(m_rowHeader->x(), room.top() + top, m_rowHeader->width() + room.width(), std::max(0, height));
    m_strip->setTextLeft(m_rowHeader->width() + 8);
    m_strip->raise();
}

} // namespace batchroom
