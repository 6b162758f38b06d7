// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/signature.h"

#include <QTest>

using namespace batchroom;

namespace {

Result<CallbackEndpoint> endpoint(const char* url, const QList<Secret>& secrets = {})
{
    return CallbackEndpoint::create(QUrl(QString::fromUtf8(url), QUrl::StrictMode), secrets);
}

QByteArray headerOf(const OutgoingRequest& request, QByteArrayView name)
{
    for (const HeaderField& header : request.headers) {
        if (header.name == name)
            return header.value;
    }
    return {};
}

} // namespace

class CallbackEndpointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptsSecureAddressesAndThisComputer_data()
    {
        QTest::addColumn<QByteArray>("url");
        for (const char* url :
            {"https://hooks.example.com/a/b?x=1", "https://example.com:8443/", "http://127.0.0.1:8080/hook",
                "http://localhost/hook", "http://[::1]:9000/hook", "https://localhost:8443/hook"})
            QTest::newRow(url) << QByteArray(url);
    }
    void acceptsSecureAddressesAndThisComputer()
    {
        QFETCH(QByteArray, url);
        const Result<CallbackEndpoint> made = endpoint(url.constData());
        QVERIFY2(made, made ? "" : qPrintable(made.error().what));
    }

    void refusesEverythingElseWithASentence_data()
    {
        QTest::addColumn<QByteArray>("url");
        for (const char* url :
            {"http://example.com/hook", "http://10.0.0.5/hook", "https://10.0.0.5/hook", "https://192.168.1.7/hook",
                "https://169.254.169.254/latest", "https://[fd00::1]/hook", "https://printer.local/hook",
                "https://intranet/hook", "https://user:pw@example.com/hook", "ftp://example.com/hook",
                "file:///etc/passwd", "javascript:alert(1)", "example.com/hook", "", "https://"})
            QTest::newRow(*url ? url : "empty") << QByteArray(url);
    }
    void refusesEverythingElseWithASentence()
    {
        QFETCH(QByteArray, url);
        const Result<CallbackEndpoint> made = endpoint(url.constData());
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::BadInput);
        QVERIFY2(made.error().what.startsWith(QLatin1StringView("Callbacks cannot be sent there. "))
                && made.error().what.endsWith(QLatin1Char('.')),
            qPrintable(made.error().what));
        QVERIFY(!made.error().what.contains(QLatin1StringView("pw")));
    }

    // A private one only by a yes for this endpoint, and never without encryption.
    void reachesIntoThePersonsOwnNetworkByAYes()
    {
        for (const char* url : {"https://10.0.0.5/hook", "https://printer.local/hook", "https://intranet/hook"}) {
            const QUrl address(QString::fromUtf8(url));
            QVERIFY(!CallbackEndpoint::create(address, {}));
            const Result<CallbackEndpoint> made = CallbackEndpoint::create(address, {}, CallbackReach::OwnNetwork);
            QVERIFY2(made, url);
            const OutgoingRequest request = made->request({}, 0);
            QVERIFY2(checkUrl(request.url, request.rules), url);
            // The yes is for that host, not for whatever it sends on to.
            QVERIFY(!checkUrl(QUrl(QStringLiteral("https://10.0.0.6/hook")), request.rules));
        }
        QVERIFY(!CallbackEndpoint::create(QUrl(QStringLiteral("http://10.0.0.5/hook")), {}, CallbackReach::OwnNetwork));
    }

    void isNamedWithoutItsQuery()
    {
        const Result<CallbackEndpoint> plain = endpoint("https://example.com/hook");
        QCOMPARE(plain->key(), QStringLiteral("https://example.com/hook"));
        const Result<CallbackEndpoint> token = endpoint("https://example.com/hook?token=CANARY");
        QVERIFY(token->key().startsWith(QStringLiteral("https://example.com/hook?")));
        QVERIFY(!token->key().contains(QLatin1StringView("CANARY")));
        QVERIFY(token->key() != endpoint("https://example.com/hook?token=other")->key());
        QCOMPARE(token->key(), endpoint("https://example.com/hook?token=CANARY#part")->key());
    }

    void signsEachTryWithItsOwnTime()
    {
        const Result<CallbackEndpoint> made =
            endpoint("https://example.com/hook?token=1", {*callbackSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")});
        const OutboxMessage message{
            .messageId = QStringLiteral("msg_p5jXN8AQM9LWM0D4loKWxJek"), .body = "{\"test\": 2432232314}"};
        const OutgoingRequest first = made->request(message, 1'614'265'330'999);
        QCOMPARE(first.method, QByteArray("POST"));
        QCOMPARE(first.url, QUrl(QStringLiteral("https://example.com/hook?token=1")));
        QCOMPARE(first.body, message.body);
        QCOMPARE(headerOf(first, "Content-Type"), QByteArray("application/json"));
        QCOMPARE(headerOf(first, "webhook-id"), QByteArray("msg_p5jXN8AQM9LWM0D4loKWxJek"));
        QCOMPARE(headerOf(first, "webhook-timestamp"), QByteArray("1614265330"));
        QCOMPARE(headerOf(first, "webhook-signature"), QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        QCOMPARE(first.limits.total, std::chrono::milliseconds(20'000));

        const OutgoingRequest second = made->request(message, 1'614'265'335'000);
        QCOMPARE(headerOf(second, "webhook-id"), headerOf(first, "webhook-id"));
        QCOMPARE(headerOf(second, "webhook-timestamp"), QByteArray("1614265335"));
        QVERIFY(headerOf(second, "webhook-signature") != headerOf(first, "webhook-signature"));
    }

    void sendsUnsignedWithoutASecret()
    {
        const OutgoingRequest request =
            endpoint("https://example.com/hook")->request({.messageId = QStringLiteral("msg_1"), .body = "{}"}, 1000);
        QCOMPARE(headerOf(request, "webhook-id"), QByteArray("msg_1"));
        QCOMPARE(headerOf(request, "webhook-signature"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(CallbackEndpointTest)
#include "callback_endpoint_test.moc"
