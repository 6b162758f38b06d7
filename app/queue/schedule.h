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

// The waits between the polls of one generation. The first comes about when the quick ones of that model and speed are
// finished (after 1 s until something is known), the next ones follow in steps of their spread, which grow by 1.3 up to
// 10 s when they have not found it. What the server asks for is honoured.
class PollSchedule {
public:
    explicit PollSchedule(const std::optional<TypicalDuration>& known);
    std::chrono::milliseconds next(std::optional<std::chrono::milliseconds> retryAfter = std::nullopt);

private:
    using Microseconds = std::chrono::microseconds;
    const Microseconds m_first;
    const Microseconds m_step;
    int m_polls = 0;
    Microseconds m_wait{};
};

// How one generation was seen to end: when it was asked, counted from its submission.
struct ObservedDuration {
    std::optional<std::chrono::milliseconds> lastPending; // none: the first poll already found it finished
    std::chrono::milliseconds completed{};
};

// A moving mean and a moving mean deviation, as TCP learns its round trips (RFC 6298). One that the first poll already
// found finished says only that it was quicker: then both move towards a wider guess.
TypicalDuration learnDuration(std::optional<TypicalDuration> known, const ObservedDuration& observed);

} // namespace batchroom
