// SPDX-License-Identifier: GPL-3.0-or-later
// A clock that stands still until the test moves it. Any thread.
#pragma once

#include "app/core/clock.h"

#include <condition_variable>
#include <iterator>
#include <mutex>
#include <set>

namespace batchroom::test {

class ManualClock final : public Clock {
public:
    // Wait::Jump: every wait() moves the clock on by itself and returns at once.
    enum class Wait { Block, Jump };

    explicit ManualClock(Wait waiting = Wait::Block, Milliseconds now = Milliseconds(1'790'000'000'000))
        : m_waiting(waiting)
        , m_now(now)
    {
    }

    Milliseconds now() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    Milliseconds steady() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_steady;
    }
    bool wait(Milliseconds time, std::stop_token stop) override
    {
        std::unique_lock lock(m_mutex);
        if (m_waiting == Wait::Jump) {
            m_now += time;
            m_steady += time;
            m_moved.notify_all();
            return !stop.stop_requested();
        }
        const Milliseconds until = m_steady + time;
        const auto waiting = m_waitingUntil.insert(until);
        m_moved.wait(lock, stop, [&] { return m_steady >= until; });
        m_waitingUntil.erase(waiting);
        return !stop.stop_requested();
    }

    void advance(Milliseconds time)
    {
        const std::lock_guard lock(m_mutex);
        m_now += time;
        m_steady += time;
        m_moved.notify_all();
    }
    // Somebody corrects the time of day.
    void setBack(Milliseconds time)
    {
        const std::lock_guard lock(m_mutex);
        m_now -= time;
    }
    // Threads that stand in wait() now; those whose time has come already do not count.
    int waiters() const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(std::distance(m_waitingUntil.upper_bound(m_steady), m_waitingUntil.end()));
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_moved;
    const Wait m_waiting;
    Milliseconds m_now;
    Milliseconds m_steady{0};
    std::multiset<Milliseconds> m_waitingUntil;
};

} // namespace batchroom::test
