// SPDX-License-Identifier: GPL-3.0-or-later
// From the desktop into the window: messages of real work on a fake service, clicked; the tray's menu, chosen from.
#include "app/studio/event_desk.h"
#include "tests/flows/window_journey.h"
#include "tests/support/fake_keyring.h"
#include "tests/support/fake_notifications.h"
#include "ui/gallery/gallery_place.h"
#include "ui/models/gallery_rows.h"
#include "ui/queue/queue_place.h"
#include "ui/shell/desktop_presence.h"
#include "ui/shell/top_bar.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QWindow>

using namespace batchroom;
using namespace batchroom::test;

namespace {

BatchDraft draftOf(const QString& campaign, const QString& name, const QStringList& prompts)
{
    BatchDraft draft;
    draft.campaign = campaign;
    draft.name = name;
    draft.account = QStringLiteral("sandbox");
    for (const QString& prompt : prompts) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-4-5");
        job.request.prompt = prompt;
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("low");
        job.row = static_cast<int>(draft.jobs.size()) + 1;
        draft.jobs.append(job);
    }
    return draft;
}

// Somebody who works in another window.
class Desk : public WindowJourney {
public:
    Desk()
        : WindowJourney(std::chrono::milliseconds(5))
    {
        (void)QTest::qWaitFor([this] { return presence() != nullptr; });
        lookAway();
    }
    DesktopPresence* presence() const { return window->findChild<DesktopPresence*>(); }
    void lookAway()
    {
        window->hide();
        m_elsewhere.show();
        m_elsewhere.requestActivate();
        (void)QTest::qWaitFor([] { return !QApplication::activeWindow(); });
    }
    bool waitForMessages(int count) const
    {
        return QTest::qWaitFor([&] { return service.messages.size() == count; }, 30'000);
    }
    void queue(const QString& campaign, const QString& name, const QStringList& prompts) const
    {
        studio->queue().enqueue(draftOf(campaign, name, prompts));
    }
    void choose(const char* action) const
    {
        presence()->tray().menu().findChild<QAction*>(QLatin1StringView(action))->trigger();
    }
    FakeNotifications service;

private:
    QWindow m_elsewhere;
};

} // namespace

class DesktopPresenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!QDBusConnection::sessionBus().isConnected())
            QSKIP("There is no dbus-run-session here.");
    }

    void aBatchThatIsDoneLeadsToItsPictures()
    {
        Desk desk;
        desk.window->findChild<TopBar*>()->choose(QStringLiteral("Spring"));
        desk.queue(
            QStringLiteral("Summer"), QStringLiteral("Sale"), {QStringLiteral("a beach"), QStringLiteral("a pool")});
        QVERIFY(desk.waitForMessages(1));
        QCOMPARE(desk.service.messages[0].title, QStringLiteral("“Sale” is done"));
        desk.service.click(1);
        QTRY_COMPARE(desk.window->currentPlace(), Place::Gallery);
        QVERIFY(desk.window->isVisible());
        QCOMPARE(desk.window->findChild<TopBar*>()->campaign(), QStringLiteral("Summer"));
        QTRY_COMPARE(desk.window->findChild<GalleryPlace*>()->rows().count(), 2);
        QTRY_VERIFY(desk.find<QAbstractButton>("batchChip")->text().contains(QStringLiteral("Sale")));
    }

    void aJobThatNeedsSomebodyLeadsToTheLane()
    {
        Desk desk;
        desk.queue(QStringLiteral("Spring"), QStringLiteral("Tulips"), {QStringLiteral("gore")});
        QVERIFY(desk.waitForMessages(1));
        desk.service.click(1);
        QTRY_COMPARE(desk.window->currentPlace(), Place::Queue);
        QCOMPARE(desk.window->findChild<QueuePlace*>()->list().filter(), QueueFilter::NeedsYou);
        QTRY_VERIFY(desk.isShown("needsYouLane"));
        // The same from the tray.
        desk.window->goTo(Place::Compose);
        QTRY_COMPARE(desk.presence()->tray().menu().findChild<QAction*>(QStringLiteral("trayNeedsYouAction"))->text(),
            QStringLiteral("Show what needs you (1)"));
        desk.choose("trayNeedsYouAction");
        QCOMPARE(desk.window->currentPlace(), Place::Queue);
    }

    void whatFailedElsewhereLeadsToEvents()
    {
        Desk desk;
        InboxEvent event;
        event.event.type = QStringLiteral("ideogram.generation.completed");
        Q_EMIT desk.studio->events().handled(event);
        event.event.type = QStringLiteral("ideogram.generation.failed");
        event.outcome = QStringLiteral("It failed elsewhere: no credit");
        Q_EMIT desk.studio->events().handled(event);
        QVERIFY(desk.waitForMessages(1));
        QCOMPARE(desk.service.messages[0].title, QStringLiteral("A picture failed elsewhere"));
        QCOMPARE(desk.service.messages[0].text, event.outcome);
        desk.service.click(1);
        QTRY_COMPARE(desk.window->currentPlace(), Place::Events);
    }

    void anExportThatEndedLeadsToDeliver()
    {
        Desk desk;
        ExportSummary summary;
        Variant variant;
        variant.path = QStringLiteral("/ready/summer.jpg");
        summary.variants.append(variant);
        Q_EMIT desk.studio->exporter().finished(summary);
        QVERIFY(desk.waitForMessages(1));
        QCOMPARE(desk.service.messages[0].title, QStringLiteral("1 file exported"));
        desk.service.click(1);
        QTRY_COMPARE(desk.window->currentPlace(), Place::Deliver);
    }

    void whoComesBackNeedsNoMessage()
    {
        Desk desk;
        desk.queue(QStringLiteral("Spring"), QStringLiteral("Tulips"), {QStringLiteral("a tulip")});
        QVERIFY(desk.waitForMessages(1));
        desk.choose("trayOpenAction");
        QTRY_COMPARE(desk.service.withdrawn, QList<uint>{1});
        QVERIFY(desk.window->isVisible());
    }

    void theTrayKeepsThingsQuiet()
    {
        Desk desk;
        desk.choose("trayQuietHourAction");
        desk.queue(QStringLiteral("Spring"), QStringLiteral("Tulips"), {QStringLiteral("a tulip")});
        QSignalSpy finished(&desk.studio->queue(), &JobQueue::batchFinished);
        QVERIFY(finished.wait(30'000));
        QTest::qWait(700); // longer than news are gathered
        QCOMPARE(desk.service.messages.size(), 0);
        desk.choose("trayQuietAction");
        QVERIFY(desk.waitForMessages(1));
        QCOMPARE(desk.service.messages[0].title, QStringLiteral("“Tulips” is done"));
    }

    void theTrayPausesEverything()
    {
        Desk desk;
        desk.queue(QStringLiteral("Spring"), QStringLiteral("Tulips"), {QStringLiteral("a tulip")});
        const auto* pause = desk.presence()->tray().menu().findChild<QAction*>(QStringLiteral("trayPauseAction"));
        desk.studio->queue().pause();
        QTRY_COMPARE(pause->text(), QStringLiteral("Resume everything"));
        desk.choose("trayPauseAction");
        QTRY_VERIFY(!desk.studio->queue().isPaused());
        QTRY_COMPARE(pause->text(), QStringLiteral("Pause everything"));
    }

    void settingsShowAMessageAsATest()
    {
        Desk desk;
        desk.window->show();
        desk.window->goTo(Place::Settings);
        desk.find<QAbstractButton>("testNoticeButton")->click();
        QVERIFY(desk.waitForMessages(1));
        QTRY_VERIFY(!desk.find<QLabel>("testNoticeLabel")->text().isEmpty());
        desk.service.isBroken = true; // and the tests have no tray
        desk.find<QAbstractButton>("testNoticeButton")->click();
        QTRY_VERIFY(desk.find<QLabel>("testNoticeLabel")->text().contains(QStringLiteral("shows no messages")));
    }
};

int main(int argc, char** argv)
{
    runOnBusOfItsOwn(argv);
    QApplication application(argc, argv);
    DesktopPresenceTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "desktop_presence_test.moc"
