// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/job_commands.h"
#include "app/store/job_repository.h"
#include "app/store/ledger_check.h"
#include "tests/queue/queue_fixture.h"

using namespace batchroom;
using namespace batchroom::test;

class LedgerCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsNothingAfterEveryKindOfOutcome();
    void findsNothingWhenTheQuoteRefusesWhatWasResent();
    void findsWhatDoesNotAgree_data();
    void findsWhatDoesNotAgree();

private:
    static LedgerReport check(QueueFixture& fixture)
    {
        return *fixture.store->read<LedgerReport>([](Connection& connection) { return checkLedger(connection); });
    }
    // Done, unknown, rejected, withheld, failed too often, turned away and done.
    static void runEveryOutcome(QueueFixture& fixture);
};

void LedgerCheckTest::runEveryOutcome(QueueFixture& fixture)
{
    fixture.service.onSubmit = [](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
        const QChar last = request.prompt.back();
        if (last == QLatin1Char('2'))
            return AnswerLost{};
        if (last == QLatin1Char('3'))
            return RequestRejected{422, QStringLiteral("no"), true};
        if (last == QLatin1Char('4'))
            return ImagesReturned{{}, {withheldImage()}};
        if (last == QLatin1Char('5') && nth < 3)
            return Throttled{};
        return FakeService::accepted(request.prompt, nth);
    };
    fixture.service.onPoll = [](const QString& generationId, int) -> PollOutcome {
        if (generationId.contains(QLatin1Char('6')))
            return GenerationFailed{QStringLiteral("internal")};
        return FakeService::completed(generationId);
    };
    QVERIFY(fixture.enqueue(draftOf(7)));
    QVERIFY(fixture.untilIdle());
}

void LedgerCheckTest::findsNothingAfterEveryKindOfOutcome()
{
    QueueFixture fixture;
    runEveryOutcome(fixture);
    const QList<JobRow> jobs = fixture.snapshot().jobs;
    // And what a person says to them.
    QVERIFY(fixture.untilIdleAfter([&] {
        fixture.queue->answerUnknown({jobs.at(1).id}, UnknownAnswer::Resend);
        fixture.queue->editAndRequeue(jobs.at(2).id, QStringLiteral("better 1"));
        fixture.queue->editAndRequeue(jobs.at(3).id, QStringLiteral("better 7"));
        fixture.queue->retryJobs({jobs.at(5).id});
    }));
    const LedgerReport report = check(fixture);
    QVERIFY2(report.findings.isEmpty(), report.findings.isEmpty() ? "" : qPrintable(report.findings.first().sentence));
    const BatchSummary batch = fixture.snapshot().batches.first();
    QCOMPARE(report.jobs, 7);
    QVERIFY(report.attempts > 10);
    QCOMPARE(report.spent, batch.spent);
    QCOMPARE(report.unknown, batch.unknown);
    QCOMPARE(report.committed, Money());
    QVERIFY(report.unknown > Money());
}

void LedgerCheckTest::findsNothingWhenTheQuoteRefusesWhatWasResent()
{
    QueueFixture fixture;
    runEveryOutcome(fixture);
    const JobId unknown = fixture.snapshot().jobs.at(1).id;
    const Result<void> done = fixture.store->write<void>([&](Connection& connection) {
        return JobCommands(connection, 1).resend({unknown}).andThen([&](const QList<JobId>&) {
            return JobRepository(connection).rejectUnsent(unknown, QStringLiteral("no"), {}, 2);
        });
    });
    QVERIFY(done);
    QCOMPARE(fixture.state(1), JobState::Rejected);
    QVERIFY(check(fixture).findings.isEmpty());
}

void LedgerCheckTest::findsWhatDoesNotAgree_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* statement, const char* words) {
        QTest::newRow(name) << QString::fromLatin1(statement) << QString::fromLatin1(words);
    };
    row("a charge is booked away", "UPDATE attempt SET billed = 'no' WHERE job_id = 1", "do not belong together");
    row("an unknown one is called free", "UPDATE attempt SET billed = 'no', outcome = 'not_sent' WHERE job_id = 2",
        "do not belong together");
    row("a state was changed by hand", "UPDATE job SET state = 'queued' WHERE id = 2", "By its history");
    row("a job is done without a picture", "UPDATE job SET asset_id = NULL WHERE id = 1", "has no picture");
    row("the picture's row is gone", "UPDATE job SET asset_id = 999 WHERE id = 1", "is not in the library");
    row("a job names an older try", "UPDATE job SET attempt_id = 1 WHERE id = 5", "not its latest");
    row("a try is missing", "UPDATE attempt SET number = number + 1 WHERE job_id = 1", "is missing");
    row("sent again by itself",
        "INSERT INTO attempt (job_id, number, account, request_hash, price_micros, intent_ms, outcome, billed) VALUES "
        "(1, 2, 'ideogram', '', 60000, 0, 'images', 'yes')",
        "no person had said so");
    row("an impossible step",
        "INSERT INTO job_transition (job_id, attempt_id, at_ms, from_state, to_state) VALUES (1, NULL, 0, 'done', "
        "'queued')",
        "which is not possible");
}

void LedgerCheckTest::findsWhatDoesNotAgree()
{
    QFETCH(QString, statement);
    QFETCH(QString, words);
    QueueFixture fixture;
    runEveryOutcome(fixture);
    QVERIFY(check(fixture).findings.isEmpty());
    fixture.change(statement);
    const LedgerReport report = check(fixture);
    QVERIFY(!report.findings.isEmpty());
    QStringList sentences;
    for (const LedgerFinding& finding : report.findings)
        sentences.append(finding.sentence);
    QVERIFY2(sentences.join(QLatin1Char('\n')).contains(words), qPrintable(sentences.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(LedgerCheckTest)
#include "ledger_check_test.moc"
