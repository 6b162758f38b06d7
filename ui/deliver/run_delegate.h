// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of DeliverRun: a file that is done on one line, one that failed with its reason below.
#pragma once

#include <QStyledItemDelegate>

namespace batchroom {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace batchroom
