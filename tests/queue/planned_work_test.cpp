// SPDX-License-Identifier: GPL-3.0-or-later
// What a person plans: order, priority, a start in the evening, prompts that change, and what is there already.
#include "tests/queue/queue_fixture.h"

#include <mutex>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

class PlannedWorkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsWhatWasDraggedForwardFirst();
    void keepsTheOrderAfterAThousandMovesToOnePlace();
    void refusesToMoveBeforeWhatIsNotWaiting();
    void sendsABatchOfHigherPriorityFirst();
    void waitsForTheStartOfABatchAndLetsOthersGoAhead();
    void startsAtOnceWhenThePersonSaysSo();
    void editsAPromptThatWaits();
    void sendsAWithheldOneAgainWithAnotherPrompt();
    void findsWorkThatIsThereAlready();
    void tellsWhatAnApprovedImageCost();
    void leavesFreeImagesOutOfWhatAPaidOneCost();
    void comparesQuotesWithCharges();

private:
    // One at a time, in the order they were sent.
    static QStringList sentOrder(QueueFixture& fixture, const std::function<void()>& go);
    static std::unique_ptr<QueueFixture> oneByOne()
    {
        JobQueue::Options options;
        options.placeLimit = 1;
        return std::make_unique<QueueFixture>(options);
    }
    static QStringList waiting(QueueFixture& fixture)
    {
        QList<JobRow> jobs = fixture.snapshot().jobs;
        std::sort(jobs.begin(), jobs.end(), [](const JobRow& a, const JobRow& b) { return a.position < b.position; });
        QStringList prompts;
        for (const JobRow& job : jobs)
            prompts.append(job.prompt);
        return prompts;
    }
};

QStringList PlannedWorkTest::sentOrder(QueueFixture& fixture, const std::function<void()>& go)
{
    std::mutex mutex;
    QStringList sent;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        const std::lock_guard lock(mutex);
        sent.append(request.prompt);
        return FakeService::accepted(request.prompt, nth);
    };
    go();
    fixture.service.onSubmit = nullptr;
    return sent;
}

void PlannedWorkTest::sendsWhatWasDraggedForwardFirst()
{
    const auto fixture = oneByOne();
    QVERIFY(fixture->enqueue(draftOf(4)));
    const QList<JobRow> jobs = fixture->snapshot().jobs;
    fixture->queue->moveBefore({jobs.at(3).id, jobs.at(2).id}, jobs.at(1).id);
    fixture->queue->moveBefore({jobs.at(0).id}, {});
    const QStringList order{
        QStringLiteral("prompt 4"), QStringLiteral("prompt 3"), QStringLiteral("prompt 2"), QStringLiteral("prompt 1")};
    QCOMPARE(waiting(*fixture), order);
    QCOMPARE(sentOrder(*fixture, [&] { QVERIFY(fixture->untilIdle()); }), order);
}

void PlannedWorkTest::keepsTheOrderAfterAThousandMovesToOnePlace()
{
    const auto fixture = oneByOne();
    QVERIFY(fixture->enqueue(draftOf(3)));
    const QList<JobRow> jobs = fixture->snapshot().jobs;
    for (int n = 0; n < 500; ++n) {
        fixture->queue->moveBefore({jobs.at(1).id}, jobs.at(0).id);
        fixture->queue->moveBefore({jobs.at(2).id}, jobs.at(0).id);
    }
    QCOMPARE(waiting(*fixture),
        (QStringList{QStringLiteral("prompt 2"), QStringLiteral("prompt 3"), QStringLiteral("prompt 1")}));
}

void PlannedWorkTest::refusesToMoveBeforeWhatIsNotWaiting()
{
    const auto fixture = oneByOne();
    QVERIFY(fixture->enqueue(draftOf(3)));
    const QList<JobRow> jobs = fixture->snapshot().jobs;
    fixture->queue->cancelJobs({jobs.at(2).id});
    QSignalSpy failed(fixture->queue.get(), &JobQueue::commandFailed);
    fixture->queue->moveBefore({jobs.at(1).id}, jobs.at(2).id);
    QVERIFY(failed.wait(10'000));
    QVERIFY(failed.first().first().value<Error>().what.contains(QStringLiteral("not waiting any more")));
    QCOMPARE(waiting(*fixture).first(), QStringLiteral("prompt 1"));
}

void PlannedWorkTest::sendsABatchOfHigherPriorityFirst()
{
    const auto fixture = oneByOne();
    BatchDraft later = draftOf(1, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("later"));
    later.priority = BatchPriority::Later;
    QVERIFY(fixture->enqueue(later));
    QVERIFY(
        fixture->enqueue(draftOf(2, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("normal"))));
    const Result<BatchId> urgent =
        fixture->enqueue(draftOf(2, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("urgent")));
    QVERIFY(urgent);
    fixture->queue->setBatchPriority(*urgent, BatchPriority::First);
    const QStringList order{QStringLiteral("urgent 1"), QStringLiteral("urgent 2"), QStringLiteral("normal 1"),
        QStringLiteral("normal 2"), QStringLiteral("later 1")};
    QCOMPARE(waiting(*fixture), order);
    QCOMPARE(sentOrder(*fixture, [&] { QVERIFY(fixture->untilIdle()); }), order);
    QCOMPARE(fixture->snapshot().batches.first().priority, BatchPriority::First);
}

void PlannedWorkTest::waitsForTheStartOfABatchAndLetsOthersGoAhead()
{
    QueueFixture fixture({}, ManualClock::Wait::Block);
    BatchDraft tonight = draftOf(2, SubmitMode::Synchronous, QStringLiteral("sandbox"), QStringLiteral("tonight"));
    tonight.startMs = (fixture.clock.now() + 8h).count();
    QVERIFY(fixture.enqueue(tonight));
    QVERIFY(fixture.enqueue(draftOf(2, SubmitMode::Synchronous, QStringLiteral("sandbox"))));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.count(JobState::Done), 2);
    QCOMPARE(fixture.service.submits(), 2);
    QCOMPARE(fixture.count(JobState::Queued), 2);
    fixture.clock.advance(7h + 59min);
    fixture.queue->resume(); // makes it look for work
    QCOMPARE(fixture.snapshot().inFlight, 0);
    QCOMPARE(fixture.count(JobState::Queued), 2);
    QSignalSpy idle(fixture.queue.get(), &JobQueue::idle);
    fixture.clock.advance(1min);
    QVERIFY(idle.wait(10'000));
    QCOMPARE(fixture.count(JobState::Done), 4);
}

void PlannedWorkTest::startsAtOnceWhenThePersonSaysSo()
{
    QueueFixture fixture({}, ManualClock::Wait::Block);
    BatchDraft tonight = draftOf(2, SubmitMode::Synchronous, QStringLiteral("sandbox"));
    tonight.startMs = (fixture.clock.now() + 8h).count();
    const Result<BatchId> batch = fixture.enqueue(tonight);
    QVERIFY(batch);
    QCOMPARE(fixture.snapshot().batches.first().startMs, tonight.startMs);
    QVERIFY(fixture.untilIdleAfter([&] {
        fixture.queue->start(StartAs::Running);
        fixture.queue->setBatchStart(*batch, 0);
    }));
    QCOMPARE(fixture.count(JobState::Done), 2);
}

void PlannedWorkTest::editsAPromptThatWaits()
{
    const auto fixture = oneByOne();
    QVERIFY(fixture->enqueue(draftOf(1)));
    const JobId job = fixture->snapshot().jobs.first().id;
    fixture->queue->editAndRequeue(job, QStringLiteral("a red door"));
    QCOMPARE(fixture->snapshot().jobs.first().prompt, QStringLiteral("a red door"));
    QCOMPARE(sentOrder(*fixture, [&] { QVERIFY(fixture->untilIdle()); }), QStringList{QStringLiteral("a red door")});
    // What is made is not changed any more.
    QSignalSpy failed(fixture->queue.get(), &JobQueue::commandFailed);
    fixture->queue->editAndRequeue(job, QStringLiteral("a blue door"));
    QVERIFY(failed.wait(10'000));
    QCOMPARE(fixture->snapshot().jobs.first().prompt, QStringLiteral("a red door"));
}

void PlannedWorkTest::sendsAWithheldOneAgainWithAnotherPrompt()
{
    const auto fixture = oneByOne();
    fixture->service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        if (request.prompt.startsWith(QStringLiteral("prompt")))
            return ImagesReturned{{}, {withheldImage()}};
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture->enqueue(draftOf(1)));
    QVERIFY(fixture->untilIdle());
    QCOMPARE(fixture->state(0), JobState::Withheld);
    QVERIFY(fixture->untilIdleAfter(
        [&] { fixture->queue->editAndRequeue(fixture->snapshot().jobs.first().id, QStringLiteral("milder")); }));
    QCOMPARE(fixture->state(0), JobState::Done);
    // Both were charged.
    QCOMPARE(fixture->snapshot().batches.first().spent, Money::fromMicros(120'000));
}

void PlannedWorkTest::findsWorkThatIsThereAlready()
{
    const auto fixture = oneByOne();
    const auto duplicates = [&](const BatchDraft& draft) {
        QFuture<Result<DuplicateWork>> future = fixture->queue->findDuplicates({draft});
        future.waitForFinished();
        return *future.result();
    };
    QVERIFY(duplicates(draftOf(3)).isEmpty());
    QVERIFY(fixture->enqueue(draftOf(2)));
    const DuplicateWork queued = duplicates(draftOf(3));
    QCOMPARE(queued.waiting, 2);
    QCOMPARE(queued.done, 0);
    QCOMPARE(queued.rows, (QList<int>{1, 2}));
    QCOMPARE(queued.price, Money::fromMicros(120'000));
    QVERIFY(fixture->untilIdle());
    QCOMPARE(duplicates(draftOf(3)).done, 2);
    // Another account, or another seed, is other work.
    QVERIFY(duplicates(draftOf(3, SubmitMode::Asynchronous, QStringLiteral("sandbox"))).isEmpty());
    BatchDraft seeded = draftOf(2);
    for (JobDraft& job : seeded.jobs)
        job.request.seed = 7;
    QVERIFY(duplicates(seeded).isEmpty());
}

void PlannedWorkTest::tellsWhatAnApprovedImageCost()
{
    const auto fixture = oneByOne();
    QVERIFY(fixture->enqueue(draftOf(3)));
    QVERIFY(fixture->untilIdle());
    fixture->change(QStringLiteral("UPDATE asset SET decision = 1 WHERE id <= 2"));
    QFuture<Result<QList<CampaignCost>>> future = fixture->queue->campaignCosts();
    future.waitForFinished();
    const CampaignCost cost = future.result()->first();
    QCOMPARE(cost.name, QStringLiteral("Autumn"));
    QCOMPARE(cost.images, 3);
    QCOMPARE(cost.approved, 2);
    QCOMPARE(cost.spent, Money::fromMicros(180'000));
    QCOMPARE(cost.perApproved(), std::optional(Money::fromMicros(90'000)));
}

void PlannedWorkTest::leavesFreeImagesOutOfWhatAPaidOneCost()
{
    const auto fixture = oneByOne();
    const auto costNow = [&] {
        QFuture<Result<QList<CampaignCost>>> future = fixture->queue->campaignCosts();
        future.waitForFinished();
        return future.result()->first();
    };
    QVERIFY(fixture->enqueue(draftOf(2, SubmitMode::Asynchronous, QStringLiteral("sandbox"), QStringLiteral("free"))));
    QVERIFY(fixture->untilIdle());
    fixture->change(QStringLiteral("UPDATE asset SET decision = 1"));
    QCOMPARE(costNow().approved, 2);
    QCOMPARE(costNow().perApproved(), std::optional(Money()));
    QVERIFY(fixture->untilIdleAfter([&] { (void)fixture->enqueue(draftOf(3)); }));
    fixture->change(QStringLiteral("UPDATE asset SET decision = 1"));
    QCOMPARE(costNow().images, 3);
    QCOMPARE(costNow().approved, 3);
    QCOMPARE(costNow().perApproved(), std::optional(Money::fromMicros(60'000)));
}

void PlannedWorkTest::comparesQuotesWithCharges()
{
    const auto fixture = oneByOne();
    fixture->service.onPoll = [](const QString& generationId, int) -> PollOutcome {
        PollOutcome outcome = FakeService::completed(generationId);
        std::get<GenerationCompleted>(outcome).charged = Money::fromMicros(70'000);
        return outcome;
    };
    QVERIFY(fixture->enqueue(draftOf(2)));
    QVERIFY(fixture->untilIdle());
    const BatchSummary batch = fixture->snapshot().batches.first();
    QCOMPARE(batch.quoted, Money::fromMicros(120'000));
    QCOMPARE(batch.charged, Money::fromMicros(140'000));
    QCOMPARE(batch.spent, Money::fromMicros(140'000));
}

QTEST_GUILESS_MAIN(PlannedWorkTest)
#include "planned_work_test.moc"
