// SPDX-License-Identifier: GPL-3.0-or-later
// What comes of events once they are in the inbox.
#include "app/store/duration_repository.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "app/studio/event_desk.h"
#include "tests/support/on_worker.h"
#include "tests/support/paid_sandbox.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using test::onWorker;
using test::PaidSandbox;

namespace {

InboxDraft draft(const char* sender, const char* id, const char* type, const char* body)
{
    return {QString::fromLatin1(sender), QString::fromLatin1(id), QString::fromLatin1(type), body};
}

} // namespace

class EventDeskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void worksOffWhatAnEarlierRunKept()
    {
        QTemporaryDir folder;
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        {
            const auto studio = Studio::open(options);
            QVERIFY(studio);
            for (int n = 0; n < 250; ++n)
                keep(**studio,
                    draft("ideogram-callback", qPrintable(QString::number(n)), "ideogram.generation.completed",
                        R"({"images":["a","b"]})"));
            keep(**studio,
                draft("ideogram-callback", "f", "ideogram.generation.failed", R"({"error":{"message":"No."}})"));
            keep(**studio, draft("ideogram-callback", "g", "ideogram.generation.failed", R"({"error":7})"));
            keep(**studio, draft("ideogram-callback", "h", "somebody.elses", "{}"));
        }
        const auto studio = Studio::open(options);
        QVERIFY(studio);
        QSignalSpy handled(&(*studio)->events(), &EventDesk::handled);
        (*studio)->events().workOff();
        (*studio)->events().workOff(); // while it works: once each all the same
        QTRY_COMPARE(handled.size(), 253);
        const auto outcome = [&](int at) { return handled.at(at).at(0).value<InboxEvent>().outcome; };
        QCOMPARE(outcome(0), QStringLiteral("2 pictures made elsewhere."));
        QCOMPARE(outcome(250), QStringLiteral("It failed elsewhere: No."));
        QCOMPARE(outcome(251), QStringLiteral("It failed elsewhere."));
        QCOMPARE(outcome(252), QStringLiteral("Noted."));
        QCOMPARE(unhandled(**studio), 0);
        (*studio)->events().workOff(); // nothing is left for it: the next one is the next one handled
        keep(**studio, draft("ideogram-callback", "i", "somebody.elses", "{}"));
        (*studio)->events().workOff();
        QTRY_COMPARE(handled.size(), 254);
        QCOMPARE(handled.at(253).at(0).value<InboxEvent>().event.eventId, QStringLiteral("i"));
        QCOMPARE(unhandled(**studio), 0);
    }

    // Ideogram says that it is finished long before the next poll is due.
    void aWebhookOfIdeogramWakesThePollOfItsGeneration()
    {
        const PaidSandbox sandbox(std::chrono::milliseconds(20));
        QVERIFY(sandbox.server);
        const auto studio = Studio::open(sandbox.studioOptions());
        QVERIFY(studio);
        (*studio)->setKey(sandboxKey());
        // By what was learned the first poll is due in ten minutes.
        QVERIFY(onWorker([&] {
            return (*studio)->store().write<void>([](Connection& connection) {
                return DurationRepository(connection)
                    .save(QStringLiteral("ideogram-3"), QStringLiteral("turbo"),
                        {10, std::chrono::minutes(10), std::chrono::seconds(1)});
            });
        }));
        JobQueue& queue = (*studio)->queue();
        QSignalSpy finished(&queue, &JobQueue::batchFinished);
        queue.start(StartAs::Running);
        BatchDraft batch;
        batch.account = QStringLiteral("ideogram");
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = QStringLiteral("a red lighthouse");
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("turbo");
        job.price = Money::fromMicros(30'000);
        batch.jobs.append(job);
        (void)queue.enqueue(batch);
        QString generation;
        QTRY_VERIFY(!(generation = generationOf(**studio)).isEmpty());
        QVERIFY(!queue.pollNow(QStringLiteral("another")));
        QTRY_VERIFY(queue.pollNow(generation)); // as soon as it waits
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QSignalSpy handled(&(*studio)->events(), &EventDesk::handled);
        keep(**studio, draft("ideogram", "long-gone", "ideogram.generation.completed", "{}"));
        (*studio)->events().workOff();
        QTRY_COMPARE(handled.size(), 1);
        QVERIFY(handled.at(0).at(0).value<InboxEvent>().outcome.contains(QStringLiteral("No job waits")));
    }

private:
    static void keep(Studio& studio, const InboxDraft& event)
    {
        const auto kept = onWorker([&] {
            return studio.store().write<std::optional<InboxId>>(
                [&](Connection& connection) { return InboxRepository(connection).add(event, 1); });
        });
        QVERIFY(kept && *kept);
    }
    static qsizetype unhandled(Studio& studio)
    {
        return onWorker([&] {
            return studio.store().read<QList<InboxEvent>>(
                [](Connection& connection) { return InboxRepository(connection).unhandled(1000); });
        })->size();
    }
    static QString generationOf(Studio& studio)
    {
        return onWorker([&] {
            return studio.store().read<std::optional<QString>>([](Connection& connection) {
                return selectValue<QString>(
                    connection, QStringLiteral("SELECT generation_id FROM attempt WHERE generation_id IS NOT NULL"));
            });
        })->value_or(QString());
    }
};

QTEST_MAIN(EventDeskTest)
#include "event_desk_test.moc"
