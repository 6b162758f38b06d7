// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs from the queue to the library: every row of the outcome table, crashes, downloads.
#include "tests/queue/queue_fixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QString ideogram = QStringLiteral("ideogram");

PollOutcome withheldPoll()
{
    GenerationCompleted completed{.images = {FakeService::image(QStringLiteral("x"))}, .charged = {}};
    completed.images.first().isSafe = false;
    return completed;
}

} // namespace

Q_DECLARE_METATYPE(batchroom::SendOutcome)
Q_DECLARE_METATYPE(batchroom::PollOutcome)

class JobQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bringsEveryJobIntoTheLibrary_data();
    void bringsEveryJobIntoTheLibrary();
    void endsWhereTheOutcomeTableSays_data();
    void endsWhereTheOutcomeTableSays();
    void endsWhereThePollSays_data();
    void endsWhereThePollSays();
    void writesTheIntentBeforeTheCall();
    void storesTheGenerationIdBeforeThePoll();
    void sendsAJobAgainOnlyAfterAProvenNonEvent();
    void turnsInterruptedJobsIntoUnknownAfterACrash();
    void pollsAcceptedJobsOnAfterARestart();
    void doesNotLoseAGenerationWhenTheClockJumps();
    void waitsForTheNetworkHoweverLong();
    void asksForFreeWhatBecameOfAnUnknownJob_data();
    void asksForFreeWhatBecameOfAnUnknownJob();
    void asksOnlyAboutJobsWhoseGenerationHasAnId();
    void makesAgainWhatTheSandboxForgotAtOnce();
    void acceptsTheDearerPriceOfAHoldInAnotherProcess();
    void acceptsOnlyThePriceThatTheHoldNames();
    void neverHoldsForAPriceOfItsOwnTable();
    void aCancelledJobSaysWhatEarlierTriesCost();
    void keepsAPaidPictureThatIsNotAsAnnounced();
    void downloadsAgainAfterARestart();
    void learnsTypicalDurations();
    void keepsTheChargedPrice();
    void fetchesABadPictureThreeTimesMoreThenKeepsItRedeemable();
    void asksOnceForAFreshLink();
    void aLinkIsGivenUpOnlyWhenItsLifeIsOver_data();
    void aLinkIsGivenUpOnlyWhenItsLifeIsOver();
    void asksForAnExpiredPictureBeforeItIsBoughtAgain();
    void buysAnExpiredPictureAgainOnASecondWord();
    void oneRefusalOfAYoungLinkCostsNothing();
    void keepsTryingAFlakyDownload();
    void fetchesAfterHoursWithoutANetwork();
    void picturesThatCannotBeFetchedKeepNobodyWaiting();
    void enqueuesAThousandJobsWellUnderASecond();
    void runsHundredsOfJobsOnceEach();
};

void JobQueueTest::bringsEveryJobIntoTheLibrary_data()
{
    QTest::addColumn<SubmitMode>("mode");
    QTest::addColumn<QString>("account");
    QTest::newRow("asynchronous") << SubmitMode::Asynchronous << ideogram;
    QTest::newRow("synchronous") << SubmitMode::Synchronous << ideogram;
    QTest::newRow("sandbox") << SubmitMode::Asynchronous << QStringLiteral("sandbox");
}

void JobQueueTest::bringsEveryJobIntoTheLibrary()
{
    QFETCH(SubmitMode, mode);
    QFETCH(QString, account);
    QueueFixture fixture;
    QSignalSpy added(fixture.queue.get(), &JobQueue::batchAdded);
    QSignalSpy stored(fixture.queue.get(), &JobQueue::assetStored);
    QSignalSpy finished(fixture.queue.get(), &JobQueue::batchFinished);
    const Result<BatchId> batch = fixture.enqueue(draftOf(25, mode, account));
    QVERIFY(batch);
    QVERIFY(fixture.untilIdle());

    QCOMPARE(added.size(), 1);
    QCOMPARE(added.first().at(1).value<QList<JobRow>>().size(), 25);
    QCOMPARE(stored.size(), 25);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<BatchId>(), *batch);
    QCOMPARE(fixture.service.submits(), 25);
    QCOMPARE(fixture.service.quotes(), account == ideogram ? 1 : 0);
    QVERIFY(fixture.service.mostInFlight() <= 10);
    const QueueSnapshot snapshot = fixture.snapshot();
    QCOMPARE(snapshot.inFlight, 0);
    QCOMPARE(snapshot.batches.first().count(JobState::Done), 25);
    QCOMPARE(snapshot.batches.first().spent, Money::fromMicros(account == ideogram ? 1'500'000 : 0));
    QCOMPARE(snapshot.spend.value(ideogram).today, Money::fromMicros(account == ideogram ? 1'500'000 : 0));
    for (const JobRow& job : snapshot.jobs) {
        QVERIFY(job.asset);
        QCOMPARE(job.attempts, 1);
        QVERIFY(job.finishedMs >= job.startedMs && job.startedMs > 0);
    }
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM asset")), QStringLiteral("25"));
}

void JobQueueTest::endsWhereTheOutcomeTableSays_data()
{
    QTest::addColumn<SendOutcome>("outcome");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("billed");
    QTest::addColumn<QString>("hold");
    QTest::addColumn<int>("submits");
    const auto row = [](const char* name, const SendOutcome& outcome, const char* state, const char* billed,
                         const char* hold = "", int submits = 1) {
        QTest::newRow(name) << outcome << QString::fromLatin1(state) << QString::fromLatin1(billed)
                            << QString::fromLatin1(hold) << submits;
    };
    // The first answer; where a second is asked for by itself, all is well then.
    row("not sent", NotSent{QStringLiteral("no route")}, "done", "no,yes", "", 2);
    row("429", Throttled{}, "done", "no,yes", "", 2);
    row("answer lost", AnswerLost{}, "unknown", "unknown");
    row("500", ServerFault{500, {}}, "unknown", "unknown");
    row("images", ImagesReturned{{}, {FakeService::image(QStringLiteral("x"))}}, "done", "yes");
    row("accepted", Accepted{QStringLiteral("g"), {}}, "done", "yes");
    row("withheld", ImagesReturned{{}, {ReturnedImage{}}}, "withheld", "yes");
    row("400", RequestRejected{400, QStringLiteral("bad aspect"), false}, "rejected", "no");
    row("422", RequestRejected{422, {}, true}, "rejected", "no");
    row("402", AccountRefused{AccountProblem::OutOfCredit, {}}, "queued", "no", "out_of_credit");
    row("401", AccountRefused{AccountProblem::KeyRefused, {}}, "queued", "no", "key_refused");
    row("403", AccountRefused{AccountProblem::NotAllowed, {}}, "queued", "no", "not_allowed");
    row("no key", AccountRefused{AccountProblem::KeyMissing, {}}, "queued", "no", "key_missing");
}

void JobQueueTest::endsWhereTheOutcomeTableSays()
{
    QFETCH(SendOutcome, outcome);
    QueueFixture fixture;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        return nth == 1 ? outcome : FakeService::accepted(request.prompt, nth);
    };
    QSignalSpy held(fixture.queue.get(), &JobQueue::holdBegan);
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QTEST(jobStateName(fixture.state(0)), "state");
    QTEST(fixture.value(QStringLiteral("SELECT group_concat(billed) FROM (SELECT billed FROM attempt ORDER BY id)")),
        "billed");
    QTEST(fixture.service.submits(), "submits");
    const auto holds = fixture.snapshot().holds;
    QTEST(holds.contains(ideogram) ? holdReasonName(holds.value(ideogram).reason) : QString(), "hold");
    QCOMPARE(held.size(), holds.size());
}

void JobQueueTest::endsWhereThePollSays_data()
{
    QTest::addColumn<QList<PollOutcome>>("answers"); // the last one is repeated
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("billed");
    QTest::addColumn<int>("submits");
    using Answers = QList<PollOutcome>;
    const PollOutcome completed = FakeService::completed(QStringLiteral("x"));
    QTest::newRow("pending, then done") << Answers{StillPending{}, StillPending{}, completed} << "done"
                                        << "yes" << 1;
    QTest::newRow("fault, then done") << Answers{PollFault{QStringLiteral("503"), {}}, completed} << "done"
                                      << "yes" << 1;
    QTest::newRow("failed, then done") << Answers{GenerationFailed{}, completed} << "done"
                                       << "no,yes" << 2;
    QTest::newRow("failed for good") << Answers{GenerationFailed{QStringLiteral("no")}} << "dead"
                                     << "no,no,no" << 3;
    QTest::newRow("not known yet, then done") << Answers{GenerationGone{}, GenerationGone{}, completed} << "done"
                                              << "yes" << 1;
    QTest::newRow("not known for a day") << Answers{GenerationGone{}} << "unknown"
                                         << "unknown" << 1;
    QTest::newRow("withheld") << Answers{withheldPoll()} << "withheld"
                              << "yes" << 1;
}

void JobQueueTest::endsWhereThePollSays()
{
    QFETCH(QList<PollOutcome>, answers);
    QueueFixture fixture;
    std::atomic<qsizetype> asked{0};
    fixture.service.onPoll = [&](const QString&, int) { return answers[std::min(asked++, answers.size() - 1)]; };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QTEST(jobStateName(fixture.state(0)), "state");
    QTEST(fixture.value(QStringLiteral("SELECT group_concat(billed) FROM (SELECT billed FROM attempt ORDER BY id)")),
        "billed");
    QTEST(fixture.service.submits(), "submits");
}

// A connection of its own sees only what is committed.
void JobQueueTest::writesTheIntentBeforeTheCall()
{
    QueueFixture fixture;
    std::mutex mutex;
    QStringList seen;
    const QString file = fixture.store->folder() + QStringLiteral("/library.db");
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        const std::lock_guard lock(mutex);
        const QString name = QStringLiteral("second look %1").arg(request.prompt);
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(file);
            database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
            QSqlQuery query(database);
            if (!database.open()
                || !query.exec(QStringLiteral("SELECT j.state || ' ' || a.billed || ' ' || a.number FROM job j JOIN "
                                              "attempt a ON a.id = j.attempt_id WHERE j.prompt = '%1'")
                                   .arg(request.prompt))
                || !query.next())
                seen.append(QStringLiteral("nothing"));
            else
                seen.append(query.value(0).toString());
        }
        QSqlDatabase::removeDatabase(name);
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(5)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(seen, QStringList(5, QStringLiteral("submitting pending 1")));
}

void JobQueueTest::storesTheGenerationIdBeforeThePoll()
{
    QueueFixture fixture;
    std::mutex mutex;
    QStringList wrong;
    fixture.service.onPoll = [&](const QString& generationId, int) {
        const QString stored =
            fixture.value(QStringLiteral("SELECT billed FROM attempt WHERE generation_id = '%1'").arg(generationId));
        const std::lock_guard lock(mutex);
        if (stored != QStringLiteral("pending"))
            wrong.append(generationId);
        return FakeService::completed(generationId);
    };
    QVERIFY(fixture.enqueue(draftOf(12)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(wrong, QStringList());
    QCOMPARE(fixture.count(JobState::Done), 12);
}

void JobQueueTest::sendsAJobAgainOnlyAfterAProvenNonEvent()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        switch (qHash(request.prompt) % 4) {
        case 0: return AnswerLost{};
        case 1: return nth < 4 ? SendOutcome(Throttled{}) : FakeService::accepted(request.prompt, nth);
        case 2: return nth < 3 ? SendOutcome(NotSent{}) : FakeService::accepted(request.prompt, nth);
        default: return FakeService::accepted(request.prompt, nth);
        }
    };
    QVERIFY(fixture.enqueue(draftOf(60)));
    QVERIFY(fixture.untilIdle());
    const QueueSnapshot snapshot = fixture.snapshot();
    for (const JobRow& job : snapshot.jobs) {
        const bool isLost = qHash(job.prompt) % 4 == 0;
        QCOMPARE(job.state, isLost ? JobState::Unknown : JobState::Done);
        QCOMPARE(job.attempts, 1);
        if (isLost)
            QCOMPARE(fixture.service.submits(job.prompt), 1);
    }
    QCOMPARE(fixture.value(QStringLiteral("SELECT MAX(failures) FROM job")), QStringLiteral("0"));
    // Nobody answered the unknown ones: a restart must not either.
    const int before = fixture.service.submits();
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), before);
}

void JobQueueTest::turnsInterruptedJobsIntoUnknownAfterACrash()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    // What a kill leaves behind: an intent without an outcome.
    fixture.change(QStringLiteral("INSERT INTO attempt (id, job_id, number, account, request_hash, price_micros, "
                                  "intent_ms, outcome, billed) VALUES (1, 1, 1, 'ideogram', '', 60000, 1, "
                                  "'submitting', 'pending')"));
    fixture.change(QStringLiteral("UPDATE job SET state = 'submitting', attempt_id = 1 WHERE id = 1"));
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Unknown);
    QVERIFY(fixture.job(0).message.contains(QStringLiteral("may have been charged")));
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 1")), 0);
    QCOMPARE(fixture.count(JobState::Done), 2);
    QCOMPARE(fixture.snapshot().batches.first().unknown, Money::fromMicros(60'000));
}

void JobQueueTest::pollsAcceptedJobsOnAfterARestart()
{
    // Time stands still, so nobody polls before the restart; after it the first poll does not wait.
    QueueFixture fixture({}, ManualClock::Wait::Block);
    QVERIFY(fixture.enqueue(draftOf(3)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.clock.waiters(), 3);
    QCOMPARE(fixture.count(JobState::Accepted), 3);
    QCOMPARE(fixture.snapshot().batches.first().committed, Money::fromMicros(180'000));
    QCOMPARE(fixture.service.polls(), 0);
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
    QCOMPARE(fixture.service.polls(), 3);
}

void JobQueueTest::doesNotLoseAGenerationWhenTheClockJumps()
{
    for (const PollOutcome& unfinished : {PollOutcome(GenerationGone{}), PollOutcome(StillPending{})}) {
        QueueFixture fixture({}, ManualClock::Wait::Block);
        QVERIFY(fixture.enqueue(draftOf(1)));
        fixture.queue->start(StartAs::Running);
        QTRY_COMPARE(fixture.clock.waiters(), 1);
        fixture.close();
        fixture.clock.advance(std::chrono::hours(48));
        fixture.service.onPoll = [&](const QString& id, int nth) {
            return nth < 3 ? unfinished : FakeService::completed(id);
        };
        fixture.open();
        QSignalSpy idle(fixture.queue.get(), &JobQueue::idle);
        fixture.queue->start(StartAs::Running);
        for (int polls = 1; polls < 3; ++polls) {
            QTRY_COMPARE(fixture.service.polls(), polls);
            QTRY_COMPARE(fixture.clock.waiters(), 1);
            QCOMPARE(fixture.state(0), JobState::Accepted);
            fixture.clock.advance(std::chrono::seconds(10));
        }
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(fixture.state(0), JobState::Done);
        QCOMPARE(fixture.service.submits(), 1);
    }
}

void JobQueueTest::waitsForTheNetworkHoweverLong()
{
    QueueFixture fixture;
    const std::chrono::milliseconds back = fixture.clock.now() + std::chrono::hours(30);
    fixture.service.onPoll = [&](const QString& id, int) -> PollOutcome {
        return fixture.clock.now() < back ? PollOutcome(PollFault{QStringLiteral("No connection."), {}})
                                          : FakeService::completed(id);
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Done);
}

void JobQueueTest::asksForFreeWhatBecameOfAnUnknownJob_data()
{
    QTest::addColumn<SendOutcome>("sent");
    QTest::addColumn<QList<PollOutcome>>("answers");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("billed");
    using Answers = QList<PollOutcome>;
    const PollOutcome completed = FakeService::completed(QStringLiteral("x"));
    const SendOutcome lost = AnswerLost{QStringLiteral("cut"), QStringLiteral("g1")};
    QTest::newRow("cut, but made") << lost << Answers{completed} << "done"
                                   << "yes";
    QTest::newRow("502, but made") << SendOutcome(ServerFault{502, {}, QStringLiteral("g1")}) << Answers{completed}
                                   << "done"
                                   << "yes";
    QTest::newRow("still being made") << lost << Answers{StillPending{}, completed} << "done"
                                      << "yes";
    QTest::newRow("nobody knows it") << lost << Answers{GenerationGone{}} << "unknown"
                                     << "unknown";
    QTest::newRow("withheld") << lost << Answers{withheldPoll()} << "withheld"
                              << "yes";
}

void JobQueueTest::asksForFreeWhatBecameOfAnUnknownJob()
{
    QFETCH(SendOutcome, sent);
    QFETCH(QList<PollOutcome>, answers);
    QueueFixture fixture;
    std::atomic<qsizetype> asked{0};
    fixture.service.onSubmit = [&](const GenerationRequest&, SubmitMode, int) { return sent; };
    fixture.service.onPoll = [&](const QString&, int) { return answers[std::min(asked++, answers.size() - 1)]; };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Unknown);
    QVERIFY(fixture.job(0).canAskAgain);
    QCOMPARE(fixture.service.polls(), 0);
    // Days later, in another process: asked once, and believed.
    fixture.clock.advance(std::chrono::hours(50));
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QVERIFY(
        fixture.untilIdleAfter([&] { fixture.queue->answerUnknown({fixture.job(0).id}, UnknownAnswer::AskAgain); }));
    QTEST(jobStateName(fixture.state(0)), "state");
    QTEST(fixture.value(QStringLiteral("SELECT group_concat(billed) FROM attempt")), "billed");
    QCOMPARE(fixture.service.polls(), static_cast<int>(answers.size()));
    QCOMPARE(fixture.service.submits(), 1);
}

void JobQueueTest::asksOnlyAboutJobsWhoseGenerationHasAnId()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome { return AnswerLost{}; };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QVERIFY(!fixture.job(0).canAskAgain);
    QSignalSpy failed(fixture.queue.get(), &JobQueue::commandFailed);
    fixture.queue->answerUnknown({fixture.job(0).id}, UnknownAnswer::AskAgain);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(fixture.state(0), JobState::Unknown);
    QCOMPARE(fixture.service.polls(), 0);
}

// The built-in Sandbox ends with its program: what it was asked for before is unknown to the next one.
void JobQueueTest::makesAgainWhatTheSandboxForgotAtOnce()
{
    QueueFixture fixture;
    std::atomic<int> polls{0};
    fixture.service.onPoll = [&polls](const QString& generationId, int) -> PollOutcome {
        return ++polls <= 10 ? PollOutcome(GenerationGone{QStringLiteral("Unknown generation")})
                             : FakeService::completed(generationId);
    };
    QVERIFY(fixture.enqueue(draftOf(12, SubmitMode::Asynchronous, QStringLiteral("sandbox"))));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 12);
    QVERIFY(fixture.clock.steady() < std::chrono::hours(1));
}

void JobQueueTest::acceptsTheDearerPriceOfAHoldInAnotherProcess()
{
    QueueFixture fixture;
    fixture.service.onQuote = [](const GenerationRequest&) {
        return Result<Quote>(Quote{.price = Money::fromMicros(80'000)});
    };
    QVERIFY(fixture.enqueue(draftOf(5)));
    QVERIFY(fixture.untilIdle());
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    QCOMPARE(fixture.snapshot().holds.value(ideogram).reason, HoldReason::BudgetReached);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.count(JobState::Done), 5);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(400'000));
}

void JobQueueTest::acceptsOnlyThePriceThatTheHoldNames()
{
    QueueFixture fixture;
    std::atomic<qint64> micros{80'000};
    fixture.service.onQuote = [&](const GenerationRequest&) {
        return Result<Quote>(Quote{.price = Money::fromMicros(micros)});
    };
    QVERIFY(fixture.enqueue(draftOf(2)));
    QVERIFY(fixture.untilIdle());
    micros = 90'000;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.service.submits(), 0);
    QVERIFY(fixture.snapshot().holds.value(ideogram).message.contains(QStringLiteral("$0.09")));
    // A batch that comes later was agreed at its own price.
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->releaseHold(ideogram); }));
    QCOMPARE(fixture.service.submits(), 2);
    QVERIFY(fixture.untilIdleAfter(
        [&] { QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, ideogram, QStringLiteral("later")))); }));
    QCOMPARE(fixture.service.submits(), 2);
}

void JobQueueTest::neverHoldsForAPriceOfItsOwnTable()
{
    QueueFixture fixture;
    fixture.service.onQuote = [](const GenerationRequest&) {
        return Result<Quote>(Quote{.price = Money::fromMicros(80'000), .isExact = false, .fromTable = true});
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(180'000));
}

void JobQueueTest::aCancelledJobSaysWhatEarlierTriesCost()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int nth) -> SendOutcome {
        return nth == 1 ? SendOutcome(AnswerLost{}) : AccountRefused{AccountProblem::OutOfCredit, {}};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    const JobId job = fixture.job(0).id;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->answerUnknown({job}, UnknownAnswer::Resend); }));
    QCOMPARE(fixture.state(0), JobState::Queued);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->cancelJobs({job}); }));
    QCOMPARE(fixture.state(0), JobState::Cancelled);
    QVERIFY2(
        fixture.job(0).message.contains(QStringLiteral("may have been charged")), qPrintable(fixture.job(0).message));
}

void JobQueueTest::keepsAPaidPictureThatIsNotAsAnnounced()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int) -> SendOutcome {
        ReturnedImage image = FakeService::image(request.prompt);
        image.resolution = QSize(32, 16);
        return ImagesReturned{.generationId = {}, .images = {image}};
    };
    QByteArray sent;
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        sent = FakeService::picture(url.toString());
        return Downloaded{sent};
    };
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Synchronous)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Failed);
    const QDir refused(fixture.store->folder() + QStringLiteral("/originals/refused"));
    const QFileInfoList files = refused.entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QVERIFY2(fixture.job(0).message.contains(files.first().fileName()), qPrintable(fixture.job(0).message));
    QFile file(files.first().filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), sent);
}

void JobQueueTest::downloadsAgainAfterARestart()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2, SubmitMode::Synchronous)));
    QVERIFY(fixture.untilIdle());
    // As if it had stopped before the picture was in the library.
    fixture.change(QStringLiteral("DELETE FROM asset_text WHERE rowid IN (SELECT id FROM asset WHERE job_id = 2)"));
    fixture.change(QStringLiteral("DELETE FROM asset WHERE job_id = 2"));
    fixture.change(QStringLiteral("UPDATE job SET state = 'downloading', asset_id = NULL WHERE id = 2"));
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 2);
    QCOMPARE(fixture.service.submits(), 2);
    QCOMPARE(fixture.service.downloads(), 3);
}

void JobQueueTest::learnsTypicalDurations()
{
    QueueFixture fixture;
    fixture.service.onPoll = [](const QString& generationId, int nth) -> PollOutcome {
        return nth < 3 ? PollOutcome(StillPending{}) : FakeService::completed(generationId);
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.value(QStringLiteral("SELECT model || ' ' || speed || ' ' || count FROM typical_duration")),
        QStringLiteral("ideogram-4-5 low 1"));
    // Pending after 1 s and 2.3 s, finished after 3.6 s.
    QCOMPARE(fixture.value(QStringLiteral("SELECT typical_us FROM typical_duration")), QStringLiteral("2950000"));
}

void JobQueueTest::keepsTheChargedPrice()
{
    QueueFixture fixture;
    fixture.service.onPoll = [](const QString& generationId, int) -> PollOutcome {
        return GenerationCompleted{.images = {FakeService::image(generationId)}, .charged = Money::fromMicros(45'000)};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.job(0).price, Money::fromMicros(45'000));
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(45'000));
}

void JobQueueTest::fetchesABadPictureThreeTimesMoreThenKeepsItRedeemable()
{
    QueueFixture fixture;
    std::atomic<bool> isBroken{true};
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        const QByteArray picture = FakeService::picture(url.toString());
        return Downloaded{isBroken ? picture.left(picture.size() / 2) : picture};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Failed);
    QVERIFY(fixture.job(0).message.contains(QStringLiteral("Failed download")));
    QCOMPARE(fixture.service.downloads(), 4);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(60'000));

    isBroken = false;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->retryFailed({}); }));
    QCOMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.service.submits(), 1);
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM attempt")), QStringLiteral("1"));
}

void JobQueueTest::asksOnceForAFreshLink()
{
    QueueFixture fixture;
    fixture.service.onPoll = [](const QString& generationId, int nth) {
        return FakeService::completed(generationId + QString::number(nth));
    };
    fixture.service.onDownload = [](const QUrl& url, int) -> DownloadOutcome {
        if (url.toString().endsWith(QStringLiteral("2.png")))
            return Downloaded{FakeService::picture(url.toString())};
        return LinkExpired{QStringLiteral("403")};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.service.polls(), 2);
    QCOMPARE(fixture.service.submits(), 1);
}

void JobQueueTest::aLinkIsGivenUpOnlyWhenItsLifeIsOver_data()
{
    QTest::addColumn<SubmitMode>("mode");
    QTest::addColumn<int>("lifeHours"); // as the link says; 0: it does not
    QTest::newRow("asynchronous") << SubmitMode::Asynchronous << 0;
    QTest::newRow("synchronous, without an id") << SubmitMode::Synchronous << 0;
    QTest::newRow("a link that says so") << SubmitMode::Synchronous << 3;
}

void JobQueueTest::aLinkIsGivenUpOnlyWhenItsLifeIsOver()
{
    QFETCH(SubmitMode, mode);
    QFETCH(int, lifeHours);
    QueueFixture fixture;
    const std::chrono::milliseconds begun = fixture.clock.now();
    if (lifeHours > 0)
        fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int) {
            ReturnedImage image = FakeService::image(request.prompt);
            const auto until = std::chrono::duration_cast<std::chrono::seconds>(begun + std::chrono::hours(lifeHours));
            image.url.setQuery(QStringLiteral("exp=%1&sig=x").arg(until.count()));
            return SendOutcome(ImagesReturned{.generationId = {}, .images = {image}});
        };
    fixture.service.onDownload = [](const QUrl&, int) -> DownloadOutcome { return LinkExpired{QStringLiteral("410")}; };
    QVERIFY(fixture.enqueue(draftOf(1, mode)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Expired);
    const std::chrono::milliseconds took = fixture.clock.now() - begun;
    const std::chrono::milliseconds life = std::chrono::hours(lifeHours > 0 ? lifeHours : 24);
    QVERIFY2(took >= life && took <= life + std::chrono::minutes(2), qPrintable(QString::number(took.count())));
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(60'000));
    QCOMPARE(fixture.service.submits(), 1);
}

void JobQueueTest::asksForAnExpiredPictureBeforeItIsBoughtAgain()
{
    QueueFixture fixture;
    std::atomic<bool> isBack{false};
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        if (isBack)
            return Downloaded{FakeService::picture(url.toString())};
        return LinkExpired{QStringLiteral("403")};
    };
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Synchronous)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Expired);
    isBack = true;
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->retryJobs({fixture.job(0).id}); }));
    QCOMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.service.submits(), 1);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(60'000));
}

void JobQueueTest::buysAnExpiredPictureAgainOnASecondWord()
{
    QueueFixture fixture;
    fixture.service.onDownload = [](const QUrl&, int) -> DownloadOutcome { return LinkExpired{QStringLiteral("410")}; };
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.state(0), JobState::Expired);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->retryJobs({fixture.job(0).id}); }));
    QCOMPARE(fixture.state(0), JobState::Expired);
    QCOMPARE(fixture.service.submits(), 1);
    // A person's second word, and a second charge.
    fixture.service.onDownload = [](const QUrl& url, int) -> DownloadOutcome {
        return Downloaded{FakeService::picture(url.toString())};
    };
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->retryJobs({fixture.job(0).id}); }));
    QCOMPARE(fixture.state(0), JobState::Done);
    QCOMPARE(fixture.service.submits(), 2);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(120'000));
}

void JobQueueTest::oneRefusalOfAYoungLinkCostsNothing()
{
    for (const int status : {403, 404, 410}) {
        QueueFixture fixture;
        fixture.service.onDownload = [&](const QUrl& url, int nth) -> DownloadOutcome {
            if (nth == 1)
                return LinkExpired{QString::number(status)};
            return Downloaded{FakeService::picture(url.toString())};
        };
        QVERIFY(fixture.enqueue(draftOf(2, SubmitMode::Synchronous)));
        QVERIFY(fixture.untilIdle());
        QCOMPARE(fixture.count(JobState::Done), 2);
        QCOMPARE(fixture.service.submits(), 2);
        QVERIFY(fixture.job(0).message.isEmpty());
    }
}

void JobQueueTest::keepsTryingAFlakyDownload()
{
    QueueFixture fixture;
    fixture.service.onDownload = [](const QUrl& url, int nth) -> DownloadOutcome {
        if (nth < 8)
            return DownloadFault{QStringLiteral("reset"), std::chrono::milliseconds(500)};
        return Downloaded{FakeService::picture(url.toString())};
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void JobQueueTest::fetchesAfterHoursWithoutANetwork()
{
    QueueFixture fixture;
    const std::chrono::milliseconds back = fixture.clock.now() + std::chrono::hours(7);
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        if (fixture.clock.now() < back)
            return DownloadFault{QStringLiteral("No connection."), {}};
        return Downloaded{FakeService::picture(url.toString())};
    };
    QVERIFY(fixture.enqueue(draftOf(12, SubmitMode::Synchronous)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 12);
    QCOMPARE(fixture.service.submits(), 12);
    // Growing waits: about one try in 30 seconds and more for each.
    QVERIFY2(fixture.service.downloads() < 12 * 900, qPrintable(QString::number(fixture.service.downloads())));
}

void JobQueueTest::picturesThatCannotBeFetchedKeepNobodyWaiting()
{
    JobQueue::Options options;
    options.placeLimit = 1;
    QueueFixture fixture(options, ManualClock::Wait::Block);
    std::atomic<bool> isOnline{false};
    fixture.service.onDownload = [&](const QUrl& url, int) -> DownloadOutcome {
        if (isOnline)
            return Downloaded{FakeService::picture(url.toString())};
        return DownloadFault{QStringLiteral("No connection."), {}};
    };
    QVERIFY(fixture.enqueue(draftOf(30, SubmitMode::Synchronous)));
    QSignalSpy idle(fixture.queue.get(), &JobQueue::idle);
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.service.submits(), 30);
    QTRY_COMPARE(fixture.count(JobState::Ready), 30);
    QVERIFY(fixture.job(0).message.contains(QStringLiteral("tried again by itself")));
    QVERIFY(fixture.clock.waiters() <= 3);
    QVERIFY(idle.isEmpty());
    isOnline = true;
    QTRY_COMPARE((fixture.clock.advance(std::chrono::seconds(5)), fixture.count(JobState::Done)), 30);
    QTRY_COMPARE(idle.size(), 1);
    QCOMPARE(fixture.service.submits(), 30);
}

void JobQueueTest::enqueuesAThousandJobsWellUnderASecond()
{
    QueueFixture fixture;
    const BatchDraft draft = draftOf(1000);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(fixture.enqueue(draft));
    const qint64 took = timer.elapsed();
    qInfo("1,000 jobs enqueued in %lld ms", took);
    QVERIFY(took < 5000);
    QCOMPARE(fixture.count(JobState::Queued), 1000);
}

void JobQueueTest::runsHundredsOfJobsOnceEach()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(300)));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 300);
    QCOMPARE(fixture.service.submits(), 300);
    QVERIFY(fixture.service.mostInFlight() <= 10);
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM attempt WHERE billed = 'yes'")), QStringLiteral("300"));
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "job_queue_test.moc"
