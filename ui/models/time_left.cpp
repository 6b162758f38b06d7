// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/time_left.h"

#include <algorithm>
#include <cmath>

namespace batchroom {

namespace {

// What is being made is this far from its end on average, when nothing follows it.
constexpr double partLeftOfRunning = 0.6;
constexpr double patienceMs = 15'000;

} // namespace

std::optional<std::chrono::milliseconds> timeLeft(const WorkAhead& work, int places)
{
    if (work.imageMs <= 0 || work.waiting + work.running == 0)
        return std::nullopt;
    const int room = std::max(1, places);
    // The last one to start waits until a place is free, then takes its own time.
    const int held = std::max(0, work.waiting - std::max(0, room - work.running));
    const double share = work.waiting > 0 ? work.waitingMs / work.waiting : 0;
    const double last = work.waiting > 0 ? 1 : partLeftOfRunning;
    const double ms = held * share / room + last * work.imageMs;
    return std::chrono::milliseconds(static_cast<qint64>(ms));
}

void SteadyCountdown::note(std::optional<std::chrono::milliseconds> left, int jobs, qint64 nowMs)
{
    if (!left) {
        m_endMs = 0;
        return;
    }
    const double end = static_cast<double>(nowMs + left->count());
    const bool isOverdue = m_endMs <= static_cast<double>(nowMs);
    if (isOverdue || jobs != m_jobs) {
        m_endMs = end;
    } else {
        const auto passed = static_cast<double>(std::max<qint64>(0, nowMs - m_notedMs));
        m_endMs += (end - m_endMs) * (1 - std::exp(-passed / patienceMs));
    }
    m_jobs = jobs;
    m_notedMs = nowMs;
}

std::optional<std::chrono::milliseconds> SteadyCountdown::left(qint64 nowMs) const
{
    if (m_endMs <= 0)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<qint64>(std::max(0.0, m_endMs - static_cast<double>(nowMs))));
}

} // namespace batchroom
