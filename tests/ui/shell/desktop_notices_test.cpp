// SPDX-License-Identifier: GPL-3.0-or-later
// What a person who looks elsewhere is told, and how seldom.
#include "app/settings/preferences.h"
#include "tests/queue/queue_fixture.h"
#include "ui/models/work_status.h"
#include "ui/shell/desktop_notices.h"

#include <QApplication>
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
        notices = std::make_unique<DesktopNotices>(window, *fixture.queue, work, preferences);
        notices->setShow([this](const DesktopNotices::Notice& notice) { told.append(notice); });
        Q_EMIT work.changed(); // what is there already is no news
    }
    ~Desk() { preferences.save({}); }

    QueueFixture fixture;
    WorkStatus work;
    PreferencesStore preferences;
    QWidget window;
    std::unique_ptr<DesktopNotices> notices;
    QList<DesktopNotices::Notice> told;
};

} // namespace

class DesktopNoticesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsThatABatchEnded()
    {
        Desk desk;
        QVERIFY(desk.fixture.enqueue(draftOf(3)));
        QVERIFY(desk.fixture.untilIdle());
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("“Hero images” is done"));
        QCOMPARE(desk.told[0].text, QStringLiteral("3 of 3 images are there."));
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
        desk.notices->setQuietTime(std::chrono::milliseconds(900));
        const Hold hold{HoldReason::OutOfCredit, QStringLiteral("The account is empty.")};
        Q_EMIT desk.fixture.queue->holdBegan(QStringLiteral("ideogram"), hold);
        QTRY_COMPARE(desk.told.size(), 1);
        QCOMPARE(desk.told[0].title, QStringLiteral("The queue is on hold"));
        QCOMPARE(desk.told[0].text, QStringLiteral("The account is empty."));
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
        quiet.notices = {false, true, false};
        desk.preferences.save(quiet);
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
    }
};

QTEST_MAIN(DesktopNoticesTest)
#include "desktop_notices_test.moc"
