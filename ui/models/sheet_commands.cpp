// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_commands.h"

#include <algorithm>

namespace batchroom {

CellsCommand::CellsCommand(SheetModel& model, const QList<CellEdit>& edits, const QString& what)
    : QUndoCommand(what)
    , m_model(model)
    , m_after(edits)
{
    m_before.reserve(edits.size());
    // Backwards, so that a cell written twice comes back to what it was.
    for (auto edit = edits.crbegin(); edit != edits.crend(); ++edit)
        m_before.append({edit->row, edit->field, cellText(model.sheet().rows[edit->row], edit->field)});
}

void CellsCommand::undo()
{
    m_model.writeCells(m_before);
    tell();
}

void CellsCommand::redo()
{
    m_model.writeCells(m_after);
    tell();
}

void CellsCommand::tell()
{
    const auto [first, last] = std::minmax_element(
        m_after.begin(), m_after.end(), [](const CellEdit& a, const CellEdit& b) { return a.row < b.row; });
    Q_EMIT m_model.stepDone(first->row, last->row);
}

RowsCommand::RowsCommand(SheetModel& model, int at, int count, const QList<SheetRow>& after, const QString& what)
    : QUndoCommand(what)
    , m_model(model)
    , m_at(at)
    , m_before(model.sheet().rows.mid(at, count))
    , m_after(after)
{
}

void RowsCommand::undo()
{
    m_model.splice(m_at, static_cast<int>(m_after.size()), m_before);
    Q_EMIT m_model.stepDone(m_at, m_model.lastRow(m_at, m_before.size()));
}

void RowsCommand::redo()
{
    m_model.splice(m_at, static_cast<int>(m_before.size()), m_after);
    Q_EMIT m_model.stepDone(m_at, m_model.lastRow(m_at, m_after.size()));
}

} // namespace batchroom
