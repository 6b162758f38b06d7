// SPDX-License-Identifier: GPL-3.0-or-later
// A receiver of callbacks that is down for an hour gets everything afterwards, once and in order. The program is
// started again and again meanwhile; libfaketime puts its clock.
#include "tests/faults/fake_clock.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/sandbox_bench.h"
#include "tests/webhooks/callback_receiver.h"

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr qint64 minute = 60;

} // namespace

class ReceiverOutageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingArrivesInOrderAfterAnHour()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("libfaketime cannot be loaded before a sanitizer");
#endif
        if (libraryOfFakeTime().isEmpty())
            QSKIP("libfaketime is not installed (package faketime)");
        const int rows = sized(20, 200);
        QTemporaryDir folder;
        SandboxBench sandbox({}, 5);
        FakeClock clock;
        quint16 port = 0;
        {
            const CallbackReceiver gone;
            port = gone.port();
        }
        QFile secret(folder.filePath(QStringLiteral("secret")));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write(CallbackReceiver::secretText()) > 0);
        secret.close();
        ClientSetup setup = sandbox.setup(folder.filePath(QStringLiteral("library")));
        setup.environment = clock.environment(QStringLiteral("UTC"));
        const QStringList telling{QStringLiteral("--callback"), QStringLiteral("http://127.0.0.1:%1/hook").arg(port),
            QStringLiteral("--callback-secret-file"), secret.fileName()};
        const auto resumeAt = [&](qint64 seconds) {
            clock.put(seconds);
            return ClientProgram::resume(setup, telling)->finish(5min).exitCode;
        };

        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("rows.csv")), numberedPrompts(QStringLiteral("Down"), rows));
        QCOMPARE(ClientProgram::run(setup, sheet, telling)->finish(5min).exitCode, 0);
        QCOMPARE(resumeAt(20 * minute), 0);
        QCOMPARE(resumeAt(45 * minute), 0);
        const CallbackReceiver receiver([](int) { return answer(204); }, port);
        QCOMPARE(resumeAt(60 * minute), 0);

        QMap<qint64, QByteArray> messages; // by number: the order in which they came about
        int tries = 0;
        for (const QJsonObject& message :
            runProgram(setup, {QStringLiteral("callbacks"), QStringLiteral("--limit"), QStringLiteral("100000")})
                .lines(QStringLiteral("callback"))) {
            QCOMPARE(message.value(QStringLiteral("state")).toString(), QStringLiteral("delivered"));
            messages.insert(message.value(QStringLiteral("number")).toInteger(),
                message.value(QStringLiteral("id")).toString().toLatin1());
            tries += message.value(QStringLiteral("tries")).toInt();
        }
        QByteArrayList received;
        for (const ReceivedCallback& callback : receiver.received()) {
            QVERIFY(callback.isSignedRight);
            received.append(callback.id);
        }
        const QByteArrayList expected = messages.values();
        tellFigures(
            QStringLiteral("down for an hour, started 3 times meanwhile: messages=%1, received=%2, in order=%3, "
                           "tries in vain=%4")
                .arg(expected.size())
                .arg(received.size())
                .arg(received == expected ? QStringLiteral("yes") : QStringLiteral("no"))
                .arg(tries - expected.size()));
        QVERIFY(expected.size() > rows);
        QCOMPARE(received, expected);
    }
};

QTEST_GUILESS_MAIN(ReceiverOutageTest)
#include "receiver_outage_test.moc"
