// SPDX-License-Identifier: GPL-3.0-or-later
// A batch that reaches its own limit says so in the window, wherever one is.
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "tests/support/paid_sandbox.h"
#include "ui/kit/labels.h"
#include "ui/kit/theme.h"
#include "ui/queue/queue_view.h"
#include "ui/shell/banner.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using test::PaidSandbox;

namespace {

// Four images for three cents each, and no more than two of them may be paid for.
BatchDraft cappedDraft()
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Summer");
    draft.name = QStringLiteral("Hero images");
    draft.account = QStringLiteral("ideogram");
    draft.cap = Money::fromMicros(60'000);
    for (int i = 0; i < 4; ++i) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = QStringLiteral("a red lighthouse %1").arg(i);
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("turbo");
        job.price = Money::fromMicros(30'000);
        draft.jobs.append(job);
    }
    return draft;
}

} // namespace

class HeldBatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBatchAtItsLimitAsksInTheBannerUntilItIsRaised()
    {
        const PaidSandbox sandbox(std::chrono::milliseconds(5));
        QVERIFY(sandbox.server);
        QSettings().clear();
        PreferencesStore preferences;
        preferences.save({});
        KeyStore keys;
        ThemeSource theme;
        const auto studio = Studio::open(sandbox.studioOptions());
        QVERIFY(studio);
        (*studio)->setKey(sandboxKey());
        JobQueue& queue = (*studio)->queue();
        const auto batch = queue.enqueue(cappedDraft());
        QTRY_VERIFY(batch.isFinished());
        QVERIFY(batch.result());
        const BatchId id = *batch.result();

        MainWindow window(preferences, keys, theme);
        window.resize(1280, 800);
        window.show();
        const auto* banner = window.findChild<Banner*>(QStringLiteral("banner"));
        const auto click = [banner](const char* name) {
            QTest::mouseClick(banner->findChild<QAbstractButton*>(QString::fromLatin1(name)), Qt::LeftButton);
        };
        QSignalSpy held(&queue, &JobQueue::batchHeld);
        window.attach(**studio);
        QTRY_COMPARE_WITH_TIMEOUT(held.size(), 1, 30'000);
        QVERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(QStringLiteral("Hero images")));
        QVERIFY(banner->accessibleName().contains(QStringLiteral("$0.06")));

        // Nothing has changed, so it is held again, and said again.
        click("bannerOtherButton");
        QTRY_COMPARE_WITH_TIMEOUT(held.size(), 2, 30'000);
        QVERIFY(banner->isVisible());
        QCOMPARE((*sandbox.server)->stats().paidPosts, 2);

        click("bannerButton");
        QCOMPARE(window.currentPlace(), Place::Queue);
        QVERIFY(!banner->isVisible());
        const auto* view = window.findChild<QueueView*>(QStringLiteral("queueView"));
        QTRY_COMPARE_WITH_TIMEOUT(view->currentBatch(), std::optional(id), 10'000);

        queue.resumeBatch(id);
        QTRY_COMPARE_WITH_TIMEOUT(held.size(), 3, 30'000);
        QVERIFY(banner->isVisible());
        QSignalSpy finished(&queue, &JobQueue::batchFinished);
        queue.setBatchCap(id, Money::fromMicros(120'000));
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 10'000); // over, so it goes by itself
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE((*sandbox.server)->stats().paidPosts, 4);
    }

    // A power cut tore the file with the spending limits.
    void limitsThatCannotBeReadPayForNothingUntilTheyAreSet()
    {
        QTemporaryDir folder;
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("Batchroom")));
        QFile file(folder.filePath(QStringLiteral("Batchroom/batchroom.ini")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("[accounts]\nactive=ideogram\n[caps]\nda") > 0);
        file.close();
        const PaidSandbox sandbox(std::chrono::milliseconds(5));
        QVERIFY(sandbox.server);
        const auto studio = Studio::open(sandbox.studioOptions());
        QVERIFY(studio);
        (*studio)->setKey(sandboxKey());
        JobQueue& queue = (*studio)->queue();
        QSignalSpy held(&queue, &JobQueue::holdBegan);
        BatchDraft draft = cappedDraft();
        draft.cap.reset();
        const auto batch = queue.enqueue(draft);
        QTRY_VERIFY(batch.isFinished());

        PreferencesStore preferences;
        KeyStore keys;
        ThemeSource theme;
        MainWindow window(preferences, keys, theme);
        window.resize(1280, 800);
        window.show();
        const auto* banner = window.findChild<Banner*>(QStringLiteral("banner"));
        window.attach(**studio);
        QVERIFY(banner->accessibleName().contains(QStringLiteral("Your spending limits are unknown")));
        (*studio)->setKey(sandboxKey()); // attaching asked a keyring that holds none
        queue.releaseHold(QStringLiteral("ideogram"));
        QTRY_VERIFY_WITH_TIMEOUT(
            !held.isEmpty() && held.last().at(1).value<Hold>().reason == HoldReason::BudgetReached, 30'000);
        QCOMPARE((*sandbox.server)->stats().paidPosts, 0);

        QSignalSpy finished(&queue, &JobQueue::batchFinished);
        Preferences chosen = preferences.current();
        chosen.caps = {};
        preferences.save(chosen);
        queue.releaseHold(QStringLiteral("ideogram"));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE((*sandbox.server)->stats().paidPosts, 4);
        QVERIFY(!PreferencesStore().capsTrouble());
    }
};

QTEST_MAIN(HeldBatchTest)
#include "held_batch_test.moc"
