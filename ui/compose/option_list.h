// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of a picker, as rows or as a grid of drawn frames. Arrow keys, Enter, type-ahead, click.
#pragma once

#include <QListView>

class QStandardItemModel;

namespace batchroom {

struct PickOption {
    enum class Picture { None, Swatch, Frame, Palette };
    QString cell;  // what is written
    QString title; // "Design", "4:5"
    QString note;  // "Type, layout", "896 × 1120"
    QString price;
    Picture picture = Picture::None;
    QString pictureId;
};

class OptionList : public QListView {
    Q_OBJECT
public:
    enum class Look { Rows, Frames, Numbers };
    OptionList(const QList<PickOption>& options, Look look, QWidget* parent = nullptr);
    void choose(const QString& cell); // marks what the cell says now
    void typeAhead(const QString& text);
    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(const QString& cell);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Look m_look;
    QStandardItemModel* m_options;
};

} // namespace batchroom
