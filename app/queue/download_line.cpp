// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/download_line.h"

#include "app/queue/download_run.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostAttendants = 3;
constexpr int mostInMemory = 4;
// One that came later may be due earlier than the one that is waited for.
constexpr std::chrono::milliseconds longestLook = std::chrono::seconds(5);

} // namespace

DownloadLine::DownloadLine()
    : m_inMemory(mostInMemory)
{
}
DownloadLine::~DownloadLine() = default;

void DownloadLine::work(std::unique_ptr<DownloadRun> download, Clock& clock, const std::stop_token& stop)
{
    {
        const std::lock_guard lock(m_mutex);
        const JobId job = download->job();
        if (m_jobs.contains(job))
            return;
        m_jobs.insert(job);
    }
    tryOnce(std::move(download), clock, stop);
    if (!startAttending())
        return;
    while (!stopAttending(stop)) {
        Milliseconds wait{};
        if (std::unique_ptr<DownloadRun> due = takeDue(clock.steady(), wait))
            tryOnce(std::move(due), clock, stop);
        else
            clock.wait(std::min(wait, longestLook), stop);
    }
}

void DownloadLine::tryOnce(std::unique_ptr<DownloadRun> download, Clock& clock, const std::stop_token& stop)
{
    const JobId job = download->job();
    m_inMemory.acquire();
    const std::optional<Milliseconds> wait = download->tryOnce();
    m_inMemory.release();
    const std::lock_guard lock(m_mutex);
    if (wait && !stop.stop_requested())
        m_waiting.push_back({clock.steady() + *wait, std::move(download)});
    else
        m_jobs.remove(job);
}

std::unique_ptr<DownloadRun> DownloadLine::takeDue(Milliseconds now, Milliseconds& wait)
{
    const std::lock_guard lock(m_mutex);
    const auto first = std::min_element(
        m_waiting.begin(), m_waiting.end(), [](const Waiting& a, const Waiting& b) { return a.due < b.due; });
    if (first == m_waiting.end() || first->due > now) {
        wait = first == m_waiting.end() ? longestLook : first->due - now;
        return nullptr;
    }
    std::unique_ptr<DownloadRun> download = std::move(first->download);
    m_waiting.erase(first);
    return download;
}

bool DownloadLine::startAttending()
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty() || m_attendants >= mostAttendants)
        return false;
    ++m_attendants;
    return true;
}

// Whoever tries a download attends, so nothing waits alone.
bool DownloadLine::stopAttending(const std::stop_token& stop)
{
    const std::lock_guard lock(m_mutex);
    if (!m_waiting.empty() && !stop.stop_requested())
        return false;
    --m_attendants;
    return true;
}

} // namespace batchroom
