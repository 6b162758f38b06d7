// SPDX-License-Identifier: GPL-3.0-or-later
// A library that is older than what was paid for since: nothing in it is sent again by itself.
#include "app/store/library_backups.h"
#include "tests/queue/queue_fixture.h"

#include <QDir>
#include <QDirIterator>

#include <thread>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const Money price = Money::fromMicros(60'000);

} // namespace

class QueueRestoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsNothingAgainAfterABackupWasRestored();
    void sendsNothingAgainWhenTheWalIsLost();
    void sendsNothingAgainWhenABackupWasPutInPlaceByHand();
    void goesOnAfterAKillThatLostNothing();
    void countsThePossibleChargeAgainstTheCaps();
    void asksOnceOnly();
    void putsAPaidAnswerIntoAFileWhenItCannotBeWrittenAtTheEnd();
    void waitsForTheLibraryAtTheEnd();
    void finishesAJobFromTheFileThatAKillLeft();
    void paysForNothingWhileTheLibraryIsGoneFromItsPlace();

private:
    static QString fileOf(const QueueFixture& fixture)
    {
        return fixture.store->folder() + QStringLiteral("/library.db");
    }
    static void copyTo(const QString& from, const QString& to)
    {
        QFile::remove(to);
        QVERIFY(QFile::copy(from, to));
    }
    static void copyFolder(const QString& from, const QString& to)
    {
        QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            const QString target = to + file.mid(from.size());
            if (file.endsWith(QLatin1StringView(".lock")) || file.endsWith(QLatin1StringView("-shm")))
                continue;
            QDir().mkpath(QFileInfo(target).absolutePath());
            QFile::copy(file, target);
        }
    }
    static void damage(const QString& path)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("damaged");
    }
    static void verifyDoubted(QueueFixture& fixture, int jobs)
    {
        QVERIFY(fixture.untilIdle());
        QCOMPARE(fixture.service.submits(), jobs);
        QCOMPARE(fixture.count(JobState::Unknown), jobs);
        QVERIFY(fixture.queue->isPaused());
        const QueueSnapshot snapshot = fixture.snapshot();
        QVERIFY(snapshot.doubt);
        QCOMPARE(snapshot.doubt->jobs, jobs);
        QCOMPARE(snapshot.doubt->possible, price * jobs);
        QCOMPARE(snapshot.batches.first().unknown, price * jobs);
        // Going on asks nobody else and sends nothing.
        QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
        QCOMPARE(fixture.service.submits(), jobs);
        // A person may.
        QList<JobId> all;
        for (const JobRow& job : snapshot.jobs)
            all.append(job.id);
        QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->answerUnknown(all, UnknownAnswer::Resend); }));
        QCOMPARE(fixture.service.submits(), 2 * jobs);
        QCOMPARE(fixture.count(JobState::Done), jobs);
        QCOMPARE(fixture.snapshot().batches.first().unknown, price * jobs);
    }
};

void QueueRestoreTest::sendsNothingAgainAfterABackupWasRestored()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    const QString file = fileOf(fixture);
    const QString library = fixture.store->folder();
    QVERIFY(backUpLibraryFile(library, 2, fixture.clock));
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    fixture.close();
    damage(file);
    QVERIFY(Store::restoreNewestBackup(library, fixture.clock));
    fixture.open();
    QVERIFY(fixture.store->wasUncleanlyClosed());
    verifyDoubted(fixture, 3);
}

void QueueRestoreTest::sendsNothingAgainWhenTheWalIsLost()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    fixture.reopen();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    const QString file = fileOf(fixture);
    // What a kill leaves, without the WAL.
    copyTo(file, file + QStringLiteral(".killed"));
    fixture.close();
    QVERIFY(QFile::remove(file));
    copyTo(file + QStringLiteral(".killed"), file);
    fixture.open();
    QVERIFY(fixture.store->doubtedSince());
    verifyDoubted(fixture, 3);
}

void QueueRestoreTest::sendsNothingAgainWhenABackupWasPutInPlaceByHand()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    const QString file = fileOf(fixture);
    const Result<QString> backup = backUpLibraryFile(fixture.store->folder(), 2, fixture.clock);
    QVERIFY(backup);
    QVERIFY(fixture.untilIdle());
    fixture.close();
    copyTo(*backup, file);
    fixture.open();
    verifyDoubted(fixture, 2);
}

void QueueRestoreTest::goesOnAfterAKillThatLostNothing()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(3)));
    fixture.reopen();
    const QString file = fileOf(fixture);
    QVERIFY(QFileInfo::exists(file + QStringLiteral("-wal")));
    for (const QString& part : {QString(), QStringLiteral("-wal")})
        copyTo(file + part, file + QStringLiteral(".killed") + part);
    fixture.close();
    for (const QString& part : {QString(), QStringLiteral("-wal")})
        copyTo(file + QStringLiteral(".killed") + part, file + part);
    fixture.open();
    QVERIFY(fixture.store->wasUncleanlyClosed());
    QVERIFY(!fixture.store->doubtedSince());
    QVERIFY(fixture.untilIdle());
    QVERIFY(!fixture.snapshot().doubt);
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueueRestoreTest::countsThePossibleChargeAgainstTheCaps()
{
    JobQueue::Options options;
    options.caps.day = price * 3;
    QueueFixture fixture(options);
    QVERIFY(fixture.enqueue(draftOf(3)));
    const QString library = fixture.store->folder();
    QVERIFY(backUpLibraryFile(library, 2, fixture.clock));
    fixture.close();
    QVERIFY(Store::restoreNewestBackup(library, fixture.clock));
    fixture.open();
    QVERIFY(fixture.untilIdle());
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("new"))));
    fixture.queue->resume();
    QTRY_VERIFY(fixture.snapshot().holds.contains(QStringLiteral("ideogram")));
    QCOMPARE(fixture.snapshot().holds.value(QStringLiteral("ideogram")).reason, HoldReason::BudgetReached);
    QCOMPARE(fixture.service.submits(), 0);
}

void QueueRestoreTest::asksOnceOnly()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    const QString library = fixture.store->folder();
    QVERIFY(backUpLibraryFile(library, 2, fixture.clock));
    fixture.close();
    QVERIFY(Store::restoreNewestBackup(library, fixture.clock));
    fixture.open();
    QVERIFY(fixture.snapshot().doubt);
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("new"))));
    fixture.reopen();
    QVERIFY(!fixture.snapshot().doubt);
    QVERIFY(!fixture.store->doubtedSince());
    QCOMPARE(fixture.count(JobState::Unknown), 2);
    QCOMPARE(fixture.count(JobState::Queued), 1);
}

void QueueRestoreTest::putsAPaidAnswerIntoAFileWhenItCannotBeWrittenAtTheEnd()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(2)));
    QVERIFY(fixture.enqueue(draftOf(1, SubmitMode::Synchronous, QStringLiteral("ideogram"), QStringLiteral("now"))));
    fixture.change(QStringLiteral("CREATE TRIGGER fault BEFORE UPDATE OF state ON job WHEN OLD.state = 'submitting' "
                                  "BEGIN SELECT RAISE(ABORT, 'not now'); END"));
    std::atomic<bool> mayAnswer{false};
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode mode, int nth) {
        mayAnswer.wait(false);
        return mode == SubmitMode::Synchronous ? FakeService::images(request.prompt)
                                               : FakeService::accepted(request.prompt, nth);
    };
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.service.submits(), 3);
    mayAnswer = true;
    mayAnswer.notify_all();
    fixture.queue.reset();
    const QDir rescued(fixture.store->folder() + QStringLiteral("/rescue"));
    QCOMPARE(rescued.entryList({QStringLiteral("*.json")}, QDir::Files).size(), 3);
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM job WHERE state = 'submitting'")), QStringLiteral("3"));
    fixture.change(QStringLiteral("DROP TRIGGER fault"));
    fixture.reopen();
    QCOMPARE(fixture.count(JobState::Unknown), 0);
    QVERIFY(rescued.isEmpty(QDir::Files));
    fixture.queue->resume();
    QVERIFY(fixture.untilIdle());
    QCOMPARE(fixture.count(JobState::Done), 3);
    QCOMPARE(fixture.service.submits(), 3);
}

void QueueRestoreTest::waitsForTheLibraryAtTheEnd()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(draftOf(1)));
    fixture.queue.reset();
    std::atomic<bool> mayAnswer{false};
    SystemClock clock;
    fixture.service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) {
        mayAnswer.wait(false);
        return FakeService::accepted(request.prompt, nth);
    };
    fixture.change(QStringLiteral("CREATE TRIGGER fault BEFORE UPDATE OF state ON job WHEN NEW.state = 'accepted' "
                                  "BEGIN SELECT RAISE(ABORT, 'not now'); END"));
    auto queue = std::make_unique<JobQueue>(
        *fixture.store, *fixture.assets, fixture.service.factory(), clock, fixture.random, fixture.options);
    queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.service.submits(), 1);
    const std::jthread mender([&] {
        clock.wait(std::chrono::milliseconds(100), {}); // the queue is being destroyed by then
        mayAnswer = true;
        mayAnswer.notify_all();
        clock.wait(std::chrono::milliseconds(1000), {});
        fixture.change(QStringLiteral("DROP TRIGGER fault"));
    });
    queue.reset();
    QCOMPARE(fixture.value(QStringLiteral("SELECT j.state || ' ' || a.generation_id FROM job j JOIN attempt a ON a.id "
                                          "= j.attempt_id")),
        QStringLiteral("accepted prompt 1#1"));
}

void QueueRestoreTest::finishesAJobFromTheFileThatAKillLeft()
{
    QueueFixture fixture;
    std::atomic<bool> mayFail{false};
    fixture.service.onDownload = [&](const QUrl&, int) -> DownloadOutcome {
        mayFail.wait(false);
        return DownloadFault{};
    };
    QVERIFY(fixture.enqueue(draftOf(1)));
    fixture.queue->start(StartAs::Running);
    QTRY_COMPARE(fixture.service.downloads(), 1);
    const std::jthread later([&] {
        SystemClock().wait(std::chrono::milliseconds(200), {}); // the queue is being destroyed by then
        mayFail = true;
        mayFail.notify_all();
    });
    fixture.queue.reset();
    // What a kill leaves between the picture and its row.
    QueueFixture killed;
    killed.close();
    const QString from = fixture.store->folder();
    const QString to = killed.folder.path() + QStringLiteral("/library");
    QVERIFY(QDir(to).removeRecursively());
    const AttemptId attempt{fixture.value(QStringLiteral("SELECT attempt_id FROM job")).toLongLong()};
    const JobId job{fixture.value(QStringLiteral("SELECT id FROM job")).toLongLong()};
    const NewAsset asset{.job = job, .attempt = attempt, .name = {}, .expectedSize = {}, .recipe = {}};
    QVERIFY(fixture.assets->add(
        FakeService::picture(QStringLiteral("paid for")), asset, [&](Connection&, const AssetRow&) -> Result<void> {
            copyFolder(from, to);
            return {};
        }));

    killed.clock.advance(std::chrono::hours(25) + fixture.clock.now() - killed.clock.now());
    killed.service.onDownload = [](const QUrl&, int) -> DownloadOutcome { return LinkExpired{}; };
    killed.open();
    QVERIFY(killed.state(0) == JobState::Ready || killed.state(0) == JobState::Downloading);
    QVERIFY(killed.untilIdle());
    QCOMPARE(killed.state(0), JobState::Done);
    QCOMPARE(killed.service.downloads(), 0);
    QCOMPARE(killed.service.polls(), 0);
}

void QueueRestoreTest::paysForNothingWhileTheLibraryIsGoneFromItsPlace()
{
    JobQueue::Options options;
    options.placeLimit = 1;
    QueueFixture fixture(options);
    QVERIFY(fixture.enqueue(draftOf(1)));
    QVERIFY(fixture.untilIdle()); // its threads have the library open from now on
    const QString place = fixture.store->folder();
    QVERIFY(QDir().rename(place, place + QStringLiteral(" elsewhere")));
    QSignalSpy failed(fixture.queue.get(), &JobQueue::commandFailed);
    QVERIFY(fixture.enqueue(draftOf(3)));
    QVERIFY(failed.wait(10'000));
    const QString told = failed.first().first().value<Error>().what;
    QVERIFY2(told.contains(QStringLiteral("its disk")), qPrintable(told));
    QTRY_VERIFY(fixture.queue->isPaused());
    QCOMPARE(fixture.service.submits(), 1);

    QVERIFY(QDir().rename(place + QStringLiteral(" elsewhere"), place));
    fixture.queue->resume();
    QTRY_COMPARE(fixture.count(JobState::Done), 4);
    QCOMPARE(fixture.service.submits(), 4);
}

QTEST_GUILESS_MAIN(QueueRestoreTest)
#include "queue_restore_test.moc"
