// SPDX-License-Identifier: GPL-3.0-or-later
// An event that says nothing, signed the way a sender signs, to see whether it gets through. Pure.
#pragma once

#include "app/core/secret.h"
#include "app/net/http_message.h"

namespace batchroom {

// The id is one that nobody else has.
OutgoingRequest testEvent(const QUrl& address, const Secret& secret, qint64 nowMs);
QString testEventId(const OutgoingRequest& event);

} // namespace batchroom
