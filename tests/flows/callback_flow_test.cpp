// SPDX-License-Identifier: GPL-3.0-or-later
// What others are told: the real command line against the Sandbox, a receiver on loopback that checks each signature
// with code of its own.
#include "tests/support/cli_process.h"
#include "tests/webhooks/callback_receiver.h"

#include <QImageReader>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

const QByteArray fourRows = "prompt,model,speed,campaign,seed,shelf\n"
                            "Sun,ideogram-3,turbo,Summer,7,A1\n"
                            "Snow,ideogram-3,turbo,Winter,,A2\n"
                            "Forbidden,ideogram-3,turbo,Winter,,A3\n"
                            "Soda,ideogram-3,turbo,Summer,,A4\n";
const QByteArray refuseOne = R"({"rules":[{"match":{"endpoint":"generate","prompt":"Forbidden"},)"
                             R"("action":{"type":"status","status":400}}]})";

QString typeOf(const ReceivedCallback& callback)
{
    return QJsonDocument::fromJson(callback.request.body)[QStringLiteral("type")].toString();
}

// The bodies of one id are equal to the last byte; one body an id.
QMap<QByteArray, QByteArray> bodiesById(const QList<ReceivedCallback>& callbacks)
{
    QMap<QByteArray, QByteArray> bodies;
    for (const ReceivedCallback& callback : callbacks) {
        if (bodies.contains(callback.id) && bodies.value(callback.id) != callback.request.body)
            qFatal("%s came with two bodies", callback.id.constData());
        bodies.insert(callback.id, callback.request.body);
    }
    return bodies;
}

QStringList typesOf(const QMap<QByteArray, QByteArray>& bodies)
{
    QStringList types;
    for (const QByteArray& body : bodies)
        types.append(QJsonDocument::fromJson(body)[QStringLiteral("type")].toString().mid(9));
    types.sort();
    return types;
}

const QStringList everything{QStringLiteral("batch.completed"), QStringLiteral("batch.completed"),
    QStringLiteral("generation.completed"), QStringLiteral("generation.completed"),
    QStringLiteral("generation.completed"), QStringLiteral("generation.failed"), QStringLiteral("image.ready"),
    QStringLiteral("image.ready"), QStringLiteral("image.ready")};

bool areSigned(const QList<ReceivedCallback>& callbacks)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return !callbacks.isEmpty()
        && std::all_of(callbacks.cbegin(), callbacks.cend(), [now](const ReceivedCallback& callback) {
               return callback.isSignedRight && callback.id.startsWith("msg_") && qAbs(now - callback.timestamp) < 300
                   && callback.request.header("content-type") == "application/json";
           });
}

} // namespace

class CallbackFlowTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;

    QStringList work(const QString& command, const QUrl& receiver) const
    {
        QStringList words{command};
        if (command == QLatin1StringView("run"))
            words.append({m_folder.filePath(QStringLiteral("sheet.csv")), QStringLiteral("--yes")});
        return words
            + QStringList{QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"),
                m_sandbox->url(), QStringLiteral("--library"), m_folder.filePath(library()), QStringLiteral("--json"),
                QStringLiteral("--export"), QStringLiteral("og"), QStringLiteral("--out"),
                m_folder.filePath(library() + QStringLiteral("-out")), QStringLiteral("--callback"),
                receiver.toString(), QStringLiteral("--callback-secret-file"),
                m_folder.filePath(QStringLiteral("secret"))};
    }
    static QString library() { return QString::fromLatin1(QTest::currentTestFunction()); }

private Q_SLOTS:
    void initTestCase()
    {
        write(m_folder, QStringLiteral("sheet.csv"), fourRows);
        write(m_folder, QStringLiteral("secret"), CallbackReceiver::secretText() + '\n');
        m_sandbox = std::make_unique<SandboxProcess>(QStringList{QStringLiteral("--latency"), QStringLiteral("10"),
            QStringLiteral("--faults"), write(m_folder, QStringLiteral("faults.json"), refuseOne)});
        QVERIFY(m_sandbox->isListening());
    }

    void everyEventOfARunArrivesSigned()
    {
        CallbackReceiver receiver;
        const CliResult run = runCli(work(QStringLiteral("run"), receiver.url()), m_sandbox->key());
        QVERIFY2(run.exitCode == 3, QByteArray(run.out + run.err).constData());
        QVERIFY(areSigned(receiver.received()));
        const QMap<QByteArray, QByteArray> bodies = bodiesById(receiver.received());
        QCOMPARE(typesOf(bodies), everything);
        QCOMPARE(receiver.count(), everything.size()); // each once: nobody asked for more
        for (const QByteArray& body : bodies) {
            const QJsonObject told = QJsonDocument::fromJson(body).object();
            const QString type = told.value(QStringLiteral("type")).toString();
            QCOMPARE(told.value(QStringLiteral("event")).toString(), type);
            QVERIFY(
                QDateTime::fromString(told.value(QStringLiteral("timestamp")).toString(), Qt::ISODateWithMs).isValid());
            QVERIFY(told.value(QStringLiteral("batchId")).toInt() > 0);
            const QString prompt = told.value(QStringLiteral("prompt")).toString();
            const QString campaign = told.value(QStringLiteral("campaign")).toString();
            const QJsonObject metadata = told.value(QStringLiteral("metadata")).toObject();
            if (type.endsWith(QLatin1StringView("batch.completed"))) {
                QVERIFY(campaign == QLatin1StringView("Summer") || campaign == QLatin1StringView("Winter"));
                QCOMPARE(metadata.value(QStringLiteral("done")).toString(),
                    campaign == QLatin1StringView("Summer") ? QStringLiteral("2") : QStringLiteral("1"));
                continue;
            }
            QVERIFY(told.value(QStringLiteral("jobId")).toInt() > 0);
            QCOMPARE(told.value(QStringLiteral("model")).toString(), QStringLiteral("ideogram-3"));
            QCOMPARE(campaign,
                prompt.startsWith(QLatin1StringView("Su")) || prompt == QLatin1StringView("Soda")
                    ? QStringLiteral("Summer")
                    : QStringLiteral("Winter"));
            QVERIFY(metadata.value(QStringLiteral("shelf")).toString().startsWith(QLatin1Char('A')));
            if (type.endsWith(QLatin1StringView("failed"))) {
                QCOMPARE(prompt, QStringLiteral("Forbidden"));
                QCOMPARE(metadata.value(QStringLiteral("shelf")).toString(), QStringLiteral("A3"));
                QCOMPARE(
                    told.value(QStringLiteral("error"))[QStringLiteral("code")].toString(), QStringLiteral("rejected"));
                QVERIFY(!told.value(QStringLiteral("error"))[QStringLiteral("message")].toString().isEmpty());
                continue;
            }
            QVERIFY(!told.contains(QStringLiteral("error")));
            if (prompt == QLatin1StringView("Sun"))
                QCOMPARE(told.value(QStringLiteral("seed")).toInt(), 7);
            const QJsonArray images = told.value(QStringLiteral("images")).toArray();
            QCOMPARE(images.size(), 1);
            QImageReader picture(images[0].toString());
            picture.setDecideFormatFromContent(true);
            QVERIFY2(picture.canRead(), qPrintable(images[0].toString()));
            if (type.endsWith(QLatin1StringView("generation.completed")))
                QCOMPARE(told.value(QStringLiteral("resolution")).toString(),
                    QStringLiteral("%1x%2").arg(picture.size().width()).arg(picture.size().height()));
            else
                QCOMPARE(picture.size(), QSize(1200, 630));
        }
        // A batch is complete after its pictures.
        QMap<qint64, QString> last;
        for (const ReceivedCallback& callback : receiver.received())
            if (!typeOf(callback).endsWith(QLatin1StringView("image.ready")))
                last[QJsonDocument::fromJson(callback.request.body)[QStringLiteral("batchId")].toInteger()] =
                    typeOf(callback);
        QCOMPARE(QSet<QString>(last.cbegin(), last.cend()), QSet<QString>{QStringLiteral("ideogram.batch.completed")});

        // Going on with a finished library tells nothing twice.
        runCli(work(QStringLiteral("resume"), receiver.url()), m_sandbox->key());
        QCOMPARE(receiver.count(), everything.size());
    }

    void aReceiverInTroubleGetsTheSameAgain()
    {
        CallbackReceiver receiver([](int nth) { return answer(nth <= 3 ? 500 : 204); });
        const CliResult run = runCli(work(QStringLiteral("run"), receiver.url()), m_sandbox->key());
        QVERIFY2(run.exitCode == 3, QByteArray(run.out + run.err).constData());
        const QList<ReceivedCallback> received = receiver.received();
        QVERIFY(areSigned(received));
        QCOMPARE(typesOf(bodiesById(received)), everything);
        QCOMPARE(received.size(), everything.size() + 3);
        QMap<QByteArray, int> tries;
        for (const ReceivedCallback& callback : received)
            ++tries[callback.id];
        for (int i = 0; i < 3; ++i)
            QCOMPARE(tries.value(received[i].id), 2);
    }

    void whatAKilledRunHadToSayIsSaidByTheNext()
    {
        auto down = std::make_unique<CallbackReceiver>();
        const QUrl url = down->url();
        const quint16 port = down->port();
        down->fallSilent();
        QProcess killed;
        killed.setProcessEnvironment(cliEnvironment(m_sandbox->key()));
        killed.start(cliPath(), work(QStringLiteral("run"), url));
        // It is in the outbox before it is sent.
        QTRY_VERIFY_WITH_TIMEOUT(down->count() > 0, 60'000);
        killed.kill();
        QVERIFY(killed.waitForFinished());
        const QMap<QByteArray, QByteArray> before = bodiesById(down->received());
        QCOMPARE(before.size(), 1);
        down.reset();

        const CallbackReceiver up([](int) { return answer(204); }, port);
        const CliResult resumed = runCli(work(QStringLiteral("resume"), url), m_sandbox->key());
        QVERIFY2(resumed.exitCode == 3, QByteArray(resumed.out + resumed.err).constData());
        QVERIFY(areSigned(up.received()));
        const QMap<QByteArray, QByteArray> after = bodiesById(up.received());
        QCOMPARE(after.value(before.firstKey()), before.first());
        QCOMPARE(typesOf(after), everything);
    }

    // Killed when all was made and nothing of it said: the batch has nothing left that could finish.
    void whatARunWithoutCallbacksMadeIsSaidByAResumeWithThem()
    {
        CallbackReceiver receiver;
        QStringList silent = work(QStringLiteral("run"), receiver.url());
        silent.resize(silent.indexOf(QStringLiteral("--callback")));
        QCOMPARE(runCli(silent, m_sandbox->key()).exitCode, 3);
        QCOMPARE(receiver.count(), 0);
        const CliResult resumed = runCli(work(QStringLiteral("resume"), receiver.url()), m_sandbox->key());
        QVERIFY2(resumed.exitCode == 3, QByteArray(resumed.out + resumed.err).constData());
        QVERIFY(areSigned(receiver.received()));
        QCOMPARE(typesOf(bodiesById(receiver.received())), everything);
    }
};

QTEST_GUILESS_MAIN(CallbackFlowTest)
#include "callback_flow_test.moc"
