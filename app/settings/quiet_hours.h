// SPDX-License-Identifier: GPL-3.0-or-later
// When nobody is to be disturbed: hours of every day, also over midnight. Values and pure functions, any thread. Every
// moment is one of the time zone it comes with.
#pragma once

#include <QDateTime>
#include <QTime>

#include <optional>

namespace batchroom {

// By the clock on the wall, minutes. The same time twice is no time at all.
struct QuietHours {
    bool isOn = false;
    QTime from{20, 0};
    QTime to{8, 0};
    bool operator==(const QuietHours&) const = default;
};

// The end of the quiet hours `moment` lies in; none when it lies in no such hours. An hour the clock skips counts as
// long as any other, of one it repeats the first is meant.
std::optional<QDateTime> quietUntil(const QuietHours& hours, const QDateTime& moment);

// Eight in the morning: the next one that somebody who goes to bed now would call "tomorrow".
QDateTime nextMorning(const QDateTime& moment);

} // namespace batchroom
