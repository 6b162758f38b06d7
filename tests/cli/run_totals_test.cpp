// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_totals.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::cli;

namespace {

BatchSummary batchOf(qint64 id, const QMap<JobState, int>& counts)
{
    BatchSummary batch;
    batch.id = BatchId{id};
    batch.account = QStringLiteral("ideogram");
    batch.counts = counts;
    return batch;
}

RunTotals totalsOfAll(const QueueSnapshot& snapshot)
{
    QSet<BatchId> all;
    for (const BatchSummary& batch : snapshot.batches)
        all.insert(batch.id);
    return totalsOf(snapshot, all);
}

} // namespace

class RunTotalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsDoneOnlyWhenNothingIsLeft_data()
    {
        QTest::addColumn<JobState>("left");
        QTest::addColumn<bool>("isHeld");
        QTest::addColumn<int>("held");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, JobState left, bool isHeld, int held, ExitCode code) {
            QTest::newRow(name) << left << isHeld << held << static_cast<int>(code);
        };
        row("all done", JobState::Done, false, 0, everythingDone);
        row("waiting, held", JobState::Queued, true, 1, cli::held);
        row("waiting, paused", JobState::Queued, false, 0, someNeedAttention);
        for (const JobState paid : {JobState::Submitting, JobState::Accepted, JobState::Ready, JobState::Downloading})
            for (const bool isHeld : {true, false})
                row(qPrintable(jobStateName(paid) + (isHeld ? QStringLiteral(", held") : QString())), paid, isHeld, 1,
                    cli::held);
        row("unknown", JobState::Unknown, false, 0, someNeedAttention);
    }
    void everythingIsDoneOnlyWhenNothingIsLeft()
    {
        QFETCH(JobState, left);
        QFETCH(bool, isHeld);
        QFETCH(int, held);
        QFETCH(int, code);
        QueueSnapshot snapshot;
        snapshot.batches = {batchOf(1, {{left, 1}})};
        if (isHeld)
            snapshot.holds.insert(QStringLiteral("ideogram"), Hold{HoldReason::KeyRefused, QStringLiteral("no")});
        const RunTotals totals = totalsOfAll(snapshot);
        QCOMPARE(totals.held, held);
        QCOMPARE(static_cast<int>(exitCodeOf(totals, 0)), code);
    }
    void aReachedLimitHoldsAllThatWaits()
    {
        QueueSnapshot snapshot;
        BatchSummary capped = batchOf(1, {{JobState::Done, 2}, {JobState::Queued, 3}});
        capped.holdMessage = QStringLiteral("The limit is reached.");
        BatchSummary next = batchOf(2, {{JobState::Queued, 4}});
        next.isPaused = true;
        snapshot.batches = {capped, next};
        const RunTotals totals = totalsOfAll(snapshot);
        QCOMPARE(totals.held, 7);
        QCOMPARE(totals.paused, 0);
        QCOMPARE(exitCodeOf(totals, 0), cli::held);
    }
};

QTEST_GUILESS_MAIN(RunTotalsTest)
#include "run_totals_test.moc"
