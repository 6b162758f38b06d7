// SPDX-License-Identifier: GPL-3.0-or-later
// What the frame and the tray are told about work that moves, and about work that stands still.
#include "tests/queue/queue_fixture.h"
#include "ui/models/work_status.h"

using namespace batchroom;
using namespace batchroom::test;

namespace {

struct Desk {
    Desk()
        : work(*fixture.queue, QStringLiteral("ideogram"))
    {
        work.setNow([this] { return fixture.clock.now().count(); });
    }
    const WorkFigures& figures() const { return work.figures(); }
    QueueFixture fixture;
    WorkStatus work;
};

} // namespace

class WorkStatusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsDoneNeitherMovesNorWaits()
    {
        Desk desk;
        QVERIFY(desk.fixture.enqueue(draftOf(3)));
        QTRY_VERIFY(desk.figures().isMoving);
        QVERIFY(desk.fixture.untilIdle());
        QTRY_VERIFY(!desk.figures().isRunning());
        QVERIFY(!desk.figures().isMoving);
        QCOMPARE(desk.figures().held, 0);
        QCOMPARE(desk.figures().nextStartMs, 0);
        QVERIFY(isSettled(desk.work.batches().first()));
    }

    void anAccountOnHoldHoldsWhatWaitsOnIt()
    {
        Desk desk;
        desk.fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
            return AccountRefused{AccountProblem::OutOfCredit, QStringLiteral("no credit")};
        };
        QVERIFY(desk.fixture.enqueue(draftOf(3)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.figures().held, 3);
        QVERIFY(!desk.figures().isMoving);
        // The account chosen in the window is another one; the work is held all the same.
        desk.work.setAccount(QStringLiteral("sandbox"));
        QVERIFY(!desk.figures().hold);
        QCOMPARE(desk.figures().held, 3);
    }

    void whatIsPausedStandsStill()
    {
        Desk desk;
        desk.fixture.queue->start(StartAs::Paused);
        QVERIFY(desk.fixture.enqueue(draftOf(2)));
        QTRY_VERIFY(desk.figures().isRunning() && desk.figures().isPaused);
        QVERIFY(!desk.figures().isMoving);
        QCOMPARE(desk.figures().held, 0);
        QVERIFY(!isSettled(desk.work.batches().first()));
    }

    void aBatchForLaterSaysWhen()
    {
        Desk desk;
        desk.fixture.queue->start(StartAs::Running);
        const qint64 start = desk.fixture.clock.now().count() + 3'600'000;
        BatchDraft later = draftOf(2);
        later.startMs = start + 60'000;
        BatchDraft sooner = draftOf(2, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("other"));
        sooner.startMs = start;
        QVERIFY(desk.fixture.enqueue(later));
        QVERIFY(desk.fixture.enqueue(sooner));
        QTRY_COMPARE(desk.figures().total, 4);
        QVERIFY(!desk.figures().isMoving);
        QCOMPARE(desk.figures().nextStartMs, start);
    }
};

QTEST_GUILESS_MAIN(WorkStatusTest)
#include "work_status_test.moc"
