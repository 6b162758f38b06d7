// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the library's backups when they are due, in the background. Any thread; the last call joins.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace batchroom {

class Connection;
class SqliteFile;

class BackupKeeper {
public:
    // `since`: what counts as long as there is no backup.
    BackupKeeper(QString folder, const Clock& clock, SqliteFile& file, Clock::Milliseconds since);

    // Starts one and returns at once, unless the newest is younger or one is being made.
    void beginWhenOlderThan(Clock::Milliseconds age);
    // Waits for the one that is being made; then makes one here when the newest is older and jobs have changed.
    void finish(Clock::Milliseconds age);

private:
    bool isOlderThan(Clock::Milliseconds age) const;
    bool hasRoom() const;
    void make();
    Result<QString> jobsNow() const;
    bool haveJobsChanged() const;

    const QString m_folder;
    const Clock& m_clock;
    SqliteFile& m_file;
    std::atomic<qint64> m_newestMs;
    std::atomic<bool> m_isMaking{false};
    std::mutex m_mutex; // of m_thread
    std::jthread m_thread;
};

} // namespace batchroom
