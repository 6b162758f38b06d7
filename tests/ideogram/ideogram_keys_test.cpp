// SPDX-License-Identifier: GPL-3.0-or-later
// Ideogram's public keys: which of a key set are taken, how long they are kept, and how often anybody is asked.
#include "app/httpd/http_server.h"
#include "app/ideogram/ideogram_keys.h"
#include "tests/support/manual_clock.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <mutex>
#include <thread>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

const QByteArray xOfA = "iLnrd-hTVLxzvxMorYKApVldUD1WMYstVtJHnvrMXWc";
const QByteArray xOfB = "3lVGY9NGxFrJOM9BmPEz5FiPS1VZjKKHWHWFTwVYx5w";

QByteArray key(
    const QByteArray& id, const QByteArray& x, const QByteArray& type = "OKP", const QByteArray& curve = "Ed25519")
{
    return QJsonDocument(
        QJsonObject{{QStringLiteral("kty"), QString::fromLatin1(type)},
            {QStringLiteral("crv"), QString::fromLatin1(curve)}, {QStringLiteral("kid"), QString::fromLatin1(id)},
            {QStringLiteral("x"), QString::fromLatin1(x)}})
        .toJson(QJsonDocument::Compact);
}

QByteArray keySet(const QByteArrayList& keys)
{
    return "{\"keys\":[" + keys.join(',') + "]}";
}

QByteArrayList idsOf(const QList<NamedKey>& keys)
{
    QByteArrayList ids;
    for (const NamedKey& one : keys)
        ids.append(one.id);
    return ids;
}

// Whoever publishes the keys.
class Publisher {
public:
    Publisher()
        : m_server(*HttpServer::start({}, [this](const HttpRequest&, const HttpReply& reply) {
            const std::lock_guard lock(m_mutex);
            ++m_asked;
            reply.send(m_answer);
        }))
    {
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/jwks.json").arg(m_server->port())); }
    void answer(const HttpResponse& answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = answer;
    }
    void publish(const QByteArrayList& keys) { answer(HttpResponse::json(200, keySet(keys))); }
    int asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    int m_asked = 0;
    HttpResponse m_answer = HttpResponse::json(200, keySet({key("a", xOfA)}));
    std::unique_ptr<HttpServer> m_server; // last: its thread uses the rest
};

// Keys are asked for on a thread that may wait.
void apart(const std::function<void()>& work)
{
    std::thread(work).join();
}

struct Bench {
    std::unique_ptr<IdeogramKeys> open() { return std::make_unique<IdeogramKeys>(publisher.url(), file(), clock); }
    QString file() const { return folder.filePath(QStringLiteral("keys/jwks.json")); }
    // As if it had been written at that time of the test's clock.
    void dateFile(std::chrono::milliseconds at) const
    {
        QFile kept(file());
        QVERIFY(kept.open(QIODevice::ReadWrite));
        QVERIFY(kept.setFileTime(QDateTime::fromMSecsSinceEpoch(at.count()), QFileDevice::FileModificationTime));
    }
    Publisher publisher;
    ManualClock clock;
    QTemporaryDir folder;
};

} // namespace

class IdeogramKeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAKeySet_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArrayList>("ids");
        const auto row = [](const char* name, const QByteArray& json, const QByteArrayList& ids) {
            QTest::newRow(name) << json << ids;
        };
        row("one key", keySet({key("a", xOfA)}), {"a"});
        row("two while one is replaced", keySet({key("a", xOfA), key("b", xOfB)}), {"a", "b"});
        row("a key without a name", keySet({"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + xOfA + "\"}"}), {""});
        row("among keys of other kinds",
            keySet({key("r", xOfA, "RSA"), key("x", xOfA, "OKP", "X25519"), key("a", xOfA), "7", "null"}), {"a"});
        row("among keys that are none",
            keySet({key("short", xOfA.chopped(2)), key("long", xOfA + "AAAA"), key("no", "***"), key("a", xOfA)}),
            {"a"});
        row("more than anybody has", keySet(QByteArrayList(60, key("a", xOfA))), QByteArrayList(50, "a"));
        row("an empty set", keySet({}), {});
        row("no set", "[]", {});
        row("a web page", "<html><body>Sign in</body></html>", {});
        row("nothing", "", {});
    }
    void readsAKeySet()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArrayList, ids);
        const Result<QList<NamedKey>> keys = decodeKeySet(json);
        QCOMPARE(keys.hasValue(), !ids.isEmpty());
        QCOMPARE(idsOf(keys.valueOr({})), ids);
        for (const NamedKey& one : keys.valueOr({}))
            QCOMPARE(one.bytes.size(), 32);
    }

    void keepsThemForADay()
    {
        apart([&] {
            Bench bench;
            const auto keys = bench.open();
            QCOMPARE(bench.publisher.asked(), 0); // not before somebody needs them
            QCOMPARE(idsOf(keys->keys({})), QByteArrayList{"a"});
            bench.publisher.publish({key("b", xOfB)});
            bench.clock.advance(24h - 1s);
            QCOMPARE(idsOf(keys->keys({})), QByteArrayList{"a"});
            QCOMPARE(bench.publisher.asked(), 1);
            bench.clock.advance(1s);
            QCOMPARE(idsOf(keys->keys({})), QByteArrayList{"b"});
            QCOMPARE(bench.publisher.asked(), 2);
        });
    }

    void keepsThemOverARestart()
    {
        apart([&] {
            Bench bench;
            (void)bench.open()->keys({});
            bench.dateFile(bench.clock.now());
            bench.publisher.publish({key("b", xOfB)});
            bench.clock.advance(23h);
            QCOMPARE(idsOf(bench.open()->keys({})), QByteArrayList{"a"});
            QCOMPARE(bench.publisher.asked(), 1);
            bench.clock.advance(1h);
            QCOMPARE(idsOf(bench.open()->keys({})), QByteArrayList{"b"});
            QCOMPARE(bench.publisher.asked(), 2);
        });
    }

    // A file of tomorrow comes from a clock that was set back: nobody knows how old it is.
    void asksAgainWhenTheFileIsOfTheFuture()
    {
        apart([&] {
            Bench bench;
            (void)bench.open()->keys({});
            bench.dateFile(bench.clock.now() + 1h);
            (void)bench.open()->keys({});
            QCOMPARE(bench.publisher.asked(), 2);
        });
    }

    void asksAtMostOnceAMinute()
    {
        apart([&] {
            Bench bench;
            const auto keys = bench.open();
            (void)keys->keys({});
            bench.publisher.publish({key("a", xOfA), key("b", xOfB)});
            QVERIFY(!keys->refresh({})); // asked a moment ago
            bench.clock.advance(1min - 1ms);
            QVERIFY(!keys->refresh({}));
            QCOMPARE(bench.publisher.asked(), 1);
            bench.clock.advance(1ms);
            QVERIFY(keys->refresh({}));
            QCOMPARE(idsOf(keys->keys({})), (QByteArrayList{"a", "b"}));
            bench.clock.advance(1min);
            QVERIFY(!keys->refresh({})); // the same as before
            QCOMPARE(bench.publisher.asked(), 3);
            // Somebody who sends wrong signatures all the time, while nobody answers, changes nothing of that.
            bench.publisher.answer(HttpResponse::text(500, "down"));
            bench.clock.advance(1min);
            for (int i = 0; i < 20; ++i)
                QVERIFY(!keys->refresh({}));
            QCOMPARE(bench.publisher.asked(), 4);
        });
    }

    void oldOnesAreBetterThanNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("trouble") << 500 << QByteArray("down");
        QTest::newRow("a web page") << 200 << QByteArray("<html>Sign in</html>");
        QTest::newRow("an empty set") << 200 << keySet({});
        QTest::newRow("too long") << 200 << keySet({key("b", xOfB)}) + QByteArray(70'000, ' ');
        QTest::newRow("elsewhere") << 302 << QByteArray();
    }
    void oldOnesAreBetterThanNone()
    {
        apart([&] {
            QFETCH(int, status);
            QFETCH(QByteArray, body);
            Bench bench;
            const auto keys = bench.open();
            (void)keys->keys({});
            HttpResponse answer = HttpResponse::json(status, body);
            if (status == 302)
                answer.headers.append(HttpHeader{"Location", bench.publisher.url().toEncoded() + "?again"});
            bench.publisher.answer(answer);
            bench.clock.advance(48h);
            QCOMPARE(idsOf(keys->keys({})), QByteArrayList{"a"});
            QCOMPARE(bench.publisher.asked(), 2);
            // Nor did it take the place of what is kept on disk.
            QFile kept(bench.file());
            QVERIFY(kept.open(QIODevice::ReadOnly));
            QCOMPARE(kept.readAll(), keySet({key("a", xOfA)}));
        });
    }

    void passesOverADamagedFile()
    {
        apart([&] {
            Bench bench;
            (void)bench.open()->keys({});
            {
                QFile kept(bench.file());
                QVERIFY(kept.open(QIODevice::WriteOnly));
                kept.write("{\"keys\":[{");
            }
            QCOMPARE(idsOf(bench.open()->keys({})), QByteArrayList{"a"});
            QCOMPARE(bench.publisher.asked(), 2);
        });
    }
};

QTEST_GUILESS_MAIN(IdeogramKeysTest)
#include "ideogram_keys_test.moc"
