// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/price_pin.h"

#include "ui/compose/sheet_view.h"
#include "ui/kit/paint.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QStyleOptionHeader>

namespace batchroom {

namespace {

// Above the head of another column, which must not take its clicks.
class PinHead : public QWidget {
public:
    explicit PinHead(SheetView& view)
        : QWidget(&view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const QHeaderView* header = m_view.horizontalHeader();
        QStyleOptionHeader option;
        option.initFrom(header);
        option.state.setFlag(QStyle::State_MouseOver, underMouse());
        option.rect = rect();
        option.section = m_view.priceColumn();
        option.text = m_view.model()->headerData(option.section, Qt::Horizontal).toString();
        option.textAlignment =
            m_view.model()->headerData(option.section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
        QPainter painter(this);
        header->style()->drawControl(QStyle::CE_Header, &option, &painter, header);
        paintVerticalLine(painter, 0, 0, height(), theme().line);
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton)
            m_view.selectColumn(m_view.priceColumn());
    }

private:
    SheetView& m_view;
};

} // namespace

PricePin::PricePin(SheetView& view)
    : QWidget(&view)
    , m_view(view)
    , m_head(new PinHead(view))
{
    setObjectName(QStringLiteral("pricePin"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    putAway();
}

void PricePin::place(const QRect& head, int height)
{
    m_head->setGeometry(head);
    setGeometry(head.x(), head.bottom() + 1, head.width(), height);
    m_head->show();
    show();
    update();
}

void PricePin::putAway()
{
    m_head->hide();
    hide();
}

void PricePin::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme().window);
    m_view.paintPrices(painter, event->rect());
    paintVerticalLine(painter, 0, 0, height(), theme().line);
}

} // namespace batchroom
