// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/unknown_jobs.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::cli;

namespace {

void addBatch(QueueSnapshot& snapshot, qint64 id, const QString& campaign, const QString& account)
{
    BatchSummary batch;
    batch.id = BatchId{id};
    batch.campaignName = campaign;
    batch.account = account;
    snapshot.batches.append(batch);
}

void addJob(QueueSnapshot& snapshot, qint64 id, qint64 batch, JobState state, bool canAskAgain = false)
{
    JobRow job;
    job.id = JobId{id};
    job.batch = BatchId{batch};
    job.state = state;
    job.price = Money::fromMicros(30'000);
    job.canAskAgain = canAskAgain;
    snapshot.jobs.append(job);
}

// Batches 1 and 2 are of the campaign Summer, 2 and 3 were charged.
QueueSnapshot threeBatches()
{
    QueueSnapshot snapshot;
    addBatch(snapshot, 3, QStringLiteral("Winter"), QStringLiteral("ideogram"));
    addBatch(snapshot, 2, QStringLiteral("Summer"), QStringLiteral("ideogram"));
    addBatch(snapshot, 1, QStringLiteral("Summer"), QStringLiteral("sandbox"));
    addJob(snapshot, 11, 1, JobState::Unknown);
    addJob(snapshot, 12, 1, JobState::Done);
    addJob(snapshot, 21, 2, JobState::Unknown);
    addJob(snapshot, 22, 2, JobState::Unknown, true);
    addJob(snapshot, 23, 2, JobState::Queued);
    addJob(snapshot, 31, 3, JobState::Unknown);
    return snapshot;
}

UnknownChoice choose(const QString& line)
{
    const QStringList words = QStringLiteral("batchroom-cli resolve %1").arg(line).split(QLatin1Char(' '));
    const Result<Options> options = parseOptions(words, Catalog::builtIn());
    if (!options)
        return {{}, {options.error()}};
    return chooseUnknown(threeBatches(), *options);
}

QList<qint64> numbers(const QList<JobId>& jobs)
{
    QList<qint64> values;
    for (const JobId id : jobs)
        values.append(id.value);
    return values;
}

} // namespace

class UnknownJobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allFiltersMustMatch_data()
    {
        QTest::addColumn<QString>("filters");
        QTest::addColumn<QList<qint64>>("jobs");
        const auto row = [](const char* filters, const QList<qint64>& jobs) {
            QTest::newRow(filters) << QString::fromLatin1(filters) << jobs;
        };
        row("--batch 2", {21, 22});
        row("--campaign Summer", {11, 21, 22});
        row("--campaign sUMMER", {11, 21, 22});
        row("--account ideogram", {21, 22, 31});
        row("--account sandbox", {11});
        row("--campaign Summer --account ideogram", {21, 22});
        row("--batch 3 --campaign Summer", {});
        row("--batch 1 --account ideogram", {});
        row("--batch 2 --campaign Summer --account ideogram", {21, 22});
    }
    void allFiltersMustMatch()
    {
        QFETCH(QString, filters);
        QFETCH(QList<qint64>, jobs);
        for (const char* answer : {" --resend", " --write-off"}) {
            const UnknownChoice choice = choose(filters + QLatin1StringView(answer));
            QVERIFY2(choice.errors.isEmpty(), qPrintable(choice.errors.value(0).what));
            QCOMPARE(numbers(choice.chosen.jobs), jobs);
            QCOMPARE(choice.chosen.price, Money::fromMicros(30'000) * jobs.size());
        }
    }

    void askingByFilterLeavesThoseThatCannotBeAskedAbout()
    {
        const UnknownChoice choice = choose(QStringLiteral("--account ideogram --ask-again"));
        QCOMPARE(numbers(choice.chosen.jobs), QList<qint64>{22});
        QCOMPARE(choice.chosen.cannotAsk, 2);
        QVERIFY(choice.errors.isEmpty());
    }

    void namesThatAreNotInTheLibraryAreErrors_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("batch") << QStringLiteral("--batch 9 --resend") << QStringLiteral("no batch 9");
        QTest::newRow("campaign") << QStringLiteral("--campaign Spring --resend")
                                  << QStringLiteral("no campaign “Spring”");
        QTest::newRow("job") << QStringLiteral("77 --resend") << QStringLiteral("no job 77");
        QTest::newRow("not unknown") << QStringLiteral("12 --resend") << QStringLiteral("Job 12 is done");
        QTest::newRow("cannot be asked") << QStringLiteral("21 --ask-again") << QStringLiteral("job 21");
        QTest::newRow("one of several") << QStringLiteral("11 23 --write-off") << QStringLiteral("Job 23 is queued");
    }
    void namesThatAreNotInTheLibraryAreErrors()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        const UnknownChoice choice = choose(line);
        QCOMPARE(choice.errors.size(), 1);
        QVERIFY2(choice.errors.first().what.contains(words), qPrintable(choice.errors.first().what));
    }

    void aNumberNamedTwiceCountsOnce()
    {
        const UnknownChoice choice = choose(QStringLiteral("21 11 21 --resend"));
        QCOMPARE(numbers(choice.chosen.jobs), (QList<qint64>{21, 11}));
        QCOMPARE(choice.chosen.price, Money::fromMicros(60'000));
    }
};

QTEST_GUILESS_MAIN(UnknownJobsTest)
#include "unknown_jobs_test.moc"
