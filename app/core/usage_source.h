// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider says it has billed. Beside image_provider.h: few accounts may ask, and nothing that is paid depends
// on it. One instance belongs to the worker thread that made it; the call blocks, is free and may be repeated.
#pragma once

#include "app/core/money.h"
#include "app/core/result.h"

#include <QList>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace batchroom {

struct UsageLine {
    QString product;
    QString endpoint;
    std::optional<qint64> units; // none: billed by use, not by piece
    std::optional<Money> cost;   // none: not in dollars
    QString redactedKey;         // of the API key it was billed to; empty: none is named
};

struct UsageBucket {
    qint64 startMs = 0; // wall clock, UTC hours
    qint64 endMs = 0;
    QList<UsageLine> lines;
};

class UsageSource {
public:
    virtual ~UsageSource() = default;
    // By the hour, [fromMs, toMs) widened to whole hours. KeyRefused with a sentence when the key may not ask.
    virtual Result<QList<UsageBucket>> usage(qint64 fromMs, qint64 toMs, std::stop_token stop) = 0;
};

// The provider's limit for one question by the hour.
inline constexpr qint64 hourMs = 3'600'000;
inline constexpr qint64 longestUsageMs = 168 * hourMs;

} // namespace batchroom
