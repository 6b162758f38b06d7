// SPDX-License-Identifier: GPL-3.0-or-later
// In which order callbacks arrive when the receiver is away for a while, and who has to wait for whom.
#include "tests/webhooks/sender_bench.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

quint16 portOfNobody()
{
    const CallbackReceiver gone;
    return gone.port();
}

QList<CallbackEvent> events(qint64 first, qint64 last)
{
    QList<CallbackEvent> events;
    for (qint64 job = first; job <= last; ++job)
        events.append(eventOf(job));
    return events;
}

qint64 jobOf(const ReceivedCallback& callback)
{
    const qsizetype at = callback.request.body.indexOf("\"jobId\":") + 8;
    return callback.request.body.mid(at, callback.request.body.indexOf(',', at) - at).toLongLong();
}

QList<qint64> jobsOf(const QList<ReceivedCallback>& callbacks)
{
    QList<qint64> jobs;
    for (const ReceivedCallback& callback : callbacks)
        jobs.append(jobOf(callback));
    return jobs;
}

QList<qint64> numbers(qint64 first, qint64 last)
{
    QList<qint64> all;
    for (qint64 number = first; number <= last; ++number)
        all.append(number);
    return all;
}

// Moves the clock on by steps and lets the sender do what is due.
void pass(SenderBench& bench, Clock::Milliseconds time, Clock::Milliseconds step = 1min)
{
    const auto isAtRest = [&bench] { return bench.clock.waiters() == 1; };
    for (Clock::Milliseconds passed = 0ms; passed < time; passed += step) {
        QVERIFY(QTest::qWaitFor(isAtRest));
        bench.clock.advance(step);
    }
    QVERIFY(QTest::qWaitFor(isAtRest));
}

} // namespace

class CallbackOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingArrivesInOrderAfterAnHourOfSilence()
    {
        const quint16 port = portOfNobody();
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/hook").arg(port));
        SenderBench bench;
        bench.start(url);
        bench.sender->post(events(1, 10));
        pass(bench, 30min);
        bench.sender->post(events(11, 15));
        pass(bench, 15min);
        bench.restartLibrary();
        bench.start(url);
        pass(bench, 15min);
        const int triedInVain = static_cast<int>(bench.deliveries.size());
        QVERIFY(triedInVain <= 6); // by the schedule, on one message

        const CallbackReceiver receiver([](int) { return answer(204); }, port);
        bench.sender->post(events(16, 20));
        pass(bench, 5min);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 20);
        QCOMPARE(jobsOf(receiver.received()), numbers(1, 20));
    }

    // A proxy answers for the receiver behind it.
    void everythingArrivesInOrderAfterAnHourOfBadGateways()
    {
        std::atomic<bool> isUp = false;
        std::atomic<int> refused = 0;
        const CallbackReceiver receiver([&](int) {
            if (isUp)
                return answer(204);
            ++refused;
            return answer(502);
        });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post(events(1, 10));
        pass(bench, 60min);
        QVERIFY(refused <= 20); // it is looked at every five minutes, not stormed
        isUp = true;
        pass(bench, 5min);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 10);
        QCOMPARE(jobsOf(receiver.received()).mid(refused), numbers(1, 10));
    }

    // One that the receiver does not like holds nobody up.
    void aMessageThatIsRefusedLetsTheOthersPass()
    {
        const CallbackReceiver receiver([](int nth) { return answer(nth == 1 ? 500 : 204); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post(events(1, 3));
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);
        pass(bench, 1min);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 3);
        QCOMPARE(jobsOf(receiver.received()), (QList<qint64>{1, 2, 3, 1}));
    }

    // Nor does one that brings the receiver down each time: after two and a half hours the others pass it.
    void aMessageThatBringsTheReceiverDownHoldsTheOthersUpForAWhile()
    {
        std::atomic<bool> isDead = false;
        CallbackReceiver* self = nullptr;
        CallbackReceiver receiver([&](int nth) {
            isDead = jobOf(self->received().at(nth - 1)) == 1;
            return answer(isDead ? 502 : 204);
        });
        self = &receiver;
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post(events(1, 3));
        pass(bench, 60min);
        QCOMPARE(bench.settledAs(OutboxState::Delivered), 0);
        pass(bench, 8h, 10min);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);
        QCOMPARE(bench.settledAs(OutboxState::Dead), 0);
        pass(bench, 12h, 10min);
        QTRY_COMPARE(bench.settledAs(OutboxState::Dead), 1);
    }
};

QTEST_GUILESS_MAIN(CallbackOrderTest)
#include "callback_order_test.moc"
