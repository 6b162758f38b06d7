// SPDX-License-Identifier: GPL-3.0-or-later
// What a person who looks elsewhere is told, and how seldom.
#include "app/core/english_plurals.h"
#include "app/delivery/exporter.h"
#include "app/settings/preferences.h"
#include "tests/queue/queue_fixture.h"
#include "ui/models/work_status.h"
#include "ui/shell/desktop_notices.h"

#include <QApplication>
#include <QDir>
#include <QWidget>

using namespace batchroom;
using namespace batchroom::test;

namespace {

struct Desk {
    Desk()
        : work(*fixture.queue, QStringLiteral("ideogram"))
    {
        preferences.save({});
        [&] {
            QSignalSpy read(&work, &WorkStatus::changed);
            QTRY_VERIFY(read.size() > 0);
        }();
        notices = std::make_unique<DesktopNotices>(
            window, *fixture.queue, work, preferences, [this](const Notice& notice) { told.append(notice); });
        notices->setNow([this] { return now; });
        Q_EMIT work.changed(); // what is there already is no news
    }
    ~Desk() { preferences.save({}); }

    QueueFixture fixture;
    WorkStatus work;
    PreferencesStore preferences;
    QWidget window;
    std::unique_ptr<DesktopNotices> notices;
    QList<Notice> told;
    QDateTime now{QDate(2026, 6, 10), QTime(15, 0)};
};

Preferences onlyBatches()
{
    Preferences preferences;
    preferences.notices = {true, false, false, false, false};
    return preferences;
}

ExportSummary summaryOf(int variants, int failures)
{
    ExportSummary summary;
    for (int i = 0; i < variants; ++i) {
        Variant variant;
        variant.path = QStringLiteral("/ready/summer/%1.jpg").arg(i);
        summary.variants.append(variant);
    }
    for (int i = 0; i < failures; ++i)
        summary.failures.append({{}, Error{ErrorCode::FileAccess, QStringLiteral("The disk is full."), {}}});
    return summary;
}

} // namespace

class DesktopNoticesTest : public QObject {
    Q_OBJECT
private:
    EnglishPlurals m_plurals;

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void tellsThatABatchEnded()
    {
        Desk desk;
        QVERIFY(desk.fixture.enqueue(draftOf(3)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("“Hero images” is done"));
        QCOMPARE(desk.told[0].text, QStringLiteral("3 of 3 images are there. $0.18 spent."));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Gallery);
        QCOMPARE(desk.told[0].target.batch, std::optional(desk.work.batches().first().id));
    }

    void aBatchWithoutAPictureLeadsToTheQueue()
    {
        Desk desk;
        desk.preferences.save(onlyBatches());
        desk.fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
            return RequestRejected{422, QStringLiteral("no"), true};
        };
        QVERIFY(desk.fixture.enqueue(draftOf(2)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].text, QStringLiteral("0 of 2 images are there."));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Queue);
        QCOMPARE(desk.told[0].target.batch, std::optional(desk.work.batches().first().id));
    }

    void tellsWhatCameOfAnExport()
    {
        Desk desk;
        desk.notices->setPause(std::chrono::milliseconds(1));
        desk.notices->noteExport(summaryOf(12, 0));
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("12 files exported"));
        QCOMPARE(desk.told[0].text,
            QStringLiteral("They are in “%1”.").arg(QDir::toNativeSeparators(QStringLiteral("/ready/summer"))));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Deliver);
        desk.notices->noteExport(summaryOf(1, 2));
        QTRY_COMPARE(desk.told.size(), 2);
        QCOMPARE(desk.told[1].title, QStringLiteral("1 file exported, 2 failed"));
        QVERIFY(desk.told[1].asksPerson);
        desk.notices->noteExportFailure({ErrorCode::FileAccess, QStringLiteral("The folder is gone."), {}});
        QTRY_COMPARE(desk.told.size(), 3);
        QCOMPARE(desk.told[2].text, QStringLiteral("The folder is gone."));
        // Who stops it needs no message.
        ExportSummary stopped = summaryOf(3, 0);
        stopped.isCancelled = true;
        desk.notices->noteExport(stopped);
        desk.notices->noteExport(summaryOf(2, 0));
        QTRY_COMPARE(desk.told.size(), 4);
        QCOMPARE(desk.told[3].title, QStringLiteral("2 files exported"));
    }

    void tellsWhatFailedElsewhere()
    {
        Desk desk;
        desk.notices->noteFailureElsewhere(QStringLiteral("It failed elsewhere: no credit"));
        desk.notices->noteFailureElsewhere(QStringLiteral("It failed elsewhere: unsafe prompt"));
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("2 pictures failed elsewhere"));
        QCOMPARE(desk.told[0].text, QStringLiteral("It failed elsewhere: unsafe prompt"));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Events);
    }

    void tellsWhatARuleAsksFor()
    {
        Desk desk;
        desk.notices->setPause(std::chrono::milliseconds(1));
        desk.notices->noteRule(QStringLiteral("A batch is done"), QStringLiteral("Summer"));
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("A batch is done"));
        QCOMPARE(desk.told[0].text, QStringLiteral("Summer"));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Events);
        desk.notices->noteRule(QStringLiteral("One"), {});
        desk.notices->noteRule(QStringLiteral("Two"), {});
        QTRY_COMPARE(desk.told.size(), 2);
        QCOMPARE(desk.told[1].text, QStringLiteral("Two"));
    }

    void whatAsksForAPersonLeadsThere()
    {
        const News both{.holds = {}, .needs = 1, .failures = {}, .finished = {BatchId{1}}, .exports = {}};
        QCOMPARE(noticeOf(both, {}, false).target.where, NoticeTarget::Where::NeedsYou);
        const News held{.holds = {{QStringLiteral("account a"), QStringLiteral("Out of credit.")}},
            .needs = 2,
            .failures = {QStringLiteral("no")},
            .finished = {},
            .exports = {}};
        const Notice notice = noticeOf(held, {}, true);
        QCOMPARE(notice.title, QStringLiteral("While it was quiet"));
        QCOMPARE(notice.text, QStringLiteral("The queue is on hold\n2 jobs need you\nA picture failed elsewhere"));
        QCOMPARE(notice.target.where, NoticeTarget::Where::Queue);
        QVERIFY(notice.asksPerson);
    }

    void saysNothingInQuietHoursAndAllOfItAfterwards()
    {
        Desk desk;
        Preferences preferences;
        preferences.notices.quietHours = {true, {20, 0}, {8, 0}};
        desk.preferences.save(preferences);
        desk.now = QDateTime(QDate(2026, 6, 10), QTime(23, 0));
        JobQueue& queue = *desk.fixture.queue;
        Q_EMIT queue.batchFinished(BatchId{1});
        Q_EMIT queue.batchFinished(BatchId{2});
        QTest::qWait(600); // longer than news are gathered
        Q_EMIT queue.holdBegan(QStringLiteral("ideogram"), {HoldReason::OutOfCredit, QStringLiteral("Empty.")});
        QTest::qWait(600);
        QCOMPARE(desk.told.size(), 0);
        desk.now = QDateTime(QDate(2026, 6, 11), QTime(8, 0));
        desk.notices->lookAtClock();
        QCOMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("While it was quiet"));
        QCOMPARE(desk.told[0].text, QStringLiteral("The queue is on hold\n2 batches are done"));
    }

    void whatIsOverBeforeTheQuietEndsIsNotTold()
    {
        Desk desk;
        Preferences preferences;
        preferences.notices.quietUntilMs = desk.now.addSecs(3600).toMSecsSinceEpoch();
        desk.preferences.save(preferences);
        JobQueue& queue = *desk.fixture.queue;
        Q_EMIT queue.holdBegan(QStringLiteral("ideogram"), {HoldReason::OutOfCredit, QStringLiteral("Empty.")});
        QTest::qWait(600);
        Q_EMIT queue.holdEnded(QStringLiteral("ideogram"));
        desk.now = desk.now.addSecs(3600);
        desk.notices->lookAtClock();
        QCOMPARE(desk.told.size(), 0);
    }

    void endingTheQuietTellsAtOnce()
    {
        Desk desk;
        Preferences preferences;
        preferences.notices.quietUntilMs = desk.now.addSecs(3600).toMSecsSinceEpoch();
        desk.preferences.save(preferences);
        Q_EMIT desk.fixture.queue->batchFinished(BatchId{7});
        QTest::qWait(600);
        QCOMPARE(desk.told.size(), 0);
        preferences.notices.quietUntilMs = 0;
        desk.preferences.save(preferences);
        QCOMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("A batch is done"));
    }

    void tellsOnceWhatCameTogether()
    {
        Desk desk;
        desk.fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
            if (request.prompt == QStringLiteral("prompt 2"))
                return AnswerLost{QStringLiteral("closed")};
            return FakeService::accepted(request.prompt, nth);
        };
        QVERIFY(desk.fixture.enqueue(draftOf(3)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("News from the queue"));
        QCOMPARE(desk.told[0].text, QStringLiteral("A job needs you\n“Hero images” is done"));
    }

    void staysQuietForAWhileThenSumsUp()
    {
        Desk desk;
        desk.notices->setPause(std::chrono::milliseconds(900));
        const Hold hold{HoldReason::OutOfCredit, QStringLiteral("The account is empty.")};
        Q_EMIT desk.fixture.queue->holdBegan(QStringLiteral("ideogram"), hold);
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("The queue is on hold"));
        QCOMPARE(desk.told[0].text, QStringLiteral("The account is empty."));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::Queue);
        for (qint64 batch = 1; batch <= 3; ++batch)
            Q_EMIT desk.fixture.queue->batchFinished(BatchId{batch});
        QTest::qWait(500);
        QCOMPARE(desk.told.size(), 1);
        QTRY_COMPARE(desk.told.size(), 2);
        QCOMPARE(desk.told[1].title, QStringLiteral("3 batches are done"));
    }

    void saysNothingToWhoIsLooking()
    {
        Desk desk;
        desk.window.show();
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        Q_EMIT desk.fixture.queue->batchFinished(BatchId{1});
        QTest::qWait(600);
        QCOMPARE(desk.told.size(), 0);
        // What happened then is not told later either.
        desk.window.hide();
        QTRY_VERIFY(!QApplication::activeWindow());
        QTest::qWait(600);
        QCOMPARE(desk.told.size(), 0);
    }

    void tellsOnlyWhatIsWanted()
    {
        Desk desk;
        Preferences quiet;
        quiet.notices = {false, true, false, false, false};
        desk.preferences.save(quiet);
        desk.notices->noteExport(summaryOf(3, 0));
        desk.notices->noteFailureElsewhere(QStringLiteral("no"));
        Q_EMIT desk.fixture.queue->batchFinished(BatchId{1});
        Q_EMIT desk.fixture.queue->holdBegan(QStringLiteral("ideogram"), {HoldReason::OutOfCredit, {}});
        QTest::qWait(600);
        QCOMPARE(desk.told.size(), 0);
        desk.fixture.service.onSubmit = [](const GenerationRequest&, SubmitMode, int) -> SendOutcome {
            return RequestRejected{422, QStringLiteral("no"), true};
        };
        QVERIFY(desk.fixture.enqueue(draftOf(2)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.told.size(), 1);
        QVERIFY(desk.told[0].title == QStringLiteral("2 jobs need you"));
        QCOMPARE(desk.told[0].target.where, NoticeTarget::Where::NeedsYou);
    }
};

QTEST_MAIN(DesktopNoticesTest)
#include "desktop_notices_test.moc"
