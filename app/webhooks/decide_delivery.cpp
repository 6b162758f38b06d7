// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/decide_delivery.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

// After the first, second ... try; no entry: given up. The first try itself is at once.
constexpr std::array<std::chrono::milliseconds, 7> delays{5s, 30s, 5min, 30min, 2h, 5h, 10h};

QString tr(const char* text)
{
    return QCoreApplication::translate("Callbacks", text);
}

QString sentenceFor(int status)
{
    if (status == 410)
        return tr("The receiver answered 410: it does not want callbacks any more, so none are sent there.");
    if (status >= 300 && status < 400)
        return tr("The receiver answered %1 and named another address. Callbacks are not forwarded; enter the final "
                  "address.")
            .arg(status);
    if (status == 401 || status == 403)
        return tr("The receiver answered %1: it does not accept the signature. Check the callback secret.").arg(status);
    return tr("The receiver answered %1.").arg(status);
}

OutboxSettlement tryLater(int triesBefore, std::chrono::milliseconds atLeast, qint64 nowMs)
{
    OutboxSettlement settlement;
    const auto index = static_cast<size_t>(std::max(triesBefore, 0));
    if (index >= delays.size()) {
        settlement.state = OutboxState::Dead;
        return settlement;
    }
    settlement.nextTryMs = nowMs + std::max(delays[index], atLeast).count();
    return settlement;
}

} // namespace

DeliveryDecision decideDelivery(const Result<ReceivedAnswer>& answer, int triesBefore, qint64 nowMs)
{
    DeliveryDecision decision;
    if (!answer) {
        decision.settlement = tryLater(triesBefore, {}, nowMs);
        decision.settlement.message = answer.error().what;
        decision.isReceiverDown = true;
        return decision;
    }
    const int status = answer->status;
    if (answer->isSuccess()) {
        decision.settlement.state = OutboxState::Delivered;
    } else if (status == 410) {
        decision.settlement.state = OutboxState::Disabled;
        decision.isEndpointGone = true;
    } else {
        const bool asksToWait = status == 429 || status >= 500;
        decision.isReceiverDown =
            std::find(receiverDownStatuses.begin(), receiverDownStatuses.end(), status) != receiverDownStatuses.end();
        if (asksToWait)
            decision.throttle = answer->retryAfter.value_or(0ms);
        decision.settlement = tryLater(triesBefore, decision.throttle, nowMs);
    }
    decision.settlement.status = status;
    if (!answer->isSuccess())
        decision.settlement.message = sentenceFor(status);
    return decision;
}

std::chrono::milliseconds pauseWhileDown(int times)
{
    constexpr std::chrono::milliseconds longest = 5min;
    const auto index = static_cast<size_t>(std::max(times - 1, 0));
    return index >= delays.size() ? longest : std::min(delays[index], longest);
}

} // namespace batchroom
