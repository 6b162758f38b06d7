// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/webhooks/sender_bench.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

class CallbackSenderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversSignedCallbacksInOrder()
    {
        const CallbackReceiver receiver;
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1), eventOf(2), eventOf(3)});
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 3);

        const QList<ReceivedCallback> received = receiver.received();
        QCOMPARE(received.size(), 3);
        qint64 job = 0;
        for (const ReceivedCallback& callback : received) {
            QVERIFY(callback.isSignedRight);
            QCOMPARE(callback.timestamp, bench.clock.now().count() / 1000);
            QCOMPARE(callback.request.method, QByteArray("POST"));
            QCOMPARE(callback.request.header("Content-Type"), QByteArray("application/json"));
            QVERIFY(callback.request.body.contains("\"jobId\":" + QByteArray::number(++job) + ','));
        }
        const CallbackDelivery& first = bench.deliveries.constFirst();
        QCOMPARE(first.messageId.toLatin1(), received.constFirst().id);
        QCOMPARE(first.job, JobId{1});
        QCOMPARE(first.status.value_or(0), 204);
        QCOMPARE(first.tries, 1);
        QCOMPARE(first.message, QString());
    }

    void tellsTheSameFactOnce()
    {
        const CallbackReceiver receiver;
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);
        bench.sender->post({eventOf(2)});
        bench.sender->flush(10s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(receiver.count(), 2);
    }

    void repeatsTheSameMessageAfterAnError()
    {
        const CallbackReceiver receiver([](int nth) { return answer(nth == 1 ? 500 : 200); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        QTRY_COMPARE(bench.deliveries.size(), 1);
        QCOMPARE(bench.deliveries.at(0).state, OutboxState::Waiting);
        QCOMPARE(bench.deliveries.at(0).nextTryMs, bench.clock.now().count() + 5000);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        bench.clock.advance(4s);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        QCOMPARE(receiver.count(), 1);
        bench.clock.advance(1s);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 1);

        const QList<ReceivedCallback> received = receiver.received();
        QCOMPARE(received.size(), 2);
        QCOMPARE(received.at(1).id, received.at(0).id);
        QCOMPARE(received.at(1).request.body, received.at(0).request.body);
        QCOMPARE(received.at(1).timestamp, received.at(0).timestamp + 5);
        QVERIFY(received.at(0).isSignedRight && received.at(1).isSignedRight);
        QVERIFY(
            received.at(0).request.header("webhook-signature") != received.at(1).request.header("webhook-signature"));
    }

    void givesUpAfterTheWholeSchedule()
    {
        const CallbackReceiver receiver([](int) { return answer(500); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        int tries = 1;
        for (const Clock::Milliseconds delay : {5s, 30s, 300s, 1800s, 7200s, 18000s, 36000s}) {
            QTRY_COMPARE(bench.deliveries.size(), tries);
            QCOMPARE(bench.deliveries.constLast().state, OutboxState::Waiting);
            QTRY_COMPARE(bench.clock.waiters(), 1);
            bench.clock.advance(delay);
            ++tries;
        }
        QTRY_COMPARE(bench.deliveries.size(), 8);
        QCOMPARE(bench.deliveries.constLast().state, OutboxState::Dead);
        QVERIFY(bench.deliveries.constLast().message.endsWith(QLatin1Char('.')));
        QTRY_COMPARE(bench.clock.waiters(), 1);
        bench.clock.advance(100h);
        bench.sender->flush(10s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.dead = 1}));
        QCOMPARE(receiver.count(), 8);

        QCOMPARE(resendCallbacks(*bench.store, {bench.deliveries.constLast().id}).valueOr(-1), 1);
        bench.sender->wake();
        QTRY_COMPARE(receiver.count(), 9);
        QCOMPARE(receiver.received().constLast().id, receiver.received().constFirst().id);
    }

    void doesNotFollowARedirect()
    {
        const CallbackReceiver elsewhere;
        const QByteArray location = elsewhere.url().toEncoded();
        const CallbackReceiver receiver([location](int nth) {
            return answer(nth == 1 ? 307 : 302, {}, {{"Location", location}});
        });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        QTRY_COMPARE(bench.deliveries.size(), 1);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        bench.clock.advance(5s);
        QTRY_COMPARE(bench.deliveries.size(), 2);
        QCOMPARE(bench.settledAs(OutboxState::Waiting), 2);
        QCOMPARE(bench.deliveries.constFirst().status.value_or(0), 307);
        QCOMPARE(receiver.count(), 2);
        QCOMPARE(elsewhere.count(), 0);
    }

    void stopsAtAnEndpointThatIsGone()
    {
        const CallbackReceiver receiver([](int nth) { return answer(nth == 1 ? 410 : 200); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.settledAs(OutboxState::Disabled), 1);
        bench.sender->post({eventOf(3)});
        bench.sender->flush(10s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.disabled = 3}));
        QCOMPARE(receiver.count(), 1);

        bench.restartLibrary();
        bench.start(receiver.url());
        bench.sender->post({eventOf(4)});
        bench.sender->flush(10s);
        QTRY_COMPARE(bench.flushes.size(), 2);
        QCOMPARE(receiver.count(), 1);

        QVERIFY(reopenEndpoint(*bench.store, endpointAt(receiver.url())));
        bench.sender->wake();
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 4);
        QCOMPARE(receiver.count(), 5);
    }

    void waitsAsLongAsTheReceiverAsks()
    {
        const CallbackReceiver receiver([](int nth) {
            return nth == 1 ? answer(429, {}, {{"Retry-After", "90"}}) : answer(200);
        });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.deliveries.size(), 1);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        bench.clock.advance(60s);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        bench.clock.advance(29s);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        QCOMPARE(receiver.count(), 1);
        bench.clock.advance(1s);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);
    }

    void reachesEveryEndpointAlthoughOneIsDown()
    {
        const CallbackReceiver good;
        quint16 freePort = 0;
        {
            const CallbackReceiver gone;
            freePort = gone.port();
        }
        SenderBench bench;
        bench.start(
            {endpointAt(QUrl(QStringLiteral("http://127.0.0.1:%1/hook").arg(freePort))), endpointAt(good.url())});
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        // Nobody answers there: the second message does not even try.
        QCOMPARE(bench.settledAs(OutboxState::Waiting), 1);
        QVERIFY(bench.deliveries.constFirst().message.contains(QLatin1StringView("127.0.0.1")));
    }

    void leavesRowsOfOtherEndpointsAlone()
    {
        const CallbackReceiver receiver;
        const CallbackReceiver other;
        SenderBench bench;
        QVERIFY(enqueueCallbacks(*bench.store, endpointAt(other.url()), {eventOf(1)}));
        bench.start(receiver.url());
        bench.sender->post({eventOf(2)});
        bench.sender->flush(10s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.delivered = 1}));
        QCOMPARE(other.count(), 0);
    }

    void flushesAtOnceWhenNothingIsWaiting()
    {
        const CallbackReceiver receiver;
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->flush(100s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.flushes.size(), 1, 5000);
        QCOMPARE(bench.flushes.constFirst(), OutboxCounts());
    }

    void flushesWithoutWaitingForATryThatIsTooFarAway()
    {
        const CallbackReceiver receiver([](int) { return answer(500); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        bench.sender->flush(4s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.flushes.size(), 1, 3000);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.waiting = 1}));
        QCOMPARE(receiver.count(), 1);
    }

    void waitsDuringAFlushForATryThatIsNear()
    {
        const CallbackReceiver receiver([](int nth) { return answer(nth == 1 ? 500 : 200); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        bench.sender->flush(60s);
        QTRY_COMPARE(bench.deliveries.size(), 1);
        QTRY_COMPARE(bench.clock.waiters(), 1);
        QCOMPARE(bench.flushes.size(), 0);
        bench.clock.advance(5s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.delivered = 1}));
    }
};

QTEST_GUILESS_MAIN(CallbackSenderTest)
#include "callback_sender_test.moc"
