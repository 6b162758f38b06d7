// SPDX-License-Identifier: GPL-3.0-or-later
// What the person does to rows and cells: the Compose actions carried out on the sheet. Every one is one undo step.
#pragma once

#include "ui/models/sheet_model.h"

#include <QObject>

class QClipboard;

namespace batchroom {

class ActionCatalog;
class SheetView;

class SheetEditing : public QObject {
    Q_OBJECT
public:
    SheetEditing(SheetModel& model, SheetView& view, ActionCatalog& actions, QObject* parent);

    void newRow();
    void fillDown();
    void duplicateRows();
    void deleteRows();
    void clearCells();
    void cut();
    void copy();
    void paste();
    void moveRows(int by);
    void dropRows(const QList<int>& rows, int before);
    // A picker's choice, into the chosen cells of that column.
    void fill(const QModelIndex& index, const QString& text);
    // Rows from elsewhere behind the last one that holds something; chosen afterwards. How many found room.
    int appendRows(const QList<SheetRow>& rows, const QString& what);
    void showMenu(const QPoint& globalPosition);

Q_SIGNALS:
    void said(const QString& text, bool canUndo);

private:
    void connectActions();
    void refreshPossible();
    void showStep(int firstRow, int lastRow);
    void applyPaste(const QList<QStringList>& cells);
    int filledRows() const;

    SheetModel& m_model;
    SheetView& m_view;
    ActionCatalog& m_actions;
};

} // namespace batchroom
