// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of the search's list: heads of groups, and icon, title with the found letters, place, keys.
#pragma once

#include <QStyledItemDelegate>

namespace batchroom {

class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace batchroom
