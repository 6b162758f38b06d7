// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong: a code to act on, a sentence for the person, a technical line for the log and the fold-out.
#pragma once

#include <QString>

namespace batchroom {

enum class ErrorCode {
    BadInput, // what the person gave us cannot be used; `what` says why and what is allowed
    NotFound,
    Exists,
    Cancelled,
    Network,  // nothing was answered
    Protocol, // something was answered that makes no sense
    KeyMissing,
    KeyRefused,
    OutOfCredit,
    BudgetReached,
    Throttled,
    DiskFull,
    FileAccess,    // cannot be read or written
    LibraryLocked, // another Batchroom has it open
    LibraryDamaged,
    LibraryTooNew, // written by a newer Batchroom
    Database,
    PictureDamaged, // truncated, corrupt, wrong type
    PictureTooLarge,
    Keyring,
    StaleAttempt, // an outcome write lost its fence: somebody else already decided about this attempt
    InvalidTransition,
    Internal, // a broken invariant; the queue stops
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString what;   // translated, complete sentences: what happened, what it means, what to do
    QString detail; // technical, redacted
};

// Stable word for --json and logs, for example "library_locked".
QString errorCodeName(ErrorCode code);

} // namespace batchroom
