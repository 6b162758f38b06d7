// SPDX-License-Identifier: GPL-3.0-or-later
// The real Queue on a real library: what a person clicks and types, and what is sent and paid for then.
#include "app/library/asset_index.h"
#include "tests/queue/queue_fixture.h"
#include "ui/kit/start_time_card.h"
#include "ui/kit/theme.h"
#include "ui/kit/toast.h"
#include "ui/queue/cancel_card.h"
#include "ui/queue/prompt_edit.h"
#include "ui/queue/queue_place.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/write_off_card.h"

#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>

#include <mutex>

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
    QStringList prompts() const
    {
        QStringList all;
        for (int row = 0; row < place.list().rowCount(); ++row)
            if (const JobRow* job = place.list().at(row).job)
                all.append(job->prompt.section(QLatin1Char(' '), 1));
        return all;
    }
    // From the middle of a row to the line above another one.
    void drag(int row, int above, bool isDropped = true) const
    {
        QTest::qWait(20);
        const QPoint from(
            view->partRect(row, QueuePart::Row).left() + 200, view->partRect(row, QueuePart::Row).center().y());
        const int last = place.list().rowCount() - 1;
        const QRect line = view->partRect(std::min(above, last), QueuePart::Row);
        const QPoint to(from.x() + 10, above > last ? line.bottom() - 1 : line.top() + 2);
        QWidget* area = view->viewport();
        QTest::mousePress(area, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            move(from + (to - from) * step / 4);
        if (!isDropped)
            QTest::keyClick(view, Qt::Key_Escape);
        QTest::mouseRelease(area, Qt::LeftButton, {}, to);
    }
    void move(const QPoint& to) const
    {
        QMouseEvent event(QEvent::MouseMove, to, view->viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view->viewport(), &event);
    }
    QAction* menuAction(const char* menu, const QString& text) const
    {
        const auto* found = place.findChild<QMenu*>(QString::fromLatin1(menu));
        for (QAction* action : found ? found->actions() : QList<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    // The last row.
    QString sum() const
    {
        const int last = place.list().rowCount() - 1;
        return last < 0 || place.list().at(last).kind != QueueRowKind::Footer
            ? QString()
            : place.list().index(last).data().toString();
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

// Sends one image at a time and writes down which.
struct OneByOne {
    OneByOne()
        : fixture(options())
    {
        fixture.service.onSubmit = [this](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
            const std::lock_guard lock(mutex);
            sent.append(request.prompt.section(QLatin1Char(' '), 1));
            return FakeService::accepted(request.prompt, nth);
        };
    }
    static JobQueue::Options options()
    {
        JobQueue::Options chosen;
        chosen.placeLimit = 1;
        return chosen;
    }
    std::mutex mutex;
    QStringList sent; // before the fixture: its workers write here
    QueueFixture fixture;
};

class QueuePlaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leadsToComposeWhileItIsEmpty();
    void theSumFollowsWhatIsApproved();
    void aSumNamesWhatMayHaveBeenCharged();
    void sendsAnUnknownJobAgainExactlyOnce();
    void asksAgainForFreeWhereTheProviderNamedTheGeneration();
    void writesOffAnUnknownJobForGood();
    void answersAllUnknownJobsAlike();
    void mendsARefusedPromptInPlace();
    void keepsWhatIsTypedWhileOtherJobsGoOn();
    void saysOnceWhyAPromptWasRefused();
    void dropsARefusedJob();
    void takesADropBack();
    void takesARetryBack();
    void pausesAndResumesEverything();
    void pausesABatchAtItsHead();
    void retriesWhatFailed();
    void takesBackACancelOfWaitingJobs();
    void asksBeforeGivingUpWhatIsInFlight();
    void goesOnAfterAHold();
    void opensSettingsForARefusedKey();
    void showsThePictureOfAJob();
    void foldsAndUnfoldsByKeyboard();
    void writesOffSeveralOnlyAfterAQuestion();
    void takesACancelledJobBackByKey();
    void staysFluidWith20000Jobs();
    void dragsWaitingJobsToAnotherPlaceAndBack();
    void dragsSeveralTogetherAndOnlyWhatWaits();
    void leavesTheOrderAloneWhenADragIsGivenUp();
    void movesAJobByKeyboard();
    void sendsOneBatchBeforeTheOthers();
    void startsABatchLaterOrNow();
    void editsAPromptThatWaits();
    void closesTheEditorOfAJobThatIsSent();
    void paysForAWithheldPictureAgainOnlyKnowingly();

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

void QueuePlaceTest::writesOffSeveralOnlyAfterAQuestion()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
        return AnswerLost{QStringLiteral("closed")};
    };
    QVERIFY(fixture.enqueue(draftOf(5)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(screen.click("writeOffButton"));
    auto* card = screen.place.findChild<WriteOffCard*>();
    QVERIFY(card);
    QCOMPARE(screen.count(JobState::Unknown), 5);
    QTest::mouseClick(card->findChild<QPushButton*>(QStringLiteral("keepUnknownButton")), Qt::LeftButton);
    QCOMPARE(screen.count(JobState::Unknown), 5);
    QVERIFY(screen.click("writeOffButton"));
    QTRY_VERIFY(card = screen.place.findChild<WriteOffCard*>());
    QTest::mouseClick(card->findChild<QPushButton*>(QStringLiteral("agreeWriteOffButton")), Qt::LeftButton);
    QTRY_COMPARE(screen.count(JobState::Cancelled), 5);
}

void QueuePlaceTest::takesACancelledJobBackByKey()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    Screen screen(fixture);
    fixture.queue->pause();
    screen.clickRow(1);
    QTest::keyClick(screen.view, Qt::Key_Delete);
    QTRY_COMPARE(screen.count(JobState::Cancelled), 1);
    screen.actions[ActionId::Undo]->trigger();
    QTRY_COMPARE(screen.count(JobState::Cancelled), 0);
    screen.actions[ActionId::Undo]->trigger(); // once
    QCOMPARE(screen.count(JobState::Queued), 3);
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

void QueuePlaceTest::saysOnceWhyAPromptWasRefused()
{
    const QString sentence = QStringLiteral(
        "Ideogram's safety check refused this prompt. Nothing was made or charged. Edit the prompt, then "
        "try again. Ideogram says: “Prompt provided failed safety check.”");
    QueueFixture fixture;
    fixture.service.onSubmit = answering(QStringLiteral("prompt 1"), RequestRejected{422, sentence, true});
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    QVERIFY(screen.click("technicalDetailsButton")); // unfolded, it does not say it again
    QStringList said;
    for (const QLabel* label : screen.lane->findChildren<QLabel*>())
        if (label->isVisible())
            said.append(label->text());
    const QString all = said.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(sentence), qPrintable(all));
    QCOMPARE(all.count(QStringLiteral("refused this prompt")), 1);
    QCOMPARE(all.count(QStringLiteral("failed safety check")), 1);
    QCOMPARE(all.count(QStringLiteral("charged."), Qt::CaseInsensitive), 1);
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

void QueuePlaceTest::takesADropBack()
{
    QueueFixture fixture;
    fixture.service.onSubmit =
        answering(QStringLiteral("prompt 1"), RequestRejected{422, QStringLiteral("not that word"), true});
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(screen.lane->isVisible());
    const QString reason = fixture.job(0).message;
    QVERIFY(!reason.isEmpty());
    QVERIFY(screen.click("dropButton"));
    QTRY_COMPARE(screen.count(JobState::Cancelled), 1);
    screen.actions[ActionId::Undo]->trigger();
    QTRY_COMPARE(screen.count(JobState::Rejected), 1);
    QTRY_VERIFY(screen.lane->isVisible());
    QCOMPARE(fixture.job(0).message, reason);
    QCOMPARE(fixture.service.submits(), 1);
}

void QueuePlaceTest::takesARetryBack()
{
    QueueFixture fixture;
    fixture.service.onPoll = [](const QString&, int) -> PollOutcome {
        return GenerationFailed{QStringLiteral("broken")};
    };
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Dead), 2);
    const int sent = fixture.service.submits();
    fixture.queue->pause();
    QVERIFY(screen.click("retryFailedButton"));
    QTRY_COMPARE(screen.count(JobState::Queued), 2);
    screen.actions[ActionId::Undo]->trigger();
    QTRY_COMPARE(screen.count(JobState::Dead), 2);
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QCOMPARE(fixture.service.submits(), sent);
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
    constexpr int steps = 100;
    for (int i = 0; i < steps; ++i) {
        bar->setValue(bar->maximum() / steps * i);
        screen.view->viewport()->repaint();
    }
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
    for (int i = 0; i < 50; ++i)
        Q_EMIT fixture.queue->jobsChanged(changed);
    QCOMPARE(screen.place.list().at(10).job->state, JobState::Accepted);
    QCOMPARE(screen.view->currentIndex().row(), 20'001);
}

void QueuePlaceTest::dragsWaitingJobsToAnotherPlaceAndBack()
{
    OneByOne one;
    QVERIFY(one.fixture.enqueue(draftOf(5)));
    Screen screen(one.fixture);
    screen.drag(4, 1);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("4 1 2 3 5"));
    auto* toast = screen.place.findChild<Toast*>();
    QVERIFY(toast);
    QCOMPARE(toast->text(), QStringLiteral("1 job moved"));
    screen.drag(1, 6); // below the last one
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 2 3 5 4"));
    QVERIFY(screen.click("toastButton"));
    QTRY_COMPARE(screen.prompts().join(u' '), QStringLiteral("1 2 3 4 5"));
    screen.drag(5, 2);
    QTRY_COMPARE(one.fixture.snapshot().jobs.last().position < one.fixture.snapshot().jobs.at(1).position, true);
    QVERIFY(one.fixture.untilIdle());
    QCOMPARE(one.sent.join(u' '), QStringLiteral("1 5 2 3 4"));
}

void QueuePlaceTest::dragsSeveralTogetherAndOnlyWhatWaits()
{
    OneByOne one;
    QVERIFY(one.fixture.enqueue(draftOf(6)));
    Screen screen(one.fixture);
    screen.clickRow(3);
    screen.clickRow(5, QueuePart::Row, Qt::ControlModifier);
    QCOMPARE(screen.view->selectedJobs().size(), 2);
    screen.drag(5, 1);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("3 5 1 2 4 6"));
    QCOMPARE(screen.view->selectedJobs().size(), 2);
    // A click on one of several chosen rows chooses that one.
    screen.clickRow(2);
    QCOMPARE(screen.view->selectedJobs().size(), 1);
    QVERIFY(one.fixture.untilIdle());
    QCOMPARE(one.sent.join(u' '), QStringLiteral("3 5 1 2 4 6"));
    QTRY_COMPARE(screen.count(JobState::Done), 6);
    screen.drag(4, 1);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 2 3 4 5 6"));
}

void QueuePlaceTest::leavesTheOrderAloneWhenADragIsGivenUp()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(4)));
    Screen screen(fixture);
    screen.view->setFocus();
    screen.drag(4, 1, false);
    screen.drag(2, 3); // where it is already
    QTest::qWait(150);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 2 3 4"));
}

void QueuePlaceTest::movesAJobByKeyboard()
{
    OneByOne one;
    QVERIFY(one.fixture.enqueue(draftOf(5)));
    QVERIFY(one.fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("b"))));
    Screen screen(one.fixture);
    const int fourth = screen.rowOf(QStringLiteral("prompt 4"));
    screen.clickRow(fourth);
    screen.view->setFocus();
    // Faster than the queue answers.
    QTest::keyClick(screen.view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(screen.view, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 1 4 2 3 5"));
    QTest::keyClick(screen.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 1 2 4 3 5"));
    QTest::qWait(150);
    QCOMPARE(screen.prompts().join(u' '), QStringLiteral("1 1 2 4 3 5"));
    // One Undo takes the whole walk back.
    QVERIFY(screen.click("toastButton"));
    QTRY_COMPARE(screen.prompts().join(u' '), QStringLiteral("1 1 2 3 4 5"));
    screen.clickRow(screen.rowOf(QStringLiteral("prompt 5")));
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_Down, Qt::AltModifier); // the last one stays the last one
    QTest::keyClick(screen.view, Qt::Key_Home, Qt::ControlModifier);
    QTRY_COMPARE(screen.prompts().join(u' '), QStringLiteral("1 5 1 2 3 4"));
    QVERIFY(one.fixture.untilIdle());
    QCOMPARE(one.sent.join(u' '), QStringLiteral("5 1 2 3 4 1"));
}

void QueuePlaceTest::sendsOneBatchBeforeTheOthers()
{
    OneByOne one;
    QVERIFY(one.fixture.enqueue(draftOf(2)));
    BatchDraft second = draftOf(2, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("b"));
    for (int i = 0; i < 2; ++i)
        second.jobs[i].request.prompt = QStringLiteral("urgent %1").arg(i + 8);
    QVERIFY(one.fixture.enqueue(second));
    Screen screen(one.fixture);
    screen.clickRow(0, QueuePart::More);
    QAction* first = screen.menuAction("priorityMenu", QStringLiteral("First"));
    QVERIFY(first && first->isEnabled() && !first->isChecked());
    QVERIFY(screen.menuAction("priorityMenu", QStringLiteral("Normal"))->isChecked());
    first->trigger();
    screen.place.findChild<QMenu*>(QStringLiteral("batchMenu"))->close();
    const auto word = [&screen] { return screen.place.list().priorityWord(*screen.place.list().at(0).batch); };
    QTRY_COMPARE(word(), QStringLiteral("First"));
    QVERIFY(one.fixture.untilIdle());
    QCOMPARE(one.sent.join(u' '), QStringLiteral("8 9 1 2"));
    QTRY_COMPARE(word(), QString()); // nothing is left that comes first
}

void QueuePlaceTest::startsABatchLaterOrNow()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    screen.clickRow(0, QueuePart::More);
    QAction* startAt = screen.menuAction("batchMenu", QStringLiteral("Start at…"));
    QVERIFY(startAt);
    startAt->trigger();
    screen.place.findChild<QMenu*>(QStringLiteral("batchMenu"))->close();
    auto* card = screen.place.findChild<StartTimeCard*>();
    QVERIFY(card);
    QVERIFY(screen.click("startChoiceButton"));
    const auto words = [&screen] { return screen.place.list().startWords(*screen.place.list().at(0).batch); };
    QTRY_VERIFY2(words().contains(QStringLiteral("at 22:00")), qPrintable(words()));
    fixture.queue->start(StartAs::Running);
    QTest::qWait(300);
    QCOMPARE(fixture.service.submits(), 0);
    QVERIFY(fixture.untilIdleAfter([&] { screen.clickRow(0, QueuePart::StartNow); }));
    QTRY_COMPARE(screen.count(JobState::Done), 2);
    QCOMPARE(words(), QString());
}

void QueuePlaceTest::editsAPromptThatWaits()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    screen.clickRow(2);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_F2);
    auto* edit = screen.place.findChild<PromptEdit*>(QStringLiteral("rowPromptEdit"));
    QVERIFY(edit && edit->hasFocus());
    QVERIFY(screen.view->viewport()->rect().contains(screen.view->editor()->geometry()));
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_VERIFY(!screen.view->editor());
    QVERIFY(screen.view->hasFocus());
    QTest::mouseDClick(screen.view->viewport(), Qt::LeftButton, {}, screen.view->partRect(2, QueuePart::Row).center());
    edit = screen.place.findChild<PromptEdit*>(QStringLiteral("rowPromptEdit"));
    QVERIFY(edit);
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("a calm sea"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(screen.place.list().at(2).job->prompt, QStringLiteral("a calm sea"));
    QVERIFY(screen.click("toastButton"));
    QTRY_COMPARE(screen.place.list().at(2).job->prompt, QStringLiteral("prompt 2"));
    screen.actions[ActionId::QueueEditPrompt]->trigger();
    edit = screen.place.findChild<PromptEdit*>(QStringLiteral("rowPromptEdit"));
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral(" by night"));
    QVERIFY(screen.click("saveRowButton"));
    QTRY_COMPARE(screen.place.list().at(2).job->prompt, QStringLiteral("prompt 2 by night"));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.service.submits(QStringLiteral("prompt 2 by night")), 1);
    QCOMPARE(fixture.service.submits(), 2);
}

void QueuePlaceTest::theSumFollowsWhatIsApproved()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.sum(), QStringLiteral("Spent $0.18"));
    QList<AssetId> made;
    for (const JobRow& job : fixture.snapshot().jobs)
        made.append(job.asset);
    screen.index.review({{made[0], made[1]}, Decision::Approved, {}, {}});
    QTRY_COMPARE(screen.sum(), QStringLiteral("Spent $0.18 · $0.09 per approved image"));
    screen.index.undo();
    QTRY_COMPARE(screen.sum(), QStringLiteral("Spent $0.18"));
    // What is decided elsewhere is there when one comes back.
    screen.place.hide();
    screen.index.review({made, Decision::Approved, {}, {}});
    screen.place.show();
    QTRY_COMPARE(screen.sum(), QStringLiteral("Spent $0.18 · $0.06 per approved image"));
    // All its rows are shown anyway: there is nothing to press.
    const int rows = screen.place.list().rowCount();
    screen.clickRow(rows - 1);
    QCOMPARE(screen.place.list().rowCount(), rows);
    QCOMPARE(screen.sum(), QStringLiteral("Spent $0.18 · $0.06 per approved image"));
}

void QueuePlaceTest::aSumNamesWhatMayHaveBeenCharged()
{
    QueueFixture fixture;
    fixture.service.onSubmit = answering(QStringLiteral("prompt 2"), AnswerLost{QStringLiteral("reset")});
    QVERIFY(fixture.enqueue(draftOf(2)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.sum(), QStringLiteral("Spent $0.06 · up to $0.06 more possible"));
}

void QueuePlaceTest::closesTheEditorOfAJobThatIsSent()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    screen.clickRow(1);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_F2);
    QVERIFY(screen.view->editor());
    QVERIFY(fixture.untilIdle());
    QTRY_VERIFY(!screen.view->editor());
    QVERIFY(screen.place.findChild<Toast*>()->text().contains(QStringLiteral("cannot be changed")));
}

void QueuePlaceTest::paysForAWithheldPictureAgainOnlyKnowingly()
{
    QueueFixture fixture;
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        ReturnedImage withheld = FakeService::image(request.prompt);
        withheld.isSafe = false;
        if (request.prompt == QStringLiteral("prompt 1"))
            return ImagesReturned{{}, {withheld}};
        return FakeService::accepted(request.prompt, nth);
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    Screen screen(fixture);
    QVERIFY(fixture.untilIdle());
    QTRY_COMPARE(screen.count(JobState::Withheld), 1);
    QVERIFY(!screen.lane->isVisible());
    screen.clickRow(1);
    screen.view->setFocus();
    QTest::keyClick(screen.view, Qt::Key_F2);
    const auto* words = screen.place.findChild<QLabel*>(QStringLiteral("rowEditorWords"));
    QVERIFY(words);
    QVERIFY2(words->text().contains(QStringLiteral("it was billed")), qPrintable(words->text()));
    QVERIFY(words->text().contains(QStringLiteral("$0.06")));
    QCOMPARE(screen.button("saveRowButton")->text(), QStringLiteral("Save and queue · $0.06"));
    QTest::keyClicks(screen.place.findChild<PromptEdit*>(QStringLiteral("rowPromptEdit")), QStringLiteral(", milder"));
    QVERIFY(fixture.untilIdleAfter([&] { QVERIFY(screen.click("saveRowButton")); }));
    QTRY_COMPARE(screen.count(JobState::Done), 1);
    QCOMPARE(fixture.snapshot().batches.first().spent, Money::fromMicros(120'000));
}

QTEST_MAIN(QueuePlaceTest)
#include "queue_place_test.moc"
