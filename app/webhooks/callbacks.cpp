// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callbacks.h"

#include "app/core/log.h"
#include "app/store/store.h"
#include "app/webhooks/callback_body.h"

namespace batchroom {

namespace {

OutboxDraft draftOf(CallbackEvent event, const QString& libraryId, const QString& endpoint)
{
    if (event.problem)
        event.problem->message = log::redacted(event.problem->message);
    return OutboxDraft{
        .messageId = callbackMessageId(event, libraryId, endpoint),
        .type = callbackTypeName(event.type),
        .job = event.job,
        .batch = event.batch,
        .endpoint = endpoint,
        .body = callbackBody(event),
    };
}

} // namespace

Result<int> enqueueCallbacks(Store& store, const CallbackEndpoint& endpoint, const QList<CallbackEvent>& events)
{
    const qint64 now = store.clock().now().count();
    return store.write<int>([&](Connection& connection) -> Result<int> {
        OutboxRepository outbox(connection);
        const Result<QString> libraryId = outbox.libraryId();
        if (!libraryId)
            return libraryId.error();
        int news = 0;
        for (const CallbackEvent& event : events) {
            const Result<bool> isNew = outbox.add(draftOf(event, *libraryId, endpoint.key()), now);
            if (!isNew)
                return isNew.error();
            news += *isNew ? 1 : 0;
        }
        return news;
    });
}

Result<void> reopenEndpoint(Store& store, const CallbackEndpoint& endpoint)
{
    const qint64 now = store.clock().now().count();
    return store.write<void>(
        [&](Connection& connection) { return OutboxRepository(connection).enableEndpoint(endpoint.key(), now); });
}

Result<qint64> resendCallbacks(Store& store, const QList<OutboxId>& ids)
{
    const qint64 now = store.clock().now().count();
    return store.write<qint64>(
        [&](Connection& connection) { return OutboxRepository(connection).sendAgain(ids, now); });
}

} // namespace batchroom
