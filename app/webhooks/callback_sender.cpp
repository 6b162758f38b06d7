// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_sender.h"

#include "app/webhooks/callback_worker.h"

#include <QTimer>

namespace batchroom {

class CallbackSender::Private {
public:
    Private(CallbackSender& sender, Store& store, Clock& clock, const QList<CallbackEndpoint>& endpoints)
        : q(sender)
        , worker(store, clock, endpoints, listener())
    {
        flushTimer.setSingleShot(true);
        QObject::connect(&flushTimer, &QTimer::timeout, &q, [this] { worker.endFlush(); });
    }

    // The worker's words, said on the sender's thread.
    CallbackWorker::Listener listener()
    {
        return {
            .settled =
                [this](const CallbackDelivery& delivery) { later([this, delivery] { Q_EMIT q.settled(delivery); }); },
            .flushed =
                [this](const OutboxCounts& counts) {
                    later([this, counts] {
                        flushTimer.stop();
                        Q_EMIT q.flushed(counts);
                    });
                },
            .failed = [this](const Error& error) { later([this, error] { Q_EMIT q.failed(error); }); },
        };
    }
    template <typename F>
    void later(F emission)
    {
        QMetaObject::invokeMethod(&q, std::move(emission), Qt::QueuedConnection);
    }

    CallbackSender& q;
    QTimer flushTimer;
    CallbackWorker worker; // last: its thread uses the rest
};

CallbackSender::CallbackSender(Store& store, Clock& clock, const QList<CallbackEndpoint>& endpoints)
    : d(std::make_unique<Private>(*this, store, clock, endpoints))
{
}

CallbackSender::~CallbackSender() = default;

void CallbackSender::post(const QList<CallbackEvent>& events)
{
    d->worker.post(events);
}

void CallbackSender::wake()
{
    d->worker.wake();
}

void CallbackSender::flush(std::chrono::milliseconds atMost)
{
    d->flushTimer.start(atMost);
    d->worker.beginFlush(atMost);
}

} // namespace batchroom
