// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a row of the Queue are, and how they are painted. Pure but for the painter.
#pragma once

#include "ui/models/queue_list.h"

#include <QRect>

class QPainter;

namespace batchroom {

class RowPictures;

inline constexpr int queuePadding = 16;
inline constexpr int queueCardGap = 12;
int queueHeadHeight();   // 48
int queueJobHeight();    // 40
int queueFooterHeight(); // 36

struct QueueHeadLayout {
    QRect chevron, name, bar, count, time, money, pause, more; // bar is empty when there is no room for it
    QRect priority, start, startNow;                           // empty where there is nothing to say
};
// What a head says beside the name.
struct QueueHeadWords {
    QString priority; // empty: the usual one
    QString start;    // empty: at once
    QString count;
    QString spent;
    QString planned;
};
QueueHeadWords headWordsOf(const QueueList& list, const QueueBatch& batch);
QueueHeadLayout queueHeadLayout(const QRect& row, const QueueHeadWords& words);

struct QueueJobLayout {
    QRect number, picture, prompt, model, badge, bar, elapsed, price; // bar is empty when there is no room for it
};
QueueJobLayout queueJobLayout(const QRect& row);

enum class QueuePart { None, Row, Pause, More, Picture, StartNow };

struct QueueRowLook {
    bool isHovered = false;
    QueuePart hovered = QueuePart::None; // of this row
    bool isSelected = false;
    bool isCurrent = false; // and the view has the focus
    bool isDragged = false;
    QStringList neighbours; // prompts above and below that are not the job's own
};

void paintQueueHead(
    QPainter& painter, const QRect& row, const QueueList& list, const QueueBatch& batch, const QueueRowLook& look);
void paintQueueJob(QPainter& painter, const QRect& row, const QueueList& list, const JobRow& job, RowPictures& pictures,
    qreal dpr, const QueueRowLook& look);
void paintQueueFooter(
    QPainter& painter, const QRect& row, const QueueList& list, const QueueBatch& batch, const QueueRowLook& look);

} // namespace batchroom
