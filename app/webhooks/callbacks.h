// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into the outbox and what a person can do with it. These block on the library: worker threads only; a
// CallbackSender's post() is the same without blocking.
#pragma once

#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/callback_event.h"

namespace batchroom {

class Store;

// How many of them are news: the same fact told again changes nothing.
Result<int> enqueueCallbacks(Store& store, const CallbackEndpoint& endpoint, const QList<CallbackEvent>& events);

// The person names an endpoint that had answered 410: it gets what was kept for it, and whatever comes.
Result<void> reopenEndpoint(Store& store, const CallbackEndpoint& endpoint);

// From the start of the schedule; how many of them exist. Wake the sender afterwards.
Result<qint64> resendCallbacks(Store& store, const QList<OutboxId>& ids);

} // namespace batchroom
