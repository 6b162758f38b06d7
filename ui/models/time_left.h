// SPDX-License-Identifier: GPL-3.0-or-later
// How long the work that is left takes, said in a way that does not jump about. Values; any thread.
#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace batchroom {

// One account's work that is still to be done.
struct WorkAhead {
    int waiting = 0;
    double waitingMs = 0; // of what waits, added up as if one after another
    int running = 0;
    double imageMs = 0; // one picture, as measured; 0: nothing is known
};

// None: nothing is known, or nothing is left.
std::optional<std::chrono::milliseconds> timeLeft(const WorkAhead& work, int places);

// A countdown that gives way slowly where the estimate changes, and at once where the work does.
class SteadyCountdown {
public:
    // `jobs`: all there are, done or not.
    void note(std::optional<std::chrono::milliseconds> left, int jobs, qint64 nowMs);
    std::optional<std::chrono::milliseconds> left(qint64 nowMs) const;

private:
    double m_endMs = 0; // wall clock; 0: not known
    qint64 m_notedMs = 0;
    int m_jobs = 0;
};

} // namespace batchroom
