// SPDX-License-Identifier: GPL-3.0-or-later
// Messages on the desktop's own service, on a bus of the test's own.
#include "tests/support/fake_keyring.h"
#include "tests/support/fake_notifications.h"
#include "ui/shell/notification_server.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const Notice batchIsDone{QStringLiteral("“Salt & Pepper” is done"), QStringLiteral("3 of 3 <images> are there."),
    {NoticeTarget::Where::Gallery, BatchId{7}}, false};
const Notice jobNeedsYou{
    QStringLiteral("A job needs you"), QStringLiteral("The rest goes on."), {NoticeTarget::Where::NeedsYou}, true};

struct Desk {
    Desk() { QVERIFY(service.isThere()); }
    std::optional<bool> tell(const Notice& notice, NoticeSound sound = NoticeSound::Off)
    {
        std::optional<bool> taken;
        server.tell(notice, sound, [&taken](bool isTaken) { taken = isTaken; });
        (void)QTest::qWaitFor([&] { return taken.has_value(); });
        return taken;
    }
    FakeNotifications service;
    NotificationServer server{QDBusConnection::sessionBus()};
};

} // namespace

class NotificationServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!QDBusConnection::sessionBus().isConnected())
            QSKIP("There is no dbus-run-session here.");
    }

    void aClickLeadsWhereThatMessageSays()
    {
        Desk desk;
        QSignalSpy clicked(&desk.server, &NotificationServer::clicked);
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        QCOMPARE(desk.tell(jobNeedsYou), std::optional(true));
        QCOMPARE(desk.service.messages.size(), 2);
        QCOMPARE(desk.service.messages[0].title, batchIsDone.title);
        QCOMPARE(desk.service.messages[0].actions.value(0), QStringLiteral("default"));
        desk.service.click(1);
        QTRY_COMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<NoticeTarget>(), batchIsDone.target);
        QCOMPARE(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"), QStringLiteral("token-1"));
        desk.service.click(2);
        QTRY_COMPARE(clicked.size(), 2);
        QCOMPARE(clicked[1][0].value<NoticeTarget>(), jobNeedsYou.target);
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    // The bus tells every program of every click.
    void clicksOnOtherProgramsMessagesAreNotOurs()
    {
        Desk desk;
        QSignalSpy clicked(&desk.server, &NotificationServer::clicked);
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        desk.service.click(99);
        desk.service.click(1);
        QTRY_COMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<NoticeTarget>(), batchIsDone.target);
        QCOMPARE(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"), QStringLiteral("token-1"));
        desk.service.click(1); // closed by now
        QCOMPARE(desk.tell(jobNeedsYou), std::optional(true));
        QCOMPARE(clicked.size(), 1);
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    void textIsTextWhateverTheServiceMakesOfIt()
    {
        Desk desk;
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        QCOMPARE(desk.service.messages[0].text, QStringLiteral("3 of 3 <images> are there."));
        desk.service.abilities.append(QStringLiteral("body-markup"));
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        QCOMPARE(desk.service.messages[1].text, QStringLiteral("3 of 3 &lt;images&gt; are there."));
        QCOMPARE(desk.service.messages[1].title, batchIsDone.title);
    }

    void makesASoundOnlyWhenAsked()
    {
        Desk desk;
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        QCOMPARE(desk.service.messages[0].hints.value(QStringLiteral("suppress-sound")).toBool(), true);
        QVERIFY(!desk.service.messages[0].hints.contains(QStringLiteral("sound-name")));
        QCOMPARE(desk.tell(batchIsDone, NoticeSound::On), std::optional(true));
        QVERIFY(!desk.service.messages[1].hints.contains(QStringLiteral("suppress-sound")));
        QCOMPARE(
            desk.service.messages[1].hints.value(QStringLiteral("sound-name")).toString(), QStringLiteral("complete"));
        QCOMPARE(desk.tell(jobNeedsYou, NoticeSound::On), std::optional(true));
        QCOMPARE(desk.service.messages[2].hints.value(QStringLiteral("sound-name")).toString(),
            QStringLiteral("message-new-instant"));
    }

    void bringsItsPictureAlong()
    {
        Desk desk;
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        const auto picture = desk.service.messages[0].hints.value(QStringLiteral("image-data")).value<QDBusArgument>();
        QCOMPARE(picture.currentSignature(), QStringLiteral("(iiibiiay)"));
        int width = 0;
        int height = 0;
        int line = 0;
        bool hasAlpha = false;
        int bits = 0;
        int channels = 0;
        QByteArray bytes;
        picture.beginStructure();
        picture >> width >> height >> line >> hasAlpha >> bits >> channels >> bytes;
        picture.endStructure();
        QCOMPARE(QSize(width, height), QSize(64, 64));
        QCOMPARE(bytes.size(), height * line);
        QVERIFY(hasAlpha && bits == 8 && channels == 4);
    }

    void takesBackWhatIsKnownByNow()
    {
        Desk desk;
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));
        QCOMPARE(desk.tell(jobNeedsYou), std::optional(true));
        desk.service.close(1);                                 // by the person
        QCOMPARE(desk.tell(jobNeedsYou), std::optional(true)); // by then it is known
        desk.server.withdraw();
        QTRY_COMPARE(desk.service.withdrawn.size(), 2);
        QVERIFY(!desk.service.withdrawn.contains(1U));
    }

    void saysThatNobodyTookIt()
    {
        Desk desk;
        desk.service.isBroken = true;
        QCOMPARE(desk.tell(batchIsDone), std::optional(false));
        desk.service.isBroken = false;
        QCOMPARE(desk.tell(batchIsDone), std::optional(true));

        std::optional<bool> taken;
        NotificationServer nowhere{QDBusConnection(QStringLiteral("no bus"))};
        nowhere.tell(batchIsDone, NoticeSound::Off, [&taken](bool isTaken) { taken = isTaken; });
        QTRY_COMPARE(taken, std::optional(false));
    }
};

int main(int argc, char** argv)
{
    runOnBusOfItsOwn(argv);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom"));
    NotificationServerTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "notification_server_test.moc"
