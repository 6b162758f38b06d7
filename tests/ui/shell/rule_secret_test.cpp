// SPDX-License-Identifier: GPL-3.0-or-later
// A rule that tells another program, with its secret: typed in Settings, kept in a keyring alone, signed with.
#include "app/webhooks/signature.h"
#include "tests/support/fake_keyring.h"
#include "tests/ui/shell/events_fixture.h"
#include "ui/kit/toast.h"

#include <QComboBox>
#include <QDirIterator>
#include <QLineEdit>
#include <QSignalSpy>

using namespace batchroom;
using test::CountingServer;
using test::EventsJourney;
using test::httpAnswer;
using test::RawReply;
using test::ReceivedRequest;

namespace {

const QByteArray canary = "a-canary-of-a-secret";

void write(WindowJourney& journey, const QUrl& address, const QByteArray& secret)
{
    journey.window->goTo(Place::Settings);
    journey.click("addRuleButton");
    auto* type = journey.find<QComboBox>("ruleTypeBox");
    type->setCurrentIndex(type->findText(QStringLiteral("a picture fails")));
    auto* action = journey.find<QComboBox>("ruleActionBox");
    action->setCurrentIndex(action->findText(QStringLiteral("tell another program")));
    journey.find<QLineEdit>("ruleAddressEdit")->setText(address.toString());
    journey.find<QLineEdit>("ruleSecretEdit")->setText(QString::fromLatin1(secret));
    journey.click("saveRuleButton");
}

bool isAnywhereIn(const QString& folder, const QByteArray& text)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

} // namespace

class RuleSecretTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (!m_keyring.isThere())
            QSKIP("no dbus-run-session on this machine, so there is no keyring of the test's own");
        m_keyring.clear();
    }

    void isKeptInTheKeyringAloneAndSignedWith()
    {
        const CountingServer receiver([](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, "{}")}; });
        EventsJourney events;
        WindowJourney& journey = events.journey;
        QTRY_VERIFY(journey.find("failureLane")); // the events are connected
        write(journey, receiver.url(QStringLiteral("/hook")), canary);
        QTRY_COMPARE(journey.studio->events().settings().rules.size(), 1);
        QVERIFY(journey.studio->events().settings().rules.first().isSigned);
        QCOMPARE(m_keyring.entries().size(), 1);
        QCOMPARE(m_keyring.entries().first(), canary);
        (void)events.keepFailure(1, "No credit.");
        QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 1, 20'000);
        const ReceivedRequest told = receiver.requests().first();
        QCOMPARE(told.header("webhook-signature"),
            webhookSignature(
                told.header("webhook-id"), told.header("webhook-timestamp").toLongLong(), told.body, {Secret(canary)}));
        QVERIFY(!isAnywhereIn(journey.folder.path(), canary));
    }

    // The keyring was cleared, or the library came from another computer.
    void nothingIsToldWithoutIt()
    {
        const CountingServer receiver([](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, "{}")}; });
        EventsJourney events;
        WindowJourney& journey = events.journey;
        QTRY_VERIFY(journey.find("failureLane"));
        journey.studio->events().changeSettings([&](EventSettings& settings) {
            settings.rules.append({.id = QStringLiteral("t"),
                .type = QStringLiteral("ideogram.generation.failed"),
                .action = RuleAction::Tell,
                .address = receiver.url(QStringLiteral("/hook")),
                .isSigned = true});
        });
        QTRY_VERIFY(journey.find<QWidget>("toast"));
        QTRY_VERIFY(journey.find<Toast>("toast")->text().contains(QStringLiteral("has no secret for")));
        QSignalSpy worked(&journey.studio->events(), &EventDesk::worked);
        (void)events.keepFailure(1, "No credit.");
        QTRY_COMPARE_WITH_TIMEOUT(worked.size(), 1, 20'000);
        QCOMPARE(receiver.connections(), 0);
    }

private:
    test::FakeKeyring m_keyring;
};

int main(int argc, char** argv)
{
    test::runOnBusOfItsOwn(argv);
    QApplication application(argc, argv);
    RuleSecretTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "rule_secret_test.moc"
