// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/quiet_hours.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;
const QTime morning(8, 0);
const QTime nightEnds(5, 0);

// Qt 6.4 leaves open what a time of the day is that a change of the clock skips or repeats. Here it is the first
// moment the clock shows it; a skipped one comes as much later as the clock goes forward.
QDateTime firstMoment(QDate day, QTime time, const QDateTime& zoneOf)
{
    const qint64 wall = QDateTime(day, time, Qt::UTC).toMSecsSinceEpoch();
    const auto at = [&zoneOf](qint64 ms) {
        QDateTime moment = zoneOf;
        moment.setMSecsSinceEpoch(ms);
        return moment;
    };
    const auto since = [&](qint64 nearbyMs) { return wall - at(nearbyMs).offsetFromUtc() * 1000LL; };
    const qint64 before = since(wall - dayMs);
    const qint64 after = since(wall + dayMs);
    for (const qint64 candidate : {std::min(before, after), std::max(before, after)})
        if (const QDateTime moment = at(candidate); moment.date() == day && moment.time() == time)
            return moment;
    return at(before);
}

} // namespace

std::optional<QDateTime> quietUntil(const QuietHours& hours, const QDateTime& moment)
{
    if (!hours.isOn || hours.from == hours.to || !hours.from.isValid() || !hours.to.isValid())
        return std::nullopt;
    const int daysLater = hours.to < hours.from ? 1 : 0;
    for (const int begun : {-1, 0}) {
        const QDate day = moment.date().addDays(begun);
        const QDateTime end = firstMoment(day.addDays(daysLater), hours.to, moment);
        if (firstMoment(day, hours.from, moment) <= moment && moment < end)
            return end;
    }
    return std::nullopt;
}

QDateTime nextMorning(const QDateTime& moment)
{
    const int days = moment.time() < nightEnds ? 0 : 1;
    return firstMoment(moment.date().addDays(days), morning, moment);
}

} // namespace batchroom
