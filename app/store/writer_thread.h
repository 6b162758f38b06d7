// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that writes a SQLite file. run() may be called from any other thread and blocks until the commit.
#pragma once

#include "app/core/result.h"
#include "app/store/sqlite_connection.h"
#include "app/store/sqlite_file.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace batchroom {

struct WriterOptions {
    Durability durability = Durability::Full;
    SqliteFile::Work firstInWal; // empty: SQLite begins new WALs by itself
};

class WriterThread {
public:
    using Work = SqliteFile::Work;

    static Result<std::unique_ptr<WriterThread>> start(
        const QString& path, const QStringList& pragmas, const WriterOptions& options);
    ~WriterThread(); // carries out what is waiting, closes the connection on its thread, joins
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    Result<void> run(const Work& work, Commit commit);
    void expectNewWal() { m_isWalNew = true; }

private:
    // Lives on the stack of the thread that waits for it.
    struct Waiting {
        const Work* work = nullptr;
        Commit commit = Commit::Durable;
        Result<void> result;
        bool isDone = false;
        std::condition_variable done; // each its own: one for all would wake every waiting thread at every commit
    };

    explicit WriterThread(const WriterOptions& options);
    void loop(const QString& path, const QStringList& pragmas);
    std::vector<Waiting*> takeWaiting();
    bool isSomebodyInAHurry() const;
    Result<void> setDurable(SqliteConnection& connection, std::span<Waiting* const> group);
    void commitTogether(SqliteConnection& connection, std::span<Waiting* const> group);
    Result<void> runEach(SqliteConnection& connection, std::span<Waiting* const> group);
    Result<void> runIsolated(SqliteConnection& connection, Waiting& waiting);
    void tellDone(std::span<Waiting* const> group);
    bool isTimeToMoveOn();
    void moveWalIntoFile(SqliteConnection& connection);

    const WriterOptions m_options;
    std::atomic<bool> m_isWalNew{true};
    // Its frames are in the file, so SQLite may begin a new one with any transaction. Writer thread only.
    bool m_mayWalBeginAnew = false;
    int m_commitsInWal = 0; // writer thread only
    bool m_isDurable;       // as the connection is set now; writer thread only
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_openedOrFailed;
    std::deque<Waiting*> m_waiting;
    std::optional<Result<void>> m_opened;
    bool m_stopping = false;
    std::jthread m_thread;
};

} // namespace batchroom
