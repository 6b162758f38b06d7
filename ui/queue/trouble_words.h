// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences and answers of the "Needs you" lane. Pure.
#pragma once

#include "ui/kit/icons.h"
#include "ui/models/queue_list.h"
#include "ui/models/queue_troubles.h"

namespace batchroom {

enum class TroubleAnswer { AskAgain, SendAgain, WriteOff, Drop, Retry, SaveAndQueue, GoOn, OpenSettings, ShowThem };

struct TroubleWords {
    IconId icon = IconId::Attention;
    ColorRole role = ColorRole::Warn;
    QString title;
    QString prompt;  // may be long
    QString facts;   // "4.5 · Medium · row 14 · 14:32"
    QString message; // what it means, in money too
    QString detail;  // technical; folded
};

struct TroubleButton {
    TroubleAnswer answer;
    QString text;
    std::optional<IconId> icon;
    bool isQuiet = true;
};

TroubleWords wordsOf(const Trouble& trouble, const QueueList& list);
QList<TroubleButton> buttonsOf(const Trouble& trouble);
// "Answer all alike": what can be said at once to all jobs of a kind, when there are two or more.
struct AlikeAnswer {
    TroubleKind kind;
    TroubleAnswer answer;
    QList<JobId> jobs;
    QString text;
};
QList<AlikeAnswer> alikeAnswers(const QueueList& list);
QString laneNote(const QueueList& list, const QList<Trouble>& troubles);

} // namespace batchroom
