// SPDX-License-Identifier: GPL-3.0-or-later
// The two kinds of undo step of a sheet: cells written, rows exchanged for others. Internal to SheetModel.
#pragma once

#include "ui/models/sheet_model.h"

#include <QUndoCommand>

namespace batchroom {

class CellsCommand : public QUndoCommand {
public:
    CellsCommand(SheetModel& model, const QList<CellEdit>& edits, const QString& what);
    void undo() override;
    void redo() override;

private:
    void tell();
    SheetModel& m_model;
    QList<CellEdit> m_before;
    QList<CellEdit> m_after;
};

// Rows at..at+before become the rows `after`.
class RowsCommand : public QUndoCommand {
public:
    RowsCommand(SheetModel& model, int at, int count, const QList<SheetRow>& after, const QString& what);
    void undo() override;
    void redo() override;

private:
    SheetModel& m_model;
    int m_at;
    QList<SheetRow> m_before;
    QList<SheetRow> m_after;
};

} // namespace batchroom
