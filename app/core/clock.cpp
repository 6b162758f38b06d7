// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"

#include <condition_variable>
#include <mutex>

namespace batchroom {

Clock::Milliseconds SystemClock::now() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch());
}

Clock::Milliseconds SystemClock::steady() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

bool SystemClock::wait(Milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace batchroom
