// SPDX-License-Identifier: GPL-3.0-or-later
// What the library file says about the run before: closed or not, and whether the file may be older than what was paid
// for since. Inside the caller's transaction.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <QString>

#include <optional>

namespace batchroom {

class Connection;

// Which session wrote the file last; none in a file from before there were any. The WAL of a session begins with this
// id and the one before, so that one from elsewhere is known for what it is.
Result<std::optional<QString>> sessionId(Connection& connection);
// Puts the page with both ids into the transaction.
Result<void> signWal(Connection& connection);

struct SessionStart {
    bool wasUnclean = false;
    Clock::Milliseconds created{0};
    // The file is a backup that was put in place, or its newest part (the WAL) is lost: jobs that wait in it may have
    // been sent since then.
    std::optional<Clock::Milliseconds> doubtedSince{};
};

// hadWal: whether the file's -wal was there before anybody opened it. An open session always leaves one behind.
// isWalEmpty: the main file is up to date, so that the session may have an id of its own.
Result<SessionStart> beginSession(Connection& connection, bool hadWal, bool isWalEmpty, Clock::Milliseconds now);
// Somebody took up work after being told how the run before ended. Until then every start says it again.
Result<void> noteStartSeen(Connection& connection);
Result<void> endSession(Connection& connection);

// Makes a file that was put in place of another look like what it is. `made` counts when the file does not say it.
Result<void> markAsBackup(Connection& connection, Clock::Milliseconds made);

// The doubt stays in the file until what it means for the jobs is written down with it.
Result<std::optional<Clock::Milliseconds>> doubtedSince(Connection& connection);
Result<void> forgetDoubt(Connection& connection);

} // namespace batchroom
