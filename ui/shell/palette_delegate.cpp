// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_delegate.h"

#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/models/palette_list.h"

#include <QFontMetrics>
#include <QTextLayout>

namespace batchroom {

namespace {

constexpr int rowHeight = 32;
constexpr int headHeight = 28;
constexpr int sidePadding = 12;
constexpr int iconSide = 16;

// The title with its found letters in semibold; the width it took.
int paintTitle(QPainter& painter, const QRect& area, const QModelIndex& index)
{
    const QFont& font = fontOf(FontRole::Body);
    const auto marks = index.data(PaletteList::MarksRole).value<QList<int>>();
    const QString whole = index.data(Qt::DisplayRole).toString();
    // The marked letters are a little wider.
    const QString title = QFontMetrics(font).elidedText(whole, Qt::ElideRight, area.width() - 2 * int(marks.size()));
    QList<QTextLayout::FormatRange> formats;
    for (const int mark : marks) {
        if (mark >= title.size())
            continue;
        QTextCharFormat format;
        format.setFont(fontOf(FontRole::BodyStrong));
        format.setForeground(theme().accent);
        formats.append({mark, 1, format});
    }
    QTextLayout layout(title, font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(area.width());
    layout.endLayout();
    painter.setPen(index.data(PaletteList::DangerRole).toBool() ? theme().bad : theme().text);
    const qreal top = area.top() + (area.height() - line.height()) / 2;
    layout.draw(&painter, QPointF(area.left(), top));
    return static_cast<int>(line.naturalTextWidth());
}

void paintHead(QPainter& painter, const QRect& row, const QModelIndex& index)
{
    if (index.row() > 0)
        paintHorizontalLine(painter, row.left() + sidePadding, row.right() - sidePadding, row.top() + 3, theme().line);
    paintText(painter, row.adjusted(sidePadding, 5, -sidePadding, 0), index.data(Qt::DisplayRole).toString(),
        FontRole::SmallMedium, theme().muted);
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {240, scaled(index.data(PaletteList::IsHeadRole).toBool() ? headHeight : rowHeight)};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(PaletteList::IsHeadRole).toBool()) {
        paintHead(*painter, option.rect, index);
        return;
    }
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isCurrent || isHovered)
        paintPanel(*painter, option.rect, controlRadius, isCurrent ? theme().selection : theme().hover);
    QRect area = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    const bool isPictures = index.data(PaletteList::GroupRole).toInt() == static_cast<int>(PaletteGroup::Pictures);
    const int icon = isPictures ? static_cast<int>(IconId::Image) : index.data(PaletteList::IconRole).toInt();
    if (icon >= 0)
        paintIcon(*painter, static_cast<IconId>(icon), QRect(area.left(), area.top(), iconSide, area.height()),
            isCurrent ? theme().accent : theme().muted, iconSide);
    area.setLeft(area.left() + iconSide + sidePadding);
    if (const QString keys = index.data(PaletteList::KeysRole).toString(); !keys.isEmpty()) {
        const int width = keyHintWidth(keys);
        paintKeyHint(*painter, QRect(area.right() + 1 - width, area.top(), width, area.height()), keys);
        area.setRight(area.right() - width - sidePadding);
    }
    area.setLeft(area.left() + paintTitle(*painter, area, index) + sidePadding);
    paintText(*painter, area, index.data(PaletteList::WhereRole).toString(), FontRole::Small, theme().muted);
}

} // namespace batchroom
