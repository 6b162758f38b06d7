// SPDX-License-Identifier: GPL-3.0-or-later
// A table of whole rows: they are chosen, and tinted under the pointer, over all their columns. GUI thread.
#pragma once

#include "ui/kit/icons.h"

#include <QStyledItemDelegate>
#include <QTableView>

#include <functional>
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

// A sign before the words, so that colour is never the only one.
struct RowSign {
    IconId icon;
    ColorRole role;
};
class SignDelegate : public RowDelegate {
    Q_OBJECT
public:
    using SignOf = std::function<RowSign(const QModelIndex&)>;
    SignDelegate(RowTable& table, SignOf signOf);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    SignOf m_signOf;
};

} // namespace batchroom
