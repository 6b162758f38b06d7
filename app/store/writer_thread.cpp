// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/writer_thread.h"

#include "app/store/query.h"

#include <QCoreApplication>

#include <algorithm>

namespace batchroom {

namespace {

// Enough to share one fsync among every worker, few enough that nobody waits long for a stranger's work.
constexpr size_t largestGroup = 64;
constexpr std::chrono::milliseconds gatheringTime{1};
// About SQLite's own thousand pages; sooner when nobody waits, later when it would keep others waiting.
constexpr int commitsWhenIdle = 100;
constexpr int mostCommits = 400;

} // namespace

WriterThread::WriterThread(const WriterOptions& options)
    : m_options(options)
    , m_isDurable(options.durability == Durability::Full)
{
}

Result<std::unique_ptr<WriterThread>> WriterThread::start(
    const QString& path, const QStringList& pragmas, const WriterOptions& options)
{
    std::unique_ptr<WriterThread> writer(new WriterThread(options));
    writer->m_thread = std::jthread([raw = writer.get(), path, pragmas] { raw->loop(path, pragmas); });
    std::unique_lock lock(writer->m_mutex);
    writer->m_openedOrFailed.wait(lock, [&] { return writer->m_opened.has_value(); });
    const Result<void> opened = *writer->m_opened;
    lock.unlock();
    if (!opened)
        return opened.error();
    return writer;
}

WriterThread::~WriterThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_arrived.notify_all();
}

Result<void> WriterThread::run(const Work& work, Commit commit)
{
    if (std::this_thread::get_id() == m_thread.get_id())
        return Error{ErrorCode::Internal,
            QCoreApplication::translate("Store",
                "The library was asked to write while it was writing. This is a fault "
                "in Batchroom; nothing was changed."),
            QStringLiteral("Store::write() called inside Store::write()")};
    Waiting waiting;
    waiting.work = &work;
    waiting.commit = commit;
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&waiting);
    m_arrived.notify_one();
    waiting.done.wait(lock, [&] { return waiting.isDone; });
    return std::move(waiting.result);
}

void WriterThread::loop(const QString& path, const QStringList& pragmas)
{
    Result<SqliteConnection> connection = SqliteConnection::open(path, OpenMode::ReadWrite, pragmas);
    {
        const std::lock_guard lock(m_mutex);
        m_opened = connection ? Result<void>() : Result<void>(connection.error());
    }
    m_openedOrFailed.notify_all();
    if (!connection)
        return;
    for (std::vector<Waiting*> group = takeWaiting(); !group.empty(); group = takeWaiting()) {
        commitTogether(*connection, group);
        tellDone(group);
        // Nobody of the group waits for it.
        if (m_options.firstInWal && isTimeToMoveOn())
            moveWalIntoFile(*connection);
    }
}

std::vector<WriterThread::Waiting*> WriterThread::takeWaiting()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    if (!isSomebodyInAHurry())
        m_arrived.wait_for(lock, gatheringTime, [this] { return isSomebodyInAHurry(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_waiting.size(), largestGroup));
    std::vector<Waiting*> group(m_waiting.begin(), m_waiting.begin() + count);
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + count);
    return group;
}

bool WriterThread::isSomebodyInAHurry() const
{
    return m_stopping || std::any_of(m_waiting.begin(), m_waiting.end(), [](const Waiting* waiting) {
        return waiting->commit != Commit::Gathered;
    });
}

// Outside a transaction; inside one SQLite ignores it.
Result<void> WriterThread::setDurable(SqliteConnection& connection, std::span<Waiting* const> group)
{
    const bool isDurable = m_options.durability == Durability::Full
        && std::any_of(
            group.begin(), group.end(), [](const Waiting* waiting) { return waiting->commit != Commit::Relaxed; });
    if (isDurable == m_isDurable)
        return {};
    Result<void> done = connection.execute(
        isDurable ? QStringLiteral("PRAGMA synchronous = FULL") : QStringLiteral("PRAGMA synchronous = NORMAL"));
    if (done)
        m_isDurable = isDurable;
    return done;
}

// Either everything that succeeded is on disk, or everybody learns that nothing is.
void WriterThread::commitTogether(SqliteConnection& connection, std::span<Waiting* const> group)
{
    Result<void> done = setDurable(connection, group);
    if (done)
        done = connection.execute(QStringLiteral("BEGIN IMMEDIATE"));
    const bool beginsWal = m_options.firstInWal && (m_isWalNew || m_mayWalBeginAnew);
    if (done && beginsWal)
        done = m_options.firstInWal(connection.connection());
    if (done)
        done = runEach(connection, group);
    if (done)
        done = connection.execute(QStringLiteral("COMMIT"));
    ++m_commitsInWal;
    if (done && beginsWal)
        m_isWalNew = false;
    if (done)
        return;
    // Fails when SQLite has already rolled back by itself (disk full, I/O error), which is as good.
    (void)connection.execute(QStringLiteral("ROLLBACK"));
    for (Waiting* waiting : group)
        if (waiting->result)
            waiting->result = done.error();
}

Result<void> WriterThread::runEach(SqliteConnection& connection, std::span<Waiting* const> group)
{
    for (Waiting* waiting : group)
        if (Result<void> done = runIsolated(connection, *waiting); !done)
            return done;
    return {};
}

// The returned error means that the whole transaction is gone; the work's own error goes to its caller only.
Result<void> WriterThread::runIsolated(SqliteConnection& connection, Waiting& waiting)
{
    if (Result<void> done = connection.execute(QStringLiteral("SAVEPOINT work")); !done)
        return done;
    waiting.result = (*waiting.work)(connection.connection());
    if (!waiting.result)
        if (Result<void> done = connection.execute(QStringLiteral("ROLLBACK TO work")); !done)
            return waiting.result.error();
    return connection.execute(QStringLiteral("RELEASE work"));
}

void WriterThread::tellDone(std::span<Waiting* const> group)
{
    // Under the lock: once it is free, whoever waited may be gone.
    const std::lock_guard lock(m_mutex);
    for (Waiting* waiting : group) {
        waiting->isDone = true;
        waiting->done.notify_one();
    }
}

bool WriterThread::isTimeToMoveOn()
{
    const std::lock_guard lock(m_mutex);
    return m_commitsInWal >= (m_waiting.empty() ? commitsWhenIdle : mostCommits);
}

// A reader that is in the middle of something is not waited for: then the next one who comes here tries again.
void WriterThread::moveWalIntoFile(SqliteConnection& connection)
{
    m_commitsInWal = 0;
    m_mayWalBeginAnew = true;
    if (!connection.execute(QStringLiteral("PRAGMA busy_timeout = 0")))
        return;
    const Result<std::optional<int>> busy =
        selectValue<int>(connection.connection(), QStringLiteral("PRAGMA wal_checkpoint(RESTART)"));
    (void)connection.execute(QStringLiteral("PRAGMA busy_timeout = 5000"));
    if (!busy || busy->value_or(1) != 0)
        return;
    m_mayWalBeginAnew = false;
    m_isWalNew = true;
}

} // namespace batchroom
