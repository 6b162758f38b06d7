// SPDX-License-Identifier: GPL-3.0-or-later
// One limit (--max-spend) over the several batches of one run. Pure.
#pragma once

#include "app/core/money.h"

#include <QList>

namespace batchroom::cli {

struct LimitShare {
    Money used;    // spent, in flight, or perhaps charged
    Money waiting; // price of what is still to be sent
};

struct SharedLimit {
    QList<Money> caps; // together never more than the limit, unless more is used already
    // From this batch on the limit may bite. It must not start before those ahead of it have settled, or its refusal
    // would hold the queue while they still had room.
    qsizetype firstShort = 0;
};

// In queue order: each gets what it needs while it lasts; the last also what is left over.
SharedLimit shareLimit(Money limit, const QList<LimitShare>& batches);

} // namespace batchroom::cli
