// SPDX-License-Identifier: GPL-3.0-or-later
// Cells that a widget paints itself, told to screen readers: the widget is a list, its cells are items of it. They are
// made when somebody asks, a few hundred at most, so a list of 100,000 costs nothing. GUI thread.
#pragma once

#include <QAccessible>
#include <QRect>
#include <QStringList>

class QWidget;

namespace batchroom {

// A widget with painted cells is one of these too.
class PaintedCells {
public:
    virtual const QWidget* cellCanvas() const = 0; // areas and points are in its coordinates
    virtual int cellCount() const = 0;
    virtual QRect cellArea(int cell) const = 0;
    virtual QString cellName(int cell) const = 0;
    virtual int cellAt(QPoint point) const; // -1: none
    virtual int currentCell() const { return -1; }
    virtual bool isCellChosen(int cell) const { return cell == currentCell(); }
    // Stays with what the cell shows while others come and go; -1: it is gone.
    virtual qint64 cellKey(int cell) const { return cell; }
    virtual int cellOfKey(qint64 key) const { return key < cellCount() ? static_cast<int>(key) : -1; }
    // Names of QAccessibleActionInterface; none where the cells only show something. toggleAction: several can be
    // chosen.
    virtual QStringList cellActions() const { return {}; }
    virtual void doCellAction(const QString&, int) { }

protected:
    PaintedCells();
    ~PaintedCells() = default;
    PaintedCells(const PaintedCells&) = default;
    PaintedCells& operator=(const PaintedCells&) = default;
};

// Something happened to a cell of `owner`; -1: to none that is there.
void announceCell(QWidget* owner, QAccessible::Event what, int cell);

} // namespace batchroom
