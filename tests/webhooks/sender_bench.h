// SPDX-License-Identifier: GPL-3.0-or-later
// A library with a sender, and what the sender told.
#pragma once

#include "app/store/store.h"
#include "app/webhooks/callback_sender.h"
#include "app/webhooks/callbacks.h"
#include "app/webhooks/signature.h"
#include "tests/support/manual_clock.h"
#include "tests/webhooks/callback_receiver.h"

#include <QTemporaryDir>

namespace batchroom::test {

inline CallbackEndpoint endpointAt(const QUrl& url, const QByteArray& secret = CallbackReceiver::secretText())
{
    return *CallbackEndpoint::create(url, {*callbackSecret(secret)});
}

inline CallbackEvent eventOf(qint64 job)
{
    return CallbackEvent{.atMs = 1'790'000'000'000,
        .job = JobId{job},
        .batch = BatchId{1},
        .campaign = QStringLiteral("Summer"),
        .prompt = QStringLiteral("Größe ✓"),
        .model = QStringLiteral("ideogram-4-5"),
        .images = {QStringLiteral("/library/originals/ab/%1.png").arg(job)},
        .attempt = 1};
}

class SenderBench {
public:
    SenderBench()
        : store(*Store::open(folder.path(), clock))
    {
    }
    void start(const QList<CallbackEndpoint>& endpoints)
    {
        sender = std::make_unique<CallbackSender>(*store, clock, endpoints);
        QObject::connect(sender.get(), &CallbackSender::settled, sender.get(),
            [this](const CallbackDelivery& delivery) { deliveries.append(delivery); });
        QObject::connect(sender.get(), &CallbackSender::flushed, sender.get(),
            [this](const OutboxCounts& left) { flushes.append(left); });
    }
    void start(const QUrl& url) { start({endpointAt(url)}); }
    // Ends the sender and the library, as a restart of the program does.
    void restartLibrary()
    {
        sender.reset();
        store.reset();
        store = *Store::open(folder.path(), clock);
    }
    int settledAs(OutboxState state) const
    {
        return static_cast<int>(std::count_if(deliveries.cbegin(), deliveries.cend(),
            [state](const CallbackDelivery& delivery) { return delivery.state == state; }));
    }
    QList<OutboxMessage> rows() const
    {
        return store
            ->read<QList<OutboxMessage>>(
                [](Connection& connection) { return OutboxRepository(connection).newest(1000); })
            .valueOr({});
    }

    ManualClock clock;
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<CallbackSender> sender;
    QList<CallbackDelivery> deliveries;
    QList<OutboxCounts> flushes;
};

} // namespace batchroom::test
