// SPDX-License-Identifier: GPL-3.0-or-later
// A table of whole rows: they are chosen, and tinted under the pointer, over all their columns. GUI thread.
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

#include <optional>

namespace batchroom {

class RowTable : public QTableView {
    Q_OBJECT
public:
    explicit RowTable(QWidget* parent = nullptr);
    int hoveredRow() const; // -1: none

protected:
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    std::optional<QPoint> m_pointer; // over the viewport
};

// Delegates of columns that paint something of their own derive from it and begin with initStyleOption().
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RowDelegate(RowTable& table);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    RowTable& m_table;
};

} // namespace batchroom
