// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/layout.h"

#include "ui/kit/paint.h"

#include <algorithm>

namespace batchroom {
namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

template <class Box>
Box* filled(std::initializer_list<LayoutItem> items, int spacing, QMargins margins)
{
    auto* box = new Box;
    box->setSpacing(spacing);
    box->setContentsMargins(margins);
    for (const LayoutItem& item : items)
        item.addTo(*box);
    return box;
}

} // namespace

void LayoutItem::addTo(QBoxLayout& layout) const
{
    std::visit(Overloaded{
                   [&layout](QWidget* widget) { layout.addWidget(widget); },
                   [&layout](QLayout* inner) { layout.addLayout(inner); },
                   [&layout](Stretch stretch) { layout.addStretch(stretch.factor); },
                   [&layout](Gap gap) { layout.addSpacing(gap.pixels); },
                   [&layout](Wide wide) { layout.addWidget(wide.widget, wide.factor); },
                   [&layout](Aligned aligned) { layout.addWidget(aligned.widget, 0, aligned.alignment); },
               },
        m_content);
}

QHBoxLayout* row(std::initializer_list<LayoutItem> items, int spacing, QMargins margins)
{
    return filled<QHBoxLayout>(items, spacing, margins);
}

QVBoxLayout* column(std::initializer_list<LayoutItem> items, int spacing, QMargins margins)
{
    return filled<QVBoxLayout>(items, spacing, margins);
}

QWidget* boxed(QLayout* layout, QWidget* parent)
{
    auto* box = new QWidget(parent);
    box->setLayout(layout);
    return box;
}

FlowLayout::FlowLayout(QWidget* parent, int spacing)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins m = contentsMargins();
    return size + QSize(m.left() + m.right(), m.top() + m.bottom());
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        width += item->sizeHint().width() + spacing();
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins m = contentsMargins();
    return {std::max(0, width - spacing()) + m.left() + m.right(), height + m.top() + m.bottom()};
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool apply) const
{
    const QRect area = rect.marginsRemoved(contentsMargins());
    int x = area.x();
    int y = area.y();
    int lineHeight = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size(std::min(item->sizeHint().width(), std::max(1, area.width())), item->sizeHint().height());
        if (x > area.x() && x + size.width() > area.x() + area.width()) {
            x = area.x();
            y += lineHeight + spacing();
            lineHeight = 0;
        }
        if (apply)
            item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight - rect.y() + contentsMargins().bottom();
}

SplitPane::SplitPane(Qt::Orientation orientation, QWidget* parent)
    : QSplitter(orientation, parent)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
}

void SplitPane::addPane(QWidget* pane, int stretch, int initialSize)
{
    addWidget(pane);
    setStretchFactor(count() - 1, stretch);
    QList<int> all = sizes();
    all[count() - 1] = initialSize;
    setSizes(all);
}

ScrollArea::ScrollArea(QWidget* content, QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // a click beside its controls takes the keyboard from nobody
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    if (content)
        setWidget(content);
    if (content)
        content->setAutoFillBackground(false);
}

QSize ScrollArea::sizeHint() const
{
    return widget() ? widget()->sizeHint() + QSize(12, 0) : QScrollArea::sizeHint();
}

Surface::Surface(ColorRole role, Qt::Edges lines, QWidget* parent)
    : QWidget(parent)
    , m_role(role)
    , m_lines(lines)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setContentsMargins(lines & Qt::LeftEdge ? 1 : 0, lines & Qt::TopEdge ? 1 : 0, lines & Qt::RightEdge ? 1 : 0,
        lines & Qt::BottomEdge ? 1 : 0);
}

void Surface::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme()[m_role]);
    const QColor& line = theme().line;
    if (m_lines & Qt::LeftEdge)
        paintVerticalLine(painter, 0, 0, height(), line);
    if (m_lines & Qt::RightEdge)
        paintVerticalLine(painter, width() - 1, 0, height(), line);
    if (m_lines & Qt::TopEdge)
        paintHorizontalLine(painter, 0, width(), 0, line);
    if (m_lines & Qt::BottomEdge)
        paintHorizontalLine(painter, 0, width(), height() - 1, line);
}

} // namespace batchroom
