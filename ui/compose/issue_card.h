// SPDX-License-Identifier: GPL-3.0-or-later
// Below a cell that cannot be sent as it is: what is the matter, and the ways out as buttons. Follows the current cell;
// Alt+Enter goes into it, Escape back to the sheet.
#pragma once

#include "ui/models/sheet_model.h"

#include <QWidget>

namespace batchroom {

class SheetView;

class IssueCard : public QWidget {
    Q_OBJECT
public:
    IssueCard(SheetModel& model, SheetView& view);
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void rebuild(const CellIssue& issue, const QModelIndex& index);
    void place(const QModelIndex& index);
    SheetModel& m_model;
    SheetView& m_view;
    QString m_shown; // what it was built for
    bool m_isError = false;
};

} // namespace batchroom
