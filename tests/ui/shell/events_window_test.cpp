// SPDX-License-Identifier: GPL-3.0-or-later
// What others told, in the real window: pictures imported by a press, failures dismissed, rules written.
#include "app/library/asset_index.h"
#include "tests/ui/shell/events_fixture.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

using namespace batchroom;
using test::EventsJourney;

class EventsWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onePressAllowsTheHostAndImports()
    {
        EventsJourney events;
        WindowJourney& journey = events.journey;
        journey.window->goTo(Place::Events);
        auto* table = journey.find<QTableView>("eventTable");
        QTRY_VERIFY(table);
        (void)events.keepPicture(1);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(!journey.isShown("importBar"));
        table->setCurrentIndex(table->model()->index(0, 0));
        QTRY_VERIFY(journey.isShown("importPicturesButton"));
        auto* import = journey.find<Button>("importPicturesButton");
        QCOMPARE(import->text(), QStringLiteral("Allow 127.0.0.1 and import"));
        QSignalSpy stored(&journey.studio->assets(), &AssetIndex::assetAdded);
        QTest::mouseClick(import, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(journey.find<TextLabel>("importWords")->text(),
            QStringLiteral("1 picture was imported into “Summer”."), 20'000);
        QCOMPARE(stored.size(), 1);
        // Its campaign can be chosen, although no batch of it was ever made here.
        const auto isOffered = [&] {
            journey.click("campaignButton");
            bool isThere = false;
            for (QMenu* menu : journey.window->findChildren<QMenu*>()) {
                for (const QAction* action : menu->actions())
                    isThere = isThere || action->text() == QStringLiteral("Summer");
                menu->close();
            }
            return isThere;
        };
        QTRY_VERIFY(isOffered());
        QVERIFY(!import->isVisible());
        QCOMPARE(table->model()->rowCount(), 2); // what came of it is an event of its own

        // The next one of that host needs no word any more.
        (void)events.keepPicture(2);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTRY_COMPARE(import->text(), QStringLiteral("Import the picture"));
        QVERIFY(journey.isShown("importPicturesButton"));
    }

    void failuresOfOthersWaitUntilTheyAreDismissed()
    {
        EventsJourney events;
        WindowJourney& journey = events.journey;
        journey.window->goTo(Place::Events);
        QTRY_VERIFY(journey.find("failureLane"));
        QVERIFY(!journey.isShown("failureLane"));
        for (int number = 1; number <= 2; ++number)
            (void)events.keepFailure(number, "No credit.");
        QTRY_COMPARE(
            journey.find("failureLane")->findChildren<Button*>(QStringLiteral("dismissFailureButton")).size(), 2);
        QVERIFY(journey.isShown("failureLane"));
        auto* rail = journey.find<QAbstractButton>(
            qPrintable(QStringLiteral("place%1Button").arg(static_cast<int>(Place::Events))));
        QCOMPARE(rail->accessibleDescription(), QStringLiteral("2 need you"));
        // Which one is meant can be looked at.
        QTest::mouseClick(journey.find("failureLane")->findChildren<Button*>(QStringLiteral("showFailureButton")).at(0),
            Qt::LeftButton);
        QVERIFY(journey.isShown("eventBody"));
        QCOMPARE(journey.find<QTableView>("eventTable")->currentIndex().row(), 0); // the newest
        journey.click("dismissFailureButton");
        QTRY_COMPARE(rail->accessibleDescription(), QStringLiteral("1 need you"));
        (void)events.keepFailure(3, "No credit.");
        QTRY_VERIFY(journey.isShown("dismissAllButton"));
        journey.click("dismissAllButton");
        QTRY_VERIFY(!journey.isShown("failureLane"));
        QVERIFY(rail->accessibleDescription().isEmpty());
    }

    void aRuleIsWrittenTurnedOffAndRemoved()
    {
        EventsJourney events;
        WindowJourney& journey = events.journey;
        EventDesk& desk = journey.studio->events();
        journey.window->goTo(Place::Settings);
        QTRY_VERIFY(journey.find("addRuleButton"));
        journey.click("addRuleButton");
        journey.find<QLineEdit>("ruleCampaignEdit")->setText(QStringLiteral("Summer"));
        auto* action = journey.find<QComboBox>("ruleActionBox");
        action->setCurrentIndex(action->findText(QStringLiteral("export the pictures")));
        journey.click("saveRuleButton");
        QVERIFY(journey.isShown("ruleProblem")); // no sizes yet
        journey.click("addRulePresetButton");
        auto* menu = journey.find<QMenu>("rulePresetMenu");
        QTRY_VERIFY(menu);
        menu->actions().first()->menu()->actions().first()->trigger();
        menu->close();
        journey.find<QLineEdit>("ruleFolderEdit")->setText(events.journey.folder.filePath(QStringLiteral("ads")));
        journey.click("saveRuleButton");
        QTRY_COMPARE(desk.settings().rules.size(), 1);
        const EventRule rule = desk.settings().rules.first();
        QCOMPARE(rule.type, QStringLiteral("ideogram.batch.completed"));
        QCOMPARE(rule.campaign, QStringLiteral("Summer"));
        QCOMPARE(rule.action, RuleAction::Export);
        QCOMPARE(rule.presets.size(), 1);
        QVERIFY(rule.sinceMs > 0);
        QVERIFY(!journey.isShown("ruleEditor"));
        QTRY_VERIFY(journey.find<QCheckBox>("ruleSwitch"));
        journey.find<QCheckBox>("ruleSwitch")->click();
        QTRY_VERIFY(!desk.settings().rules.first().isOn);
        QTRY_VERIFY(!journey.find<QCheckBox>("ruleSwitch")->isChecked());
        journey.find<QAbstractButton>("removeRuleButton")->click();
        QTRY_VERIFY(desk.settings().rules.isEmpty());
    }

    void hostsAreAllowedAndTakenBackInSettings()
    {
        EventsJourney events;
        WindowJourney& journey = events.journey;
        EventDesk& desk = journey.studio->events();
        const auto policy = [&] { return desk.settings().imports.value(QStringLiteral("ideogram-callback")); };
        journey.window->goTo(Place::Settings);
        QTRY_VERIFY(journey.find("pictureHostEdit"));
        auto* edit = journey.find<QLineEdit>("pictureHostEdit");
        edit->setText(QStringLiteral("10.0.0.1"));
        journey.find<QAbstractButton>("allowHostButton")->click();
        QVERIFY(journey.isShown("pictureHostProblem"));
        edit->setText(QStringLiteral("https://Images.example.com/a"));
        journey.find<QAbstractButton>("allowHostButton")->click();
        QTRY_COMPARE(policy().hosts, QStringList{QStringLiteral("images.example.com")});
        journey.find<QCheckBox>("importAutomaticallySwitch")->click();
        QTRY_VERIFY(policy().isAutomatic);
        QCOMPARE(policy().hosts.size(), 1);
        // What was allowed for another sender in Events is seen here too.
        desk.changeSettings([](EventSettings& settings) {
            settings.imports[QStringLiteral("ideogram")].hosts = {QStringLiteral("ideogram.ai")};
        });
        const auto chips = [&] { return journey.find("pictureHosts")->findChildren<Chip*>(); };
        QTRY_COMPARE(chips().size(), 2);
        QTest::keyClick(chips().first(), Qt::Key_Delete);
        QTRY_VERIFY(desk.settings().imports.value(QStringLiteral("ideogram")).hosts.isEmpty());
        QTRY_COMPARE(chips().size(), 1);
    }
};

QTEST_MAIN(EventsWindowTest)
#include "events_window_test.moc"
