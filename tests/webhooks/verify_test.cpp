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

// S + L in place of S: the same equation holds, so that it would be a second signature of one message.
const QByteArray signedByAPlusOrder =
    "v1a,sFxWLUPDWAvisBlXSA1LFH4TZHdQrsvgOhgIczK/JXKc9XRFUIBQIhFG2Jk7RgQXiCB6nc1aBXvRnXgfcFJCFQ==";
const QByteArray macOfNext = "v1,j16hDWi8Z16DgG9w/kv/GzvQollAXjD+koPqIu54ecs=";
const QByteArray keyOfOrderEight =
    QByteArray::fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

const QByteArray hello = "Hello, World!";
const QByteArray helloMac = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

const QByteArray helloMacOfNext = "sha256=38495543dacdbaef8ab069751693435f93fffcd596911363c7997247a39d5147";

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

HttpRequest renamed(HttpRequest request, const QByteArray& name, const QByteArray& other)
{
    for (HttpHeader& header : request.headers)
        if (header.name == name)
            header.name = other;
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

QList<NamedKey> allKeys()
{
    return {{"test-a", ideogramKeyA}, {"test-b", ideogramKeyB}, {"test-c", ideogramKeyC}};
}

using Check = std::function<Verification()>;

struct Expected {
    Verdict verdict;
    QByteArray reason;
};
const Expected taken{Verdict::Verified, {}};
const Expected notTheirs{Verdict::Refused, "The signature was not made with a key of this sender."};
Expected malformed(const QByteArray& reason)
{
    return {Verdict::Malformed, reason};
}
Expected missing(const QByteArray& header)
{
    return malformed("The header " + header + " is missing or there twice.");
}
Expected stale(const QByteArray& reason)
{
    return {Verdict::Stale, reason};
}

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
    void knowsGitHubsEventByWhatIsSigned()
    {
        const QList<Secret> secrets{Secret("It's a Secret to Everybody")};
        const Verification first = verifyGitHub(gitHub(helloMac), secrets);
        const Verification again = verifyGitHub(with(gitHub(helloMac), "X-GitHub-Delivery", "another"), secrets);
        QVERIFY(first.isVerified() && again.isVerified());
        QCOMPARE(again.eventId, first.eventId);
        QCOMPARE(verifyGitHub(gitHub("sha256=" + helloMac.mid(7).toUpper()), secrets).eventId, first.eventId);
    }
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
        QTest::addColumn<QString>("reason");
    }
    static void row(const QByteArray& name, const Expected& expected, const Check& check)
    {
        QTest::newRow(name.constData()) << check << static_cast<int>(expected.verdict)
                                        << QString::fromLatin1(expected.reason);
    }
    static void check()
    {
        QFETCH(Check, check);
        QFETCH(int, verdict);
        QFETCH(QString, reason);
        const Verification verification = check();
        QCOMPARE(verification.reason, reason);
        QCOMPARE(static_cast<int>(verification.verdict), verdict);
        QVERIFY(!verification.isVerified() || !verification.eventId.isEmpty());
    }

    static void standardRows()
    {
        const auto at = [](const QByteArray& name, const Expected& expected, const HttpRequest& request,
                            qint64 now = msgTime, const SenderKeys& keys = senderKeys()) {
            row(name, expected, [=] { return verifyStandardWebhook(request, keys, now); });
        };
        const Expected badId =
            malformed("The webhook-id is empty, too long or has characters that do not belong there.");
        const Expected badTime = malformed("The webhook-timestamp is no number of seconds.");
        const Expected tooMany = malformed("There are more than 10 signatures.");
        at("the published example", taken, standard(macOfMsg));
        at("under Svix's names", taken, standard(macOfMsg, "svix"));
        at("names in any case", taken, standard(macOfMsg, "WebHook"));
        at("299 s old", taken, standard(macOfMsg), msgTime + 299);
        at("300 s old", taken, standard(macOfMsg), msgTime + 300);
        at("301 s old", stale("It was signed 301 s ago; after 300 s it counts as somebody's copy."), standard(macOfMsg),
            msgTime + 301);
        at("299 s ahead", taken, standard(macOfMsg), msgTime - 299);
        at("300 s ahead", taken, standard(macOfMsg), msgTime - 300);
        at("301 s ahead", stale("It was signed 301 s ahead of this computer's clock; more than 300 s is not accepted."),
            standard(macOfMsg), msgTime - 301);
        at("old, and not theirs either", stale("It was signed 400 s ago; after 300 s it counts as somebody's copy."),
            standard("v1,AAAA"), msgTime + 400);
        at("Ed25519", taken, standard(signedByA));
        at("Ed25519 of another key", notTheirs, standard(signedByB));
        at("Ed25519 while the key is replaced", taken, standard(signedByB), msgTime,
            SenderKeys{{}, {ideogramKeyA, ideogramKeyB}});
        at("Ed25519 with the group order added to it", notTheirs, standard(signedByAPlusOrder));
        at("the second signature counts", taken, standard("v1,AAAA " + macOfMsg));
        at("several spaces between signatures", taken, standard("v1,AAAA   " + macOfMsg + ' '));
        at("a comma between signatures", notTheirs, standard("v1,AAAA," + macOfMsg));
        at("an unknown version beside a good one", taken, standard("v2,xxxx " + macOfMsg));
        at("an unknown version alone", notTheirs, standard("v2," + macOfMsg.mid(3)));
        at("the version in capitals", notTheirs, standard("V1," + macOfMsg.mid(3)));
        at("v1 said to be v1a", notTheirs, standard("v1a," + macOfMsg.mid(3)));
        at("v1a said to be v1", notTheirs, standard("v1," + signedByA.mid(4)));
        at("ten signatures", taken, standard(QByteArray("v1,AAAA ").repeated(9) + macOfMsg));
        at("eleven signatures", tooMany, standard(QByteArray("v1,AAAA ").repeated(10) + macOfMsg));
        at("eleven signatures, the good one first", tooMany, standard(macOfMsg + QByteArray(" v1,AAAA").repeated(10)));
        at("a signature header without an end", tooMany, standard("v1," + QByteArray(5000, 'A')));
        at("another body", notTheirs, withBody(standard(macOfMsg), msgBody + ' '));
        at("an empty body", notTheirs, withBody(standard(macOfMsg), {}));
        at("another time", notTheirs, standard(macOfMsg, "webhook", msgTime + 1));
        at("another id", notTheirs, with(standard(macOfMsg), "webhook-id", "msg_other"));
        at("the id in another case", notTheirs, with(standard(macOfMsg), "webhook-id", msgId.toUpper()));
        at("a bit flipped", notTheirs, standard("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        at("a signature cut short", notTheirs, standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O"));
        at("a signature and more", notTheirs, standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=AAAA"));
        at("base64 without its padding", taken, standard(macOfMsg.chopped(1)));
        at("base64 in the letters of addresses", notTheirs,
            standard("v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        at("base64 in hexadecimal's place", notTheirs,
            standard("v1," + QByteArray::fromBase64(macOfMsg.mid(3)).toHex()));
        at("no base64", notTheirs, standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O*="));
        at("nothing after v1", notTheirs, standard("v1,"));
        at("no version", notTheirs, standard(macOfMsg.mid(3)));
        at("an empty signature", notTheirs, standard(""));
        at("no keys", notTheirs, standard(macOfMsg), msgTime, SenderKeys{});
        const Secret next = *callbackSecret("the next");
        const Secret now = *callbackSecret(secretText);
        at("by the old secret while it is replaced", taken, standard(macOfMsg), msgTime, SenderKeys{{now, next}, {}});
        at("by the new secret while it is replaced", taken, standard(macOfNext), msgTime, SenderKeys{{now, next}, {}});
        at("by both secrets, to one who has the old", taken, standard(macOfNext + ' ' + macOfMsg), msgTime,
            SenderKeys{{now}, {}});
        at("by the new secret, to one who has the old", notTheirs, standard(macOfNext), msgTime, SenderKeys{{now}, {}});
        at("by the old secret after it was replaced", notTheirs, standard(macOfMsg), msgTime, SenderKeys{{next}, {}});
        // With a key of small order R = S = 0 or the like would sign everything.
        at("the neutral element as key", notTheirs,
            standard("v1a," + (QByteArray(1, 1) + QByteArray(63, 0)).toBase64()), msgTime,
            SenderKeys{{}, {QByteArray(1, 1) + QByteArray(31, 0)}});
        at("a key of zeros", notTheirs, standard("v1a," + QByteArray(64, 0).toBase64()), msgTime,
            SenderKeys{{}, {QByteArray(32, 0)}});
        at("a key of order eight", notTheirs, standard("v1a," + (keyOfOrderEight + QByteArray(32, 0)).toBase64()),
            msgTime, SenderKeys{{}, {keyOfOrderEight}});
        at("a key too short", notTheirs, standard(signedByA), msgTime, SenderKeys{{}, {ideogramKeyA.chopped(1)}});
        at("no id", missing("webhook-id"), without(standard(macOfMsg), "webhook-id"));
        at("no time", missing("webhook-timestamp"), without(standard(macOfMsg), "webhook-timestamp"));
        at("no signature", missing("webhook-signature"), without(standard(macOfMsg), "webhook-signature"));
        at("two ids", missing("webhook-id"), doubled(standard(macOfMsg), "webhook-id"));
        at("two ids, one in capitals", missing("webhook-id"), doubled(standard(macOfMsg), "WEBHOOK-ID"));
        at("two times", missing("webhook-timestamp"), doubled(standard(macOfMsg), "webhook-timestamp"));
        at("two signature headers", missing("webhook-signature"), doubled(standard(macOfMsg), "webhook-signature"));
        at("one name of each family", missing("webhook-signature"),
            renamed(standard(macOfMsg), "webhook-signature", "svix-signature"));
        at("an empty id", badId, with(standard(macOfMsg, "svix"), "svix-id", ""));
        at("a dot in the id", badId, with(standard(macOfMsg), "webhook-id", msgId + ".1"));
        at("a space in the id", badId, with(standard(macOfMsg), "webhook-id", "msg 1"));
        at("an id of 257 letters", badId, with(standard(macOfMsg), "webhook-id", QByteArray(257, 'a')));
        at("a time with a sign", badTime, with(standard(macOfMsg), "webhook-timestamp", "+1614265330"));
        at("a time in words", badTime, with(standard(macOfMsg), "webhook-timestamp", "yesterday"));
        at("a time with a fraction", badTime, with(standard(macOfMsg), "webhook-timestamp", "1614265330.0"));
        at("a time beyond all numbers", badTime, with(standard(macOfMsg), "webhook-timestamp", "99999999999999999999"));
    }

    static void gitHubRows()
    {
        const Secret secret("It's a Secret to Everybody");
        const auto at = [secret](const QByteArray& name, const Expected& expected, const HttpRequest& request,
                            const std::optional<QList<Secret>>& secrets = std::nullopt) {
            row(name, expected, [=] { return verifyGitHub(request, secrets.value_or(QList<Secret>{secret})); });
        };
        const Expected badMac = malformed("The X-Hub-Signature-256 is not sha256= and 64 hexadecimal digits.");
        const QByteArray digits = helloMac.mid(7);
        at("the published example", taken, gitHub(helloMac));
        at("an empty body", taken,
            withBody(gitHub("sha256=66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40"), {}));
        at("the digits in capitals", taken, gitHub("sha256=" + digits.toUpper()));
        at("by the old secret while it is replaced", taken, gitHub(helloMac),
            QList<Secret>{Secret("the next"), secret});
        at("by the new secret while it is replaced", taken, gitHub(helloMacOfNext),
            QList<Secret>{secret, Secret("the next")});
        at("by the new secret, to one who has the old", notTheirs, gitHub(helloMacOfNext));
        at("no secrets", notTheirs, gitHub(helloMac), QList<Secret>{});
        at("another body", notTheirs, withBody(gitHub(helloMac), "Hello, World"));
        at("a digit changed", notTheirs, gitHub("sha256=6" + digits.mid(1)));
        at("SHA-1", badMac, gitHub("sha1=757107ea0eb2509fc211221cce984b8a37570b6d"));
        at("SHA-1 said to be SHA-256", badMac, gitHub("sha256=757107ea0eb2509fc211221cce984b8a37570b6d"));
        at("the name in capitals", badMac, gitHub("SHA256=" + digits));
        at("no name", badMac, gitHub(digits));
        at("a space before the digits", badMac, gitHub("sha256= " + digits));
        at("a digit short", badMac, gitHub(helloMac.chopped(1)));
        at("a digit too many", badMac, gitHub(helloMac + '0'));
        at("no hexadecimal digit", badMac, gitHub(helloMac.chopped(1) + 'g'));
        at("an empty signature", badMac, gitHub(""));
        at("no delivery", missing("X-GitHub-Delivery"), without(gitHub(helloMac), "X-GitHub-Delivery"));
        at("two deliveries", missing("X-GitHub-Delivery"), doubled(gitHub(helloMac), "X-GitHub-Delivery"));
        at("no signature", missing("X-Hub-Signature-256"), without(gitHub(helloMac), "X-Hub-Signature-256"));
        at("two signatures", missing("X-Hub-Signature-256"), doubled(gitHub(helloMac), "X-Hub-Signature-256"));
        at("the older signature header alone", missing("X-Hub-Signature-256"),
            renamed(gitHub(helloMac), "X-Hub-Signature-256", "X-Hub-Signature"));
    }

    static void ideogramRows()
    {
        const auto at = [](const QByteArray& name, const Expected& expected, const HttpRequest& request,
                            qint64 now = ideogramTime, const QList<NamedKey>& keys = allKeys()) {
            row(name, expected, [=] { return verifyIdeogram(request, keys, now); });
        };
        const Expected badSignature = malformed("The signature is not 128 hexadecimal digits.");
        const Expected badTime = malformed("The time in the header is no number of seconds.");
        const Expected otherId = malformed("The header and the body name different generations.");
        const QByteArray time = "X-Ideogram-Webhook-Timestamp";
        const QByteArray id = "X-Ideogram-Webhook-Generation-Id";
        const QByteArray user = "X-Ideogram-Webhook-User-Id";
        at("the vector", taken, ideogram(signedWithA));
        at("by another key, whatever the hint says", taken, ideogram(byKeyB));
        at("the hint is unknown", taken, ideogram(signedWithA, "another"));
        at("the hint is another key's", taken, ideogram(signedWithA, "test-b"));
        at("the digits in capitals", taken, ideogram(signedWithA.toUpper()));
        at("two keys of one name", taken, ideogram(signedWithA), ideogramTime,
            {{"test-a", ideogramKeyB}, {"test-a", ideogramKeyA}});
        at("the key is not there yet", notTheirs, ideogram(signedWithA), ideogramTime, {{"test-b", ideogramKeyB}});
        at("the key was withdrawn", notTheirs, ideogram(byKeyB, "test-b"), ideogramTime, {{"test-a", ideogramKeyA}});
        at("another key under the hinted name", notTheirs, ideogram(signedWithA), ideogramTime,
            {{"test-a", ideogramKeyB}});
        at("no keys", notTheirs, ideogram(signedWithA), ideogramTime, {});
        at("299 s old", taken, ideogram(signedWithA), ideogramTime + 299);
        at("300 s old", taken, ideogram(signedWithA), ideogramTime + 300);
        at("301 s old", stale("It was signed 301 s ago; after 300 s it counts as somebody's copy."),
            ideogram(signedWithA), ideogramTime + 301);
        at("300 s ahead", taken, ideogram(signedWithA), ideogramTime - 300);
        at("301 s ahead", stale("It was signed 301 s ahead of this computer's clock; more than 300 s is not accepted."),
            ideogram(signedWithA), ideogramTime - 301);
        at("another second", notTheirs, with(ideogram(signedWithA), time, "1795515361"));
        at("a line feed more in the body", notTheirs, withBody(ideogram(signedWithA), ideogramBody() + '\n'));
        at("another seed", notTheirs, withBody(ideogram(signedWithA), ideogramBody().replace("12345,", "12346,")));
        at("signed with a line feed at the end", notTheirs, ideogram(withLineFeed));
        at("the first byte changed", notTheirs, ideogram("66" + signedWithA.mid(2)));
        at("all zeros", notTheirs, ideogram(QByteArray(128, '0')));
        at("another user", notTheirs, with(ideogram(signedWithA), user, "somebody"));
        at("another generation", notTheirs, with(ideogram(signedWithA), id, "another"));
        at("a key of small order", notTheirs, ideogram("01" + QByteArray(126, '0')), ideogramTime,
            {{"test-a", QByteArray(1, 1) + QByteArray(31, 0)}});
        at("a digit short", badSignature, ideogram(signedWithA.chopped(1)));
        at("a digit too many", badSignature, ideogram(signedWithA + '0'));
        at("no hexadecimal digit", badSignature, ideogram("zz" + signedWithA.mid(2)));
        at("base64 in hexadecimal's place", badSignature, ideogram(QByteArray::fromHex(signedWithA).toBase64()));
        at("a time in milliseconds", badTime, with(ideogram(signedWithA), time, "1795515360000"));
        at("a time in words", badTime, with(ideogram(signedWithA), time, "now"));
        for (const char* name : {"Generation-Id", "User-Id", "Timestamp", "Key-Id", "Signature"}) {
            const QByteArray header = QByteArray("X-Ideogram-Webhook-") + name;
            at("no " + QByteArray(name), missing(header), without(ideogram(signedWithA), header));
            at("two of " + QByteArray(name), missing(header), doubled(ideogram(signedWithA), header));
        }
        const auto ofC = [](const QByteArray& body, const QByteArray& signature) {
            return withBody(ideogram(signature, "test-c"), body);
        };
        const QByteArray named = "\"bzue-VZtSlSMAneIbfCo2A\"";
        at("the body says generation_id", taken, ofC("{\"generation_id\":" + named + "}", signedWithC.generation));
        at("the body says request_id", taken, ofC("{\"request_id\":" + named + "}", signedWithC.request));
        at("the body says both", taken,
            ofC("{\"generation_id\":" + named + ",\"request_id\":" + named + "}", signedWithC.both));
        at("signed, but the body names another", otherId, ofC(R"({"generation_id":"another"})", signedWithC.other));
        at("signed, but one of two names is another", otherId,
            ofC("{\"generation_id\":" + named + ",\"request_id\":\"another\"}", signedWithC.oneOther));
        at("signed, but the body names none", otherId, ofC(R"({"data":[]})", signedWithC.none));
        at("signed, but the name is a number", otherId, ofC(R"({"generation_id":7})", signedWithC.number));
        at("signed, but the body is no JSON", otherId, ofC("generation", signedWithC.noJson));
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
