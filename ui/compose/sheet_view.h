// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet on screen: a table with the habits of a spreadsheet. Says what the person wants; edits go through
// SheetEditing.
#pragma once

#include <QSet>
#include <QTableView>

namespace batchroom {

class NewRowStrip;
class PricePin;
class SheetDelegate;
class SheetModel;
class SheetRowHeader;

class SheetView : public QTableView {
    Q_OBJECT
public:
    explicit SheetView(SheetModel& model, QWidget* parent = nullptr);

    QList<int> chosenRows() const;   // ascending; those with any cell chosen
    QList<int> shownColumns() const; // in view order
    QModelIndexList chosenCells() const;
    void chooseRow(int row, Qt::KeyboardModifiers modifiers);
    void chooseRows(int first, int count);
    void chooseCells(const QModelIndex& from, const QModelIndex& to);
    void chooseCell(const QModelIndex& index);
    void goTo(const QModelIndex& index);
    // A picker, or the text editor beginning with what was typed.
    void editCurrent(const QString& typed = {});
    void commitEditor();
    void setColumnWanted(int column, bool isWanted); // shown although nothing is in it
    bool isColumnShown(int column) const;
    bool canHide(int column) const; // one of the person's choice with nothing in it
    void refreshColumns();
    SheetRowHeader* rowHeader() const { return m_rowHeader; }
    QRect globalCell(const QModelIndex& index) const;
    int priceColumn() const;
    void paintPrices(QPainter& painter, const QRect& dirty); // for the pin, in its coordinates
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void pickerRequested(const QModelIndex& index, const QString& typed);
    void newRowRequested();
    void menuRequested(const QPoint& globalPosition);
    void chosenChanged();
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;

private:
    void moveBy(int rows);
    void layoutColumns();
    void placeStrip();
    void placePin();
    QRect pinnedArea() const;
    int rowsBottom() const; // in the viewport
    bool isOptional(int column) const;

    SheetModel& m_model;
    SheetDelegate* m_delegate;
    SheetRowHeader* m_rowHeader;
    PricePin* m_pin;
    NewRowStrip* m_strip;
    QSet<QString> m_wanted; // titles of columns the person asked for
    QPersistentModelIndex m_pressed;
    bool m_wasCurrent = false;
    bool m_isLayingOut = false;
};

} // namespace batchroom
