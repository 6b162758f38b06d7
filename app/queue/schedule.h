// SPDX-License-Identifier: GPL-3.0-or-later
// When to try again and when to ask again. Pure; randomness and time are arguments.
#pragma once

#include "app/core/random_source.h"
#include "app/store/duration_repository.h"

#include <chrono>
#include <optional>

namespace batchroom {

// random(0, min(cap, 2 s * 2^tries)): full jitter, so that jobs refused together do not come back together.
std::chrono::milliseconds backoff(
    int tries, RandomSource& random, std::chrono::milliseconds cap = std::chrono::seconds(60));

// The waits between the polls of one generation. The first is the typical duration of that model and speed (1 s until
// one is known); the ones after it start at a hundredth of that and grow by 1.3 up to 10 s. What the server asks for is
// honoured.
class PollSchedule {
public:
    explicit PollSchedule(std::optional<std::chrono::milliseconds> typical);
    std::chrono::milliseconds next(std::optional<std::chrono::milliseconds> retryAfter = std::nullopt);

private:
    std::chrono::milliseconds m_next;
    std::chrono::milliseconds m_afterFirst;
    bool m_isFirst = true;
};

// How one generation was seen to end: when it was asked, counted from its submission.
struct ObservedDuration {
    std::optional<std::chrono::milliseconds> lastPending; // none: the first poll already found it finished
    std::chrono::milliseconds completed{};
};

// An early first poll costs a few free requests, a late one costs the person time: once something is known the estimate
// falls a hundredth when the first poll finds a finished picture and climbs a twentieth of the way to the middle of the
// gap when it does not, so that most first polls are a little early. While little is known it halves.
TypicalDuration learnDuration(std::optional<TypicalDuration> known, const ObservedDuration& observed);

} // namespace batchroom
