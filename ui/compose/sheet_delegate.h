// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell of the sheet looks, and the text editors that open in it. Pickers are not its business.
#pragma once

#include <QStyledItemDelegate>

namespace batchroom {

class SheetModel;

class SheetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SheetDelegate(const SheetModel& model, QObject* parent = nullptr);
    // The next editor begins with this text instead of the cell's.
    void setTyped(const QString& text) { m_typed = text; }
    void setCompact(bool isCompact) { m_isCompact = isCompact; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    int paintPicture(QPainter& painter, const QRect& area, const QModelIndex& index, bool isSelected) const;
    void paintWords(QPainter& painter, const QRect& area, const QModelIndex& index) const;
    const SheetModel& m_model;
    QString m_typed;
    bool m_isCompact = false;
};

// Columns in which a picker opens instead of a text editor.
bool hasPicker(const SheetModel& model, int column);

} // namespace batchroom
