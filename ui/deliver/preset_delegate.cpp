// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/preset_delegate.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/models/deliver_crops.h"
#include "ui/models/preset_list.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>

namespace batchroom {

namespace {

constexpr int margin = 16;
constexpr int boxSide = 16;
constexpr int frameColumn = 28;
constexpr int frameSide = 22;

struct PresetRow {
    QRect box;
    QRect frame;
    QRect label;
    QRect warn;
    QRect pixels;
};

PresetRow rowLayout(const QRect& rect, const QString& pixels, bool isHarsh)
{
    PresetRow row;
    const int pixelWidth = QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(pixels) + 1;
    row.box = QRect(rect.left() + margin, rect.center().y() - boxSide / 2 + 1, boxSide, boxSide);
    row.frame = QRect(row.box.right() + 13, rect.top(), frameColumn, rect.height());
    row.pixels = QRect(rect.right() - margin + 4 - pixelWidth, rect.top(), pixelWidth, rect.height());
    row.warn = QRect(row.pixels.left() - 8 - 16, rect.top(), isHarsh ? 16 : 0, rect.height());
    const int end = isHarsh ? row.warn.left() : row.pixels.left();
    row.label = QRect(row.frame.right() + 11, rect.top(), end - 8 - row.frame.right() - 11, rect.height());
    return row;
}

bool isHarshRow(const QModelIndex& index)
{
    return index.data(PresetList::LossRole).toDouble() > harshLoss + 1e-9;
}

void paintBox(QPainter& painter, const QStyleOptionViewItem& option, const QRect& box, bool isOn)
{
    QStyleOptionButton check;
    check.rect = box;
    check.palette = option.palette;
    check.state = QStyle::State_Enabled | (isOn ? QStyle::State_On : QStyle::State_Off);
    const QStyle* style = option.widget->style();
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &check, &painter, nullptr);
}

} // namespace

QSize PresetDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {200, scaled(index.data(PresetList::IsHeadingRole).toBool() ? 32 : 36)};
}

void PresetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(PresetList::IsHeadingRole).toBool())
        paintHeading(*painter, option.rect, index);
    else
        paintPreset(*painter, option, index);
}

void PresetDelegate::paintHeading(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const QRect area = rect.adjusted(margin, 0, -margin + 4, 0);
    const QString count =
        tr("%1 of %2").arg(index.data(PresetList::ChosenRole).toInt()).arg(index.data(PresetList::AllRole).toInt());
    paintText(painter, area, index.data().toString(), FontRole::SmallMedium, theme().muted);
    paintText(painter, area, count, FontRole::Small, theme().muted, Qt::AlignRight | Qt::AlignVCenter);
}

void PresetDelegate::paintPreset(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const QSize size = index.data(PresetList::SizeRole).toSize();
    const PresetRow row = rowLayout(option.rect, pixelText(size), isHarshRow(index));
    if (isCurrent)
        painter.fillRect(option.rect, theme().selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(option.rect, theme().hover);
    if (isCurrent && option.state.testFlag(QStyle::State_HasFocus) && isKeyboardInUse())
        paintCurrentCell(painter, option.rect);
    paintBox(painter, option, row.box, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    paintAspectFrame(
        painter, row.frame, size.width(), size.height(), frameSide, isCurrent ? theme().accent : theme().muted);
    paintText(painter, row.label, index.data().toString(), FontRole::Body, theme().text);
    if (isHarshRow(index))
        paintIcon(painter, IconId::Warn, row.warn, theme().warn, 16);
    paintText(painter, row.pixels, pixelText(size), FontRole::Small, theme().muted, Qt::AlignRight | Qt::AlignVCenter);
}

bool PresetDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (!index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    bool toggles = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const PresetRow row = rowLayout(option.rect, pixelText(index.data(PresetList::SizeRole).toSize()), false);
        const QRect hit(
            option.rect.left(), option.rect.top(), row.frame.left() - option.rect.left(), option.rect.height());
        toggles = mouse->button() == Qt::LeftButton && hit.contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::MouseButtonDblClick) {
        return true; // two clicks on the box are two clicks
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        toggles = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    if (!toggles)
        return false;
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace batchroom
