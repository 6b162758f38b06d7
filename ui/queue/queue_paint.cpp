// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_paint.h"

#include "ui/kit/icons.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/paint.h"
#include "ui/kit/telling_text.h"
#include "ui/queue/row_pictures.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int textLeft = 40; // names begin here, under the pictures' left edge
constexpr int gap = 12;
constexpr int barHeight = 4;
constexpr int headBar = 200;
constexpr int headBarNarrow = 120;
constexpr int jobBar = 80;
constexpr int pictureSide = 28;
constexpr int buttonSide = 32;

// A box of `width` whose right edge is at `right`; moves `right` on to the left.
QRect takeRight(const QRect& row, int& right, int width, int gapAfter)
{
    const QRect box(right - width, row.top(), width, row.height());
    right -= width + gapAfter;
    return box;
}

QRect centred(const QRect& box, int height)
{
    return {box.left(), box.top() + (box.height() - height) / 2, box.width(), height};
}

void paintRowFill(QPainter& painter, const QRect& row, const QueueRowLook& look)
{
    const Theme& colors = theme();
    if (look.isSelected)
        painter.fillRect(row, colors.selection);
    else if (look.isHovered)
        painter.fillRect(row, colors.hover);
}

void paintRowFocus(QPainter& painter, const QRect& row, const QueueRowLook& look)
{
    if (look.isCurrent)
        paintCurrentCell(painter, QRectF(row).adjusted(0, 1, 0, 0));
}

void paintPart(QPainter& painter, const QRect& box, IconId icon, bool isHovered)
{
    const QRect square(
        box.center().x() - buttonSide / 2 + 1, box.center().y() - buttonSide / 2 + 1, buttonSide, buttonSide);
    if (isHovered)
        paintPanel(painter, square, controlRadius, theme().press);
    paintIcon(painter, icon, square, isHovered ? theme().text : theme().muted, 20);
}

QList<BarSegment> segmentsOf(const QueueBatch& batch)
{
    // A withheld picture is paid for, but it is no success.
    return {{double(batch.count(JobState::Done)), ColorRole::Ok}, {double(batch.running()), ColorRole::Accent},
        {double(batch.needsYou() + batch.count(JobState::Withheld)), ColorRole::Warn},
        {double(batch.count(JobState::Failed)), ColorRole::Bad}};
}

BadgeLook priorityLook(const QString& word)
{
    return {word, IconId::Queue, ColorRole::Muted};
}

BadgeLook startLook(const QString& words)
{
    return {words, IconId::Clock, ColorRole::Muted};
}

// A little more than the letters: rounding must not cut the last one off.
int textWidth(const QString& text, FontRole role)
{
    return text.isEmpty() ? 0 : QFontMetrics(fontOf(role)).horizontalAdvance(text) + 1;
}

int startNowWidth()
{
    return textWidth(QueueList::tr("Start now"), FontRole::SmallMedium) + 16;
}

int chipsWidth(const QueueHeadWords& words)
{
    const int priority = words.priority.isEmpty() ? 0 : badgeWidth(priorityLook(words.priority)) + gap;
    const int start = words.start.isEmpty() ? 0 : badgeWidth(startLook(words.start)) + 4 + startNowWidth() + gap;
    return priority + start;
}

// To the left of `right`, which moves on.
void placeChips(const QRect& row, int& right, const QueueHeadWords& words, QueueHeadLayout& layout)
{
    if (!words.start.isEmpty()) {
        layout.startNow = centred(takeRight(row, right, startNowWidth(), 4), scaled(28));
        layout.start = takeRight(row, right, badgeWidth(startLook(words.start)), gap);
    }
    if (!words.priority.isEmpty())
        layout.priority = takeRight(row, right, badgeWidth(priorityLook(words.priority)), gap);
}

void paintChips(QPainter& painter, const QueueHeadLayout& at, const QueueHeadWords& words, QueuePart hovered)
{
    if (!words.priority.isEmpty())
        paintBadge(painter, at.priority, priorityLook(words.priority));
    if (words.start.isEmpty())
        return;
    paintBadge(painter, at.start, startLook(words.start));
    const bool isHovered = hovered == QueuePart::StartNow;
    if (isHovered)
        paintPanel(painter, at.startNow, controlRadius, theme().press);
    paintText(painter, at.startNow, QueueList::tr("Start now"), FontRole::SmallMedium, theme().text, Qt::AlignCenter);
}

// Two words side by side, the second muted, together at the right edge of box.
void paintPairRight(QPainter& painter, const QRect& box, const QString& lead, const QString& rest)
{
    const int restWidth = textWidth(rest, FontRole::Body);
    paintText(painter, box, rest, FontRole::Body, theme().muted, Qt::AlignRight | Qt::AlignVCenter);
    paintText(painter, box.adjusted(0, 0, -restWidth, 0), lead, FontRole::BodyMedium, theme().text,
        Qt::AlignRight | Qt::AlignVCenter);
}

bool isToldBesideThePrompt(const JobRow& job)
{
    return !job.message.isEmpty() && job.state != JobState::Done;
}

void paintPrompt(QPainter& painter, const QRect& box, const JobRow& job, const QStringList& neighbours)
{
    const bool isMuted = job.state == JobState::Cancelled;
    const QFontMetrics metrics(fontOf(FontRole::Body));
    const int most = isToldBesideThePrompt(job) ? box.width() * 11 / 20 : box.width();
    const QString prompt = elidedAmong(job.prompt.simplified(), neighbours, metrics, most);
    const int used = paintText(painter, box, prompt, FontRole::Body, isMuted ? theme().muted : theme().text);
    if (!isToldBesideThePrompt(job))
        return;
    QRect rest = box;
    rest.setLeft(box.left() + used + gap);
    if (rest.width() > 48)
        paintText(painter, rest, job.message, FontRole::Small, theme().muted);
}

} // namespace

int queueHeadHeight()
{
    return scaled(48);
}

int queueJobHeight()
{
    return scaled(40);
}

int queueFooterHeight()
{
    return scaled(36);
}

QueueHeadWords headWordsOf(const QueueList& list, const QueueBatch& batch)
{
    const bool isFree = billingOf(batch.summary.account) == Billing::Free;
    return {list.priorityWord(batch), list.startWords(batch), list.progressWords(batch),
        isFree ? QString() : batch.summary.spent.toText(),
        isFree ? QueueList::tr("free") : QueueList::tr(" of %1").arg(batch.summary.planned.toText())};
}

QueueHeadLayout queueHeadLayout(const QRect& row, const QueueHeadWords& words)
{
    QueueHeadLayout layout;
    int right = row.right() + 1 - 8;
    layout.more = takeRight(row, right, buttonSide, gap);
    layout.pause = takeRight(row, right, buttonSide, 2 * gap);
    const int money = textWidth(words.spent, FontRole::BodyMedium) + textWidth(words.planned, FontRole::Body);
    layout.money = takeRight(row, right, std::max(scaled(120), money), gap);
    layout.time = takeRight(row, right, scaled(108), gap);
    layout.count = takeRight(row, right, std::max(scaled(80), textWidth(words.count, FontRole::BodyMedium)), gap);
    const int left = row.left() + textLeft;
    const int chipRoom = chipsWidth(words);
    const int room = right - left - chipRoom;
    const int bar = room > headBar + scaled(240) ? headBar : room > headBarNarrow + scaled(140) ? headBarNarrow : 0;
    if (bar > 0)
        layout.bar = centred(takeRight(row, right, bar, 2 * gap), barHeight);
    placeChips(row, right, words, layout);
    layout.chevron = QRect(row.left() + 8, row.top(), 24, row.height());
    layout.name = QRect(left, row.top(), std::max(0, right - left), row.height());
    return layout;
}

QueueJobLayout queueJobLayout(const QRect& row)
{
    QueueJobLayout layout;
    int right = row.right() + 1 - gap;
    layout.price = takeRight(row, right, scaled(52), gap);
    layout.elapsed = takeRight(row, right, scaled(62), gap);
    const bool hasBar = row.width() >= scaled(940);
    if (hasBar)
        layout.bar = centred(takeRight(row, right, jobBar, gap), barHeight);
    layout.badge = takeRight(row, right, scaled(hasBar ? 184 : 150), 0);
    layout.model = takeRight(row, right, scaled(hasBar ? 132 : 116), gap);
    const int side = pictureSide;
    layout.number = QRect(row.left() + 4, row.top(), textLeft - 12, row.height());
    layout.picture = QRect(row.left() + textLeft, row.top() + (row.height() - side) / 2 + 1, side, side);
    layout.prompt = QRect(row.left() + textLeft + side + 20, row.top(), 0, row.height());
    layout.prompt.setRight(std::max(layout.prompt.left(), right));
    return layout;
}

void paintQueueHead(
    QPainter& painter, const QRect& row, const QueueList& list, const QueueBatch& batch, const QueueRowLook& look)
{
    const Theme& colors = theme();
    const QueueHeadWords words = headWordsOf(list, batch);
    const QueueHeadLayout at = queueHeadLayout(row, words);
    if (look.isHovered && look.hovered == QueuePart::Row)
        painter.fillRect(row, colors.hover);
    paintIcon(painter, batch.isExpanded ? IconId::ChevronDown : IconId::ChevronRight, at.chevron, colors.muted, 16);
    const int used = paintText(painter, at.name, batch.summary.name, FontRole::Section, colors.text,
        Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    const QRect rest = at.name.adjusted(used + gap, 1, 0, 0);
    if (rest.width() > 24)
        paintText(painter, rest, batch.summary.campaignName, FontRole::Body, colors.muted);
    paintChips(painter, at, words, look.hovered);
    if (!at.bar.isEmpty())
        paintBar(painter, at.bar, segmentsOf(batch), std::max(1, batch.total()));
    paintText(painter, at.count, words.count, FontRole::BodyMedium, colors.text);
    paintText(painter, at.time, list.timeWords(batch), FontRole::Body, colors.muted);
    paintPairRight(painter, at.money, words.spent, words.planned);
    if (!batch.isFinished() || batch.summary.isPaused)
        paintPart(
            painter, at.pause, batch.summary.isPaused ? IconId::Play : IconId::Pause, look.hovered == QueuePart::Pause);
    paintPart(painter, at.more, IconId::More, look.hovered == QueuePart::More);
    paintRowFocus(painter, row, look);
}

void paintQueueJob(QPainter& painter, const QRect& row, const QueueList& list, const JobRow& job, RowPictures& pictures,
    qreal dpr, const QueueRowLook& look)
{
    const Theme& colors = theme();
    const QueueJobLayout at = queueJobLayout(row);
    paintRowFill(painter, row, look);
    painter.setOpacity(look.isDragged ? 0.5 : 1.0);
    // What can be dragged says so under the pointer.
    if (look.isHovered && isWaitingState(job.state))
        paintIcon(painter, IconId::Drag, at.number.adjusted(8, 0, 0, 0), colors.muted, 16);
    else
        paintText(painter, at.number, QLocale().toString(job.row), FontRole::Small, colors.muted,
            Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
    pictures.paint(painter, at.picture, job.asset, dpr);
    if (look.hovered == QueuePart::Picture && job.asset)
        paintFocusRing(painter, at.picture, 4, 1);
    paintPrompt(painter, at.prompt, job, look.neighbours);
    paintText(painter, at.model, modelWords(list.catalog(), job), FontRole::Body, colors.muted);
    BadgeLook badge = lookOf(job.state);
    badge.word = list.stateWord(job);
    paintBadge(painter, at.badge, badge);
    if (const double progress = list.progress(job); progress >= 0 && !at.bar.isEmpty())
        paintBar(painter, at.bar, {{progress, ColorRole::Accent}}, 1);
    paintText(painter, at.elapsed, elapsedWords(job, list.now()), FontRole::Body, colors.muted,
        Qt::AlignRight | Qt::AlignVCenter);
    const bool isPaid = job.state == JobState::Done || job.state == JobState::Withheld;
    paintText(painter, at.price, priceWords(job.account, job.price), FontRole::Body,
        isPaid ? colors.text : colors.muted, Qt::AlignRight | Qt::AlignVCenter);
    painter.setOpacity(1.0);
    paintHorizontalLine(painter, row.left(), row.right() + 1, row.top(), colors.line);
    paintRowFocus(painter, row, look);
}

void paintQueueFooter(
    QPainter& painter, const QRect& row, const QueueList& list, const QueueBatch& batch, const QueueRowLook& look)
{
    const Theme& colors = theme();
    const QString action = list.footerAction(batch);
    if (look.isHovered && !action.isEmpty())
        painter.fillRect(row, colors.hover);
    const IconId icon = batch.tellsCost() ? IconId::Money : IconId::Clock;
    paintIcon(painter, icon, QRect(row.left() + gap, row.top(), 24, row.height()), colors.muted, 16);
    const int wide = QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(action) + 1;
    QRect words = row.adjusted(textLeft, 0, action.isEmpty() ? -gap : -(wide + 3 * gap), 0);
    // The sum goes first where room is short.
    if (batch.tellsCost())
        words.setLeft(words.left() + 2 * gap
            + paintText(painter, words, list.sumWords(batch), FontRole::SmallMedium, colors.text));
    if (words.width() > 48)
        paintText(painter, words, list.footerWords(batch), FontRole::Small, colors.muted);
    paintText(painter, row.adjusted(0, 0, -gap, 0), action, FontRole::SmallMedium,
        look.isHovered ? colors.text : colors.muted, Qt::AlignRight | Qt::AlignVCenter);
    paintHorizontalLine(painter, row.left(), row.right() + 1, row.top(), colors.line);
    paintRowFocus(painter, row, look);
}

} // namespace batchroom
