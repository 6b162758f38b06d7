// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that writes a SQLite file. run() may be called from any other thread and blocks until the commit.
#pragma once

#include "app/core/result.h"
#include "app/store/sqlite_connection.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace batchroom {

class WriterThread {
public:
    using Work = std::function<Result<void>(Connection&)>;

    static Result<std::unique_ptr<WriterThread>> start(const QString& path, const QStringList& pragmas);
    ~WriterThread(); // carries out what is waiting, closes the connection on its thread, joins
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    Result<void> run(const Work& work);

private:
    // Lives on the stack of the thread that waits for it.
    struct Waiting {
        const Work* work = nullptr;
        Result<void> result;
        bool isDone = false;
        std::condition_variable done; // each its own: one for all would wake every waiting thread at every commit
    };

    WriterThread() = default;
    void loop(const QString& path, const QStringList& pragmas);
    std::vector<Waiting*> takeWaiting();
    void commitTogether(SqliteConnection& connection, std::span<Waiting* const> group);
    Result<void> runEach(SqliteConnection& connection, std::span<Waiting* const> group);
    Result<void> runIsolated(SqliteConnection& connection, Waiting& waiting);

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_openedOrFailed;
    std::deque<Waiting*> m_waiting;
    std::optional<Result<void>> m_opened;
    bool m_stopping = false;
    std::jthread m_thread;
};

} // namespace batchroom
