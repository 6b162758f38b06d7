// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/schedule.h"

#include <algorithm>

namespace batchroom {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr milliseconds backoffBase = 2s;
constexpr milliseconds unknownTypical = 1s;
constexpr milliseconds longestPoll = 10s;
constexpr milliseconds longestRetryAfter = 10min;
constexpr int firstObservations = 5;
constexpr int mostRemembered = 10;

milliseconds scaled(milliseconds time, int percent)
{
    return time * percent / 100;
}

TypicalDuration learnFirst(std::optional<TypicalDuration> known, const ObservedDuration& observed)
{
    const int count = known ? known->count : 0;
    if (!observed.lastPending) {
        const milliseconds lower = scaled(observed.completed, 50);
        return {count, known ? std::min(known->typical, lower) : lower};
    }
    const milliseconds middle = (*observed.lastPending + observed.completed) / 2;
    return {count + 1, count == 0 ? middle : (known->typical + middle) / 2};
}

// One that was always found finished is forgotten step by step: then it falls as quickly as in the beginning.
TypicalDuration learnMore(const TypicalDuration& known, const ObservedDuration& observed)
{
    if (!observed.lastPending)
        return {known.count - 1, std::min(known.typical, scaled(observed.completed, 99))};
    const milliseconds middle = (*observed.lastPending + observed.completed) / 2;
    return {known.count + 1, known.typical + scaled(middle - known.typical, 5)};
}

} // namespace

milliseconds backoff(int tries, RandomSource& random, milliseconds cap)
{
    milliseconds bound = std::min(cap, backoffBase);
    for (int n = 0; n < tries && bound < cap; ++n)
        bound = std::min(cap, bound * 2);
    return milliseconds(random.below(bound.count() + 1));
}

PollSchedule::PollSchedule(std::optional<milliseconds> typical)
    : m_next(std::max(1ms, typical.value_or(unknownTypical)))
    , m_afterFirst(typical ? std::clamp(*typical / 200, 2ms, unknownTypical) : scaled(unknownTypical, 130))
{
}

milliseconds PollSchedule::next(std::optional<milliseconds> retryAfter)
{
    const milliseconds planned = m_next;
    m_next = m_isFirst ? m_afterFirst : std::min(longestPoll, scaled(m_next, 130));
    m_isFirst = false;
    return retryAfter ? std::max(planned, std::min(*retryAfter, longestRetryAfter)) : planned;
}

TypicalDuration learnDuration(std::optional<TypicalDuration> known, const ObservedDuration& observed)
{
    TypicalDuration learned =
        known && known->count >= firstObservations ? learnMore(*known, observed) : learnFirst(known, observed);
    learned.count = std::min(learned.count, mostRemembered);
    learned.typical = std::max(1ms, learned.typical);
    return learned;
}

} // namespace batchroom
