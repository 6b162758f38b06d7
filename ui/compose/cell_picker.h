// SPDX-License-Identifier: GPL-3.0-or-later
// The card that opens below a cell to choose its value. Closes itself after a choice; the sheet has the focus again.
#pragma once

#include "ui/kit/popups.h"
#include "ui/models/sheet_model.h"

namespace batchroom {

class CellPicker : public PopupCard {
    Q_OBJECT
public:
    CellPicker(const SheetModel& model, const QModelIndex& index, const QString& typed, QWidget* parent);

Q_SIGNALS:
    void picked(const QString& cell);

private:
    void addHead(const QString& title);
    void addNothing();
    void addColors(const QString& cell);
    void addSeed(const QString& cell);
    void pick(const QString& cell);
    const SheetModel& m_model;
    const int m_row;
};

} // namespace batchroom
