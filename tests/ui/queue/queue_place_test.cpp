// SPDX-License-Identifier: GPL-3.0-or-later
// The real Queue on a real library: what a person clicks and types, and what is sent and paid for then.
#include "app/library/asset_index.h"
#include "tests/queue/queue_fixture.h"
#include "ui/kit/theme.h"
#include "ui/kit/toast.h"
#include "ui/queue/cancel_card.h"
#include "ui/queue/prompt_edit.h"
#include "ui/queue/queue_place.h"
#include "ui/queue/queue_view.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>

using namespace batchroom;
using namespace batchroom::test;

namespace {

class Screen {
public:
    explicit Screen(QueueFixture& fixture)
        : index(*fixture.store)
        , place(Catalog::builtIn(), *fixture.queue, index, *fixture.assets, actions)
        , view(place.findChild<QueueView*>(QStringLiteral("queueView")))
        , lane(place.findChild<QWidget*>(QStringLiteral("needsYouLane")))
    {
        place.resize(1200, 720);
        place.show();
        [&] {
            place.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&place));
            QTRY_VERIFY(place.list().isLoaded());
        }();
    }
    QPushButton* button(const char* name) const
    {
        for (auto* found : place.findChildren<QPushButton*>(QString::fromLatin1(name)))
            if (found->isVisible())
                return found;
        return nullptr;
    }
    bool click(const char* name) const
    {
        QPushButton* found = nullptr;
        for (int i = 0; i < 100 && !(found && found->isEnabled()); ++i) {
            found = button(name);
            if (!found || !found->isEnabled())
                QTest::qWait(20);
        }
        if (!found || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }
    void clickRow(int row, QueuePart part = QueuePart::Row, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::qWait(20); // rows are placed in the next turn of the event loop
        const QRect rect = view->partRect(row, part);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers,
            part == QueuePart::Row ? QPoint(rect.left() + 160, rect.center().y()) : rect.center());
    }
    int rowOf(const QString& prompt) const
    {
        for (int row = 0; row < place.list().rowCount(); ++row)
            if (const JobRow* job = place.list().at(row).job; job && job->prompt == prompt)
                return row;
        return -1;
    }
    int count(JobState state) const { return place.list().batches().first()->count(state); }

    ActionCatalog actions;
    AssetIndex index;
    QueuePlace place;
    QueueView* view;
    QWidget* lane;
};

FakeService::Submit answering(const QString& prompt, const SendOutcome& first)
{
    return [prompt, first](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return request.prompt == prompt && nth == 1 ? first : FakeService::accepted(request.prompt, nth);
    };
}

} // namespace

class QueuePlaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leadsToComposeWhileItIsEmpty();
    void sendsAnUnknownJobAgainExactlyOnce();
    void asksAgainForFreeWhereTheProviderNamedTheGeneration();
    void writesOffAnUnknownJobForGood();
    void answersAllUnknownJobsAlike();
    void mendsARefusedPromptInPlace();
    void keepsWhatIsTypedWhileOtherJobsGoOn();
    void dropsARefusedJob();
    void pausesAndResumesEverything();
    void pausesABatchAtItsHead();
    void retriesWhatFailed();
    void takesBackACancelOfWaitingJobs();
    void asksBeforeGivingUpWhatIsInFlight();
    void goesOnAfterAHold();
    void opensSettingsForARefusedKey();
    void showsThePictureOfAJob();
    void foldsAndUnfoldsByKeyboard();
    void staysFluidWith20000Jobs();

private:
    ThemeSource m_theme{ThemeMode::Dark};
};

void QueuePlaceTest::leadsToComposeWhileItIsEmpty()
{
    QueueFixture fixture;
    Screen screen(fixture);
    QSignalSpy asked(&screen.place, &QueuePlace::openComposeRequested);
    QVERIFY(screen.click("goToComposeButton"));
    QCOMPARE(asked.size(), 1);
    QVERIFY(!screen.lane->isVisible());
    QVERIFY(fixture.enqueue(draftOf(1)));
    QTRY_VERIFY(screen.view->isVisible());
}

void QueuePlaceTest::sendsAnUnknownJobAgainExactlyOnce()
{
    QueueFixture fixture;
    fixture.service.onSubmit = answering(QStringLiteral("prompt 1"), AnswerLost{QStringLiteral("closed")});
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QSignalSpy needed(&screen.place, &QueuePlace::needsPersonChanged);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(screen.button("sendAgainButton")->text().contains(QStringLiteral("$0.06")));
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 1")), 1);
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("sendAgainButton")); }));
    QTRY_VERIFY(!screen.lane->isVisible());
    QTRY_COMPARE(screen.count(JobState::Done), 2);
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 1")), 2);
    QCOMPARE(needed.last().first().toInt(), 0);
}

void QueuePlaceTest::asksAgainForFreeWhereTheProviderNamedTheGeneration()
{
    QueueFixture fixture;
    AnswerLost lost{QStringLiteral("cut")};
    lost.generationId = QStringLiteral("generation-1");
    fixture.service.onSubmit = answering(QStringLiteral("prompt 1"), lost);
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("askAgainButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 1);
    QCOMPARE(fixture.service.submits(), 1);
    QVERIFY(fixture.service.polls() >= 1);
}

void QueuePlaceTest::writesOffAnUnknownJobForGood()
{
    QueueFixture fixture;
    fixture.service.onSubmit = answering(QStringLiteral("prompt 1"), AnswerLost{QStringLiteral("closed")});
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(screen.click("technicalDetailsButton"));
    QVERIFY(screen.click("writeOffButton"));
    QTRY_VERIFY(!screen.lane->isVisible());
    QTRY_COMPARE(screen.count(JobState::Cancelled), 1);
    QCOMPARE(fixture.service.submits(), 1);
    QVERIFY(fixture.job(0).message.contains(QStringLiteral("Written off")));
    // What may have been charged stays in the books.
    QCOMPARE(fixture.snapshot().batches.first().unknown, Money::fromMicros(60'000));
}

void QueuePlaceTest::answersAllUnknownJobsAlike()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        return nth == 1 ? SendOutcome(ServerFault{503, QStringLiteral("busy")})
                        : FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(6)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Unknown), 6);
    QVERIFY(screen.click("answerAllButton"));
    auto* menu = screen.place.findChild<QMenu*>(QStringLiteral("answerAllMenu"));
    QVERIFY(menu);
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("Send all 6 again, up to $0.36 more"));
    menu->close();
    QVERIFY(screen.button("sendAgainButton")->text().contains(QStringLiteral("$0.36")));
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("sendAgainButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 6);
    QCOMPARE(fixture.service.submits(), 12);
}

void QueuePlaceTest::mendsARefusedPromptInPlace()
{
    QueueFixture fixture;
    fixture.service.onSubmit =
        answering(QStringLiteral("prompt 1"), RequestRejected{422, QStringLiteral("burning"), true});
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    auto* edit = screen.place.findChild<PromptEdit*>();
    QVERIFY(edit);
    QCOMPARE(edit->toPlainText(), QStringLiteral("prompt 1"));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QVERIFY(!screen.button("saveAndQueueButton")->isEnabled());
    QTest::keyClicks(edit, QStringLiteral("a calm prompt"));
    QVERIFY(fixture.untilIdleAfter([&] { QTest::keyClick(edit, Qt::Key_Return); }));
    QTRY_COMPARE(screen.count(JobState::Done), 1);
    QCOMPARE(fixture.service.submits(QStringLiteral("a calm prompt")), 1);
    QVERIFY(!screen.lane->isVisible());
}

void QueuePlaceTest::keepsWhatIsTypedWhileOtherJobsGoOn()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return RequestRejected{422, QStringLiteral("no"), true};
    };
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.place.findChildren<PromptEdit*>().size(), 2);
    auto* edit = screen.place.findChildren<PromptEdit*>().first();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("half "));
    const QString typed = edit->toPlainText();
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("other"))));
    QTRY_COMPARE(screen.place.findChildren<PromptEdit*>().size(), 3);
    QCOMPARE(edit->toPlainText(), typed);
    QVERIFY(edit->hasFocus());
}

void QueuePlaceTest::dropsARefusedJob()
{
    QueueFixture fixture;
    fixture.service.onSubmit = answering(QStringLiteral("prompt 1"), RequestRejected{422, QStringLiteral("no"), true});
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(screen.click("dropButton"));
    QTRY_COMPARE(screen.count(JobState::Cancelled), 1);
    QVERIFY(!screen.lane->isVisible());
    QCOMPARE(fixture.service.submits(), 1);
}

void QueuePlaceTest::pausesAndResumesEverything()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    Screen screen(fixture);
    QVERIFY(screen.click("pauseAllButton"));
    QTRY_VERIFY(fixture.queue->isPaused());
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    QTRY_COMPARE(screen.button("pauseAllButton")->text(), QStringLiteral("Resume all"));
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("pauseAllButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 3);
    QTRY_COMPARE(screen.button("pauseAllButton")->text(), QStringLiteral("Pause all"));
}

void QueuePlaceTest::pausesABatchAtItsHead()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    Screen screen(fixture);
    screen.clickRow(0, QueuePart::Pause);
    QTRY_VERIFY(screen.place.list().at(0).batch->summary.isPaused);
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(), 0);
    QVERIFY(fixture.untilIdleAfter([&] { screen.clickRow(0, QueuePart::Pause); }));
    QTRY_COMPARE(screen.count(JobState::Done), 3);
}

void QueuePlaceTest::retriesWhatFailed()
{
    QueueFixture fixture;
    std::atomic<bool> isBroken = true;
    fixture.service.onPoll = [&](const QString& id, int) -> PollOutcome {
        if (isBroken)
            return GenerationFailed{QStringLiteral("broken")};
        return FakeService::completed(id);
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(!screen.button("retryFailedButton")->isEnabled());
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Dead), 1);
    isBroken = false;
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("retryFailedButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 1);
    QVERIFY(!screen.lane->isVisible());
}

void QueuePlaceTest::takesBackACancelOfWaitingJobs()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    Screen screen(fixture);
    screen.clickRow(1);
    screen.clickRow(2, QueuePart::Row, Qt::ShiftModifier);
    QCOMPARE(screen.view->selectedJobs().size(), 2);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_Delete);
    QTRY_COMPARE(screen.count(JobState::Cancelled), 2);
    auto* toast = screen.place.findChild<Toast*>();
    QVERIFY(toast && toast->text().contains(QStringLiteral("Nothing was charged")));
    QVERIFY(screen.click("toastButton"));
    QTRY_COMPARE(screen.count(JobState::Queued), 3);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueuePlaceTest::asksBeforeGivingUpWhatIsInFlight()
{
    QueueFixture fixture({}, ManualClock::Wait::Block);
    QVERIFY(fixture.enqueue(draftOf(12)));
    Screen screen(fixture);
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(screen.count(JobState::Accepted), 10);
    screen.actions[ActionId::QueueCancelBatch]->setEnabled(true);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_Home);
    screen.actions[ActionId::QueueCancelBatch]->trigger();
    auto* card = screen.place.findChild<CancelCard*>();
    QVERIFY(card);
    QCOMPARE(screen.count(JobState::Queued), 2);
    QVERIFY(screen.click("cancelAllButton"));
    QTRY_COMPARE(screen.count(JobState::Cancelled), 2);
    QTRY_COMPARE(fixture.clock.waiters(), 10);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.clock.advance(std::chrono::seconds(30)); }));
    QTRY_COMPARE(screen.count(JobState::Cancelled), 12);
    QCOMPARE(fixture.service.downloads(), 0);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(600'000));
}

void QueuePlaceTest::goesOnAfterAHold()
{
    QueueFixture fixture;
    std::atomic<bool> isEmpty = true;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        if (isEmpty)
            return AccountRefused{AccountProblem::OutOfCredit, QStringLiteral("402")};
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QCOMPARE(screen.place.list().timeWords(*screen.place.list().batches().first()), QStringLiteral("on hold"));
    isEmpty = false;
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("goOnButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 2);
    QTRY_VERIFY(!screen.lane->isVisible());
}

void QueuePlaceTest::opensSettingsForARefusedKey()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return AccountRefused{AccountProblem::KeyRefused, QStringLiteral("401")};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QSignalSpy asked(&screen.place, &QueuePlace::openSettingsRequested);
    QVERIFY(screen.click("openSettingsButton"));
    QCOMPARE(asked.size(), 1);
}

void QueuePlaceTest::showsThePictureOfAJob()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Done), 2);
    QSignalSpy asked(&screen.place, &QueuePlace::showAssetRequested);
    const int row = screen.rowOf(QStringLiteral("prompt 2"));
    screen.clickRow(row, QueuePart::Picture);
    QCOMPARE(asked.size(), 1);
    screen.clickRow(row);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked.last().first().value<AssetId>(), screen.place.list().at(row).job->asset);
}

void QueuePlaceTest::foldsAndUnfoldsByKeyboard()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(20)));
    Screen screen(fixture);
    const QueueList& list = screen.place.list();
    const int digest = list.rowCount();
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_End);
    QTest::keyClick(screen.view, Qt::Key_Space);
    QCOMPARE(list.rowCount(), 22);
    QTest::keyClick(screen.view, Qt::Key_Home);
    QTest::keyClick(screen.view, Qt::Key_Left);
    QCOMPARE(list.rowCount(), 1);
    QTest::keyClick(screen.view, Qt::Key_Return);
    QCOMPARE(list.rowCount(), 22);
    QTest::keyClick(screen.view, Qt::Key_Down);
    QCOMPARE(screen.view->selectedJobs(), QList<JobId>{list.at(1).job->id});
    QTest::keyClick(screen.view, Qt::Key_Left);
    QCOMPARE(screen.view->currentIndex().row(), 0);
    QVERIFY(digest < 22);
}

void QueuePlaceTest::staysFluidWith20000Jobs()
{
    QueueFixture fixture;
    const Result<BatchId> batch = fixture.enqueue(draftOf(20'000));
    QVERIFY(batch);
    Screen screen(fixture);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_End);
    QTest::keyClick(screen.view, Qt::Key_Space);
    QCOMPARE(screen.place.list().rowCount(), 20'002);
    QTRY_VERIFY(screen.view->verticalScrollBar()->maximum() > 700'000);
    QScrollBar* bar = screen.view->verticalScrollBar();
    QElapsedTimer time;
    time.start();
    constexpr int steps = 100;
    for (int i = 0; i < steps; ++i) {
        bar->setValue(bar->maximum() / steps * i);
        screen.view->viewport()->repaint();
    }
    QVERIFY2(time.elapsed() / steps < 16, qPrintable(QStringLiteral("%1 ms a frame").arg(time.elapsed() / steps)));
    QTest::keyClick(screen.view, Qt::Key_End);
    QCOMPARE(screen.view->currentIndex().row(), 20'001);
    QVERIFY(screen.view->viewport()->rect().contains(screen.view->visualRect(screen.view->currentIndex()).center()));
    // News about jobs far away cost the view nothing it can feel.
    QList<JobRow> changed;
    for (int i = 0; i < 10; ++i) {
        JobRow job = *screen.place.list().at(1 + i).job;
        job.state = JobState::Accepted;
        changed.append(job);
    }
    time.restart();
    for (int i = 0; i < 50; ++i)
        Q_EMIT fixture.queue->jobsChanged(changed);
    QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
}

QTEST_MAIN(QueuePlaceTest)
#include "queue_place_test.moc"
