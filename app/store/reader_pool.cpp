// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reader_pool.h"

#include <atomic>
#include <vector>

namespace batchroom {

namespace {

// One for each thread that ever read. Only a thread itself knows when it ends, so this cannot live in the pool; ids of
// the system are used again for new threads, so the thread is numbered here.
class ReadingThread {
public:
    ReadingThread()
        : m_number(nextNumber())
    {
    }
    ~ReadingThread()
    {
        for (const std::weak_ptr<ReaderPool>& known : m_pools)
            if (const std::shared_ptr<ReaderPool> pool = known.lock())
                pool->close(m_number);
    }
    ReadingThread(const ReadingThread&) = delete;
    ReadingThread& operator=(const ReadingThread&) = delete;

    static ReadingThread& current()
    {
        thread_local ReadingThread thread;
        return thread;
    }
    quint64 number() const { return m_number; }
    void closeAtEnd(std::weak_ptr<ReaderPool> pool)
    {
        std::erase_if(m_pools, [](const std::weak_ptr<ReaderPool>& known) { return known.expired(); });
        m_pools.push_back(std::move(pool));
    }

private:
    static quint64 nextNumber()
    {
        static std::atomic<quint64> count{0};
        return ++count;
    }
    const quint64 m_number;
    std::vector<std::weak_ptr<ReaderPool>> m_pools;
};

} // namespace

ReaderPool::ReaderPool(QString path, QStringList pragmas)
    : m_path(std::move(path))
    , m_pragmas(std::move(pragmas))
{
}

Result<ReaderPool::Reader*> ReaderPool::readerOfThisThread()
{
    ReadingThread& thread = ReadingThread::current();
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_readers.find(thread.number()); found != m_readers.end())
            return &found->second;
    }
    Result<SqliteConnection> opened = SqliteConnection::open(m_path, OpenMode::ReadWrite, m_pragmas);
    if (!opened)
        return opened.error();
    thread.closeAtEnd(weak_from_this());
    const std::lock_guard lock(m_mutex);
    return &m_readers.emplace(thread.number(), Reader{*std::move(opened), false}).first->second;
}

Result<void> ReaderPool::run(const Work& work)
{
    Result<Reader*> found = readerOfThisThread();
    if (!found)
        return found.error();
    Reader& reader = **found;
    // A read inside a read sees the same state of the file.
    if (reader.isReading)
        return work(reader.connection.connection());
    if (Result<void> begun = reader.connection.execute(QStringLiteral("BEGIN")); !begun)
        return begun;
    reader.isReading = true;
    Result<void> result = work(reader.connection.connection());
    reader.isReading = false;
    const Result<void> ended = reader.connection.execute(QStringLiteral("ROLLBACK"));
    return result && !ended ? ended : result;
}

void ReaderPool::close(quint64 thread)
{
    std::map<quint64, Reader>::node_type closing;
    const std::lock_guard lock(m_mutex);
    closing = m_readers.extract(thread);
}

} // namespace batchroom
