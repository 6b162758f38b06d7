// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at random moments: the queue runs in a child process that writes down every submission before it answers.
// No job may ever be submitted twice, and none may be lost.
#include "tests/queue/queue_fixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr int jobsPerBatch = 120;
constexpr int kills = 20;

int runChild(QCoreApplication& app, const QString& library, const QString& log)
{
    SystemClock clock;
    SystemRandom random;
    Result<std::unique_ptr<Store>> store = Store::open(library, clock);
    if (!store)
        return 3;
    Result<std::unique_ptr<AssetStore>> assets = AssetStore::open(**store);
    if (!assets)
        return 4;
    FakeService service;
    service.onSubmit = [&](const GenerationRequest& request, SubmitMode mode, int nth) {
        QFile file(log);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            qFatal("no submit log");
        file.write(request.prompt.toUtf8() + '\n');
        file.close();
        clock.wait(std::chrono::milliseconds(random.below(30)), {});
        return mode == SubmitMode::Synchronous ? FakeService::images(request.prompt)
                                               : FakeService::accepted(request.prompt, nth);
    };
    JobQueue::Options options;
    options.minFreeBytes = 0;
    JobQueue queue(**store, **assets, service.factory(), clock, random, options);
    QObject::connect(&queue, &JobQueue::idle, &app, &QCoreApplication::quit);
    queue.start(StartAs::Running);
    fputs("up\n", stdout);
    fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

class QueueKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void submitsNoJobTwiceWhenKilledAgainAndAgain();
};

void QueueKillTest::submitsNoJobTwiceWhenKilledAgainAndAgain()
{
    QueueFixture fixture;
    QVERIFY(fixture.enqueue(
        draftOf(jobsPerBatch, SubmitMode::Synchronous, QStringLiteral("ideogram"), QStringLiteral("now"))));
    QVERIFY(fixture.enqueue(
        draftOf(jobsPerBatch, SubmitMode::Asynchronous, QStringLiteral("ideogram"), QStringLiteral("later"))));
    const QString library = fixture.store->folder();
    const QString log = fixture.folder.path() + QStringLiteral("/submits");
    fixture.close();

    QRandomGenerator dice(20261124);
    int killed = 0;
    for (; killed < kills; ++killed) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), library, log});
        QVERIFY(child.waitForReadyRead(20'000));
        if (child.waitForFinished(static_cast<int>(dice.bounded(5, 200))))
            break; // nothing left to do
        child.kill();
        QVERIFY(child.waitForFinished(20'000));
    }
    fixture.open();
    QVERIFY(fixture.untilIdle());

    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QHash<QString, int> submits;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (!line.isEmpty())
            ++submits[QString::fromUtf8(line)];
    int unknown = 0, done = 0;
    for (const JobRow& job : fixture.snapshot().jobs) {
        const int all = submits.value(job.prompt) + fixture.service.submits(job.prompt);
        QVERIFY2(all <= 1, qPrintable(QStringLiteral("%1 was submitted %2 times").arg(job.prompt).arg(all)));
        QVERIFY2(job.state == JobState::Done || job.state == JobState::Unknown, qPrintable(jobStateName(job.state)));
        QVERIFY(job.state == JobState::Unknown || all == 1);
        ++(job.state == JobState::Done ? done : unknown);
    }
    QCOMPARE(done + unknown, 2 * jobsPerBatch);
    QCOMPARE(fixture.value(QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    QCOMPARE(fixture.value(QStringLiteral("SELECT COUNT(*) FROM asset")), QString::number(done));
    qInfo("%d kills, %d done, %d unknown, no job submitted twice", killed, done, unknown);
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == QStringLiteral("--child"))
        return runChild(app, arguments.at(2), arguments.at(3));
    QueueKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "queue_kill_test.moc"
