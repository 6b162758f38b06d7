// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/right_of_way.h"

#include <algorithm>

namespace batchroom {

using std::chrono::steady_clock;

void RightOfWay::claim()
{
    const std::lock_guard lock(m_mutex);
    m_claimed = steady_clock::now();
}

void RightOfWay::yield(const std::stop_token& stop)
{
    const steady_clock::time_point last = steady_clock::now() + longest;
    std::unique_lock lock(m_mutex);
    const auto until = [&] { return std::min(last, m_claimed + ofOne); };
    while (until() > steady_clock::now() && !stop.stop_requested())
        m_never.wait_until(lock, stop, until(), [] { return false; });
}

} // namespace batchroom
