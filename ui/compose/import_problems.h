// SPDX-License-Identifier: GPL-3.0-or-later
// What could not be read of a file, every row and cell at once. Above the sheet until it is dismissed.
#pragma once

#include "app/compose/sheet_file.h"
#include "ui/kit/cards.h"

namespace batchroom {

class ScrollArea;
class TextLabel;

class ImportProblems : public QWidget {
    Q_OBJECT
public:
    explicit ImportProblems(QWidget* parent = nullptr);
    void show(const QString& fileName, const SheetReading& reading);
    int count() const { return m_count; }

private:
    TextLabel* m_title;
    ScrollArea* m_scroll;
    int m_count = 0;
};

} // namespace batchroom
