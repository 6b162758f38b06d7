// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the rows of PresetList; a click on the box or Space chooses.
#pragma once

#include <QStyledItemDelegate>

namespace batchroom {

class PresetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    void paintHeading(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintPreset(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace batchroom
