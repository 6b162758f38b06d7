// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/query.h"
#include "app/store/store.h"
#include "app/webhooks/callbacks.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

const QString endpointKey = QStringLiteral("https://example.com/hook");

CallbackEndpoint endpoint(const QString& url = endpointKey)
{
    return *CallbackEndpoint::create(QUrl(url), {});
}

CallbackEvent eventOf(qint64 job, int attempt = 1)
{
    return CallbackEvent{.atMs = 1'790'000'000'000, .job = JobId{job}, .batch = BatchId{1}, .attempt = attempt};
}

class Library {
public:
    Library()
        : store(*Store::open(folder.path(), clock))
    {
    }
    qint64 now() const { return clock.now().count(); }
    // Runs against the outbox in a transaction; fails the test when the library does.
    template <typename T, typename F>
    T with(F work)
    {
        Result<T> result = store->write<T>([&](Connection& connection) -> Result<T> {
            OutboxRepository outbox(connection);
            return work(outbox);
        });
        if (!result)
            qFatal("%s %s", qPrintable(result.error().what), qPrintable(result.error().detail));
        return *std::move(result);
    }
    std::optional<OutboxMessage> firstDue()
    {
        return with<std::optional<OutboxMessage>>([&](auto& outbox) { return outbox.firstDue(endpointKey, now()); });
    }
    void settle(OutboxId id, const OutboxSettlement& settlement)
    {
        with<bool>(
            [&](auto& outbox) { return outbox.settle(id, settlement).andThen([] { return Result<bool>(true); }); });
    }
    OutboxCounts counts()
    {
        return with<OutboxCounts>([&](auto& outbox) { return outbox.counts(endpointKey); });
    }
    int enqueue(const QList<CallbackEvent>& events)
    {
        const Result<int> news = enqueueCallbacks(*store, endpoint(), events);
        return news.valueOr(-1);
    }

    test::ManualClock clock;
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
};

} // namespace

class OutboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsEachFactOnce()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1), eventOf(2)}), 2);
        CallbackEvent retold = eventOf(1);
        retold.atMs += 60'000;
        QCOMPARE(library.enqueue({retold, eventOf(3), eventOf(1, 2)}), 2);
        QCOMPARE(library.counts(), (OutboxCounts{.waiting = 4}));
        QVERIFY(library.firstDue()->body.contains("14:13:20.000Z"));
    }

    void tellsTwoLibrariesApart()
    {
        Library one;
        Library other;
        QCOMPARE(one.enqueue({eventOf(1)}), 1);
        QCOMPARE(other.enqueue({eventOf(1)}), 1);
        QVERIFY(one.firstDue()->messageId != other.firstDue()->messageId);
    }

    void keepsEndpointsApart()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1)}), 1);
        QVERIFY(enqueueCallbacks(*library.store, endpoint(QStringLiteral("https://example.com/other")), {eventOf(1)}));
        QCOMPARE(library.counts().total(), 1);
    }

    void handsOutWhatIsDueInOrder()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1), eventOf(2)}), 2);
        const OutboxMessage first = *library.firstDue();
        QCOMPARE(first.job, JobId{1});
        QCOMPARE(first.batch, BatchId{1});
        QCOMPARE(first.type, QStringLiteral("ideogram.generation.completed"));
        library.settle(first.id, {.nextTryMs = library.now() + 5000, .status = 500, .message = QStringLiteral("Why.")});
        QCOMPARE(library.firstDue()->job, JobId{2});
        library.settle(library.firstDue()->id, {.state = OutboxState::Delivered, .status = 200});
        QVERIFY(!library.firstDue());
        const auto next = library.with<std::optional<qint64>>(
            [&](auto& outbox) { return outbox.nextTryMs(endpointKey, library.now()); });
        QCOMPARE(next.value_or(0), library.now() + 5000);
        library.clock.advance(5s);
        const OutboxMessage again = *library.firstDue();
        QCOMPARE(again.id, first.id);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.tries, 1);
        QCOMPARE(again.lastStatus.value_or(0), 500);
        QCOMPARE(again.lastMessage, QStringLiteral("Why."));
        QCOMPARE(library.counts(), (OutboxCounts{.waiting = 1, .delivered = 1}));
    }

    void settlesOnlyWhatWaits()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1)}), 1);
        const OutboxId id = library.firstDue()->id;
        library.settle(id, {.state = OutboxState::Delivered, .status = 200});
        library.settle(id, {.state = OutboxState::Dead, .status = 500});
        QCOMPARE(library.counts(), (OutboxCounts{.delivered = 1}));
    }

    // A clock that was a year ahead when the next try was planned.
    void doesNotWaitForAClockThatWasSetBack()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1)}), 1);
        library.settle(library.firstDue()->id, {.nextTryMs = library.now() + 365LL * 86'400'000});
        QVERIFY(library.firstDue());
    }

    void keepsWhatADisabledEndpointWouldGet()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1)}), 1);
        library.with<bool>([&](auto& outbox) {
            return outbox.disableEndpoint(endpointKey, QStringLiteral("Gone.")).andThen([] {
                return Result<bool>(true);
            });
        });
        QCOMPARE(library.enqueue({eventOf(2)}), 1);
        QVERIFY(!library.firstDue());
        QCOMPARE(library.counts(), (OutboxCounts{.disabled = 2}));
        QVERIFY(reopenEndpoint(*library.store, endpoint()));
        QCOMPARE(library.enqueue({eventOf(3)}), 1);
        QCOMPARE(library.counts(), (OutboxCounts{.waiting = 3}));
        QVERIFY(library.firstDue());
    }

    void sendsAgainWhatAPersonAsksFor()
    {
        Library library;
        QCOMPARE(library.enqueue({eventOf(1)}), 1);
        const OutboxMessage before = *library.firstDue();
        library.settle(before.id, {.state = OutboxState::Dead, .status = 500});
        QVERIFY(!library.firstDue());
        QCOMPARE(resendCallbacks(*library.store, {before.id, OutboxId{999}}).valueOr(-1), 1);
        const OutboxMessage after = *library.firstDue();
        QCOMPARE(after.messageId, before.messageId);
        QCOMPARE(after.body, before.body);
        QCOMPARE(after.tries, 0);
    }

    void findsTheNextOfManyThroughAnIndex()
    {
        Library library;
        const auto plan = library.store->read<QString>([](Connection& connection) -> Result<QString> {
            QStringList lines;
            Query query(connection,
                QStringLiteral("EXPLAIN QUERY PLAN SELECT next_try_ms FROM outbox WHERE endpoint = 'e' AND state = "
                               "'waiting' ORDER BY next_try_ms LIMIT 1"));
            const Result<void> done = query.each([&](const Row& row) { lines.append(row.text(3)); });
            return done ? Result<QString>(lines.join(QLatin1Char(' '))) : Result<QString>(done.error());
        });
        QVERIFY2(plan->contains(QLatin1StringView("outbox_due")) && !plan->contains(QLatin1StringView("TEMP B-TREE")),
            qPrintable(*plan));
    }

    void namesItsStates()
    {
        for (const OutboxState state :
            {OutboxState::Waiting, OutboxState::Delivered, OutboxState::Dead, OutboxState::Disabled})
            QCOMPARE(outboxStateFromName(outboxStateName(state)), std::optional(state));
        QVERIFY(!outboxStateFromName(u"lost"));
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "outbox_test.moc"
