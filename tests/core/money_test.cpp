// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/money.h"

#include <QTest>

using namespace batchroom;

class MoneyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAmountsExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros");
        QTest::newRow("cents") << QStringLiteral("0.06") << qint64(60'000);
        QTest::newRow("dollar sign") << QStringLiteral(" $2 ") << qint64(2'000'000);
        QTest::newRow("half a cent") << QStringLiteral("0.025") << qint64(25'000);
        QTest::newRow("six decimals") << QStringLiteral("0.251659") << qint64(251'659);
        QTest::newRow("no whole part") << QStringLiteral(".5") << qint64(500'000);
        QTest::newRow("large") << QStringLiteral("999999999999.999999") << qint64(999'999'999'999'999'999);
    }
    void readsAmountsExactly()
    {
        QFETCH(QString, text);
        QFETCH(qint64, micros);
        const Result<Money> money = Money::fromText(text);
        QVERIFY(money);
        QCOMPARE(money->micros(), micros);
    }

    void refusesWhatIsNoAmount_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "$", ".", "1,5", "-1", "1e3", "0.0000001", "abc", "1.2.3", "9999999999999", "٣"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void refusesWhatIsNoAmount()
    {
        QFETCH(QString, text);
        const Result<Money> money = Money::fromText(text);
        QVERIFY(!money);
        QVERIFY(money.error().what.contains(QStringLiteral("2.50")));
    }

    void showsTwoDecimalsAndMoreOnlyWhenNeeded()
    {
        QCOMPARE(Money::fromMicros(0).toText(), QStringLiteral("$0.00"));
        QCOMPARE(Money::fromMicros(60'000).toText(), QStringLiteral("$0.06"));
        QCOMPARE(Money::fromMicros(25'000).toDecimal(), QStringLiteral("0.025"));
        QCOMPARE(Money::fromMicros(-1'500'000).toText(), QStringLiteral("-$1.50"));
        QCOMPARE(Money::fromMicros(7'080'000).toDecimal(), QStringLiteral("7.08"));
    }

    void addsThreeHundredImagesWithoutDrift()
    {
        Money sum;
        for (int i = 0; i < 300; ++i)
            sum += Money::fromMicros(25'000);
        QCOMPARE(sum, Money::fromMicros(25'000) * 300);
        QCOMPARE(sum.toText(), QStringLiteral("$7.50"));
    }
};

QTEST_GUILESS_MAIN(MoneyTest)
#include "money_test.moc"
