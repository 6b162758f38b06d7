// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/run_delegate.h"

#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/models/deliver_run.h"

#include <QFontMetrics>

namespace batchroom {

namespace {

constexpr int margin = 16;
constexpr int reasonLines = 2;

void paintDone(QPainter& painter, const QRect& area, const QModelIndex& index)
{
    const bool isEnlarged = index.data(DeliverRun::EnlargedRole).toBool();
    const QString note = index.data(DeliverRun::NoteRole).toString();
    const QColor color = isEnlarged ? theme().warn : theme().ok;
    const int width = QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(note) + 1;
    const QRect words(area.right() + 1 - width, area.top(), width, area.height());
    const QRect icon(words.left() - 6 - 14, area.top(), 14, area.height());
    paintText(painter, words, note, FontRole::Small, color);
    paintIcon(painter, IconId::Check, icon, color, 14);
    paintText(painter, QRect(area.left(), area.top(), icon.left() - 8 - area.left(), area.height()),
        index.data().toString(), FontRole::Small, theme().text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
}

void paintFailed(QPainter& painter, const QRect& area, const QModelIndex& index)
{
    const QFontMetrics metrics(fontOf(FontRole::Small));
    const QRect name(area.left() + 20, area.top() + 6, area.width() - 20, metrics.height());
    paintIcon(painter, IconId::Attention, QRect(area.left(), name.top(), 14, name.height()), theme().bad, 14);
    paintText(painter, name, index.data().toString(), FontRole::Small, theme().text, Qt::AlignLeft | Qt::AlignVCenter,
        Qt::ElideMiddle);
    const QRect reason(name.left(), name.bottom() + 3, name.width(), metrics.lineSpacing() * reasonLines);
    painter.setFont(fontOf(FontRole::Small));
    painter.setPen(theme().bad);
    painter.drawText(
        reason, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data(DeliverRun::NoteRole).toString());
}

} // namespace

QSize RunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(fontOf(FontRole::Small));
    const bool hasFailed = index.data(DeliverRun::HasFailedRole).toBool();
    return {120, hasFailed ? metrics.height() + metrics.lineSpacing() * reasonLines + 15 : scaled(28)};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme().selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme().hover);
    const QRect area = option.rect.adjusted(margin, 0, -margin, 0);
    painter->save();
    painter->setClipRect(option.rect);
    if (index.data(DeliverRun::HasFailedRole).toBool())
        paintFailed(*painter, area, index);
    else
        paintDone(*painter, area, index);
    painter->restore();
}

} // namespace batchroom
