// SPDX-License-Identifier: GPL-3.0-or-later
// What people and providers may do to a running queue: pause, cancel, hold, limit, close.
#include "app/queue/dispatcher.h"
#include "tests/queue/queue_fixture.h"

#include <latch>
#include <mutex>
#include <semaphore>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QString ideogram = QStringLiteral("ideogram");

// Keeps calls inside the provider until the test lets them go.
class Gate {
public:
    void pass()
    {
        ++m_arrived;
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_isOpen; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_opened.notify_all();
    }
    int arrived() const { return m_arrived.load(); }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    std::atomic<int> m_arrived{0};
    bool m_isOpen = false;
};

} // namespace

class QueueControlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesAnEmptyBatchAndAnUnknownAccount();
    void neverPassesTheLimitInA429Storm();
    void holdsTheAccountWhenCreditIsGone();
    void goesOnWhenThePersonReleasesTheHold();
    void keepsAHoldOverARestart();
    void holdsWhenTheQuoteSaysTheKeyIsRefused();
    void stopsPollingWhenTheKeyIsRefusedAndGoesOnLater();
    void waitsWhenNoQuoteCanBeHad();
    void holdsInsteadOfPayingADearerPrice();
    void asksAgainAboutADearerPriceNobodyAgreedTo();
    void sendsWhatWasEditedWhileThePriceWasAskedFor();
    void neverPassesABatchCapWithTenWorkers();
    void neverPassesADayCap();
    void waitsNoLongerWhenTheClockIsSetBack();
    void usesTheRoomThatAFailedGenerationLeaves();
    void goesOnWithOtherBatchesAfterACapIsRaised();
    void aBatchAtItsCapDoesNotHoldTheOthers();
    void holdsWhenTheRefusalComesAfterTheLastOneInFlight();
    void goesOnAfterOneFailedWrite();
    void startsAfterAllWhenTheFirstTryFailed();
    void aKeyReleasesOnlyAHoldThatIsAboutTheKey();
    void holdsOnAFullDiskBeforePayingAndGoesOnByItself();
    void pauseStopsNewPaymentsAndSurvivesARestart();
    void startsPausedWhenAsked();
    void pausesOneBatchOnly();
    void cancelsWaitingJobs();
    void discardsTheResultOfACancelledJobInFlight();
    void finishesAPaidCallWhenItIsDestroyed();
    void leavesEarlierBatchesAlone();
    void writesOffOrResendsUnknownJobsOnlyOnAPersonsWord();
    void editsARefusedPromptAndSendsItAgain();
    void startsTheFirstOfTheLineFirst();
    void saysWhyAJobCannotBeRetried();
    void tellsChangesAtMostTwentyTimesASecond();
    void aWorkerThatDownloadsDoesNotKeepTheNextFromStarting();
    void tellsIdleWhenThereIsNothingToDo();
};

void QueueControlTest::refusesAnEmptyBatchAndAnUnknownAccount()
{
    QueueFixture fixture;
    QCOMPARE(fixture.enqueue(draftOf(0)).error().code, ErrorCode::BadInput);
    const Result<BatchId> stranger = fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, QStringLiteral("acme")));
    QCOMPARE(stranger.error().code, ErrorCode::BadInput);
    QVERIFY(stranger.error().what.contains(QStringLiteral("acme")));
    BatchDraft below = draftOf(1);
    below.jobs.first().price = Money::fromMicros(-1);
    QCOMPARE(fixture.enqueue(below).error().code, ErrorCode::BadInput);
    QCOMPARE(fixture.snapshot().batches.size(), 0);
}

void QueueControlTest::neverPassesTheLimitInA429Storm()
{
    QueueFixture fixture;
    constexpr int serverLimit = 4;
    std::atomic<int> inFlight{0}, most{0}, refused{0};
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        if (const int now = ++inFlight; now > serverLimit) {
            --inFlight;
            ++refused;
            return Throttled{.message = QStringLiteral("inflight_limit"), .maxInFlight = serverLimit, .retryAfter = {}};
        } else {
            int before = most;
            while (now > before && !most.compare_exchange_weak(before, now))
                ;
        }
        return FakeService::accepted(request.prompt, nth);
    };
    fixture.service.onPoll = [&](const QString& generationId, int nth) -> PollOutcome {
        if (nth < 3)
            return StillPending{};
        --inFlight;
        return FakeService::completed(generationId);
    };
    QVERIFY(fixture.enqueue(draftOf(120)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 120);
    QVERIFY(most <= serverLimit);
    for (const JobRow& job : fixture.snapshot().jobs)
        QCOMPARE(job.attempts, 1);
    QCOMPARE(fixture.value(QStringLiteral("SELECT SUM(failures) FROM job")), QStringLiteral("0"));
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM attempt WHERE billed = 'yes'")), QStringLiteral("120"));
}

void QueueControlTest::holdsTheAccountWhenCreditIsGone()
{
    QueueFixture fixture;
    std::atomic<int> sent{0};
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return ++sent <= 7
            ? FakeService::accepted(request.prompt, nth)
            : SendOutcome(AccountRefused{AccountProblem::OutOfCredit, QStringLiteral("insufficient funds")});
    };
    QSignalSpy held(fixture.queue.get(), &JobQueue::holdBegan);
    QVERIFY(fixture.enqueue(draftOf(100)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(held.size(), 1);
    QCOMPARE(held.first().at(1).value<Hold>().reason, HoldReason::OutOfCredit);
    // Those already on their way, and no more.
    QVERIFY2(sent <= 7 + 10, qPrintable(QString::number(sent)));
    QCOMPARE(fixture.count(JobState::Done), 7);
    QCOMPARE(fixture.count(JobState::Queued), 93);
}

void QueueControlTest::goesOnWhenThePersonReleasesTheHold()
{
    QueueFixture fixture;
    std::atomic<bool> hasCredit{false};
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return hasCredit ? FakeService::accepted(request.prompt, nth)
                         : SendOutcome(AccountRefused{AccountProblem::OutOfCredit, {}});
    };
    QSignalSpy ended(fixture.queue.get(), &JobQueue::holdEnded);
    QVERIFY(fixture.enqueue(draftOf(20)));
    QVERIFY(fixture.untilIdle());
    hasCredit = true;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(fixture.count(JobState::Done), 20);
    QVERIFY(fixture.snapshot().holds.isEmpty());
}

void QueueControlTest::keepsAHoldOverARestart()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return AccountRefused{AccountProblem::KeyRefused, {}};
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    const int sent = fixture.service.submits();
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), sent);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::KeyRefused);
    QVERIFY(!fixture.snapshot().holds.value(ideogram).message.isEmpty());
}

void QueueControlTest::holdsWhenTheQuoteSaysTheKeyIsRefused()
{
    QueueFixture fixture;
    fixture.service.onQuote = [](const GenerationRequest&) {
        return Result<Quote>(ErrorCode::KeyMissing, QStringLiteral("There is no key."));
    };
    QVERIFY(fixture.enqueue(draftOf(30)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::KeyMissing);
    QCOMPARE(fixture.count(JobState::Queued), 30);
}

void QueueControlTest::stopsPollingWhenTheKeyIsRefusedAndGoesOnLater()
{
    QueueFixture fixture;
    std::atomic<bool> isKeyGood{false};
    fixture.service.onPoll = [&](const QString& generationId, int) -> PollOutcome {
        return isKeyGood ? FakeService::completed(generationId)
                         : PollOutcome(AccountRefused{AccountProblem::KeyRefused, {}});
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Accepted) + fixture.count(JobState::Queued), 3);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::KeyRefused);
    isKeyGood = true;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueueControlTest::waitsWhenNoQuoteCanBeHad()
{
    QueueFixture fixture;
    std::atomic<int> asked{0};
    fixture.service.onQuote = [&](const GenerationRequest&) {
        return ++asked < 4 ? Result<Quote>(ErrorCode::Network, QStringLiteral("No connection."))
                           : Result<Quote>(Quote{.price = Money::fromMicros(60'000)});
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueueControlTest::holdsInsteadOfPayingADearerPrice()
{
    QueueFixture fixture;
    fixture.service.onQuote = [](const GenerationRequest&) {
        return Result<Quote>(Quote{.price = Money::fromMicros(80'000)});
    };
    QVERIFY(fixture.enqueue(draftOf(5)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    const Hold hold = fixture.snapshot().holds.value(ideogram);
    QCOMPARE(hold.reason, HoldReason::BudgetReached);
    QVERIFY(hold.message.contains(QStringLiteral("$0.08")) && hold.message.contains(QStringLiteral("$0.06")));
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.count(JobState::Done), 5);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(400'000));
}

// Somebody tries again without a word about the price: the command line does so at every start.
void QueueControlTest::asksAgainAboutADearerPriceNobodyAgreedTo()
{
    QueueFixture fixture;
    fixture.service.onQuote = [](const GenerationRequest&) {
        return Result<Quote>(Quote{.price = Money::fromMicros(500'000)});
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    for (int again = 0; again < 2; ++again) {
        QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram, DearerPrice::AskedAgain); }));
        QCOMPARE(fixture.service.submits(), 0);
        const Hold hold = fixture.snapshot().holds.value(ideogram);
        QVERIFY(hold.asked);
        QCOMPARE(hold.asked->price, Money::fromMicros(500'000));
    }
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram, DearerPrice::Accepted); }));
    QCOMPARE(fixture.service.submits(), 3);
}

// A person corrects the prompt while the price is asked for: the old one must not be paid for.
void QueueControlTest::sendsWhatWasEditedWhileThePriceWasAskedFor()
{
    QueueFixture fixture;
    std::latch isAsking(1), mayAnswer(1);
    std::once_flag first;
    fixture.service.onQuote = [&](const GenerationRequest&) {
        std::call_once(first, [&] {
            isAsking.count_down();
            mayAnswer.wait();
        });
        return Result<Quote>(Quote{.price = Money::fromMicros(60'000)});
    };
    QMutex mutex;
    QStringList sent;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        const QMutexLocker lock(&mutex);
        sent.append(request.prompt);
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.untilIdleAfter([&] {
        QVERIFY(fixture.enqueue(draftOf(1)));
        fixture.queue->start(StartAs::Running);
        isAsking.wait();
        fixture.queue->editAndRequeue(fixture.job(0).id, QStringLiteral("corrected by the person"));
        QTRY_COMPARE(fixture.job(0).prompt, QStringLiteral("corrected by the person"));
        mayAnswer.count_down();
    }));
    QCOMPARE(sent, QStringList{QStringLiteral("corrected by the person")});
    QCOMPARE(fixture.count(JobState::Done), 1);
}

void QueueControlTest::neverPassesABatchCapWithTenWorkers()
{
    QueueFixture fixture;
    BatchDraft draft = draftOf(50);
    draft.cap = Money::fromMicros(1'000'000); // 16 images of 0.06
    QVERIFY(fixture.enqueue(draft));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 16);
    QCOMPARE(fixture.count(JobState::Done), 16);
    QCOMPARE(fixture.count(JobState::Queued), 34);
    const BatchSummary batch = fixture.snapshot().batches.first();
    QVERIFY(batch.isPaused);
    QVERIFY(batch.holdMessage.contains(QStringLiteral("Hero images")));
    QVERIFY(fixture.snapshot().holds.isEmpty());
}

void QueueControlTest::neverPassesADayCap()
{
    JobQueue::Options options;
    options.caps.day = Money::fromMicros(600'000);
    QueueFixture fixture(options);
    QVERIFY(fixture.enqueue(draftOf(30)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 10);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::BudgetReached);
    // The next day.
    fixture.clock.advance(std::chrono::hours(24));
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.service.submits(), 20);
}

void QueueControlTest::waitsNoLongerWhenTheClockIsSetBack()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        Throttled busy;
        busy.retryAfter = std::chrono::seconds(60);
        return nth == 1 ? SendOutcome(busy) : FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.value(QStringLiteral("SELECT not_before_ms > 0 FROM job")), QStringLiteral("1"));
    fixture.clock.setBack(std::chrono::minutes(10));
    fixture.clock.advance(std::chrono::seconds(61));
    QTRY_COMPARE(fixture.count(JobState::Done), 1);
    QCOMPARE(fixture.service.submits(), 2);
}

void QueueControlTest::usesTheRoomThatAFailedGenerationLeaves()
{
    QueueFixture fixture;
    std::atomic<bool> hasFailed{false};
    fixture.service.onPoll = [&](const QString& generationId, int) -> PollOutcome {
        return hasFailed.exchange(true) ? FakeService::completed(generationId) : PollOutcome(GenerationFailed{});
    };
    BatchDraft draft = draftOf(12);
    draft.cap = Money::fromMicros(300'000); // 5 images
    QVERIFY(fixture.enqueue(draft));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 5);
    QCOMPARE(fixture.service.submits(), 6);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(300'000));
}

void QueueControlTest::goesOnWithOtherBatchesAfterACapIsRaised()
{
    QueueFixture fixture;
    BatchDraft draft = draftOf(4);
    draft.cap = Money::fromMicros(120'000);
    const Result<BatchId> batch = fixture.enqueue(draft);
    QVERIFY(batch);
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 2);
    QVERIFY(fixture.untilIdleAfter([&] {
        fixture.queue->setBatchCap(*batch, Money::fromMicros(240'000));
        fixture.queue->releaseHold(ideogram);
    }));
    QTRY_COMPARE(fixture.count(JobState::Done), 4);
}

void QueueControlTest::aBatchAtItsCapDoesNotHoldTheOthers()
{
    QueueFixture fixture;
    BatchDraft capped = draftOf(20);
    capped.cap = Money::fromMicros(120'000);
    const Result<BatchId> first = fixture.enqueue(capped);
    QVERIFY(first);
    QVERIFY(fixture.enqueue(draftOf(15, SubmitMode::Asynchronous, ideogram, QStringLiteral("other"))));
    QSignalSpy held(fixture.queue.get(), &JobQueue::batchHeld);
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 2 + 15);
    QCOMPARE(fixture.count(JobState::Queued), 18);
    QVERIFY(fixture.snapshot().holds.isEmpty());
    QCOMPARE(held.size(), 1);
    QCOMPARE(held.first().at(0).value<BatchId>(), *first);
    // The reason is gone with the limit, and stays over a restart until then.
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Queued), 18);
    QVERIFY(!fixture.snapshot().batches.last().holdMessage.isEmpty());
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->setBatchCap(*first, std::nullopt); }));
    QCOMPARE(fixture.count(JobState::Done), 35);
    QVERIFY(fixture.snapshot().batches.last().holdMessage.isEmpty());
}

// Two were refused while a third was in flight, and it has finished before their refusals are looked at: each sees only
// the other one on a worker.
void QueueControlTest::holdsWhenTheRefusalComesAfterTheLastOneInFlight()
{
    QueueFixture fixture;
    fixture.options.caps.day = Money::fromMicros(60'000);
    BatchDraft draft = draftOf(3);
    draft.jobs[1].request.aspect = QStringLiteral("16:9");
    draft.jobs[2].request.aspect = QStringLiteral("9:16");
    QVERIFY(fixture.enqueue(draft));
    Gate gate;
    std::atomic<int> asked{0};
    fixture.service.onQuote = [&](const GenerationRequest& request) {
        if (request.aspect == QStringLiteral("1:1") || ++asked > 2)
            return Result<Quote>(Quote{.price = Money::fromMicros(60'000)});
        gate.pass();
        return Result<Quote>(ErrorCode::Network, QStringLiteral("No connection."));
    };
    QSignalSpy held(fixture.queue.get(), &JobQueue::holdBegan);
    Dispatcher dispatcher(*fixture.store, *fixture.assets, fixture.service.factory(), fixture.clock, fixture.random,
        fixture.options, *fixture.queue);
    dispatcher.post([](Dispatcher& self) { self.start(StartAs::Running); });
    QTRY_COMPARE(gate.arrived(), 2);
    QTRY_COMPARE(fixture.count(JobState::Done), 1);
    const QList<JobRow> jobs = fixture.snapshot().jobs;
    const CapRefusal refusal{.scope = CapScope::Day,
        .batchName = {},
        .cap = Money::fromMicros(60'000),
        .used = Money::fromMicros(60'000),
        .pending = Money::fromMicros(60'000)};
    for (const int index : {1, 2}) {
        StoredJob refused;
        refused.id = jobs[index].id;
        refused.batch = jobs[index].batch;
        refused.account = ideogram;
        dispatcher.capReached(refused, refusal);
    }
    gate.open();
    QTRY_COMPARE(held.size(), 1);
    QCOMPARE(fixture.service.submits(), 1);
    QCOMPARE(fixture.count(JobState::Queued), 2);
}

void QueueControlTest::goesOnAfterOneFailedWrite()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    // Neither the picture nor that it has to be fetched again can be written down.
    fixture.change(
        QStringLiteral("CREATE TRIGGER fault BEFORE INSERT ON asset BEGIN SELECT RAISE(ABORT, 'not now'); END"));
    fixture.change(QStringLiteral("CREATE TRIGGER fault2 BEFORE UPDATE OF state ON job WHEN OLD.state = 'downloading' "
                                  "BEGIN SELECT RAISE(ABORT, 'not now'); END"));
    QVERIFY(fixture.untilIdle());
    QVERIFY(fixture.queue->isPaused());
    QVERIFY(fixture.count(JobState::Downloading) > 0);
    fixture.change(QStringLiteral("DROP TRIGGER fault"));
    fixture.change(QStringLiteral("DROP TRIGGER fault2"));
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueueControlTest::startsAfterAllWhenTheFirstTryFailed()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    fixture.change(QStringLiteral("CREATE TRIGGER fault BEFORE INSERT ON setting WHEN NEW.name = 'queue.paused' "
                                  "BEGIN SELECT RAISE(ABORT, 'not now'); END"));
    QSignalSpy failed(fixture.queue.get(), &JobQueue::commandFailed);
    fixture.queue->start(StartAs::Paused);
    QTRY_COMPARE(failed.size(), 1);
    fixture.change(QStringLiteral("DROP TRIGGER fault"));
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QTRY_COMPARE(fixture.count(JobState::Done), 2);
}

void QueueControlTest::aKeyReleasesOnlyAHoldThatIsAboutTheKey()
{
    QueueFixture fixture;
    std::atomic<AccountProblem> problem{AccountProblem::OutOfCredit};
    fixture.service.onSubmit = [&](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return AccountRefused{problem, {}};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    const int sent = fixture.service.submits();
    fixture.reopen();
    fixture.queue->noteKey(ideogram, false);
    QVERIFY(fixture.untilIdle());
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->noteKey(ideogram, true); }));
    QCOMPARE(fixture.service.submits(), sent);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::OutOfCredit);

    problem = AccountProblem::KeyRefused;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::KeyRefused);
    const int refused = fixture.service.submits();
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->noteKey(ideogram, false); }));
    QCOMPARE(fixture.service.submits(), refused);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->noteKey(ideogram, true); }));
    QCOMPARE(fixture.service.submits(), refused + 1);
}

void QueueControlTest::holdsOnAFullDiskBeforePayingAndGoesOnByItself()
{
    QueueFixture fixture;
    JobQueue::Options options = fixture.options;
    options.minFreeBytes = std::numeric_limits<qint64>::max();
    fixture.queue->setOptions(options);
    QSignalSpy ended(fixture.queue.get(), &JobQueue::holdEnded);
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::DiskFull);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->setOptions(fixture.options); }));
    QCOMPARE(ended.size(), 1);
    QTRY_COMPARE(fixture.count(JobState::Done), 3);
}

void QueueControlTest::pauseStopsNewPaymentsAndSurvivesARestart()
{
    QueueFixture fixture;
    Gate gate;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        gate.pass();
        return FakeService::accepted(request.prompt, nth);
    };
    QSignalSpy paused(fixture.queue.get(), &JobQueue::pausedChanged);
    QVERIFY(fixture.enqueue(draftOf(40)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(gate.arrived(), 10);
    QVERIFY(fixture.untilIdleAfter([&] {
        fixture.queue->pause();
        gate.open();
    }));
    QVERIFY(fixture.queue->isPaused());
    QCOMPARE(paused.size(), 1);
    QCOMPARE(fixture.service.submits(), 10);
    QCOMPARE(fixture.count(JobState::Done), 10);
    QVERIFY(fixture.snapshot().isPaused);

    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QVERIFY(fixture.queue->isPaused());
    QCOMPARE(fixture.service.submits(), 10);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QCOMPARE(fixture.count(JobState::Done), 40);
}

void QueueControlTest::startsPausedWhenAsked()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle(StartAs::Paused));
    QVERIFY(fixture.queue->isPaused());
    QCOMPARE(fixture.service.submits(), 0);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QCOMPARE(fixture.count(JobState::Done), 3);
}

void QueueControlTest::pausesOneBatchOnly()
{
    QueueFixture fixture;
    const Result<BatchId> first = fixture.enqueue(draftOf(5));
    QVERIFY(first);
    QVERIFY(fixture.enqueue(draftOf(5, SubmitMode::Asynchronous, ideogram, QStringLiteral("other"))));
    fixture.queue->pauseBatch(*first);
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 5);
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 1")), 0);
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 5);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resumeBatch(*first); }));
    QCOMPARE(fixture.count(JobState::Done), 10);
}

void QueueControlTest::cancelsWaitingJobs()
{
    QueueFixture fixture;
    const Result<BatchId> batch = fixture.enqueue(draftOf(10));
    QVERIFY(batch);
    const QList<JobRow> jobs = fixture.snapshot().jobs;
    fixture.queue->cancelJobs({jobs[0].id, jobs[1].id});
    QSignalSpy finished(fixture.queue.get(), &JobQueue::batchFinished);
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Cancelled), 2);
    QCOMPARE(fixture.count(JobState::Done), 8);
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 1")), 0);
    QCOMPARE(finished.size(), 1);
    // Finished jobs stay what they are.
    fixture.queue->cancelBatch(*batch);
    QCOMPARE(fixture.count(JobState::Done), 8);
}

void QueueControlTest::discardsTheResultOfACancelledJobInFlight()
{
    QueueFixture fixture({}, ManualClock::Wait::Block);
    Gate gate;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        if (request.prompt == QStringLiteral("prompt 1"))
            gate.pass();
        return FakeService::accepted(request.prompt, nth);
    };
    const Result<BatchId> batch = fixture.enqueue(draftOf(2));
    QVERIFY(batch);
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(gate.arrived(), 1);
    QTRY_COMPARE(fixture.clock.waiters(), 1);
    fixture.queue->cancelBatch(*batch);
    QCOMPARE(fixture.state(0), JobState::Submitting);
    QCOMPARE(fixture.state(1), JobState::Accepted);
    gate.open();
    QTRY_COMPARE(fixture.clock.waiters(), 2);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.clock.advance(std::chrono::seconds(1)); }));
    QCOMPARE(fixture.count(JobState::Cancelled), 2);
    QCOMPARE(fixture.service.downloads(), 0);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(120'000));
    QVERIFY(fixture.job(0).message.contains(QStringLiteral("still charged")));
}

void QueueControlTest::finishesAPaidCallWhenItIsDestroyed()
{
    QueueFixture fixture;
    Gate gate;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        gate.pass();
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(30)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(gate.arrived(), 10);
    std::jthread later([&] {
        SystemClock().wait(std::chrono::milliseconds(200), {});
        gate.open();
    });
    fixture.queue.reset();
    later.join();
    QCOMPARE(fixture.service.submits(), 10);
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM job WHERE state = 'accepted'")), QStringLiteral("10"));
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM job WHERE state = 'submitting'")), QStringLiteral("0"));
    QCOMPARE(
        fixture.value(QStringLiteral("SELECT COUNT(*) FROM attempt WHERE generation_id <> ''")), QStringLiteral("10"));
}

void QueueControlTest::leavesEarlierBatchesAlone()
{
    JobQueue::Options options;
    options.onlyNewBatches = true;
    QueueFixture fixture(options);
    QVERIFY(fixture.enqueue(draftOf(3)));
    fixture.reopen();
    QVERIFY(fixture.enqueue(draftOf(2, SubmitMode::Asynchronous, ideogram, QStringLiteral("new"))));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 2);
    QVERIFY(fixture.untilIdleAfter(
        [&] { QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, ideogram, QStringLiteral("newer")))); }));
    QCOMPARE(fixture.service.submits(), 3);
    QCOMPARE(fixture.count(JobState::Queued), 3);
}

void QueueControlTest::writesOffOrResendsUnknownJobsOnlyOnAPersonsWord()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return nth == 1 ? SendOutcome(AnswerLost{}) : FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(2)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Unknown), 2);
    const QList<JobRow> jobs = fixture.snapshot().jobs;
    QVERIFY(fixture.untilIdleAfter([&] {
        fixture.queue->retryFailed({});
        fixture.queue->answerUnknown({jobs[0].id}, UnknownAnswer::Resend);
        fixture.queue->answerUnknown({jobs[1].id}, UnknownAnswer::WriteOff);
    }));
    QTRY_COMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.state(1), JobState::Dead);
    QCOMPARE(fixture.service.submits(), 3);
    const BatchSummary batch = fixture.snapshot().batches.first();
    QCOMPARE(batch.unknown, Money::fromMicros(120'000));
    QCOMPARE(batch.spent, Money::fromMicros(60'000));
}

void QueueControlTest::editsARefusedPromptAndSendsItAgain()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return request.prompt == QStringLiteral("prompt 1")
            ? SendOutcome(RequestRejected{422, QStringLiteral("no"), true})
            : FakeService::accepted(request.prompt, nth);
    };
    QSignalSpy failed(fixture.queue.get(), &JobQueue::commandFailed);
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    const JobId job = fixture.job(0).id;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->editAndRequeue(job, QStringLiteral("  ")); }));
    QCOMPARE(failed.size(), 1);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->editAndRequeue(job, QStringLiteral("a kinder prompt")); }));
    QCOMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.job(0).prompt, QStringLiteral("a kinder prompt"));
    QCOMPARE(fixture.service.submits(QStringLiteral("a kinder prompt")), 1);
}

void QueueControlTest::startsTheFirstOfTheLineFirst()
{
    JobQueue::Options options;
    options.placeLimit = 1;
    QueueFixture fixture(options);
    QStringList order;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        order.append(request.prompt.right(1));
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(5)));
    const QList<JobRow> jobs = fixture.snapshot().jobs;
    fixture.queue->moveToFront({jobs[3].id, jobs[1].id});
    QVERIFY(fixture.untilIdle());
    QCOMPARE(order.join(QString()), QStringLiteral("42135"));
    QCOMPARE(fixture.service.mostInFlight(), 1);
}

void QueueControlTest::saysWhyAJobCannotBeRetried()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome { return AnswerLost{}; };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QSignalSpy failed(fixture.queue.get(), &JobQueue::commandFailed);
    fixture.queue->retryJobs({fixture.job(0).id});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(fixture.state(0), JobState::Unknown);
    QCOMPARE(fixture.service.submits(), 1);
}

void QueueControlTest::tellsChangesAtMostTwentyTimesASecond()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(200)));
    QSignalSpy changed(fixture.queue.get(), &JobQueue::jobsChanged);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(fixture.untilIdle());
    // One more for the end, which does not wait.
    QVERIFY2(changed.size() <= timer.elapsed() / 50 + 2, qPrintable(QString::number(changed.size())));
    QSet<JobId> done;
    for (const QList<QVariant>& signal : changed)
        for (const JobRow& job : signal.first().value<QList<JobRow>>())
            if (job.state == JobState::Done)
                done.insert(job.id);
    QCOMPARE(done.size(), 200);
}

void QueueControlTest::aWorkerThatDownloadsDoesNotKeepTheNextFromStarting()
{
    JobQueue::Options options;
    options.placeLimit = 2;
    QueueFixture fixture(options);
    Gate gate;
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        gate.pass();
        return Downloaded{FakeService::picture(url.toString())};
    };
    QVERIFY(fixture.enqueue(draftOf(6)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.service.submits(), 6);
    QTRY_COMPARE(fixture.count(JobState::Downloading), 4); // the others wait: pictures are large
    QVERIFY(fixture.untilIdleAfter([&] { gate.open(); }));
    QCOMPARE(fixture.count(JobState::Done), 6);
    QVERIFY(fixture.service.mostInFlight() <= 2);
}

void QueueControlTest::tellsIdleWhenThereIsNothingToDo()
{
    QueueFixture fixture;
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.snapshot().batches.size(), 0);
}

QTEST_GUILESS_MAIN(QueueControlTest)
#include "queue_control_test.moc"
