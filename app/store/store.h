// SPDX-License-Identifier: GPL-3.0-or-later
// The library database (library.db): one writer connection on its own thread, query_only readers, versioned migrations,
// one instance at a time. WAL, synchronous=FULL, foreign keys, STRICT tables.
// read() and write() block: worker threads only, never the GUI thread. Writes that wait together are committed
// together.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/store/commit.h"
#include "app/store/connection.h"

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace batchroom {

class Store {
public:
    // Creates the folder and the database when they do not exist. Errors: LibraryLocked, LibraryDamaged (never replaced
    // by an empty one; the newest backup is named), LibraryTooNew, FileAccess, DiskFull.
    static Result<std::unique_ptr<Store>> open(const QString& libraryFolder, const Clock& clock);
    // Moves a damaged library file to damaged/ and puts the newest backup in its place; then open() again. The library
    // must not be open. The path of the backup used. Errors: NotFound (no backup), LibraryLocked, FileAccess, DiskFull.
    static Result<QString> restoreNewestBackup(const QString& libraryFolder, const Clock& clock);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Runs in a transaction on the writer thread; an Error rolls this function's work back and nobody else's.
    template <typename T>
    Result<T> write(std::function<Result<T>(Connection&)> work, Commit commit = Commit::Durable);
    // Runs on the caller's thread with a reader of that thread.
    template <typename T>
    Result<T> read(std::function<Result<T>(Connection&)> work) const;

    QString folder() const;
    const Clock& clock() const;
    // False when there is no file where the open one was, or on another disk: its disk was pulled, its folder moved.
    // What is written then may be lost with it, so nothing may be paid for.
    bool isInPlace() const;
    // True when the last run did not close the library properly.
    bool wasUncleanlyClosed() const;
    // The file is an older one that was put in place, or has lost its newest part: what waited in it may have been sent
    // since this time (0: nobody knows). The queue makes such jobs unknown before it does anything else.
    std::optional<Clock::Milliseconds> doubtedSince() const;
    // In the background, when the newest backup is older than an hour: before much money is spent.
    void backUpSoon();

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    Result<void> runOnWriter(const std::function<Result<void>(Connection&)>& work, Commit commit);
    Result<void> runOnReader(const std::function<Result<void>(Connection&)>& work) const;
    std::unique_ptr<Private> d;
};

template <typename T>
Result<T> Store::write(std::function<Result<T>(Connection&)> work, Commit commit)
{
    if constexpr (std::is_void_v<T>) {
        return runOnWriter(work, commit);
    } else {
        std::optional<T> value;
        Result<void> done = runOnWriter(
            [&](Connection& connection) -> Result<void> {
                Result<T> result = work(connection);
                if (!result)
                    return result.error();
                value = *std::move(result);
                return {};
            },
            commit);
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
