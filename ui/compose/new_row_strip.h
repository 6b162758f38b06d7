// SPDX-License-Identifier: GPL-3.0-or-later
// The last line of the sheet: "New row, or paste rows from a spreadsheet".
#pragma once

#include <QPushButton>

namespace batchroom {

class NewRowStrip : public QPushButton {
    Q_OBJECT
public:
    explicit NewRowStrip(QWidget* parent);
    void setTextLeft(int left);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_textLeft = 48;
};

} // namespace batchroom
