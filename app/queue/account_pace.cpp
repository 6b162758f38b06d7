// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/account_pace.h"

#include "app/queue/schedule.h"

#include <algorithm>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto quietBeforeRaise = 5min;
constexpr std::chrono::milliseconds longestBreak = 10min;
constexpr int shortBreaks = 2; // rounds: the next break is 8 s at most

} // namespace

AccountPace::AccountPace(RandomSource& random)
    : m_random(random)
{
}

AccountPace::Milliseconds AccountPace::noteTurnedAway(const QString& account, Milliseconds begun, Milliseconds now,
    std::optional<Milliseconds> retryAfter, std::optional<int> placeLimit)
{
    const std::lock_guard lock(m_mutex);
    Pace& pace = m_paces[account];
    const bool isLowered = placeLimit && (!pace.limit || *placeLimit < *pace.limit);
    if (placeLimit) {
        pace.limit = std::max(1, pace.limit ? std::min(*pace.limit, *placeLimit) : *placeLimit);
        pace.limitSince = now;
    }
    // Attempts that were under way together are turned away together: one round, not ten.
    const bool isNewRound = !pace.lastTurnedAway || begun > *pace.lastTurnedAway;
    if (isNewRound) {
        ++pace.turnedAway;
        pace.lastTurnedAway = now;
    }
    const auto draw = [&] { return backoff(pace.turnedAway - 1, m_random); };
    // A lower limit is a remedy of its own; otherwise the whole account takes the break.
    if (isNewRound && !isLowered)
        pace.quietUntil = std::max(pace.quietUntil, now + draw());
    const Milliseconds asked = std::min(retryAfter.value_or(0ms), longestBreak);
    if (retryAfter)
        pace.quietUntil = std::max(pace.quietUntil, now + asked);
    return asked + draw();
}

void AccountPace::noteAnswered(const QString& account, Milliseconds begun)
{
    const std::lock_guard lock(m_mutex);
    Pace& pace = m_paces[account];
    if (!pace.lastTurnedAway || begun > *pace.lastTurnedAway)
        pace.turnedAway = 0;
    else // while others were turned away: there is room, only not for all, and long breaks would leave it empty
        pace.turnedAway = std::min(pace.turnedAway, shortBreaks);
}

void AccountPace::forgetBreak(const QString& account)
{
    const std::lock_guard lock(m_mutex);
    Pace& pace = m_paces[account];
    pace.turnedAway = 0;
    pace.quietUntil = {};
}

void AccountPace::setLearnedLimit(const QString& account, std::optional<int> limit, Milliseconds now)
{
    const std::lock_guard lock(m_mutex);
    m_paces[account].limit = limit;
    m_paces[account].limitSince = now;
}

std::optional<int> AccountPace::learnedLimit(const QString& account) const
{
    const std::lock_guard lock(m_mutex);
    return m_paces.value(account).limit;
}

int AccountPace::placeLimit(const QString& account, int wanted, Milliseconds now)
{
    const std::lock_guard lock(m_mutex);
    Pace& pace = m_paces[account];
    if (pace.limit && now - pace.limitSince >= quietBeforeRaise) {
        ++*pace.limit;
        pace.limitSince = now;
        if (*pace.limit >= wanted)
            pace.limit.reset();
    }
    return std::max(1, std::min(wanted, pace.limit.value_or(wanted)));
}

AccountPace::Milliseconds AccountPace::quietUntil(const QString& account) const
{
    const std::lock_guard lock(m_mutex);
    return m_paces.value(account).quietUntil;
}

} // namespace batchroom
