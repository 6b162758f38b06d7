// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a callback: flat JSON, the fields in the order of the documentation. Pure; any thread.
#pragma once

#include "app/webhooks/callback_event.h"

#include <QByteArray>

namespace batchroom {

// What does not apply is left out; "images" and "metadata" are always there, so that a receiver can count on them.
QByteArray callbackBody(const CallbackEvent& event);

// The webhook-id of a fact: equal for the same fact of the same library told to the same endpoint.
QString callbackMessageId(const CallbackEvent& event, const QString& libraryId, const QString& endpoint);

} // namespace batchroom
