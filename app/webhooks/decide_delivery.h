// SPDX-License-Identifier: GPL-3.0-or-later
// What one try to deliver a callback means. Pure; any thread.
#pragma once

#include "app/core/result.h"
#include "app/net/http_message.h"
#include "app/store/outbox_repository.h"

#include <chrono>

namespace batchroom {

struct DeliveryDecision {
    OutboxSettlement settlement;
    bool isEndpointGone = false;           // 410: nothing more is sent there
    bool isReceiverDown = false;           // no answer, or one that says so: the others need not be tried now
    std::chrono::milliseconds throttle{0}; // what the receiver asks for; holds for the others too
};

// `triesBefore`: how often this message was tried already.
DeliveryDecision decideDelivery(const Result<ReceivedAnswer>& answer, int triesBefore, qint64 nowMs);

// How long to leave an endpoint alone that was down so many times in a row (1 or more).
std::chrono::milliseconds pauseWhileDown(int times);

} // namespace batchroom
