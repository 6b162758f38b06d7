// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log.h"
#include "app/webhooks/signature.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

const QByteArray publishedSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const QByteArray publishedId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const QByteArray publishedBody = "{\"test\": 2432232314}";
const QByteArray publishedSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr qint64 publishedTime = 1614265330;

Secret secretOf(const QByteArray& text)
{
    return callbackSecret(text).valueOr(Secret());
}

QString written(const QTemporaryDir& folder, const QByteArray& content)
{
    const QString path = folder.filePath(QStringLiteral("secret"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return path;
}

} // namespace

class SignatureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signsThePublishedExample()
    {
        QCOMPARE(webhookSignature(publishedId, publishedTime, publishedBody, {secretOf(publishedSecret)}),
            publishedSignature);
    }

    // Expected value made with `openssl dgst -sha256 -hmac`.
    void takesAPlainSecretAsItStands()
    {
        const QByteArray body = "{\"type\":\"ideogram.batch.completed\",\"prompt\":\"Größe ✓\"}";
        QCOMPARE(webhookSignature("msg_0123456789abcdef", 1790000000, body, {secretOf("  a plain text secret\r\n")}),
            QByteArray("v1,012w6HoKh4NVUd5sjri4u0ddf3NadXvaGiKaLDyGgqA="));
    }

    void signsWithBothSecretsWhileOneIsReplaced()
    {
        const QByteArray both = webhookSignature(
            publishedId, publishedTime, publishedBody, {secretOf("the new one"), secretOf(publishedSecret)});
        const QByteArrayList parts = both.split(' ');
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts.at(1), publishedSignature);
        QVERIFY(parts.at(0).startsWith("v1,"));
        QVERIFY(parts.at(0) != parts.at(1));
    }

    void coversIdTimeAndBody()
    {
        const QList<Secret> secrets{secretOf(publishedSecret)};
        QVERIFY(webhookSignature("msg_other", publishedTime, publishedBody, secrets) != publishedSignature);
        QVERIFY(webhookSignature(publishedId, publishedTime + 1, publishedBody, secrets) != publishedSignature);
        QVERIFY(webhookSignature(publishedId, publishedTime, publishedBody + ' ', secrets) != publishedSignature);
    }

    void refusesABrokenSecret_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n");
        QTest::newRow("prefix only") << QByteArray("whsec_");
        QTest::newRow("not base64") << QByteArray("whsec_MfKQ9r8G*YqrTwjU");
    }
    void refusesABrokenSecret()
    {
        QFETCH(QByteArray, text);
        const Result<Secret> secret = callbackSecret(text);
        QVERIFY(!secret);
        QCOMPARE(secret.error().code, ErrorCode::BadInput);
        QVERIFY(secret.error().what.endsWith(QLatin1Char('.')));
        QVERIFY(!secret.error().what.contains(QLatin1StringView("MfKQ9r8G")));
    }

    void readsOneOrTwoSecretsFromAFile()
    {
        const QTemporaryDir folder;
        const Result<QList<Secret>> one = readCallbackSecrets(written(folder, publishedSecret + "\n"));
        QVERIFY(one);
        QCOMPARE(one->size(), 1);
        const Result<QList<Secret>> two = readCallbackSecrets(written(folder, "new secret\r\n\r\n" + publishedSecret));
        QVERIFY(two);
        QCOMPARE(two->size(), 2);
        QCOMPARE(two->at(0).reveal(), QByteArray("new secret"));
        QCOMPARE(webhookSignature(publishedId, publishedTime, publishedBody, {two->at(1)}), publishedSignature);
    }

    void refusesAFileItCannotUse()
    {
        const QTemporaryDir folder;
        QCOMPARE(readCallbackSecrets(folder.filePath(QStringLiteral("missing"))).error().code, ErrorCode::FileAccess);
        QCOMPARE(readCallbackSecrets(folder.path()).error().code, ErrorCode::FileAccess);
        QCOMPARE(readCallbackSecrets(written(folder, "\n\n")).error().code, ErrorCode::BadInput);
        QCOMPARE(readCallbackSecrets(written(folder, "a\nb\nc\n")).error().code, ErrorCode::BadInput);
        QCOMPARE(readCallbackSecrets(written(folder, QByteArray(70'000, 'x'))).error().code, ErrorCode::BadInput);
        QCOMPARE(readCallbackSecrets(written(folder, "whsec_***\n")).error().code, ErrorCode::BadInput);
    }

    void hidesAReadSecretFromLogs()
    {
        const QTemporaryDir folder;
        QVERIFY(readCallbackSecrets(written(folder, "plain-CANARY-secret\n")));
        QVERIFY(readCallbackSecrets(written(folder, publishedSecret)));
        const QString line = log::redacted(
            QStringLiteral("sent with plain-CANARY-secret and %1").arg(QString::fromLatin1(publishedSecret.mid(6))));
        QVERIFY2(!line.contains(QLatin1StringView("CANARY")), qPrintable(line));
        QVERIFY2(!line.contains(QLatin1StringView("MfKQ9r8G")), qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(SignatureTest)
#include "signature_test.moc"
