// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/painted_cells.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QWidget>

namespace batchroom {

namespace {

constexpr qsizetype mostItems = 512;

QRect onScreen(const QWidget& canvas, const QRect& area)
{
    return area.isNull() ? area : QRect(canvas.mapToGlobal(area.topLeft()), area.size());
}

class CellItem : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    CellItem(QWidget* owner, PaintedCells& cells, qint64 key)
        : m_owner(owner)
        , m_cells(cells)
        , m_key(key)
    {
    }
    int cell() const { return m_owner ? m_cells.cellOfKey(m_key) : -1; }

    bool isValid() const override { return cell() >= 0; }
    QObject* object() const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_owner); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override { }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Name && isValid() ? m_cells.cellName(cell()) : QString();
    }
    QRect rect() const override
    {
        return isValid() ? onScreen(*m_cells.cellCanvas(), m_cells.cellArea(cell())) : QRect();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const int at = cell();
        if (at < 0) {
            state.invalid = true;
            return state;
        }
        const QStringList actions = m_cells.cellActions();
        state.focusable = !actions.isEmpty();
        state.selectable = state.focusable;
        state.multiSelectable = actions.contains(toggleAction());
        state.focused = state.focusable && m_owner->hasFocus() && at == m_cells.currentCell();
        state.selected = state.selectable && m_cells.isCellChosen(at);
        state.offscreen = !m_cells.cellCanvas()->rect().intersects(m_cells.cellArea(at));
        state.invisible = !m_owner->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return isValid() ? m_cells.cellActions() : QStringList(); }
    void doAction(const QString& action) override
    {
        if (isValid() && m_cells.cellActions().contains(action))
            m_cells.doCellAction(action, cell());
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QPointer<QWidget> m_owner;
    PaintedCells& m_cells; // part of the owner
    qint64 m_key;
};

// Children: the cells, then what lies over them as widgets of its own.
class CellList : public QAccessibleWidget {
public:
    CellList(QWidget* owner, PaintedCells& cells)
        : QAccessibleWidget(owner, QAccessible::List)
        , m_cells(cells)
    {
    }
    int childCount() const override { return m_cells.cellCount() + static_cast<int>(others().size()); }
    QAccessibleInterface* child(int index) const override
    {
        const int count = m_cells.cellCount();
        if (index >= 0 && index < count)
            return item(index);
        return QAccessible::queryAccessibleInterface(others().value(index - count));
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        if (const auto* item = dynamic_cast<const CellItem*>(child))
            return item->cell();
        const auto at = child ? others().indexOf(qobject_cast<QWidget*>(child->object())) : -1;
        return at < 0 ? -1 : m_cells.cellCount() + static_cast<int>(at);
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint at = m_cells.cellCanvas()->mapFromGlobal(QPoint(x, y));
        for (QWidget* other : others())
            if (other->geometry().contains(at))
                return QAccessible::queryAccessibleInterface(other);
        const int cell = m_cells.cellCanvas()->rect().contains(at) ? m_cells.cellAt(at) : -1;
        return cell < 0 ? nullptr : item(cell);
    }
    QAccessibleInterface* focusChild() const override
    {
        const int cell = m_cells.currentCell();
        return widget()->hasFocus() && cell >= 0 ? item(cell) : QAccessibleWidget::focusChild();
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.multiSelectable = m_cells.cellActions().contains(QAccessibleActionInterface::toggleAction());
        state.extSelectable = state.multiSelectable;
        return state;
    }

protected:
    ~CellList() override
    {
        for (const QAccessible::Id id : std::as_const(m_items))
            QAccessible::deleteAccessibleInterface(id);
    }

private:
    QList<QWidget*> others() const
    {
        QList<QWidget*> found;
        const QList<QWidget*> all = m_cells.cellCanvas()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
        for (QWidget* other : all)
            if (other->isVisible())
                found.append(other);
        return found;
    }
    QAccessibleInterface* item(int cell) const
    {
        const qint64 key = m_cells.cellKey(cell);
        if (QAccessibleInterface* known = QAccessible::accessibleInterface(m_items.value(key, 0)))
            return known;
        // The oldest goes. Who still holds its id is told that it is gone.
        while (m_order.size() >= mostItems)
            QAccessible::deleteAccessibleInterface(m_items.take(m_order.takeFirst()));
        auto* made = new CellItem(widget(), m_cells, key); // the registry of QAccessible owns it
        m_items.insert(key, QAccessible::registerAccessibleInterface(made));
        m_order.append(key);
        return made;
    }

    PaintedCells& m_cells;
    mutable QHash<qint64, QAccessible::Id> m_items;
    mutable QList<qint64> m_order;
};

QAccessibleInterface* makeCellList(const QString&, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    auto* cells = dynamic_cast<PaintedCells*>(widget);
    return cells ? new CellList(widget, *cells) : nullptr;
}

} // namespace

// Before the widget has a name: the first thing said about it decides how it is seen.
PaintedCells::PaintedCells()
{
    [[maybe_unused]] static const bool isInstalled = [] {
        QAccessible::installFactory(makeCellList);
        return true;
    }();
}

int PaintedCells::cellAt(QPoint point) const
{
    for (int cell = 0; cell < cellCount(); ++cell)
        if (cellArea(cell).contains(point))
            return cell;
    return -1;
}

void announceCell(QWidget* owner, QAccessible::Event what, int cell)
{
    if (cell < 0)
        return;
    QAccessibleEvent event(owner, what);
    event.setChild(cell);
    QAccessible::updateAccessibility(&event);
}

} // namespace batchroom
