// SPDX-License-Identifier: GPL-3.0-or-later
// The first screen of an empty library: four sample rows ready to queue, and the way through the program.
#pragma once

#include "app/compose/sheet.h"
#include "ui/models/sheet_bill.h"

#include <QWidget>

namespace batchroom {

class Button;
class TextLabel;

class FirstStart : public QWidget {
    Q_OBJECT
public:
    FirstStart(const Catalog& catalog, const Sheet& rows, QWidget* parent = nullptr);
    void setBilling(Billing billing);
    void setBusy(bool isBusy);
    void focusPrimary();

Q_SIGNALS:
    void queueRequested();
    void openSheetRequested();
    void importRequested();
    void emptySheetRequested();
    void addKeyRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeMiddle();
    QWidget* makeCard();
    QWidget* makeWay();
    void refresh();
    const Catalog& m_catalog;
    const Sheet m_rows;
    Billing m_billing = Billing::Free;
    TextLabel* m_words;
    TextLabel* m_duration;
    Button* m_queue;
    QWidget* m_fan;
    QWidget* m_way;
    bool m_isBusy = false;
};

} // namespace batchroom
