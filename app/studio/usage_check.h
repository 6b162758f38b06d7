// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the ledger against what the provider says it billed: how many of the unknown tries of an hour can have cost
// something. It cannot say which. Pure; any thread.
#pragma once

#include "app/core/secret.h"
#include "app/core/usage_source.h"
#include "app/store/tries_around_unknown.h"

namespace batchroom {

// A try is billed at once or when its picture is done, which takes minutes at most.
inline constexpr qint64 billedWithinMs = 10 * 60 * 1000;
// The provider says its figures lag by a few minutes.
inline constexpr qint64 usageLagMs = 15 * 60 * 1000;

// Whole UTC hours that hold open tries and everything of theirs that can have been billed.
struct UsageWindow {
    qint64 startMs = 0;
    qint64 endMs = 0;
    bool operator==(const UsageWindow&) const = default;
};
QList<UsageWindow> usageWindows(const QList<LedgerTry>& tries);

struct UsageFinding {
    UsageWindow window;
    int unknown = 0;          // tries of unknown outcome in it
    qint64 billed = 0;        // pieces the provider billed
    int known = 0;            // of them surely ours and known
    int atLeast = 0;          // unknown ones that were billed, if no other program uses the key
    int atMost = 0;           // whoever else uses it
    bool isAnswered = true;   // the provider spoke of every hour
    bool isFinal = true;      // false: it may not have counted everything yet
    bool isUncounted = false; // it also billed something by use, not by piece
};
QList<UsageFinding> compareUsage(const QList<LedgerTry>& tries, const QList<UsageBucket>& buckets, qint64 nowMs);

// What was billed to this key, and what names no key. All of it when no line can be told to be this key's.
QList<UsageBucket> onlyOfKey(QList<UsageBucket> buckets, const Secret& key);

// For the person; times on their clock.
QString sentenceOf(const UsageFinding& finding);

} // namespace batchroom
