// SPDX-License-Identifier: GPL-3.0-or-later
// Filling a place goes before fetching a picture: an idle place costs the batch time, a picture that comes some
// milliseconds later costs nothing. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace batchroom {

class RightOfWay {
public:
    // From one submission to the next when ten places come free together.
    static constexpr std::chrono::milliseconds ofOne{10};
    // However many claim it.
    static constexpr std::chrono::milliseconds longest{60};

    // A submission is prepared or sent.
    void claim();
    // Blocks until nobody has claimed it for a while, or for the longest time, or until stop is requested.
    void yield(const std::stop_token& stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_never; // nobody is woken early but by stop
    std::chrono::steady_clock::time_point m_claimed;
};

} // namespace batchroom
