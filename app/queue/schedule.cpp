// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/schedule.h"

#include <algorithm>

namespace batchroom {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

using std::chrono::microseconds;

constexpr milliseconds backoffBase = 2s;
constexpr microseconds unknownTypical = 1s;
constexpr microseconds longestPoll = 10s;
constexpr microseconds longestStep = 5s;
constexpr microseconds shortestStep = 2ms;
constexpr milliseconds longestRetryAfter = 10min;
constexpr int evenSteps = 5;
constexpr int mostRemembered = 10;

microseconds scaled(microseconds time, int percent)
{
    return time * percent / 100;
}

// Jobs that run together were polled by an older guess: what does not contradict the present one teaches nothing.
TypicalDuration learnQuicker(const TypicalDuration& known, microseconds completed)
{
    if (completed >= known.typical)
        return known;
    return {known.count, known.typical - known.spread / 2, scaled(known.spread, 125)};
}

TypicalDuration learnSeen(const TypicalDuration& known, microseconds middle)
{
    const int count = std::min(known.count + 1, mostRemembered);
    // An outlier counts as one, not for how far out it lies.
    const microseconds off = std::clamp(middle - known.typical, -4 * known.spread, 4 * known.spread);
    const microseconds distance = off < microseconds(0) ? -off : off;
    return {count, known.typical + off / count, known.spread + (distance - known.spread) / count};
}

TypicalDuration learnFirst(const ObservedDuration& observed)
{
    const microseconds completed = observed.completed;
    if (!observed.lastPending)
        return {1, completed / 2, completed / 4};
    const microseconds middle = (*observed.lastPending + completed) / 2;
    return {1, middle, completed - middle + scaled(middle, 10)};
}

} // namespace

milliseconds backoff(int tries, RandomSource& random, milliseconds cap)
{
    milliseconds bound = std::min(cap, backoffBase);
    for (int n = 0; n < tries && bound < cap; ++n)
        bound = std::min(cap, bound * 2);
    return milliseconds(random.below(bound.count() + 1));
}

PollSchedule::PollSchedule(const std::optional<TypicalDuration>& known)
    : m_first(known ? std::max<microseconds>(1ms, known->typical - known->spread) : unknownTypical)
    , m_step(known ? std::clamp(scaled(known->spread, 40), shortestStep, longestStep) : scaled(unknownTypical, 130))
{
}

milliseconds PollSchedule::next(std::optional<milliseconds> retryAfter)
{
    if (m_polls == 0)
        m_wait = m_first;
    else if (m_polls == 1)
        m_wait = m_step;
    else if (m_polls > evenSteps)
        m_wait = std::min(longestPoll, scaled(m_wait, 130));
    ++m_polls;
    const auto planned = std::chrono::ceil<milliseconds>(m_wait);
    return retryAfter ? std::max(planned, std::min(*retryAfter, longestRetryAfter)) : planned;
}

TypicalDuration learnDuration(std::optional<TypicalDuration> known, const ObservedDuration& observed)
{
    TypicalDuration learned = !known ? learnFirst(observed)
        : !observed.lastPending      ? learnQuicker(*known, observed.completed)
                                     : learnSeen(*known, (*observed.lastPending + observed.completed) / 2);
    learned.typical = std::max<microseconds>(1ms, learned.typical);
    learned.spread = std::clamp(learned.spread, learned.typical / 500, learned.typical / 2);
    return learned;
}

} // namespace batchroom
