// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/run_delegate.h"

#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/models/deliver_run.h"

#include <QFontMetrics>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int margin = 16;
constexpr int reasonLines = 2;

// From the right: how large it is, by how much it was enlarged, and what is left for the name.
void paintDone(QPainter& painter, const QRect& area, const QModelIndex& index)
{
    const QFontMetrics metrics(fontOf(FontRole::Small));
    QRect words = area;
    const QString size = index.data(DeliverRun::NoteRole).toString();
    words.setLeft(
        area.right() - std::max(metrics.horizontalAdvance(QStringLiteral("000 kB")), metrics.horizontalAdvance(size)));
    paintText(painter, words, size, FontRole::Small, theme().ok, Qt::AlignRight | Qt::AlignVCenter);
    QRect icon(words.left() - 6 - 14, area.top(), 14, area.height());
    paintIcon(painter, IconId::Check, icon, theme().ok, 14);
    if (const QString times = index.data(DeliverRun::EnlargedRole).toString(); !times.isEmpty()) {
        const int width = metrics.horizontalAdvance(times) + 1;
        words = QRect(icon.left() - 12 - width, area.top(), width, area.height());
        paintText(painter, words, times, FontRole::Small, theme().warn);
        icon = QRect(words.left() - 4 - 14, area.top(), 14, area.height());
        paintIcon(painter, IconId::Expand, icon, theme().warn, 14);
    }
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
