// SPDX-License-Identifier: GPL-3.0-or-later
// The delivery log of callbacks for a window: what is in the outbox, and sending it once more. Main thread; the library
// is read and written on a worker.
#pragma once

#include "app/core/result.h"
#include "app/store/outbox_repository.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace batchroom {

class Store;

class CallbackDesk : public QObject {
    Q_OBJECT
public:
    explicit CallbackDesk(Store& store);
    ~CallbackDesk() override;

    // Newest first. done is called on this thread, unless context died; so below.
    void readNewest(int limit, QObject* context, std::function<void(Result<QList<OutboxMessage>>)> done);
    // From the start of the schedule, with the same ids and bodies; how many of them exist.
    void sendAgain(const QList<OutboxId>& ids, QObject* context, std::function<void(Result<qint64>)> done);

Q_SIGNALS:
    void sentAgain(); // senders should look

private:
    Store& m_store;
    QThreadPool m_worker;
};

} // namespace batchroom
