// SPDX-License-Identifier: GPL-3.0-or-later
// From the sample brief to files on disk, with clicks and keys in the real window.
#include "tests/flows/window_journey.h"
#include "tests/support/paid_sandbox.h"
#include "ui/kit/chips.h"
#include "ui/shell/library_failure.h"

#include <QDirIterator>
#include <QImageReader>
#include <QSignalSpy>

using namespace batchroom;
using test::PaidSandbox;

class WindowFlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesFromTheSampleBriefToResizedFiles()
    {
        WindowJourney journey(std::chrono::milliseconds(40));
        QSignalSpy finished(&journey.studio->queue(), &JobQueue::batchFinished);
        QTRY_VERIFY_WITH_TIMEOUT(journey.isShown("queueSampleButton"), 20'000);
        journey.click("queueSampleButton");
        QTRY_COMPARE_WITH_TIMEOUT(journey.window->currentPlace(), Place::Queue, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);

        const auto totals = journey.studio->assets().totals();
        QTRY_VERIFY(totals.isFinished());
        QCOMPARE(totals.result()->count, 4);

        journey.press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(journey.window->currentPlace(), Place::Gallery);
        QTRY_VERIFY_WITH_TIMEOUT(journey.isShown("galleryGrid"), 10'000);
        auto* grid = journey.find("galleryGrid");
        grid->setFocus();
        QSignalSpy reviewed(&journey.studio->assets(), &AssetIndex::reviewed);
        QTRY_VERIFY_WITH_TIMEOUT(
            (QTest::keyClick(grid, Qt::Key_Home), QTest::keyClick(grid, Qt::Key_P), reviewed.size() > 0), 10'000);
        QTRY_COMPARE(journey.studio->assets().totals().result()->approved, 1);

        journey.press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(journey.window->currentPlace(), Place::Deliver);
        auto* deliver = journey.find<QAbstractButton>("deliverNowButton");
        QTRY_VERIFY_WITH_TIMEOUT(deliver->isEnabled(), 10'000);
        QSignalSpy exported(&journey.studio->exporter(), &Exporter::finished);
        journey.click("deliverNowButton");
        QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 60'000);
        const auto summary = exported.constFirst().constFirst().value<ExportSummary>();
        QVERIFY(summary.failures.isEmpty());
        QCOMPARE(summary.variants.size(), 3); // the three sizes that are chosen at first
        QSet<QString> sizes;
        for (const Variant& variant : summary.variants) {
            QImageReader reader(variant.path);
            const QImage picture = reader.read();
            QCOMPARE(picture.size(), variant.size);
            sizes.insert(QStringLiteral("%1x%2").arg(picture.width()).arg(picture.height()));
        }
        QCOMPARE(sizes,
            (QSet<QString>{QStringLiteral("1200x630"), QStringLiteral("1080x1080"), QStringLiteral("1500x500")}));
        QVERIFY(QFile::exists(summary.manifestPath));
    }

    void everyPlaceOpensByKeyAndKeepsTheKeyboard()
    {
        WindowJourney journey(std::chrono::milliseconds(40));
        const std::pair<Qt::Key, Place> keys[]{{Qt::Key_2, Place::Queue}, {Qt::Key_3, Place::Gallery},
            {Qt::Key_4, Place::Deliver}, {Qt::Key_5, Place::Events}, {Qt::Key_Comma, Place::Settings},
            {Qt::Key_1, Place::Compose}};
        for (const auto& [key, place] : keys) {
            journey.press(key, Qt::ControlModifier);
            const QWidget* focus = QApplication::focusWidget();
            QVERIFY2(journey.window->currentPlace() == place,
                qPrintable(focus ? QString::fromLatin1(focus->metaObject()->className()) + focus->objectName()
                                 : QStringLiteral("no focus")));
            QTest::qWait(20);
        }
    }

    void changingTheThemeRepaintsEveryPlace()
    {
        WindowJourney journey(std::chrono::milliseconds(40));
        Preferences preferences = journey.preferences.current();
        preferences.appearance.theme = ThemeChoice::Light;
        journey.preferences.save(preferences);
        const QColor light = QColor(journey.window->grab().toImage().pixel(2, 2));
        preferences.appearance.theme = ThemeChoice::Dark;
        journey.preferences.save(preferences);
        const QColor dark = QColor(journey.window->grab().toImage().pixel(2, 2));
        QVERIFY(light.lightness() > 200);
        QVERIFY(dark.lightness() < 60);
    }

    // A key that was there all along is nobody's word that there is credit again.
    void aStartWithAStoredKeyReleasesNoHold()
    {
        const PaidSandbox sandbox(std::chrono::milliseconds(5), Money::fromMicros(1));
        QVERIFY(sandbox.server);
        const QString ideogram = QStringLiteral("ideogram");
        const StudioOptions options = sandbox.studioOptions();
        {
            const auto studio = Studio::open(options);
            QVERIFY(studio);
            (*studio)->setKey(sandboxKey());
            QSignalSpy held(&(*studio)->queue(), &JobQueue::holdBegan);
            BatchDraft draft;
            draft.account = ideogram;
            JobDraft job;
            job.request.model = QStringLiteral("ideogram-3");
            job.request.prompt = QStringLiteral("a red lighthouse");
            job.request.aspect = QStringLiteral("1:1");
            job.request.speed = QStringLiteral("turbo");
            job.price = Money::fromMicros(30'000);
            draft.jobs = {job};
            (*studio)->queue().enqueue(draft);
            (*studio)->queue().start(StartAs::Running);
            QTRY_COMPARE_WITH_TIMEOUT(held.size(), 1, 20'000);
            QCOMPARE(held.first().at(1).value<Hold>().reason, HoldReason::OutOfCredit);
        }
        const qint64 paid = (*sandbox.server)->stats().paidPosts;
        const qint64 quotes = (*sandbox.server)->stats().quotes;

        qputenv("IDEOGRAM_API_KEY", sandboxKey().reveal());
        QSettings().clear();
        PreferencesStore store;
        Preferences preferences = store.current();
        preferences.accounts.active = ideogram;
        store.save(preferences);
        KeyStore keys;
        ThemeSource theme;
        const auto studio = Studio::open(options);
        QVERIFY(studio);
        MainWindow window(store, keys, theme);
        QSignalSpy released(&(*studio)->queue(), &JobQueue::holdEnded);
        QSignalSpy idle(&(*studio)->queue(), &JobQueue::idle);
        window.attach(**studio);
        qunsetenv("IDEOGRAM_API_KEY");
        QTRY_VERIFY_WITH_TIMEOUT((*sandbox.server)->stats().quotes > quotes, 20'000); // the key was checked
        QTRY_VERIFY(!idle.isEmpty());
        QCOMPARE(released.size(), 0);
        QCOMPARE((*sandbox.server)->stats().paidPosts, paid);
        const QFuture<Result<QueueSnapshot>> snapshot = (*studio)->queue().snapshot();
        QTRY_VERIFY(snapshot.isFinished());
        QCOMPARE(snapshot.result()->holds.value(ideogram).reason, HoldReason::OutOfCredit);
    }

    void aLibraryInUseIsSaidInTheWindowAndCanBeTriedAgain()
    {
        WindowJourney journey(std::chrono::milliseconds(40));
        StudioOptions options;
        options.libraryFolder = journey.studio->libraryFolder();
        const auto second = Studio::open(options);
        QVERIFY(!second);
        MainWindow window(journey.preferences, journey.keys, journey.theme);
        int retries = 0;
        LibraryWays ways;
        ways.retry = [&retries] { ++retries; };
        window.showFailure(second.error(), ways);
        window.show();
        auto* failure = window.findChild<QWidget*>(QStringLiteral("libraryFailure"));
        QVERIFY(failure && failure->isVisible());
        QTest::mouseClick(failure->findChild<QAbstractButton*>(), Qt::LeftButton);
        QCOMPARE(retries, 1);
    }
};

QTEST_MAIN(WindowFlowTest)
#include "window_flow_test.moc"
