// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 while events come in and while callbacks go out: what was answered with 2xx is there and worked on, what
// there was to tell is told, and one id never has two bodies. (Fault list, 4.)
#include "tests/faults/fault_size.h"
#include "tests/faults/listener_program.h"
#include "tests/faults/sandbox_bench.h"
#include "tests/webhooks/callback_receiver.h"

#include <QMap>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int senders = 4;

// Repeats each event until it is taken, and says now and then something else under an id that is taken already.
class Senders {
public:
    explicit Senders(std::atomic<quint16>& port)
        : m_port(port)
    {
        for (int i = 0; i < senders; ++i)
            m_threads.emplace_back([this, i](const std::stop_token& stop) { send(i, stop); });
    }
    void end()
    {
        for (std::jthread& thread : m_threads)
            thread.request_stop();
        m_threads.clear();
    }
    int taken() const { return m_taken.load(); }
    int repeated() const { return m_repeated.load(); }
    // Those that were answered with 2xx; after end().
    const QSet<QString>& ids() const { return m_ids; }

private:
    bool isTaken(const QByteArray& id, const QByteArray& body) const
    {
        RawConnection connection(m_port);
        connection.send(signedDelivery(id, body, ListenerProgram::secret()));
        return statusOf(connection.readToEnd(20s)) == 200;
    }
    void send(int sender, const std::stop_token& stop)
    {
        for (int number = 1; !stop.stop_requested(); ++number) {
            const QByteArray id = "msg_" + QByteArray::number(sender) + '_' + QByteArray::number(number);
            while (!isTaken(id, eventBody(id))) {
                if (stop.stop_requested())
                    return;
                ++m_repeated;
                std::this_thread::yield();
            }
            ++m_taken;
            {
                const std::lock_guard lock(m_mutex);
                m_ids.insert(QString::fromLatin1(id));
            }
            if (number % 5 == 0)
                (void)isTaken(id, eventBody("something else"));
        }
    }

    std::atomic<quint16>& m_port;
    std::atomic<int> m_taken = 0;
    std::atomic<int> m_repeated = 0;
    std::mutex m_mutex;
    QSet<QString> m_ids;
    std::vector<std::jthread> m_threads; // last: they use the rest
};

bool isHandled(const QJsonObject& event)
{
    return !event.value(QStringLiteral("handled")).isNull();
}

// Lets a receiver answer only so many: the next callback is taken and gets no answer while it is shut.
class Gate {
public:
    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_moved.wait(lock, [this] { return m_isOpen || m_free > 0; });
        --m_free;
    }
    void letPass(int many)
    {
        const std::lock_guard lock(m_mutex);
        m_free += many;
        m_moved.notify_all();
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_moved.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_moved;
    int m_free = 0;
    bool m_isOpen = false;
};

// What of each id was told, and how often; fails the test when one came with two bodies or a wrong signature.
struct Told {
    QMap<QByteArray, QByteArray> bodies;
    int twoBodies = 0;
    int wronglySigned = 0;
};

Told toldOf(const QList<ReceivedCallback>& callbacks)
{
    Told told;
    for (const ReceivedCallback& callback : callbacks) {
        const auto known = told.bodies.constFind(callback.id);
        told.twoBodies += known != told.bodies.cend() && *known != callback.request.body ? 1 : 0;
        told.wronglySigned += callback.isSignedRight ? 0 : 1;
        told.bodies.insert(callback.id, callback.request.body);
    }
    return told;
}

} // namespace

class EventKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void losesNoEventThatWasAnswered()
    {
        const int kills = sized(10, 100);
        ListenerProgram listener;
        std::atomic<quint16> port = 0;
        Senders sending(port);
        QRandomGenerator dice(faultSeed());
        for (int i = 0; i < kills; ++i) {
            QVERIFY(listener.start());
            port = listener.port();
            const int wanted = sending.taken() + 1;
            QVERIFY(QTest::qWaitFor([&] { return sending.taken() >= wanted; }, 30'000));
            QVERIFY(!listener.waitForEnd(std::chrono::milliseconds(dice.bounded(80))));
            listener.kill();
        }
        QVERIFY(listener.start());
        port = listener.port();
        sending.end();
        QCOMPARE(listener.stop(), 0);
        QList<QJsonObject> inbox = listener.inbox();
        // What was kept and not worked on is worked on by the next starts.
        for (int starts = 0; starts < 20 && !std::all_of(inbox.cbegin(), inbox.cend(), isHandled); ++starts) {
            QVERIFY(listener.start());
            QVERIFY(!listener.waitForEnd(200ms));
            QCOMPARE(listener.stop(), 0);
            inbox = listener.inbox();
        }
        QSet<QString> kept;
        int otherBody = 0;
        for (const QJsonObject& event : std::as_const(inbox)) {
            const QString id = event.value(QStringLiteral("id")).toString();
            otherBody += event.value(QStringLiteral("body")).toString().toUtf8() == eventBody(id.toLatin1()) ? 0 : 1;
            kept.insert(id);
        }
        const auto lost = (sending.ids() - kept).size();
        const auto twice = inbox.size() - kept.size();
        const auto unhandled =
            std::count_if(inbox.cbegin(), inbox.cend(), [](const QJsonObject& event) { return !isHandled(event); });
        tellFigures(
            QStringLiteral("kills=%1, events answered with 2xx=%2, tries in vain=%3, lost=%4, kept twice=%5, with "
                           "another body=%6, not worked on in the end=%7")
                .arg(kills)
                .arg(sending.ids().size())
                .arg(sending.repeated())
                .arg(lost)
                .arg(twice)
                .arg(otherBody)
                .arg(unhandled));
        QVERIFY(sending.ids().size() > kills);
        QCOMPARE(lost, 0);
        QCOMPARE(twice, 0);
        QCOMPARE(otherBody, 0);
        QCOMPARE(unhandled, 0);
    }

    void tellsEverythingThereIsToTell()
    {
        const int rows = sized(24, 240);
        const int kills = sized(10, 100);
        QTemporaryDir folder;
        SandboxBench sandbox({}, 5);
        Gate gate;
        CallbackReceiver receiver([&gate](int) {
            gate.pass();
            return answer(204);
        });
        const auto opened = qScopeGuard([&gate] { gate.open(); });
        QFile secret(folder.filePath(QStringLiteral("secret")));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write(CallbackReceiver::secretText()) > 0);
        secret.close();
        const ClientSetup setup = sandbox.setup(folder.filePath(QStringLiteral("library")));
        const QStringList telling{QStringLiteral("--callback"), receiver.url().toString(),
            QStringLiteral("--callback-secret-file"), secret.fileName()};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("rows.csv")), numberedPrompts(QStringLiteral("Tell"), rows));

        QRandomGenerator dice(faultSeed());
        int killed = 0;
        for (int i = 0; i < kills; ++i) {
            auto client = i == 0 ? ClientProgram::run(setup, sheet, telling) : ClientProgram::resume(setup, telling);
            const int before = receiver.count();
            gate.letPass(1 + static_cast<int>(dice.bounded(3)));
            if (!client->waitUntil([&] { return receiver.count() > before; }))
                break; // all is told
            (void)client->waitForEnd(std::chrono::milliseconds(dice.bounded(40)));
            client->kill();
            ++killed;
        }
        gate.open();
        const CliResult last = ClientProgram::resume(setup, telling)->finish(5min);
        const LibraryBooks books = readBooks(setup.library);
        const QList<QJsonObject> outbox =
            runProgram(setup, {QStringLiteral("callbacks"), QStringLiteral("--limit"), QStringLiteral("100000")})
                .lines(QStringLiteral("callback"));
        const Told told = toldOf(receiver.received());
        QSet<qint64> jobs;
        int batches = 0;
        for (const QByteArray& body : told.bodies) {
            const QJsonObject event = QJsonDocument::fromJson(body).object();
            if (event.contains(QStringLiteral("jobId")))
                jobs.insert(event.value(QStringLiteral("jobId")).toInteger());
            else
                ++batches;
        }
        const auto undelivered = std::count_if(outbox.cbegin(), outbox.cend(), [](const QJsonObject& message) {
            return message.value(QStringLiteral("state")).toString() != QLatin1StringView("delivered");
        });
        tellFigures(QStringLiteral("kills=%1, jobs=%2, done=%3, unknown=%4; messages=%5, told=%6 times, with two "
                                   "bodies=%7, wrongly signed=%8, untold jobs=%9, undelivered=%10")
                        .arg(killed)
                        .arg(rows)
                        .arg(books.count(QStringLiteral("done")))
                        .arg(books.count(QStringLiteral("unknown")))
                        .arg(told.bodies.size())
                        .arg(receiver.count())
                        .arg(told.twoBodies)
                        .arg(told.wronglySigned)
                        .arg(rows - jobs.size())
                        .arg(undelivered));
        QVERIFY2(!last.summary().isEmpty(), QByteArray(last.out.right(2000) + last.err.right(2000)).constData());
        QVERIFY2(killed >= sized(5, 80), "all was told too soon to prove anything");
        QCOMPARE(books.jobs.size(), rows);
        QCOMPARE(told.twoBodies, 0);
        QCOMPARE(told.wronglySigned, 0);
        QCOMPARE(undelivered, 0);
        QCOMPARE(outbox.size(), told.bodies.size());
        QCOMPARE(jobs.size(), rows);
        QVERIFY(batches >= 1);
    }
};

QTEST_GUILESS_MAIN(EventKillTest)
#include "event_kill_test.moc"
