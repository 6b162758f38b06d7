// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/poll_bell.h"

namespace batchroom {

bool PollBell::wait(Clock& clock, const QString& generation, Clock::Milliseconds time, const std::stop_token& stop)
{
    std::stop_source rung;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.insert(generation, rung);
    }
    {
        const std::stop_callback onStop(stop, [&rung] { rung.request_stop(); });
        (void)clock.wait(time, rung.get_token());
    }
    const std::lock_guard lock(m_mutex);
    m_waiting.remove(generation);
    return !stop.stop_requested();
}

bool PollBell::ring(const QString& generation)
{
    const std::lock_guard lock(m_mutex);
    const auto waiting = m_waiting.find(generation);
    if (waiting == m_waiting.end())
        return false;
    waiting->request_stop();
    return true;
}

} // namespace batchroom
