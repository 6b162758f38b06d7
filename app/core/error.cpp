// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/error.h"

namespace batchroom {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput: return QStringLiteral("bad_input");
    case ErrorCode::NotFound: return QStringLiteral("not_found");
    case ErrorCode::Exists: return QStringLiteral("exists");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    case ErrorCode::Network: return QStringLiteral("network");
    case ErrorCode::Protocol: return QStringLiteral("protocol");
    case ErrorCode::KeyMissing: return QStringLiteral("key_missing");
    case ErrorCode::KeyRefused: return QStringLiteral("key_refused");
    case ErrorCode::OutOfCredit: return QStringLiteral("out_of_credit");
    case ErrorCode::BudgetReached: return QStringLiteral("budget_reached");
    case ErrorCode::Throttled: return QStringLiteral("throttled");
    case ErrorCode::DiskFull: return QStringLiteral("disk_full");
    case ErrorCode::FileAccess: return QStringLiteral("file_access");
    case ErrorCode::LibraryLocked: return QStringLiteral("library_locked");
    case ErrorCode::LibraryDamaged: return QStringLiteral("library_damaged");
    case ErrorCode::LibraryTooNew: return QStringLiteral("library_too_new");
    case ErrorCode::Database: return QStringLiteral("database");
    case ErrorCode::PictureDamaged: return QStringLiteral("picture_damaged");
    case ErrorCode::PictureTooLarge: return QStringLiteral("picture_too_large");
    case ErrorCode::Keyring: return QStringLiteral("keyring");
    case ErrorCode::StaleAttempt: return QStringLiteral("stale_attempt");
    case ErrorCode::InvalidTransition: return QStringLiteral("invalid_transition");
    case ErrorCode::Internal: return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

} // namespace batchroom
