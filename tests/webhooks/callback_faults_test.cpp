// SPDX-License-Identifier: GPL-3.0-or-later
// Restarts, receivers that hang, and where a secret must never be.
#include "app/core/log.h"
#include "tests/webhooks/sender_bench.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

// Every place a secret could be found in: its text, its base64, its bytes.
QStringList filesWithSecret(const QString& folder)
{
    const QByteArrayList needles{CallbackReceiver::keyBytes(), CallbackReceiver::secretText(),
        CallbackReceiver::keyBytes().toBase64(), "CANARY"};
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) {
            found.append(file.fileName() + QStringLiteral(" (unreadable)"));
            continue;
        }
        const QByteArray bytes = file.readAll();
        for (const QByteArray& needle : needles) {
            if (bytes.contains(needle))
                found.append(file.fileName());
        }
    }
    return found;
}

} // namespace

class CallbackFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesOnAfterARestart()
    {
        const CallbackReceiver receiver([](int nth) { return answer(nth <= 2 ? 500 : 200); });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.deliveries.size(), 2);
        bench.restartLibrary();
        bench.start(receiver.url());
        QTRY_COMPARE(bench.clock.waiters(), 1);
        QCOMPARE(receiver.count(), 2);
        bench.clock.advance(5s);
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 2);

        const QList<ReceivedCallback> received = receiver.received();
        QCOMPARE(received.size(), 4);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(received.at(i + 2).id, received.at(i).id);
            QCOMPARE(received.at(i + 2).request.body, received.at(i).request.body);
            QVERIFY(received.at(i + 2).isSignedRight);
        }
        QCOMPARE(bench.deliveries.constLast().tries, 2);
    }

    void writesDownWhatWasPostedLast()
    {
        const CallbackReceiver receiver;
        SenderBench bench;
        bench.start(receiver.url());
        for (qint64 job = 1; job <= 20; ++job)
            bench.sender->post({eventOf(job)});
        bench.restartLibrary();
        QCOMPARE(bench.rows().size(), 20);
        bench.start(receiver.url());
        bench.sender->flush(60s);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.delivered = 20}));
        QSet<QByteArray> ids;
        for (const ReceivedCallback& callback : receiver.received())
            ids.insert(callback.id);
        QCOMPARE(ids.size(), 20);
    }

    void endsAtOnceWhileAReceiverHangs()
    {
        CallbackReceiver receiver;
        receiver.fallSilent();
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        QTRY_COMPARE(receiver.count(), 1);
        QElapsedTimer timer;
        timer.start();
        bench.restartLibrary();
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(bench.rows().size(), 1);
        QCOMPARE(bench.rows().constFirst().state, OutboxState::Waiting);
        QCOMPARE(bench.rows().constFirst().tries, 0);
    }

    void breaksAFlushOffWhenAReceiverHangs()
    {
        CallbackReceiver receiver;
        receiver.fallSilent();
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        QTRY_COMPARE(receiver.count(), 1);
        QElapsedTimer timer;
        timer.start();
        bench.sender->flush(500ms);
        QTRY_COMPARE(bench.flushes.size(), 1);
        QVERIFY2(timer.elapsed() >= 450 && timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(bench.flushes.constFirst(), (OutboxCounts{.waiting = 1}));
    }

    void survivesAnswersOfEveryKind()
    {
        const CallbackReceiver receiver([](int nth) {
            switch (nth) {
            case 1: return answer(200, QByteArray(1024 * 1024, 'x'));
            case 2: return answer(401, {}, {{"WWW-Authenticate", "Basic realm=x"}});
            case 3: return answer(503, {}, {{"Retry-After", "-1 bananas"}});
            default: return answer(202, "{\"received\":true}");
            }
        });
        SenderBench bench;
        bench.start(receiver.url());
        bench.sender->post({eventOf(1)});
        for (int tries = 1; tries < 4; ++tries) {
            QTRY_COMPARE(bench.deliveries.size(), tries);
            QCOMPARE(bench.deliveries.constLast().state, OutboxState::Waiting);
            QTRY_COMPARE(bench.clock.waiters(), 1);
            bench.clock.advance(5min);
        }
        QTRY_COMPARE(bench.settledAs(OutboxState::Delivered), 1);
    }

    void leavesNoTraceOfTheSecret()
    {
        const QTemporaryDir logs;
        log::setFile(logs.filePath(QStringLiteral("batchroom.log")));
        log::install(false);
        const CallbackReceiver receiver([](int nth) { return answer(nth == 1 ? 410 : 500); });
        SenderBench bench;
        bench.start(receiver.url(QStringLiteral("/hook?token=CANARY-token")));
        bench.sender->post({eventOf(1), eventOf(2)});
        QTRY_COMPARE(bench.settledAs(OutboxState::Disabled), 1);
        QCOMPARE(receiver.received().constFirst().request.target, QByteArray("/hook?token=CANARY-token"));
        QVERIFY(receiver.received().constFirst().isSignedRight);
        QCOMPARE(filesWithSecret(bench.folder.path()), QStringList());
        bench.restartLibrary();
        qInstallMessageHandler(nullptr);
        log::setFile({});
        QFile log(logs.filePath(QStringLiteral("batchroom.log")));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains("msg_"));
        QCOMPARE(filesWithSecret(bench.folder.path()), QStringList());
        QCOMPARE(filesWithSecret(logs.path()), QStringList());
    }
};

QTEST_GUILESS_MAIN(CallbackFaultsTest)
#include "callback_faults_test.moc"
