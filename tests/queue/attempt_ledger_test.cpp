// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/decide_outcome.h"
#include "app/store/account_repository.h"
#include "app/store/attempt_ledger.h"
#include "app/store/batch_repository.h"
#include "app/store/job_commands.h"
#include "app/store/job_repository.h"
#include "tests/queue/queue_fixture.h"

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr qint64 now = 1'790'000'000'000;
using Begun = std::variant<Intent, CapRefusal>;

} // namespace

class AttemptLedgerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }

    void writesTheIntentWithTheJobInSubmitting();
    void refusesToSendAJobThatIsNotQueuedOrHeldBack();
    void ignoresAnOutcomeOfAnAttemptThatDoesNotCountAnyMore();
    void keepsEveryAttemptOfAJob();
    void countsUnknownAndPendingMoneyAgainstTheCaps();
    void letsFreeJobsPassAnyCap();
    void startsAFreshBudgetWithTheDay();
    void tellsSpendAsBilledCommittedAndUnknown();
    void settlesInterruptedJobsAsUnknown();
    void keepsTheFirstReasonOfAHold();
    void movesJobsToTheFrontInTheGivenOrder();
    void doesNotRetryWhatWasWrittenOff();
    void keepsReturnedImagesWordForWord();

private:
    template <typename T>
    Result<T> write(const std::function<Result<T>(Connection&)>& work)
    {
        return m_store->write<T>(work);
    }
    QList<JobId> enqueue(int jobs, std::optional<Money> cap = {}, const QString& account = QStringLiteral("ideogram"))
    {
        BatchDraft draft = draftOf(jobs, SubmitMode::Asynchronous, account);
        draft.cap = cap;
        const Result<QList<JobRow>> rows = write<QList<JobRow>>([&](Connection& connection) {
            const Result<BatchId> batch = BatchRepository(connection).create(draft, now);
            return JobRepository(connection).rowsOfBatch(*batch);
        });
        QList<JobId> ids;
        for (const JobRow& row : *rows)
            ids.append(row.id);
        return ids;
    }
    Result<Begun> begin(JobId job, const SpendLimits& limits = {}, qint64 atMs = now)
    {
        return write<Begun>([&](Connection& connection) {
            const Result<StoredJob> stored = JobRepository(connection).load(job);
            return AttemptLedger(connection, atMs).begin(job, stored ? stored->price : Money(), limits);
        });
    }
    Result<void> settle(JobId job, AttemptId attempt, const SendOutcome& outcome)
    {
        return write<void>([&](Connection& connection) {
            return AttemptLedger(connection, now)
                .settle(job, attempt, JobState::Submitting, decideOutcome(outcome, {}).settlement);
        });
    }
    StoredJob load(JobId job)
    {
        return *m_store->read<StoredJob>([&](Connection& connection) { return JobRepository(connection).load(job); });
    }
    JobRow row(JobId job)
    {
        return m_store
            ->read<QList<JobRow>>([&](Connection& connection) { return JobRepository(connection).rows({job}); })
            ->first();
    }
    QList<JobId> command(const std::function<Result<QList<JobId>>(JobCommands&)>& act)
    {
        return *write<QList<JobId>>([&](Connection& connection) {
            JobCommands commands(connection, now);
            return act(commands);
        });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    std::unique_ptr<Store> m_store;
};

void AttemptLedgerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Result<std::unique_ptr<Store>> store = Store::open(m_folder->path() + QStringLiteral("/library"), m_clock);
    QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
    m_store = *std::move(store);
}

void AttemptLedgerTest::writesTheIntentWithTheJobInSubmitting()
{
    const JobId job = enqueue(1).first();
    const Result<Begun> begun = begin(job);
    QVERIFY(begun);
    const Intent intent = std::get<Intent>(*begun);
    QCOMPARE(intent.number, 1);
    const StoredJob stored = load(job);
    QCOMPARE(stored.state, JobState::Submitting);
    QCOMPARE(stored.attempt, intent.attempt);
    QCOMPARE(stored.request.prompt, QStringLiteral("prompt 1"));
    QCOMPARE(stored.metadata.value(QStringLiteral("sku")), QStringLiteral("A-1"));
    QCOMPARE(row(job).attempts, 1);
    QCOMPARE(row(job).startedMs, now);
}

void AttemptLedgerTest::refusesToSendAJobThatIsNotQueuedOrHeldBack()
{
    const QList<JobId> jobs = enqueue(3);
    QVERIFY(begin(jobs[0]));
    QCOMPARE(begin(jobs[0]).error().code, ErrorCode::InvalidTransition);
    QVERIFY(write<void>(
        [&](Connection& connection) { return BatchRepository(connection).setPaused(load(jobs[1]).batch, true); }));
    QCOMPARE(begin(jobs[1]).error().code, ErrorCode::InvalidTransition);
    QVERIFY(write<void>(
        [&](Connection& connection) { return BatchRepository(connection).setPaused(load(jobs[1]).batch, false); }));
    QVERIFY(write<bool>([&](Connection& connection) {
        return AccountRepository(connection).hold(QStringLiteral("ideogram"), {HoldReason::OutOfCredit, {}}, now);
    }));
    QCOMPARE(begin(jobs[1]).error().code, ErrorCode::InvalidTransition);
    QCOMPARE(begin({999}).error().code, ErrorCode::InvalidTransition);
}

void AttemptLedgerTest::ignoresAnOutcomeOfAnAttemptThatDoesNotCountAnyMore()
{
    const JobId job = enqueue(1).first();
    const AttemptId first = std::get<Intent>(*begin(job)).attempt;
    QVERIFY(settle(job, first, NotSent{}));
    const AttemptId second = std::get<Intent>(*begin(job)).attempt;
    QVERIFY(second != first);
    // The old attempt wakes up late and wants to say that all went well.
    const Result<void> late = settle(job, first, ImagesReturned{{}, {FakeService::image(QStringLiteral("late"))}});
    QCOMPARE(late.error().code, ErrorCode::StaleAttempt);
    QCOMPARE(load(job).state, JobState::Submitting);
    QCOMPARE(load(job).attempt, second);
    QVERIFY(settle(job, second, Accepted{QStringLiteral("g"), {}}));
    // And the right one must not say it twice.
    QCOMPARE(settle(job, second, Accepted{QStringLiteral("h"), {}}).error().code, ErrorCode::StaleAttempt);
    QCOMPARE(load(job).generationId, QStringLiteral("g"));
}

void AttemptLedgerTest::keepsEveryAttemptOfAJob()
{
    const JobId job = enqueue(1).first();
    for (int n = 1; n <= 3; ++n) {
        const Intent intent = std::get<Intent>(*begin(job));
        QCOMPARE(intent.number, n);
        QVERIFY(settle(job, intent.attempt, Throttled{}));
    }
    // None of them had its chance.
    QCOMPARE(row(job).attempts, 0);
    QCOMPARE(load(job).failures, 0);
    QCOMPARE(*m_store->read<std::optional<int>>([](Connection& connection) {
        return selectValue<int>(connection, QStringLiteral("SELECT COUNT(*) FROM attempt WHERE billed = 'no'"));
    }),
        std::optional(3));
}

void AttemptLedgerTest::countsUnknownAndPendingMoneyAgainstTheCaps()
{
    const QList<JobId> jobs = enqueue(4, Money::fromMicros(150'000));
    const AttemptId first = std::get<Intent>(*begin(jobs[0])).attempt;
    QVERIFY(settle(jobs[0], first, AnswerLost{}));
    QVERIFY(std::holds_alternative<Intent>(*begin(jobs[1])));
    const Begun refused = *begin(jobs[2]);
    const auto* refusal = std::get_if<CapRefusal>(&refused);
    QVERIFY(refusal);
    QCOMPARE(refusal->scope, CapScope::Batch);
    QCOMPARE(refusal->used, Money::fromMicros(120'000));
    QCOMPARE(refusal->pending, Money::fromMicros(60'000));
    QCOMPARE(load(jobs[2]).state, JobState::Queued);
    // The second turns out not to be billed: there is room again.
    QVERIFY(settle(jobs[1], load(jobs[1]).attempt, Throttled{}));
    QVERIFY(std::holds_alternative<Intent>(*begin(jobs[2])));
}

void AttemptLedgerTest::letsFreeJobsPassAnyCap()
{
    const QList<JobId> jobs = enqueue(2, Money(), QStringLiteral("sandbox"));
    QCOMPARE(row(jobs[0]).price, Money());
    QVERIFY(std::holds_alternative<Intent>(*begin(jobs[0], {.day = Money(), .month = Money()})));
}

void AttemptLedgerTest::startsAFreshBudgetWithTheDay()
{
    const QList<JobId> jobs = enqueue(3);
    SpendLimits limits{.day = Money::fromMicros(60'000), .month = {}, .dayStartMs = now - 1000};
    QVERIFY(std::holds_alternative<Intent>(*begin(jobs[0], limits)));
    const Begun refused = *begin(jobs[1], limits);
    QVERIFY(std::holds_alternative<CapRefusal>(refused));
    QCOMPARE(std::get<CapRefusal>(refused).scope, CapScope::Day);
    limits.dayStartMs = now + 1000;
    QVERIFY(std::holds_alternative<Intent>(*begin(jobs[1], limits, now + 2000)));
    limits.month = Money::fromMicros(120'000);
    limits.day.reset();
    QCOMPARE(std::get<CapRefusal>(*begin(jobs[2], limits, now + 2000)).scope, CapScope::Month);
}

void AttemptLedgerTest::tellsSpendAsBilledCommittedAndUnknown()
{
    const QList<JobId> jobs = enqueue(5);
    QVERIFY(settle(jobs[0], std::get<Intent>(*begin(jobs[0])).attempt,
        ImagesReturned{{}, {FakeService::image(QStringLiteral("a"))}}));
    QVERIFY(settle(jobs[1], std::get<Intent>(*begin(jobs[1])).attempt, AnswerLost{}));
    QVERIFY(settle(jobs[2], std::get<Intent>(*begin(jobs[2])).attempt, Accepted{QStringLiteral("g"), {}}));
    QVERIFY(settle(jobs[3], std::get<Intent>(*begin(jobs[3])).attempt, RequestRejected{400, {}, false}));
    const SpendSummary spend = *m_store->read<SpendSummary>([](Connection& connection) {
        return AccountRepository(connection).spend(QStringLiteral("ideogram"), now - 1, now - 1);
    });
    const Money one = Money::fromMicros(60'000);
    QCOMPARE(spend.today, one);
    QCOMPARE(spend.thisMonth, one);
    QCOMPARE(spend.committed, one);
    QCOMPARE(spend.unknown, one);
    const BatchSummary batch = m_store
                                   ->read<QList<BatchSummary>>([](Connection& connection) {
                                       return BatchRepository(connection).allSummaries();
                                   })
                                   ->first();
    QCOMPARE(batch.planned, one * 5);
    QCOMPARE(batch.spent, one);
    QCOMPARE(batch.committed, one);
    QCOMPARE(batch.unknown, one);
    QCOMPARE(batch.total(), 5);
    QCOMPARE(batch.count(JobState::Queued), 1);
}

void AttemptLedgerTest::settlesInterruptedJobsAsUnknown()
{
    const QList<JobId> jobs = enqueue(3);
    QVERIFY(begin(jobs[0]));
    QVERIFY(settle(jobs[1], std::get<Intent>(*begin(jobs[1])).attempt, Accepted{QStringLiteral("g"), {}}));
    const QList<JobId> interrupted = *write<QList<JobId>>(
        [](Connection& connection) { return AttemptLedger(connection, now).settleInterrupted(decideInterrupted()); });
    QCOMPARE(interrupted, QList<JobId>{jobs[0]});
    QCOMPARE(load(jobs[0]).state, JobState::Unknown);
    QCOMPARE(load(jobs[1]).state, JobState::Accepted);
    QCOMPARE(load(jobs[2]).state, JobState::Queued);
}

void AttemptLedgerTest::keepsTheFirstReasonOfAHold()
{
    const QString account = QStringLiteral("ideogram");
    const auto hold = [&](HoldReason reason) {
        return *write<bool>([&](Connection& connection) {
            return AccountRepository(connection).hold(account, {reason, QStringLiteral("why")}, now);
        });
    };
    QVERIFY(hold(HoldReason::OutOfCredit));
    QVERIFY(!hold(HoldReason::KeyRefused));
    const auto held = *m_store->read<std::optional<Account>>(
        [&](Connection& connection) { return AccountRepository(connection).find(account); });
    QCOMPARE(held->hold->reason, HoldReason::OutOfCredit);
    QVERIFY(*write<bool>([&](Connection& connection) { return AccountRepository(connection).release(account); }));
    QVERIFY(!*write<bool>([&](Connection& connection) { return AccountRepository(connection).release(account); }));
}

void AttemptLedgerTest::movesJobsToTheFrontInTheGivenOrder()
{
    const QList<JobId> jobs = enqueue(5);
    command([&](JobCommands& commands) { return commands.moveToFront({jobs[4], jobs[2]}); });
    const QList<QueuedJob> due = *m_store->read<QList<QueuedJob>>([](Connection& connection) {
        return JobRepository(connection).due(QStringLiteral("ideogram"), {}, {}, now, 10);
    });
    QList<JobId> order;
    for (const QueuedJob& job : due)
        order.append(job.id);
    QCOMPARE(order, (QList<JobId>{jobs[4], jobs[2], jobs[0], jobs[1], jobs[3]}));
}

void AttemptLedgerTest::doesNotRetryWhatWasWrittenOff()
{
    const JobId job = enqueue(1).first();
    const AttemptId attempt = std::get<Intent>(*begin(job)).attempt;
    QVERIFY(settle(job, attempt, AnswerLost{}));
    QCOMPARE(command([&](JobCommands& commands) { return commands.retry({job}); }), QList<JobId>());
    command([&](JobCommands& commands) { return commands.writeOff({job}); });
    QCOMPARE(load(job).state, JobState::Dead);
    QCOMPARE(command([&](JobCommands& commands) { return commands.retryFailed({}); }), QList<JobId>());
    QCOMPARE(command([&](JobCommands& commands) { return commands.retry({job}); }), QList<JobId>());
    QCOMPARE(load(job).state, JobState::Dead);
    // Only the person who was shown the second charge may.
    QCOMPARE(command([&](JobCommands& commands) { return commands.resend({job}); }), QList<JobId>{job});
    QCOMPARE(load(job).state, JobState::Queued);
    QVERIFY(begin(job));
    QCOMPARE(*m_store->read<std::optional<QString>>([](Connection& connection) {
        return selectValue<QString>(
            connection, QStringLiteral("SELECT group_concat(billed) FROM (SELECT billed FROM attempt ORDER BY id)"));
    }),
        std::optional(QStringLiteral("unknown,pending")));
}

void AttemptLedgerTest::keepsReturnedImagesWordForWord()
{
    ReturnedImage image;
    image.url = QUrl(QStringLiteral("https://images.invalid/a%20b.png?sig=a%2Fb%3D&x=%C3%BC"));
    image.prompt = QString::fromUtf8("„Grüße“ \"quoted\" \n");
    image.resolution = QSize(1312, 736);
    image.seed = 2'147'483'647;
    image.isSafe = false;
    const QList<ReturnedImage> read = returnedImagesFromJson(toJson(QList<ReturnedImage>{image}));
    QCOMPARE(read.size(), 1);
    QCOMPARE(read.first().url, image.url);
    QCOMPARE(read.first().url.toEncoded(), image.url.toEncoded());
    QCOMPARE(read.first().prompt, image.prompt);
    QCOMPARE(read.first().resolution, image.resolution);
    QCOMPARE(read.first().seed, image.seed);
    QCOMPARE(read.first().isSafe, false);
    QVERIFY(returnedImagesFromJson("{broken").isEmpty());
}

QTEST_GUILESS_MAIN(AttemptLedgerTest)
#include "attempt_ledger_test.moc"
