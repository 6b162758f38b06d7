// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet as a table: what was typed, what it means, what it costs. Every edit is one undo step. Rows are planned one
// by one, in small portions between events, so that 20,000 of them stay fluid. GUI thread.
#pragma once

#include "ui/models/sheet_bill.h"
#include "ui/models/sheet_field.h"

#include <QAbstractTableModel>
#include <QTimer>
#include <QUndoStack>

#include <vector>

namespace batchroom {

class SheetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        NoteRole = Qt::UserRole + 1, // muted words beside the text
        PictureRole,                 // style or aspect id
        IsDefaultRole,               // nothing typed
        IssueRole,                   // 0 none, 1 warning, 2 error
        IssueTextRole,
    };

    explicit SheetModel(const Catalog& catalog, QObject* parent = nullptr);
    ~SheetModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    const SheetField& field(int column) const { return m_fields[static_cast<size_t>(column)]; }
    int columnOf(const SheetField& field) const; // -1: none
    int columnOf(SheetColumn column) const { return columnOf(fieldOf(column)); }
    bool isUsed(int column) const; // some row has something in it
    const Sheet& sheet() const { return m_sheet; }
    const Catalog& catalog() const { return m_catalog; }
    bool isEmpty() const; // nothing typed at all
    const RowShare& share(int row) const;
    const Model& modelOf(int row) const; // the row's, or the default when the cell names none
    QList<CellIssue> issuesAt(const QModelIndex& index) const;
    // The next cell with an issue after `from`, round to the start.
    QModelIndex nextIssue(CellIssue::Severity severity, const QModelIndex& from) const;

    // Edits; `what` is what the undo step is called.
    void setCells(const QList<CellEdit>& edits, const QString& what);
    void addRows(int at, const QList<SheetRow>& rows, const QString& what);
    void takeRows(const QList<int>& rows, const QString& what);
    void replaceRows(const QList<SheetRow>& rows, const QString& what);
    // Puts these rows in front of row `before`; where the first of them is afterwards.
    int shiftRows(const QList<int>& rows, int before, const QString& what);
    void load(const Sheet& sheet); // as it was saved; not an edit
    QUndoStack& undoStack() { return m_undoStack; }

    void setBilling(Billing billing);
    Billing billing() const { return m_billing; }
    SheetBill bill() const { return m_counter.bill(m_catalog, m_billing); }
    bool isCounting() const { return m_unplanned > 0; }
    // One request of each option set that has no quote yet; those of rows with errors are left out.
    QList<GenerationRequest> unquotedRequests(int limit) const;
    void setQuotes(const QuotedPrices& quotes);
    const QuotedPrices& quotes() const { return m_quotes; }

Q_SIGNALS:
    void billChanged();
    void sheetChanged();                      // something to save
    void stepDone(int firstRow, int lastRow); // rows an edit, undo or redo touched; last < first: removed

private:
    friend class CellsCommand;
    friend class RowsCommand;
    void writeCells(const QList<CellEdit>& edits);
    void splice(int at, int count, const QList<SheetRow>& rows);
    void ensureExtras(const QList<SheetRow>& rows);
    QString tooltip(const QModelIndex& index) const;
    void forgetPlan(int row);
    void planRowNow(int row) const;
    void planSome();
    int lastRow(int first, qsizetype count) const { return first + static_cast<int>(count) - 1; }

    const Catalog& m_catalog;
    Sheet m_sheet;
    std::vector<SheetField> m_fields;
    Billing m_billing = Billing::Free;
    QuotedPrices m_quotes;
    mutable std::vector<RowShare> m_shares;
    mutable BillCounter m_counter;
    mutable int m_unplanned = 0;
    int m_cursor = 0; // no unplanned row before it
    QTimer m_planTimer;
    QUndoStack m_undoStack;
};

} // namespace batchroom
