// SPDX-License-Identifier: GPL-3.0-or-later
// The price column once more at the right edge of a sheet that is wider than its room: what a row costs is always seen.
// The pointer goes through the cells to the sheet, which knows where the pin is.
#pragma once

#include <QWidget>

namespace batchroom {

class SheetView;

class PricePin : public QWidget {
    Q_OBJECT
public:
    explicit PricePin(SheetView& view);
    // In the sheet, from the head of the column to below the last row.
    void place(const QRect& head, int height);
    void putAway();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    SheetView& m_view;
    QWidget* m_head;
};

} // namespace batchroom
