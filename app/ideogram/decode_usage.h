// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of GET /v2/account/usage. Strict: a figure that is held against the ledger must not be half read. Pure;
// any thread.
#pragma once

#include "app/core/usage_source.h"
#include "app/net/http_message.h"

namespace batchroom {

// Any status. KeyRefused when the key may not ask (the provider answers 404), Throttled, Protocol.
Result<QList<UsageBucket>> decodeUsage(const ReceivedAnswer& answer);

} // namespace batchroom
