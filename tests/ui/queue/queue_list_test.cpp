// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the Queue: printed to text while a fake provider drives real jobs, and with 20,000 of them.
#include "tests/queue/queue_fixture.h"
#include "ui/models/queue_list.h"
#include "ui/models/queue_troubles.h"
#include "ui/models/work_status.h"

#include <QAbstractItemModelTester>

using namespace batchroom;
using namespace batchroom::test;

namespace {

QStringList printed(const QueueList& list)
{
    QStringList lines;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QueueRow content = list.at(row);
        const QString kind = content.kind == QueueRowKind::Head ? QStringLiteral("# ")
            : content.kind == QueueRowKind::Job                 ? QStringLiteral("  ")
                                                                : QStringLiteral("= ");
        lines.append(kind + list.index(row).data().toString());
    }
    return lines;
}

// What a view has to do about a list: each of these costs it something.
class Told {
public:
    explicit Told(const QAbstractItemModel& model)
        : data(&model, &QAbstractItemModel::dataChanged)
        , inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , moved(&model, &QAbstractItemModel::rowsMoved)
        , layouts(&model, &QAbstractItemModel::layoutChanged)
    {
    }
    qsizetype ranges() const { return inserted.size() + removed.size() + moved.size(); }
    // Rows that somebody was told to look at again.
    qint64 rowsToReadAgain() const
    {
        qint64 rows = 0;
        for (const QList<QVariant>& told : data)
            rows += told[1].value<QModelIndex>().row() - told[0].value<QModelIndex>().row() + 1;
        return rows;
    }
    QSignalSpy data;
    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy moved;
    QSignalSpy layouts;
};

class LoadedList {
public:
    enum class Checks { All, None };
    explicit LoadedList(QueueFixture& fixture, Checks checks = Checks::All)
        : list(Catalog::builtIn(), *fixture.queue)
        , resets(&list, &QAbstractItemModel::modelReset)
    {
        list.setNow([&fixture] { return fixture.clock.now().count(); });
        list.load();
        [&] { QTRY_VERIFY(list.isLoaded()); }();
        // It walks through every row at every change, which is too much for the large cases.
        if (checks == Checks::All)
            tester = std::make_unique<QAbstractItemModelTester>(
                &list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    QueueList list;
    std::unique_ptr<QAbstractItemModelTester> tester;
    QSignalSpy resets;
};

JobRow rowOf(qint64 id, JobState state, qint64 startedMs = 0)
{
    JobRow job;
    job.id = JobId{id};
    job.batch = BatchId{900};
    job.row = static_cast<int>(id);
    job.state = state;
    job.account = QStringLiteral("ideogram");
    job.model = QStringLiteral("ideogram-4-5");
    job.speed = QStringLiteral("low");
    job.prompt = QStringLiteral("p%1").arg(id);
    job.price = Money::fromMicros(60'000);
    job.startedMs = startedMs;
    job.finishedMs = state == JobState::Done ? startedMs + 1000 * id : 0;
    return job;
}

BatchSummary summaryOf(qint64 id)
{
    BatchSummary batch;
    batch.id = BatchId{id};
    batch.name = QStringLiteral("Large");
    batch.account = QStringLiteral("ideogram");
    return batch;
}

QList<qint64> idsOf(const QueueBatch& batch, QueueFilter filter)
{
    QList<qint64> ids;
    for (const int index : batch.rowsFor(filter).jobs)
        ids.append(batch.job(index).id.value);
    return ids;
}

} // namespace

class QueueListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatEveryRowIs();
    void drawsUpTheSumOfWhatHasEnded();
    void endsWhereAFreshListBegins();
    void showsTheConveyorOfALargeBatch();
    void showsOnlyWhatTheFilterAsksFor();
    void foldsABatchAndShowsAllOfIt();
    void putsANewBatchOnTop();
    void learnsHowLongAPictureTakes();
    void answersManyAlikeTogether();
    void keepsUpWith20000Jobs();
    void showsWhatWaitsInTheOrderItIsSent();
    void followsEveryMoveOfALongList();
    void showsAMoveBeforeTheQueueAnswers();
    void keepsTheOrderWhenAPlaceGetsTooNarrow();
    void movesOneOf20000WithoutSortingThemAgainForEveryNews();
    void saysWhenABatchStartsAndWhatComesFirst();
    void marksWithheldPicturesAsBilled();
    void guessesTheTimeLeftFromMeasuredOnesOnly();
    void countsDownSteadily();
    void saysTheTimeLeftOfAllWork();
};

void QueueListTest::saysWhatEveryRowIs()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    LoadedList loaded(fixture);
    QCOMPARE(printed(loaded.list),
        (QStringList{QStringLiteral("# Hero images, Autumn, 0 of 2, $0.00 of $0.12 spent"),
            QStringLiteral("  prompt 1, 4.5 · Low, queued, $0.06"),
            QStringLiteral("  prompt 2, 4.5 · Low, queued, $0.06")}));
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(loaded.list.batches().first()->count(JobState::Done), 2);
    const QStringList done = printed(loaded.list);
    QCOMPARE(done.size(), 4);
    QCOMPARE(done[0], QStringLiteral("# Hero images, Autumn, 2 of 2, $0.12 of $0.12 spent"));
    QVERIFY2(done[1].startsWith(QStringLiteral("  prompt 1, 4.5 · Low, done, ")), qPrintable(done[1]));
    QTRY_COMPARE(printed(loaded.list)[3], QStringLiteral("= Spent $0.12"));
    QCOMPARE(loaded.resets.size(), 0);
}

void QueueListTest::drawsUpTheSumOfWhatHasEnded()
{
    QueueFixture fixture;
    fixture.service.onPoll = [](const QString& generationId, int) -> PollOutcome {
        PollOutcome outcome = FakeService::completed(generationId);
        std::get<GenerationCompleted>(outcome).charged = Money::fromMicros(70'000);
        return outcome;
    };
    const Result<BatchId> batch = fixture.enqueue(draftOf(2));
    QVERIFY(batch);
    QVERIFY(fixture.enqueue(draftOf(2, SubmitMode::Asynchronous, QStringLiteral("sandbox"), QStringLiteral("draft"))));
    LoadedList loaded(fixture);
    QCOMPARE(loaded.list.rowCount(), 6); // while it works there is no sum
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(loaded.list.rowCount(), 7);
    QTRY_COMPARE(printed(loaded.list).last(), QStringLiteral("= Quoted $0.12 · charged $0.14"));
    QCOMPARE(loaded.list.index(loaded.list.headOf(*batch)).data(Qt::ToolTipRole).toString(),
        QStringLiteral("Quoted $0.12 · charged $0.14"));
    QCOMPARE(loaded.list.index(0).data(Qt::ToolTipRole).toString(), QStringLiteral("free"));
    QSignalSpy told(&loaded.list, &QAbstractItemModel::dataChanged);
    loaded.list.setApproved({{*batch, 1}});
    QCOMPARE(printed(loaded.list).last(), QStringLiteral("= Quoted $0.12 · charged $0.14 · $0.14 per approved image"));
    QCOMPARE(told.size(), 2); // head and sum of that batch alone
    loaded.list.setApproved({{*batch, 1}});
    QCOMPARE(told.size(), 2);
    loaded.list.setExpanded(*batch, false);
    QCOMPARE(loaded.list.rowCount(), 4);
}

void QueueListTest::endsWhereAFreshListBegins()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        if (request.prompt.endsWith(QLatin1Char('3')))
            return RequestRejected{.status = 422, .message = QStringLiteral("no"), .bySafetyCheck = true};
        if (request.prompt.endsWith(QLatin1Char('7')) && nth == 1)
            return AnswerLost{QStringLiteral("reset")};
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(40)));
    LoadedList live(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(live.list.batches().first()->count(JobState::Done), 32);
    QCoreApplication::processEvents();
    LoadedList fresh(fixture);
    for (const QueueFilter filter :
        {QueueFilter::All, QueueFilter::NeedsYou, QueueFilter::Failed, QueueFilter::Running, QueueFilter::All}) {
        live.list.setFilter(filter);
        fresh.list.setFilter(filter);
        QCOMPARE(printed(live.list), printed(fresh.list));
    }
    QCOMPARE(live.list.figures().needsYou, 8);
    QCOMPARE(live.resets.size(), 0);
}

void QueueListTest::showsTheConveyorOfALargeBatch()
{
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= 30; ++id)
        jobs.append(rowOf(id, JobState::Queued));
    jobs[0] = rowOf(1, JobState::Done, 1000);
    jobs[1] = rowOf(2, JobState::Done, 1000);
    jobs[2] = rowOf(3, JobState::Accepted, 9000);
    jobs[3] = rowOf(4, JobState::Downloading, 3000);
    jobs[4] = rowOf(5, JobState::Failed, 2000);
    QueueBatch batch(summaryOf(900), jobs);
    QVERIFY(!batch.isSmall());
    // The newest picture, what is being made (the oldest first), what failed, then what comes next.
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{2, 4, 3, 5, 6}));
    QVERIFY(batch.rowsFor(QueueFilter::All).hasFooter);
    QCOMPARE(idsOf(batch, QueueFilter::Running), (QList<qint64>{3, 4}));
    QVERIFY(batch.update(3, rowOf(4, JobState::Done, 8000)));
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{4, 3, 5, 6, 7}));
    QVERIFY(!batch.update(3, rowOf(4, JobState::Done, 8000)));
}

void QueueListTest::showsOnlyWhatTheFilterAsksFor()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        if (request.prompt == QStringLiteral("prompt 2"))
            return RequestRejected{.status = 422, .message = {}, .bySafetyCheck = true};
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(fixture.untilIdle());
    LoadedList loaded(fixture);
    loaded.list.setFilter(QueueFilter::NeedsYou);
    QCOMPARE(loaded.list.rowCount(), 2);
    QCOMPARE(loaded.list.at(1).job->prompt, QStringLiteral("prompt 2"));
    loaded.list.setFilter(QueueFilter::Running);
    QCOMPARE(loaded.list.rowCount(), 0);
    loaded.list.setFilter(QueueFilter::All);
    QCOMPARE(loaded.list.rowCount(), 5);
}

void QueueListTest::foldsABatchAndShowsAllOfIt()
{
    QueueFixture fixture;
    const Result<BatchId> batch = fixture.enqueue(draftOf(20));
    QVERIFY(batch);
    LoadedList loaded(fixture);
    QCOMPARE(loaded.list.rowCount(), 1 + 5 + 1);
    QCOMPARE(printed(loaded.list).last(), QStringLiteral("= 15 more waiting, Show all 20"));
    loaded.list.setShowsAll(*batch, true);
    QCOMPARE(loaded.list.rowCount(), 1 + 20 + 1);
    loaded.list.setExpanded(*batch, false);
    QCOMPARE(loaded.list.rowCount(), 1);
    loaded.list.setExpanded(*batch, true);
    QCOMPARE(loaded.list.rowCount(), 1 + 20 + 1);
    QCOMPARE(loaded.list.rowOf(loaded.list.at(20).job->id), 20);
}

void QueueListTest::putsANewBatchOnTop()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    LoadedList loaded(fixture);
    BatchDraft second = draftOf(1);
    second.name = QStringLiteral("Later");
    QVERIFY(fixture.enqueue(second));
    QTRY_COMPARE(loaded.list.rowCount(), 5);
    QCOMPARE(loaded.list.at(0).batch->summary.name, QStringLiteral("Later"));
    fixture.queue->pauseBatch(loaded.list.at(0).batch->summary.id);
    QTRY_COMPARE(loaded.list.timeWords(*loaded.list.at(0).batch), QStringLiteral("paused"));
}

void QueueListTest::learnsHowLongAPictureTakes()
{
    TypicalTimes times(Catalog::builtIn());
    const JobRow waiting = rowOf(1, JobState::Queued);
    const auto before = times.of(waiting);
    QVERIFY(before.count() > 0);
    JobRow done = rowOf(2, JobState::Done, 1000);
    done.finishedMs = 41'000;
    times.note(done);
    QCOMPARE(times.of(waiting), std::chrono::milliseconds(40'000));
    JobRow unknownModel = waiting;
    unknownModel.model = QStringLiteral("nobody-knows");
    QVERIFY(times.of(unknownModel).count() > 0);
}

void QueueListTest::answersManyAlikeTogether()
{
    QueueFixture fixture;
    LoadedList loaded(fixture);
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= 14; ++id)
        jobs.append(rowOf(id, JobState::Unknown));
    for (qint64 id = 15; id <= 19; ++id)
        jobs.append(rowOf(id, JobState::Rejected));
    jobs.append(rowOf(20, JobState::Expired));
    Q_EMIT fixture.queue->batchAdded(summaryOf(900), jobs);
    QList<Trouble> troubles = troublesOf(loaded.list);
    QCOMPARE(troubles.size(), 1 + separateTroubles + 1);
    QVERIFY(troubles[0].isGroup());
    QCOMPARE(troubles[0].jobs.size(), 14);
    QCOMPARE(troubles[0].possible, Money::fromMicros(840'000));
    QCOMPARE(troubles[1].kind, TroubleKind::Refused);
    QCOMPARE(troubles.last().kind, TroubleKind::Expired);
    Q_EMIT fixture.queue->holdBegan(QStringLiteral("ideogram"), {HoldReason::OutOfCredit, QStringLiteral("empty")});
    troubles = troublesOf(loaded.list);
    QCOMPARE(troubles.first().kind, TroubleKind::Hold);
    Q_EMIT fixture.queue->holdEnded(QStringLiteral("ideogram"));
    QCOMPARE(troublesOf(loaded.list).size(), 1 + separateTroubles + 1);
}

void QueueListTest::keepsUpWith20000Jobs()
{
    QueueFixture fixture;
    LoadedList loaded(fixture, LoadedList::Checks::None);
    constexpr int many = 20'000;
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= many; ++id)
        jobs.append(rowOf(id, JobState::Queued));
    Q_EMIT fixture.queue->batchAdded(summaryOf(900), jobs);
    loaded.list.setShowsAll(BatchId{900}, true);
    QCOMPARE(loaded.list.rowCount(), many + 2);
    // 200 tellings of ten jobs each: what 20 updates a second bring in ten seconds.
    const Told working(loaded.list);
    for (int telling = 0; telling < 200; ++telling) {
        QList<JobRow> changed;
        for (int i = 0; i < 10; ++i)
            changed.append(rowOf(1 + (telling * 97 + i * 1999) % many, JobState::Accepted, 1000));
        Q_EMIT fixture.queue->jobsChanged(changed);
    }
    QVERIFY2(working.layouts.size() <= 200, qPrintable(QString::number(working.layouts.size())));
    QCOMPARE(working.ranges(), 0);
    QVERIFY2(working.rowsToReadAgain() <= 200 * (10 + 2), qPrintable(QString::number(working.rowsToReadAgain())));
    // All of them at once, as when a batch is cancelled, and seen through a filter.
    loaded.list.setFilter(QueueFilter::Running);
    for (JobRow& job : jobs)
        job.state = job.id.value % 2 ? JobState::Cancelled : JobState::Failed;
    const Told cancelled(loaded.list);
    Q_EMIT fixture.queue->jobsChanged(jobs);
    loaded.list.setFilter(QueueFilter::Failed);
    QCOMPARE(loaded.list.rowCount(), 1 + many / 2);
    loaded.list.setFilter(QueueFilter::All);
    QCOMPARE(loaded.list.rowCount(), many + 2);
    // In few pieces, however many rows come and go.
    QVERIFY2(cancelled.ranges() <= 20, qPrintable(QString::number(cancelled.ranges())));
    QVERIFY2(cancelled.layouts.size() <= 2, qPrintable(QString::number(cancelled.layouts.size())));
    QCOMPARE(loaded.resets.size(), 0);
}

void QueueListTest::showsWhatWaitsInTheOrderItIsSent()
{
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= 6; ++id) {
        jobs.append(rowOf(id, JobState::Queued));
        jobs.last().position = static_cast<double>(10 - id);
    }
    jobs[1] = rowOf(2, JobState::Done, 1000);
    jobs[3] = rowOf(4, JobState::Accepted, 1000);
    QueueBatch batch(summaryOf(900), jobs);
    // What was sent stays in the order of the sheet; the last of the sheet is sent first.
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{2, 4, 6, 5, 3, 1}));
    jobs[0].position = 0;
    QVERIFY(batch.update(0, jobs[0]));
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{2, 4, 1, 6, 5, 3}));
    // Where a job that is sent stands does not move a row.
    jobs[3].position = 99;
    QVERIFY(!batch.update(3, jobs[3]));
    jobs[5].state = JobState::Submitting;
    QVERIFY(batch.update(5, jobs[5]));
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{2, 4, 6, 1, 5, 3}));
    jobs[1].state = JobState::Queued;
    jobs[1].position = 6;
    QVERIFY(batch.update(1, jobs[1]));
    QCOMPARE(idsOf(batch, QueueFilter::All), (QList<qint64>{4, 6, 1, 5, 2, 3}));
}

void QueueListTest::followsEveryMoveOfALongList()
{
    QueueFixture fixture;
    const Result<BatchId> batch = fixture.enqueue(draftOf(100));
    QVERIFY(batch);
    LoadedList loaded(fixture);
    QueueList& list = loaded.list;
    list.setShowsAll(*batch, true);
    const auto idAt = [&list](int row) { return list.at(row).job->id; };
    const QPersistentModelIndex kept(list.index(7));
    const JobId keptJob = idAt(7);
    const QList<JobId> moved{idAt(90), idAt(20), idAt(21)};
    fixture.queue->moveBefore(moved, idAt(3));
    QTRY_COMPARE(idAt(3), moved[0]);
    QCOMPARE(idAt(4), moved[1]);
    QCOMPARE(idAt(5), moved[2]);
    QCOMPARE(idAt(kept.row()), keptJob);
    fixture.queue->moveBefore({idAt(1)}, {});
    QTRY_COMPARE(list.at(100).job->prompt, QStringLiteral("prompt 1"));
    LoadedList fresh(fixture);
    fresh.list.setShowsAll(*batch, true);
    QCOMPARE(printed(list), printed(fresh.list));
    QCOMPARE(list.waitingOrder(), fresh.list.waitingOrder());
    QCOMPARE(loaded.resets.size(), 0);
}

void QueueListTest::showsAMoveBeforeTheQueueAnswers()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(4)));
    LoadedList loaded(fixture);
    const QList<JobId> order = loaded.list.waitingOrder();
    loaded.list.placeBefore({order[3], order[1]}, order[0]);
    const QList<JobId> moved{order[3], order[1], order[0], order[2]};
    QCOMPARE(loaded.list.waitingOrder(), moved);
    fixture.queue->moveBefore({order[3], order[1]}, order[0]);
    QTest::qWait(120);
    QCOMPARE(loaded.list.waitingOrder(), moved);
    loaded.list.placeBefore({order[3]}, {});
    QCOMPARE(loaded.list.waitingOrder().last(), order[3]);
    // The queue knows nothing of it: so it is, once it was asked.
    loaded.list.refresh();
    QTRY_COMPARE(loaded.list.waitingOrder(), moved);
}

void QueueListTest::keepsTheOrderWhenAPlaceGetsTooNarrow()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(6)));
    LoadedList loaded(fixture);
    // Every time into the middle of the first two: the room between them halves, until all get new places.
    for (int i = 0; i < 60; ++i) {
        const QList<JobId> order = loaded.list.waitingOrder();
        fixture.queue->moveBefore({order.last()}, order[1]);
        const QList<JobId> moved{order[0], order[5], order[1], order[2], order[3], order[4]};
        QTRY_COMPARE(loaded.list.waitingOrder(), moved);
    }
    QCoreApplication::processEvents();
    LoadedList fresh(fixture);
    QCOMPARE(loaded.list.waitingOrder(), fresh.list.waitingOrder());
}

void QueueListTest::movesOneOf20000WithoutSortingThemAgainForEveryNews()
{
    QueueFixture fixture;
    LoadedList loaded(fixture, LoadedList::Checks::None);
    constexpr int many = 20'000;
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= many; ++id) {
        jobs.append(rowOf(id, JobState::Queued));
        jobs.last().position = static_cast<double>((id * 7919) % many); // far from the order of the sheet
    }
    Q_EMIT fixture.queue->batchAdded(summaryOf(900), jobs);
    loaded.list.setShowsAll(BatchId{900}, true);
    const QList<JobId> order = loaded.list.waitingOrder();
    QCOMPARE(loaded.list.at(1).job->id, order.first());
    const Told moving(loaded.list);
    for (int i = 0; i < 40; ++i)
        loaded.list.placeBefore({order[many - 1 - i]}, order[i * 100]);
    QCOMPARE(moving.layouts.size(), 40);
    QCOMPARE(moving.ranges(), 0);
    const Told news(loaded.list);
    // News of ten jobs at a time, that leave the head of the line.
    for (int telling = 0; telling < 200; ++telling) {
        QList<JobRow> changed;
        for (int i = 0; i < 10; ++i) {
            changed.append(*loaded.list.job(order[telling * 10 + i]));
            changed.last().state = JobState::Accepted;
            changed.last().startedMs = 1000;
        }
        Q_EMIT fixture.queue->jobsChanged(changed);
    }
    QVERIFY2(news.layouts.size() <= 200, qPrintable(QString::number(news.layouts.size())));
    QCOMPARE(news.ranges(), 0);
    QVERIFY2(news.rowsToReadAgain() <= 200 * (10 + 2), qPrintable(QString::number(news.rowsToReadAgain())));
    // What is left waits in the order it had.
    QCOMPARE(loaded.list.waitingOrder().size(), many - 2000);
    QCOMPARE(loaded.resets.size(), 0);
    QCOMPARE(loaded.list.rowCount(), many + 2);
}

void QueueListTest::saysWhenABatchStartsAndWhatComesFirst()
{
    QueueFixture fixture;
    const Result<BatchId> batch = fixture.enqueue(draftOf(2));
    QVERIFY(batch);
    LoadedList loaded(fixture);
    const auto head = [&loaded]() -> const QueueBatch& { return *loaded.list.at(0).batch; };
    QCOMPARE(loaded.list.priorityWord(head()), QString());
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(fixture.clock.now().count());
    fixture.queue->setBatchStart(*batch, QDateTime(now.date().addDays(1), QTime(22, 0)).toMSecsSinceEpoch());
    QTRY_COMPARE(loaded.list.startWords(head()), QStringLiteral("Starts tomorrow at 22:00"));
    QVERIFY(loaded.list.isScheduled(head()));
    QCOMPARE(loaded.list.timeWords(head()), QString());
    fixture.queue->setBatchPriority(*batch, BatchPriority::First);
    QTRY_COMPARE(loaded.list.priorityWord(head()), QStringLiteral("First"));
    QVERIFY(printed(loaded.list).first().contains(QStringLiteral("First, Starts tomorrow at 22:00")));
    fixture.queue->setBatchStart(*batch, 0);
    QTRY_COMPARE(loaded.list.startWords(head()), QString());
    const QList<StartChoice> choices = startChoices(now.toMSecsSinceEpoch());
    QCOMPARE(choices.size(), 2);
    for (const StartChoice& choice : choices)
        QVERIFY(choice.startMs > now.toMSecsSinceEpoch());
}

void QueueListTest::marksWithheldPicturesAsBilled()
{
    QueueFixture fixture;
    LoadedList loaded(fixture);
    QList<JobRow> jobs{rowOf(1, JobState::Withheld, 1000), rowOf(2, JobState::Withheld, 1000)};
    jobs[1].account = QStringLiteral("sandbox");
    Q_EMIT fixture.queue->batchAdded(summaryOf(900), jobs);
    QCOMPARE(loaded.list.stateWord(*loaded.list.at(1).job), QStringLiteral("withheld, billed"));
    QCOMPARE(loaded.list.stateWord(*loaded.list.at(2).job), QStringLiteral("withheld"));
    QVERIFY(printed(loaded.list)[1].contains(QStringLiteral("withheld, billed")));
}

void QueueListTest::guessesTheTimeLeftFromMeasuredOnesOnly()
{
    QueueFixture fixture;
    LoadedList loaded(fixture);
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= 31; ++id)
        jobs.append(rowOf(id, JobState::Queued));
    Q_EMIT fixture.queue->batchAdded(summaryOf(900), jobs);
    Q_EMIT fixture.queue->inFlightChanged(0, 10);
    const auto words = [&loaded] { return loaded.list.timeWords(*loaded.list.at(0).batch); };
    QCOMPARE(words(), QString()); // nobody has seen one finish
    jobs[0] = rowOf(1, JobState::Done, 1000);
    jobs[0].finishedMs = 61'000;
    Q_EMIT fixture.queue->jobsChanged({jobs[0]});
    // 30 more of a minute each, ten at a time.
    QCOMPARE(words(), QStringLiteral("about 3 min left"));
    BatchSummary paused = summaryOf(900);
    paused.isPaused = true;
    Q_EMIT fixture.queue->batchesChanged({paused});
    QCOMPARE(words(), QStringLiteral("paused"));
}

void QueueListTest::countsDownSteadily()
{
    using std::chrono::seconds;
    QCOMPARE(timeLeft({}, 10), std::nullopt);
    QCOMPARE(timeLeft({.waiting = 5, .waitingMs = 0, .running = 0, .imageMs = 0}, 10), std::nullopt);
    QCOMPARE(*timeLeft({.waiting = 5, .waitingMs = 50'000, .running = 0, .imageMs = 10'000}, 10), seconds(10));
    QCOMPARE(*timeLeft({.waiting = 30, .waitingMs = 300'000, .running = 10, .imageMs = 10'000}, 10), seconds(40));
    SteadyCountdown countdown;
    qint64 now = 1'000'000;
    countdown.note(seconds(100), 50, now);
    QCOMPARE(*countdown.left(now), seconds(100));
    QCOMPARE(*countdown.left(now + 30'000), seconds(70));
    // One slow picture: the estimate doubles, what is said gives way little by little.
    now += 1000;
    countdown.note(seconds(200), 50, now);
    QVERIFY(*countdown.left(now) < seconds(110));
    for (int i = 0; i < 90; ++i) {
        now += 1000;
        countdown.note(seconds(200 - i), 50, now);
    }
    QVERIFY(*countdown.left(now) > seconds(100));
    // More work is another matter.
    countdown.note(seconds(900), 500, now);
    QCOMPARE(*countdown.left(now), seconds(900));
    countdown.note(std::nullopt, 500, now);
    QCOMPARE(countdown.left(now), std::nullopt);
}

void QueueListTest::saysTheTimeLeftOfAllWork()
{
    QueueFixture fixture;
    WorkStatus work(*fixture.queue, QStringLiteral("ideogram"));
    QSignalSpy changed(&work, &WorkStatus::changed);
    QTRY_VERIFY(changed.size() > 0);
    QList<JobRow> jobs;
    for (qint64 id = 1; id <= 41; ++id)
        jobs.append(rowOf(id, JobState::Queued));
    BatchSummary batch = summaryOf(900);
    batch.counts = {{JobState::Queued, 41}};
    Q_EMIT fixture.queue->batchAdded(batch, jobs);
    QCOMPARE(work.figures().remaining.count(), 0);
    JobRow done = rowOf(1, JobState::Done, 1000);
    done.finishedMs = 31'000;
    batch.counts = {{JobState::Queued, 40}, {JobState::Done, 1}};
    Q_EMIT fixture.queue->jobsChanged({done});
    Q_EMIT fixture.queue->batchesChanged({batch});
    QCOMPARE(work.figures().remaining, std::chrono::seconds(120));
    Q_EMIT fixture.queue->pausedChanged(true);
    QCOMPARE(work.figures().remaining.count(), 0);
    // Nothing happens to it by itself, but it is not done.
    batch.counts = {{JobState::Queued, 37}, {JobState::Unknown, 3}, {JobState::Done, 1}};
    Q_EMIT fixture.queue->batchesChanged({batch});
    QCOMPARE(work.figures().done, 1);
    QCOMPARE(work.figures().settled, 4);
}

QTEST_GUILESS_MAIN(QueueListTest)
#include "queue_list_test.moc"
