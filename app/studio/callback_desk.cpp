// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/callback_desk.h"

#include "app/store/store.h"
#include "app/webhooks/callbacks.h"

#include <QtConcurrentRun>

namespace batchroom {

CallbackDesk::CallbackDesk(Store& store)
    : m_store(store)
{
    m_worker.setMaxThreadCount(1);
}

CallbackDesk::~CallbackDesk()
{
    m_worker.waitForDone();
}

void CallbackDesk::readNewest(int limit, QObject* context, std::function<void(Result<QList<OutboxMessage>>)> done)
{
    QtConcurrent::run(&m_worker, [store = &m_store, limit] {
        return store->read<QList<OutboxMessage>>(
            [limit](Connection& connection) { return OutboxRepository(connection).newest(limit); });
    }).then(context, std::move(done));
}

void CallbackDesk::sendAgain(const QList<OutboxId>& ids, QObject* context, std::function<void(Result<qint64>)> done)
{
    QtConcurrent::run(&m_worker, [store = &m_store, ids] { return resendCallbacks(*store, ids); })
        .then(this,
            [this](const Result<qint64>& found) {
                Q_EMIT sentAgain();
                return found;
            })
        .then(context, std::move(done));
}

} // namespace batchroom
