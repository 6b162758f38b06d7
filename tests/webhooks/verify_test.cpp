// SPDX-License-Identifier: GPL-3.0-or-later
// Each vector is taken or refused exactly. Published ones: Standard Webhooks' reference example, GitHub's, the Ideogram
// vector of our reference page; the Ed25519 signatures over the former were made with `openssl pkeyutl -sign -rawin`.
#include "app/webhooks/signature.h"
#include "app/webhooks/verify.h"
#include "tests/webhooks/ideogram_vector.h"

#include <QTest>

#include <functional>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QByteArray secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const QByteArray msgId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const QByteArray msgBody = "{\"test\": 2432232314}";
const QByteArray macOfMsg = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr qint64 msgTime = 1614265330;

const QByteArray signedByA =
    "v1a,sFxWLUPDWAvisBlXSA1LFH4TZHdQrsvgOhgIczK/JXKvIX/oNR0+yjqp4PZcTCUCiCB6nc1aBXvRnXgfcFJCBQ==";
const QByteArray signedByB =
    "v1a,l88THc8QvDZbw1wUlavFN5UQamvtDgNzeighg0ETyD3TGt+dPw1wnksdaB6TvJwk47lrS8++WzIXqZtGYzEfDw==";

const QByteArray hello = "Hello, World!";
const QByteArray helloMac = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

const QByteArray generation = "bzue-VZtSlSMAneIbfCo2A";
const QByteArray byKeyB =
    "14b13710ef7ecd48d367b377a9c59869d96a9e0ad29a72767cf1fd381c0c82e669f765a899125687d7f6efbb9f31aa70"
    "e13724268a1e04eb27638f595391ec08";
const QByteArray withLineFeed =
    "d323282c26f3d117b9be36f6abcd27c164714443686cedfda3dde073db59d0336c87ef251043a82af5e8649899"
    "b6aebfb4d0bd1c4707e96b1f34a43de087c30e";

HttpRequest standard(const QByteArray& signature, const QByteArray& family = "webhook", qint64 time = msgTime)
{
    HttpRequest request;
    request.method = "POST";
    request.headers = {
        {family + "-id", msgId}, {family + "-timestamp", QByteArray::number(time)}, {family + "-signature", signature}};
    request.body = msgBody;
    return request;
}

HttpRequest gitHub(const QByteArray& signature)
{
    HttpRequest request;
    request.headers = {
        {"X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"}, {"X-Hub-Signature-256", signature}};
    request.body = hello;
    return request;
}

HttpRequest ideogram(const QByteArray& signature, const QByteArray& keyId = "test-a")
{
    HttpRequest request;
    request.headers = {{"X-Ideogram-Webhook-Generation-Id", generation},
        {"X-Ideogram-Webhook-User-Id", "uQ3o0mUoT0-0Y1mV0k9YdA"},
        {"X-Ideogram-Webhook-Timestamp", QByteArray::number(ideogramTime)}, {"X-Ideogram-Webhook-Key-Id", keyId},
        {"X-Ideogram-Webhook-Signature", signature}};
    request.body = ideogramBody();
    return request;
}

HttpRequest with(HttpRequest request, const QByteArray& name, const QByteArray& value)
{
    for (HttpHeader& header : request.headers)
        if (header.name == name)
            header.value = value;
    return request;
}

HttpRequest without(HttpRequest request, const QByteArray& name)
{
    request.headers.removeIf([&](const HttpHeader& header) { return header.name == name; });
    return request;
}

HttpRequest doubled(HttpRequest request, const QByteArray& name)
{
    request.headers.append({name, request.header(name)});
    return request;
}

HttpRequest withBody(HttpRequest request, const QByteArray& body)
{
    request.body = body;
    return request;
}

SenderKeys senderKeys()
{
    return {{*callbackSecret("the new one"), *callbackSecret(secretText)}, {ideogramKeyA}};
}

QList<NamedKey> bothKeys()
{
    return {{"test-a", ideogramKeyA}, {"test-b", ideogramKeyB}};
}

using Check = std::function<Verification()>;

} // namespace

Q_DECLARE_METATYPE(Check)

class VerifyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standardWebhooks_data()
    {
        columns();
        standardRows();
    }
    void standardWebhooks() { check(); }
    void gitHubs_data()
    {
        columns();
        gitHubRows();
    }
    void gitHubs() { check(); }
    void ideograms_data()
    {
        columns();
        ideogramRows();
    }
    void ideograms() { check(); }
    void readsPublicKeys()
    {
        QCOMPARE(
            publicKeyFromText(" whpk_iLnrd+hTVLxzvxMorYKApVldUD1WMYstVtJHnvrMXWc=\n"), std::optional(ideogramKeyA));
        QCOMPARE(publicKeyFromText("iLnrd+hTVLxzvxMorYKApVldUD1WMYstVtJHnvrMXWc="), std::optional(ideogramKeyA));
        QVERIFY(!publicKeyFromText("whpk_c2hvcnQ="));
        QVERIFY(!publicKeyFromText("whpk_!!!"));
        QVERIFY(!publicKeyFromText(""));
    }

private:
    static void columns()
    {
        QTest::addColumn<Check>("check");
        QTest::addColumn<int>("verdict");
    }
    static void row(const char* name, Verdict verdict, const Check& check)
    {
        QTest::newRow(name) << check << static_cast<int>(verdict);
    }
    static void check()
    {
        QFETCH(Check, check);
        QFETCH(int, verdict);
        const Verification verification = check();
        QCOMPARE(static_cast<int>(verification.verdict), verdict);
        QCOMPARE(verification.reason.isEmpty(), verification.isVerified());
        QVERIFY(!verification.isVerified() || !verification.eventId.isEmpty());
    }

    static void standardRows()
    {
        const auto at = [](const char* name, Verdict verdict, const HttpRequest& request, qint64 now = msgTime,
                            const SenderKeys& keys = senderKeys()) {
            row(name, verdict, [=] { return verifyStandardWebhook(request, keys, now); });
        };
        using enum Verdict;
        at("the published example", Verified, standard(macOfMsg));
        at("under Svix's names", Verified, standard(macOfMsg, "svix"));
        at("300 s old", Verified, standard(macOfMsg), msgTime + 300);
        at("301 s old", Stale, standard(macOfMsg), msgTime + 301);
        at("300 s ahead", Verified, standard(macOfMsg), msgTime - 300);
        at("301 s ahead", Stale, standard(macOfMsg), msgTime - 301);
        at("Ed25519", Verified, standard(signedByA));
        at("Ed25519 of another key", Refused, standard(signedByB));
        at("the second signature counts", Verified, standard("v1,AAAA " + macOfMsg));
        at("an unknown version beside a good one", Verified, standard("v2,xxxx " + macOfMsg));
        at("an unknown version alone", Refused, standard("v2," + macOfMsg.mid(3)));
        at("v1 said to be v1a", Refused, standard("v1a," + macOfMsg.mid(3)));
        at("v1a said to be v1", Refused, standard("v1," + signedByA.mid(4)));
        at("ten signatures", Verified, standard(QByteArray("v1,AAAA ").repeated(9) + macOfMsg));
        at("eleven signatures", Malformed, standard(QByteArray("v1,AAAA ").repeated(10) + macOfMsg));
        at("a signature header without an end", Malformed, standard("v1," + QByteArray(5000, 'A')));
        at("another body", Refused, withBody(standard(macOfMsg), msgBody + ' '));
        at("an empty body", Refused, withBody(standard(macOfMsg), {}));
        at("another time", Refused, standard(macOfMsg, "webhook", msgTime + 1));
        at("another id", Refused, with(standard(macOfMsg), "webhook-id", "msg_other"));
        at("a bit flipped", Refused, standard("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        at("a signature cut short", Refused, standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O"));
        at("no base64", Refused, standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O*="));
        at("nothing after v1", Refused, standard("v1,"));
        at("no version", Refused, standard(macOfMsg.mid(3)));
        at("an empty signature", Refused, standard(""));
        at("no keys", Refused, standard(macOfMsg), msgTime, SenderKeys{});
        at("while the secret is replaced", Verified, standard(macOfMsg), msgTime,
            SenderKeys{{*callbackSecret(secretText), *callbackSecret("the next")}, {}});
        at("after it was replaced", Refused, standard(macOfMsg), msgTime,
            SenderKeys{{*callbackSecret("the next")}, {}});
        // The neutral element: with it as the key, R = S = 0 would sign everything.
        at("a key of small order", Refused, standard("v1a," + (QByteArray(1, 1) + QByteArray(63, 0)).toBase64()),
            msgTime, SenderKeys{{}, {QByteArray(1, 1) + QByteArray(31, 0)}});
        at("a key of zeros", Refused, standard("v1a," + QByteArray(64, 0).toBase64()), msgTime,
            SenderKeys{{}, {QByteArray(32, 0)}});
        at("no id", Malformed, without(standard(macOfMsg), "webhook-id"));
        at("no time", Malformed, without(standard(macOfMsg), "webhook-timestamp"));
        at("no signature", Malformed, without(standard(macOfMsg), "webhook-signature"));
        at("two ids", Malformed, doubled(standard(macOfMsg), "webhook-id"));
        at("two signatures headers", Malformed, doubled(standard(macOfMsg), "webhook-signature"));
        at("an empty id", Malformed, with(standard(macOfMsg, "svix"), "svix-id", ""));
        at("a dot in the id", Malformed, with(standard(macOfMsg), "webhook-id", msgId + ".1"));
        at("an id of 257 letters", Malformed, with(standard(macOfMsg), "webhook-id", QByteArray(257, 'a')));
        at("a time with a sign", Malformed, with(standard(macOfMsg), "webhook-timestamp", "+1614265330"));
        at("a time in words", Malformed, with(standard(macOfMsg), "webhook-timestamp", "yesterday"));
        at("a time beyond all numbers", Malformed,
            with(standard(macOfMsg), "webhook-timestamp", "99999999999999999999"));
    }

    static void gitHubRows()
    {
        const auto at = [](const char* name, Verdict verdict, const HttpRequest& request) {
            row(name, verdict, [=] { return verifyGitHub(request, {Secret("It's a Secret to Everybody")}); });
        };
        using enum Verdict;
        at("the published example", Verified, gitHub(helloMac));
        at("another body", Refused, withBody(gitHub(helloMac), "Hello, World"));
        at("a digit changed", Refused,
            gitHub("sha256=657107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
        at("SHA-1", Malformed, gitHub("sha1=757107ea0eb2509fc211221cce984b8a37570b6d"));
        at("a digit short", Malformed, gitHub(helloMac.chopped(1)));
        at("no hexadecimal digit", Malformed, gitHub(helloMac.chopped(1) + 'g'));
        at("no delivery", Malformed, without(gitHub(helloMac), "X-GitHub-Delivery"));
        at("no signature", Malformed, without(gitHub(helloMac), "X-Hub-Signature-256"));
    }

    static void ideogramRows()
    {
        const auto at = [](const char* name, Verdict verdict, const HttpRequest& request, qint64 now = ideogramTime,
                            const QList<NamedKey>& keys = bothKeys()) {
            row(name, verdict, [=] { return verifyIdeogram(request, keys, now); });
        };
        using enum Verdict;
        const QByteArray time = "X-Ideogram-Webhook-Timestamp";
        at("the vector", Verified, ideogram(signedWithA));
        at("by the other key, whatever the hint says", Verified, ideogram(byKeyB));
        at("the hint is unknown", Verified, ideogram(signedWithA, "another"));
        at("upper case", Verified, ideogram(signedWithA.toUpper()));
        at("the key is not there yet", Refused, ideogram(signedWithA), ideogramTime, {{"test-b", ideogramKeyB}});
        at("no keys", Refused, ideogram(signedWithA), ideogramTime, {});
        at("300 s old", Verified, ideogram(signedWithA), ideogramTime + 300);
        at("301 s old", Stale, ideogram(signedWithA), ideogramTime + 301);
        at("301 s ahead", Stale, ideogram(signedWithA), ideogramTime - 301);
        at("another second", Refused, with(ideogram(signedWithA), time, "1795515361"));
        at("a line feed more in the body", Refused, withBody(ideogram(signedWithA), ideogramBody() + '\n'));
        at("another seed", Refused, withBody(ideogram(signedWithA), ideogramBody().replace("12345,", "12346,")));
        at("signed with a line feed at the end", Refused, ideogram(withLineFeed));
        at("the first byte changed", Refused, ideogram("66" + signedWithA.mid(2)));
        at("a digit short", Malformed, ideogram(signedWithA.chopped(1)));
        at("no hexadecimal digit", Malformed, ideogram("zz" + signedWithA.mid(2)));
        at("another user", Refused, with(ideogram(signedWithA), "X-Ideogram-Webhook-User-Id", "somebody"));
        at("another generation", Refused, with(ideogram(signedWithA), "X-Ideogram-Webhook-Generation-Id", "another"));
        at("no generation", Malformed, without(ideogram(signedWithA), "X-Ideogram-Webhook-Generation-Id"));
        at("two times", Malformed, doubled(ideogram(signedWithA), time));
        at("a key of small order", Refused, ideogram("01" + QByteArray(126, '0')), ideogramTime,
            {{"test-a", QByteArray(1, 1) + QByteArray(31, 0)}});
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
