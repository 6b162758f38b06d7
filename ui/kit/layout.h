// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts on the 4-px grid, in one expression: column({title, Gap{12}, row({a, b, Stretch{}, c})}, 8, margins(16)).
#pragma once

#include "ui/kit/theme.h"

#include <QBoxLayout>
#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QWidget>

#include <initializer_list>
#include <variant>

namespace batchroom {

struct Stretch {
    int factor = 1;
};
struct Gap {
    int pixels = 8;
};
// A widget that takes `factor` of the free room.
struct Wide {
    QWidget* widget = nullptr;
    int factor = 1;
};
// A widget with its own alignment in the row.
struct Aligned {
    QWidget* widget = nullptr;
    Qt::Alignment alignment = Qt::AlignVCenter;
};
class LayoutItem {
public:
    LayoutItem(QWidget* widget)
        : m_content(widget)
    {
    }
    LayoutItem(QLayout* layout)
        : m_content(layout)
    {
    }
    LayoutItem(Stretch stretch)
        : m_content(stretch)
    {
    }
    LayoutItem(Gap gap)
        : m_content(gap)
    {
    }
    LayoutItem(Wide wide)
        : m_content(wide)
    {
    }
    LayoutItem(Aligned aligned)
        : m_content(aligned)
    {
    }
    void addTo(QBoxLayout& layout) const;

private:
    std::variant<QWidget*, QLayout*, Stretch, Gap, Wide, Aligned> m_content;
};

inline QMargins margins(int all)
{
    return {all, all, all, all};
}
inline QMargins margins(int horizontal, int vertical)
{
    return {horizontal, vertical, horizontal, vertical};
}
QHBoxLayout* row(std::initializer_list<LayoutItem> items, int spacing = 8, QMargins margins = {});
QVBoxLayout* column(std::initializer_list<LayoutItem> items, int spacing = 8, QMargins margins = {});
// A plain widget around a layout, where a widget is needed (to hide it as a whole).
QWidget* boxed(QLayout* layout, QWidget* parent = nullptr);

// Chips side by side, wrapping into lines.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int spacing = 8);
    ~FlowLayout() override;
    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool apply) const;
    QList<QLayoutItem*> m_items;
};

// Panes with a 1-px line between them that can be dragged.
class SplitPane : public QSplitter {
    Q_OBJECT
public:
    explicit SplitPane(Qt::Orientation orientation, QWidget* parent = nullptr);
    // The pane at index keeps its width when the window grows.
    void addPane(QWidget* pane, int stretch, int initialSize);
};

// Scrolls its one widget vertically, without a frame. Takes the focus only when it is given it: then keys scroll.
class ScrollArea : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrollArea(QWidget* content = nullptr, QWidget* parent = nullptr);
    QSize sizeHint() const override;
};

// A surface in one of the theme's colours, with lines at the sides asked for: bars, rails, panes, footers.
class Surface : public QWidget {
    Q_OBJECT
public:
    explicit Surface(ColorRole role, Qt::Edges lines = {}, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColorRole m_role;
    Qt::Edges m_lines;
};

} // namespace batchroom
