// SPDX-License-Identifier: GPL-3.0-or-later
// A library that is older than what was paid for since: nothing in it is sent again by itself.
#include "app/store/library_file.h"
#include "tests/queue/queue_fixture.h"

#include <QDir>

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
    QVERIFY(fixture.untilIdleAfter([&] { fixture.queue->resume(); }));
    QCOMPARE(fixture.service.submits(), 0);
    QCOMPARE(fixture.snapshot().holds.value(QStringLiteral("ideogram")).reason, HoldReason::BudgetReached);
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

QTEST_GUILESS_MAIN(QueueRestoreTest)
#include "queue_restore_test.moc"
