// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are paid for and could not be fetched yet. A link lives for a day, so hundreds may wait here for hours;
// at most three worker threads wait with them, the others go on with other jobs. Any thread.
#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"

#include <QSet>

#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <vector>

namespace batchroom {

class DownloadRun;

class DownloadLine {
public:
    DownloadLine();
    ~DownloadLine();

    // Blocks: one try, and if that was not the end of it, attending to whatever waits, unless enough others do. Nothing
    // happens when the job is here already.
    void work(std::unique_ptr<DownloadRun> download, Clock& clock, const std::stop_token& stop);

private:
    using Milliseconds = std::chrono::milliseconds;
    struct Waiting {
        Milliseconds due{}; // steady
        std::unique_ptr<DownloadRun> download;
    };
    void tryOnce(std::unique_ptr<DownloadRun> download, Clock& clock, const std::stop_token& stop);
    // The one that is due first, when it is due; else how long until then.
    std::unique_ptr<DownloadRun> takeDue(Milliseconds now, Milliseconds& wait);
    bool startAttending();
    bool stopAttending(const std::stop_token& stop);

    std::counting_semaphore<> m_inMemory; // pictures at once, however many end together
    std::mutex m_mutex;
    QSet<JobId> m_jobs; // waiting, or being tried
    std::vector<Waiting> m_waiting;
    int m_attendants = 0;
};

} // namespace batchroom
