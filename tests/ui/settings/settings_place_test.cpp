// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/settings/key_store.h"
#include "app/store/store.h"
#include "tests/support/fake_provider.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/theme.h"
#include "ui/settings/public_address_card.h"
#include "ui/settings/settings_place.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>

using namespace batchroom;

class SettingsPlaceTest : public QObject {
    Q_OBJECT
private:
    struct World {
        QTemporaryDir folder;
        SystemClock clock;
        SystemRandom random;
        std::unique_ptr<Store> store;
        std::unique_ptr<AssetStore> originals;
        test::FakeService service;
        std::unique_ptr<JobQueue> queue;
        PreferencesStore preferences;
        KeyStore keys;
        ThemeSource theme;
        ActionCatalog actions;
        std::unique_ptr<SettingsPlace> place;

        World()
        {
            QSettings().clear();
            preferences.save({});
            store = *Store::open(folder.path(), clock);
            originals = *AssetStore::open(*store);
            queue =
                std::make_unique<JobQueue>(*store, *originals, service.factory(), clock, random, JobQueue::Options());
            place = std::make_unique<SettingsPlace>(Catalog::builtIn(), preferences, keys, *queue, actions);
            place->resize(1000, 800);
            place->show();
        }
        template <typename Widget>
        Widget* find(const char* name)
        {
            return place->findChild<Widget*>(QString::fromLatin1(name));
        }
    };

private Q_SLOTS:
    void keepsAPublicAddressAndTestsIt()
    {
        World world;
        QList<QUrl> tested;
        std::function<void(Result<void>)> answer;
        world.place->publicAddress().connectTo(
            [](const QString& typed) -> Result<QUrl> {
                if (typed == QStringLiteral("bad"))
                    return Error{ErrorCode::BadInput, QStringLiteral("No address."), {}};
                return QUrl(typed);
            },
            [&](const QUrl& address, std::function<void(Result<void>)> done) {
                tested.append(address);
                answer = std::move(done);
            });
        auto* edit = world.find<QLineEdit>("publicAddressEdit");
        auto* save = world.find<QPushButton>("savePublicAddressButton");
        auto* state = world.find<QLabel>("publicAddressState");
        QVERIFY(!save->isEnabled());
        QTest::keyClicks(edit, QStringLiteral("bad"));
        save->click();
        QCOMPARE(state->text(), QStringLiteral("No address."));
        QVERIFY(world.preferences.current().listener.publicAddress.isEmpty());
        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("https://hooks.example.com"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(PreferencesStore().current().listener.publicAddress, QStringLiteral("https://hooks.example.com"));
        QCOMPARE(tested, QList<QUrl>{QUrl(QStringLiteral("https://hooks.example.com"))});
        auto* again = world.find<QPushButton>("testPublicAddressButton");
        QVERIFY(!again->isEnabled());
        answer(Error{ErrorCode::Network, QStringLiteral("Nobody is there."), {}});
        QCOMPARE(state->text(), QStringLiteral("Nobody is there."));
        QVERIFY(again->isEnabled());
        world.find<QPushButton>("removePublicAddressButton")->click();
        QVERIFY(PreferencesStore().current().listener.publicAddress.isEmpty());
        QVERIFY(edit->text().isEmpty());
        QVERIFY(again->isHidden());
    }

    void itsGuidesLeadToThePortThatIsSet()
    {
        World world;
        auto* lines = world.find<QPlainTextEdit>("addressGuideLines");
        auto* guides = world.find<SegmentedControl>("addressGuideSegments");
        QCOMPARE(guides->count(), 4);
        Preferences changed = world.preferences.current();
        changed.listener.port = 9123;
        world.preferences.save(changed);
        for (int i = 0; i < guides->count(); ++i) {
            guides->setCurrent(i);
            Q_EMIT guides->currentChanged(i);
            QVERIFY2(lines->toPlainText().contains(QStringLiteral("127.0.0.1:9123"))
                    || lines->toPlainText().contains(QStringLiteral("http 9123")),
                qPrintable(lines->toPlainText()));
        }
    }

    void whatIsToldOnTheDesktopIsTheirChoice()
    {
        World world;
        auto* needs = world.find<QCheckBox>("needsPersonSwitch");
        QVERIFY(needs && needs->isChecked());
        QVERIFY(world.find<QCheckBox>("batchEndsSwitch")->isChecked());
        QVERIFY(world.find<QCheckBox>("holdsSwitch")->isChecked());
        needs->click();
        QVERIFY(!world.preferences.current().notices.needsPerson);
        QVERIFY(!PreferencesStore().current().notices.needsPerson);
        QVERIFY(PreferencesStore().current().notices.holds);
        world.preferences.save({});
    }

    void everyKindOfMessageIsAChoiceOfItsOwn()
    {
        World world;
        world.find<QCheckBox>("exportEndsSwitch")->click();
        world.find<QCheckBox>("failsElsewhereSwitch")->click();
        world.find<QCheckBox>("noticeSoundSwitch")->click();
        world.find<QCheckBox>("traySwitch")->click();
        const Preferences stored = PreferencesStore().current();
        QVERIFY(!stored.notices.exportEnds);
        QVERIFY(!stored.notices.failsElsewhere);
        QVERIFY(stored.notices.hasSound);
        QVERIFY(!stored.tray.isShown);
        QVERIFY(stored.notices.batchEnds);
        world.preferences.save({});
    }

    void quietHoursAreSetWithTheKeyboard()
    {
        World world;
        auto* from = world.find<QTimeEdit>("quietFromEdit");
        auto* to = world.find<QTimeEdit>("quietToEdit");
        auto* isOn = world.find<QCheckBox>("quietHoursSwitch");
        QVERIFY(!from->isEnabled() && !to->isEnabled());
        QTest::keyClick(isOn, Qt::Key_Space);
        QVERIFY(from->isEnabled() && to->isEnabled());
        from->setSelectedSection(QDateTimeEdit::HourSection);
        QTest::keyClicks(from, QStringLiteral("2230"));
        QTest::keyClick(from, Qt::Key_Return);
        to->setTime({7, 15});
        const QuietHours wanted{true, {22, 30}, {7, 15}};
        QCOMPARE(PreferencesStore().current().notices.quietHours, wanted);
        QVERIFY(!world.find<QLabel>("sameTimeLabel")->isVisible());
        to->setTime({22, 30});
        QVERIFY(world.find<QLabel>("sameTimeLabel")->isVisible());
        world.preferences.save({});
    }

    void quietAskedForInTheTrayIsSeenAndEnded()
    {
        World world;
        auto* end = world.find<QPushButton>("endQuietButton");
        QVERIFY(!end->isVisible());
        Preferences preferences = world.preferences.current();
        preferences.notices.quietUntilMs = QDateTime::currentDateTime().addSecs(3600).toMSecsSinceEpoch();
        world.preferences.save(preferences);
        QVERIFY(end->isVisible());
        QVERIFY(world.find<QLabel>("quietOnceLabel")->text().startsWith(QStringLiteral("Quiet until ")));
        QTest::mouseClick(end, Qt::LeftButton);
        QCOMPARE(world.preferences.current().notices.quietUntilMs, 0);
        QVERIFY(!end->isVisible());
    }

    void aTrayThatIsNotThereIsSaid()
    {
        World world;
        auto* note = world.find<QLabel>("noTrayLabel");
        QVERIFY(!note->isVisible());
        world.place->setTrayQuestion([&] { return world.preferences.current().tray.isShown; });
        world.place->hide();
        world.place->show();
        QVERIFY(note->isVisible());
        world.find<QCheckBox>("traySwitch")->click(); // not wanted: nothing is missing
        QVERIFY(!note->isVisible());
        world.preferences.save({});
    }

    void aTestMessageSaysWhatCameOfIt()
    {
        World world;
        QSignalSpy asked(world.place.get(), &SettingsPlace::testNoticeRequested);
        world.find<QPushButton>("testNoticeButton")->click();
        QCOMPARE(asked.size(), 1);
        auto* said = world.find<QLabel>("testNoticeLabel");
        world.place->showTestNotice(false);
        QVERIFY(said->text().contains(QStringLiteral("shows no messages")));
        world.place->showTestNotice(true);
        QVERIFY(said->text().contains(QStringLiteral("has taken it")));
    }

    void aCapIsSavedAsTyped()
    {
        World world;
        auto* day = world.find<QLineEdit>("dayCapEdit");
        day->setFocus();
        QTest::keyClicks(day, QStringLiteral("20"));
        QTest::keyClick(day, Qt::Key_Return);
        QCOMPARE(world.preferences.current().caps.day, std::optional(Money::fromMicros(20'000'000)));
        QCOMPARE(day->text(), QStringLiteral("$20.00"));
        day->clear();
        QTest::keyClick(day, Qt::Key_Return);
        QVERIFY(!world.preferences.current().caps.day);
    }

    void aCapCountsOnceOneClicksBesideIt()
    {
        World world;
        world.place->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(world.place.get()));
        auto* day = world.find<QLineEdit>("dayCapEdit");
        QTest::mouseClick(day, Qt::LeftButton);
        QTest::keyClicks(day, QStringLiteral("7.50"));
        QTest::mouseClick(world.find<QWidget>("settingsCards"), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(world.preferences.current().caps.day, std::optional(Money::fromMicros(7'500'000)));
        world.preferences.save({});
    }

    void anAmountThatIsNoneNeverBecomesACap()
    {
        World world;
        auto* batch = world.find<QLineEdit>("batchCapEdit");
        QTest::keyClicks(batch, QStringLiteral("lots"));
        QTest::keyClick(batch, Qt::Key_Return);
        QVERIFY(!world.preferences.current().caps.batch);
        QVERIFY(batch->toolTip().contains(QStringLiteral("2.50")));
    }

    void theThemeChangesAtOnce()
    {
        World world;
        auto* theme = world.find<SegmentedControl>("themeSegments");
        const QList<QAbstractButton*> segments = theme->findChildren<QAbstractButton*>();
        QTest::mouseClick(segments.at(1), Qt::LeftButton);
        QCOMPARE(world.preferences.current().appearance.theme, ThemeChoice::Light);
        QTest::mouseClick(segments.at(2), Qt::LeftButton);
        QCOMPARE(world.preferences.current().appearance.theme, ThemeChoice::Dark);
    }

    void aRefusedKeyIsSaidAndNeverStored()
    {
        World world;
        world.place->setKeyCheck([](const Secret&, QObject*, const std::function<void(Result<void>)>& done) {
            done(Error{ErrorCode::KeyRefused, QStringLiteral("Ideogram does not know this key."), {}});
        });
        QSignalSpy changed(world.place.get(), &SettingsPlace::keyChanged);
        auto* edit = world.find<QLineEdit>("keyEdit");
        QTest::keyClicks(edit, QStringLiteral("wrong-key"));
        QTest::mouseClick(world.find<QPushButton>("saveKeyButton"), Qt::LeftButton);
        QCOMPARE(world.find<TextLabel>("keyStateLabel")->text(), QStringLiteral("Ideogram does not know this key."));
        QCOMPARE(changed.size(), 0);
        QCOMPARE(world.preferences.current().accounts.active, QStringLiteral("sandbox"));
    }

    void withoutAKeyringAGoodKeyIsOfferedForTheSessionOnly()
    {
        World world; // there is no keyring service under the test
        world.place->setKeyCheck(
            [](const Secret&, QObject*, const std::function<void(Result<void>)>& done) { done({}); });
        QSignalSpy changed(world.place.get(), &SettingsPlace::keyChanged);
        QTest::keyClicks(world.find<QLineEdit>("keyEdit"), QStringLiteral("canary-session-key"));
        QTest::mouseClick(world.find<QPushButton>("saveKeyButton"), Qt::LeftButton);
        auto* session = world.find<QPushButton>("sessionKeyButton");
        QTRY_VERIFY_WITH_TIMEOUT(session->isVisible(), 15'000);
        QTest::mouseClick(session, Qt::LeftButton);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.constFirst().constFirst().value<Secret>().reveal(), QByteArray("canary-session-key"));
        QCOMPARE(world.preferences.current().accounts.active, QStringLiteral("ideogram"));
        QFile settings(QSettings().fileName());
        if (settings.open(QIODevice::ReadOnly))
            QVERIFY(!settings.readAll().contains("canary"));
    }

    void imagesAtATimeReachThePreferences()
    {
        World world;
        world.find<QSpinBox>("placesSpinBox")->setValue(4);
        QCOMPARE(world.preferences.current().queue.placeLimit, 4);
    }

    void everyControlHasANameForScreenReaders()
    {
        World world;
        for (const QLineEdit* edit : world.place->findChildren<QLineEdit*>())
            if (edit->objectName() != QStringLiteral("qt_spinbox_lineedit"))
                QVERIFY2(!edit->accessibleName().isEmpty(), qPrintable(edit->objectName()));
        for (const QCheckBox* choice : world.place->findChildren<QCheckBox*>())
            QVERIFY2(!choice->accessibleName().isEmpty(), qPrintable(choice->objectName()));
        for (const QTimeEdit* time : world.place->findChildren<QTimeEdit*>())
            QVERIFY2(!time->accessibleName().isEmpty(), qPrintable(time->objectName()));
    }
};

QTEST_MAIN(SettingsPlaceTest)
#include "settings_place_test.moc"
