// SPDX-License-Identifier: GPL-3.0-or-later
// What the tray says about the work. Values; GUI thread, for the words are translated.
#pragma once

#include "ui/kit/tray_mark.h"
#include "ui/models/work_status.h"

namespace batchroom {

struct TrayState {
    TrayMark mark;
    QString doing; // "Summer sale: 34 of 100, $1.20 spent"
    int needPerson = 0;
    bool isPaused = false; // all of it
    bool canPause = false; // there is something to hold back
    friend bool operator==(const TrayState&, const TrayState&) = default;
};

TrayState trayStateOf(const WorkFigures& figures, const QList<BatchSummary>& batches);
QString trayToolTip(const TrayState& state);
QString needsYouWords(int needPerson); // "2 jobs need you"

} // namespace batchroom
