// SPDX-License-Identifier: GPL-3.0-or-later
// The library database (library.db): one writer connection on its own thread, query_only readers, versioned migrations,
// one instance at a time. WAL, synchronous=FULL, foreign keys, STRICT tables.
// read() and write() block: worker threads only, never the GUI thread. Writes that wait together are committed
// together.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace batchroom {

// Handed to the functions given to read() and write(); thin wrapper so that repositories never open connections.
class Connection {
public:
    explicit Connection(QSqlDatabase database)
        : m_database(std::move(database))
    {
    }
    QSqlDatabase& database() { return m_database; }

private:
    QSqlDatabase m_database;
};

class Store {
public:
    // Creates the folder and the database when they do not exist. Errors: LibraryLocked, LibraryDamaged (never replaced
    // by an empty one; the newest backup is named), LibraryTooNew, FileAccess, DiskFull.
    static Result<std::unique_ptr<Store>> open(const QString& libraryFolder, const Clock& clock);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Runs in a transaction on the writer thread; an Error rolls this function's work back and nobody else's.
    // Returns only after the commit is on disk.
    template <typename T>
    Result<T> write(std::function<Result<T>(Connection&)> work);
    // Runs on the caller's thread with a reader of that thread.
    template <typename T>
    Result<T> read(std::function<Result<T>(Connection&)> work) const;

    QString folder() const;
    // True when the last run did not close the library properly.
    bool wasUncleanlyClosed() const;

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    Result<void> runOnWriter(const std::function<Result<void>(Connection&)>& work);
    Result<void> runOnReader(const std::function<Result<void>(Connection&)>& work) const;
    std::unique_ptr<Private> d;
};

template <typename T>
Result<T> Store::write(std::function<Result<T>(Connection&)> work)
{
    if constexpr (std::is_void_v<T>) {
        return runOnWriter(work);
    } else {
        std::optional<T> value;
        Result<void> done = runOnWriter([&](Connection& connection) -> Result<void> {
            Result<T> result = work(connection);
            if (!result)
                return result.error();
            value = *std::move(result);
            return {};
        });
        if (!done)
            return done.error();
        return std::move(*value);
    }
}

template <typename T>
Result<T> Store::read(std::function<Result<T>(Connection&)> work) const
{
    if constexpr (std::is_void_v<T>) {
        return runOnReader(work);
    } else {
        std::optional<T> value;
        Result<void> done = runOnReader([&](Connection& connection) -> Result<void> {
            Result<T> result = work(connection);
            if (!result)
                return result.error();
            value = *std::move(result);
            return {};
        });
        if (!done)
            return done.error();
        return std::move(*value);
    }
}

} // namespace batchroom
