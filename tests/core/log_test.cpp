// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class LogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hidesEveryLiveSecret()
    {
        log::redact(Secret("canary-key-123456"));
        QVERIFY(!log::redacted(QStringLiteral("sent canary-key-123456 to host")).contains(QStringLiteral("canary")));
    }

    void hidesWhatLooksLikeASecret_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::newRow("header") << QStringLiteral("Api-Key: abcdef") << QStringLiteral("abcdef");
        QTest::newRow("bearer") << QStringLiteral("Authorization: Bearer token99") << QStringLiteral("token99");
        QTest::newRow("webhook") << QStringLiteral("secret whsec_AbC+/=12 used") << QStringLiteral("AbC");
        QTest::newRow("password") << QStringLiteral("postgres://me:hunter2@db/x") << QStringLiteral("hunter2");
        QTest::newRow("signature") << QStringLiteral("x-amz-signature=98ad72") << QStringLiteral("98ad72");
    }
    void hidesWhatLooksLikeASecret()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(!log::redacted(text).contains(secret));
    }

    void writesRedactedLinesToItsFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.txt"));
        log::redact(Secret("another-canary-654321"));
        log::install(true);
        log::setFile(path);
        qWarning("the key is another-canary-654321");
        log::setFile({});
        qInstallMessageHandler(nullptr);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("the key is"));
        QVERIFY(!text.contains("canary-6"));
    }

    void aSecretShowsFourCharactersAtMost()
    {
        const Secret secret("abcdefghij");
        QVERIFY(secret.hint().startsWith(QStringLiteral("abcd")));
        QVERIFY(!secret.hint().contains(QLatin1Char('e')));
        QCOMPARE(secret.reveal(), QByteArray("abcdefghij"));
        QVERIFY(Secret().isEmpty());
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
