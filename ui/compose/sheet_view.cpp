// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_view.h"

#include "ui/compose/new_row_strip.h"
#include "ui/compose/sheet_delegate.h"
#include "ui/compose/sheet_row_header.h"
#include "ui/kit/theme.h"
#include "ui/models/sheet_model.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int leastPrompt = 160;
constexpr int roomyPrompt = 300; // below it the other columns give way

// From compact to tight, without the model's note, as far as the prompt needs the room.
struct ColumnWidth {
    int roomy;
    int compact;
    int tight;
};

ColumnWidth widthOf(const SheetField& field)
{
    if (field.kind == SheetField::Kind::Price)
        return {72, 68, 60};
    if (field.kind == SheetField::Kind::Extra)
        return {128, 104, 80};
    switch (field.column) {
    case SheetColumn::Model: return {152, 84, 60};
    case SheetColumn::Style: return {128, 120, 102};
    case SheetColumn::Aspect: return {124, 100, 84};
    case SheetColumn::Speed: return {100, 88, 76};
    case SheetColumn::Images: return {72, 68, 60};
    case SheetColumn::NegativePrompt: return {200, 160, 112};
    case SheetColumn::Palette: return {152, 128, 96};
    case SheetColumn::MagicPrompt: return {108, 100, 72};
    default: return {128, 112, 80};
    }
}

} // namespace

SheetView::SheetView(SheetModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_delegate(new SheetDelegate(model, this))
    , m_rowHeader(new SheetRowHeader(*this))
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
    connect(&model, &QAbstractItemModel::columnsInserted, this, &SheetView::refreshColumns);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &SheetView::placeStrip);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &SheetView::placeStrip);
    refreshColumns();
}

QList<int> SheetView::chosenRows() const
{
    QSet<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.insert(row);
    }
    QList<int> sorted(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

QList<int> SheetView::shownColumns() const
{
    QList<int> columns;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (!isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

// Whole rows are chosen with their hidden columns; these are not meant.
QModelIndexList SheetView::chosenCells() const
{
    QModelIndexList cells;
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        if (!isColumnHidden(index.column()))
            cells.append(index);
    }
    return cells;
}

void SheetView::chooseRow(int row, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex index = m_model.index(row, std::max(0, currentIndex().column()));
    if (modifiers.testFlag(Qt::ShiftModifier) && currentIndex().isValid()) {
        const QItemSelection rows(m_model.index(std::min(row, currentIndex().row()), 0),
            m_model.index(std::max(row, currentIndex().row()), m_model.columnCount() - 1));
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
        return;
    }
    const auto how =
        modifiers.testFlag(Qt::ControlModifier) ? QItemSelectionModel::Toggle : QItemSelectionModel::ClearAndSelect;
    selectionModel()->setCurrentIndex(index, how | QItemSelectionModel::Rows);
}

void SheetView::chooseRows(int first, int count)
{
    if (count <= 0 || first >= m_model.rowCount())
        return;
    const int last = std::min(first + count, m_model.rowCount()) - 1;
    const QModelIndex current = m_model.index(first, std::max(0, currentIndex().column()));
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(m_model.index(first, 0), m_model.index(last, m_model.columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    scrollTo(m_model.index(last, current.column()));
    scrollTo(current);
}

void SheetView::chooseCells(const QModelIndex& from, const QModelIndex& to)
{
    selectionModel()->setCurrentIndex(from, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(from, to), QItemSelectionModel::ClearAndSelect);
    scrollTo(from);
}

// Not setCurrentIndex(): that would extend the choice while the keys of a shortcut are held.
void SheetView::chooseCell(const QModelIndex& index)
{
    chooseCells(index, index);
}

void SheetView::goTo(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    setFocus(Qt::OtherFocusReason);
    if (isColumnHidden(index.column()))
        setColumnWanted(index.column(), true);
    chooseCell(index);
    scrollTo(index);
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

void SheetView::moveBy(int rows)
{
    const QModelIndex from = currentIndex();
    const int row = from.row() + rows;
    if (row >= m_model.rowCount()) {
        if (!m_model.sheet().rows.constLast().isEmpty())
            Q_EMIT newRowRequested();
        return;
    }
    chooseCell(m_model.index(std::max(row, 0), from.column()));
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
    if (event->button() == Qt::LeftButton && index.isValid() && !hasPicker(m_model, index.column()))
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
    Q_EMIT chosenChanged();
}

void SheetView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    m_rowHeader->viewport()->update();
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

bool SheetView::isOptional(int column) const
{
    const SheetField& field = m_model.field(column);
    if (field.kind == SheetField::Kind::Extra)
        return true;
    static const QSet<SheetColumn> always{SheetColumn::Prompt, SheetColumn::Model, SheetColumn::Style,
        SheetColumn::Aspect, SheetColumn::Speed, SheetColumn::Images};
    return field.kind == SheetField::Kind::Cell && !always.contains(field.column);
}

bool SheetView::isColumnShown(int column) const
{
    return !isOptional(column) || m_wanted.contains(fieldTitle(m_model.field(column))) || m_model.isUsed(column);
}

bool SheetView::canHide(int column) const
{
    return isOptional(column) && !m_model.isUsed(column);
}

void SheetView::setColumnWanted(int column, bool isWanted)
{
    const QString title = fieldTitle(m_model.field(column));
    if (isWanted)
        m_wanted.insert(title);
    else
        m_wanted.remove(title);
    refreshColumns();
}

void SheetView::refreshColumns()
{
    for (int column = 0; column < m_model.columnCount(); ++column)
        setColumnHidden(column, !isColumnShown(column));
    layoutColumns();
}

void SheetView::layoutColumns()
{
    if (m_isLayingOut)
        return;
    m_isLayingOut = true;
    QList<int> others = shownColumns();
    others.removeOne(m_model.columnOf(SheetColumn::Prompt));
    ColumnWidth all{};
    for (const int column : others) {
        const ColumnWidth width = widthOf(m_model.field(column));
        all.roomy += width.roomy;
        all.compact += width.compact;
        all.tight += width.tight;
    }
    const int room = viewport()->width();
    const int left = room - scaled(roomyPrompt); // for the others
    const bool isCompact = left < scaled(all.roomy);
    m_delegate->setCompact(isCompact);
    const double ease = double(left - scaled(all.tight)) / std::max(1, scaled(all.compact - all.tight));
    int taken = 0;
    for (const int column : others) {
        const ColumnWidth width = widthOf(m_model.field(column));
        const double compact = width.tight + (width.compact - width.tight) * std::clamp(ease, 0.0, 1.0);
        setColumnWidth(column, scaled(isCompact ? static_cast<int>(compact) : width.roomy));
        taken += columnWidth(column);
    }
    setColumnWidth(m_model.columnOf(SheetColumn::Prompt), std::max(scaled(leastPrompt), room - taken));
    m_isLayingOut = false;
}

int SheetView::rowsBottom() const
{
    return m_rowHeader->length() - m_rowHeader->offset();
}

void SheetView::placeStrip()
{
    const int top = rowsBottom();
    const QRect room = viewport()->geometry();
    m_strip->setVisible(top < room.height());
    const int height = std::min(scaled(40), room.height() - top);
    m_strip->setGeometry(m_rowHeader->x(), room.top() + top, m_rowHeader->width() + room.width(), std::max(0, height));
    m_strip->setTextLeft(m_rowHeader->width() + 8);
    m_strip->raise();
}

} // namespace batchroom
